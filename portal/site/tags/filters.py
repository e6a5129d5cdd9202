"""The tags for the fields of a filter form, and for the link to messages by e-mail about what a page shows."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from measures.filters import HasWords
from measures.kinds import kind_of
from measures.models import Role, Sector
from portal.core.kept import Kept

register = template.Library()

# The HTML of fields, up to this many characters in all. A field with a choice of all measures takes about 4,000.
LARGEST = 4_000_000
FieldKey = tuple[type, str, str]
_fields: Kept[FieldKey, SafeString] = Kept(LARGEST, len)


@register.simple_tag
def filter_fields(filterset: HasWords) -> SafeString:
    """Return the fields of a filter form.

    The HTML of each field is kept until the content changes, by its value: it is the same on every page with this filter.
    Reading and rendering its choices would take most of the time of a page. A field with an error is not kept.
    """
    fields = {(type(filterset), field.name, repr(field.value())): field for field in filterset.form}
    good = [key for key, field in fields.items() if not field.errors]
    kept = _fields.of(good, lambda keys: {key: _html_of(fields[key]) for key in keys})
    return format_html_join("", "{}", ((kept.get(key) or _html_of(field),) for key, field in fields.items()))


def _html_of(field: BoundField) -> SafeString:
    return render_to_string("components/filter_field.html", {"field": field})


@register.simple_tag
def letters_query(records: Iterable[Any]) -> SafeString:
    """Return the query that fills in these records of one kind in the form of messages by e-mail; all news when there are none.

    For a `Page` of a list it names the records of all its pages.
    """
    shown = list(records)
    if not shown:
        return SafeString("?alles=ja")  # nosec
    keys = [record.key for record in shown]
    if isinstance(records, Page) and records.paginator.num_pages > 1:
        rows: Any = records.paginator.object_list
        keys = list(rows.values_list(rows.model.natural_key_field, flat=True))
    word = kind_of(shown[0]).word
    return format_html("?{}", urlencode([(word, key) for key in keys]))


@register.simple_tag
def letters_query_of_role(role: Role, sector: Sector | None) -> SafeString:
    """Return the query that fills in a role, and the chosen sector, in the form of messages by e-mail."""
    return format_html("?{}", urlencode({"rol": role.slug} | ({"sector": sector.slug} if sector else {})))
