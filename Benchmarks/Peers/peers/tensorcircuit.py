"""TensorCircuit-NG with its JAX backend: mapped over the batch, compiled. Expectation values come from the state."""

import jax
import jax.numpy as jnp
import tensorcircuit

from peers.jax_student import JaxStudent
from workload import Workload


def build(workload: Workload) -> JaxStudent:
    tensorcircuit.set_backend("jax")
    tensorcircuit.set_dtype("complex64")
    n = workload.cell.qubits
    signs = jnp.asarray(workload.signs(), jnp.float32)

    def of_sample(angles, theta):
        circuit = tensorcircuit.Circuit(n)
        for qubit in range(n):
            circuit.ry(qubit, theta=angles[qubit])
        for layer in theta:
            for qubit in range(n):
                phi, angle, omega = layer[qubit]
                circuit.rz(qubit, theta=phi)
                circuit.ry(qubit, theta=angle)
                circuit.rz(qubit, theta=omega)
            for pair in workload.ring():
                circuit.cnot(*pair)
        return signs @ jnp.abs(circuit.state()) ** 2

    return JaxStudent(workload, jax.vmap(of_sample, in_axes=(0, None)), dtype="complex64")
