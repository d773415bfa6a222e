#!/usr/bin/env python3
"""Takes students to Qiskit, PennyLane, Amazon Braket and NumPy, and checks that they give the same probabilities there; that
damaged ones do not; and that circuits of Qiskit's, read by `qdistill`, are the same circuits.

    python3 -m venv VENV && VENV/bin/pip install -r Scripts/interop_requirements.txt
    VENV/bin/python Scripts/interop_check.py .build/release/qdistill
"""

import concurrent.futures
import json
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "integration"))
from checking import check, counts, run
from export_students import HYBRIDS, check_alterations, export, train

# (the target's options, the simulators or readers of its own check)
TARGETS = [
    (["numpy"], [None]), (["qiskit"], ["statevector", "aer"]), (["pennylane"], ["default.qubit", "lightning.qubit"]),
    (["braket"], ["default", "braket_dm"]), (["openqasm2"], ["qiskit"]), (["openqasm2", "--measure"], ["qiskit"]),
    (["openqasm3"], ["qiskit", "pennylane", "braket"]), (["openqasm3", "--measure"], ["qiskit", "braket"]),
    (["openqasm3", "--bind"], ["qiskit", "pennylane", "braket"]), (["openqasm3", "--dialect", "qiskit"], ["qiskit"]),
    (["openqasm3", "--dialect", "braket"], ["braket"]), (["openqasm3", "--dialect", "pennylane"], ["pennylane"]),
]
GRADIENT = """
import sys; sys.path.insert(0, sys.argv[1])
import json
import pennylane as qml
import student
from pennylane import numpy as np

features = json.load(open(sys.argv[1] + "/expected.json"))["features"][:3]
loss = lambda weights: -np.mean(np.log(student.probabilities(features, weights)[:, 0]))
gradient = qml.grad(loss, argnums=0)(student.WEIGHTS)
worst = 0
for name, values in student.WEIGHTS.items():
    for place in list(np.ndindex(values.shape))[:6]:
        moved = [{**student.WEIGHTS, name: values.copy()} for _ in range(2)]
        moved[0][name][place] += 1e-5
        moved[1][name][place] -= 1e-5
        worst = max(worst, abs((loss(moved[0]) - loss(moved[1])) / 2e-5 - gradient[name][place]))
print(float(worst), float(max(abs(g).max() for g in gradient.values())))
"""


def self_check(bundle, *arguments):
    """Runs a bundle's own check."""
    return subprocess.run([sys.executable, bundle / "self_check.py", *arguments], capture_output=True, text=True, check=False)


def check_student(name, student, work):
    """Everywhere."""
    for options, simulators in TARGETS:
        bundle = export(student, work / "-".join([name, *options]).replace("---", "-"), "--to", *options)
        for simulator in simulators:
            done = self_check(bundle, *([simulator] if simulator else []))
            seen = (done.stdout.strip() or done.stderr.strip()).split("\n")[0]
            check(f"{name}: {' '.join(options)}", done.returncode == 0 and "20 rows" in done.stdout, seen)
    done = subprocess.run([sys.executable, "-c", GRADIENT, work / f"{name}-pennylane"], capture_output=True, text=True, check=False)
    worst, size = map(float, done.stdout.split()) if done.returncode == 0 else (1, 0)
    check(f"{name}: PennyLane's gradients are the differences'", worst < 1e-7 and size > 1e-4,
          f"{worst:.1e} of {size:.1e}" if done.returncode == 0 else done.stderr[-300:])


# Gates of Qiskit's libraries, with their numbers of angles and of qubits.
COMMON = {"x": (0, 1), "y": (0, 1), "z": (0, 1), "h": (0, 1), "s": (0, 1), "sdg": (0, 1), "t": (0, 1), "tdg": (0, 1), "sx": (0, 1),
          "rx": (1, 1), "ry": (1, 1), "rz": (1, 1), "p": (1, 1), "u1": (1, 1), "u2": (2, 1), "u3": (3, 1), "id": (0, 1),
          "cx": (0, 2), "cy": (0, 2), "cz": (0, 2), "ch": (0, 2), "cp": (1, 2), "crx": (1, 2), "cry": (1, 2), "crz": (1, 2),
          "cu": (4, 2), "swap": (0, 2), "ccx": (0, 3), "cswap": (0, 3)}
VERSION2 = {**COMMON, "u": (3, 1), "sxdg": (0, 1), "cu1": (1, 2), "cu3": (3, 2), "csx": (0, 2), "rxx": (1, 2), "rzz": (1, 2),
            "c3x": (0, 4), "c4x": (0, 5), "rccx": (0, 3)}
VERSION3 = {**COMMON, "U": (3, 1), "phase": (1, 1), "cphase": (1, 2), "CX": (0, 2)}
HEADS = {2: 'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg a[2];\nqreg b[3];\n',
         3: 'OPENQASM 3.0;\ninclude "stdgates.inc";\ninput float[64] x0;\ninput float[64] x1;\nqubit[2] a;\nqubit[3] b;\n'}
QUBITS = ["a[0]", "a[1]", "b[0]", "b[1]", "b[2]"]


