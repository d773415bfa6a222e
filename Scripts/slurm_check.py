#!/usr/bin/env python3
"""Runs a plan on a Slurm cluster that loses a node on the way, and checks that nothing is lost and the results are those of
one process. The cluster is that of `Scripts/slurm-sandbox`: Debian, and root for its packages.

    python3 Scripts/slurm_check.py .build/release/qdistill
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "Scripts/integration"))
from checking import check, counts, run, same_bits  # noqa: E402

# 208 runs and their 13 teachers, some twenty seconds of a core.
PLAN = ["run", ROOT / "Examples/extended-xor.yaml", "--set", "seeds=13", "--set", "controls=[]",
        "--set", "training.epochs=8000"]
RUNS = 208
SLURM = ["--engine", "slurm", "--partition", "sandbox", "--time", "30", "--max-tasks", "3", "--task-minutes", "0.03"]
PATIENCE = 900
VICTIM = "node2"


def sandbox(command, folder, *more):
    """What the sandbox prints."""
    return subprocess.run([ROOT / "Scripts/slurm-sandbox", command, folder, *more], check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def jobs(*options):
    """The ids of jobs that are not at their end, of an array's tasks each."""
    done = subprocess.run(["squeue", "--noheader", "--array", "--format=%i", *options], check=True, text=True,
                          stdout=subprocess.PIPE)
    return set(done.stdout.split())


def completions(cluster):
    """What Slurm wrote of each end of a job, in their order."""
    lines = (cluster / "job-completions.txt").read_text().splitlines()
    return [dict(word.split("=", 1) for word in line.split() if "=" in word) for line in lines]


def records(folder):
    """What the run files say, but for how long it took."""
    found = {path.name: json.loads(path.read_text()) for path in (folder / "runs").glob("*.json")}
    for record in found.values():
        del record["seconds"]
    return found


def await_that(what, holds):
    """Looks until something holds, or for too long, or until no job is left that could make it so."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        left = jobs()
        if time.monotonic() > deadline or not left and not holds():
            sys.exit(f"FAIL {what} did not come; Slurm has {', '.join(sorted(left)) or 'no jobs left'}")
        time.sleep(0.2)


def print_logs(work):
    """The ends of what Slurm and the tasks said, before it is removed."""
    for path in [*sorted(work.glob("sandbox/log/*.log")), *sorted(work.glob("cluster/slurm/**/*"))]:
        if path.is_file():
            print(f"== {path}", *path.read_text(errors="replace").splitlines()[-10:], sep="\n")


def kill_in_the_middle(cluster, folder):
    """A node dies with a task that has just begun, when some runs are done."""
    await_that("the first runs", lambda: len(list(folder.glob("runs/*.json"))) >= RUNS // 10)
    before = jobs("--states=RUNNING", f"--nodelist={VICTIM}")
    await_that(f"a task on {VICTIM}", lambda: jobs("--states=RUNNING", f"--nodelist={VICTIM}") - before)
    done = len(list(folder.glob("runs/*.json")))
    sandbox("kill", cluster, VICTIM)
    check(f"{VICTIM} dies in the middle", done < RUNS, f"after {done} files of runs")


def check_jobs(cluster):
    """The dead node's task ran elsewhere, and the report came last."""
    ended = completions(cluster)
    lost = [job["ArrayTaskId"] for job in ended if job["JobState"] == "NODE_FAIL"]
    again = [job["NodeList"] for job in ended if job.get("ArrayTaskId") in lost and job["JobState"] == "COMPLETED"]
    check("its tasks ran elsewhere to their end", lost and len(again) == len(lost) and VICTIM not in again,
          f"{', '.join(lost)} on {', '.join(again)}")
    check("no other job failed", all(job["JobState"] in ("COMPLETED", "NODE_FAIL") for job in ended),
          f"{len(ended)} ends of jobs")
    report = ended[-1]
    check("the report was made after all tasks", "ArrayTaskId" not in report and report["JobState"] == "COMPLETED"
          and all(job["EndTime"] <= report["StartTime"] for job in ended[:-1]), report["StartTime"])


def check_slurm(work, cluster):
    """In one process, then by an array of jobs."""
    alone, folder = work / "alone", work / "cluster"
    done = run(*PLAN, "--out", alone, "--quiet")
    check("one process does the plan", done.returncode == 0, done.stderr.strip())
    dry = run(*PLAN, *SLURM, "--out", folder, "--dry-run")
    check("--dry-run prints the script and submits nothing", dry.returncode == 0 and "#!/bin/sh" in dry.stdout
          and "#SBATCH" in dry.stdout and not jobs("--states=all"), dry.stderr.strip())
    began = time.monotonic()
    done = run(*PLAN, *SLURM, "--out", folder)
    check("it is submitted, without being waited for", done.returncode == 0 and len(jobs()) > 3
          and time.monotonic() - began < 30, f"{len(jobs())} jobs; {done.stdout.strip()} {done.stderr.strip()}")
    kill_in_the_middle(cluster, folder)
    await_that("the report", lambda: not jobs())
    check_jobs(cluster)
    status = json.loads(run("status", folder, "--json").stdout)["runs"]
    check("nothing is lost", status["done"] >= RUNS
          and not any(status[kind] for kind in ("running", "waiting", "failed", "lost")), status)
    check("results.csv and results.json are those of one process", same_bits(alone, folder))
    check("and so is each record", len(records(alone)) > RUNS and records(alone) == records(folder), len(records(folder)))
    left = [path.name for path in (folder / "runs").iterdir() if path.suffix != ".json"]
    check("nothing else is left among the runs", left == [], left)
    check("the report is there", (folder / "report.html").stat().st_size > 10_000)
    before = jobs("--states=all")
    done = run(*PLAN, *SLURM, "--out", folder)
    check("run again, nothing is submitted", done.returncode == 0 and jobs("--states=all") == before,
          f"{done.stdout.strip()} {done.stderr.strip()}")


def main():
    """With a cluster of its own, of which nothing stays."""
    # Short, for the sockets in it.
    with tempfile.TemporaryDirectory(prefix="slurm-", dir="/tmp") as name:
        work = pathlib.Path(name)
        cluster, complete = work / "sandbox", False
        try:
            sandbox("start", cluster)
            os.environ["SLURM_CONF"] = str(cluster / "slurm.conf")
            check_slurm(work, cluster)
            complete = counts["failed"] == 0
        finally:
            sandbox("stop", cluster)
            if not complete:
                print_logs(work)
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
