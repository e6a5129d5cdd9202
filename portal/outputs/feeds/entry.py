"""What an entry of a feed is, and the id that it keeps for ever."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from measures.models import Report
from portal.core.sources import Source

# The day from which `FEED_AUTHORITY` is ours, as far as ids go (RFC 4151), and the moment of a feed in which nothing
# happened yet. It never changes.
MINTED = "2026"
BEGIN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

# A kind of record with its key, in the words of the addresses: ("maatregel", "hoorrecht").
Subject = tuple[str, str]


def tag(*parts: str) -> str:
    """The `tag:` URI (RFC 4151) of what these parts name. Every other row of parts has another one."""
    return f"tag:{settings.FEED_AUTHORITY},{MINTED}:{'/'.join(quote(part, safe='') for part in parts)}"


@dataclass(frozen=True)
class Fact:
    """One line of an entry: what a report says, and where. Without a place the report says nothing about it."""

    label: str
    words: str
    source: Source | None = None


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `about` is what its id is made of, `subject` the record that it is about, if any."""

    about: tuple[str, ...]
    kind: str
    title: str
    url: str
    moment: dt.datetime
    facts: tuple[Fact, ...] = ()
    remarks: tuple[str, ...] = ()
    subject: Subject | None = None

    @property
    def id(self) -> str:
        return tag(*self.about)


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """By moment; entries of one moment keep their order."""
    return sorted(entries, key=lambda entry: entry.moment, reverse=True)


def about_any(entries: Iterable[Entry], subjects: Collection[Subject]) -> list[Entry]:
    return [entry for entry in entries if entry.subject in subjects]


def public_since(*reports: Report) -> dt.datetime:
    """When the last of these reports came out here. A draft in a preview would do so now."""
    return max(report.published_at or timezone.now() for report in reports)
