"""Wilcoxon's signed-rank test as SciPy has it by default: exact up to 50 pairs without zeros or ties, by all signs up to
13 pairs with them, else the normal approximation with correction for ties."""

import warnings

import golden
import numpy
import scipy
from scipy import stats

random = numpy.random.default_rng(1)


def case(name, treatment, control=None):
    """One case; `p` is `null` where SciPy has none."""
    treatment = numpy.asarray(treatment, float)
    control = numpy.zeros(len(treatment)) if control is None else numpy.asarray(control, float)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            p = float(stats.wilcoxon(treatment, control).pvalue)
    except ValueError:
        p = numpy.nan
    return {"name": name, "treatment": treatment.tolist(), "control": control.tolist(),
            "p": None if numpy.isnan(p) else p}


def scores(count):
    """Scores of a small test part: many differences are the same, or nearly so, and some are zero."""
    return random.integers(70, 76, count) / 100


cases = [case(f"normal, n = {n}", random.normal(0.3, 1, n), random.normal(0, 1, n)) for n in range(1, 61)]
cases += [case(f"ties and zeros, n = {n}", random.integers(-3, 6, n)) for n in [*range(2, 17), 20, 30, 49, 50, 51, 60]]
cases += [case(f"ties without zeros, n = {n}", 2 * random.integers(-3, 6, n) + 1) for n in (2, 3, 8, 12, 13, 14, 15, 50)]
cases += [case(f"zeros without ties, n = {n}", numpy.r_[0, random.normal(0.3, 1, n - 1)]) for n in (2, 12, 13, 14, 50, 51)]
cases += [case(f"scores, n = {n}", scores(n), scores(n)) for n in (5, 13, 30, 60)]
cases += [case(f"all zero, n = {n}", numpy.zeros(n)) for n in (1, 2, 13, 14, 60)]
cases += [case(f"all equal, n = {n}", numpy.full(n, -0.5)) for n in (1, 2, 13, 14, 60)]
cases += [case(f"all above, n = {n}", numpy.arange(1, n + 1)) for n in (1, 5, 6, 20, 30, 50, 51, 400)]
cases += [case(f"all below, n = {n}", -numpy.arange(1, n + 1)) for n in (30, 50, 51)]
cases += [case("balanced, n = 4", [1, -2, -3, 4])]

golden.write("Tests/ExperimentsTests/Golden/wilcoxon.json", f"SciPy {scipy.__version__}", cases=cases)
