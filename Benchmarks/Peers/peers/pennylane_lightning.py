"""PennyLane's lightning.qubit with PyTorch: adjoint differentiation. It runs a broadcast batch sample by sample."""

import numpy as np
import pennylane as qml
import torch

from peers.pennylane_circuit import pennylane_circuit
from peers.torch_student import TorchStudent
from workload import Workload

# The device's own vector-Jacobian product is slower than a whole Jacobian on fewer qubits, faster on more.
FEWEST_QUBITS_FOR_DEVICE_VJP = 14


def build(workload: Workload) -> TorchStudent:
    n = workload.cell.qubits
    device = qml.device("lightning.qubit", wires=n, c_dtype=np.complex64)
    circuit = pennylane_circuit(
        workload, device, interface="torch", diff_method="adjoint", device_vjp=n >= FEWEST_QUBITS_FOR_DEVICE_VJP)
    of_batch = lambda angles, theta: torch.stack(circuit(angles, theta), dim=1)
    return TorchStudent(workload, of_batch, dtype="complex64")
