"""Which version of the content is public now."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from auditlog.models import LogEntry
from django.conf import settings
from django.utils import timezone

from portal.agenda import today

# What decides how a page looks, and the fixtures: loading those into an empty database leaves no line in the trail.
CODE = ("portal", "measures", "laws", "motions", "templates", "fixtures")
KINDS = {".py", ".html", ".txt", ".css", ".js", ".svg", ".typ", ".json", ".xml", ".yaml"}


@dataclass(frozen=True)
class Version:
    """`tag` differs whenever any page may differ; `changed` is when that last happened."""

    tag: str
    changed: dt.datetime


def version_now() -> Version:
    """Return the version of everything public. One query, by primary key."""
    newest = LogEntry.objects.order_by("-pk").values_list("pk", "timestamp").first()
    day = today()
    # On a new day an action may hold that did not hold before.
    begun = timezone.make_aware(dt.datetime.combine(day, dt.time.min))
    written = newest[1] if newest else begun
    tag = hashlib.blake2b(f"{newest}|{day}|{code_version()}".encode(), digest_size=10).hexdigest()
    return Version(tag, max(begun, written))


@cache
def code_version() -> str:
    """A fingerprint of the code and the settings that pages show: the same on every machine that runs the same release."""
    found = hashlib.blake2b(digest_size=10)
    for folder in CODE:
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.suffix in KINDS:
                found.update(path.relative_to(settings.BASE_DIR).as_posix().encode())
                found.update(path.read_bytes())
    shown = (settings.SITE_NAME, settings.SITE_CONTACT, settings.PUBLISHER_NAME, settings.PUBLISHER_URI, settings.FEED_AUTHORITY)
    found.update("|".join(shown).encode())
    return found.hexdigest()
