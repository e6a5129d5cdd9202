"""How many answers a second, how long they take, and the same of what they are compared with."""

import gzip
from dataclasses import dataclass, field

from bench.figures import BenchError, Rate
from bench.measuring.pages import LIST, Page
from bench.servers import load
from bench.servers.serving import Datasette, Place, Portal

EMPTY = "/bench/leeg/"
# As the portal compresses its answers.
LEVEL = 6
# An answer that takes longer than this the second time is not answered from memory.
MADE_ANEW_SECONDS = 1.0


@dataclass
class Rates:
    """Of each page, by path: from the portal's memory, a static file with the same bytes, and Datasette."""

    pages: dict[str, Rate] = field(default_factory=dict)
    static: dict[str, Rate] = field(default_factory=dict)
    html: dict[str, Rate] = field(default_factory=dict)
    json: dict[str, Rate] = field(default_factory=dict)
    # A conditional request for `LIST`, and for the static file of it.
    unchanged: Rate | None = None
    static_unchanged: Rate | None = None
    # A view that does nothing: in the whole stack, and in the stack without the portal's memory.
    empty: Rate | None = None
    empty_without_memory: Rate | None = None


def write_static(place: Place, pages: list[Page]) -> None:
    """A static file for each page, with the same bytes, and compressed beside it as `collectstatic` does."""
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
    """Warm up every process, then measure.

    Two are asked at once, so that both processes make the page. When it is still being made the second time, because it is
    too large to keep, those two are the measurement: 16 at once would wait for minutes.
    """
    load.fetch_together(port, path, load.HEADERS, 2)
    again = load.fetch_together(port, path, load.HEADERS, 2)
    if again > MADE_ANEW_SECONDS:
        return Rate(2 / again, answers=2)
    return load.best(port, path, seconds)


def unchanged(port: int, path: str, seconds: float) -> Rate:
    """The rate of 304s, to a reader that has the page."""
    tag = load.fetch(port, path, load.HEADERS).headers["ETag"]
    headers = load.HEADERS | {"If-None-Match": tag}
    if (status := load.fetch(port, path, headers).status) != 304:
        raise BenchError(f"{path} antwoordde met {status} in plaats van 304")
    return load.best(port, path, seconds, headers)
