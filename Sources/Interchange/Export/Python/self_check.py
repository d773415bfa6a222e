"""Checks that this folder's student gives the probabilities that it gave where it was exported.

    python self_check.py                # with what runs its circuits here
    python self_check.py SIMULATOR      # with another one: README.md names them

Prints the largest difference, and exits 0 if it is 1e-6 or less and no file of numbers was changed, else 1; 2 if a
package is missing.
"""

import hashlib
import json
import pathlib
import sys

# The folder stays as it was exported.
sys.dont_write_bytecode = True

FOLDER = pathlib.Path(__file__).resolve().parent
TOLERANCE = 1e-6


def changed_files(expected):
    """The files of numbers and circuits that are not as they were exported."""
    def digest(name):
        path = FOLDER / name
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None
    return [name for name, sha256 in sorted(expected["sha256"].items()) if digest(name) != sha256]


def largest_difference(expected, simulator):
    """Of the probabilities of all rows, and what ran the circuits."""
    import run_circuit
    import student
    if simulator is not None:
        run_circuit.use(simulator)
    probabilities = student.probabilities(expected["features"])
    np = student.np
    difference = np.max(np.abs(np.array(probabilities) - np.array(expected["probabilities"])))
    return float(difference), run_circuit.name()


def main(simulator=None):
    """Prints what was found, and gives the exit status."""
    try:
        expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
        changed = changed_files(expected)
        difference, name = largest_difference(expected, simulator)
    except ModuleNotFoundError as error:
        print(f"self_check: the package {error.name} is missing: pip install {packages()}")
        return 2
    except Exception as error:  # Whatever is wrong with a damaged file is a failure of the check.
        print(f"self_check: FAILED: {type(error).__name__}: {error}")
        return 1
    agrees = difference <= TOLERANCE
    count = len(expected["features"])
    print(f"{count} rows, circuits run by {name}: largest difference of a probability {difference:.2e} "
          f"({TOLERANCE:.0e} allowed)")
    for file in changed:
        print(f"changed since the export: {file}")
    print("self_check: passed" if agrees and not changed else "self_check: FAILED")
    return 0 if agrees and not changed else 1


def packages():
    """What `pip` installs for this folder."""
    return json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))["packages"]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
