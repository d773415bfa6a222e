"""Expert JAX: a batched simulator written by hand for this ansatz. The strongest thing a user could write today.

The state is two real arrays [2^n, B], real and imaginary parts. Angle embedding is a product state, built directly. The
rotations of up to four neighbouring qubits are one matrix, applied as one real matrix product. A whole ring of CNOTs is
one gather, whose backward pass is the opposite gather. When there are many samples to an amplitude, the unitary of the
whole circuit is computed once and applied to all samples. The size of groups and the threshold are the best of several.
"""

from functools import reduce

import jax
import jax.numpy as jnp
import numpy as np

from peers.jax_student import JaxStudent
from workload import Workload

SAMPLES_PER_AMPLITUDE_FOR_UNITARY = 2


def build(workload: Workload) -> JaxStudent:
    n = workload.cell.qubits
    ring = permutation(workload.ring_sources())
    signs = jnp.asarray(workload.signs(), jnp.float32)
    groups = workload.groups()

    def evolve(state, theta):
        """All layers. `state`: the real and the imaginary part, [2^n, columns] each."""
        # Without the barrier XLA takes the same sines again for every element of a product.
        for layer in jax.lax.optimization_barrier(rotations(theta)):
            for group in groups:
                state = apply(reduce(jnp.kron, [layer[qubit] for qubit in group]), state, group[0])
            state = tuple(ring(part) for part in state)
        return state

    def circuit(angles, theta):
        product = product_state(angles)
        if product.shape[1] >= SAMPLES_PER_AMPLITUDE_FOR_UNITARY * 2**n:
            identity = jnp.eye(2**n, dtype=product.dtype)
            re, im = (part @ product for part in evolve((identity, jnp.zeros_like(identity)), theta))
        else:
            re, im = evolve((product, jnp.zeros_like(product)), theta)
        return (signs @ (re * re + im * im)).T

    return JaxStudent(workload, circuit, dtype="float32")


def product_state(angles: jax.Array) -> jax.Array:
    """RY(angles[b, i]) |0> on every qubit: real, [2^n, B]."""
    qubits = jnp.stack([jnp.cos(angles / 2), jnp.sin(angles / 2)]).transpose(2, 0, 1)
    return reduce(lambda left, right: (left[:, None] * right[None]).reshape(-1, left.shape[1]), qubits)


def rotations(theta: jax.Array) -> jax.Array:
    """The matrices of Rot(phi, theta, omega): [L, n, 3] -> complex [L, n, 2, 2]."""
    phi, angle, omega = jnp.moveaxis(theta, -1, 0) / 2
    cos, sin, plus, minus = jnp.cos(angle), jnp.sin(angle), phi + omega, phi - omega
    rows = [cos * jnp.exp(-1j * plus), -sin * jnp.exp(1j * minus), sin * jnp.exp(-1j * minus), cos * jnp.exp(1j * plus)]
    return jnp.stack(rows, axis=-1).reshape(*phi.shape, 2, 2)


def apply(matrix: jax.Array, state: tuple[jax.Array, jax.Array], first: int) -> tuple[jax.Array, jax.Array]:
    """A complex matrix on neighbouring qubits from `first` on: one product with [[re, -im], [im, re]]."""
    size, shape = len(matrix), state[0].shape
    real = jnp.block([[matrix.real, -matrix.imag], [matrix.imag, matrix.real]])
    stacked = jnp.concatenate([part.reshape(2**first, size, -1) for part in state], axis=1)
    result = jnp.einsum("ij,ajb->aib", real, stacked)
    return result[:, :size].reshape(shape), result[:, size:].reshape(shape)


def permutation(sources: np.ndarray):
    """Reorders rows. JAX's own derivative of a gather is a scatter, which is slower than the gather that it is here."""
    gather = lambda rows, order: jnp.take(rows, order, axis=0, unique_indices=True, mode="clip")
    forward, backward = (order.astype(np.int32) for order in (sources, np.argsort(sources)))
    permute = jax.custom_vjp(lambda rows: gather(rows, forward))
    permute.defvjp(lambda rows: (gather(rows, forward), None), lambda _, gradient: (gather(gradient, backward),))
    return permute
