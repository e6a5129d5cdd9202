"""Slips: how far a phase of (a part of) a bill moved from one report to the next, up to the day on which it really happened."""

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.utils import formats

from laws.enums import Phase
from measures.enums import Precision
from measures.periods import NO_PERIOD, Period

if TYPE_CHECKING:
    from laws.models import BillSnapshot, EntryIntoForce, PlanningStep
    from measures.models import Report


class Move(Enum):
    """What the days of two periods say of a move from one to the other.

    `WIDER` and `NARROWER`: one period lies within the other, such as "1 augustus 2024" in "2024". Then no move can be shown.
    `LOST` and `GAINED`: only the earlier, or only the later, period has days. `DROPPED`: the later report plans other parts only.
    """

    NONE = "none"
    LATER = "later"
    SOONER = "sooner"
    WIDER = "wider"
    NARROWER = "narrower"
    LOST = "lost"
    GAINED = "gained"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Planned:
    """What one report says of a phase of (a part of) a bill: a plan, or as a fact the day on which it enters into force.

    Without `words` the report plans this phase of other parts only.
    """

    part: str
    words: str
    days: Period
    report: "Report"
    location: str
    is_fact: bool = False


@dataclass(frozen=True)
class Slip:
    """The same phase of a bill in two reports. Only equal parts are compared: see `is_comparable`."""

    phase: Phase
    earlier: Planned
    later: Planned

    @property
    def part(self) -> str:
        return self.later.part or self.earlier.part

    @property
    def is_comparable(self) -> bool:
        """Return whether both reports speak of the same part. A whole bill and a part of it are not the same."""
        return self.earlier.part == self.later.part

    @property
    def move(self) -> Move | None:
        """Return how the phase moved; None when it cannot be compared."""
        if not self.later.words:
            return Move.DROPPED
        return move_of(self.earlier.days, self.later.days) if self.is_comparable else None

    @property
    def can_be_shown(self) -> bool:
        """Return whether this is a slip: "1 augustus 2024" that becomes "2024" shows no move."""
        return self.move not in (Move.WIDER, Move.NARROWER, Move.DROPPED)

    @property
    def months(self) -> int | None:
        """Return the elapsed months from the latest day in the earlier report to that in the later report.

        Negative if the phase is now planned sooner. None if either report gives no latest day, or if they cannot be compared.
        """
        return _months(self.earlier.days.latest, self.later.days.latest) if self.is_comparable else None

    @property
    def months_range(self) -> tuple[int | None, int | None]:
        """Return the fewest and the most months of the move; see `months_of`. Both are None if there is nothing to compare."""
        return months_of(self.earlier.days, self.later.days) if self.is_comparable else (None, None)

    @property
    def least(self) -> int | None:
        return self.months_range[0]

    @property
    def most(self) -> int | None:
        return self.months_range[1]


def months_between(first: dt.date, second: dt.date) -> int:
    """Return the whole months that elapse from `first` to `second`; negative if `second` is sooner.

    From 31 December 2025 to 1 January 2027 is 12 months. From the last day of a month to the last day of another one, however
    long, is a whole number of months.
    """
    if second < first:
        return -months_between(second, first)
    months = (second.year - first.year) * 12 + second.month - first.month
    is_last_day = second.day == calendar.monthrange(second.year, second.month)[1]
    return months if second.day >= first.day or is_last_day else months - 1


def _months(first: dt.date | None, second: dt.date | None) -> int | None:
    return months_between(first, second) if first and second else None


def move_of(before: Period, after: Period) -> Move:
    """Return the move from the days of one period to those of another. An open side reaches past every day.

    A period moved later when its first day and its last day both did, or one of them while the other side of both is open.
    """
    if (before.earliest, before.latest) == (after.earliest, after.latest):
        return Move.NONE
    if not (after.earliest or after.latest):
        return Move.LOST
    if not (before.earliest or before.latest):
        return Move.GAINED
    first = _way(before.earliest or dt.date.min, after.earliest or dt.date.min)
    last = _way(before.latest or dt.date.max, after.latest or dt.date.max)
    if before.earliest is None and after.earliest is None:
        first = last
    if before.latest is None and after.latest is None:
        last = first
    if first == last:
        return Move.LATER if first > 0 else Move.SOONER
    return Move.NARROWER if first >= 0 >= last else Move.WIDER


