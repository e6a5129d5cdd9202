"""The servers, each on its own port: the portal on gunicorn, as `make run` starts it, and Datasette."""

import http.client
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from bench.figures import BenchError
from bench.servers import load, machine

ROOT = Path(__file__).resolve().parents[2]
# The number that `make run` starts.
WORKERS = 2
SOCKET = "portaal.sock"
PATIENCE_SECONDS = 60
# The only environment variables that a child process inherits, so that no setting of the portal comes from outside.
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV")
# The API limits requests per client, except those from the response cache. The benchmark is one client that sends far more.
NO_LIMIT = "1000000/min"


@dataclass(frozen=True)
class Build:
    """One version of the portal: the folder of its code, and the Python of the virtual environment with its packages."""

    root: Path = ROOT
    python: str = sys.executable

    @property
    def bench(self) -> str:
        """Return the package with the tasks and the settings of the benchmark. In older versions, that is `bench` itself."""
        return "bench.portal" if (self.root / "bench" / "portal").is_dir() else "bench"

    def service_environment(self) -> dict[str, str]:
        """Return the variables of the `Environment=` lines in the service file of this version, which `make run` sets as well."""
        lines = (self.root / "deploy" / "portaal.service").read_text().splitlines()
        words = [word for line in lines if line.startswith("Environment=") for word in line.partition("=")[2].split()]
        return dict(word.split("=", 1) for word in words)


class Place:
    """The temporary folder of one build: databases, static files and logs. A run changes nothing outside it."""

    def __init__(self, folder: Path, build: Build | None = None) -> None:
        self.folder = folder
        self.build = build or Build()
        self.static = folder / "static"

    def database(self, factor: int = 1) -> Path:
        return self.folder / f"portaal-{factor}.sqlite3"

    def environment(self, database: Path, **changes: str) -> dict[str, str]:
        known = {name: os.environ[name] for name in KEPT if name in os.environ}
        ours = {
            "DJANGO_SETTINGS_MODULE": f"{self.build.bench}.settings",
            "DATABASE_URL": f"sqlite:///{database}",
            "STATIC_ROOT": str(self.static),
            "API_RATE": NO_LIMIT,
        }
        return known | self.build.service_environment() | ours | changes

    def task(self, name: str, database: Path, *arguments: str) -> dict[str, float]:
        """Run a task of `bench.portal.tasks` in a child process and return its result, `{"peak_mb": …}` in MB.

        Raises BenchError with the stderr of the task when it fails.
        """
        command, environment = self.command(name, *arguments), self.environment(database)
        done = subprocess.run(command, cwd=self.build.root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise BenchError(f"{name} mislukte: {done.stderr}")
        return json.loads(done.stdout.splitlines()[-1])

    def command(self, name: str, *arguments: str) -> list[str]:
        return [self.build.python, "-m", f"{self.build.bench}.tasks", name, *arguments]

    def copy(self, database: Path, copy: Path) -> Path:
        """Copy a database, consistently even while other connections use it."""
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            # A database in WAL mode needs files beside it; Datasette opens its copy read-only.
            target.execute("PRAGMA journal_mode=DELETE")
        return copy


class Server:
    """A server process, as a context manager: it listens inside the `with` block and is stopped after it.

    Raises BenchError when `ready`, a path, gives neither a 200 nor a redirect within `PATIENCE_SECONDS`.
    """

    tls = False
    root = ROOT

    def __init__(self, command: list[str], port: int, ready: str, log: Path, environment: dict[str, str] | None = None) -> None:
        self.command, self.port, self.ready, self.log, self.environment = command, port, ready, log, environment

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(self.command, cwd=self.root, env=self.environment, stdout=log, stderr=log)
        try:
            self._wait()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                if load.fetch(self.port, self.ready, tls=self.tls).status < 400:
                    return
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.1)
        raise BenchError(f"{self.command[0]} start niet: {self.log.read_text()[-2000:]}")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop the server. After 5 seconds, kill it and its workers."""
        workers = machine.children(self.process.pid) if self.process.poll() is None else []
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            for pid in workers:
                # A worker may have ended in the meantime.
                with suppress(ProcessLookupError):
                    os.kill(pid, 9)
            self.process.kill()
            self.process.wait()


class Portal(Server):
    """The portal on gunicorn with `gunicorn.conf.py`. `settings` are environment variables of the portal."""

    def __init__(self, place: Place, *, factor: int = 1, workers: int = WORKERS, **settings: str) -> None:
        port = free_port()
        self.root = place.build.root
        # The second address is the one that nginx uses.
        command = [place.build.python, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}"]
        command += ["--bind", f"unix:{place.folder / SOCKET}"]
        # `--max-requests 0` switches off the replacement of workers: a replaced worker would hide how much memory it used.
        command += ["--workers", str(workers), "--max-requests", "0", "--log-level", "warning"]
        environment = place.environment(place.database(factor), **settings)
        super().__init__(command, port, "/gezondheid/", place.folder / "gunicorn.log", environment)
        self.count = workers

    def workers(self) -> list[int]:
        """Return the process ids of all workers. Waits until they run; raises BenchError after `PATIENCE_SECONDS`."""
        until = time.monotonic() + PATIENCE_SECONDS
        while len(found := machine.children(self.process.pid)) < self.count:
            if time.monotonic() > until:
                raise BenchError("gunicorn heeft te weinig processen.")
            time.sleep(0.1)
        return found


class Datasette(Server):
    """Datasette with its defaults, on an immutable copy (`-i`, its fastest mode) of the portal's database."""

    def __init__(self, program: str, place: Place) -> None:
        if shutil.which(program) is None:
            raise BenchError(f"{program} is er niet; make bench installeert Datasette.")
        port = free_port()
        copy = place.copy(place.database(), place.folder / "portaal.db")
        command = [program, "serve", "-i", str(copy), "--host", "127.0.0.1", "--port", str(port)]
        super().__init__(command, port, "/portaal.json", place.folder / "datasette.log")


def free_port() -> int:
    """Return a port that no process uses at this moment."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
