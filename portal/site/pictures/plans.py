"""The plans and facts about bills as plain data, ready to be drawn."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from laws.enums import Outcome, Phase
from laws.models import Bill, PlanningStep
from measures.enums import Precision, ReportKind
from measures.models import Report
from measures.periods import Period
from portal.core.dates import in_dutch


@dataclass(frozen=True)
class Plan:
    """The words of one report for one phase of a bill or a part of it, and the days that they can mean."""

    report: str
    report_brief: str
    phase: Phase
    part: str
    words: str
    days: Period

    @property
    def with_part(self) -> str:
        return f"{self.words} ({self.part.lower()})" if self.part else self.words

    @property
    def all_days(self) -> list[dt.date]:
        return [day for day in (self.days.earliest, self.days.latest) if day]


# The phases that lie behind a bill with this outcome.
BEHIND = {
    Outcome.BEFORE_PARLIAMENT: (Phase.CONSULTATION, Phase.COUNCIL_OF_MINISTERS, Phase.COUNCIL_OF_STATE),
    Outcome.ADOPTED: tuple(phase for phase in Phase if phase != Phase.ENTRY_INTO_FORCE),
    Outcome.IN_FORCE: tuple(Phase),
    Outcome.MERGED: tuple(Phase),
    Outcome.WITHDRAWN: tuple(Phase),
}


# The outcomes after which the plans of a bill no longer apply: only its successor, if any, still has a date.
OVER = (Outcome.MERGED, Outcome.WITHDRAWN)


def has_passed(step: Plan | PlanningStep, outcome: Outcome, day: dt.date) -> bool:
    """Return whether the planned days of a phase are over on `day`, while no source says that the bill came that far."""
    return step.days.is_over(day) and step.phase not in BEHIND.get(outcome, ())


@dataclass(frozen=True)
class EntryDay:
    """A stated entry into force of a bill, or of the part `part`."""

    part: str
    date: dt.date

    @property
    def in_words(self) -> str:
        return f"{in_dutch(self.date)} ({self.part.lower()})" if self.part else in_dutch(self.date)

    @property
    def days(self) -> Period:
        return Period(self.date, self.date, Precision.DAY)


@dataclass(frozen=True)
class BillPlan:
    """A bill with its plans and facts.

    - `how_far`: the outcome in words, with its days.
    - `phases`, `entry`: the plans for the phases and for the entry into force in the current snapshot, `bill.stand`.
    - `promises`: the plans for the entry into force in earlier reports: a tuple per report, oldest first.
    - `facts`: the stated entries into force.
    """

    name: str
    url: str
    outcome: Outcome
    how_far: str = ""
    phases: tuple[Plan, ...] = ()
    promises: tuple[tuple[Plan, ...], ...] = ()
    entry: tuple[Plan, ...] = ()
    facts: tuple[EntryDay, ...] = ()

    @property
    def is_over(self) -> bool:
        """Return whether the bill was merged into another or withdrawn. Its plans no longer apply then."""
        return self.outcome in OVER

    @property
    def all_steps(self) -> list[Plan]:
        return [*self.phases, *self.entry, *(plan for promise in self.promises for plan in promise)]

    @property
    def days(self) -> list[dt.date]:
        return [day for plan in self.all_steps for day in plan.all_days] + [fact.date for fact in self.facts]


def brief_name(report: Report) -> str:
    """Return a short name of a report, such as "rapportage 5" or "kamerbrief 2022"."""
    if report.number:
        return f"rapportage {report.number}"
    kind = "plan" if report.kind == ReportKind.PLAN else str(report.get_kind_display()).lower()
    return f"{kind} {report.publication_latest.year}"


def plan_of(bill: Bill) -> BillPlan:
    """Return the plans of a bill that count now (`bill.planning_now`) and those of earlier reports.

    A plan of a part whose entry into force a later report states is outdated: it is in `promises` instead of `entry`. So is the
    plan of a whole bill, and every plan of a bill that is over. Needs `with_planning()`; runs no queries.
    """
    entering = bill.stand_for(Phase.ENTRY_INTO_FORCE)
    entries = bill.standing_entries
    facts = sorted({(entry.part, entry.date) for entry in entries}, key=lambda fact: fact[::-1])
    stated = {entry.part for entry in entries if entry.report.order > entering.report.order}
    planned = _plans(step for step in entering.planning.all() if step.phase == Phase.ENTRY_INTO_FORCE)
    is_over = bill.outcome in OVER
    outdated = tuple(plan for plan in planned if is_over or (stated and ("" in stated or plan.part in {"", *stated})))
    before = [
        _plans(step for step in stand.planning.all() if step.phase == Phase.ENTRY_INTO_FORCE)
        for stand in bill.known_stands
        if stand.report.order < entering.report.order
    ]
    return BillPlan(
        name=bill.name,
        url=bill.get_absolute_url(),
        outcome=bill.outcome,
        how_far=bill.situation.words,
        phases=_plans(step for step in bill.planning_now if step.phase != Phase.ENTRY_INTO_FORCE),
        promises=tuple(plans for plans in (*before, outdated) if plans),
        entry=tuple(plan for plan in planned if plan not in outdated),
        facts=tuple(EntryDay(part, date) for part, date in facts),
    )


def _plans(steps: Iterable[PlanningStep]) -> tuple[Plan, ...]:
    return tuple(
        Plan(
            step.snapshot.report.short_name,
            brief_name(step.snapshot.report),
            Phase(step.phase),
            step.part,
            step.period,
            step.days,
        )
        for step in steps
    )
