"""Numbers, and what is asked of them. Nothing here reads or measures anything."""

from collections.abc import Callable
from dataclasses import dataclass


class BenchError(Exception):
    """Something cannot be measured; the message says what, in Dutch."""


@dataclass(frozen=True)
class Rate:
    """What a server did at 16 connections: answers a second, and how long the slowest of 50, 95 and 99 in 100 took, in ms.

    The times are None where a server was too slow to count them.
    """

    per_second: float
    p50: float | None = None
    p95: float | None = None
    p99: float | None = None
    answers: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Aim:
    """What a number should be, in words and as a rule."""

    words: str
    is_met: Callable[[float], bool]


AIM_P99_MS = Aim("< 50", lambda value: value < 50)
AIM_STATIC = Aim("≥ 0,5", lambda value: value >= 0.5)
AIM_EMPTY = Aim("≥ 1", lambda value: value >= 1)
AIM_DATASETTE = Aim("≥ 20", lambda value: value >= 20)
AIM_CPU_MS = Aim("< 25", lambda value: value < 25)
# No page more than twice as slow.
AIM_RATE_GROWN = Aim("≥ 0,5", lambda value: value >= 0.5)
AIM_CPU_GROWN = Aim("≤ 2", lambda value: value <= 2)
AIM_SERVING_MB = Aim("< 200", lambda value: value < 200)
AIM_PEAK_MB = Aim("< 300", lambda value: value < 300)
# What Python's allocator keeps for itself moves by a few percent; what leaks goes on.
AIM_FLAT = Aim("≤ 1,1", lambda value: value <= 1.1)


def ratio(value: float | None, other: float | None) -> float | None:
    """How many times `other` a value is; None where either was not measured or there is nothing to divide by."""
    return value / other if value is not None and other else None
