"""Parsing a feed as a feed reader does."""

import feedparser


def feed_at(client, address):
    return parsed(client.get(address))


def parsed(response):
    assert response.status_code == 200
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.bozo_exception
    return feed


def entries_at(client, address="/wijzigingen.atom"):
    return by_id(feed_at(client, address))


def by_id(feed):
    """Return the entries by id, without the beginning that all ids share (authority and year). Ids must be unique."""
    found = {entry.id.split(",2026:")[1]: entry for entry in feed.entries}
    assert len(found) == len(feed.entries)
    return found
