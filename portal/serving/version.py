"""Which version of the content is public now."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from portal.dates import today

# What decides how a page looks: our code, and the packages that it stands on.
CODE = ("portal", "measures", "laws", "motions", "templates")
PACKAGES = "requirements.txt"
SHOWN = (
    "SITE_NAME",
    "SITE_CONTACT",
    "SECURITY_CONTACT",
    "PUBLISHER_NAME",
    "PUBLISHER_URI",
    "FEED_AUTHORITY",
    "THEME_STYLESHEET",
    "THEME_CLASS",
)
# The newest lines of the trail. Their sum as well: who wrote a line first may commit it last, under a newer one.
NEWEST = """
    SELECT MAX(id), SUM(id), MAX(timestamp)
    FROM (SELECT id, timestamp FROM auditlog_logentry ORDER BY id DESC LIMIT 200) AS newest
"""
KINDS = {".py", ".html", ".txt", ".css", ".js", ".svg", ".typ", ".json", ".xml", ".yaml"}


@dataclass(frozen=True)
class Version:
    """`tag` differs whenever any page may differ; `changed` is when that last happened."""

    tag: str
    day: dt.date
    changed: dt.datetime


def version_now() -> Version:
    """Return the version of everything public. One query, written out: it is asked for every request."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST)
        newest = cursor.fetchone()
    day = today()
    begun = day_begins(day)
    tag = hashlib.blake2b(f"{newest}|{begun}|{code_version()}".encode(), digest_size=10).hexdigest()
    return Version(tag, day, max(begun, _moment(newest[2])) if newest[0] else begun)


@lru_cache(maxsize=4)
def day_begins(day: dt.date) -> dt.datetime:
    """On a new day an action may hold that did not hold before."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))


def _moment(value: dt.datetime | str) -> dt.datetime:
    """SQLite keeps a moment as words, in UTC."""
    return dt.datetime.fromisoformat(value).replace(tzinfo=dt.UTC) if isinstance(value, str) else value


@cache
def code_version() -> str:
    """A fingerprint of the code and the settings that pages show: the same on every machine that runs the same release."""
    found = hashlib.blake2b(digest_size=10)
    for folder in CODE:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in KINDS:
                found.update(path.relative_to(settings.BASE_DIR).as_posix().encode())
                found.update(path.read_bytes())
    found.update(Path(settings.BASE_DIR, PACKAGES).read_bytes())
    found.update("|".join(str(getattr(settings, name)) for name in SHOWN).encode())
    return found.hexdigest()
