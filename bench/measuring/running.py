"""The portal as it runs in production: nginx with the shipped configuration and TLS, before two processes.

The same is measured for a file of nginx itself, and for the other version of the portal.
"""

import datetime as dt
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import BenchError, Rate
from bench.measuring.pages import LIST, Page
from bench.servers import load
from bench.servers.front import HOST, PRODUCTION, Front
from bench.servers.serving import WORKERS, Place, Portal

CONNECTIONS = (16, 64)
# Files that take the portal long to make, each for another day, and a file with a parameter that means nothing.
COSTLY = ("/nu/samenwerkingsverband.pdf?datum={day}", "/overzicht.pdf?x={n}")
FIRST_DAY = dt.date(2026, 1, 1)
COSTLY_URLS = 20_000
COSTLY_CONNECTIONS = 64
# Seconds that the requests for costly files run before normal pages are measured.
HEAD_START = 3
# Seconds in which the process that saves a draft makes its draft.
EDITOR_PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Case:
    """What is asked: a page, whether the client has it already (304), and over how many connections."""

    path: str
    unchanged: bool
    connections: int


@dataclass
class Running:
    """The rates behind nginx. The keys of `costly` are paths; `beside` is empty without another version."""

    own: dict[Case, Rate] = field(default_factory=dict)
    file: dict[Case, Rate] = field(default_factory=dict)
    beside: dict[Case, Rate] = field(default_factory=dict)
    # While an editor saves a draft twice a second.
    saving: dict[Case, Rate] = field(default_factory=dict)
    # While other clients ask for costly files.
    costly: dict[str, Rate] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """A request to repeat: the port of an nginx, the path there, and the headers."""

    port: int
    path: str
    headers: dict[str, str]

    def ask(self, seconds: float, connections: int) -> Rate:
        return load.wrk(self.port, self.path, seconds, self.headers, connections=connections, tls=True)


def measure_running(place: Place, beside: Place | None, pages: list[Page], seconds: float) -> Running:
    """Measure all cases. The servers take turns in each round, so that other work on the machine slows all of them alike."""
    running = Running()
    paths = [LIST, next(page.path for page in pages if page.path.startswith("/nu/"))]
    files = {page.path: page.static_path for page in pages}
    with ExitStack() as stack:
        own = stack.enter_context(fronted(place))
        other = stack.enter_context(fronted(beside)) if beside else None
        editor = stack.enter_context(saving(place))
        for case in [Case(path, unchanged, many) for path in paths for unchanged in (False, True) for many in CONNECTIONS]:
            asked = {"own": (own, case.path), "file": (own, files[case.path])} | ({"beside": (other, case.path)} if other else {})
            questions = {name: _question(port, path, unchanged=case.unchanged) for name, (port, path) in asked.items()}
            rounds = [_round(questions, editor, seconds, case.connections) for _ in range(load.TRIES)]
            for name in rounds[0]:
                getattr(running, name)[case] = load.best_of([told[name] for told in rounds])
        running.costly = _beside_costly(place, own, paths)
    return running


def _round(questions: Mapping[str, Question], editor: "DraftSaver", seconds: float, connections: int) -> dict[str, Rate]:
    """Ask each question once, and then that of this version again while the editor saves. The names are fields of `Running`.

    The ETag of a 304 is from before the saves: work on a draft must not make a new version of a page.
    """
    told = {name: each.ask(seconds, connections) for name, each in questions.items()}
    with editor.at_work():
        return told | {"saving": questions["own"].ask(seconds, connections)}


@contextmanager
def fronted(place: Place) -> Iterator[int]:
    """Run a portal with nginx in front, and yield the port of nginx."""
    with Portal(place, factor=1, workers=WORKERS, **PRODUCTION), Front(place) as front:
        yield front.port


def _question(port: int, path: str, *, unchanged: bool) -> Question:
    """Return the request after the page is warm. Raises BenchError when the response is no 200, or no 304 for a known ETag."""
    headers = load.HEADERS | HOST
    # Twice for each process: what answers may keep the page itself.
    answers = [load.fetch(port, path, headers, tls=True) for _ in range(4)]
    if (status := answers[-1].status) != 200:
        raise BenchError(f"{path} antwoordde achter nginx met {status}")
    if unchanged:
        headers |= {"If-None-Match": answers[-1].headers["ETag"]}
        if (status := load.fetch(port, path, headers, tls=True).status) != 304:
            raise BenchError(f"{path} antwoordde achter nginx met {status} in plaats van 304")
    return Question(port, path, headers)


class DraftSaver:
    """A process that saves a draft twice a second. It is stopped (SIGSTOP) outside `at_work()`."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self._process, self._log = process, log

    def wait(self) -> None:
        """Wait for the first save, then stop. Raises BenchError when it does not come."""
        until = time.monotonic() + EDITOR_PATIENCE_SECONDS
        while not _is_number(self._log) and self._process.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        if not _is_number(self._log):
            raise BenchError(f"Het opslaan van een concept mislukte: {self._log.read_text()[-2000:]}")
        self._process.send_signal(signal.SIGSTOP)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Let it save within the block. Raises BenchError when it has ended."""
        self._process.send_signal(signal.SIGCONT)
        yield
        self._process.send_signal(signal.SIGSTOP)
        if self._process.poll() is not None:
            raise BenchError(f"Het opslaan van een concept stopte: {self._log.read_text()[-2000:]}")

    def end(self) -> None:
        self._process.send_signal(signal.SIGCONT)
        self._process.terminate()
        self._process.wait()


@contextmanager
def saving(place: Place) -> Iterator[DraftSaver]:
    """Start an editor in a process of its own, and yield it while it waits. Raises BenchError when it saves nothing."""
    log = place.folder / "editing.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            place.command("editing"),
            cwd=place.build.root,
            env=place.environment(place.database(), **PRODUCTION),
            stdout=out,
            stderr=out,
        )
    editor = DraftSaver(process, log)
    try:
        editor.wait()
        before = log.stat().st_size
        yield editor
        if log.stat().st_size == before:
            raise BenchError("De redacteur sloeg niets op.")
    finally:
        editor.end()


def _is_number(log: Path) -> bool:
    """Return whether the last line of the log is the number of a save."""
    lines = log.read_text().splitlines()
    return bool(lines) and lines[-1].isdigit()


def _beside_costly(place: Place, port: int, paths: list[str]) -> dict[str, Rate]:
    """Return the rates of normal pages at 16 connections, while 64 other connections ask for costly files without end."""
    mix = place.folder / "zwaar.txt"
    urls = (COSTLY[n % len(COSTLY)].format(day=FIRST_DAY + dt.timedelta(n), n=n) for n in range(COSTLY_URLS))
    mix.write_text("\n".join(urls))
    per_page = HEAD_START
    with ThreadPoolExecutor(1) as beside:
        crowd = beside.submit(
            load.wrk, port, "/", HEAD_START + per_page * len(paths), HOST, mix, connections=COSTLY_CONNECTIONS, tls=True
        )
        time.sleep(HEAD_START)
        found = {path: load.wrk(port, path, per_page, load.HEADERS | HOST, tls=True) for path in paths}
        crowd.result()
    return found
