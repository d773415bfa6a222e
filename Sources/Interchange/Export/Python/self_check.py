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
OWN_MODULES = ("classical", "circuits", "run_circuit", "simulator", "student")


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
    changed, agrees = [], False
    try:
        expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
        changed = changed_files(expected)
        difference, name = largest_difference(expected, simulator)
        agrees = difference <= TOLERANCE
        print(f"{len(expected['features'])} rows, circuits run by {name}: largest difference of a probability "
              f"{difference:.2e} ({TOLERANCE:.0e} allowed)")
    except ModuleNotFoundError as error:
        if error.name not in OWN_MODULES:
            print(f"self_check: the package {error.name} is missing: pip install {expected['packages']}")
            return 2
        print(f"self_check: {error.name}.py is missing")
    except Exception as error:  # Whatever is wrong with a damaged file is a failure of the check.
        print(f"self_check: {type(error).__name__}: {error}")
    for file in changed:
        print(f"changed since the export: {file}")
    print("self_check: passed" if agrees and not changed else "self_check: FAILED")
    return 0 if agrees and not changed else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
