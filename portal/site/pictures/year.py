"""The coming year of a role: a chart of twelve months, and a list of the events outside those months."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from measures.enums import Precision
from measures.models import Action
from measures.periods import NO_PERIOD, Period
from portal.agenda.sections import Sections
from portal.agenda.standing import Entry, Standing
from portal.core.dates import count_of, in_dutch
from portal.site.pictures.axis import Axis, in_months
from portal.site.pictures.drawing import Chart, ChartRow, Mark, Shape, lanes_of

MEANING: dict[tuple[Shape, str], str] = {
    (Shape.DAY, Standing.COMING): "wordt verplicht",
    (Shape.DAY, Standing.EXPECTED): "verwacht: een dag",
    (Shape.BAR, Standing.EXPECTED): "verwacht: een periode",
    (Shape.DAY, Standing.LATER): "later mogelijk: een dag",
    (Shape.BAR, Standing.LATER): "later mogelijk: een periode",
    (Shape.DAY, Standing.ENDED): "loopt af",
}

# The most actions that one event names; the others are behind its link.
MOST_NAMED = 5


@dataclass(frozen=True)
class Event:
    """The start or end of a number of actions.

    `when` is its date in words and `what` the number of actions in words. With the standing `ENDED` it is the end of the actions,
    otherwise their start. `anchor` is the HTML id of its place on the page. Where that place holds other actions too, and perhaps
    folded, `actions` are the first `MOST_NAMED` that are meant, and `unnamed` is the number of the others.
    """

    when: str
    days: Period
    standing: Standing
    what: str
    anchor: str
    actions: tuple[Action, ...] = ()
    unnamed: int = 0

    @property
    def label(self) -> str:
        """Return how certain the event is. An end has its own words, because the label of `ENDED` says that it has passed."""
        return "Loopt af" if self.standing == Standing.ENDED else str(self.standing.label)

    @property
    def in_words(self) -> str:
        return (
            f"{self.when}: {self.what}."
            if self.standing == Standing.ENDED
            else f"{self.when}: {self.what}, {self.label.lower()}."
        )


@dataclass(frozen=True)
class Year:
    """The chart, the events that it shows, and the other events: earlier, later, or without a date."""

    chart: Chart
    drawn: list[Event]
    others: list[Event]


def coming_year(sections: Sections, day: dt.date, shown: Sections | None = None) -> Year | None:
    """Return the year that begins on `day`; None if no event has a date.

    `shown` are the sections that the page shows, if it does not show all. Events link to a moment of the calendar only if
    that moment is among them.
    """
    events = _events(sections, {moment.anchor for moment in (shown or sections).calendar})
    if not any(event.days != NO_PERIOD for event in events):
        return None
    axis = in_months(day)
    drawn = [event for event in events if axis.shows(event.days)]
    lanes = [lane for event in drawn for lane in lanes_of([_mark(event, axis)], event.when)]
    row = ChartRow(
        key="jaar",
        name="",
        url="",
        remark="",
        title=f"Het jaar van {in_dutch(axis.first)} tot en met {in_dutch(axis.last)}",
        facts=tuple(event.in_words for event in drawn) or ("In dit jaar begint of eindigt niets.",),
        lanes=tuple(lanes),
    )
    return Year(Chart(axis, (row,), axis.at(day), MEANING), drawn, [event for event in events if event not in drawn])


def _mark(event: Event, axis: Axis) -> Mark:
    span = axis.span(event.days)
    return Mark(Shape.DAY if span.is_day else Shape.BAR, span, event.standing, event.what)


def _events(sections: Sections, anchors: Collection[str]) -> list[Event]:
    """Return the events in the order in which they are next: by date, then those without a date, then what has passed.

    These are the moments of the calendar, the options that open later, and the ends of actions in force or open.
    """
    found: dict[Key, list[Entry]] = {}
    for key, entries in [*_ahead(sections, anchors), *_later(sections), *_ending(sections)]:
        found.setdefault(key, []).extend(entries)
    events = [_event(key, entries) for key, entries in found.items()]
    never = dt.date.max

    def place(event: Event) -> tuple[bool, dt.date, dt.date]:
        first, last = event.days.earliest, event.days.latest
        return event.standing == Standing.UNCONFIRMED, first or last or never, last or never

    return sorted(events, key=place)


def _event(key: "Key", entries: list[Entry]) -> Event:
    when, days, standing, noun, anchor = key
    what = count_of(len(entries), *noun)
    if anchor not in OF_MORE:
        return Event(when, days, standing, what, anchor)
    named = tuple(entry.action for entry in entries[:MOST_NAMED])
    return Event(when, days, standing, what, anchor, named, len(entries) - len(named))


# The sections that hold more than the actions of one event.
IN_FORCE, OPEN, LATER, OLDER = OF_MORE = ("geldt-nu", "kan-nu-al", "later-mogelijk", "ouder")
Key = tuple[str, Period, Standing, tuple[str, str], str]
DUTY, OPTION = ("verplichting", "verplichtingen"), ("mogelijkheid", "mogelijkheden")
DUTY_ENDS = ("verplichting loopt af", "verplichtingen lopen af")
OPTION_ENDS = ("mogelijkheid loopt af", "mogelijkheden lopen af")


def _ahead(sections: Sections, anchors: Collection[str]) -> Iterator[tuple[Key, list[Entry]]]:
    for moment in sections.calendar:
        # A moment that this page does not show has no anchor here. The link then goes to the section of the calendar.
        anchor = moment.anchor if moment.anchor in anchors else "komt"
        # Entries of one moment have the same days, but the words of their plans can differ. The first is used for all.
        first = moment.first
        yield (_when(first), first.days, first.standing, DUTY, anchor), moment.entries


def _later(sections: Sections) -> Iterator[tuple[Key, list[Entry]]]:
    for entry in sections.later:
        yield (_when(entry), entry.days, entry.standing, OPTION, LATER), [entry]


def _ending(sections: Sections) -> Iterator[tuple[Key, list[Entry]]]:
    open_now = [entry for _, entries in sections.open for entry in entries]
    older = [entry for _, entries in sections.older for entry in entries]
    ending = ((sections.in_force, DUTY_ENDS, IN_FORCE), (open_now, OPTION_ENDS, OPEN), (older, OPTION_ENDS, OLDER))
    for entries, noun, anchor in ending:
        for entry in entries:
            if end := entry.facts.end:
                yield (f"t/m {in_dutch(end)}", Period(end, end, Precision.DAY), Standing.ENDED, noun, anchor), [entry]


def _when(entry: Entry) -> str:
    """Return the stated day, or else the printed words."""
    begins = entry.facts.beginning if entry.facts.confirmed else entry.facts.expected
    return begins.words if begins and entry.days.has_days else "zonder datum"
