"""The records of a sitting as Markdown."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from agreement import largest, tolerance
from cells import GOALS, Cell, Goal
from peers import PEERS

NONE = "-"
TITLES = {"qdistill": "**qdistill**"} | {peer.name: peer.title for peer in PEERS}
Record = dict[str, Any]


@dataclass(frozen=True)
class Way:
    """Someone who was timed, and how."""

    name: str
    mode: str

    def __str__(self) -> str:
        return TITLES[self.name] + (", in a scan" if self.mode == "train-scan" else "")


Medians = dict[Cell, dict[Way, float]]


def tables(records: list[Record]) -> str:
    """Training, training against the goals, inference, and what one should know about them."""
    measurements = [record for record in records if "medianSeconds" in record]
    medians: Medians = {}
    for record in sorted(measurements, key=lambda record: record["cell"]):
        way = Way(record["peer"], record["mode"])
        medians.setdefault(Cell(*record["cell"]), {})[way] = record["medianSeconds"]
    arithmetic = {record["peer"]: record.get("dtype") or f"{record['precision']}, {record['instructionSet']}"
                  for record in measurements}
    sections = [
        ("A training step", by_way(medians, arithmetic, ["train", "train-scan"])),
        ("A training step against expert JAX", against_goals(medians)),
        ("Inference of a batch", by_way(medians, arithmetic, ["infer"])),
        ("Remarks", "\n".join(f"- {remark}" for remark in remarks(records, measurements))),
    ]
    return "\n\n".join(f"### {title}\n\n{text}" for title, text in sections if text) or "Nothing was measured."


def by_way(medians: Medians, arithmetic: dict[str, str], modes: list[str]) -> str:
    """A row for each way, a column for each cell; nothing if there is no such measurement."""
    measured = {way for times in medians.values() for way in times}
    ways = [way for name in TITLES for mode in modes if (way := Way(name, mode)) in measured]
    rows = [[str(way), arithmetic[way.name], *(duration(times.get(way)) for times in medians.values())] for way in ways]
    return markdown(["qubits, layers, batch", "arithmetic", *map(str, medians)], rows)


def against_goals(medians: Medians) -> str:
    """How many times faster than expert JAX, and than the fastest of all peers, qdistill trains a whole step."""
    rows = []
    for cell, times in medians.items():
        goal = GOALS.get(cell, Goal(None, "train"))
        expert, ours = Way("jax-expert", goal.mode), times.get(Way("qdistill", "train"))
        peers = [way for way in times if way.mode != "infer" and way.name != "qdistill"]
        fastest = min(peers, key=times.get, default=expert)
        rows.append([
            str(cell), "in a scan" if goal.mode == "train-scan" else "step by step", duration(times.get(expert)),
            duration(ours), ratio(times.get(expert), ours), str(goal.factor or NONE),
            f"{fastest}: {ratio(times.get(fastest), ours)}"])
    return markdown(["qubits, layers, batch", "expert JAX", "takes", "qdistill", "times faster", "goal",
                     "times faster than the fastest peer"], rows)


def remarks(records: list[Record], measurements: list[Record]) -> Iterator[str]:
    """The machine, the versions, how well the peers agree, and why something is missing."""
    for cpu in sorted({record["cpu"] for record in measurements}):
        dates = [record["date"] for record in measurements if record["cpu"] == cpu]
        yield f"{cpu}, one core; medians; {min(dates)} to {max(dates)}."
    versions = sorted({f"{name} {version}" for record in measurements
                       for name, version in record.get("versions", {}).items()})
    if versions:
        yield ", ".join(versions) + "."
    deviations: dict[Cell, float] = {}
    for record in records:
        if "deviations" in record:
            cell, (_, (distance, _)) = Cell(*record["cell"]), largest(record["deviations"])
            if distance <= tolerance(cell):
                deviations[cell] = max(distance, deviations.get(cell, 0))
    if deviations:
        yield ("Those timed compute the same numbers, up to this part of an array's largest element: "
               + ", ".join(f"{by:.0e} at {cell}" for cell, by in deviations.items()) + ".")
    for record in records:
        if "problem" in record:
            yield f"{TITLES[record['peer']]} at {Cell(*record['cell'])}: {record['problem']}"


def markdown(heading: list[str], rows: list[list[str]]) -> str:
    """A table with aligned columns, numbers to the right; nothing without rows."""
    if not rows:
        return ""
    widths = [max(map(len, column)) for column in zip(heading, *rows)]
    line = lambda cells: "| " + " | ".join(
        text.rjust(width) if column > 1 else text.ljust(width)
        for column, (text, width) in enumerate(zip(cells, widths))) + " |"
    rule = "|" + "|".join("-" * (width + 1) + (":" if column > 1 else "-") for column, width in enumerate(widths)) + "|"
    return "\n".join([line(heading), rule, *map(line, rows)])


def duration(seconds: float | None) -> str:
    """Three digits and a unit."""
    if seconds is None:
        return NONE
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= 0.9995 * size:
            break
    return f"{digits(seconds / size)} {unit}"


def ratio(theirs: float | None, ours: float | None) -> str:
    return digits(theirs / ours) if theirs and ours else NONE


def digits(number: float) -> str:
    """Three of them, without an exponent."""
    return f"{number:.0f}" if number >= 99.95 else f"{number:.1f}" if number >= 9.995 else f"{number:.2f}"
