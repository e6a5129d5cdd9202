"""Parsing a feed as a feed reader does."""

import feedparser


def feed_at(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.bozo_exception
    return feed


def entries_at(client, address="/wijzigingen.atom"):
    """Return the entries by id, without the beginning that all ids share (authority and year). Ids must be unique."""
    entries = feed_at(client, address).entries
    found = {entry.id.split(",2026:")[1]: entry for entry in entries}
    assert len(found) == len(entries)
    return found
