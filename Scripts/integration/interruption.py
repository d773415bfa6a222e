"""Killed and resumed, or done by several at once, a run gives the same bits."""

import random
import signal
import subprocess
import time

from checking import QDISTILL, ROOT, check, reproduce, run, same_bits

EXAMPLE = ROOT / "Examples/extended-xor.yaml"


def started(*arguments):
    """The command at work."""
    return subprocess.Popen([QDISTILL, *map(str, arguments), "--quiet"],
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def count(folder, pattern="*.json"):
    """How many files of runs there are."""
    return len(list(folder.glob(f"runs/{pattern}")))


def check_interruption(work):
    """By signals, kills at random moments, and others who work in the same folder."""
    check_signals(work)
    reproduce(work / "uninterrupted", "--seeds", "12")
    check_kills(work, "short", ["reproduce", "--seeds", "12"], work / "uninterrupted")
    # Fewer and longer runs, which leave checkpoints every fiftieth of a second.
    long = ["run", EXAMPLE, "--set", "seeds=2", "--set", "training.epochs=12000", "--set", "controls=[]",
            "--checkpoint-every", "0.02"]
    run(*map(str, long), "--out", work / "long")
    check_kills(work, "checkpoints", long, work / "long")
    check_two(work, ["reproduce", "--seeds", "12"], work / "uninterrupted")


def check_signals(work):
    """Each that asks to stop: a word, and the end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        folder = work / f"stopped-{number.name}"
        process = started("reproduce", "--seeds", "40", "--out", folder)
        # In the middle of the work, however fast the machine is.
        while process.poll() is None and count(folder) < 10:
            time.sleep(0.01)
        process.send_signal(number)
        error = process.communicate()[1]
        check(f"{number.name} ends it with a word, and it dies of the signal", process.returncode == -number
              and error.count("goes on from there") == 1, f"{process.returncode} {error.strip()}")
        log = (folder / "run.log").read_text()
        check("and a line in the log", log.endswith(f"] stopped: {number.name}\n") and log.count("\n") == 2, log)


def check_kills(work, name, arguments, uninterrupted):
    """Ten kills, each after a random number of runs more and a random moment, then the rest."""
    random.seed(f"{name} 1")
    folder, total = work / f"killed-{name}", count(uninterrupted)
    kills, checkpoints, left = 0, 0, 0
    for kill in range(10):
        process = started(*arguments, "--out", folder)
        before, wanted = count(folder), random.randrange(0, max(1, 2 * (total - count(folder)) // (14 - kill)))
        while process.poll() is None and (
                count(folder) < before + wanted or name == "checkpoints" and count(folder, "*.checkpoint") == 0):
            time.sleep(0.002)
        time.sleep(random.uniform(0, 0.1))
        process.kill()
        kills += process.wait() == -signal.SIGKILL
        process.stderr.close()
        checkpoints += count(folder, "*.checkpoint") > 0
        left += count(folder, "*.claim") > 0
    check(f"killed ten times ({name})", kills == 10, f"{count(folder)} of {total} runs, "
          f"{left} times in the middle of runs, {checkpoints} times with checkpoints")
    check("in the middle of runs", left >= 3 and (name != "checkpoints" or checkpoints >= 3))
    done = run(*map(str, arguments), "--out", folder)
    check("resumed, it ends well", done.returncode == 0, done.stderr.strip())
    check("and gives the same bits", same_bits(folder, uninterrupted))
    others = [path.name for path in folder.glob("runs/*") if path.suffix not in (".json", ".part")]
    check("nothing is left but the runs", count(folder) == total and others == [], others)


def check_two(work, arguments, uninterrupted):
    """Two processes that begin at once, and two of which one is killed."""
    folder = work / "two-processes"
    both = [started(*arguments, "--jobs", "1", "--out", folder) for _ in range(2)]
    errors = [process.communicate()[1] for process in both]
    check("two processes in one folder end well", [process.returncode for process in both] == [0, 0], "".join(errors))
    check("with the same bits", same_bits(folder, uninterrupted) and count(folder, "*") == count(uninterrupted))
    folder = work / "one-of-two"
    both = [started(*arguments, "--jobs", "1", "--out", folder) for _ in range(2)]
    while both[0].poll() is None and count(folder) < 20:
        time.sleep(0.002)
    both[0].kill()
    error = [process.communicate()[1] for process in both][1]
    check("one of two is killed, the other does the rest", both[0].returncode == -signal.SIGKILL
          and both[1].returncode == 0 and same_bits(folder, uninterrupted), error)
