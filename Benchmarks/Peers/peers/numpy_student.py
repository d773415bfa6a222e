"""The student in NumPy, around any circuit with a backward pass of its own: double precision, everything by hand."""

from typing import Protocol

import numpy as np

from peers.student import Evaluation
from workload import LEARNING_RATE, TEACHER_WEIGHT, TEMPERATURE, Workload


class Circuit(Protocol):
    """A circuit without automatic differentiation."""

    def forward(self, angles: np.ndarray, theta: np.ndarray) -> np.ndarray:
        """The expectation values [B, n] of angles [B, n] and theta [L, n, 3]."""

    def backward(self, angles: np.ndarray, theta: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The gradients of sum(weights * expectations) by angles and by theta."""


class NumpyStudent:
    """Next to the circuit, the classical layers, the loss, their gradients and Adam cost little here."""

    def __init__(self, workload: Workload, circuit: Circuit, dtype: str):
        self.dtype = dtype
        self.circuit = circuit
        self.workload = workload
        self.parameters = {name: value.copy() for name, value in workload.parameters.items()}
        self.first_moments = {name: np.zeros_like(value) for name, value in self.parameters.items()}
        self.second_moments = {name: np.zeros_like(value) for name, value in self.parameters.items()}
        self.steps = 0

    def _forward(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Angles, expectation values and logits of the batch."""
        parameters = self.parameters
        angles = self.workload.inputs @ parameters["W1"] + parameters["b1"]
        expectations = self.circuit.forward(angles, parameters["theta"])
        return angles, expectations, expectations @ parameters["W2"] + parameters["b2"]

    def evaluate(self) -> Evaluation:
        workload, parameters = self.workload, self.parameters
        angles, expectations, logits = self._forward()
        one_hot = np.eye(logits.shape[1])[workload.labels]
        hard, soft, teacher = (log_softmax(part) for part in
                               (logits, logits / TEMPERATURE, workload.teacher / TEMPERATURE))
        divergence = (np.exp(teacher) * (teacher - soft)).sum(axis=1).mean()
        cross_entropy = -(one_hot * hard).sum(axis=1).mean()
        loss = TEACHER_WEIGHT * TEMPERATURE**2 * divergence + (1 - TEACHER_WEIGHT) * cross_entropy

        by_logits = (TEACHER_WEIGHT * TEMPERATURE * (np.exp(soft) - np.exp(teacher))
                     + (1 - TEACHER_WEIGHT) * (np.exp(hard) - one_hot)) / len(logits)
        by_angles, by_theta = self.circuit.backward(angles, parameters["theta"], by_logits @ parameters["W2"].T)
        gradients = {"W1": workload.inputs.T @ by_angles, "b1": by_angles.sum(axis=0), "theta": by_theta,
                     "W2": expectations.T @ by_logits, "b2": by_logits.sum(axis=0)}
        return Evaluation(expectations, float(loss), gradients)

    def infer(self) -> np.ndarray:
        return self._forward()[2]

    def step(self) -> float:
        evaluation = self.evaluate()
        self.steps += 1
        rate = LEARNING_RATE * np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps)
        stabiliser = 1e-8 * np.sqrt(1 - 0.999**self.steps)
        for name, gradient in evaluation.gradients.items():
            first, second = self.first_moments[name], self.second_moments[name]
            first += 0.1 * (gradient - first)
            second += 0.001 * (gradient**2 - second)
            self.parameters[name] -= rate * first / (np.sqrt(second) + stabiliser)
        return evaluation.loss


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Along the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
