#!/usr/bin/env python3
"""Runs `qdistill` as its users do and checks what it prints, writes and returns.

    python3 Scripts/integration.py .build/release/qdistill          # a few short runs
    python3 Scripts/integration.py .build/release/qdistill --full   # the paper's experiment, twice
"""

import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

QDISTILL = pathlib.Path(sys.argv[1]).resolve()
checks = {"passed": 0, "failed": 0}


def check(what, holds, seen=""):
    checks["passed" if holds else "failed"] += 1
    print(f"{'ok  ' if holds else 'FAIL'} {what}{f': {seen}' if seen != '' else ''}", flush=True)


def reproduce(folder, *arguments):
    return subprocess.run(
        [QDISTILL, "reproduce", "--out", folder, *arguments], capture_output=True, text=True, check=False)


def results(folder):
    return json.loads((pathlib.Path(folder) / "results.json").read_text())


def same_bits(folder, other):
    """Everything that does not tell of time, host and path."""
    first, second = results(folder), results(other)
    for result in (first, second):
        for key in ("threads", "seconds", "runSeconds"):
            del result["provenance"][key]
    csv = [(pathlib.Path(path) / "results.csv").read_bytes() for path in (folder, other)]
    return first == second and csv[0] == csv[1]


def check_reproducibility(work):
    done = reproduce(work / "one", "--seeds", "2", "--jobs", "1", "--json", work / "r.json")
    check("reproduce ends well", done.returncode == 0, done.stderr.strip())
    tables = done.stdout.split("\nreport: ")[0]
    check("the tables fit 80 columns", max(map(len, tables.splitlines()), default=99) <= 80)
    check("--json is results.json", (work / "r.json").read_bytes() == (work / "one/results.json").read_bytes())
    reproduce(work / "two", "--seeds", "2", "--jobs", "2")
    check("the same bits with --jobs 1 and --jobs 2", same_bits(work / "one", work / "two"))

    again = reproduce(work / "two", "--seeds", "2", "--json", "-")
    check("--json - prints the results and nothing else", json.loads(again.stdout) == results(work / "two"))
    check("a folder that is done is not computed again", same_bits(work / "one", work / "two"))


