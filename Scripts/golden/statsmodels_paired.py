"""What else is said of paired scores: Holm's adjustment and the seeds that a paired t-test needs, as statsmodels has them; Cliff's
delta pair by pair, as it is defined."""

import math

import golden
import numpy
import statsmodels
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower

random = numpy.random.default_rng(1)


def holm(name, values):
    """One table of p values, of which some may not be there."""
    there = [p for p in values if p is not None]
    adjusted = iter(multipletests(there, method="holm")[1].tolist() if there else [])
    return {"name": name, "p": values, "adjusted": [None if p is None else next(adjusted) for p in values]}


def cliff(name, treatment, control):
    """The share of all pairs in which the treatment is above minus that in which it is below."""
    treatment, control = numpy.asarray(treatment, float), numpy.asarray(control, float)
    return {"name": name, "treatment": treatment.tolist(), "control": control.tolist(),
            "delta": float(numpy.sign(treatment[:, None] - control[None, :]).mean())}


def power(deviation, difference=0.01):
    """How many pairs show a difference at 80 % power, two-sided 5 %, if the differences have this standard deviation."""
    pairs = TTestPower().solve_power(
        effect_size=difference / deviation, alpha=0.05, power=0.8, alternative="two-sided")
    return {"deviation": deviation, "pairs": float(numpy.atleast_1d(pairs)[0])}


def power_of(pairs, deviation, difference=0.01):
    """The power of so many pairs."""
    value = TTestPower().power(difference / deviation, pairs, 0.05, alternative="two-sided")
    assert math.isfinite(value)
    return {"deviation": deviation, "pairs": pairs, "power": float(value)}


golden.write(
    "Tests/ExperimentsTests/Golden/paired.json", f"statsmodels {statsmodels.__version__}, NumPy {numpy.__version__}",
    holm=[
        holm("none", []),
        holm("one", [0.03]),
        holm("all the same", [0.02] * 4),
        holm("steps", [0.01, 0.04, 0.03, 0.005]),
        holm("one that a smaller one lifts", [0.01, 0.011, 0.5, 0.04]),
        holm("certain ones", [1.0, 0.2, 1.0, 1e-12]),
        holm("more than certain", [0.4, 0.5, 0.6]),
        holm("some missing", [None, 0.01, None, 0.04]),
        holm("all missing", [None, None]),
        holm("forty", random.uniform(0, 0.2, 40).tolist()),
    ],
    cliff=[
        cliff("normal", random.normal(0.5, 1, 30), random.normal(0, 1, 30)),
        cliff("above", [2, 3], [0, 1]),
        cliff("below", [0, 1], [2, 3]),
        cliff("equal", [0.5, 0.5, 0.5], [0.5, 0.5, 0.5]),
        cliff("one", [1], [0]),
        cliff("few values, many equal", random.integers(0, 5, 60) / 4, random.integers(0, 4, 60) / 4),
    ],
    pairs=[power(deviation) for deviation in
           (0.01, 0.011, 0.015, 0.02, 0.028, 0.03, 0.05, 0.1, 0.25, 1.0)],
    power=[power_of(pairs, deviation) for pairs, deviation in
           ((2, 0.01), (2, 0.1), (3, 0.005), (5, 0.006), (10, 0.01), (30, 0.02), (240, 0.05), (5000, 0.25))])
