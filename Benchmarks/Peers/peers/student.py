"""What a peer is to the benchmark."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np


@dataclass(frozen=True)
class Evaluation:
    """What a student computes on the batch with its parameters."""

    expectations: np.ndarray
    loss: float
    gradients: dict[str, np.ndarray]


class Student(Protocol):
    """The student of a workload, as a user of some framework would train it.

    Calls return when their result is in memory. Some students also have `scan() -> np.ndarray`: `STEPS_IN_SCAN` steps
    in one call, and the loss before each.
    """

    dtype: str

    def evaluate(self) -> Evaluation:
        """Expectation values, loss and the gradients of all parameters."""

    def infer(self) -> np.ndarray:
        """The logits of the batch, [B, 4]."""

    def step(self) -> float:
        """One step of training; returns the loss before it."""
