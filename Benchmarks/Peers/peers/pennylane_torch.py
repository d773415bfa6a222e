"""PennyLane's default.qubit with PyTorch: differentiated through the simulator, the batch broadcast."""

import pennylane as qml
import torch

from peers.pennylane_circuit import pennylane_circuit
from peers.torch_student import TorchStudent
from workload import Workload


def build(workload: Workload, precision: torch.dtype = torch.float32) -> TorchStudent:
    device = qml.device("default.qubit", wires=workload.cell.qubits)
    circuit = pennylane_circuit(workload, device, interface="torch", diff_method="backprop")
    of_batch = lambda angles, theta: torch.stack(circuit(angles, theta), dim=1)
    return TorchStudent(workload, of_batch, dtype="float32, the state complex128", precision=precision)
