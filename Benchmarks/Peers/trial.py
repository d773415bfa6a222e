"""What is asked of a peer: first its numbers, then its time."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from cells import LARGEST_SCANNED, Cell
from peers.student import Student
from timing import measure
from workload import SAMPLES_COMPARED, STEPS_COMPARED, STEPS_IN_SCAN, Workload

Build = Callable[[Workload], Student]


def numbers(build: Build, cell: Cell) -> dict[str, list[float]]:
    """All that is compared, flat, from the very functions that are timed, starting with the initial parameters.

    The losses before each of the first steps are right only if the gradients and Adam are.
    """
    workload = Workload.of(cell)
    student = build(workload)
    evaluation = student.evaluate()
    found = {
        "expectation values": evaluation.expectations[:SAMPLES_COMPARED],
        "logits": student.infer()[:SAMPLES_COMPARED],
        "loss": evaluation.loss,
        **{f"gradient of {name}": gradient for name, gradient in evaluation.gradients.items()},
        "losses": [student.step() for _ in range(STEPS_COMPARED)],
    }
    if scans(student, cell):
        found["losses in a scan"] = build(workload).scan()[:STEPS_COMPARED]
    return {name: np.asarray(array, float).ravel().tolist() for name, array in found.items()}


def measurements(
    build: Build, cell: Cell, seconds: float, least_repeats: int, modes: list[str]
) -> Iterator[dict[str, Any]]:
    """The time of each of the modes that the peer has, a step or a batch."""
    student = build(Workload.of(cell))
    calls = {"train": (student.step, 1), "infer": (student.infer, 1)}
    if scans(student, cell):
        calls["train-scan"] = (student.scan, STEPS_IN_SCAN)
    for mode in modes:
        if mode in calls:
            call, steps = calls[mode]
            times = measure(call, seconds, least_repeats)
            for name in ("medianSeconds", "minSeconds", "p90Seconds"):
                times[name] /= steps
            yield {"mode": mode, "dtype": student.dtype, "stepsInCall": steps, **times}


def scans(student: Student, cell: Cell) -> bool:
    return hasattr(student, "scan") and cell.qubits <= LARGEST_SCANNED
