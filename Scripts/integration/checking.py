"""What all checks need: the command, how it is run, and the count of what held."""

import json
import os
import pathlib
import subprocess
import sys

QDISTILL = pathlib.Path(sys.argv[1]).resolve()
ROOT = pathlib.Path(__file__).resolve().parents[2]
counts = {"passed": 0, "failed": 0}


def check(what, holds, seen=""):
    """Counts and prints whether something holds."""
    counts["passed" if holds else "failed"] += 1
    print(f"{'ok  ' if holds else 'FAIL'} {what}{f': {seen}' if seen != '' else ''}", flush=True)


def run(*arguments, folder=None, **environment):
    """Runs the command, in a folder."""
    return subprocess.run([QDISTILL, *arguments], cwd=folder, capture_output=True, text=True, check=False,
                          env={**os.environ, **environment})


def shell(command):
    """Runs a line of bash, of which any part may fail."""
    return subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)


def check_refusal(what, done, status=65):
    """One line of error, and the status that fits it."""
    check(what, done.returncode == status and done.stderr.count("\n") == 1, done.stderr.strip()[:200])


def reproduce(folder, *arguments):
    """Runs the paper's experiment into a folder."""
    return run("reproduce", "--out", folder, *arguments)


def results(folder):
    """What a run folder says."""
    return json.loads((pathlib.Path(folder) / "results.json").read_text())


def same_bits(folder, other):
    """Whether two run folders agree in everything that does not tell of time, host and path."""
    first, second = results(folder), results(other)
    for result in (first, second):
        for key in ("threads", "seconds", "runSeconds"):
            result["provenance"].pop(key, None)
    csv = [(pathlib.Path(path) / "results.csv").read_bytes() for path in (folder, other)]
    return first == second and csv[0] == csv[1]


def arm(result, student, objective):
    """A student with an objective, of a run's results."""
    return next(a for a in result["arms"] if (a["student"], a["objective"]) == (student, objective))
