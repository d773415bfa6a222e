"""Expert PyTorch under `torch.compile`: the simulator of `torch_expert` in real arithmetic, as complex is not compiled.

The state is [2, 2^n, B], real and imaginary parts; a complex matrix is applied as [[re, -im], [im, re]]. Needs a C++
compiler.
"""

from functools import reduce

import torch

from peers.torch_expert import kronecker, permutation, product_state, rotations
from peers.torch_student import TorchStudent
from workload import Workload


def build(workload: Workload) -> TorchStudent:
    groups = workload.groups()
    ring = permutation(torch.tensor(workload.ring_sources()))
    signs = torch.tensor(workload.signs(), dtype=torch.float32)

    def circuit(angles, theta):
        product = product_state(angles)
        state = torch.stack([product, torch.zeros_like(product)])
        for layer in torch.stack(rotations(theta), dim=2).unbind():
            for group in groups:
                matrix = reduce(complex_kronecker, [layer[qubit].unbind() for qubit in group])
                state = apply(matrix, state, group)
            state = ring(state)
        return (signs @ state.square().sum(0)).T

    return TorchStudent(workload, circuit, dtype="float32", compiled=True)


def complex_kronecker(left: tuple[torch.Tensor, torch.Tensor], right: tuple[torch.Tensor, torch.Tensor]):
    """The Kronecker product of two matrices, real and imaginary parts each."""
    return (kronecker(left[0], right[0]) - kronecker(left[1], right[1]),
            kronecker(left[0], right[1]) + kronecker(left[1], right[0]))


def apply(matrix: tuple[torch.Tensor, torch.Tensor], state: torch.Tensor, group: list[int]) -> torch.Tensor:
    """A matrix on neighbouring qubits, as one real product."""
    re, im = matrix
    real = torch.cat([torch.cat([re, -im], 1), torch.cat([im, re], 1)])
    before, size = 2 ** group[0], len(re)
    blocks = state.reshape(2, before, size, -1).transpose(0, 1).reshape(before, 2 * size, -1)
    return (real @ blocks).reshape(before, 2, size, -1).transpose(0, 1).reshape(state.shape)
