"""A disk that is full is an error, and nothing that is there is lost by it."""

import json
import os
import subprocess

from checking import QDISTILL, check, check_refusal, reproduce, run, same_bits, shell

ARGUMENTS = ["reproduce", "--seeds", "2", "--quiet", "--out"]


def whole_runs(folder):
    """How many files of runs there are; none if one of them is torn."""
    try:
        return sum(bool(json.loads(path.read_text())) for path in folder.glob("runs/*.json"))
    except ValueError:
        return 0


def check_full_disk(work):
    """By a limit on the size of files, and, where that is allowed, on a small disk."""
    folder = work / "limited"
    # Runs' files fit (of 16 KiB, in blocks of 512 bytes), the report's do not.
    done = shell(f"ulimit -f 32; '{QDISTILL}' {' '.join(ARGUMENTS)} '{folder}'")
    check_refusal("a file that may not grow", done, status=73)
    count = whole_runs(folder)
    check("what is done by then is kept, and nothing is torn", count > 50 and not list(folder.rglob("*.part")), count)
    check("the log tells of it", "gave up: cannot write " in (folder / "run.log").read_text())
    before = {path: path.stat().st_mtime_ns for path in folder.glob("runs/*.json")}
    reproduce(work / "unlimited", "--seeds", "2")
    again = run(*ARGUMENTS, folder)
    check("with room again, it goes on", again.returncode == 0 and same_bits(folder, work / "unlimited"), again.stderr.strip())
    check("and computes nothing twice", before == {path: path.stat().st_mtime_ns for path in before})
    check_small_disk(work)


def check_small_disk(work):
    """A disk of its own, of memory."""
    disk = work / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", disk], capture_output=True, check=False).returncode != 0:
        print("skip a small disk: it takes the right to mount one")
        return
    try:
        folder = disk / "run"
        check_refusal("a full disk", run(*ARGUMENTS, folder), status=73)
        count = whole_runs(folder)
        check("what is done by then is kept, and nothing is torn", count > 5 and not list(folder.rglob("*.part")), count)
        check_refusal("a disk that is still full", run(*ARGUMENTS, folder), status=73)
        os.sync()
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        again = run(*ARGUMENTS, folder)
        check("with room again, it goes on", again.returncode == 0 and same_bits(folder, work / "unlimited"), again.stderr.strip())
    finally:
        subprocess.run(["umount", disk], check=True)
