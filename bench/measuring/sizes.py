"""How much memory: of a serving process, and of the heaviest work at its peak."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.figures import BenchError
from bench.measuring.pages import Page, public_paths
from bench.servers import load, machine
from bench.servers.serving import Place, Portal

EXPORTS = ("/overzicht.pdf", "/overzicht.xlsx", "/open-data/voortgang-passend-onderwijs.zip")
# Of every so many requests one is a question that nobody remembers, and one an address that does not exist.
SEARCH_EVERY, UNKNOWN_EVERY = 100, 200
FIRST_PART = 0.1
# Long enough for some answers while nothing is remembered yet.
PART_SECONDS = 8


@dataclass(frozen=True)
class Serving:
    """The memory of the largest of the serving processes, in MB: begun, after a tenth of the requests, and after all."""

    begun: float
    early: float
    late: float
    answers: int


def measure_serving(place: Place, pages: list[Page], requests: int) -> Serving:
    """Ask for everything public, in any order, until that many answers came."""
    with Portal(place) as portal:
        workers = portal.workers()
        begun = _largest(workers)
        mix = write_mix(place, portal.port, pages)
        early, answers = 0.0, 0
        while answers < requests:
            told = load.wrk(portal.port, "/", PART_SECONDS, mix=mix)
            if not told.answers or told.failed > told.answers / 1_000:
                raise BenchError(f"{told.failed} van {told.answers} verzoeken mislukten.")
            answers += told.answers
            if not early and answers >= requests * FIRST_PART:
                early = _largest(workers)
        if portal.workers() != workers:
            raise BenchError("Een proces van gunicorn is onderweg vervangen.")
        return Serving(begun, early, _largest(workers), answers)


def write_mix(place: Place, port: int, pages: list[Page]) -> Path:
    """Every public address, files, the API, questions and addresses that do not exist: a line each, always in the same order."""
    paths = public_paths(port)
    roles = [path.removesuffix("/") for path in paths if path.startswith("/nu/") and path.count("/") == 3]
    slugs = [path.split("/")[2] for path in paths if path.startswith("/maatregelen/") and path.count("/") == 3]
    paths += [f"{role}.{ending}" for role in roles for ending in ("csv", "xlsx", "ics", "atom", "pdf")]
    paths += [f"/api/v1/maatregelen/{slug}" for slug in slugs]
    paths += [page.path for page in pages if page.path.startswith("/api/")]
    paths += [page.static_path for page in pages]
    paths += ["/maatregelen.csv", "/moties.xlsx", "/wijzigingen.atom", "/overzicht.xlsx", "/sitemap.xml", *EXPORTS]
    paths += [
        f"/zoeken/?q={slug.split('-')[0]}+{n}" for n, slug in enumerate((slugs * len(paths))[: len(paths) // SEARCH_EVERY + 1])
    ]
    paths += [f"/bestaat-niet-{n}/" for n in range(len(paths) // UNKNOWN_EVERY + 1)]
    random.Random(1).shuffle(paths)  # noqa: S311  # the same order every time
    mix = place.folder / "mix.txt"
    mix.write_text("\n".join(paths))
    return mix


def _largest(workers: list[int]) -> float:
    return max(machine.memory_mb(pid) for pid in workers)


def measure_exports(place: Place, role: str) -> dict[str, float]:
    """The peak of a serving process that has made one export and nothing else, by the address of the export.

    With the process that it started to make a PDF.
    """
    peaks = {}
    for path in (*EXPORTS, f"{role.removesuffix('/')}.pdf"):
        with Portal(place, workers=1) as portal, ThreadPoolExecutor() as beside:
            [worker] = portal.workers()
            answer = beside.submit(load.fetch, portal.port, path)
            helper = 0.0
            while not answer.done():
                helper = max(helper, _helpers_mb(worker))
                time.sleep(0.01)
            if (status := answer.result().status) != 200:
                raise BenchError(f"{path} antwoordde met {status}")
            peaks[path] = machine.memory_mb(worker, peak=True) + helper
    return peaks


def _helpers_mb(pid: int) -> float:
    """What the processes that a process started take now; one that just ended takes nothing."""
    taken = 0.0
    for child in machine.children(pid):
        with suppress(OSError, StopIteration):
            taken += machine.memory_mb(child)
    return taken


def measure_publication(place: Place) -> float:
    """The peak of a process that starts, fills, checks and publishes a progress report, in MB."""
    copy = place.copy(place.database(), place.folder / "publicatie.sqlite3")
    return place.task("publication", copy)["peak_mb"]
