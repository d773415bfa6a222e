"""What `reproduce` keeps, and the commands that use it."""

import json
import time
from xml.etree import ElementTree

from checking import QDISTILL, check, check_refusal, results, run, shell


def check_students(work):
    """After `check_reproducibility`, whose runs are used here."""
    students = work / "one/students"
    folders = sorted(str(path.parent.relative_to(students)) for path in students.glob("*/*/model.json"))
    arms = sorted(f"{a['student']}/{a['objective']}" for a in results(work / "one")["arms"] if "control" not in a)
    check("a student of each of the plan's arms is kept", folders == arms, f"{len(folders)} of {len(arms)}")
    files = [path for path in students.rglob("*") if path.is_file()]
    check("resumed or not, with 1 job or 2, the students are the same bytes", all(
        path.read_bytes() == (work / "two/students" / path.relative_to(students)).read_bytes() for path in files))
    model = students / "hybrid-74/distilled"
    described = run("info", model)
    check("info", described.returncode == 0 and described.stdout.startswith("hybrid-74: 74 parameters"), described.stderr)
    kept = json.loads((model / "model.json").read_text())["training"]
    check("info --json", json.loads(run("info", model, "--json").stdout)["training"] == kept)
    check("draw", "⟨Z⟩" in run("draw", model).stdout)
    picture = work / "student.svg"
    drawn = run("draw", model, "--format", "svg", "--out", picture)
    titles = [title.text for title in ElementTree.parse(picture).iter("{http://www.w3.org/2000/svg}title")]
    check("draw --format svg", drawn.returncode == 0 and sum(" = " in title for title in titles) == 60, len(titles))

    # The very samples that the run was scored on: the same score must come out.
    data = work / "test.csv"
    run("data", "generate", "extended-xor", "--part", "test", "--per-blob", "100", "--seed", str(kept["seed"]), "--out", data)
    evaluation = json.loads(run("evaluate", model, data, "--json", "--teacher", students / "classical-195/labels").stdout)
    check("evaluate finds the score of the run", evaluation["macroF1"] == kept["testMacroF1"], evaluation["macroF1"])
    predicted = run("predict", model, data, "--probabilities").stdout.splitlines()
    labels = [line.split(",")[-1] for line in data.read_text().splitlines()[1:]]
    right = sum(row.split(",")[1] == label for row, label in zip(predicted[1:], labels, strict=True))
    check("predict agrees with evaluate", right / len(labels) == evaluation["accuracy"], evaluation["accuracy"])

    run("data", "generate", "extended-xor", "--per-blob", "30000", "--out", data)
    start = time.monotonic()
    done = run("predict", model, data, "--out", work / "predicted.csv")
    rate = 480_000 / (time.monotonic() - start)
    check("100,000 rows a second and more", done.returncode == 0 and rate > 1e5, f"{rate:.3g}")
    head = shell(f"'{QDISTILL}' predict '{model}' '{data}' | head -n 1")
    check("predict | head", head.returncode == 0 and head.stdout == "row,prediction\n" and head.stderr == "", head.stderr)
    with open(model / "parameters.safetensors", "r+b") as file:
        file.truncate(100)
    check_refusal("a student that was cut short is refused", run("predict", model, data))
