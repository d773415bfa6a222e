"""One peer at one cell, in a process of its own. `bench.py` starts it; results are JSON lines on standard output.

    worker.py check PEER CELL                          what the peer computes, to be compared
    worker.py time PEER CELL SECONDS REPEATS MODE...   how long it takes; a line for each mode that the peer has
"""

import importlib
import importlib.metadata
import json
import os
import platform
import sys
import warnings

from cells import Cell
from peers import Peer, peer


def main(task: str, name: str, cell: str, *options: str):
    # What frameworks print goes to standard error.
    results = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    warnings.filterwarnings("ignore")
    report = lambda result: print(json.dumps(result), file=results, flush=True)

    chosen = peer(name)
    versions, missing = installed(chosen)
    if missing:
        return report({"missing": missing})
    import trial  # Needs NumPy, which comes with every peer.

    build = importlib.import_module(chosen.module).build
    if task == "check":
        return report({"numbers": trial.numbers(build, Cell.parse(cell))})
    seconds, repeats, *modes = options
    for measurement in trial.measurements(build, Cell.parse(cell), float(seconds), int(repeats), modes):
        report({**measurement, "versions": versions})


def installed(chosen: Peer) -> tuple[dict[str, str], list[str]]:
    """The versions of a peer's packages, and those that are not there."""
    versions, missing = {"python": platform.python_version()}, []
    for package in chosen.packages:
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            missing.append(package)
    return versions, missing


if __name__ == "__main__":
    main(*sys.argv[1:])
