#!/usr/bin/env python3
"""Runs experiments with trackers, and reads what they were told by TensorBoard's own reader and from a real MLflow server; also one that is
stopped meanwhile, that never answers, and that is not there.

    python3 -m venv VENV && VENV/bin/pip install -r Scripts/tracker_requirements.txt
    VENV/bin/python Scripts/tracker_check.py .build/release/qdistill
"""

import contextlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

os.environ |= {"MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false", "MLFLOW_DISABLE_TELEMETRY": "true"}

from mlflow.tracking import MlflowClient
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

ROOT = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "integration"))
from checking import QDISTILL, check, check_refusal, counts, results, run

EXAMPLE = ROOT.parent / "Examples/extended-xor.yaml"
QUICK = ["--set", "seeds=2", "--set", "training.epochs=60", "--set", "controls=[]", "--quiet"]
GOES_ON = "; the run goes on without it, and the same command sends what is missing"


class Server:
    """An MLflow server with a store of its own, which outlives it."""

    def __init__(self, folder, prefix=""):
        self.folder, self.options = folder, ["--static-prefix", prefix] if prefix else []
        folder.mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.uri = f"http://127.0.0.1:{self.port}{prefix}"
        self.start()

    def start(self):
        """Starts it, and waits until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1",
             "--backend-store-uri", f"sqlite:///{self.folder}/runs.db", "--artifacts-destination", self.folder / "files",
             *self.options],
            stdout=subprocess.DEVNULL, stderr=(self.folder / "log").open("a"), start_new_session=True)
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                return urllib.request.urlopen(f"{self.uri}/health", timeout=5).close()
            time.sleep(0.2)
        self.stop()
        raise RuntimeError((self.folder / "log").read_text()[-2000:])

    def stop(self):
        """Stops it and its workers at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def runs(self, name):
        """All runs of an experiment, and how many there are of each name."""
        client = MlflowClient(self.uri)
        experiment = client.get_experiment_by_name(name)
        return list(client.search_runs([experiment.experiment_id], max_results=10000)) if experiment else []


def timed(*arguments):
    """Runs an experiment; and how long that took, in seconds."""
    start = time.monotonic()
    done = run("run", EXAMPLE, *map(str, arguments))
    return done, time.monotonic() - start


def records(folder):
    """The runs of a folder, by their hashes."""
    return {path.stem: json.loads(path.read_text()) for path in (folder / "runs").glob("*.json")}


def path_of(record):
    """Student, objective and seed, or teacher and seed."""
    arm, seed = record["identity"].get("arm"), f"seed-{record['identity']['seed']}"
    return [arm["student"]["name"], arm["objective"]["name"], seed] if arm else ["teacher", seed]


def check_tensorboard(folder, events):
    """Each run in a folder of its own, with the numbers of its record."""
    wrong, kept = [], records(folder)
    for record in kept.values():
        reader = EventAccumulator(str(events.joinpath(*path_of(record)))).Reload()
        trained = record["outcome"]["trained"]["run"]
        curve, scores = trained["curve"], trained["evaluation"]
        expected = {
            "train/loss": list(zip(curve["steps"], curve["losses"])),
            "validation/macroF1": list(zip(curve["validationSteps"], curve["validationMacroF1"])),
            "test/macroF1": [(curve["steps"][-1], scores["macroF1"])],
            "test/accuracy": [(curve["steps"][-1], scores["accuracy"])],
        }
        for tag, points in expected.items():
            seen = [(event.step, event.value) for event in reader.Scalars(tag)]
            if len(seen) != len(points) or any(
                    step != other or abs(value - number) > 1e-6 * max(1, abs(number))
                    for (step, value), (other, number) in zip(seen, points)):
                wrong.append((path_of(record), tag))
        text = reader.Tensors("parameters")[0].tensor_proto.string_val[0].decode()
        times = [event.wall_time for event in reader.Scalars("train/loss")]
        if f"| seed | {record['identity']['seed']} |" not in text or times != sorted(times):
            wrong.append((path_of(record), "parameters"))
    files = list(events.rglob("*tfevents*"))
    check("TensorBoard reads each run's numbers", not wrong and len(files) == len(kept) > 0,
          f"{len(files)} files of {len(kept)} runs {wrong[:3]}")


