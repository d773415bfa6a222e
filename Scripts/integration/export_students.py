"""Students of all kinds to be exported, and ways to damage what was."""

import hashlib
import json
import re

from checking import check, run

# Untrained, or nearly: what counts is that others compute the same.
PLAN = """
name: exports
seeds: 1
data:
  source: file
  path: table.csv
  label: kind
  features: [a, b, c, d]
  classes: [low, middle, high]
  split: {teacher: 0.5, student: {ofTeacher: 0.8}, validation: 0.2, test: 0.3}
  preprocess: [{standard: {}}, {pca: {components: 3}}, {angles: {range: full}}]
teacher: {network: {hidden: [4], activation: relu}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 1}}
students:
  reuploading:
    - circuit:
        embedding: {name: angle, axis: x, scaling: trainable}
        ansatz: {name: efficient-su2, layers: 2}
        reupload: true
    - scale: {initial: 4, perUnit: true}
  paulis:
    - dense: {units: 4, activation: sine}
    - circuit: {embedding: {name: iqp, repeats: 2}, ansatz: {name: sim-6, layers: 1}, measure: {paulis: [X0Z1, Y2, Z0, X3, Y1Y2]}}
    - dense: {units: classes}
  amplitudes:
    - dense: {units: 7, activation: relu}
    - circuit: {embedding: {name: amplitude, padding: -0.3}, ansatz: {name: su4-ring, layers: 1}}
    - scale: {initial: 2}
  two-circuits:
    - dense: {units: 3, activation: tanh}
    - circuit: {embedding: angle, ansatz: {name: sim-14, layers: 1}}
    - circuit: {embedding: {name: angle, axis: x}, ansatz: {name: arbitrary-unitary, layers: 1}, measure: {probabilities: [2, 0]}}
    - dense: {units: classes, bias: false}
  classical:
    - dense: {units: classes}
objectives:
  labels: [{crossEntropy: {weight: 1}}]
training: {optimizer: {adam: {rate: 0.05}}, epochs: 3, dropRemainder: false}
"""
# Bits, which nothing may scale.
BITS = PLAN[:PLAN.index("students:")].replace("name: exports", "name: bits").replace("[a, b, c, d]", "[p, q, r]").replace(
    "  preprocess: [{standard: {}}, {pca: {components: 3}}, {angles: {range: full}}]\n", "") + """students:
  bits:
    - circuit: {embedding: basis, ansatz: {name: real-amplitudes, layers: 2}, measure: [2, 0, 1]}
""" + PLAN[PLAN.index("objectives:"):]
KINDS = ["low", "middle", "high"]
TABLE = "a,b,c,d,p,q,r,kind\n" + "".join(
    f"{i % 7 + 0.1 * (i % 11)},{i * i % 13},{i % 3},{0.01 * i},{i & 1},{i >> 1 & 1},{i >> 2 & 1},{KINDS[i % 3]}\n" for i in range(90))
HYBRIDS = ["reuploading", "paulis", "amplitudes", "two-circuits", "bits"]


def train(work):
    """Runs the plans in a folder of their own, and gives the students by their names."""
    folder = work / "exports"
    folder.mkdir()
    (folder / "table.csv").write_text(TABLE)
    for name, text in (("plan", PLAN), ("bits", BITS)):
        (folder / f"{name}.yaml").write_text(text)
        done = run("run", f"{name}.yaml", "--quiet", folder=folder)
        check(f"{name}.yaml, of students to be exported, runs", done.returncode == 0, done.stderr.strip())
    return {path.parent.name: path for path in folder.glob("qdistill-runs/*/students/*/labels")}


def export(student, bundle, *arguments):
    """Exports a student; whether that went well is checked."""
    done = run("export", student, *arguments, "--out", bundle)
    check(f"export {' '.join(map(str, arguments))} of {student.parent.name}", done.returncode == 0, done.stderr.strip())
    return bundle


def forge(bundle, name, text):
    """Changes a file, and the hash that tells of it: then the numbers alone must show it."""
    (bundle / name).write_text(text)
    expected = json.loads((bundle / "expected.json").read_text())
    expected["sha256"][name] = hashlib.sha256(text.encode()).hexdigest()
    (bundle / "expected.json").write_text(json.dumps(expected))


def altered_circuit(text):
    """The same circuit with other angles: inputs halved, or numbers a little larger."""
    def altered(line):
        if line.startswith(("input ", "gate ", "def ", '    """')):
            return line
        if re.search(r"\bx\[?\d", line):
            return re.sub(r"\b(x\[?\d+\]?)", r"0.5 * \1", line)
        return re.sub(r"^(r[xyz])\(([-\d.e]+)\)", lambda m: f"{m[1]}({float(m[2]) + 0.01})", line)
    return "\n".join(map(altered, text.split("\n")))


def alterations(bundle):
    """(what was changed, its file, the new text) for a number of each kind that a bundle holds."""
    weights = json.loads((bundle / "weights.json").read_text())
    for name in weights:
        changed = json.loads(json.dumps(weights))
        for row in changed[name] if isinstance(changed[name][0], list) else [changed[name]]:
            row[:] = [number + 0.01 * (place + 1) for place, number in enumerate(row)]
        yield name, "weights.json", json.dumps(changed)
    for path in [*sorted(bundle.glob("*.qasm"))[:1], *bundle.glob("circuits.py")]:
        # A student may be without a circuit.
        if "q[0]" in path.read_text() or "def " in path.read_text():
            yield "angles", path.name, altered_circuit(path.read_text())
    described = (bundle / "student.json").read_text()
    if '"means":[' in described:
        yield "a scaler", "student.json", described.replace('"means":[', '"means":[1', 1)


def check_alterations(bundle, self_check):
    """With a number of any kind changed, and its hash as well, `self_check(bundle)` must fail."""
    for what, name, changed in list(alterations(bundle)):
        original, expected = (bundle / name).read_text(), (bundle / "expected.json").read_text()
        (bundle / name).write_text(changed)
        noticed = self_check(bundle)
        forge(bundle, name, changed)
        done = self_check(bundle)
        check(f"{bundle.name} with {what} changed fails, by its hash and by its numbers",
              noticed.returncode == done.returncode == 1 and f"changed since the export: {name}" in noticed.stdout
              and "changed since" not in done.stdout and "FAILED" in done.stdout and changed != original,
              done.stdout.strip().split("\n")[0])
        (bundle / name).write_text(original)
        (bundle / "expected.json").write_text(expected)
