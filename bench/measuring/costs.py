"""What a page costs when nobody remembers it: CPU time of one process, in milliseconds a request, one request after another."""

import http.client
from collections.abc import Iterable

from bench.figures import BenchError
from bench.servers import load, machine
from bench.servers.serving import Place, Portal

FEWEST_REQUESTS, MOST_REQUESTS = 5, 20
# Spent on one page each round, in milliseconds of CPU time; a page that costs more than a part of that is asked fewer times.
BUDGET_MS = 800


def measure_costs(place: Place, paths: Iterable[str], factor: int = 1) -> dict[str, float | None]:
    """The least that each page cost in a few rounds, None where it did not answer: who else uses the machine makes it slower."""
    with Portal(place, factor=factor, workers=1, PAGE_MEMORY_MB="0") as portal:
        [worker] = portal.workers()
        # Templates are read once.
        for _ in range(2):
            _ask(portal.port, "/")
        paths = list(paths)
        rounds = [{path: _cost_or_none(portal, worker, path) for path in paths} for _ in range(load.TRIES)]
    return {path: _least([costs[path] for costs in rounds]) for path in paths}


def _least(costs: list[float | None]) -> float | None:
    """None if it did not answer once."""
    told = [cost for cost in costs if cost is not None]
    return min(told) if len(told) == len(costs) else None


def _cost_or_none(portal: Portal, worker: int, path: str) -> float | None:
    try:
        return _cost(portal.port, worker, path)
    except (BenchError, OSError, http.client.HTTPException):
        return None


def _cost(port: int, worker: int, path: str) -> float:
    # The first one reads templates, and what pages share until the next publication: the facts of the agenda.
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
