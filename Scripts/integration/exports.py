"""Exports, as far as they can be checked with Python and NumPy alone. `Scripts/interop_check.py` checks them with all packages."""

import importlib.util
import json
import subprocess
import sys

from checking import check, check_refusal, run
from export_students import HYBRIDS, check_alterations, export, train

HAS_NUMPY = importlib.util.find_spec("numpy") is not None


def self_check(bundle, *arguments):
    """Runs a bundle's own check."""
    return subprocess.run([sys.executable, *arguments, bundle / "self_check.py"], capture_output=True, text=True, check=False)


def check_numpy(work, students):
    """The students simulated by NumPy give the probabilities of here, and damaged ones do not."""
    for name in [*HYBRIDS, "classical"]:
        bundle = export(students[name], work / f"numpy-{name}", "--to", "numpy")
        if not HAS_NUMPY:
            continue
        done = self_check(bundle)
        check(f"{name} in NumPy", done.returncode == 0 and "20 rows" in done.stdout, done.stdout.strip().split("\n")[0] or done.stderr)
        check_alterations(bundle, self_check)
    if not HAS_NUMPY:
        print("     NumPy is not installed: its simulations are left out")
    # Without its site directory, Python has no packages.
    missing = self_check(work / "numpy-paulis", "-S", "-E")
    check("a missing package is a line with its remedy", missing.returncode == 2 and missing.stdout.count("\n") == 1
          and "pip install" in missing.stdout and missing.stderr == "", missing.stdout.strip())


def check_programs(work, students):
    """What is written as OpenQASM is read as the same ansatz."""
    student = students["reuploading"]
    trained = json.loads((student / "model.json").read_text())["samples"]
    plan = (work / "exports/plan.yaml").read_text()
    start, end = plan.index("    - circuit:\n"), plan.index("    - scale: {initial: 4")
    for dialect in ("portable", "qiskit", "braket", "pennylane"):
        bundle = export(student, work / f"program-{dialect}", "--to", "openqasm3", "--dialect", dialect)
        circuit = f"    - circuit: {{ansatz: {{openqasm: {bundle}/circuit_1.qasm, inputs: [x00, x01, x02]}}}}\n"
        (work / "exports/again.yaml").write_text(plan[:start].replace("exports", f"again-{dialect}") + circuit + plan[end:])
        done = run("run", "again.yaml", "--quiet", folder=work / "exports")
        check(f"a program in the dialect {dialect} trains as an ansatz", done.returncode == 0, done.stderr.strip())
        again = work / f"exports/qdistill-runs/again-{dialect}/students/reuploading/labels"
        # Trainable scales that are multiplied with inputs begin as ones in both.
        check("from the same angles to the same logits", json.loads((again / "model.json").read_text())["samples"] == trained)
        (bundle / "circuit_1.qasm").unlink()
        check("and is kept without its file", run("info", again).returncode == 0)
    bundle = export(student, work / "bound", "--to", "openqasm2", "--measure", "--rows", "3")
    programs = sorted(path.name for path in bundle.glob("*.qasm"))
    check("a program of OpenQASM 2 for each row", programs == [f"circuit_1_row_0{row}.qasm" for row in (1, 2, 3)], programs)


def check_refusals(work, students):
    """Errors of one line."""
    student, out = students["paulis"], work / "refused"
    for what, arguments, status in [
            ("a student that is not there", [work / "none", "--to", "numpy", "--out", out], 66),
            ("data that are not there", [student, "none.csv", "--to", "numpy", "--out", out], 66),
            ("a student without a circuit", [students["classical"], "--to", "qiskit", "--out", out], 65),
            ("a folder that is a file", [student, "--to", "numpy", "--out", work / "exports/plan.yaml"], 73),
            ("measurements for PennyLane",
             [student, "--to", "openqasm3", "--dialect", "pennylane", "--measure", "--out", out], 65)]:
        check_refusal(what, run("export", *arguments), status)
    for arguments in (["--to", "qasm"], ["--to", "numpy", "--bind"], ["--to", "qiskit", "--measure"], ["--to", "numpy", "--rows", "0"], []):
        check(f"export {' '.join(arguments)} is refused", run("export", student, *arguments, "--out", out).returncode == 64)
    check("and nothing is written", not out.exists())


def check_exports(work):
    """Students of all kinds."""
    students = train(work)
    check_numpy(work, students)
    check_programs(work, students)
    check_refusals(work, students)
