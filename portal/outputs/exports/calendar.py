"""The agenda of a role as iCalendar (RFC 5545). An action can have an event for its first day and one for its last day.

The UID of an event never changes, so a calendar program moves the event when its day changes. `_sequence` explains SEQUENCE.
LAST-MODIFIED is the time at which this site published the report that decides the day.
"""

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from icalendar import Calendar, Event, Timezone

from measures.enums import Precision
from measures.models import Role
from measures.models.fields import printable
from portal.agenda import Entry, Standing
from portal.agenda.words import certainty, when
from portal.core.sources import Source

# Part of every UID. A fixed name instead of the host name, so that an event has the same UID on every host.
NAMESPACE = "voortgang-passend-onderwijs"


def to_ics(role: Role, entries: Iterable[Entry], base: str) -> bytes:
    """Return a VCALENDAR as bytes. `base` is the URL of the site, without a slash at the end, for the links in the events."""
    calendar = Calendar()
    calendar.add("prodid", f"-//{NAMESPACE}//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", f"Passend onderwijs voor {role.plural}")
    calendar.add("x-wr-calname", f"Passend onderwijs voor {role.plural}")
    calendar.add("refresh-interval", dt.timedelta(days=1), parameters={"VALUE": "DURATION"})
    for entry in entries:
        for event in events(entry, base):
            calendar.add_component(event)
    if not calendar.subcomponents:
        # RFC 5545, section 3.6, requires at least one component, also when no action has a day.
        calendar.add_component(Timezone.from_tzid("Europe/Amsterdam"))
    return printable(calendar.to_ical().decode()).encode()


def events(entry: Entry, base: str) -> Iterable[Event]:
    """Yield the event for the (planned) first day of an action and the event for its last day. An ended action has no events."""
    facts = entry.facts
    begins = _span(entry)
    if begins and entry.standing != Standing.ENDED:
        yield _event(entry, "begin", _title(entry), begins, facts.confirmed, facts.source, base)
    if facts.end and entry.standing != Standing.ENDED:
        yield _event(entry, "einde", f"Laatste dag: {entry.action.text}", (facts.end, facts.end), True, facts.end_source, base)


def _span(entry: Entry) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day of the event "begin", or None if no day is known or the last one is `dt.date.max`.

    The event spans all days of a planned period. A period with one open side gives an event of the day that the words name;
    words without a day ("vanaf 2023") give none, because no source names that day.
    """
    days = entry.days
    if days.precision != Precision.DAY and (days.earliest is None or days.latest is None):
        return None
    first, last = days.earliest or days.latest, days.latest or days.earliest
    # DTEND is the day after the last day, and `dt.date` has no day after 31 December 9999.
    return (first, last) if first and last and last < dt.date.max else None


def _title(entry: Entry) -> str:
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


def _event(
    entry: Entry, what: str, title: str, span: tuple[dt.date, dt.date], sure: bool, source: Source | None, base: str
) -> Event:
    event = Event()
    event.add("uid", f"{entry.action.slug}-{what}@{NAMESPACE}")
    event.add("summary", title)
    event.add("dtstart", span[0])
    event.add("dtend", span[1] + dt.timedelta(days=1))
    event.add("status", "CONFIRMED" if sure else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("sequence", _sequence(entry))
    event.add("url", base + entry.action.get_absolute_url())
    lines = [f"{entry.standing.label}. {when(entry).capitalize()}", certainty(entry)]
    if source:
        lines.append(f"Bron: {source.report.title}, {source.location}")
        # In a preview the report is a draft, which has no time of publication.
        moment = source.report.published_at or timezone.now()
        event.add("last-modified", moment)
        event.add("dtstamp", moment)
    event.add("description", "\n".join(line for line in lines if line))
    return event


def _sequence(entry: Entry) -> int:
    """Return the SEQUENCE of an event: its revision number (RFC 5545, section 3.8.7.4).

    It counts the plans for the action (after the first), the confirmation of a plan, and a known last day. Any other change
    of the day, such as a correction, does not raise it.
    """
    planned = max(len(entry.facts.promises) - 1, 0)
    return planned + int(bool(entry.facts.confirmed and entry.facts.promises)) + int(entry.facts.end is not None)
