"""The circuit in PennyLane, for any device and interface."""

from collections.abc import Callable

import pennylane as qml

from workload import Workload


def pennylane_circuit(workload: Workload, device: qml.devices.Device, **options) -> Callable:
    """A QNode from angles [n], or [B, n], and theta [L, n, 3] to n expectation values."""
    wires = range(workload.cell.qubits)

    @qml.qnode(device, **options)
    def circuit(angles, theta):
        for wire in wires:
            qml.RY(angles[..., wire], wires=wire)
        for layer in theta:
            for wire in wires:
                qml.Rot(*layer[wire], wires=wire)
            for pair in workload.ring():
                qml.CNOT(wires=pair)
        return [qml.expval(qml.Z(wire)) for wire in wires]

    return circuit