def check_mlflow(folder, server, name):
    """Each run with the numbers of its record, to the last bit."""
    client, wrong, kept = MlflowClient(server.uri), [], records(folder)
    sent = {found.data.tags["qdistill.run"]: found for found in server.runs(name)}
    report = sent.pop("report")
    for key, record in kept.items():
        trained = record["outcome"]["trained"]["run"]
        found = sent[key]
        history = client.get_metric_history(found.info.run_id, "train/loss")
        curve = trained["curve"]
        training = record["identity"].get("arm", {}).get("training")
        took = (found.info.end_time - found.info.start_time) / 1000
        holds = [
            found.info.run_name == " ".join(path_of(record)), found.info.status == "FINISHED",
            sorted((point.step, point.value) for point in history) == list(zip(curve["steps"], curve["losses"])),
            found.data.metrics["test/macroF1"] == trained["evaluation"]["macroF1"],
            found.data.metrics["final/validationMacroF1"] == trained["validationMacroF1"],
            found.data.params["seed"] == str(record["identity"]["seed"]),
            found.data.params["parameters"] == str(len(trained["parameters"])),
            training is None or found.data.params["training.batch"] == str(training["batch"]),
            abs(took - record["seconds"]) < 0.01,
        ]
        if not all(holds):
            wrong.append((path_of(record), holds))
    check("MLflow has each run's numbers", not wrong and len(sent) == len(kept) > 0,
          f"{len(sent)} runs of {len(kept)} {wrong[:3]}")
    names = sorted(file.path for file in client.list_artifacts(report.info.run_id))
    same = names == ["report.html", "report.md", "results.csv", "results.json"] and all(
        pathlib.Path(client.download_artifacts(report.info.run_id, file)).read_bytes() == (folder / file).read_bytes()
        for file in names)
    check("and the report, byte for byte", same, names)


def check_both(work, server):
    """Two trackers at once, again, and for more seeds."""
    folder, events = work / "both", work / "events"
    trackers = ["--tensorboard", events, "--mlflow", server.uri + "/"]
    done, _ = timed(*QUICK, "--out", folder, *trackers)
    check("a run with two trackers", done.returncode == 0 and done.stderr == "", done.stderr.strip())
    check_tensorboard(folder, events)
    check_mlflow(folder, server, "extended-xor")
    files = {path: path.stat().st_mtime_ns for path in events.rglob("*tfevents*")}
    before = {found.info.run_id: found.data.metrics for found in server.runs("extended-xor")}
    timed(*QUICK, "--out", folder, *trackers)
    after = {found.info.run_id: found.data.metrics for found in server.runs("extended-xor")}
    check("done again, it tells them nothing new", before == after
          and files == {path: path.stat().st_mtime_ns for path in events.rglob("*tfevents*")}, f"{len(before)} {len(after)}")
    timed(*QUICK, "--set", "seeds=3", "--out", folder, *trackers)
    check_tensorboard(folder, events)
    check_mlflow(folder, server, "extended-xor")


