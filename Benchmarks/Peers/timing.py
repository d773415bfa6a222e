"""How the time of a call is measured."""

import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

MOST_REPEATS = 20_000


def measure(call: Callable[[], Any], seconds: float, least_repeats: int) -> dict[str, Any]:
    """Calls until `seconds` have passed and `least_repeats` are reached; both after a warm-up.

    The first call of the warm-up compiles. Calls are timed one by one, from the start to the result in memory; none is
    left out.
    """
    call()
    warm_up_end = time.perf_counter() + 0.1 * seconds
    while time.perf_counter() < warm_up_end:
        call()
    times: list[float] = []
    end = time.perf_counter() + seconds
    while len(times) < least_repeats or (time.perf_counter() < end and len(times) < MOST_REPEATS):
        times.append(timed(call))
    return {
        "medianSeconds": median(times),
        "minSeconds": min(times),
        "p90Seconds": quantiles(times, n=10, method="inclusive")[-1] if len(times) > 1 else times[0],
        "repeats": len(times),
    }


def timed(call: Callable[[], Any]) -> float:
    """Seconds from a call to its result."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start
