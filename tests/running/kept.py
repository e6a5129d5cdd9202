"""The database with the real content and the static files that a run begins with, kept from an earlier run that made the same.

Making them takes as much processor time as hundreds of tests. They stand in `.pytest_cache/portaal`, which `make clean` removes.
What is kept counts only while everything that made it is the same (`fingerprint`) and none of it was damaged.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.utils import timezone
from psycopg import sql

from tests.server import address_on_postgresql, environment_in, prepare

ROOT = Path(settings.BASE_DIR)
KEPT = ROOT / ".pytest_cache" / "portaal"
# Our files of which a portal is made: the code, the content, and how tests make one.
SOURCES = ("portal", "measures", "laws", "motions", "fixtures", "tests/server.py", "tests/running/kept.py")


def files_of(*folders: Path) -> list[Path]:
    """Return every file in these folders, and these files themselves, but for the bytecode that Python keeps."""
    found = [file for folder in folders for file in ([folder] if folder.is_file() else folder.rglob("*")) if file.is_file()]
    return sorted(file for file in found if "__pycache__" not in file.parts)


def digest(words: Iterable[str], files: Iterable[Path], root: Path) -> str:
    """Return a hash of these words, and of the name below `root` and the content of each file."""
    found = hashlib.sha256(repr(sorted(words)).encode())
    for file in files:
        content = file.read_bytes()
        found.update(f"\0{file.relative_to(root)}\0{len(content)}\0".encode())
        found.update(content)
    return found.hexdigest()


def fingerprint(root: Path = ROOT) -> str:
    """Return a hash of everything that a portal is made of: our files, the packages, Python, SQLite and the day.

    The day counts because the commands write moments. PostgreSQL is one of the packages.
    """
    packages = {info.name for folder in map(Path, sys.path) if folder.is_dir() for info in folder.glob("*.dist-info")}
    words = {*packages, sys.version, sqlite3.sqlite_version, timezone.localdate().isoformat()}
    return digest(words, files_of(*(root / source for source in SOURCES)), root)


def brought(name: str, folder: Path, make: Callable[[Path], None]) -> None:
    """Copy what `make` makes into `folder`: what is kept under `name`, or else made now. Runs wait for each other.

    What is kept without its seal was not finished. What was made while its sources changed is used, but gets no seal.
    """
    kept, seal = KEPT / name, KEPT / f"{name}.sha256"
    KEPT.mkdir(parents=True, exist_ok=True)
    with _alone(KEPT / f"{name}.lock"):
        sources = fingerprint()
        if not (seal.exists() and seal.read_text() == sealed(sources, kept)):
            seal.unlink(missing_ok=True)
            shutil.rmtree(kept, ignore_errors=True)
            kept.mkdir()
            make(kept)
            if fingerprint() == sources:
                seal.write_text(sealed(sources, kept))
        shutil.copytree(kept, folder, dirs_exist_ok=True)


def sealed(sources: str, kept: Path) -> str:
    """Return what the seal says of a folder that was made from these sources."""
    return f"{sources} {digest((), files_of(kept), kept)}"


@contextmanager
def _alone(file: Path):
    with file.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def bring_portal(folder: Path) -> None:
    """Fill `folder` with a database on SQLite and static files."""
    brought("sqlite", folder, lambda made: prepare(environment_in(made)))


def bring_template(folder: Path) -> None:
    """Make the template database of the tests on PostgreSQL, and fill `folder` with static files."""
    brought("postgresql", folder, _dump)
    name = settings.DATABASES["default"]["TEST"]["TEMPLATE"]
    _on_server("CREATE DATABASE {}", name)
    _client("pg_restore", "--no-owner", f"--dbname={address_on_postgresql(name)}", str(folder / "dump"))


def _dump(made: Path) -> None:
    name = f"portaal_{os.getpid()}"
    _on_server("CREATE DATABASE {}", name)
    prepare(environment_in(made) | {"DATABASE_URL": address_on_postgresql(name)})
    _client("pg_dump", "--format=custom", "--no-owner", f"--file={made / 'dump'}", address_on_postgresql(name))
    _on_server("DROP DATABASE {}", name)


def _on_server(statement: str, name: str) -> None:
    with psycopg.connect(os.environ["TEST_POSTGRESQL"], autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))


def _client(program: str, *arguments: str) -> None:
    subprocess.run([Path(os.environ["PG_BIN"]) / program, *arguments], check=True, capture_output=True)
