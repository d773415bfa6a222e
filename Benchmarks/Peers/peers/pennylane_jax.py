"""PennyLane's default.qubit with JAX: differentiated through the simulator, mapped over the batch, compiled."""

import jax
import jax.numpy as jnp
import pennylane as qml

from peers.jax_student import JaxStudent
from peers.pennylane_circuit import pennylane_circuit
from workload import Workload


def build(workload: Workload) -> JaxStudent:
    device = qml.device("default.qubit", wires=workload.cell.qubits)
    circuit = pennylane_circuit(workload, device, interface="jax", diff_method="backprop")
    of_batch = jax.vmap(lambda angles, theta: jnp.stack(circuit(angles, theta)), in_axes=(0, None))
    return JaxStudent(workload, of_batch, dtype="complex64")
