"""Tags and filters for actions. They return HTML themselves, because including a template is slow; see `tags.portal`."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from laws.models import Requirement
from measures.models import Action, Report
from portal.agenda import Entry, Promise, agenda
from portal.agenda.sections import Moment
from portal.agenda.words import certainty, how_often_moved, what_it_says, when
from portal.core.dates import today
from portal.site.tags.portal import NOTHING, last_named, source, status

register = template.Library()

register.filter(when)
register.filter(what_it_says)
register.filter(certainty)
register.filter(how_often_moved)

ENTRY = '<li class="action"><p class="action__text"><a href="{}{}">{}</a></p> <p class="action__facts">{}</p>{}</li>'
CELL_ENTRY = '{}<a href="{}">{}</a> {} <small>{}</small>'
MOVES = '<p class="action__facts"><span>{}: {}</span></p>'
PROMISE = "<span>{} <small>({})</small></span>"
PLACE = '<details class="place"><summary>bron</summary> {}</details>'
LINK = '<a href="{}">{}</a>'


@register.simple_tag
def promises(row: Iterable[Promise]) -> SafeString:
    """Return the words of each promise in `row` with its report, in the order of `row`, with arrows between them."""
    return format_html_join(" → ", PROMISE, ((promise.words, promise.source.report.short_name) for promise in row))


@register.simple_tag
def agenda_entry(entry: Entry, latest_known: Report, moment: str, in_calendar: Moment | None = None) -> SafeString:
    """Return an `<li>` with an action: its dates, sectors, measures, bill and source.

    - `latest_known`: the newest known progress report. If it does not mention the action, the `<li>` names the report that
      last did.
    - `moment`: the query string for the link, with the chosen day and report; may be empty.
    - `in_calendar`: the calendar heading above the action, if any. The promises are added if that heading does not show them.
    """
    action = entry.action
    facts = [
        _span(when(entry)),
        format_html_join("", "<span>alleen {}</span>", ((sector.name.lower(),) for sector in action.addressed_sectors)),
        format_html_join("", LINK, ((measure.get_absolute_url(), measure) for measure in action.public_measures)),
        _bill_of(entry),
        last_named(entry.last_mention, latest_known),
    ]
    below = _place_of(entry)
    if in_calendar and entry.facts.moves and not in_calendar.promises:
        below = format_html(MOVES, how_often_moved(entry), promises(entry.facts.promises)) + below
    return format_html(ENTRY, action.get_absolute_url(), moment, action.text, _together(facts), below)


@register.simple_tag
def entry_of_measure(entry: Entry) -> SafeString:
    """Return an `<li>` with an action for the page of its measure: its standing, dates, roles, bill and source."""
    for_whom = ", ".join(role.plural for role in entry.action.addressed_roles)
    facts = [status(entry.standing, entry.standing.label), _span(when(entry)), _span(f"voor {for_whom}"), _bill_of(entry)]
    return format_html(ENTRY, entry.action.get_absolute_url(), "", entry.action.text, _together(facts), _place_of(entry))


def _span(words: str) -> SafeString:
    return format_html("<span>{}</span>", words) if words else NOTHING


def _bill_of(entry: Entry) -> SafeString:
    bill = entry.facts.bill
    return format_html(LINK, bill.get_absolute_url(), bill.title) if bill else NOTHING


def _place_of(entry: Entry) -> SafeString:
    return format_html(PLACE, source(entry.source.report, entry.source.location))


def _together(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


@register.filter
def with_entries(requirements: Iterable[Requirement]) -> list[tuple[Requirement, Entry]]:
    """Return pairs of each requirement and the entry of its action today."""
    found = list(requirements)
    actions = Action.objects.filter(pk__in={requirement.action_id for requirement in found})
    entries = {entry.action.pk: entry for entry in agenda(actions, today())}
    # An action can be missing here: its report may have been withdrawn after the requirements were read.
    return [(requirement, entries[requirement.action_id]) for requirement in found if requirement.action_id in entries]


@register.simple_tag
def cell_entry(entry: Entry, condition: str) -> SafeString:
    """Return an action with its standing for a cell of the wide table. `condition` is printed before it, unless empty."""
    under = format_html("<small>{}:</small> ", condition) if condition else ""
    standing = status(entry.standing, entry.standing.label)
    return format_html(CELL_ENTRY, under, entry.action.get_absolute_url(), entry.action.text, standing, when(entry))
