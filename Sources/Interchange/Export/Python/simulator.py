"""A circuit simulated gate by gate, for many samples at once. Qubit 0 is the least significant bit of a basis state's index."""

import numpy as np

PAULIS = {"x": np.array([[0, 1], [1, 0]]), "y": np.array([[0, -1j], [1j, 0]]), "z": np.array([[1, 0], [0, -1]])}


class Circuit:
    """Qubits that start in |0...0>. An angle, in radians, is a number or an array with one for each sample."""

    def __init__(self, qubit_count):
        self.qubit_count = qubit_count
        # The first axis is that of the samples; then the qubits, the last one first.
        self.states = np.zeros((1,) + (2,) * qubit_count, dtype=complex)
        self.states[(0,) * (qubit_count + 1)] = 1

    def apply(self, matrix, *qubits):
        """A gate by its matrix, [..., 2^m, 2^m]. Bit j of an index is the value of the j-th qubit."""
        axes = [self.qubit_count - qubit for qubit in reversed(qubits)]
        first = list(range(1, len(axes) + 1))
        states = np.moveaxis(self.states, axes, first)
        shape = states.shape
        states = matrix @ states.reshape(shape[0], 2 ** len(qubits), -1)
        self.states = np.moveaxis(states.reshape((-1,) + shape[1:]), first, axes)

    def pauli_rotation(self, angle, paulis, qubits):
        """exp(-i angle P / 2), where P has the j-th of these operators on the j-th qubit."""
        self.apply(rotation(angle, paulis), *qubits)

    def expectation(self, factors):
        """Of a product of Pauli operators, such as [("X", 0), ("Z", 2)], for each sample."""
        other = Circuit(self.qubit_count)
        other.states = self.states
        for pauli, qubit in factors:
            other.apply(PAULIS[pauli.lower()], qubit)
        overlaps = np.conj(self.states) * other.states
        return overlaps.reshape(len(overlaps), -1).sum(axis=1).real

    def probabilities(self, qubits):
        """[samples, 2^m]; bit j of an index is the value of the j-th of these qubits."""
        axes = [self.qubit_count - qubit for qubit in reversed(qubits)]
        weights = np.moveaxis(np.abs(self.states) ** 2, axes, list(range(1, len(axes) + 1)))
        return weights.reshape(len(weights), 2 ** len(qubits), -1).sum(axis=2)

    def rx(self, angle, qubit):
        self.pauli_rotation(angle, "x", [qubit])

    def ry(self, angle, qubit):
        self.pauli_rotation(angle, "y", [qubit])

    def rz(self, angle, qubit):
        self.pauli_rotation(angle, "z", [qubit])

    def rxx(self, angle, first, second):
        self.pauli_rotation(angle, "xx", [first, second])

    def ryy(self, angle, first, second):
        self.pauli_rotation(angle, "yy", [first, second])

    def rzz(self, angle, first, second):
        self.pauli_rotation(angle, "zz", [first, second])

    def crx(self, angle, control, target):
        self.apply(controlled(rotation(angle, "x")), control, target)

    def cry(self, angle, control, target):
        self.apply(controlled(rotation(angle, "y")), control, target)

    def crz(self, angle, control, target):
        self.apply(controlled(rotation(angle, "z")), control, target)

    def p(self, angle, qubit):
        self.apply(phase(angle), qubit)

    def cp(self, angle, control, target):
        self.apply(controlled(phase(angle)), control, target)

    def u(self, theta, phi, lam, qubit):
        self.p(lam, qubit)
        self.ry(theta, qubit)
        self.p(phi, qubit)

    def h(self, qubit):
        self.apply((PAULIS["x"] + PAULIS["z"]) / np.sqrt(2), qubit)

    def x(self, qubit):
        self.apply(PAULIS["x"], qubit)

    def y(self, qubit):
        self.apply(PAULIS["y"], qubit)

    def z(self, qubit):
        self.apply(PAULIS["z"], qubit)

    def s(self, qubit):
        self.p(np.pi / 2, qubit)

    def sdg(self, qubit):
        self.p(-np.pi / 2, qubit)

    def t(self, qubit):
        self.p(np.pi / 4, qubit)

    def tdg(self, qubit):
        self.p(-np.pi / 4, qubit)

    def sx(self, qubit):
        self.rx(np.pi / 2, qubit)

    def cx(self, control, target):
        self.mcx([control], target)

    def ccx(self, first, second, target):
        self.mcx([first, second], target)

    def mcx(self, controls, target):
        matrix = PAULIS["x"]
        for _ in controls:
            matrix = controlled(matrix)
        self.apply(matrix, *controls, target)

    def cz(self, control, target):
        self.apply(controlled(PAULIS["z"]), control, target)

    def swap(self, first, second):
        self.cx(first, second)
        self.cx(second, first)
        self.cx(first, second)


def rotation(angle, paulis):
    """exp(-i angle P / 2) = cos(angle / 2) - i sin(angle / 2) P, [..., 2^m, 2^m]."""
    product = np.ones((1, 1))
    for pauli in paulis:
        product = np.kron(PAULIS[pauli], product)
    half = np.asarray(angle, dtype=float)[..., None, None] / 2
    return np.cos(half) * np.eye(len(product)) - 1j * np.sin(half) * product


def phase(angle):
    """diag(1, exp(i angle)), [..., 2, 2]."""
    factor = np.exp(1j * np.asarray(angle, dtype=float))[..., None, None]
    return np.diag([1, 0]) + factor * np.diag([0, 1])


def controlled(matrix):
    """What a matrix does where another qubit, listed before its own, is 1."""
    size = matrix.shape[-1]
    result = np.zeros(matrix.shape[:-2] + (2 * size, 2 * size), dtype=complex)
    result[..., 0::2, 0::2] = np.eye(size)
    result[..., 1::2, 1::2] = matrix
    return result
