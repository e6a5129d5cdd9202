"""Result types, targets and ratios. This module measures nothing."""

from collections.abc import Callable
from dataclasses import dataclass


class BenchError(Exception):
    """A measurement failed. The message says why, in Dutch."""


@dataclass(frozen=True)
class Rate:
    """The rate of a server: responses per second, and response times in ms as percentiles 50, 95 and 99.

    Measured at 16 connections. A server that is too slow for that gets two requests at once; then the percentiles are None.
    """

    per_second: float
    p50: float | None = None
    p95: float | None = None
    p99: float | None = None
    answers: int = 0
    failed: int = 0


@dataclass(frozen=True)
class Aim:
    """A target for a result: its Dutch text for the table, and a predicate."""

    words: str
    is_met: Callable[[float], bool]


AIM_P99_MS = Aim("< 50", lambda value: value < 50)
AIM_STATIC = Aim("≥ 0,5", lambda value: value >= 0.5)
AIM_EMPTY = Aim("≥ 1", lambda value: value >= 1)
AIM_DATASETTE = Aim("≥ 20", lambda value: value >= 20)
AIM_CPU_MS = Aim("< 25", lambda value: value < 25)
# Targets for the larger databases: a page may be at most twice as slow there as on the original database.
AIM_RATE_GROWN = Aim("≥ 0,5", lambda value: value >= 0.5)
AIM_CPU_GROWN = Aim("≤ 2", lambda value: value <= 2)
AIM_CPU_HUNDREDFOLD = Aim("≤ 5", lambda value: value <= 5)
AIM_SERVING_MB = Aim("< 200", lambda value: value < 200)
AIM_PEAK_MB = Aim("< 300", lambda value: value < 300)
# Targets for reading a report document of 45 pages, and for one that is ten times as long beside it.
AIM_READING_S = {"docx": Aim("≤ 2", lambda value: value <= 2), "pdf": Aim("≤ 8", lambda value: value <= 8)}
AIM_READING_MB = {"docx": Aim("≤ 120", lambda value: value <= 120), "pdf": Aim("≤ 150", lambda value: value <= 150)}
AIM_READING_TENFOLD = Aim("≤ 12", lambda value: value <= 12)
# Targets for gathering the mails of ten thousand readers about forty changes, and for a page meanwhile.
AIM_GATHERING_S = Aim("< 60", lambda value: value < 60)
AIM_GATHERING_CPU_S = Aim("< 40", lambda value: value < 40)
AIM_GATHERING_MB = Aim("< 200", lambda value: value < 200)
AIM_GATHERING_MS = Aim("< 1.000", lambda value: value < 1_000)
# Targets beside another version of the portal in the same run.
AIM_CPU_BESIDE = Aim("≤ 0,5", lambda value: value <= 0.5)
AIM_CPU_BESIDE_GROWN = Aim("≤ 0,3", lambda value: value <= 0.3)
AIM_MEMORY_BESIDE = Aim("≤ 0,6", lambda value: value <= 0.6)
AIM_RATE_BESIDE = Aim("≥ 8", lambda value: value >= 8)
# Targets behind nginx: beside a file of nginx, beside the rate without saves, the p99 at 64 connections, and the p95 of a page
# while others ask for costly files.
AIM_FILE = Aim("≥ 0,6", lambda value: value >= 0.6)
AIM_SAVING = Aim("≥ 0,9", lambda value: value >= 0.9)
AIM_P99_RUNNING_MS = Aim("< 20", lambda value: value < 20)
AIM_P95_COSTLY_MS = Aim("< 100", lambda value: value < 100)
# The ratio of late to early memory of a worker. Python's allocator makes it vary by a few percent; a leak makes it grow.
AIM_FLAT = Aim("≤ 1,1", lambda value: value <= 1.1)


def ratio(value: float | None, other: float | None) -> float | None:
    """Return `value / other`, or None if either is None or `other` is 0."""
    return value / other if value is not None and other else None
