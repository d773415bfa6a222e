"""Data sets that are generated, and files that are described."""

import gzip
import json
import os
import subprocess

from array_files import idx, npy, npz
from checking import QDISTILL, check, run
from table_plan import PLAN, TABLE

# A plan without its name and data.
REST = """
teacher: {network: {hidden: [4], activation: relu}, training: {optimizer: {adam: {rate: 0.01}}, epochs: 2}}
""" + PLAN[PLAN.index("students:"):]
PARITY = """
name: parity
seeds: 1
data: {source: hyperplane-parity, dimension: 4, perClass: {teacher: 20, student: 20, validation: 20, test: 50}}
""" + REST


def check_generated_parity(work):
    """The samples that a student was scored on, generated: the same score must come out."""
    (work / "parity.yaml").write_text(PARITY)
    done = run("run", "parity.yaml", "--quiet", folder=work)
    check("a plan on hyperplane-parity runs", done.returncode == 0, done.stderr.strip())
    student = work / "qdistill-runs/parity/students/hybrid/labels"
    kept = json.loads((student / "model.json").read_text())["training"]
    run("data", "generate", "hyperplane-parity", "--dimension", "4", "--part", "test", "--per-class", "50", "--seed",
        str(kept["seed"]), "--out", work / "parity.csv")
    evaluation = json.loads(run("evaluate", student, work / "parity.csv", "--json").stdout)
    check("generated samples are those of the plan", evaluation["macroF1"] == kept["testMacroF1"], evaluation["macroF1"])


def check_pasted(work, name, *arguments):
    """What `describe` prints for a plan is one for `check`, and the data are the same."""
    described = run("data", "describe", *arguments, folder=work)
    text = described.stdout
    check(f"describe {name} fits 80 columns", described.returncode == 0 and max(map(len, text.splitlines())) <= 80, described.stderr)
    (work / "pasted.yaml").write_text("name: pasted" + text[text.index("\ndata:\n"):] + REST)
    checked = run("check", "pasted.yaml", folder=work)
    hashes = [[line for line in t.splitlines() if "SHA-256" in line] for t in (text, checked.stdout)]
    check(f"what describe says of {name} is a plan", checked.returncode == 0 and len(hashes[0]) == 1 and hashes[0] == hashes[1],
          checked.stderr.strip() or hashes[0])


def check_descriptions(work):
    """Of all kinds of files."""
    numbers = [float(i * i % 11) for i in range(60 * 4)]
    (work / "d.csv").write_text(TABLE)
    (work / "d.csv.gz").write_bytes(gzip.compress(TABLE.encode()))
    (work / "bare.csv").write_text(TABLE.split("\n", 1)[1].replace(",", ";"))
    (work / "x.npy").write_bytes(npy([60, 4], numbers))
    (work / "y.npy").write_bytes(npy([60], [i % 3 for i in range(60)], "q"))
    (work / "d.npz").write_bytes(npz(x=npy([60, 2, 2], numbers), y=npy([60], [i % 3 for i in range(60)], "q")))
    (work / "x.gz").write_bytes(idx([60, 2, 2], [int(n) for n in numbers]))
    (work / "y.gz").write_bytes(idx([60], [i % 3 for i in range(60)]))
    check_pasted(work, "CSV", "d.csv", "--label", "kind", "--id", "id")
    check_pasted(work, "CSV in gzip", "d.csv.gz", "--label", "kind")
    check_pasted(work, "CSV without a header", "bare.csv", "--no-header", "--separator", "semicolon", "--label", "-1", "--id", "0")
    check_pasted(work, "NPY", "x.npy", "--label", "y.npy")
    check_pasted(work, "NPZ", "d.npz", "--features", "x", "--label", "y")
    check_pasted(work, "IDX", "x.gz", "--label", "y.gz")
    listed = run("data", "describe", "d.npz", folder=work).stdout
    check("an archive of which nobody said what is meant", "x     [60, 2, 2] float64\n" in listed and "data:" not in listed)
    odd = run("data", "describe", "-", "--label", "kind", folder=work)
    check("describe of nothing on standard input", odd.returncode == 65)
    (work / "odd.csv").write_text(TABLE.replace("s4,0.04", "s4,n/a").replace("s7,1.07", "s7,"))
    odd = run("data", "describe", "odd.csv", "--label", "kind", folder=work).stdout
    check("odd values have places", 'line 6, column 2 (x): "n/a" is no number\n' in odd and "line 9, column 2 (x): missing\n" in odd
          and "SHA-256 " not in odd)
    json_text = run("data", "describe", "odd.csv", "--label", "kind", "--json", folder=work).stdout
    check("describe --json", json.loads(json_text)["table"]["columns"][1]["oddCount"] == 2)


def check_start(work):
    """What `init` writes is a plan that runs as it is."""
    started = run("init", "d.csv", "--label", "kind", "--id", "id", folder=work)
    (work / "start.yaml").write_text(started.stdout)
    less = ["--set", "seeds=2", "--set", "training.steps=20", "--set", "teacher.training.steps=20"]
    done = run("run", "start.yaml", "--quiet", "--out", "start", *less, folder=work)
    check("a plan to start from runs", done.returncode == 0 and "hybrid" in done.stdout, (started.stderr + done.stderr).strip())
    start = run("init", folder=work)
    (work / "paper.yaml").write_text(start.stdout)
    check("without data it is the paper's", run("check", "paper.yaml", folder=work).returncode == 0 and "# Blobs" in start.stdout)
    for name, status, arguments in [
        ("without labels", 65, ["d.csv"]), ("of a file that is not there", 66, ["none.csv"]), ("of no file", 64, ["--label", "kind"]),
    ]:
        refused = run("init", *arguments, folder=work)
        check(f"init {name} is refused in a line", refused.returncode == status and len(refused.stderr.splitlines()) == 1,
              refused.stderr.strip())


def memory(*arguments):
    """How many KiB a command takes at most."""
    with subprocess.Popen([QDISTILL, *arguments], stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss if process.returncode == 0 else None


def check_memory(work):
    """A file a hundred times as long takes no more."""
    sizes = []
    for count in ("300", "30000"):
        run("data", "generate", "extended-xor", "--per-blob", count, "--out", work / "long.csv")
        sizes.append(memory("data", "describe", work / "long.csv"))
    check("describe takes as much memory for 480,000 rows as for 4,800", all(sizes) and sizes[1] < sizes[0] + 8000, sizes)


def check_data(work):
    """What is made, and what is said of files."""
    check_generated_parity(work)
    check_descriptions(work)
    check_start(work)
    check_memory(work)
