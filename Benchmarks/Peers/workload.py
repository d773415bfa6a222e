"""The workload W(n, L, B): a hybrid student of n qubits and L layers, distilled on batches of B samples.

    angles = X @ W1 + b1                                    [B, 2] -> [B, n]
    |0...0>, then RY(angles[i]) on qubit i
    L times: Rot(theta[l, i]) on every qubit i, then CNOT i -> (i + 1) mod n for i = 0 .. n - 1, one after another
    z[i] = <Z_i>                                            [B, n]
    logits = z @ W2 + b2                                    [B, n] -> [B, 4]
    loss = 0.5 T^2 KL(softmax(teacher / T) || softmax(logits / T)) + 0.5 CE(logits, labels), T = 2, mean over the batch

Rot(phi, theta, omega) = RZ(omega) RY(theta) RZ(phi): RZ(phi) acts first. Every layer's ring of CNOTs has range 1; the
default of PennyLane's StronglyEntanglingLayers would be l mod (n - 1) + 1. One training step is all of the above, the
gradient of every parameter, and Adam.

Parameters and samples are a formula, not random numbers, so that any language can make them: element k of an array is
the fractional part of (k + 1) sqrt(p), scaled, with a prime p of its own.
"""

from dataclasses import dataclass

import numpy as np

from cells import Cell

INPUTS, CLASSES = 2, 4
TEMPERATURE, TEACHER_WEIGHT = 2.0, 0.5
LEARNING_RATE = 0.01
STEPS_IN_SCAN = 50
MOST_QUBITS_FUSED = 4
SAMPLES_COMPARED, STEPS_COMPARED = 32, 4
PARAMETERS = ("W1", "b1", "theta", "W2", "b2")


def spread(prime: int, shape: tuple[int, ...], low: float, high: float) -> np.ndarray:
    """Numbers spread evenly over [low, high): a Weyl sequence."""
    count = np.arange(1, np.prod(shape) + 1)
    return (low + (high - low) * np.modf(count * np.sqrt(float(prime)))[0]).reshape(shape)


@dataclass(frozen=True)
class Workload:
    """A cell with its initial parameters and its batch, in double precision."""

    cell: Cell
    parameters: dict[str, np.ndarray]
    inputs: np.ndarray
    labels: np.ndarray
    teacher: np.ndarray

    @staticmethod
    def of(cell: Cell) -> "Workload":
        n, layers, batch = cell.qubits, cell.layers, cell.batch
        parameters = {
            "W1": spread(2, (INPUTS, n), -1, 1),
            "b1": spread(3, (n,), -0.5, 0.5),
            "theta": spread(5, (layers, n, 3), -np.pi, np.pi),
            "W2": spread(7, (n, CLASSES), -1, 1),
            "b2": spread(11, (CLASSES,), -0.5, 0.5),
        }
        return Workload(
            cell, parameters, inputs=spread(13, (batch, INPUTS), -1, 1),
            labels=spread(17, (batch,), 0, CLASSES).astype(np.int64),
            teacher=spread(19, (batch, CLASSES), -3, 3))

    def ring(self) -> list[tuple[int, int]]:
        """The CNOTs of a layer, (control, target), in the order in which they act."""
        n = self.cell.qubits
        return [(qubit, (qubit + 1) % n) for qubit in range(n)]

    # What follows is for simulators written by hand. Qubit 0 is the most significant bit of a basis state's index.

    def ring_sources(self) -> np.ndarray:
        """Where each amplitude comes from when the ring of CNOTs acts: after[k] = before[ring_sources[k]]."""
        n = self.cell.qubits
        target = np.arange(2**n)
        for controlling, controlled in self.ring():
            target ^= (target >> (n - 1 - controlling) & 1) << (n - 1 - controlled)
        return np.argsort(target)

    def groups(self) -> list[list[int]]:
        """Neighbouring qubits, up to four of them, whose rotations are applied as one matrix."""
        n = self.cell.qubits
        return [group.tolist() for group in np.array_split(range(n), -(-n // MOST_QUBITS_FUSED))]

    def signs(self) -> np.ndarray:
        """The eigenvalue of Z_i on each basis state, [n, 2^n]."""
        n = self.cell.qubits
        return 1.0 - 2.0 * (np.arange(2**n) >> np.arange(n - 1, -1, -1)[:, None] & 1)
