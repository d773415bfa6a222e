"""Several processes at one run folder, tasks of a cluster, and how far a folder is. (A cluster itself: Scripts/slurm_check.py.)"""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

from checking import QDISTILL, check, check_refusal, run, same_bits
from small_plan import DATA_AND_TEACHER, HYBRID

PLAN = "name: shared\nseeds: 20" + DATA_AND_TEACHER + "students:" + HYBRID + """
  classical: [{dense: {units: 4, activation: relu}}, {dense: {units: classes}}]
objectives:
  labels: [{crossEntropy: {weight: 1}}]
  distilled: [{crossEntropy: {weight: 0.5}}, {logits: {weight: 0.5, temperature: 2}}]
training: {optimizer: {adam: {rate: 0.02}}, epochs: 200}
slurm: {time: 1:30:00, maxTasks: 3}
"""
RUNS = 100


def status(folder):
    """How many runs are how far."""
    return json.loads(run("status", folder, "--json").stdout)["runs"]


def submission(work, folder, tasks):
    """What `--engine slurm` would have left: shares of a plan."""
    place = folder / "slurm/1"
    place.mkdir(parents=True)
    shutil.copy(work / "shared.yaml", folder / "plan.yaml")
    shutil.copy(work / "shared.yaml", place / "plan.yaml")
    (place / "final.tasks").write_text("".join(f"{line}\n" for line in tasks))
    return place


def check_killed_workers(work):
    """Of three processes one dies of it, and then all are asked to stop; what they were at is done by the next."""
    folder = work / "killed"
    process = subprocess.Popen([QDISTILL, "run", "shared.yaml", "--set", "training.epochs=10000", "--out", folder, "--workers", "3",
                                "--jobs", "1", "--quiet"], cwd=work, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    # All teachers are there: those are trained so fast that mostly nobody is at one.
    while len(list(folder.glob("runs/*.json"))) < 25 and time.monotonic() < deadline:
        time.sleep(0.02)

    def workers():
        mine = []
        for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
            try:
                words = path.read_bytes().decode().split("\0")
            except OSError:
                continue
            if words[1:3] == ["work", str(folder)]:
                mine.append(int(path.parent.name))
        return mine
    found = workers()
    check("--workers 3 starts two more processes", len(found) == 2, found)
    for stopped in [process.pid, *found]:
        os.kill(stopped, signal.SIGSTOP)
    os.kill(found[0], signal.SIGKILL)
    seen = status(folder)
    check("what a dead worker was at is lost, what the others are at is running",
          seen["running"] in (1, 2) and seen["lost"] <= 1 and 0 < seen["done"] < RUNS, seen)
    for stopped in [process.pid, *found[1:]]:
        os.kill(stopped, signal.SIGCONT)
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=30)
    deadline = time.monotonic() + 10
    while workers() and time.monotonic() < deadline:
        time.sleep(0.05)
    check("who is stopped stops his workers", process.returncode == -signal.SIGTERM and not workers(), process.returncode)
    done = run("run", "shared.yaml", "--set", "training.epochs=10000", "--out", folder, "--quiet", folder=work)
    check("and the same command goes on", done.returncode == 0 and status(folder)["done"] == RUNS, status(folder))


