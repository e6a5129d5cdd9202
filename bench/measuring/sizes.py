"""Memory sizes: of a worker that serves many requests, and the peak of the exports and of a publication."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from bench.figures import BenchError
from bench.measuring.pages import Page, public_paths
from bench.servers import load, machine
from bench.servers.serving import Place, Portal

EXPORTS = ("/overzicht.pdf", "/overzicht.xlsx", "/open-data/voortgang-passend-onderwijs.zip")
# In the mix, one path in 100 is a search, which is never cached. One path in 200 does not exist.
SEARCH_EVERY, UNKNOWN_EVERY = 100, 200
FIRST_PART = 0.1
# The duration of one run of wrk, in seconds. A run without any response raises BenchError, and the first run starts with an
# empty cache, so a run must not be too short.
PART_SECONDS = 8


@dataclass(frozen=True)
class Serving:
    """The memory of the largest worker in MB: at the start, after a tenth of the requests and after all of them."""

    begun: float
    early: float
    late: float
    answers: int


def measure_serving(place: Place, pages: list[Page], requests: int) -> Serving:
    """Send the mix of `write_mix()` until at least `requests` responses came, and return the memory of the largest worker.

    Raises BenchError when over 0.1% of the requests in a run of wrk fail, or when gunicorn replaces a worker.
    """
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
    """Write a file with one path per line: pages, files, API, searches and unknown paths, in a fixed random order."""
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
    """Return the peak memory in MB by path of the export, each from a worker that serves one export and nothing else.

    The memory of the child process that makes a PDF is included. `role` is the path of a role page.
    """
    peaks = {}
    for path in (*EXPORTS, f"{role.removesuffix('/')}.pdf"):
        with Portal(place, workers=1) as portal, ThreadPoolExecutor() as beside:
            [worker] = portal.workers()
            answer = beside.submit(load.fetch, portal.port, path)
            helper = 0.0
            while not answer.done():
                helper = max(helper, machine.children_mb(worker))
                time.sleep(0.01)
            if (status := answer.result().status) != 200:
                raise BenchError(f"{path} antwoordde met {status}")
            peaks[path] = machine.memory_mb(worker, peak=True) + helper
    return peaks


def measure_publication(place: Place) -> float:
    """Return the peak memory in MB of a process that creates, fills, checks and publishes a progress report."""
    copy = place.copy(place.database(), place.folder / "publicatie.sqlite3")
    return place.task("publication", copy)["peak_mb"]