def check_interruption(work):
    plan = ["--seeds", "12", "--out", work / "killed"]
    for count, number in enumerate((signal.SIGKILL, signal.SIGINT, signal.SIGTERM)):
        process = subprocess.Popen(
            [QDISTILL, "reproduce", *plan, "--quiet"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        # In the middle of the work, however fast the machine is.
        while process.poll() is None and len(list((work / "killed").glob("runs/*.json"))) < 10 * (count + 1):
            time.sleep(0.01)
        process.send_signal(number)
        error = process.communicate()[1]
        if number != signal.SIGKILL:
            check(f"{number.name} ends it with a word, and it dies of the signal", process.returncode == -number
                  and error.count("goes on from there") == 1, f"{process.returncode} {error.strip()}")
    done = subprocess.run([QDISTILL, "reproduce", *plan], capture_output=True, text=True, check=False)
    check("resumed, it ends well", done.returncode == 0, done.stderr.strip())
    reproduce(work / "uninterrupted", "--seeds", "12")
    check("killed three times and resumed: the same bits", same_bits(work / "killed", work / "uninterrupted"))


def check_quick(work):
    """Five seeds: what is so plain that so few show it."""
    done = reproduce(work / "quick", "--quick")
    result = results(work / "quick")
    check("--quick is 5 seeds", done.returncode == 0 and result["plan"]["seeds"] == 5
          and len(result["teacher"]["macroF1"]["values"]) == 5)
    mean = lambda student, objective: arm(result, student, objective)["macroF1"]["mean"]
    teacher, labels, distilled = result["teacher"]["macroF1"]["mean"], mean("hybrid-74", "labels"), mean(
        "hybrid-74", "distilled")
    check("teacher, hybrid and frozen where they belong",
          0.80 < teacher < 0.88 and 0.70 < labels < distilled < teacher
          and mean("hybrid-74-frozen", "distilled") < 0.65, f"{teacher:.3f} {labels:.3f} {distilled:.3f}")


def check_streams(work):
    full_disk = subprocess.run(f"'{QDISTILL}' reproduce --seeds 2 --out '{work}/one' --quiet > /dev/full",
                               shell=True, capture_output=True, text=True, check=False)
    check("a full disk behind standard output", full_disk.returncode == 73, full_disk.stderr.strip())
    link = work / "stdout"
    link.symlink_to("/proc/self/fd/1")
    subprocess.run(f"'{QDISTILL}' data generate extended-xor --out '{link}' > '{work}/x.csv'", shell=True, check=True)
    check("a link to standard output, which is a file",
          link.is_symlink() and len((work / "x.csv").read_text().splitlines()) == 81)
    for redirection in ("| head -n 1", "| true", ">&-"):
        folder = f"{work}/stream{len(redirection)}"
        command = f"set -o pipefail; '{QDISTILL}' reproduce --seeds 1 --out '{folder}' --quiet {redirection}"
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
        check(f"reproduce {redirection}", done.returncode == 0 and done.stderr == ""
              and pathlib.Path(folder, "report.md").exists(), f"{done.returncode} {done.stderr}")


def run(*arguments, **environment):
    return subprocess.run([QDISTILL, *arguments], capture_output=True, text=True, check=False,
                          env={**os.environ, **environment})


def check_arithmetic(work):
    """Instruction sets, precisions and threads."""
    sets = [s for s in ("baseline", "avx2", "avx512") if run("bench", "--cells", "1,1,1", QDISTILL_INSTRUCTION_SET=s).returncode == 0]
    check("every machine has the baseline", sets[:1] == ["baseline"], " ".join(sets))
    for name in sets:
        done = run("reproduce", "--seeds", "1", "--out", work / name, QDISTILL_INSTRUCTION_SET=name)
        check(f"{name} is used and recorded", done.returncode == 0 and results(work / name)["provenance"]["instructionSet"] == name)
    means = [arm(results(work / name), "hybrid-74", "distilled")["macroF1"]["mean"] for name in sets]
    check("instruction sets agree but for last bits", max(means) - min(means) < 0.1, str(means))
    wrong = run("reproduce", QDISTILL_INSTRUCTION_SET="mmx")
    check("an instruction set that does not exist", wrong.returncode == 64 and wrong.stderr.count("\n") == 1, wrong.stderr.strip())
    for mode in ("train", "infer", "vjp", "forward"):
        done = run("bench", "--cells", "2,1,4", "--mode", mode, "--json")
        timing = json.loads(done.stdout)[0]
        check(f"bench --mode {mode} --json", timing["cell"] == [2, 1, 4] and timing["mode"] == mode
              and 0 < timing["minSeconds"] <= timing["medianSeconds"] <= timing["p90Seconds"], f"{timing['medianSeconds']:.2e} s")
    check("a cell that is none", run("bench", "--cells", "0,1,1").returncode == 64)
    drawn = run("draw", "--ansatz", "strongly-entangling", "--qubits", "3", "--layers", "2", "--compiled")
    check("draw --compiled", drawn.returncode == 0 and "stage 1" in drawn.stdout, drawn.stderr.strip())


TABLE = "id,x,y,kind\n" + "".join(f"s{i},{i % 2 + 0.01 * i},{i * i % 7},{'low' if i % 2 else 'high'}\n" for i in range(60))
TEACHER = "id,low,high\n" + "".join(f"s{i},{i % 2},{1 - i % 2}\n" for i in range(60))
PLAN = """
name: table
seeds: 2
data:
  source: file
  path: table.csv
  obtain: ask the integration checks
  id: id
  label: kind
  features: [x, y]
  classes: [low, high]
  split: {teacher: 0.5, student: {ofTeacher: 0.5}, validation: 0.2, test: 0.3}
  preprocess: [{standard: {}}]
teacher: {probabilities: teacher.csv}
students:
  hybrid:
    - dense: {units: 2}
    - circuit: {embedding: angle, ansatz: {name: strongly-entangling, layers: 1}}
    - dense: {units: classes}
objectives:
  labels: [{crossEntropy: {weight: 1}}]
  distilled: [{crossEntropy: {weight: 0.5}}, {logits: {weight: 0.5, temperature: 2}}]
training: {optimizer: {adam: {rate: 0.05}}, epochs: 20, dropRemainder: false}
"""


def check_plans(work):
    def plan(*arguments, command="run", text=PLAN, table=TABLE, teacher=TEACHER):
        for name, contents in (("plan.yaml", text), ("table.csv", table), ("teacher.csv", teacher)):
            path = work / name
            path.unlink(missing_ok=True)
            if contents is not None:
                path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        return subprocess.run([QDISTILL, command, "plan.yaml", *arguments], cwd=work, capture_output=True, text=True, check=False)

    done = plan("--out", "table", "--quiet")
    check("a plan on a table runs", done.returncode == 0 and done.stderr == "", done.stderr.strip())
    shuffled = "".join([TEACHER[:12], *sorted(TEACHER[12:].splitlines(True), key=lambda line: line[::-1])])
    plan("--out", "shuffled", "--quiet", teacher=shuffled)
    check("the order of the teacher's rows does not matter", same_bits(work / "table", work / "shuffled"))
    resolved = (work / "table/plan.yaml").read_text()
    again = plan("--resolved", command="check", text=resolved)
    check("the resolved plan is a plan, and resolved", again.stdout == resolved, again.stderr.strip())
    more = plan("--out", "table", "--set", "seeds=3")
    check("a plan that has become longer goes on", more.returncode == 0 and len(list((work / "table/runs").iterdir())) == 9)
    missing = plan(command="check", table=None)
    check("check without the data says how to get them", missing.returncode == 0 and "ask the integration checks" in missing.stderr)
    examples = pathlib.Path(__file__).resolve().parent.parent / "Examples"
    for example in sorted(examples.glob("*.yaml")):
        done = subprocess.run([QDISTILL, "check", example], cwd=work, capture_output=True, text=True, check=False)
        check(f"check {example.name} without its data", done.returncode == 0, done.stderr.strip())

    rows = TABLE.splitlines(True)
    tables = {
        "cut in a row": TABLE[:-6], "ragged": TABLE.replace("s7,", "s7,1,"), "a missing value": TABLE.replace("s4,0.04", "s4,"),
        "not a number": TABLE.replace("s4,0.04", "s4,0.o4"), "NaN": TABLE.replace("s4,0.04", "s4,nan"),
        "infinite": TABLE.replace("s4,0.04", "s4,1e999"), "an unknown label": TABLE.replace("s4,0.04,2,high", "s4,0.04,2,hgih"),
        "an id twice": TABLE.replace("s4,", "s5,"), "no such column": TABLE.replace("x,y", "x,z"), "empty": "", "a header only": rows[0],
        "a quote that is not closed": TABLE.replace("s4,", '"s4,'), "not UTF-8": TABLE.encode() + b"s60,\xff,1,low\n",
        "a pickle": b"\x80\x04\x95" + TABLE.encode(), "an NPY file": b"\x93NUMPY\x01\x00" + TABLE.encode(), "a NUL": TABLE.replace("s4", "s\0"),
        "one row": rows[0] + rows[1], "a class without rows": TABLE.replace("low", "high"), "a blank line": TABLE.replace("s4,", "\ns4,"),
    }
    for name, table in tables.items():
        done = plan("--out", "bad", table=table)
        check(f"a table: {name}", done.returncode == 65 and done.stderr.count("\n") == 1, done.stderr.strip())
    teachers = {
        "missing": (None, 66), "an id twice": (TEACHER.replace("s4,", "s5,"), 65), "an id that is not there": (TEACHER.replace("s4,", "t4,"), 65),
        "a row less": ("".join(TEACHER.splitlines(True)[:-1]), 65), "no column for a class": (TEACHER.replace("low", "lo"), 65),
        "no probabilities": (TEACHER.replace("s4,0", "s4,7"), 65), "an archive that is cut": (b"PK\x03\x04" + b"\0" * 40, 65),
    }
    for name, (teacher, status) in teachers.items():
        done = plan("--out", "bad", teacher=teacher)
        check(f"a teacher's file: {name}", done.returncode == status and done.stderr.count("\n") == 1, done.stderr.strip())
    plans = {
        "an unknown key": PLAN.replace("epochs", "epoch"), "a wrong type": PLAN.replace("units: 2", "units: two"), "cut": PLAN[:-30],
        "no YAML": PLAN.replace("[x, y]", "[x, y"), "a bomb": "a: &a [x, x]\nb: &b [*a, *a]\n", "empty": "", "binary": b"\x00\xff\xfe",
        "very deep": "a: " + "[" * 5000, "too many classes": PLAN.replace("[low, high]", str([f"c{i}" for i in range(20_000)])),
        "the test part without rows": PLAN.replace("test: 0.3", "test: 0"), "shares above one": PLAN.replace("test: 0.3", "test: 0.9"),
        "40 qubits": PLAN.replace("units: 2", "units: 40"), "more components than features": PLAN.replace("standard: {}", "pca: {components: 3}"),
        "amplitudes of nothing": PLAN.replace("embedding: angle", "embedding: amplitude").replace("- dense: {units: 2}\n    ", "")
        .replace("preprocess: [{standard: {}}]", "preprocess: []"),
    }
    for name, text in plans.items():
        # A sample whose features are all zero has no direction.
        done = plan("--out", "bad", text=text, table=TABLE.replace("s0,0.0,0", "s0,0,0"))
        check(f"a plan: {name}", done.returncode == 65 and done.stderr.count("\n") == 1, done.stderr.strip()[:200])
    check("a plan that is not there", run("run", work / "nope.yaml").returncode == 66)
    check("--set of nothing", plan("--set", "seeds").returncode == 64)
def check_students(work):
    """What `reproduce` keeps, and the commands that use it."""
    students = work / "one/students"
    folders = sorted(str(path.parent.relative_to(students)) for path in students.glob("*/*/model.json"))
    arms = sorted(f"{a['student']}/{a['objective']}" for a in results(work / "one")["arms"])
    check("a student of each arm is kept", folders == arms, f"{len(folders)} of {len(arms)}")
    files = [path for path in students.rglob("*") if path.is_file()]
    check("resumed or not, with 1 job or 2, the students are the same bytes", all(
        path.read_bytes() == (work / "two/students" / path.relative_to(students)).read_bytes() for path in files))
    model = students / "hybrid-74/distilled"
    described = run("info", model)
    check("info", described.returncode == 0 and described.stdout.startswith("hybrid-74: 74 parameters"), described.stderr)
    kept = json.loads((model / "model.json").read_text())["training"]
    check("info --json", json.loads(run("info", model, "--json").stdout)["training"] == kept)
    check("draw", "⟨Z⟩" in run("draw", model).stdout)

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
    head = subprocess.run(["bash", "-c", f"set -o pipefail; '{QDISTILL}' predict '{model}' '{data}' | head -n 1"],
                          capture_output=True, text=True, check=False)
    check("predict | head", head.returncode == 0 and head.stdout == "row,prediction\n" and head.stderr == "", head.stderr)
    with open(model / "parameters.safetensors", "r+b") as file:
        file.truncate(100)
    refused = run("predict", model, data)
    check("a student that was cut short is refused", refused.returncode == 65 and refused.stderr.count("\n") == 1,
          refused.stderr.strip())


def arm(result, student, objective):
    return next(a for a in result["arms"] if (a["student"], a["objective"]) == (student, objective))


def comparison(result, student):
    return next(c for c in result["comparisons"] if c["student"] == student)


def check_conclusions(result):
    """What the paper's experiment shows, under our reading."""
    mean = lambda student, objective: arm(result, student, objective)["macroF1"]["mean"]
    teacher = result["teacher"]["macroF1"]["mean"]
    check("teacher 0.82 to 0.86", 0.82 <= teacher <= 0.86, f"{teacher:.4f}")
    labels, distilled = mean("hybrid-74", "labels"), mean("hybrid-74", "distilled")
    check("hybrid-74, labels, 0.74 to 0.80", 0.74 <= labels <= 0.80, f"{labels:.4f}")
    check("hybrid-74, distilled, at least 0.80", distilled >= 0.80, f"{distilled:.4f}")
    hybrid = comparison(result, "hybrid-74")
    check("difference at least +0.03, interval above zero",
          hybrid["meanDifference"] >= 0.03 and hybrid["confidence95"][0] > 0,
          f"{hybrid['meanDifference']:.4f} {hybrid['confidence95']}")
    classical = mean("classical-195", "distilled")
    check("hybrid-74 distilled not below classical-195 distilled", distilled >= classical, f"{classical:.4f}")
    gain = comparison(result, "classical-195")["meanDifference"]
    check("classical-195 difference positive", gain > 0, f"{gain:.4f}")
    for objective in ("labels", "distilled"):
        frozen = mean("hybrid-74-frozen", objective)
        check(f"frozen, {objective}, below 0.60", frozen < 0.60, f"{frozen:.4f}")
    check("Bayes-optimal 0.864", round(result["bayesOptimalF1"], 3) == 0.864, f"{result['bayesOptimalF1']:.5f}")
    counts = [(a["parameters"], a["trainedParameters"]) for a in result["arms"] if a["objective"] == "labels"]
    check("parameter counts", counts == [(195, 195)] + [(75, 75)] * 3 + [(74, 74)] * 2 + [(80, 80), (74, 14)])
    check("no seed failed", all(a["failedSeeds"] == 0 for a in result["arms"]))


def main():
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        if "--full" in sys.argv:
            for first in ("0", "1000"):
                start = time.monotonic()
                done = reproduce(work / first, "--first-seed", first)
                seconds = time.monotonic() - start
                print(done.stdout)
                check("it ends well", done.returncode == 0, done.stderr[-200:].strip())
                check("the default run within 15 seconds", seconds < 15, f"{seconds:.1f} s")
                check_conclusions(results(work / first))
        else:
            check_reproducibility(work)
            check_students(work)
            check_quick(work)
            check_interruption(work)
            check_streams(work)
            check_arithmetic(work)
            check_plans(work)
    print(f"{checks['passed']} passed, {checks['failed']} failed")
    sys.exit(1 if checks["failed"] else 0)


if __name__ == "__main__":
    main()
