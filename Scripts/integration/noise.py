"""Noise and shots: in plans, in a student's evaluation, in its robustness."""

import json

from checking import check, check_refusal, run
from small_plan import DATA_AND_TEACHER, HYBRID

NOISE = "depolarizing=0.02,readout=0.05"
PLAN = "name: noisy\nseeds: 2" + DATA_AND_TEACHER + "students:" + HYBRID + """
objectives:
  labels: [{crossEntropy: {weight: 1}}]
  noise-aware: {terms: [{crossEntropy: {weight: 1}}], circuits: {noise: "depolarizing=0.02", shots: 20, gradient: spsa}}
training: {optimizer: {adam: {rate: 0.02}}, epochs: 20}
robustness: {noise: {depolarizing: 0.02, readout: 0.05}, shots: [10, 1000]}
"""


def check_noise(work):
    """A plan with noise gives the same again, its report tells of it, and its student can be looked at."""
    (work / "noisy.yaml").write_text(PLAN)
    for name in ["noisy-1", "noisy-2"]:
        done = run("run", "noisy.yaml", "--out", name, "--quiet", "--jobs", name[-1], folder=work)
        check(f"a plan with noise and shots runs ({name})", done.returncode == 0, done.stderr.strip())
    results = [json.loads((work / name / "results.json").read_text()) for name in ["noisy-1", "noisy-2"]]
    check("noise and shots are the same for any number of jobs", results[0]["robustness"] == results[1]["robustness"]
          and results[0]["arms"] == results[1]["arms"])
    check("reports tell of noise and shots", "## Noise and shots" in (work / "noisy-1/report.md").read_text()
          and (work / "noisy-1/figures/noise.svg").exists())
    data = run("data", "generate", "extended-xor", "--per-blob", "20", "--out", "noisy.csv", folder=work)
    check("data for a student", data.returncode == 0, data.stderr.strip())
    student = "noisy-1/students/hybrid/labels"
    seen = [run("evaluate", student, "noisy.csv", "--noise", NOISE, "--shots", "100", "--mitigate", "readout", "--seeds", "3", "--json",
                folder=work) for _ in range(2)]
    noisy = json.loads(seen[0].stdout)["noisy"]
    check("shots are drawn from seeds", seen[0].stdout == seen[1].stdout and noisy["runs"] == 3 and noisy["mitigation"] == ["readout"])
    done = run("robustness", student, "noisy.csv", "--beside", "noisy-1/students/hybrid/noise-aware", "--noise", NOISE, folder=work)
    check("robustness fits 80 columns and comes to a conclusion", done.returncode == 0 and "less what it takes from" in
          " ".join(done.stdout.split()) and max(map(len, done.stdout.splitlines())) <= 80, done.stderr.strip())
    for what, arguments in {
        "a noise of a wrong name": ["evaluate", student, "noisy.csv", "--noise", "depolarising=0.1"],
        "a noise that cannot be": ["evaluate", student, "noisy.csv", "--noise", "bitFlip=2"],
        "no shots": ["evaluate", student, "noisy.csv", "--shots", "0"],
        "strengths without the device itself": ["robustness", student, "noisy.csv", "--noise", NOISE, "--strengths", "0", "2"],
    }.items():
        check_refusal(what, run(*arguments, folder=work), 64)
