"""BCa bootstrap intervals of the mean as SciPy has them, with so many resamples that their Monte Carlo error
is small beside that of our 10,000."""

import golden
import numpy
import scipy
from scipy import stats

random = numpy.random.default_rng(1)


def case(name, values):
    result = stats.bootstrap(
        (values,), numpy.mean, n_resamples=400_000, batch=20_000, method="BCa", rng=2)
    return {"name": name, "values": list(map(float, values)),
            "interval": [float(result.confidence_interval.low), float(result.confidence_interval.high)],
            "standardError": float(numpy.std(values, ddof=1) / len(values) ** 0.5)}


golden.write(
    "Tests/ExperimentsTests/Golden/bootstrap.json", f"SciPy {scipy.__version__}",
    cases=[
        case("thirty normal differences", random.normal(0.05, 0.03, 30)),
        case("skewed", random.exponential(1.0, 30)),
        case("skewed the other way, few", -random.exponential(1.0, 10)),
        case("five", random.normal(0, 1, 5)),
        case("one outlier", numpy.r_[random.normal(0, 0.1, 19), 5.0]),
        case("few values, many equal", [0, 0, 0, 0.02, 0, 0.02, -0.02, 0, 0.04, 0.02, 0, 0]),
    ],
    quantiles=[{"probability": p, "x": float(stats.norm.ppf(p))}
               for p in [1e-300, 1e-12, 0.001, 0.025, 0.3, 0.5, 0.7, 0.975, 0.999999]])
