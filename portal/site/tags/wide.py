"""The tag for a cell of the wide table, with actions and other lines; see `tags.agenda` for why it returns HTML itself."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString

from measures.models import Measure, MeasureItem
from portal.agenda import Entry
from portal.agenda.overview import MOST_IN_CELL
from portal.agenda.words import when
from portal.core.dates import count_of
from portal.site.html import fill, together
from portal.site.tags.agenda import address_of, kept_with_entry, text_of
from portal.site.tags.portal import NOTHING, status

register = template.Library()

CELL = '<ul class="wide__list">{}</ul>'
CELL_ITEM = "<li>{}{}</li>"
CELL_ENTRY = '<a href="{}">{}</a> {} <small>{}</small>'
CELL_MORE = '<li><a href="{}">Nog {} bij maatregel {}</a></li>'
PERIOD = "<strong>{}:</strong> "
CONDITION = "<small>{}:</small> "


@register.simple_tag
def wide_list(
    measure: Measure,
    items: Iterable[MeasureItem] = (),
    entries: Sequence[tuple[str, Entry]] = (),
    since: Sequence[Entry] = (),
) -> SafeString:
    """Return a `<ul>` for a cell of the wide table, in the row of `measure`; nothing when there is nothing to list.

    It has the items, the first `MOST_IN_CELL` actions with their standing, and a link to the measure when there are more.
    The actions are `entries`, each with a condition that is printed before it unless empty, or else `since`.
    """
    actions = entries or [("", entry) for entry in since]
    found = [fill(CELL_ITEM, _before(item.period_to_show, PERIOD), item.text) for item in items]
    found += [_cell_entry(condition, entry) for condition, entry in actions[:MOST_IN_CELL]]
    if len(actions) > MOST_IN_CELL:
        left_out = count_of(len(actions) - MOST_IN_CELL, "actie", "acties")
        found.append(fill(CELL_MORE, measure.get_absolute_url(), left_out, str(measure.number)))
    return fill(CELL, together(found)) if found else NOTHING


def _cell_entry(condition: str, entry: Entry) -> SafeString:
    return fill(CELL_ITEM, _before(condition, CONDITION), _cell_line_of(entry))


@kept_with_entry
def _cell_line_of(entry: Entry) -> SafeString:
    standing = status(entry.standing, entry.standing.label)
    return fill(CELL_ENTRY, address_of(entry), text_of(entry), standing, when(entry))


def _before(words: str, template: str) -> SafeString:
    """Return the words that stand before a line of a cell, in `template`; nothing without words."""
    return fill(template, words) if words else NOTHING
