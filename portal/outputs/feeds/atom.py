"""Entries as an Atom document (RFC 4287)."""

import datetime as dt
import re
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed

from portal.outputs.feeds.entry import BEGIN, Entry, newest_first, tag

# What XML cannot hold at all, not even escaped.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Feed:
    """A feed: what it is about (its id is made of that), the page that shows the same, and what happened."""

    about: tuple[str, ...]
    title: str
    page: str
    entries: list[Entry]


class AtomFeed(Atom1Feed):
    """Atom as Django writes it, whose moment is that of the newest entry and never that of the request."""

    def latest_post_date(self) -> dt.datetime:
        return max((item["updateddate"] for item in self.items), default=BEGIN)


def to_atom(feed: Feed, base: str, address: str) -> bytes:
    """`base` is the address of the site, `address` that of the feed itself."""
    atom = AtomFeed(
        title=_clean(f"{feed.title} – {settings.SITE_NAME}"),
        link=base + feed.page,
        description="",
        language=settings.LANGUAGE_CODE,
        author_name=settings.SITE_NAME,
        author_link=f"{base}/",
        feed_url=address,
        feed_guid=tag("feed", *feed.about),
    )
    for entry in newest_first(feed.entries):
        atom.add_item(
            title=_clean(entry.title),
            link=base + entry.url,
            description=_clean(render_to_string("feeds/entry.html", {"entry": entry, "base": base})),
            unique_id=entry.id,
            updateddate=entry.moment,
            categories=[entry.kind],
        )
    return atom.writeString("utf-8").encode()


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", text)
