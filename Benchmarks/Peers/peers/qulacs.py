"""Qulacs: one sample at a time, with its backpropagation of the observable that the loss asks for."""

import numpy as np
from qulacs import Observable, ParametricQuantumCircuit, QuantumState

from peers.numpy_student import NumpyStudent
from workload import Workload


def build(workload: Workload) -> NumpyStudent:
    return NumpyStudent(workload, QulacsCircuit(workload), dtype="complex128")


class QulacsCircuit:
    """The circuit and its backward pass. Qulacs rotates by exp(+i angle P / 2), so all angles change sign."""

    def __init__(self, workload: Workload):
        self.qubits = range(workload.cell.qubits)
        self.state = QuantumState(len(self.qubits))
        self.circuit = ParametricQuantumCircuit(len(self.qubits))
        for qubit in self.qubits:
            self.circuit.add_parametric_RY_gate(qubit, 0)
        for _ in range(workload.cell.layers):
            for qubit in self.qubits:
                self.circuit.add_parametric_RZ_gate(qubit, 0)
                self.circuit.add_parametric_RY_gate(qubit, 0)
                self.circuit.add_parametric_RZ_gate(qubit, 0)
            for pair in workload.ring():
                self.circuit.add_CNOT_gate(*pair)

    def forward(self, angles: np.ndarray, theta: np.ndarray) -> np.ndarray:
        """[B, n] and [L, n, 3] to [B, n]."""
        for index, angle in enumerate(theta.ravel().tolist(), start=len(self.qubits)):
            self.circuit.set_parameter(index, -angle)
        expectations = np.empty_like(angles)
        for sample, sample_angles in enumerate(angles.tolist()):
            self._embed(sample_angles)
            self.state.set_zero_state()
            self.circuit.update_quantum_state(self.state)
            expectations[sample] = [2 * self.state.get_zero_probability(qubit) - 1 for qubit in self.qubits]
        return expectations

    def backward(self, angles: np.ndarray, theta: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The gradients of sum(weights * expectations) by angles and by theta, after a forward pass with the same."""
        by_angles, by_theta = np.empty_like(angles), np.zeros(theta.size)
        for sample, sample_angles in enumerate(angles.tolist()):
            self._embed(sample_angles)
            observable = Observable(len(self.qubits))
            for qubit in self.qubits:
                observable.add_operator(weights[sample, qubit], f"Z {qubit}")
            gradient = -np.array(self.circuit.backprop(observable))
            by_angles[sample] = gradient[: len(self.qubits)]
            by_theta += gradient[len(self.qubits) :]
        return by_angles, by_theta.reshape(theta.shape)

    def _embed(self, angles: list[float]):
        for qubit in self.qubits:
            self.circuit.set_parameter(qubit, -angles[qubit])
