"""The Atom document (RFC 4287) of a feed."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed

from measures.models.fields import printable
from portal.core.addresses import base_of
from portal.outputs.feeds.entry import BEGIN, FeedEntry, newest_first, tag

# The most entries in a feed: five times what the feed of everything has at present.
MOST = 1_000


@dataclass(frozen=True)
class Feed:
    """A feed. `about` identifies its subject and becomes its id. `page` is the path of the HTML page with the same content."""

    about: tuple[str, ...]
    title: str
    page: str
    entries: list[FeedEntry]


class AtomFeed(Atom1Feed):
    """Django's Atom feed, with a fixed `<updated>` when it is empty. Django's default is the time of the request.

    With that default, each request for an empty feed would give other bytes.
    """

    def latest_post_date(self) -> dt.datetime:
        return max((item["updateddate"] for item in self.items), default=BEGIN)


def to_atom(feed: Feed, base: str, address: str) -> bytes:
    """Return the feed as UTF-8 bytes: its newest `MOST` entries, the newest first.

    `base` is the URL of the site, `address` the URL of the feed.
    """
    atom = AtomFeed(
        title=printable(f"{feed.title} – {settings.SITE_NAME}"),
        link=base + feed.page,
        description="",
        language=settings.LANGUAGE_CODE,
        author_name=settings.SITE_NAME,
        author_link=f"{base}/",
        feed_url=address,
        feed_guid=tag("feed", *feed.about),
    )
    for entry in newest_first(feed.entries)[:MOST]:
        atom.add_item(
            title=printable(entry.title),
            link=base + entry.url,
            description=printable(render_to_string("feeds/entry.html", {"entry": entry, "base": base})),
            unique_id=entry.id,
            updateddate=entry.moment,
            categories=[entry.kind],
        )
    return atom.writeString("utf-8").encode()


def feed_response(request: HttpRequest, feed: Feed, query: str = "") -> HttpResponse:
    """Return the answer with a feed at the address of this request. `query` is empty, or begins with a question mark."""
    address = request.build_absolute_uri(request.path + query)
    return HttpResponse(to_atom(feed, base_of(request), address), content_type=AtomFeed.content_type)
