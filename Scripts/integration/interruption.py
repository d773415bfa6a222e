"""Killed and resumed, a run gives the same bits."""

import signal
import subprocess
import time

from checking import QDISTILL, check, reproduce, run, same_bits


def check_interruption(work):
    """In the middle of the work, by each signal."""
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
    done = run("reproduce", *plan)
    check("resumed, it ends well", done.returncode == 0, done.stderr.strip())
    reproduce(work / "uninterrupted", "--seeds", "12")
    check("killed three times and resumed: the same bits", same_bits(work / "killed", work / "uninterrupted"))
