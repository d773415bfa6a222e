"""Whether peers compute the same thing. Standard library only, like all that `bench.py` imports."""

import json
import math
import pathlib

from cells import Cell

Numbers = dict[str, list[float]]

# The largest difference, in units of the largest element of its array, and that array's name.
Deviation = tuple[float, str]

SCAN = "losses in a scan"
GOLDEN = pathlib.Path(__file__).with_name("golden.json")


def tolerance(cell: Cell) -> float:
    """Sums of 2^n probabilities in single precision are off by up to 2^n 2^-24: we grant half, and 1e-4 to few qubits.

    A mistake leaves more at most cells: a wrong gate leaves 1, a gradient times 1.01 leaves 0.01.
    """
    return max(1e-4, 2.0 ** (cell.qubits - 25))


def deviations(cell: Cell, found: dict[str, Numbers]) -> dict[str, dict[str, Deviation]]:
    """How far each peer is from what is expected and from every peer before it that is near enough to both.

    Expected are the golden numbers where the cell has them, else what more than half of the peers find.
    """
    numbers = golden(cell)
    expected = {"the golden numbers": numbers} if numbers else {"most peers": majority(cell, list(found.values()))}
    result = {}
    for name, numbers in found.items():
        result[name] = {other: deviation(numbers, its) for other, its in expected.items()}
        if largest(result[name])[1][0] <= tolerance(cell):
            expected[name] = numbers
    return result


def largest(deviations: dict[str, Deviation]) -> tuple[str, Deviation]:
    """From whom a peer is farthest, and how far."""
    return max(deviations.items(), key=lambda item: item[1])


def golden(cell: Cell) -> Numbers | None:
    """The committed numbers."""
    return json.loads(GOLDEN.read_text())["cells"].get(str(cell))


def majority(cell: Cell, every: list[Numbers]) -> Numbers | None:
    """Numbers that more than half of the peers find."""
    agree = lambda numbers: sum(deviation(other, numbers)[0] <= tolerance(cell) for other in every)
    return next((numbers for numbers in every if 2 * agree(numbers) > len(every)), None)


def deviation(found: Numbers, expected: Numbers | None) -> Deviation:
    """From nothing it is infinite. Steps in a scan must find what steps one by one find."""
    if expected is None:
        return math.inf, "everything"
    expected = {SCAN: expected["losses"], **expected}
    return max((distance(array, expected[name]), name) for name, array in found.items())


def distance(array: list[float], expected: list[float]) -> float:
    """Infinite if the sizes differ or something is not a number."""
    if len(array) != len(expected) or not all(map(math.isfinite, array)):
        return math.inf
    return max(abs(a - b) for a, b in zip(array, expected)) / max(map(abs, expected))
