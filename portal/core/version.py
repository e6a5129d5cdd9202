"""The version of the public content: the basis of cache keys and ETags."""

import datetime as dt
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.utils import timezone

from portal.core.dates import date_now

NUMBER = "SELECT series, number, changed_at FROM measures_publicversion WHERE id = 1"
# The file with the version of every package: a new version of a package may change a page.
PACKAGES = "requirements.txt"


@dataclass(frozen=True)
class Version:
    """The version of the public content.

    `tag` differs whenever any page may differ. `changed` is the start of `day` or the moment of the last public change,
    whichever is later. A new release changes `tag` only. `since` is the moment just before the database was asked, as
    `time.monotonic()`. `is_checked` is false for the last version that this process knew, while the database cannot be asked.
    """

    tag: str
    day: dt.date
    changed: dt.datetime
    since: float = field(compare=False)
    is_checked: bool = field(default=True, compare=False)


def version_now() -> Version:
    """Return the current version. It takes one query, in plain SQL because it runs for every request.

    `measures.publication.counting` describes the number in that query.
    """
    since = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute(NUMBER)
        series, number, changed = cursor.fetchone() or ("", 0, None)
    day = date_now()
    begun = day_begins(day)
    tag = hashlib.blake2b(f"{series}|{number}|{begun}|{code_version()}".encode(), digest_size=10).hexdigest()
    return Version(tag, day, max(begun, _moment(changed)) if changed else begun, since)


_of_request: ContextVar[Version | None] = ContextVar("of_request", default=None)


@contextmanager
def using(version: Version) -> Iterator[None]:
    """Take `version` as the current one within the block, so that a page asks for it once. The caller asks again afterwards."""
    token = _of_request.set(version)
    try:
        yield
    finally:
        _of_request.reset(token)


def version_in_use() -> Version:
    """Return the version of the block within `using()`, or else the current one."""
    return _of_request.get() or version_now()


@lru_cache(maxsize=4)
def day_begins(day: dt.date) -> dt.datetime:
    """Return the start of a day in the Netherlands. It is part of the version, because standings depend on the day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _moment(value: dt.datetime) -> dt.datetime:
    """Return a timestamp as an aware datetime. A plain query on SQLite gives it without a time zone, in UTC."""
    return value if value.tzinfo else value.replace(tzinfo=dt.UTC)


@cache
def code_version() -> str:
    """Return a hash of the code, the versions of the packages and the settings that pages show.

    It is the same on every machine that runs the same release with the same `SHOWN_ON_PAGES`.
    """
    found = hashlib.blake2b(digest_size=10)
    for path in code_files():
        found.update(path.relative_to(settings.BASE_DIR).as_posix().encode())
        found.update(path.read_bytes())
    shown = {name: str(getattr(settings, name)) for name in settings.SHOWN_ON_PAGES}
    found.update(repr(shown).encode())
    return found.hexdigest()


def code_files() -> list[Path]:
    """Return the files that can change a page: all files of our own apps and templates, and the list of packages.

    The folders come from Django, so a new app or folder of templates is included. Compiled Python files are left out.
    """
    base = Path(settings.BASE_DIR)
    installed = [Path(app.path) for app in apps.get_app_configs()]
    folders = [path for path in installed if path.parent == base]
    folders += [Path(folder) for engine in settings.TEMPLATES for folder in engine["DIRS"]]
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.parent.name != "__pycache__"]
    return sorted([*found, base / PACKAGES])
