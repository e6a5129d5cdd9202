"""The sections of an agenda, the same on the page, on paper and on the page of a measure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from measures.models import Measure
from measures.periods import Period
from portal.agenda.standing import AHEAD, Entry, Promise, Standing, in_order_of_date

T = TypeVar("T")


@dataclass(frozen=True)
class Moment:
    """A day or period of the calendar, with everything that begins then and is equally sure; or all that has no day."""

    entries: list[Entry]

    @property
    def first(self) -> Entry:
        return self.entries[0]

    @property
    def promises(self) -> tuple[Promise, ...]:
        """What reports in turn planned, where that is the same for every entry and moved at least once."""
        first = self.first.facts
        same = all(entry.facts.promises == first.promises for entry in self.entries)
        return first.promises if same and first.moves else ()

    @property
    def anchor(self) -> str:
        """Its place on whatever page it is told: the same on the first page and on the tenth."""
        days = self.first.days
        return f"moment-{self.first.standing}-{days.precision}-{days.earliest or ''}-{days.latest or ''}"


def calendar(entries: list[Entry]) -> list[Moment]:
    """What is ahead, by date and certainty; without a date last."""
    together: dict[tuple[Period, Standing], list[Entry]] = {}
    for entry in in_order_of_date(entry for entry in entries if entry.standing in AHEAD):
        together.setdefault((entry.days, entry.standing), []).append(entry)
    return [Moment(entries) for entries in together.values()]


def by_measure(entries: list[Entry]) -> list[tuple[Measure, list[Entry]]]:
    """Entries under the main measure that they belong to first, in the order of the measures."""
    under: dict[Measure, list[Entry]] = {}
    for entry in entries:
        for measure in entry.action.public_measures[:1]:
            under.setdefault(measure.parent or measure, []).append(entry)
    return sorted(under.items(), key=lambda pair: pair[0].number or 0)


# Which standings each section tells.
SECTIONS: dict[str, tuple[Standing, ...]] = {
    "in_force": (Standing.IN_FORCE,),
    "calendar": AHEAD,
    "open": (Standing.OPEN,),
    "later": (Standing.LATER,),
    "ended": (Standing.ENDED,),
}


@dataclass(frozen=True)
class Sections:
    """Entries in the order in which a page tells them: what holds, what is ahead, what can be done, what is over.

    `totals`: how many there are in each section. `left_out`: how many of them a page leaves out; see `first`.
    `standings`: those that are there in each section, each of which can be asked for.
    """

    in_force: list[Entry]
    calendar: list[Moment]
    open: list[tuple[Measure, list[Entry]]]
    later: list[Entry]
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
    def entries(self) -> list[Entry]:
        """Everything, in the order of the page."""
        ahead = [entry for moment in self.calendar for entry in moment.entries]
        options = [entry for _, entries in self.open for entry in entries]
        return [*self.in_force, *ahead, *options, *self.later, *self.ended]

    def first(self, most: int) -> "Sections":
        """The first so many of each section: nobody reads thousands on one page."""
        calendar = _first([(moment, moment.entries) for moment in self.calendar], most)
        return replace(
            self,
            in_force=self.in_force[:most],
            calendar=[Moment(entries) for _, entries in calendar],
            open=_first(self.open, most),
            later=self.later[:most],
            ended=self.ended[:most],
            left_out={name: max(total - most, 0) for name, total in self.totals.items()},
        )


def _first(groups: list[tuple[T, list[Entry]]], most: int) -> list[tuple[T, list[Entry]]]:
    """Groups with so many entries together; those that would be empty are left out."""
    found = []
    for key, entries in groups:
        if most > 0:
            found.append((key, entries[:most]))
        most -= len(entries)
    return found


def sections(entries: list[Entry]) -> Sections:
    of: dict[Standing, list[Entry]] = {standing: [] for standing in Standing}
    for entry in entries:
        of[entry.standing].append(entry)
    return Sections(
        in_force=in_order_of_date(of[Standing.IN_FORCE]),
        calendar=calendar(entries),
        open=by_measure(of[Standing.OPEN]),
        later=in_order_of_date(of[Standing.LATER]),
        ended=in_order_of_date(of[Standing.ENDED]),
        totals={name: sum(len(of[standing]) for standing in standings) for name, standings in SECTIONS.items()},
        left_out=dict.fromkeys(SECTIONS, 0),
        standings={name: [standing for standing in standings if of[standing]] for name, standings in SECTIONS.items()},
    )
