"""The coming year of a role as a strip of twelve months, with what falls outside it beside the strip."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from measures.enums import Precision
from measures.periods import NO_PERIOD, Period
from portal.agenda.sections import Sections
from portal.agenda.standing import Entry, Standing
from portal.core.dates import count_of, in_dutch
from portal.site.pictures.axis import Axis, in_months
from portal.site.pictures.drawing import Chart, Mark, Row, Shape, lanes_of

MEANING: dict[tuple[Shape, str], str] = {
    (Shape.DAY, Standing.COMING): "wordt verplicht",
    (Shape.DAY, Standing.EXPECTED): "verwacht: een dag",
    (Shape.BAR, Standing.EXPECTED): "verwacht: een periode",
    (Shape.DAY, Standing.LATER): "later mogelijk: een dag",
    (Shape.BAR, Standing.LATER): "later mogelijk: een periode",
    (Shape.DAY, Standing.ENDED): "loopt af",
}


@dataclass(frozen=True)
class Event:
    """Something that begins or ends for a role: when, how sure, how much, and where on the page it stands."""

    when: str
    days: Period
    standing: Standing
    what: str
    anchor: str

    @property
    def label(self) -> str:
        """How sure it is. What ends is in force or open until then: it is not over yet."""
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
    """The strip, what is drawn on it, and what is not because it comes later or has no date."""

    chart: Chart
    drawn: list[Event]
    others: list[Event]


def coming_year(sections: Sections, day: dt.date, shown: Sections | None = None) -> Year | None:
    """The year from `day`; None where nothing has a day on which it begins or ends. `shown`: what of it is on the page."""
    events = _events(sections, {moment.anchor for moment in (shown or sections).calendar})
    if not any(event.days != NO_PERIOD for event in events):
        return None
    axis = in_months(day)
    drawn = [event for event in events if axis.shows(event.days)]
    lanes = [lane for event in drawn for lane in lanes_of([_mark(event, axis)], event.when)]
    row = Row(
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
    """What is ahead as in the calendar of the page, options that open, and what ends: in order of date, without a day last."""
    counted = Counter([*_ahead(sections, anchors), *_ending(sections)])
    events = [
        Event(when, days, standing, count_of(number, *noun), anchor)
        for (when, days, standing, noun, anchor), number in counted.items()
    ]
    never = dt.date.max
    return sorted(events, key=lambda event: (event.days.earliest or event.days.latest or never, event.days.latest or never))


Key = tuple[str, Period, Standing, tuple[str, str], str]
DUTY, OPTION = ("verplichting", "verplichtingen"), ("mogelijkheid", "mogelijkheden")
DUTY_ENDS = ("verplichting loopt af", "verplichtingen lopen af")
OPTION_ENDS = ("mogelijkheid loopt af", "mogelijkheden lopen af")


def _ahead(sections: Sections, anchors: Collection[str]) -> Iterator[Key]:
    for moment in sections.calendar:
        # What is on another page is reached from the end of the calendar.
        anchor = moment.anchor if moment.anchor in anchors else "komt"
        for entry in moment.entries:
            # Entries of one moment can plan the same days in other words: the first speaks for all.
            yield _when(moment.first), entry.days, entry.standing, DUTY, anchor
    for entry in sections.later:
        yield _when(entry), entry.days, entry.standing, OPTION, "later-mogelijk"


def _ending(sections: Sections) -> Iterator[Key]:
    open_now = [entry for _, entries in sections.open for entry in entries]
    for entries, noun, anchor in ((sections.in_force, DUTY_ENDS, "geldt-nu"), (open_now, OPTION_ENDS, "kan-nu-al")):
        for entry in entries:
            if end := entry.facts.end:
                yield f"t/m {in_dutch(end)}", Period(end, end, Precision.DAY), Standing.ENDED, noun, anchor


def _when(entry: Entry) -> str:
    """The day, or the words of the planning."""
    if entry.facts.confirmed and entry.facts.start:
        return in_dutch(entry.facts.start)
    expected = entry.facts.expected
    return expected.words if expected and entry.days != NO_PERIOD else "zonder datum"
