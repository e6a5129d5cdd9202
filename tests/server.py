"""The portal in processes of its own, with the real content: for a browser, a fuzzer, or a process that must die."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from django.conf import settings

Environment = dict[str, str]


def environment_in(folder: Path) -> Environment:
    """The settings of a portal with its database and files in `folder`."""
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"sqlite:///{folder / 'portaal.sqlite3'}",
        "LOG_LEVEL": "ERROR",
        "STATIC_ROOT": str(folder / "static"),
    }


def manage(environment: Environment, *arguments: str, **extra: str) -> None:
    """Run a management command on the database of a portal."""
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment | extra, check=True, capture_output=True)


def made_once(folder: Path) -> Path:
    """Make a portal in `folder`, ready to serve; the first of the processes that run tests makes it, the others wait."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "ready").exists():
            environment = environment_in(folder)
            for command in (["migrate"], ["createcachetable"], ["seed"], ["collectstatic", "--noinput"]):
                manage(environment, *command)
            (folder / "ready").touch()
    return folder


def copy_of(made: Path, folder: Path) -> Environment:
    """A portal of its own in `folder`, for who changes something; the files that never change are shared."""
    shutil.copy(made / "portaal.sqlite3", folder)
    return environment_in(folder) | {"STATIC_ROOT": str(made / "static")}


@contextmanager
def serving(environment: Environment) -> Iterator[str]:
    """The address of the portal, run by the server that production uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/over/", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "De server stopte meteen."
        try:
            with urlopen(address, timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("De server antwoordt niet.")
