"""The plans and facts about bills as plain data, ready to be drawn."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from laws.enums import Outcome, Phase
from laws.models import Bill, BillSnapshot, PlanningStep
from measures.enums import Precision, ReportKind
from measures.models import Report
from measures.periods import Period


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
    def all_days(self) -> list[dt.date]:
        return [day for day in (self.days.earliest, self.days.latest) if day]


# The phases that lie behind a bill with this outcome.
BEHIND = {
    Outcome.BEFORE_PARLIAMENT: (Phase.CONSULTATION, Phase.COUNCIL_OF_MINISTERS, Phase.COUNCIL_OF_STATE),
    Outcome.IN_FORCE: tuple(Phase),
    Outcome.MERGED: tuple(Phase),
    Outcome.WITHDRAWN: tuple(Phase),
}


def has_passed(step: Plan | PlanningStep, outcome: Outcome, day: dt.date) -> bool:
    """Return whether the planned days of a phase are over on `day`, while no source says that the bill came that far."""
    return step.days.latest is not None and step.days.latest < day and step.phase not in BEHIND.get(outcome, ())


@dataclass(frozen=True)
class EntryDay:
    """A stated entry into force of a bill, or of the part `part`."""

    part: str
    date: dt.date

    @property
    def days(self) -> Period:
        return Period(self.date, self.date, Precision.DAY)


@dataclass(frozen=True)
class BillPlan:
    """A bill with its plans and facts.

    - `phases`, `entry`: the plans for the phases and for the entry into force in the current snapshot, `bill.stand`.
    - `promises`: the plans for the entry into force in earlier reports: a tuple per report, oldest first.
    - `facts`: the stated entries into force.
    """

    name: str
    url: str
    outcome: Outcome
    phases: tuple[Plan, ...] = ()
    promises: tuple[tuple[Plan, ...], ...] = ()
    entry: tuple[Plan, ...] = ()
    facts: tuple[EntryDay, ...] = ()

    @property
    def is_over(self) -> bool:
        """Return whether the bill was merged into another or withdrawn. Its plans no longer apply then."""
        return self.outcome in (Outcome.MERGED, Outcome.WITHDRAWN)

    @property
    def days(self) -> list[dt.date]:
        plans = [*self.phases, *self.entry, *(plan for promise in self.promises for plan in promise)]
        return [day for plan in plans for day in plan.all_days] + [fact.date for fact in self.facts]


def brief_name(report: Report) -> str:
    """Return a short name of a report, such as "rapportage 5" or "kamerbrief 2022"."""
    if report.number:
        return f"rapportage {report.number}"
    kind = "plan" if report.kind == ReportKind.PLAN else str(report.get_kind_display()).lower()
    return f"{kind} {report.publication_latest.year}"


def plan_of(bill: Bill) -> BillPlan:
    """Return the plans of a bill in its current snapshot (`bill.stand`) and in earlier ones.

    If a later report states an entry into force, the current plan is outdated: it is in `promises` instead of `entry`. Needs
    `with_planning()`; runs no queries.
    """
    current = cast(BillSnapshot, bill.stand)
    known = [stand for stand in bill.stands if stand.report.order <= current.report.order]
    facts = tuple(
        EntryDay(part, date) for part, date in sorted({(e.part, e.date) for e in bill.public_entries}, key=lambda f: f[::-1])
    )
    is_superseded = any(entry.report.order > current.report.order for entry in bill.public_entries)
    promising = [_plans(stand, only=Phase.ENTRY_INTO_FORCE) for stand in known if stand is not current or is_superseded]
    return BillPlan(
        name=bill.title,
        url=bill.get_absolute_url(),
        outcome=bill.outcome,
        phases=tuple(plan for plan in _plans(current) if plan.phase != Phase.ENTRY_INTO_FORCE),
        promises=tuple(plans for plans in promising if plans),
        entry=() if is_superseded else _plans(current, only=Phase.ENTRY_INTO_FORCE),
        facts=facts,
    )


def _plans(stand: BillSnapshot, only: Phase | None = None) -> tuple[Plan, ...]:
    order = list(Phase)
    steps = sorted(stand.planning.all(), key=lambda step: (order.index(Phase(step.phase)), step.position))
    return tuple(
        Plan(stand.report.short_name, brief_name(stand.report), Phase(step.phase), step.part, step.period, step.days)
        for step in steps
        if only in (None, step.phase)
    )
