"""TorchQuantum: its functional gates on a device that holds the whole batch."""

import torchquantum
import torchquantum.functional as gates

from peers.torch_student import TorchStudent
from workload import Workload


def build(workload: Workload) -> TorchStudent:
    n = workload.cell.qubits
    measure = torchquantum.MeasureAll(torchquantum.PauliZ)

    def circuit(angles, theta):
        device = torchquantum.QuantumDevice(n_wires=n, bsz=len(angles))
        for qubit in range(n):
            gates.ry(device, wires=qubit, params=angles[:, qubit])
        for layer in theta:
            for qubit in range(n):
                gates.rot(device, wires=qubit, params=layer[qubit : qubit + 1])
            for pair in workload.ring():
                gates.cnot(device, wires=pair)
        return measure(device)

    return TorchStudent(workload, circuit, dtype="complex64")
