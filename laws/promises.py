"""What was first promised for the entry into force of a law, what each source made of it since, and what happened.

A law can begin as one bill and go on as another (`Bill.successor`): its line runs through all of them. Only like is compared
with like. A promise for the whole bill covers each of its parts; a promise for one part covers that part only.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby
from typing import TYPE_CHECKING

from laws.enums import Outcome, Phase, StationKind
from laws.outcome import PASSING
from laws.slip import Move, Planned, fact_of, months_between, months_of, move_of, plan_of_step

if TYPE_CHECKING:
    from laws.models import Bill, Station
    from measures.models import Report


class Delivery(Enum):
    """What became, on a day, of what was first promised.

    - `ON_TIME`, `LATE`: a source states the entry into force. Late: at least a part came after the last promised day.
    - `PARTLY`: no source states it as such, but an event after the last promised day shows that something is in force.
    - `NOT_YET`: after the last promised day a source still said that the bill was being prepared or before parliament.
    - `UNKNOWN`: the last promised day has passed, and no source says what happened.
    - `AHEAD`: the last promised day has not passed, or the promise has no last day. `NEVER`: no source gave any day.
    """

    ON_TIME = "op-tijd"
    LATE = "later"
    PARTLY = "deels"
    NOT_YET = "nog-niet"
    UNKNOWN = "onbekend"
    WITHDRAWN = "ingetrokken"
    AHEAD = "komt-nog"
    NEVER = "nooit"


# With these the last promised day has passed.
DUE = (Delivery.ON_TIME, Delivery.LATE, Delivery.PARTLY, Delivery.NOT_YET, Delivery.UNKNOWN)


@dataclass(frozen=True)
class Pledge:
    """What one source plans for the entry into force: of the whole bill, or of parts of it."""

    report: "Report"
    plans: tuple[Planned, ...]

    @property
    def has_days(self) -> bool:
        return any(plan.days.has_days for plan in self.plans)

    @property
    def deadline(self) -> dt.date | None:
        """Return the last promised day; None if a plan leaves it open."""
        latest = [plan.days.latest for plan in self.plans]
        return max(day for day in latest if day) if latest and all(latest) else None

    def covering(self, part: str) -> Planned | None:
        """Return the plan for this part, or else the one for the whole bill; None if neither is promised."""
        by_part = {plan.part: plan for plan in self.plans}
        return by_part.get(part) or by_part.get("")

    def covered_by(self, first: "Pledge") -> "Pledge":
        return replace(self, plans=tuple(plan for plan in self.plans if first.covering(plan.part)))


@dataclass(frozen=True)
class Distance:
    """How far the last plan or the stated day lies from the first promise; see `laws.slip` for the move and the months."""

    earlier: Planned
    later: Planned

    @property
    def move(self) -> Move:
        return move_of(self.earlier.days, self.later.days)

    @property
    def months(self) -> tuple[int | None, int | None]:
        return months_of(self.earlier.days, self.later.days)


@dataclass(frozen=True)
class PromisedLine:
    """The line of one law.

    - `name`, `url`: of the newest bill. `former`: the names of the bills that it took over, oldest first.
    - `said`: what each source plans, oldest first. `stated`: the stated entries into force, by day.
    - `events`: events that show that something is in force, only without `stated`.
    - `open_on`: the last day on which a source said that the bill was being prepared or before parliament.
    """

    name: str
    url: str
    said: tuple[Pledge, ...] = ()
    stated: tuple[Planned, ...] = ()
    events: tuple["Station", ...] = ()
    former: tuple[str, ...] = ()
    keys: frozenset[int] = frozenset()
    open_on: dt.date | None = None
    is_withdrawn: bool = False

    @property
    def promises(self) -> list[Pledge]:
        """Return what sources plan since the first promise with a day, as far as that covers it."""
        dated = [place for place, promise in enumerate(self.said) if promise.has_days]
        if not dated:
            return []
        first = replace(self.said[dated[0]], plans=tuple(plan for plan in self.said[dated[0]].plans if plan.days.has_days))
        later = [promise.covered_by(first) for promise in self.said[dated[0] + 1 :]]
        return [first, *(promise for promise in later if promise.plans)]

    @property
    def first(self) -> Pledge | None:
        return next(iter(self.promises), None)

    @property
    def facts(self) -> list[Planned]:
        """Return the stated entries into force that the first promise covers."""
        first = self.first
        return [fact for fact in self.stated if first is None or first.covering(fact.part)]

    @property
    def now(self) -> tuple[Planned, ...]:
        """Return the stated days and the last plans of other parts; without any promise the last words of a source."""
        last = self.promises[-1:] or list(self.said[-1:])
        plans = last[0].plans if last else ()
        parts = {fact.part for fact in self.facts}
        # A stated day of the whole bill, or of a part of it, outdates a plan for the whole.
        outdated = {"", *parts} if parts else set()
        return (*self.facts, *(plan for plan in plans if "" not in parts and plan.part not in outdated))

    @property
    def distances(self) -> list[Distance]:
        """Return the distance from the first promise to each part of `now` that has days; none if nothing was said again."""
        if self.first is None or (len(self.promises) == 1 and not self.facts):
            return []
        pairs = [(self.first.covering(each.part), each) for each in self.now if each.days.has_days]
        return [Distance(earlier, later) for earlier, later in pairs if earlier]

    def since(self, report: "Report") -> "PromisedLine":
        """Return the line as it begins with what `report` and later sources say."""
        return replace(self, said=tuple(promise for promise in self.said if promise.report.order >= report.order))

    def delivery(self, day: dt.date) -> Delivery:
        """Return what became of the first promise on `day`."""
        if self.first is None:
            return Delivery.NEVER
        deadline = self.first.deadline
        begun = [fact for fact in self.facts if fact.days.earliest and fact.days.earliest <= day]
        if any(distance.move == Move.LATER for distance in self.distances if distance.later in begun):
            return Delivery.LATE
        if begun and {plan.part for plan in self.first.plans} <= {fact.part for fact in begun}:
            return Delivery.ON_TIME
        if self.is_withdrawn:
            return Delivery.WITHDRAWN
        if deadline is None or deadline >= day:
            return Delivery.AHEAD
        if any(event.earliest and deadline < event.earliest <= day for event in self.events):
            return Delivery.PARTLY
        is_coming = len(begun) < len(self.facts)
        return Delivery.NOT_YET if is_coming or (self.open_on and self.open_on > deadline) else Delivery.UNKNOWN

    def late_until(self, day: dt.date) -> dt.date | None:
        """Return the day up to which the law is late on `day`: its last stated day, or `day` itself. None if it is not late."""
        delivery, deadline = self.delivery(day), self.first.deadline if self.first else None
        if deadline is None or delivery not in (Delivery.LATE, Delivery.NOT_YET, Delivery.PARTLY, Delivery.UNKNOWN):
            return None
        begun = [fact.days.latest for fact in self.facts if fact.days.latest]
        return max(deadline, min(day, max(begun))) if delivery == Delivery.LATE and begun else day

    def reach(self, day: dt.date) -> int:
        """Return for sorting how far the law moved, in whole months: from the last day that was first promised to the last day
        of `now`, or to `day` if that passed without a law. Negative if it came or is planned sooner.
        """
        deadline = self.first.deadline if self.first else None
        if deadline is None:
            return 0
        until = self.late_until(day)
        days = [distance.later.days.latest for distance in self.distances]
        known = [each for each in (*days, until) if each]
        return months_between(deadline, max(known)) if known else 0


def by_distance(lines: Iterable[PromisedLine], day: dt.date) -> list[PromisedLine]:
    """Return the lines, those that moved furthest first; those that were never promised a day come last."""
    return sorted(lines, key=lambda line: (line.first is None, -line.reach(day), line.name.casefold()))


def lines_of(bills: Iterable["Bill"]) -> list[PromisedLine]:
    """Return a line for each bill that took over no other one of `bills`. Needs `with_planning()`; runs no queries."""
    by_key = {bill.pk: bill for bill in bills}
    taken_over = {bill.successor_id for bill in by_key.values() if bill.outcome == Outcome.MERGED}
    return [line_of(_chain(bill, by_key)) for bill in by_key.values() if bill.pk not in taken_over]


def _chain(bill: "Bill", by_key: Mapping[int, "Bill"]) -> list["Bill"]:
    chain = [bill]
    while bill.outcome == Outcome.MERGED and (following := by_key.get(bill.successor_id or 0)) and following not in chain:
        chain.append(following)
        bill = following
    return chain


def line_of(chain: Sequence["Bill"]) -> PromisedLine:
    """Return the line of a bill and the bills that it went on as, in turn."""
    last = chain[-1]
    stands = [stand for bill in chain for stand in bill.known_stands]
    plans = sorted(
        (
            (step.snapshot.report, plan_of_step(step))
            for stand in stands for step in stand.planning.all() if step.phase == Phase.ENTRY_INTO_FORCE
        ),
        key=lambda row: row[0].order,
    )  # fmt: skip
    said = tuple(
        Pledge(rows[0][0], tuple(plan for _, plan in rows))
        for rows in (list(group) for _, group in groupby(plans, key=lambda row: row[0].order))
    )
    stated = {(entry.part, entry.date): fact_of(entry) for bill in chain for entry in bill.standing_entries}
    events = [station for bill in chain for station in bill.timeline if station.kind == StationKind.ENTRY_INTO_FORCE]
    is_open = [stand.report.day for stand in stands if stand.outcome in PASSING]
    return PromisedLine(
        name=last.name,
        url=last.get_absolute_url(),
        said=said,
        stated=tuple(sorted(stated.values(), key=lambda fact: (fact.days.earliest, fact.part))),
        events=() if stated else tuple(events),
        former=tuple(bill.name for bill in chain[:-1]),
        keys=frozenset(bill.pk for bill in chain),
        open_on=max(is_open, default=None),
        is_withdrawn=last.outcome == Outcome.WITHDRAWN,
    )
