"""Tags and filters for actions. They return HTML themselves, because including a template is slow; see `tags.portal`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from laws.models import Requirement
from measures.enums import ActionKind
from measures.models import Action, Report
from portal.agenda import Entry, Promise, Standing, agenda
from portal.agenda.answers.between import Differing
from portal.agenda.behind.law import law_in_short, of_sector_first
from portal.agenda.sections import Moment
from portal.agenda.words import (
    Sentence,
    beside_heading,
    certainty,
    heading_of_older,
    how_often_moved,
    in_numbers,
    moment_in_words,
    shared_certainty,
    what_it_says,
    when,
    where_promised,
)
from portal.core.dates import listed, today
from portal.site.html import fill, together
from portal.site.tags.facts import source_line, wrong_at
from portal.site.tags.portal import NOTHING, last_named, status

register = template.Library()

register.filter(when)
register.filter(what_it_says)
register.filter(certainty)
register.filter(beside_heading)
register.filter(moment_in_words)
register.filter(how_often_moved)
register.filter(heading_of_older)
register.filter(in_numbers)

ENTRY = '<li class="action"><p class="action__text"><a href="{}{}">{}</a></p> <p class="action__facts">{}</p>{}</li>'
MOVES = '<p class="action__facts"><span>{}: {}</span></p>'
ONLY = "<span>alleen {}</span>"
PROMISE = "<span>{} <small>({})</small></span>"
PLACE = '<details class="place"><summary>bron</summary> {}{}</details>'
MORE = '<details class="place action__more"><summary>{}</summary> {}{}</details>'
MOMENT = "<span>{}{} {}</span>"
LINKS = '<p class="action__links">{}</p>'
NOTE = "<p><strong>{}.</strong> {}</p>{}"
LINK = '<a href="{}">{}</a>'
COUNTED = '<a href="#{}">{}</a>{}'


@register.simple_tag
def promises(row: Sequence[Promise]) -> SafeString:
    """Return the words of each promise in `row` with its report, in the order of `row`, with arrows between them."""
    return together([fill(PROMISE, promise.words, where) for promise, where in zip(row, where_promised(row), strict=True)], " → ")


@register.simple_tag
def duties_told(sentences: Iterable[Sentence], places: Mapping[str, str]) -> SafeString:
    """Return the sentences about duties; what they count links to its place on the page, which `places` has by group."""
    told = [
        fill(COUNTED, place, each.counted, each.rest) if (place := places.get(each.group)) else fill("{}", str(each))
        for each in sentences
    ]
    return together(told, " ")


@register.simple_tag(takes_context=True)
def agenda_entries(
    context: Context, entries: Iterable[Entry], latest_known: Report, moment: str, in_calendar: Moment | None = None
) -> SafeString:
    """Return an `<li>` for each action, with its dates, sectors and law on one line; measures, bills and source are folded.

    - `latest_known`: the newest known progress report. If it does not mention the action, the `<li>` names the report that
      last did.
    - `moment`: the query string for the link, with the chosen day and report; may be empty.
    - `in_calendar`: the calendar heading above the actions, if any. The promises and the certainty are added if that heading
      does not show them.
    """
    shows_moves = in_calendar is not None and not in_calendar.promises
    certainties = [certainty] if in_calendar is not None and not shared_certainty(in_calendar.entries) else []
    sector = _sector_of(context)
    return together(
        [_agenda_entry(context, entry, sector, latest_known, moment, certainties, shows_moves=shows_moves) for entry in entries]
    )


def _agenda_entry(
    context: Context,
    entry: Entry,
    sector: str,
    latest_known: Report,
    moment: str,
    also: Iterable[Callable[[Entry], str]],
    *,
    shows_moves: bool,
) -> SafeString:
    said = [_span(f"{say(entry)}.") for say in also]
    facts = together([_facts_of(entry, sector), *said, _last_named(entry, latest_known)], " ")
    below = _more_of(context, entry, sector)
    if shows_moves and entry.facts.moves:
        below = fill(MOVES, how_often_moved(entry), promises(entry.facts.promises)) + below
    return fill(ENTRY, address_of(entry), moment, text_of(entry), facts, below)


def _sector_of(context: Context) -> str:
    """Return the slug of the sector that the page chooses, or an empty string."""
    return getattr(getattr(context.get("filter"), "chosen_sector", None), "slug", "")


def kept_with_entry(render: Callable[..., SafeString]) -> Callable[..., SafeString]:
    """Make `render` keep its result with the entry. Pages share entries, so each is rendered once until the content changes.

    What differs by sector is kept for each of them.
    """

    @wraps(render)
    def found(entry: Entry, *sector: str) -> SafeString:
        name = "-".join([render.__name__, *sector])
        if name not in entry.html:
            entry.html[name] = render(entry, *sector)
        return entry.html[name]

    return found


@kept_with_entry
def address_of(entry: Entry) -> SafeString:
    return fill("{}", entry.action.get_absolute_url())


@kept_with_entry
def text_of(entry: Entry) -> SafeString:
    return fill("{}", entry.action.text)


@kept_with_entry
def _facts_of(entry: Entry, sector: str) -> SafeString:
    """Return the dates, sectors and law of an action, as they are for the chosen sector."""
    only = [fill(ONLY, sector.name.lower()) for sector in entry.action.addressed_sectors]
    return together([_span(when(entry)), *only, _span(law_in_short(entry, sector))], " ")


def _last_named(entry: Entry, latest_known: Report | None) -> SafeString:
    """Return the report that last mentions an action; empty if that is `latest_known`."""
    return NOTHING if latest_known and entry.last_mention.report_id == latest_known.pk else _last_named_of(entry)


@kept_with_entry
def _last_named_of(entry: Entry) -> SafeString:
    return last_named(entry.last_mention, None)


def _more_of(context: Context, entry: Entry, sector: str) -> SafeString:
    """Return the measures, bills and source of an action, the law behind a duty and the source notes; closed at first."""
    return fill(MORE, _words_of_more(entry), _told_of(entry, sector), _wrong(context, entry))


def _wrong(context: Context, entry: Entry) -> SafeString:
    """Return a link that mails the editors about an action. It differs per host and site, so that it is not kept."""
    return wrong_at(context, entry.action.get_absolute_url(), entry.source.location)


@kept_with_entry
def _words_of_more(entry: Entry) -> SafeString:
    action = entry.action
    law = "wet" if action.kind == ActionKind.DUTY and action.known_bases else ""
    named = ["bron", law, "bronnotitie" if action.known_notes else "", "maatregel" if action.public_measures else ""]
    return fill("{}", listed(list(filter(None, named))))


@kept_with_entry
def _told_of(entry: Entry, sector: str) -> SafeString:
    links = [fill(LINK, measure.get_absolute_url(), str(measure)) for measure in entry.action.public_measures]
    bases = of_sector_first(entry.action.known_bases, sector) if entry.action.kind == ActionKind.DUTY else []
    # Safe: the template has escaped its values.
    law = SafeString(render_to_string("agenda/law_card.html", {"bases": bases})) if bases else NOTHING  # nosec
    notes = [fill(NOTE, note.title, note.text, source_line(note.report, note.location)) for note in entry.action.known_notes]
    parts = [
        fill(LINKS, together([*links, _bills_of(entry)], " ")),
        source_line(entry.source.report, entry.source.location),
        law,
        *notes,
    ]
    return together(parts)


@kept_with_entry
def _place_of(entry: Entry) -> SafeString:
    return source_line(entry.source.report, entry.source.location)


@register.simple_tag(takes_context=True)
def rights(context: Context, entries: Iterable[Entry], latest_known: Report | None) -> SafeString:
    """Return an `<li>` for each right of parents: its words, how sure it is and since when, who has to see to it, and the law."""
    sector = _sector_of(context)
    return together([_right_of(context, entry, sector, latest_known) for entry in entries])


def _right_of(context: Context, entry: Entry, sector: str, latest_known: Report | None) -> SafeString:
    by_whom = listed([role.plural for role in entry.action.addressed_roles])
    facts = [
        _standing_of(entry),
        _span(when(entry)),
        _span(f"dit doen {by_whom}." if by_whom and not entry.is_option else ""),
        *[fill(ONLY, sector.name.lower()) for sector in entry.action.addressed_sectors],
        _span(law_in_short(entry)),
        _last_named(entry, latest_known),
    ]
    below = _more_of(context, entry, sector)
    return fill(ENTRY, address_of(entry), "", fill("{}", entry.action.right), together(facts, " "), below)


@register.simple_tag(takes_context=True)
def differing_entry(context: Context, differing: Differing) -> SafeString:
    """Return an `<li>` for an action that differs between two moments, with what it was and what it is."""
    then = [
        fill(MOMENT, name, _standing_of(entry, always=True), when(entry))
        for name, entry in (("was: ", differing.before), ("nu: " if differing.before else "", differing.after))
        if entry is not None
    ]
    entry = differing.entry
    below = _more_of(context, entry, _sector_of(context))
    return fill(ENTRY, address_of(entry), "", text_of(entry), together(then, " "), below)


def _standing_of(entry: Entry, *, always: bool = False) -> SafeString:
    """Return the standing, except where the heading above what is in force says so already."""
    return NOTHING if entry.standing == Standing.IN_FORCE and not always else status(entry.standing, entry.standing.label)


@register.simple_tag(takes_context=True)
def entry_of_measure(context: Context, entry: Entry) -> SafeString:
    """Return an `<li>` with an action for the page of its measure: its standing (unless in force), dates, roles, bill, source."""
    for_whom = ", ".join(role.plural for role in entry.action.addressed_roles)
    whom = _span(f"voor {for_whom}" if for_whom else "de bronnen noemen niet voor wie")
    named = last_named(entry.last_mention, None) if entry.facts.is_old else NOTHING
    facts = [_standing_of(entry), _span(when(entry)), whom, _bills_of(entry), named]
    place = fill(PLACE, _place_of(entry), _wrong(context, entry))
    return fill(ENTRY, address_of(entry), "", text_of(entry), together(facts, " "), place)


def _span(words: str) -> SafeString:
    return fill("<span>{}</span>", words) if words else NOTHING


def _bills_of(entry: Entry) -> SafeString:
    return together([fill(LINK, bill.get_absolute_url(), bill.name) for bill in entry.facts.bills], " ")


@register.filter
def with_entries(requirements: Iterable[Requirement]) -> list[tuple[Requirement, Entry]]:
    """Return pairs of each requirement and the entry of its action today."""
    found = list(requirements)
    actions = Action.objects.filter(pk__in={requirement.action_id for requirement in found})
    entries = {entry.action.pk: entry for entry in agenda(actions, today())}
    # An action can be missing here: its report may have been withdrawn after the requirements were read.
    return [(requirement, entries[requirement.action_id]) for requirement in found if requirement.action_id in entries]
