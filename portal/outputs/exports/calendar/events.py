"""The events of a calendar. An action can have an event for its first day and one for its last day.

The UID of an event never changes, so a calendar program moves the event when its day changes. An event whose day is gone stays
with its last day, as cancelled. `revisions` explains SEQUENCE. DTSTAMP and LAST-MODIFIED are the moment at which anything that
the event says changed last: at a public act, or on a day on which its words change by themselves.

There is no METHOD: the file is no invitation (RFC 5546), and what a CalDAV server stores may not have one (RFC 4791, 4.1).
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet
from icalendar import Calendar, Event, Timezone, vText

from measures.models import Action, Report
from measures.models.fields import printable
from portal.agenda import Entry, Standing
from portal.agenda.words import certainty, when
from portal.core.dates import in_dutch
from portal.core.version import day_begins
from portal.outputs.exports.calendar.merged import merged_into
from portal.outputs.exports.calendar.revisions import BEGIN, END, Revision, is_sure, revisions_of, span_of

# Part of every UID. A fixed name instead of the host name, so that an event has the same UID on every host.
NAMESPACE = "voortgang-passend-onderwijs"


def to_ics(title: str, found: Iterable[Event], since: dt.date | None = None) -> bytes:
    """Return a VCALENDAR as bytes. `since`: the first day; what is past then is left out."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{NAMESPACE}//NL")
    calendar.add("version", "2.0")
    # As `vText`, because the library escapes nothing in a property that it does not know.
    name = vText(title)
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", dt.timedelta(days=1), parameters={"VALUE": "DURATION"})
    for event in found:
        # DTEND is the day after the last one.
        if since is None or event.decoded("dtend") > since:
            calendar.add_component(event)
    if not calendar.subcomponents:
        # RFC 5545, section 3.6, requires at least one component, also when no action has a day.
        calendar.add_component(Timezone.from_tzid("Europe/Amsterdam"))
    return printable(calendar.to_ical().decode()).encode()


def events(entries: Iterable[Entry], actions: QuerySet[Action], report: Report | None, base: str) -> Iterable[Event]:
    """Yield the events of these actions. An action that ended on a day has none: its days are past.

    `actions` are the same and those that only withdrawn reports name. With `report`, later reports are left out. `base` is the
    URL of the site, without a slash at the end, for the links.
    """
    revisions = revisions_of(report)
    for entry in entries:
        for what in (BEGIN, END):
            revision = revisions.get((entry.action.pk, what))
            if revision is None:
                continue
            span = span_of(entry, what)
            if span is None:
                yield _cancelled(entry, what, revision, base)
            elif entry.standing != Standing.ENDED:
                yield _event(entry, what, span, revision, base)
        for merged in merged_into(entry.action):
            event = bare(merged.uid, f"Opgenomen in: {entry.action.text}", merged.span, merged.sequence, merged.at)
            lines = [f"Dit staat nu bij: {entry.action.text}"]
            yield described(event, "CANCELLED", lines, base + entry.action.get_absolute_url())
    yield from _withdrawn(actions, revisions, base)


def _withdrawn(actions: QuerySet[Action], revisions: dict[tuple[int, str], Revision], base: str) -> Iterable[Event]:
    """Yield the events of actions that only withdrawn reports name, without a word of those reports but their days."""
    taken = {key: revision for key, revision in revisions.items() if revision.taken_by}
    named = {action.pk: action.lasting_key for action in actions.filter(pk__in={key for key, _ in taken})} if taken else {}
    for (key, what), revision in taken.items():
        if key in named and (report := revision.taken_by):
            lines = [f"Ingetrokken: {report.title}", f"Reden: {report.withdrawal_reason}"]
            event = bare(f"{named[key]}-{what}", "Ingetrokken", revision.last, revision.sequence, revision.at)
            yield described(event, "CANCELLED", lines, base + report.get_absolute_url())


def title_of(entry: Entry, what: str) -> str:
    """Return what an event is called in a calendar."""
    if what == END:
        return f"Laatste dag: {entry.action.text}"
    match entry.standing:
        case Standing.IN_FORCE | Standing.COMING:
            return f"Verplicht: {entry.action.text}"
        case Standing.EXPECTED:
            return f"Verwacht: {entry.action.text}"
        case Standing.UNCONFIRMED:
            return f"Niet bevestigd: {entry.action.text}"
        case Standing.LATER if not entry.facts.confirmed:
            return f"Verwacht, mogelijk: {entry.action.text}"
        case _:
            return f"Mogelijk: {entry.action.text}"


def _event(entry: Entry, what: str, span: tuple[dt.date, dt.date], revision: Revision, base: str) -> Event:
    event = bare(
        f"{entry.action.lasting_key}-{what}", title_of(entry, what), span, revision.sequence, _moment(entry, what, revision)
    )
    status = "CONFIRMED" if is_sure(entry, what) else "TENTATIVE"
    return described(event, status, _lines(entry, what), base + entry.action.get_absolute_url())


def _cancelled(entry: Entry, what: str, revision: Revision, base: str) -> Event:
    """Return the event of an action whose day is gone, on its last day."""
    title = f"{'Vervallen' if entry.standing == Standing.ENDED else 'Geen datum meer'}: {entry.action.text}"
    first, last = revision.last
    before = in_dutch(first) if first == last else f"{in_dutch(first)} tot en met {in_dutch(last)}"
    event = bare(f"{entry.action.lasting_key}-{what}", title, revision.last, revision.sequence, _moment(entry, what, revision))
    lines = [*_lines(entry, what), f"Stond hier eerder op: {before}"]
    return described(event, "CANCELLED", lines, base + entry.action.get_absolute_url())


def bare(uid: str, title: str, span: tuple[dt.date, dt.date], sequence: int, moment: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{uid}@{NAMESPACE}")
    event.add("summary", title)
    event.add("dtstart", span[0])
    event.add("dtend", span[1] + dt.timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("sequence", sequence)
    event.add("last-modified", moment)
    event.add("dtstamp", moment)
    return event


def described(event: Event, status: str, lines: list[str], url: str) -> Event:
    event.add("status", status)
    event.add("url", url)
    event.add("description", "\n".join(line for line in lines if line))
    return event


def _lines(entry: Entry, what: str) -> list[str]:
    source = entry.facts.end_source if what == END else entry.facts.source
    place = f"Bron: {source.report.title}, {source.location}" if source else ""
    return [f"{entry.standing.label}. {when(entry).capitalize()}", certainty(entry), place]


def _moment(entry: Entry, what: str, revision: Revision) -> dt.datetime:
    """Return the moment of the last public act that changed this event, or the last day on which its words changed, if later."""
    facts = entry.facts
    days = {facts.start, facts.end, entry.days.earliest, entry.days.latest}
    one = dt.timedelta(days=1)
    turns = {turn for day in days if day and day < dt.date.max for turn in (day, day + one) if turn <= entry.day}
    for turn in sorted(turns, reverse=True):
        after, before = (Entry(entry.action, facts, day) for day in (turn, turn - one))
        if (title_of(after, what), _lines(after, what)) != (title_of(before, what), _lines(before, what)):
            return max(revision.at, day_begins(turn))
    return revision.at