def random_program(version, stream):
    """A circuit of every gate of the version's library, on random qubits, in random order."""
    gates = {2: VERSION2, 3: VERSION3}[version]
    lines = ["h a;", "ry(pi/3) b;"]
    # Qiskit knows no functions in version 3.
    some = ["-pi/4", "3*pi/2", "sin(0.5)" if version == 2 else "0.5*(1 - pi)"]
    if version == 3:
        lines += ["ry(x0) a[0];", "rx(x1) b[1];", "rz(x0*x1) b[2];", "negative(x1) a[1], b[0];"]
    for name in stream.permutation(list(gates)):
        angle_count, qubit_count = gates[name]
        angles = ", ".join(stream.choice([f"{stream.uniform(-4, 4)}", *some]) for _ in range(angle_count))
        lines.append(f"{name}{f'({angles})' if angles else ''} {', '.join(stream.permutation(QUBITS)[:qubit_count])};")
    if version == 3:
        lines += ["ctrl @ y a[0], b[0];", "inv @ t b[0];", "ctrl(2) @ z b[0], b[1], a[1];", "inv @ rx(0.3) a[0];"]
        definition = "gate negative(t) c, d { ry(t) c; rz(-t) d; cx c, d; rz(2*t) d; }\n"
        return HEADS[3].replace("input", definition + "input", 1) + "\n".join(lines) + "\n"
    return HEADS[2] + "gate pair(t) c, d { ry(t) c; cx c, d; }\n" + "\n".join([*lines, "pair(0.7) b[0], a[1];", "barrier a, b;"]) + "\n"


def check_reading(work):
    """Random circuits of all gates as parts of students, whose logits are then Qiskit's probabilities."""
    from qiskit import QuantumCircuit, qasm2, qasm3
    from qiskit.quantum_info import Statevector
    stream = np.random.default_rng(0)
    programs = {f"version{version}-{number}": (version, random_program(version, stream)) for version in (2, 3) for number in range(10)}
    students = ""
    for name, (version, text) in programs.items():
        (work / f"{name}.qasm").write_text(text)
        circuit = (f"openqasm: {name}.qasm, inputs: [x0, x1]" if version == 3 else f"openqasm: {name}.qasm")
        front = "" if version == 3 else "    - dense: {units: 5}\n"
        students += f"  {name}:\n{front}    - circuit: {{ansatz: {{{circuit}}}, measure: {{probabilities: [1, 4]}}}}\n    - scale: {{}}\n"
    (work / "reading.yaml").write_text(
        "name: reading\nseeds: 1\ndata: {source: extended-xor, classes: 4, perBlob: {teacher: 5, student: 5, validation: 5, test: 5}}\n"
        "teacher: {network: {hidden: [2], activation: relu}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 1}}\n"
        f"students:\n{students}objectives: {{labels: [{{crossEntropy: {{weight: 1}}}}]}}\n"
        "training: {optimizer: {adam: {rate: 0.01}}, epochs: 1, dropRemainder: false}\n")
    done = run("run", "reading.yaml", "--quiet", folder=work)
    check("circuits of all gates of Qiskit's libraries are read", done.returncode == 0, done.stderr.strip())
    for name, (version, text) in programs.items():
        student = work / f"qdistill-runs/reading/students/{name}/labels"
        weights = json.loads((export(student, work / f"{name}-weights", "--to", "numpy") / "weights.json").read_text())
        scale = weights[f"layers.{2 if version == 2 else 1}.scale"][0]
        worst = 0
        for sample in json.loads((student / "model.json").read_text())["samples"]:
            features = np.array(sample["features"])
            if version == 3:
                circuit = qasm3.loads(text)
                circuit = circuit.assign_parameters({p: features[int(p.name[1])] for p in circuit.parameters})
            else:
                circuit = QuantumCircuit(5)
                for qubit, angle in enumerate(features @ np.array(weights["layers.0.weights"]) + weights["layers.0.bias"]):
                    circuit.ry(angle, qubit)
                program = qasm2.loads(text, custom_instructions=qasm2.LEGACY_CUSTOM_INSTRUCTIONS)
                circuit = circuit.compose(program, range(5))
            expected = Statevector(circuit).probabilities([1, 4])
            worst = max(worst, np.max(np.abs(np.array(sample["logits"]) / scale - expected)))
        check(f"{name} is the circuit that Qiskit reads", worst < 1e-9, f"{worst:.1e}")


def main():
    """The three default hybrid students, a re-uploading one, and odd ones."""
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        check_reading(work)
        done = run("reproduce", "--seeds", "1", "--quiet", "--out", work / "default")
        check("reproduce", done.returncode == 0, done.stderr.strip())
        students = {s: work / "default/students" / s / "distilled" for s in ("hybrid-74", "hybrid-74-universal", "hybrid-80")}
        odd = train(work)
        students |= {name: odd[name] for name in HYBRIDS}
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda item: check_student(*item, work), students.items()))
            # Of all kinds of students, damaged, `Scripts/integration` sees that NumPy tells.
            bundles = [work / f"hybrid-74-{target}" for target in ("numpy", "qiskit", "pennylane", "braket", "openqasm2", "openqasm3")]
            list(pool.map(lambda bundle: check_alterations(bundle, self_check), bundles))
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
