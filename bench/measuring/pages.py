"""The pages that are measured, each with the Datasette path that it is compared with."""

import re
from dataclasses import dataclass

from bench.figures import BenchError
from bench.servers import load


@dataclass(frozen=True)
class Page:
    """A page: its path, its uncompressed body, and the Datasette path of the same records (HTML; add .json for JSON)."""

    path: str
    body: bytes
    datasette: str

    @property
    def static_name(self) -> str:
        """Return a unique file name. Its extension makes the server send the static file with the content type of the page."""
        words = self.path.strip("/").replace("/", "-") or "home"
        return f"{words}.{'json' if self.path.startswith('/api/') else 'html'}"

    @property
    def static_path(self) -> str:
        return f"/static/bench/{self.static_name}"


MEASURES, SNAPSHOTS, ACTIONS = (f"/portaal/measures_{name}" for name in ("measure", "measuresnapshot", "action"))
LIST = "/maatregelen/"


def find_pages(port: int) -> list[Page]:
    """Return the pages that are measured. The role and the measure are those with the largest page."""
    role = _largest(port, re.compile(r"/nu/[\w-]+/"))
    measure = _largest(port, re.compile(r"/maatregelen/[\w-]+/"))
    return [
        _page(port, "/", MEASURES),
        _page(port, LIST, MEASURES),
        _page(port, role, ACTIONS),
        _page(port, measure, f"{MEASURES}/1"),
        _page(port, "/overzicht/", SNAPSHOTS),
        _page(port, "/api/v1/maatregelen", MEASURES),
        _page(port, "/api/v1/acties", ACTIONS),
    ]


def public_paths(port: int) -> list[str]:
    """Return the path of every URL in the sitemap."""
    sitemap = load.fetch(port, "/sitemap.xml").body.decode()
    return [re.sub(r"^https?://[^/]+", "", address) for address in re.findall(r"<loc>([^<]+)</loc>", sitemap)]


def _page(port: int, path: str, datasette: str) -> Page:
    answer = load.fetch(port, path)
    if answer.status != 200:
        raise BenchError(f"{path} antwoordde met {answer.status}")
    return Page(path, answer.body, datasette)


def _largest(port: int, pattern: re.Pattern[str]) -> str:
    paths = [path for path in public_paths(port) if pattern.fullmatch(path)]
    if not paths:
        raise BenchError(f"De sitemap noemt geen adres als {pattern.pattern}.")
    return max(paths, key=lambda path: len(load.fetch(port, path).body))
