"""Expert PyTorch: the batched simulator of `jax_expert`, in complex arithmetic, which takes fewer calls.

The state is [2^n, B]. The rotations of up to four neighbouring qubits are one matrix product; a whole ring of CNOTs is
one gather, whose backward pass is the opposite gather.
"""

from collections.abc import Callable
from functools import reduce

import torch

from peers.torch_student import TorchStudent
from workload import Workload


def build(workload: Workload) -> TorchStudent:
    groups = workload.groups()
    ring = permutation(torch.tensor(workload.ring_sources()))
    signs = torch.tensor(workload.signs(), dtype=torch.float32)

    def circuit(angles, theta):
        state = product_state(angles).to(torch.complex64)
        shape = state.shape
        for layer in torch.complex(*rotations(theta)).unbind():
            matrices = layer.unbind()
            for group in groups:
                matrix = reduce(kronecker, [matrices[qubit] for qubit in group])
                state = (matrix @ state.reshape(2 ** group[0], len(matrix), -1)).reshape(shape)
            state = ring(state)
        return (signs @ torch.view_as_real(state).square().sum(-1)).T

    return TorchStudent(workload, circuit, dtype="complex64")


def product_state(angles: torch.Tensor) -> torch.Tensor:
    """RY(angles[b, i]) |0> on every qubit: real, [2^n, B]."""
    qubits = torch.stack([torch.cos(angles / 2), torch.sin(angles / 2)]).permute(2, 0, 1)
    return reduce(lambda left, right: (left[:, None] * right[None]).flatten(0, 1), qubits.unbind())


def rotations(theta: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The matrices of Rot(phi, theta, omega), real and imaginary parts: [L, n, 3] -> [L, n, 2, 2] each."""
    phi, angle, omega = (theta / 2).unbind(-1)
    cos, sin, plus, minus = torch.cos(angle), torch.sin(angle), phi + omega, phi - omega
    # Not by `torch.polar`: in PyTorch 2.15 its derivative has the wrong sign where the modulus is negative.
    a, b, c, d = cos * torch.cos(plus), cos * torch.sin(plus), sin * torch.cos(minus), sin * torch.sin(minus)
    re, im = torch.stack([a, -c, c, a], -1), torch.stack([-b, -d, -d, b], -1)
    return re.unflatten(-1, (2, 2)), im.unflatten(-1, (2, 2))


def kronecker(left: torch.Tensor, right: torch.Tensor) -> torch.Tensor:
    """The Kronecker product; `torch.kron` makes more calls."""
    size = len(left) * len(right)
    return (left[:, None, :, None] * right[None, :, None, :]).reshape(size, size)


def permutation(sources: torch.Tensor) -> Callable[[torch.Tensor], torch.Tensor]:
    """Reorders rows. PyTorch's own derivative of a gather is a scatter, slower than the gather that it is here."""
    destinations = torch.argsort(sources)

    class Permutation(torch.autograd.Function):
        @staticmethod
        def forward(context, rows):
            return rows.index_select(-2, sources)

        @staticmethod
        def backward(context, gradient):
            return gradient.index_select(-2, destinations)

    return Permutation.apply