def check_shared(work, server):
    """Two processes in one folder."""
    arguments = [QDISTILL, "run", EXAMPLE, *QUICK, "--set", "name=shared", "--out", work / "shared", "--mlflow", server.uri]
    processes = [subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    errors = [process.communicate()[1] for process in processes]
    names = [found.info.run_name for found in server.runs("shared")]
    check("two processes send each run once", errors == [b"", b""] and len(names) == len(set(names)) == len(records(work / "shared")) + 1,
          f"{len(names)} {errors}")


def check_failed(work, server):
    """A run whose training fails."""
    done, _ = timed(*QUICK, "--set", "name=failing", "--set", "seeds=1", "--set", "training.optimizer.adam.rate=1e300",
                    "--out", work / "failing", "--mlflow", server.uri)
    failed = [found for found in server.runs("failing") if found.info.status == "FAILED"]
    reasons = {record["outcome"]["failed"]["reason"] for record in records(work / "failing").values() if "failed" in record["outcome"]}
    check("failed runs say why", failed and {found.data.tags["qdistill.failure"] for found in failed} == reasons,
          f"{done.returncode} {len(failed)} {reasons}")


def check_report(work, server):
    """A folder that was filled without any tracker."""
    folder, events = work / "later", work / "later-events"
    timed(*QUICK, "--set", "name=later", "--out", folder)
    done = run("report", folder, "--tensorboard", events, "--mlflow", server.uri)
    check("report sends what a folder holds", done.returncode == 0 and "cannot" not in done.stderr, done.stderr.strip())
    check_tensorboard(folder, events)
    check_mlflow(folder, server, "later")


def check_prefix(work):
    """A server behind a prefix."""
    server = Server(work / "prefix", "/tracking")
    try:
        done, _ = timed(*QUICK, "--set", "seeds=1", "--out", work / "prefixed", "--mlflow", f"{server.uri}/")
        check("a server with a prefix", done.returncode == 0 and done.stderr == "", done.stderr.strip())
        check_mlflow(work / "prefixed", server, "extended-xor")
    finally:
        server.stop()


def warned_once(done, reason):
    """Whether a run ended well, with one line."""
    return done.returncode == 0 and done.stderr.count("\n") == 1 and reason in done.stderr and done.stderr.endswith(GOES_ON + "\n")


def interrupted(work, name, server, stop, *arguments):
    """A run in the middle of which something happens to the server; how long it took, and when that was."""
    start = time.monotonic()
    process = subprocess.Popen(
        [QDISTILL, "run", EXAMPLE, *arguments, "--set", f"name={name}", "--out", work / name, "--mlflow", server.uri],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and len(server.runs(name)) < 3:
        time.sleep(0.05)
    in_the_middle = process.poll() is None and time.monotonic() - start
    stop()
    error = process.communicate()[1]
    done = subprocess.CompletedProcess([], process.returncode, "", error)
    return done, time.monotonic() - start, in_the_middle


def check_end(folder, took, patience=5):
    """That a run ended soon after its results were there, beside which nothing has to be done but to write a report."""
    seconds = results(folder)["provenance"]["seconds"]
    check(f"and the end is no more than {patience} s later", took - seconds < patience + 2, f"{took:.1f} s, of which {seconds:.1f} s of training")


def check_stopped(work, server):
    """The server is killed in the middle of the run, or hangs; and the same command with the server there again."""
    long = ["--set", "seeds=4", "--set", "training.epochs=8000", "--set", "controls=[]", "--quiet"]
    # Before and after: whatever else goes on here changes.
    plain = timed(*long, "--out", work / "plain-before")[1]
    done, took, when = interrupted(work, "stopped", server, server.stop, *long)
    plain = max(plain, timed(*long, "--out", work / "plain-after")[1])
    check("MLflow stopped in the middle: one warning, exit status 0", when and warned_once(done, "MLflow at "), done.stderr.strip())
    check("and training ends as fast as without it", took < 1.15 * plain + 1, f"{took:.1f} s, without {plain:.1f} s, stopped after {when:.1f} s")
    server.start()
    done, took, when = interrupted(
        work, "hanging", server, lambda: os.killpg(server.process.pid, signal.SIGSTOP), *long)
    check("MLflow hangs from the middle on: one warning, exit status 0", warned_once(done, "no answer within"), done.stderr.strip())
    check_end(work / "hanging", took)
    server.stop()
    server.start()
    for name in ("stopped", "hanging"):
        done, _ = timed(*long, "--set", f"name={name}", "--out", work / name, "--mlflow", server.uri)
        check("the same command sends what was missing", done.returncode == 0 and done.stderr == "", done.stderr.strip())
        check_mlflow(work / name, server, name)


def check_unusable(work):
    """Servers that are none, and a folder that is none."""
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(50)
        uri = f"http://127.0.0.1:{silent.getsockname()[1]}"
        done, took = timed(*QUICK, "--out", work / "silent", "--mlflow", uri)
        check("a server that never answers", warned_once(done, f"qdistill: MLflow at {uri}: no answer within 5 s"), done.stderr.strip())
        check_end(work / "silent", took)
    done, took = timed(*QUICK, "--out", work / "nobody", "--mlflow", uri)
    check("a server that is not there", warned_once(done, "it cannot be reached: nobody listens there"), done.stderr.strip())
    check_end(work / "nobody", took, patience=0)
    plan = work / "variants.yaml"
    plan.write_text(f"{EXAMPLE.read_text()}\nvariants: {{short: {{training.epochs: 20}}, shorter: {{training.epochs: 10}}}}\n")
    done = run("run", plan, *QUICK[:2], *QUICK[4:], "--out", work / "variants", "--mlflow", uri)
    check("of several variants only the first tells of it", warned_once(done, "nobody listens there"), done.stderr.strip())
    for bad in ("localhost:5000", "ftp://host", "http://", ""):
        done, _ = timed(*QUICK, "--out", work / "bad", "--mlflow", bad)
        check(f"--mlflow '{bad}' is a mistake", done.returncode == 64 and not (work / "bad").exists(), done.stderr.splitlines()[0])
    done, _ = timed(*QUICK, "--out", work / "bad", "--tensorboard", "/proc/events")
    check_refusal("a folder that cannot be written to", done, status=73)
    check("is told before anything is trained", not records(work / "bad"))


def main():
    """With one server, and without."""
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        server = Server(work / "server")
        try:
            for part in (check_both, check_shared, check_failed, check_report, check_stopped):
                part(work, server)
        finally:
            server.stop()
        check_prefix(work)
        check_unusable(work)
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
