"""Rates: responses per second and response times of the portal, static files, an empty view and Datasette."""

import gzip
from dataclasses import dataclass, field

from bench.figures import BenchError, Rate
from bench.measuring.pages import LIST, Page
from bench.servers import load
from bench.servers.serving import Datasette, Place, Portal

EMPTY = "/bench/leeg/"
# The gzip level that the portal uses.
LEVEL = 6
# A second request that takes longer was not served from the response cache.
MADE_ANEW_SECONDS = 1.0


@dataclass
class Rates:
    """The rates of one run. The first four have the path of a page as key.

    - `pages`: the portal, from its response cache
    - `static`: a static file with the same bytes
    - `html` and `json`: Datasette with the same records
    """

    pages: dict[str, Rate] = field(default_factory=dict)
    static: dict[str, Rate] = field(default_factory=dict)
    html: dict[str, Rate] = field(default_factory=dict)
    json: dict[str, Rate] = field(default_factory=dict)
    # Conditional requests (304) for `LIST` and for its static file.
    unchanged: Rate | None = None
    static_unchanged: Rate | None = None
    # The empty view, requested through all middleware: with the response cache on (`empty`) and off (`empty_without_memory`).
    empty: Rate | None = None
    empty_without_memory: Rate | None = None


def write_static(place: Place, pages: list[Page]) -> None:
    """Write each page as a static file with the same bytes, and a .gz file beside it, as `collectstatic` does."""
    folder = place.static / "bench"
    folder.mkdir(exist_ok=True)
    for page in pages:
        (folder / page.static_name).write_bytes(page.body)
        (folder / f"{page.static_name}.gz").write_bytes(gzip.compress(page.body, LEVEL, mtime=0))


def measure_rates(place: Place, pages: list[Page], datasette: str, seconds: float) -> Rates:
    rates = Rates()
    with Portal(place) as portal:
        for page in pages:
            rates.pages[page.path] = rate(portal.port, page.path, seconds)
            rates.static[page.path] = rate(portal.port, page.static_path, seconds)
        rates.unchanged = unchanged(portal.port, LIST, seconds)
        static_list = next(page.static_path for page in pages if page.path == LIST)
        rates.static_unchanged = unchanged(portal.port, static_list, seconds)
        rates.empty = rate(portal.port, EMPTY, seconds)
    with Portal(place, PAGE_MEMORY_MB="0") as portal:
        rates.empty_without_memory = rate(portal.port, EMPTY, seconds)
    with Datasette(datasette, place) as server:
        paths = sorted({page.datasette for page in pages})
        html = {path: rate(server.port, path, seconds) for path in paths}
        json = {path: rate(server.port, f"{path}.json", seconds) for path in paths}
    rates.html = {page.path: html[page.datasette] for page in pages}
    rates.json = {page.path: json[page.datasette] for page in pages}
    return rates


def rate(port: int, path: str, seconds: float) -> Rate:
    """Warm up the workers, then return the rate of a path.

    Each of two warm-ups sends two requests at once, so that each of the two workers caches the response. A second warm-up of
    more than `MADE_ANEW_SECONDS` means: the response is too large for the cache. Then the second warm-up is the measurement,
    because 16 requests at once would take minutes.
    """
    load.fetch_together(port, path, load.HEADERS, 2)
    again = load.fetch_together(port, path, load.HEADERS, 2)
    if again > MADE_ANEW_SECONDS:
        return Rate(2 / again, answers=2)
    return load.best(port, path, seconds)


def unchanged(port: int, path: str, seconds: float) -> Rate:
    """Return the rate of 304 responses for a client whose ETag is current. Raises BenchError if the response is no 304."""
    tag = load.fetch(port, path, load.HEADERS).headers["ETag"]
    headers = load.HEADERS | {"If-None-Match": tag}
    if (status := load.fetch(port, path, headers).status) != 304:
        raise BenchError(f"{path} antwoordde met {status} in plaats van 304")
    return load.best(port, path, seconds, headers)
