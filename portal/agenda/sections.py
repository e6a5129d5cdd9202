"""The sections of an agenda: one implementation for the pages of roles and measures and for the PDF."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from measures.models import Measure
from measures.periods import Period
from portal.agenda.standing import AHEAD, Entry, Promise, Standing, in_order_of_date

T = TypeVar("T")


@dataclass(frozen=True)
class Moment:
    """One heading of the calendar: entries with the same planned or stated days and the same standing.

    Entries without any day share one moment. `entries` is never empty.
    """

    entries: list[Entry]

    @property
    def first(self) -> Entry:
        return self.entries[0]

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Return the promises if all entries have the same ones and their date moved at least once; else an empty tuple."""
        first = self.first.facts
        same = all(entry.facts.promises == first.promises for entry in self.entries)
        return first.promises if same and first.moves else ()

    @property
    def anchor(self) -> str:
        """Return the HTML id of this moment. It depends on standing and days only, so pagination does not change it."""
        days = self.first.days
        return f"moment-{self.first.standing}-{days.precision}-{days.earliest or ''}-{days.latest or ''}"


def calendar(entries: list[Entry]) -> list[Moment]:
    """Return the moments of the duties that are not in force yet, by date.

    What is still to come is first, then what has no date. What was planned for a date that has passed comes last.
    """
    together: dict[tuple[Period, Standing], list[Entry]] = {}
    for entry in sorted(in_order_of_date(entries), key=lambda entry: (entry.standing == PASSED, not entry.days.has_days)):
        together.setdefault((entry.days, entry.standing), []).append(entry)
    return [Moment(entries) for entries in together.values()]


def by_measure(entries: list[Entry]) -> list[tuple[Measure | None, list[Entry]]]:
    """Return the entries grouped by main measure, in the order of the measures.

    An entry belongs only to its first public measure, or to the parent of that measure. Without one it comes last, under None.
    """
    under: dict[float, tuple[Measure | None, list[Entry]]] = {}
    for entry in entries:
        measure = next(iter(entry.action.public_measures), None)
        number = math.inf if measure is None else measure.number or measure.parent_id
        under.setdefault(number, (measure and (measure.parent or measure), []))[1].append(entry)
    return [under[number] for number in sorted(under)]


def by_year(entries: list[Entry]) -> list[tuple[int, list[Entry]]]:
    """Return older options by the year in which a source last named them, the newest first, each year by measure."""
    years: dict[int, list[Entry]] = {}
    for _, of_measure in by_measure(entries):
        for entry in of_measure:
            years.setdefault(entry.facts.last_named or 0, []).append(entry)
    return sorted(years.items(), reverse=True)


def heading_of(measure: Measure | None) -> str:
    """Return the heading of a group of `by_measure`."""
    return f"{measure.number}. {measure.title}" if measure else "Zonder maatregel in deze documenten"


PASSED = Standing.UNCONFIRMED
# The standings that belong in each section. A planned date can have passed for duties (calendar) and for options (later).
STANDINGS_OF_SECTION: dict[str, tuple[Standing, ...]] = {
    "in_force": (Standing.IN_FORCE,),
    "calendar": AHEAD,
    "open": (Standing.OPEN,),
    "later": (Standing.LATER, PASSED),
    "older": (Standing.OPEN,),
    "ended": (Standing.ENDED,),
}


def _section_of(entry: Entry) -> str:
    if entry.standing == PASSED:
        return "later" if entry.is_option else "calendar"
    if entry.is_older:
        return "older"
    return next(name for name, standings in STANDINGS_OF_SECTION.items() if entry.standing in standings)


@dataclass(frozen=True)
class Sections:
    """The entries of a page, by section. The fields stand in the order of the page.

    `older`: open options by the year in which a source last named them, the newest first. The keys of the three mappings are
    those of `STANDINGS_OF_SECTION`. `totals`: the number of entries. `left_out`: how many of them the page does not show; see
    `first`. `standings`: the standings that occur, each a possible value of the filter.
    """

    in_force: list[Entry]
    calendar: list[Moment]
    open: list[tuple[Measure | None, list[Entry]]]
    later: list[Entry]
    older: list[tuple[int, list[Entry]]]
    ended: list[Entry]
    totals: Mapping[str, int]
    left_out: Mapping[str, int]
    standings: Mapping[str, list[Standing]]

    @property
    def option_count(self) -> int:
        return self.totals["open"] + self.totals["later"]

    @property
    def is_empty(self) -> bool:
        return not any(self.totals.values())

    @property
    def left_out_count(self) -> int:
        return sum(self.left_out.values())

    @property
    def places(self) -> dict[str, str]:
        """Return the HTML ids where the calendar begins with what is "ahead" and with what is "without_date", if it is shown.

        Those are the groups of `portal.agenda.words.Sentence`. What has no date and what has passed follow each other.
        """
        found: dict[str, str] = {}
        for moment in self.calendar:
            dated = moment.first.standing in (Standing.COMING, Standing.EXPECTED)
            found.setdefault("ahead" if dated else "without_date", moment.anchor)
        return found

    @property
    def entries(self) -> list[Entry]:
        """Return all entries shown, in the order of the page."""
        ahead = [entry for moment in self.calendar for entry in moment.entries]
        options = [entry for _, entries in self.open for entry in entries]
        older = [entry for _, entries in self.older for entry in entries]
        return [*self.in_force, *ahead, *options, *self.later, *older, *self.ended]

    def first(self, most: int) -> "Sections":
        """Return a copy with at most `most` entries in each section, so that a page stays readable."""
        calendar = _first([(moment, moment.entries) for moment in self.calendar], most)
        return replace(
            self,
            in_force=self.in_force[:most],
            calendar=[Moment(entries) for _, entries in calendar],
            open=_first(self.open, most),
            later=self.later[:most],
            older=_first(self.older, most),
            ended=self.ended[:most],
            left_out={name: max(total - most, 0) for name, total in self.totals.items()},
        )


def _first(groups: list[tuple[T, list[Entry]]], most: int) -> list[tuple[T, list[Entry]]]:
    """Return the groups cut to `most` entries in total, without groups that would be empty."""
    found = []
    for key, entries in groups:
        if most > 0:
            found.append((key, entries[:most]))
        most -= len(entries)
    return found


def sections(entries: list[Entry]) -> Sections:
    of: dict[str, list[Entry]] = {name: [] for name in STANDINGS_OF_SECTION}
    for entry in entries:
        of[_section_of(entry)].append(entry)
    occurring = {name: {entry.standing for entry in found} for name, found in of.items()}
    return Sections(
        in_force=in_order_of_date(of["in_force"]),
        calendar=calendar(of["calendar"]),
        open=by_measure(of["open"]),
        later=in_order_of_date(of["later"]),
        older=by_year(of["older"]),
        ended=in_order_of_date(of["ended"]),
        totals={name: len(found) for name, found in of.items()},
        left_out=dict.fromkeys(STANDINGS_OF_SECTION, 0),
        standings={
            name: [standing for standing in standings if standing in occurring[name]]
            for name, standings in STANDINGS_OF_SECTION.items()
        },
    )
