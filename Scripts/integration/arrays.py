"""Students that learn from arrays, and are used on arrays."""

import json

from array_files import idx, npy, npz
from checking import check, run
from data import REST

SAMPLES = 90
GREY = [[(13 * i + 5 * j) % 7 + (2 if i % 2 else 0) for j in range(4)] for i in range(SAMPLES)]
LABELS = [i % 2 for i in range(SAMPLES)]


def rows(first, last):
    """The numbers of some samples, one after the other."""
    return [value for row in GREY[first:last] for value in row]


PLAN = """
name: arrays
seeds: 1
data:
  source: arrays
  archive: all.npz
  parts:
    teacher: {features: x_train, labels: y_train}
    student: {features: x_train, labels: y_train}
    test: {archive: test.npz, features: x, labels: y}
  featureCount: 4
  classes: [even, odd]
  preprocess: [{standard: {}}]
""" + REST


def write_arrays(work):
    """Sixty samples to learn from, thirty to be tested on, in every format."""
    (work / "all.npz").write_bytes(npz(x_train=npy([60, 2, 2], rows(0, 60)), y_train=npy([60], LABELS[:60], "q")))
    (work / "test.npz").write_bytes(npz(x=npy([30, 2, 2], rows(60, 90)), y=npy([30], LABELS[60:], "q")))
    (work / "test.npy").write_bytes(npy([30, 2, 2], rows(60, 90)))
    (work / "labels.npy").write_bytes(npy([30], LABELS[60:], "q"))
    (work / "test.idx").write_bytes(idx([30, 2, 2], rows(60, 90)))
    (work / "labels.idx").write_bytes(idx([30], LABELS[60:]))
    (work / "test.csv").write_text("".join(",".join(map(str, row)) + "\n" for row in GREY[60:]))
    (work / "plan.yaml").write_text(PLAN)


def check_arrays(work):
    """From a plan with parts to a student's score on the same part."""
    folder = work / "arrays"
    folder.mkdir()
    write_arrays(folder)
    done = run("run", "plan.yaml", "--quiet", folder=folder)
    check("a plan on parts in arrays runs", done.returncode == 0, done.stderr.strip())
    student = folder / "qdistill-runs/arrays/students/hybrid/labels"
    score = json.loads((student / "model.json").read_text())["training"]["testMacroF1"]
    for arguments in (["test.npy", "--label", "labels.npy"], ["test.npz", "--features", "x", "--label", "y"],
                      ["test.idx", "--label", "labels.idx"]):
        evaluated = run("evaluate", student, *arguments, "--json", folder=folder)
        check(f"evaluate {arguments[0]} finds the score of the run", evaluated.returncode == 0
              and json.loads(evaluated.stdout)["macroF1"] == score, evaluated.stderr.strip() or score)
    table = run("predict", student, "test.csv", "--no-header", "--probabilities", folder=folder)
    check("a table is as good as an array to it", table.returncode == 0 and table.stdout.count("\n") == 31, table.stderr.strip())
    for data in (["test.npy"], ["test.npz", "--features", "x"], ["test.idx"]):
        predicted = run("predict", student, *data, "--probabilities", folder=folder)
        check(f"predict {data[0]} is that of the table", predicted.stdout == table.stdout, predicted.stderr.strip())
