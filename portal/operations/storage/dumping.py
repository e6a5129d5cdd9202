"""Dumping the whole database to one file, and loading it, with the native tools of each database engine."""

import os
import re
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo

# How long a restore waits for other connections to finish writing.
PATIENCE_SECONDS = 20
SQLITE_BUSY, SQLITE_LOCKED = 5, 6
SETTING = re.compile(rb"SET (?P<name>\w+) = ")
# The first statement of this kind ends the top of a script of `pg_restore`.
MAKES_SOMETHING = (b"CREATE ", b"ALTER ", b"COPY ")


class DumpError(Exception):
    """A dump that cannot be made or loaded. The message gives the reason in Dutch."""


def dump(file: Path) -> None:
    """Write the whole database, as it is at one moment, to `file`. Other connections can read and write meanwhile.

    The format is that of `pg_dump --format=custom`, or a SQLite database file. Raises `DumpError` when the dump fails, and
    `OperationalError` when the database cannot be reached.
    """
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}", _server())
        return
    try:
        with closing(sqlite3.connect(file)) as copy:
            connection.connection.backup(copy)
    except sqlite3.Error as error:
        raise DumpError(f"SQLite meldt: {error}.") from error


def load(file: Path) -> None:
    """Replace the whole database by the dump in `file`, in one transaction, and close the connection.

    Raises `DumpError` when the dump is damaged or cannot be loaded, and `OperationalError` when the database cannot be reached.
    """
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        _load_postgresql(file)
    else:
        _load_sqlite(file)
    # The connection may hold state of the old tables, such as prepared statements.
    connection.close()


def _load_sqlite(file: Path) -> None:
    # A Django connection: `integrity_check` also checks the constraints, and these may use SQL functions that Django registers.
    copy = connection.copy()
    copy.settings_dict["NAME"] = str(file)
    try:
        with closing(copy), copy.cursor() as cursor:
            if cursor.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                raise DumpError("De kopie van de database is beschadigd.")
            # By default, `backup` copies all pages in one step, which is one transaction of SQLite.
            copy.connection.backup(connection.connection, progress=_patience())
    except (sqlite3.Error, DatabaseError) as error:
        raise DumpError(f"SQLite meldt: {error}.") from error


def _patience() -> Callable[[int, int, int], None]:
    until = time.monotonic() + PATIENCE_SECONDS

    def watch(status: int, remaining: int, total: int) -> None:
        # Without this error, Python retries for ever.
        if status in (SQLITE_BUSY, SQLITE_LOCKED) and time.monotonic() > until:
            raise DumpError("De database is steeds in gebruik. Stop het portaal en probeer het opnieuw.")

    return watch


def _load_postgresql(file: Path) -> None:
    """Drop every table and run the dump, in one transaction.

    `pg_restore --clean` would drop only the tables in the dump, and fail on the tables of a newer release.
    """
    script, drop = file.with_suffix(".sql"), file.with_suffix(".drop.sql")
    _run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
    _leave_out_unknown_settings(script)
    with connection.cursor() as cursor:
        tables = [table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t"]
    lines = [f"SET LOCAL lock_timeout = '{PATIENCE_SECONDS}s';"]
    lines += [f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)} CASCADE;" for name in tables]
    drop.write_text("\n".join(lines), encoding="utf-8")
    options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
    _run("psql", *options, _server(), f"--file={drop}", f"--file={script}")


def _leave_out_unknown_settings(script: Path) -> None:
    """Make comments of the `SET` statements at the top of a script that the server does not know.

    A client sets what its own version knows: that of PostgreSQL 17 or newer sets `transaction_timeout`, which an older server
    refuses. A comment of the same length is written over the statement, because the script may be large.
    """
    with script.open("r+b") as lines, connection.cursor() as cursor:
        start = 0
        while (line := lines.readline()) and not line.startswith(MAKES_SOMETHING):
            if found := SETTING.match(line):
                known = cursor.execute("SELECT current_setting(%s, true)", [found["name"].decode()]).fetchone()
                if known == (None,):
                    lines.seek(start)
                    lines.write(b"--")
                    lines.seek(start + len(line))
            start += len(line)


def _server() -> str:
    """Return the `--dbname` option, without the password: other users of this machine can read a command line."""
    known = {option.keyword.decode() for option in Conninfo.get_defaults()} - {"password"}
    asked = connection.get_connection_params()
    return f"--dbname={make_conninfo(**{name: value for name, value in asked.items() if name in known})}"


def _run(program: str, *arguments: str) -> None:
    found = shutil.which(program, path=settings.PG_BIN or None)
    if found is None:
        where = settings.PG_BIN or "PATH"
        raise DumpError(f"{program} staat niet in {where}. Installeer de PostgreSQL-client of zet de map ervan in PG_BIN.")
    password = connection.settings_dict["PASSWORD"]
    environment = os.environ | ({"PGPASSWORD": password} if password else {})
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise DumpError(f"{program} meldt: {done.stderr.strip()}")