def check_workers(work):
    """One process, three, or tasks in any order: the same results."""
    (work / "shared.yaml").write_text(PLAN)
    done = run("run", "shared.yaml", "--out", "alone", "--jobs", "1", "--quiet", folder=work)
    check("one process does the plan", done.returncode == 0, done.stderr.strip())
    done = run("run", "shared.yaml", "--out", "three", "--workers", "3", "--jobs", "1", "--quiet", folder=work)
    check("three processes leave the same results", done.returncode == 0 and same_bits(work / "alone", work / "three"),
          done.stderr.strip())
    log = (work / "three/run.log").read_text()
    check("three processes have worked", log.count("started:") == 3 and log.count("finished:") >= 1, log.count("started:"))

    folder = work / "tasks"
    place = submission(work, folder, ["0-41", "42-55,57-99", "56"])
    check("nothing is there at first", status(folder) == {**dict.fromkeys(
        ["done", "failed", "lost", "running", "waiting"], 0), "untouched": RUNS}, status(folder))
    for task in [2, 0]:
        done = run("work", place, "--task", str(task), "--quiet", folder=work)
        check(f"task {task} does its share", done.returncode == 0 and "runs, of which" in done.stdout,
              f"{done.stdout.strip()} {done.stderr.strip()}")
    seen = run("status", folder)
    check("status tells what is done", seen.returncode == 0 and seen.stdout.startswith("shared: 44 of 100 runs done, 56 untouched")
          and max(map(len, seen.stdout.splitlines())) <= 80, seen.stdout.splitlines()[0])
    again = run("work", place, "--task", "0", "--quiet", folder=work)
    check("a task that is begun again computes nothing again", again.stdout.startswith("42 runs, of which 42 were there"),
          again.stdout.strip())
    done = run("work", folder, "--quiet", "--jobs", "2", folder=work)
    check("without a task everything is done", done.returncode == 0 and status(folder)["done"] == RUNS, done.stderr.strip())
    done = run("report", folder)
    check("the report of what tasks did is that of one process", done.returncode == 0 and same_bits(work / "alone", folder),
          done.stderr.strip())
    students = [{str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
                for root in (work / "alone/students", folder / "students")]
    check("with the same students", students[0] == students[1] and students[0], len(students[1]))

    check_refusal("a task that there is not", run("work", place, "--task", "3"))
    done = run("work", folder, "--stage", "tuning")
    check("a stage without a task", done.returncode == 64 and "add --task" in done.stderr, done.stderr.split("\n")[0])
    check_refusal("a task of a run folder", run("work", folder, "--task", "0"), 66)
    (place / "final.tasks").write_text("0-41\n5-1\n")
    check_refusal("shares that are none", run("work", place, "--task", "0"))
    check_refusal("shares of another plan", (
        (place / "final.tasks").write_text("100-120\n"), run("work", place, "--task", "0"))[1])
    check_refusal("shares without end", (
        (place / "final.tasks").write_text("0-99999999999999\n"), run("work", place, "--task", "0"))[1])
    check_refusal("the status of nothing", run("status", work / "nothing"), 66)

    dry = run("run", "shared.yaml", "--engine", "slurm", "--dry-run", "--out", "dry", "--task-minutes", "0", "--memory", "2G",
              "--onnxruntime", "/lib/o.so", folder=work)
    check("--dry-run prints scripts and leaves nothing", dry.returncode == 0
          and re.search(r"#SBATCH --array=0-[1-9][0-9]%3\n", dry.stdout) and "#SBATCH --mem=2G\n" in dry.stdout
          and "#SBATCH --time=1:30:00\n" in dry.stdout and not (work / "dry").exists(), dry.stderr.strip())
    shells = dry.stdout.split("\n\n")
    check("the report's job is told of the library, too", dry.stdout.count("'--onnxruntime' '/lib/o.so'\n") == 2)
    check("which a shell understands", len(shells) == 2 and all(
        subprocess.run(["sh", "-n"], input=text, text=True, check=False).returncode == 0 for text in shells))
    check_refusal("a cluster that is not there", run("run", "shared.yaml", "--engine", "slurm", "--out", "absent", folder=work,
                                                     PATH="/nonexistent"), 1)
    for arguments in [["--dry-run"], ["--engine", "slurm", "--workers", "2"], ["--engine", "slurm", "--json", "-"],
                      ["--engine", "slurm", "--cpus", "0"], ["--workers", "0"], ["--engine", "sge"]]:
        done = run("run", "shared.yaml", "--out", "refused", *arguments, folder=work)
        check(f"{' '.join(arguments)} is refused", done.returncode == 64 and not (work / "refused").exists(), done.stderr.split("\n")[0])
    check_killed_workers(work)
