"""An entry of a feed, and its permanent id."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.utils import timezone

from measures.models import Report
from portal.core.sources import Source

# The date in each `tag:` URI (RFC 4151), on which this portal owned `FEED_AUTHORITY`. A change would change every id.
MINTED = "2026"
# The timestamp of a feed without entries.
BEGIN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

# The type and key of a record, such as ("maatregel", "hoorrecht"). Of an action it is the key that never changes.
SubjectKey = tuple[str, str]
ACTION = "actie"


def tag(*parts: str) -> str:
    """Return the `tag:` URI (RFC 4151) of `parts`. Different parts give a different URI."""
    return f"tag:{settings.FEED_AUTHORITY},{MINTED}:{'/'.join(quote(part, safe='') for part in parts)}"


@dataclass(frozen=True)
class FeedFact:
    """A line of an entry: a label, its words, and the report (with a place in it) that they come from."""

    label: str
    words: str
    source: Source | None = None


@dataclass(frozen=True)
class FeedEntry:
    """An event in a feed, such as a change. `about` identifies the entry and becomes its id.

    `subject` is the record that the event is about, or None. `kind` becomes the Atom category.
    """

    about: tuple[str, ...]
    kind: str
    title: str
    url: str
    moment: dt.datetime
    facts: tuple[FeedFact, ...] = ()
    remarks: tuple[str, ...] = ()
    subject: SubjectKey | None = None
    # The records that a source touches, when it speaks of several.
    touches: frozenset[SubjectKey] = frozenset()

    @property
    def id(self) -> str:
        return tag(*self.about)


def newest_first(entries: Iterable[FeedEntry]) -> list[FeedEntry]:
    """Return the entries by timestamp, newest first. Entries with equal timestamps keep their order."""
    return sorted(entries, key=lambda entry: entry.moment, reverse=True)


def about_any(entries: Iterable[FeedEntry], subjects: Collection[SubjectKey]) -> list[FeedEntry]:
    return [entry for entry in entries if entry.subject in subjects or not entry.touches.isdisjoint(subjects)]


def public_since(*reports: Report) -> dt.datetime:
    """Return the time at which the last of these reports was published here. A draft in a preview counts as published now."""
    return max(report.published_at or timezone.now() for report in reports)
