"""The sections of an agenda, the same on the page, on paper and on the page of a measure."""

from dataclasses import dataclass
from itertools import groupby

from measures.models import Measure
from portal.agenda.standing import AHEAD, Entry, Promise, Standing, in_order_of_date


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


def calendar(entries: list[Entry]) -> list[Moment]:
    """What is ahead, by date and certainty; without a date last."""
    ahead = in_order_of_date(entry for entry in entries if entry.standing in AHEAD)
    return [Moment(list(together)) for _, together in groupby(ahead, key=lambda entry: (entry.days, entry.standing))]


def by_measure(entries: list[Entry]) -> list[tuple[Measure, list[Entry]]]:
    """Entries under the main measure that they belong to first, in the order of the measures."""
    under: dict[Measure, list[Entry]] = {}
    for entry in entries:
        for measure in entry.action.public_measures[:1]:
            under.setdefault(measure.parent or measure, []).append(entry)
    return sorted(under.items(), key=lambda pair: pair[0].number or 0)


@dataclass(frozen=True)
class Sections:
    """Entries in the order in which a page tells them: what holds, what is ahead, what can be done, what is over."""

    in_force: list[Entry]
    calendar: list[Moment]
    open: list[tuple[Measure, list[Entry]]]
    later: list[Entry]
    ended: list[Entry]

    @property
    def open_count(self) -> int:
        return sum(len(entries) for _, entries in self.open)

    @property
    def option_count(self) -> int:
        return self.open_count + len(self.later)

    @property
    def is_empty(self) -> bool:
        return not (self.in_force or self.calendar or self.open or self.later or self.ended)


def sections(entries: list[Entry]) -> Sections:
    of = {standing: [entry for entry in entries if entry.standing == standing] for standing in Standing}
    return Sections(
        in_force=in_order_of_date(of[Standing.IN_FORCE]),
        calendar=calendar(entries),
        open=by_measure(of[Standing.OPEN]),
        later=in_order_of_date(of[Standing.LATER]),
        ended=in_order_of_date(of[Standing.ENDED]),
    )