def _way(before: dt.date, after: dt.date) -> int:
    return (after > before) - (after < before)


def months_of(before: Period, after: Period) -> tuple[int | None, int | None]:
    """Return the fewest and the most elapsed months from one period to another: from first day to first day, last to last.

    A side that only one of both leaves open gives None, because that distance has no bound. A side that both leave open does
    not count. Negative months are sooner, so the fewest months of a move to a sooner period are those furthest below zero.
    """
    first, last = _months(before.earliest, after.earliest), _months(before.latest, after.latest)
    if first is not None and last is not None:
        return min(first, last), max(first, last)
    if before.earliest is None and after.earliest is None:
        return last, last
    if before.latest is None and after.latest is None:
        return first, first
    known = first if first is not None else last
    is_sooner = move_of(before, after) == Move.SOONER
    return (None, known) if is_sooner else (known, None)


def comparisons(stands: Iterable["BillSnapshot"], entries: Iterable["EntryIntoForce"] = ()) -> list[Slip]:
    """Return the steps of each phase, part by part, ending with the stated entry into force. `stands` must be oldest first.

    - A part is compared with the last report that plans the same part.
    - If one report names no part and the next does, their steps say that they cannot be compared.
    - A part that the next report does not plan, while it plans other parts, is told so. That is no slip.
    - A move that cannot be shown is a step, but no slip: see `Slip.can_be_shown`.
    - The stated entry into force is the last step. It is compared with the promise: the last plan, or an older and more precise
      one that no report in between moved. Later plans of the same part are ignored.
    """
    said = sorted(
        [(stand.report.order, step.phase, plan_of_step(step)) for stand in stands for step in stand.planning.all()]
        + [(entry.report.order, str(Phase.ENTRY_INTO_FORCE), fact_of(entry)) for entry in entries],
        key=lambda row: row[0],
    )
    return [slip for phase in Phase for slip in in_turn(phase, [(row[0], row[2]) for row in said if row[1] == phase])]


def plan_of_step(step: "PlanningStep") -> Planned:
    return Planned(step.part, step.period, step.days, step.snapshot.report, step.location)


def fact_of(entry: "EntryIntoForce") -> Planned:
    day = Period(entry.date, entry.date, Precision.DAY)
    return Planned(entry.part, formats.date_format(entry.date, "j F Y"), day, entry.report, entry.location, is_fact=True)


def in_turn(phase: Phase, said: Iterable[tuple[Any, Planned]]) -> Iterator[Slip]:
    """Yield the comparisons of one phase. `said` is what each report says, with the order of the report; oldest first."""
    last: dict[str, Planned] = {}
    promised: dict[str, Planned] = {}
    planned_before: set[str] = set()
    for _, rows in groupby(said, key=lambda row: row[0]):
        now = [each for _, each in rows]
        facts = {each.part for each in now if each.is_fact}
        # A fact replaces the plan for the same part in the same report.
        for later in [each for each in now if each.is_fact or each.part not in facts]:
            earlier = (promised if later.is_fact else last).get(later.part)
            if earlier is not None and earlier.is_fact and not later.is_fact:
                continue
            if earlier is None:
                others = _not_the_same(later.part, planned_before)
                known = promised if later.is_fact else last
                yield from (Slip(phase, known[part], later) for part in others if not known[part].is_fact)
            elif not earlier.is_fact:
                yield Slip(phase, earlier, later)
            last[later.part] = later
            promise = promised.get(later.part)
            if promise is None or later.is_fact or move_of(promise.days, later.days) != Move.WIDER:
                promised[later.part] = later
        plans = {each.part: each for each in now if not each.is_fact}
        if plans and "" not in plans:
            report = now[0].report
            dropped = sorted(part for part in planned_before - plans.keys() if part and not last[part].is_fact)
            yield from (Slip(phase, last[part], Planned(part, "", NO_PERIOD, report, "")) for part in dropped)
        planned_before = set(plans) or planned_before


def _not_the_same(part: str, others: set[str]) -> list[str]:
    """Return the other parts that were planned before, if one of both is the whole bill: "" is its name here."""
    return sorted(others) if not part else [""] if "" in others else []
