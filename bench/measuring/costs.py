"""CPU costs: the CPU time per request in milliseconds. One worker without a response cache gets the requests one by one."""

import http.client
from collections.abc import Iterable

from bench.figures import BenchError
from bench.servers import load, machine
from bench.servers.serving import Place, Portal

FEWEST_REQUESTS, MOST_REQUESTS = 5, 20
# The CPU time in milliseconds that one round spends on a page: an expensive page gets fewer requests than a cheap page.
BUDGET_MS = 800


def measure_costs(place: Place, paths: Iterable[str], factor: int = 1) -> dict[str, float | None]:
    """Return the lowest CPU cost of each path over `TRIES` rounds, or None for a path that failed in any round.

    The lowest is returned, because other work on the machine only makes a measurement higher.
    """
    with Portal(place, factor=factor, workers=1, PAGE_MEMORY_MB="0") as portal:
        [worker] = portal.workers()
        # The first requests of a process also import modules and compile templates; those costs must not count.
        for _ in range(2):
            _ask(portal.port, "/")
        paths = list(paths)
        rounds = [{path: _cost_or_none(portal, worker, path) for path in paths} for _ in range(load.TRIES)]
    return {path: _least([costs[path] for costs in rounds]) for path in paths}


def _least(costs: list[float | None]) -> float | None:
    """Return the lowest cost, or None when any round failed."""
    told = [cost for cost in costs if cost is not None]
    return min(told) if len(told) == len(costs) else None


def _cost_or_none(portal: Portal, worker: int, path: str) -> float | None:
    try:
        return _cost(portal.port, worker, path)
    except (BenchError, OSError, http.client.HTTPException):
        return None


def _cost(port: int, worker: int, path: str) -> float:
    # Not part of the result: the first request of a path also compiles its templates and fills the cache of the agenda.
    first = _spent(port, worker, path, 1)
    times = max(FEWEST_REQUESTS, min(MOST_REQUESTS, int(BUDGET_MS / first)))
    return _spent(port, worker, path, times) / times


def _spent(port: int, worker: int, path: str, times: int) -> float:
    before = machine.cpu_ms(worker)
    for _ in range(times):
        _ask(port, path)
    return machine.cpu_ms(worker) - before


def _ask(port: int, path: str) -> None:
    if (status := load.fetch(port, path, load.HEADERS).status) != 200:
        raise BenchError(f"{path} antwoordde met {status}")
