"""One sitting: every peer at every cell, one after another on the same core."""

import datetime
import json
import math
import os
import pathlib
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import agreement
from cells import Cell
from peers import Peer
from pinned import Core
from table import duration

HERE = pathlib.Path(__file__).resolve().parent
Record = dict[str, Any]


@dataclass
class Sitting:
    """What is measured, and how. `keep` gets each record as soon as there is one. All hold `peer` and `cell`; besides,

    - a measurement holds `mode`, seconds, and what was measured on what;
    - a check holds `deviations`, the largest from the golden numbers and from the other peers, and where;
    - a problem holds `problem`: why something was not measured.
    """

    core: Core
    modes: list[str]
    seconds: float
    least_repeats: int
    pythons: dict[str, str]
    qdistill: str | None
    keep: Callable[[Record], None]
    missing: set[Peer] = field(default_factory=set)

    def run(self, cells: list[Cell], peers: list[Peer]):
        for cell in cells:
            agreeing = self.check(cell, peers)
            if self.modes:
                for peer in agreeing:
                    self.time(peer, cell)
            if self.qdistill:
                for mode in self.modes:
                    if mode != "train-scan":
                        self.time_qdistill(cell, mode)

    def check(self, cell: Cell, peers: list[Peer]) -> list[Peer]:
        """Those peers whose numbers are right."""
        found: dict[str, agreement.Numbers] = {}
        for peer in peers:
            if peer not in self.missing:
                say(f"{cell}: {peer.name} computes")
                found |= {peer.name: answer["numbers"] for answer in self.ask(peer, cell, "check")}
        right = set()
        for name, deviations in agreement.deviations(cell, found).items():
            self.keep({"peer": name, "cell": cell.sizes, "deviations": deviations})
            other, (distance, where) = agreement.largest(deviations)
            if distance <= agreement.tolerance(cell):
                right.add(name)
            else:
                self.fail(name, cell, f"not timed: {where} off {other} by {distance:.1g} of the largest element"
                          if math.isfinite(distance) else f"not timed: nothing in common with {other}")
        return [peer for peer in peers if peer.name in right]

    def time(self, peer: Peer, cell: Cell):
        say(f"{cell}: {peer.name} is timed")
        for measurement in self.ask(peer, cell, "time", str(self.seconds), str(self.least_repeats), *self.modes):
            self.keep_measurement(peer.name, cell, {"threads": 1, **measurement})

    def ask(self, peer: Peer, cell: Cell, task: str, *options: str) -> list[dict[str, Any]]:
        """Starts a worker; gives what it answers."""
        python = self.pythons.get(peer.name, sys.executable)
        output, problem = self.core.run([python, str(HERE / "worker.py"), task, peer.name, str(cell), *options])
        answers = [json.loads(line) for line in output.splitlines(keepends=True) if line.endswith("\n")]
        if answers and "missing" in answers[0]:
            self.missing.add(peer)
            say(f"{peer.name} is skipped: no {', no '.join(answers[0]['missing'])}. To have it: {peer.to_install}")
            return []
        if problem:
            self.fail(peer.name, cell, f"{task}: {problem}")
        return answers

    def time_qdistill(self, cell: Cell, mode: str):
        """Its numbers are not compared here: its own tests do that."""
        say(f"{cell}: qdistill is timed")
        output, problem = self.core.run([
            self.qdistill, "bench", "--cells", str(cell), "--mode", mode, "--precision", "single", "--threads", "1",
            "--json"])
        try:
            measurements = [] if problem else json.loads(output)
        except ValueError as error:
            measurements, problem = [], f"its output is no JSON: {error}"
        if problem:
            self.fail("qdistill", cell, f"{mode}: {problem}")
        for measurement in measurements:
            self.keep_measurement("qdistill", cell, measurement)

    def keep_measurement(self, name: str, cell: Cell, measurement: dict[str, Any]):
        say(f"{cell}: {name}, {measurement['mode']}: {duration(measurement['medianSeconds'])}")
        self.keep({
            "peer": name, **measurement, "cell": cell.sizes, "core": self.core.number, "cpu": cpu(),
            "load": os.getloadavg()[0], "date": datetime.datetime.now().isoformat(timespec="seconds")})

    def fail(self, name: str, cell: Cell, problem: str):
        say(f"{cell}: {name}: {problem}")
        self.keep({"peer": name, "cell": cell.sizes, "problem": problem})


def say(line: str):
    """Progress, on standard error."""
    print(line, file=sys.stderr, flush=True)


def cpu() -> str:
    """The processor's name, as far as the system tells."""
    information = pathlib.Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
