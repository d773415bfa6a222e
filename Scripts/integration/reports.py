"""`report`: the same report from what a run folder holds, whatever else is in it."""

import json
import shutil

from checking import QDISTILL, check, check_refusal, reproduce, results, run, shell
from table_plan import run_plan

FILES = ("results.csv", "results.json", "report.md", "report.tex")


def report_files(folder):
    """A report's files, without the time that it took to write it."""
    texts = {name: (folder / name).read_text() for name in FILES}
    found = json.loads(texts["results.json"])
    del found["provenance"]["seconds"]
    texts["results.json"] = found
    texts["report.md"] = [line for line in texts["report.md"].splitlines() if " s for this report; " not in line]
    return texts


def check_reports(work):
    """After `check_reproducibility` and `check_plans`, whose runs are used here."""
    folder = work / "rebuilt"
    shutil.copytree(work / "one", folder)
    printed = reproduce(folder, "--seeds", "2", "--quiet").stdout
    before = report_files(folder)
    for name in FILES[:1] + FILES[2:]:
        (folder / name).unlink()
    done = run("report", folder)
    check("report rebuilds what the run wrote", done.returncode == 0 and report_files(folder) == before, done.stderr.strip())
    check("report prints what the run printed, and no more", done.stdout == printed and done.stderr == "", done.stderr.strip())
    (folder / "results.json").unlink()
    alone = run("report", folder, "--json", "-")
    check("report --json - prints the results and nothing else", json.loads(alone.stdout) == results(folder))
    check("report | head", shell(f"'{QDISTILL}' report '{folder}' | head -n 1").stderr == "")
    check_damaged_folder(folder)
    check_tables(work)
    check_refusal("report without a folder", run("report", work / "nowhere"), status=66)
    check_refusal("report on a file", run("report", folder / "plan.yaml"), status=66)
    (folder / "plan.yaml").write_text("name: [")
    check_refusal("report on a broken plan", run("report", folder))
    (folder / "plan.yaml").unlink()
    check_refusal("report without a plan", run("report", folder), status=66)


def check_damaged_folder(folder):
    """Missing, torn and foreign files; runs of another plan and of another version."""
    paths = sorted((folder / "runs").glob("*.json"))
    records = {path: json.loads(path.read_text()) for path in paths}
    arms = {path: record["identity"]["arm"] for path, record in records.items() if "arm" in record["identity"]}
    is_of = lambda path, seed: arms[path]["student"]["name"] == "hybrid-74" and records[path]["identity"]["seed"] == seed
    removed = next(path for path in arms if is_of(path, 0))
    torn = next(path for path in arms if is_of(path, 1))
    removed.unlink()
    torn.write_bytes(torn.read_bytes()[:1000])
    old = json.loads(paths[0].read_text()) if paths[0].exists() else next(iter(records.values()))
    old["identity"]["version"] = "0.1.0"
    (folder / "runs/older.json").write_text(json.dumps(old))
    for name, text in (("notes.txt", "hello"), ("copy.json", next(p for p in paths if p.exists() and p != torn).read_text()),
                       ("list.json", "[1, 2]"), (".hidden", ""), ("x.checkpoint", "")):
        (folder / "runs" / name).write_text(text)
    (folder / "runs/folder.json").mkdir()
    kept = {path: path.read_bytes() for path in (folder / "runs").iterdir() if path.is_file()}
    done = run("report", folder)
    lines = done.stderr.splitlines()
    named = sorted(line.split("/runs/")[1].split(":")[0] for line in lines if "/runs/" in line and "left alone" in line)
    check("report names what is no run, a line each", done.returncode == 0 and len(lines) == len(named) + 1
          and named == sorted(["copy.json", "folder.json", "list.json", "notes.txt", torn.name]), done.stderr.strip())
    count = len(results(folder)["arms"])
    total = 2 * (1 + count)
    check("report counts what is missing", lines[-1].startswith(f"qdistill: 2 of {total} runs are missing: hybrid-74 "), lines[-1])
    check("report leaves all files of runs alone", kept == {path: path.read_bytes() for path in kept})
    arm = next(a for a in results(folder)["arms"] if a["missingSeeds"] > 0)
    values = zip(arm["outcomes"], arm["macroF1"]["values"], strict=True)
    check("a missing seed is no failed one, and has no score", arm["failedSeeds"] == 0
          and all((outcome == "missing") == (value is None) for outcome, value in values), arm["outcomes"])
    rows = (folder / "results.csv").read_text().splitlines()
    check("results.csv tells them apart", len(rows) == 1 + 2 * count and sum(row.endswith(",missing") for row in rows) == 2)
    check("report.md says so", "hybrid-74, " in (folder / "report.md").read_text().split("## Seeds without a score")[1])
    again = run("run", folder / "plan.yaml", "--out", folder, "--quiet")
    check("the command that it names makes what is missing, and report is content", again.returncode == 0
          and "missing" not in run("report", folder).stderr)


def check_tables(work):
    """On data in files: there, gone, or others."""
    run_plan(work, "--out", "table", "--quiet")
    before = report_files(work / "table")
    done = run("report", "table", folder=work)
    check("report on a table's runs", done.returncode == 0 and done.stderr == "" and report_files(work / "table") == before, done.stderr)
    shutil.rmtree(work / "table/students")
    (work / "teacher.csv").rename(work / "away.csv")
    done = run("report", "table", folder=work)
    check("report needs no teacher, and says why it had none", done.returncode == 0 and done.stderr.count("\n") == 1
          and "without the teacher: " in done.stderr and "teacher.csv" in done.stderr, done.stderr.strip())
    check("students and decision regions need data alone", (work / "table/students/hybrid/distilled/model.json").exists()
          and (work / "table/figures/decision-regions.svg").exists())
    (work / "away.csv").rename(work / "teacher.csv")
    (work / "table.csv").rename(work / "away.csv")
    done = run("report", "table", folder=work)
    check("report needs no data, and says that it had none", done.returncode == 0 and done.stderr.count("\n") == 1
          and "table.csv" in done.stderr and report_files(work / "table") == before, done.stderr.strip())
    (work / "away.csv").rename(work / "table.csv")
    run_plan(work, "--out", "table", "--quiet", "--set", "data.split.test=0.25")
    done = run("report", "table", folder=work)
    check("report takes no run on other data", done.returncode == 0 and "on other data" in done.stderr, done.stderr.strip())
    (work / "table.csv").unlink()
    check_refusal("runs on several data cannot be told apart without them", run("report", "table", folder=work))
    shutil.rmtree(work / "table/runs")
    check_refusal("report without a run", run("report", "table", folder=work))
