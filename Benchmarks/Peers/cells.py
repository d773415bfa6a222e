"""The cells of the benchmark: how large a student, how many samples a step, and how fast we mean to be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """Qubits, layers and samples in a batch. Written `4,3,32`."""

    qubits: int
    layers: int
    batch: int

    @staticmethod
    def parse(text: str) -> "Cell":
        """Reads `qubits,layers,batch`; raises ValueError for anything else."""
        numbers = [int(part) for part in text.split(",")]
        if len(numbers) != 3 or numbers[0] < 2 or min(numbers) < 1:
            raise ValueError(f"a cell is qubits,layers,batch with at least 2 qubits, not {text!r}")
        return Cell(*numbers)

    @property
    def sizes(self) -> list[int]:
        """As in JSON."""
        return [self.qubits, self.layers, self.batch]

    def __str__(self) -> str:
        return f"{self.qubits},{self.layers},{self.batch}"


@dataclass(frozen=True)
class Goal:
    """How many times faster than expert JAX a whole training step is meant to be, and than which way of running it."""

    factor: int | None
    mode: str


# Above 12 qubits dispatching a step costs less than a thousandth of it, so nothing is gained inside a scan.
LARGEST_SCANNED = 12

GOALS = {
    Cell(2, 2, 32): Goal(5, "train-scan"),
    Cell(4, 3, 32): Goal(7, "train-scan"),
    Cell(4, 3, 256): Goal(6, "train-scan"),
    Cell(6, 4, 64): Goal(14, "train-scan"),
    Cell(8, 4, 64): Goal(18, "train-scan"),
    Cell(8, 4, 256): Goal(20, "train-scan"),
    Cell(10, 4, 64): Goal(20, "train-scan"),
    Cell(12, 4, 32): Goal(15, "train-scan"),
    Cell(16, 4, 8): Goal(15, "train"),
    Cell(20, 2, 1): Goal(10, "train"),
}
STANDARD = list(GOALS)
QUICK = STANDARD[:2]
