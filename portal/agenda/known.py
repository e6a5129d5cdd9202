"""What is known when a report is the latest: the reports until then, the bills, and what they say about those."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection
from functools import cached_property
from typing import Any, TypeVar

from django.db import models
from django.db.models import Prefetch

from laws.enums import Outcome, Phase
from laws.models import Bill, BillSnapshot, EntryIntoForce, PlanningStep, Requirement
from measures.models import Action, ActionMention, Measure, Report, Role, Sector
from measures.querysets import ActionQuerySet, by_report
from portal.agenda.standing import Promise
from portal.core.sources import Source

T = TypeVar("T")


class Known:
    """What the reports up to and including a latest one say. Reports are compared by the order of their publication."""

    def __init__(self, report: Report | None = None) -> None:
        self.reports = {each.pk: place for place, each in enumerate(Report.objects.known_with(report).oldest_first())}
        self.bills = {bill.pk: bill for bill in Bill.objects.published()}
        self._stands: dict[int, list[BillSnapshot]] = defaultdict(list)
        self._entries: dict[int, list[EntryIntoForce]] = defaultdict(list)
        self._answers: dict[tuple[str, int, str], Any] = {}
        steps = PlanningStep.objects.filter(phase=Phase.ENTRY_INTO_FORCE).order_by("position")
        for stand in self._said(BillSnapshot).prefetch_related(Prefetch("planning", steps, to_attr="entry_steps")):
            self._stands[stand.bill_id].append(stand)
        for entry in self._said(EntryIntoForce):
            self._entries[entry.bill_id].append(entry)

    def _said(self, model: type[models.Model]) -> models.QuerySet:
        """The public rows of `model` in the known reports, by the order of those reports."""
        rows = model._default_manager.published().filter(report__in=self.reports).select_related("report")
        return rows.order_by(*by_report(), "pk")

    def of(self, actions: ActionQuerySet) -> ActionQuerySet:
        """The actions that a known report mentions, in the order of the sources."""
        return actions.mentioned_in(self.reports).order_by("pk")

    def in_full(self, keys: Collection[int]) -> ActionQuerySet:
        """Actions with everything that an entry shows."""
        return Action.objects.filter(pk__in=keys).prefetch_related(
            # Lists rather than relations: a queryset for each action is what costs most here.
            Prefetch("roles", Role.objects.all(), to_attr="addressed_roles"),
            Prefetch("sectors", Sector.objects.all(), to_attr="addressed_sectors"),
            Prefetch("measures", Measure.objects.published().in_order().select_related("parent"), to_attr="public_measures"),
            Prefetch("mentions", self._said(ActionMention), to_attr="known_mentions"),
            Prefetch("requirements", self._requirements(), to_attr="known_requirements"),
        )

    def _requirements(self) -> models.QuerySet:
        """What public bills do to actions."""
        return self._said(Requirement).filter(bill__in=Bill.objects.published()).select_related("bill")

    def order(self, row: models.Model) -> int:
        """The place of a row's report among the known reports."""
        return self.reports[row.report_id]

    def order_of(self, report: Report) -> int:
        return self.reports[report.pk]

    @cached_property
    def _families(self) -> dict[int, list[int]]:
        """Every bill with those it took over and those that took it over, as far as the public knows them."""
        families = {bill: [bill] for bill in self.bills}
        for bill in self.bills.values():
            one, other = families[bill.pk], families.get(bill.successor_id or 0)
            if other is not None and one is not other:
                one += other
                families |= dict.fromkeys(other, one)
        return families

    def _stands_of_family(self, bill_id: int) -> list[BillSnapshot]:
        return sorted((stand for bill in self._families[bill_id] for stand in self._stands[bill]), key=self.order)

    def entry_into_force(self, requirement: Requirement) -> EntryIntoForce | None:
        """The stated entry into force of the part that a requirement hangs on, or of the whole; the newest report counts.

        A requirement on a whole bill is not met by the entry into force of a part of it.
        """
        return self._once(self._entry_into_force, requirement)

    def _entry_into_force(self, bill_id: int, part: str) -> EntryIntoForce | None:
        entries = [entry for bill in self._families[bill_id] for entry in self._entries[bill] if entry.part in ("", part)]
        return max(entries, key=self.order, default=None)

    def promises(self, requirement: Requirement) -> tuple[Promise, ...]:
        """What each report in turn planned for the entry into force of (the part of) the bill, oldest first."""
        return self._once(self._promises, requirement)

    def _promises(self, bill_id: int, part: str) -> tuple[Promise, ...]:
        steps = [(stand, _step_for(part, stand.entry_steps)) for stand in self._stands_of_family(bill_id)]
        return tuple(Promise(step.period, step.days, Source(stand.report, step.location)) for stand, step in steps if step)

    def withdrawal(self, requirement: Requirement) -> BillSnapshot | None:
        """The newest stand of the bill, when that says that the bill was withdrawn."""
        return self._once(self._withdrawal, requirement)

    def _withdrawal(self, bill_id: int, part: str) -> BillSnapshot | None:
        newest = self._stands_of_family(bill_id)[-1:]
        return newest[0] if newest and newest[0].outcome == Outcome.WITHDRAWN else None

    def _once(self, read: Callable[[int, str], T], requirement: Requirement) -> T:
        """The answer for a part of a bill, worked out once for all actions that hang on it."""
        key = (read.__name__, self._families[requirement.bill_id][0], requirement.part)
        if key not in self._answers:
            self._answers[key] = read(requirement.bill_id, requirement.part)
        return self._answers[key]


def _step_for(part: str, steps: list[PlanningStep]) -> PlanningStep | None:
    """The step that plans a part: its own, else that of the whole bill, else the last of the other parts."""
    own = [step for step in steps if step.part == part] or [step for step in steps if not step.part]
    return own[0] if own else max(steps, key=lambda step: step.latest or dt.date.min, default=None)
