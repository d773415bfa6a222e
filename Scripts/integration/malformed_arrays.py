"""Arrays that are not as they should be: one line, and status 65."""

from array_files import idx, npy, npz
from arrays import LABELS, rows
from checking import check_refusal, run


def check_malformed_arrays(work):
    """After `check_arrays`, whose plan and student are used here."""
    folder = work / "arrays"
    student = folder / "qdistill-runs/arrays/students/hybrid/labels"
    whole = npy([30, 2, 2], rows(60, 90))
    files = {
        "cut": whole[:-8], "too long": whole + b"\0" * 8, "cut in the header": whole[:40], "Python objects": whole.replace(b"<f8", b"|O8"),
        "NaN": npy([30, 2, 2], [float("nan"), *rows(60, 90)[1:]]), "of another width": npy([30, 5], range(150)), "empty": b"",
        "a shape beyond all memory": whole.replace(b"(30, 2, 2)", b"(99999999999999, 9999999)"), "IDX that is cut": idx([30, 2, 2], [1] * 7),
        "an archive that is cut": npz(features=whole)[:-9], "without samples": npy([0, 4], []),
    }
    for name, contents in files.items():
        (folder / "bad").write_bytes(contents)
        for command in (["predict", student, "bad"], ["data", "describe", "bad"]):
            if command[0] == "data" and name in ("NaN", "of another width"):
                continue
            check_refusal(f"{command[0]} of an array: {name}", run(*command, folder=folder))
    labels = {
        "too few": npy([29], LABELS[61:], "q"), "no class": npy([30], [7] * 30, "q"), "halves": npy([30], [0.5] * 30), "a table": npy([15, 2], LABELS[60:], "q"),
    }
    for name, contents in labels.items():
        (folder / "bad").write_bytes(contents)
        check_refusal(f"labels in an array: {name}", run("evaluate", student, "test.npy", "--label", "bad", folder=folder))
    parts = {
        "images of another shape": npz(x=npy([30, 4], rows(60, 90)), y=npy([30], LABELS[60:], "q")),
        "a label that is no class": npz(x=whole, y=npy([30], [2] * 30, "q")), "not a label for each sample": npz(x=whole, y=npy([3], [0, 1, 0], "q")),
        "no array of that name": npz(x=whole, z=npy([30], LABELS[60:], "q")),
    }
    for name, contents in parts.items():
        (folder / "test.npz").write_bytes(contents)
        check_refusal(f"a part in arrays: {name}", run("check", "plan.yaml", folder=folder))
    (folder / "test.npz").write_bytes(npz(x=whole, y=npy([30], LABELS[60:], "q")))
    (folder / "all.npz").write_bytes(npz(x_train=npy([60, 2, 2], rows(0, 60)), y_train=npy([60], [1] * 60, "q")))
    check_refusal("a part in arrays: a class that the teacher's has not", run("check", "plan.yaml", folder=folder))
