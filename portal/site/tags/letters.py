"""The link to messages by e-mail, with what a page shows filled in, and filters that gather what that is."""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measures.kinds import kind_of
from measures.models import Role, Sector
from measures.pages import RecordsByKey
from portal.agenda import Entry

register = template.Library()

LINK = '<a href="{}?{}">Houd mij op de hoogte van {}{}</a>'
# In characters: a longer query is about nearly everything, and servers refuse an address of more than 8,000.
LONGEST = 6_000
Pair = tuple[str, str]


@register.simple_tag
def letters_link(about: str, *groups: Iterable[Any]) -> SafeString:
    """Return a link that fills in these records in the form of messages; all news, and saying so, when there are none.

    `about` is what the records are, after "op de hoogte van". Each group has records of one kind; a `Page` of a list stands for
    the records of all its pages. A pair is the word and the key of a record.
    """
    query = urlencode(list(dict.fromkeys(pair for group in groups for pair in _pairs(group))))
    return _link(about, query) if query and len(query) <= LONGEST else _link("al het nieuws", "alles=ja")


@register.simple_tag
def letters_link_of_role(role: Role, sector: Sector | None = None) -> SafeString:
    """Return a link that fills in a role, and the chosen sector, in the form of messages."""
    words = f"{role.plural} ({sector.slug})" if sector else role.plural
    return _link(f"nieuws voor {words}", urlencode({"rol": role.slug} | ({"sector": sector.slug} if sector else {})))


def _link(about: str, query: str) -> SafeString:
    # Without mail, that page leads to feeds and calendars.
    return format_html(LINK, reverse("letters"), query, about, ", per e-mail" if settings.HAS_MAIL else "")


def _pairs(records: Iterable[Any]) -> Iterator[Pair]:
    rows = records.paginator.object_list if isinstance(records, Page) else records
    if isinstance(rows, RecordsByKey):
        return ((kind_of(rows.model).word, key) for _, key in rows.keys)
    return (record if isinstance(record, tuple) else (kind_of(record).word, record.key) for record in rows)


@register.filter
def parts(rows: Iterable[Any], name: str) -> list[Any]:
    """Return what the rows have under this name, which is one record or a list of them for each row."""
    found = [getattr(row, name) for row in rows]
    return [record for part in found for record in (part if isinstance(part, list) else [part])]


@register.filter
def records_of(entries: Iterable[Entry]) -> list[Any]:
    """Return the measures and the bills on which these actions hang."""
    found = list(entries)
    measures = [measure for entry in found for measure in entry.action.public_measures]
    return [*measures, *(bill for entry in found for bill in entry.facts.bills)]
