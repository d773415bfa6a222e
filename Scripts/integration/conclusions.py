"""What the paper's experiment shows, under our reading."""

import time

from checking import arm, check, reproduce, results


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


def comparison(result, student):
    """A student's distilled arm beside its labels, of a run's results."""
    return next(c for c in result["comparisons"] if c["student"] == student)


def check_conclusions(result):
    """All thirty seeds."""
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
    own, controls = counts[:8], counts[8:]
    check("parameter counts", own == [(195, 195)] + [(75, 75)] * 3 + [(74, 74)] * 2 + [(80, 80), (74, 14)], own)
    check("those of controls", controls == [(74, 14), (80, 20), (80, 80)], controls)
    check("no seed failed", all(a["failedSeeds"] == 0 for a in result["arms"]))


def check_full(work):
    """The default run, and one on other seeds, within their time."""
    for first in ("0", "1000"):
        start = time.monotonic()
        done = reproduce(work / first, "--first-seed", first)
        seconds = time.monotonic() - start
        print(done.stdout)
        check("it ends well", done.returncode == 0, done.stderr[-200:].strip())
        check("the default run within 15 seconds", seconds < 15, f"{seconds:.1f} s")
        check_conclusions(results(work / first))
