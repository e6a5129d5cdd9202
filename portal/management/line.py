"""The command line: what goes wrong outside the portal is one sentence in Dutch, and what takes long says what it does."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.core.management.base import OutputWrapper
from django.db import DatabaseError, InterfaceError

from portal.core.database.unavailable import is_unavailable

GONE = "De database is niet te gebruiken. Kijk of zij draait, of er plaats is op de schijf, en of DATABASE_URL klopt."
NO_TABLES = "De database is leeg of van een andere versie. Werk haar eerst bij met „manage.py migrate”."
# What SQLite and PostgreSQL say of a table or a column that does not exist.
MISSING = ("no such table", "no such column", "does not exist")


def run(arguments: list[str]) -> None:
    """Run a management command. Without a database, end with a sentence and exit code 1; `--traceback` shows the error."""
    try:
        execute_from_command_line(arguments)
    except (DatabaseError, InterfaceError, ImproperlyConfigured) as error:
        sentence = _in_words(error)
        if not sentence or "--traceback" in arguments:
            raise
        sys.exit(sentence)


def _in_words(error: Exception) -> str:
    if isinstance(error, ImproperlyConfigured):
        return f"De instellingen kloppen niet. {error}"
    reason = str(error).strip().partition("\n")[0]
    if any(words in reason for words in MISSING) and "database" not in reason:
        return f"{NO_TABLES}\n{reason}"
    return f"{GONE}\n{reason}" if is_unavailable(error) else ""


def say(stdout: OutputWrapper, step: str, verbosity: int) -> None:
    """Write what a command begins to do. Write nothing for verbosity 0."""
    if verbosity:
        stdout.write(f"— {step} …")
        stdout.flush()


@contextmanager
def progress(stdout: OutputWrapper, step: str, verbosity: int) -> Iterator[None]:
    """Write what a command begins to do, and how long it took when it took more than a second. Write nothing for verbosity 0."""
    say(stdout, step, verbosity)
    begun = time.monotonic()
    yield
    took = time.monotonic() - begun
    if verbosity and took > 1:
        stdout.write(f"  klaar in {took:.0f} s")
