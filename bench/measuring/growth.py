"""Growth: the same pages on a database with 10 or 100 times as many records (see `bench.portal.synthetic`)."""

import http.client
from collections.abc import Iterable
from dataclasses import dataclass

from bench.figures import BenchError, Rate
from bench.measuring.costs import measure_costs
from bench.measuring.rates import rate
from bench.servers import load
from bench.servers.serving import Place, Portal


@dataclass(frozen=True)
class Grown:
    """A page on a larger database: rate, CPU cost in ms without the response cache, and size in bytes. None: the page failed."""

    rate: Rate | None
    cost: float | None
    size: int | None


def measure_growth(place: Place, factor: int, paths: Iterable[str], seconds: float) -> dict[str, Grown]:
    paths = list(paths)
    place.copy(place.database(), place.database(factor))
    place.task("multiply", place.database(factor), str(factor))
    with Portal(place, factor=factor) as portal:
        sizes = {path: _size(portal.port, path) for path in paths}
        rates = {path: _rate(portal.port, path, seconds) for path in paths}
    costs = measure_costs(place, paths, factor)
    return {path: Grown(rates[path], costs[path], sizes[path]) for path in paths}


def _size(port: int, path: str) -> int | None:
    try:
        answer = load.fetch(port, path)
    except (OSError, http.client.HTTPException):
        return None
    return len(answer.body) if answer.status == 200 else None


def _rate(port: int, path: str, seconds: float) -> Rate | None:
    try:
        return rate(port, path, seconds)
    except BenchError:
        return None
