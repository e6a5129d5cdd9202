"""The database reads of the agenda: what the known reports say about actions and bills."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import Any, TypeVar

from django.db import models
from django.db.models import Prefetch

from laws.enums import Outcome, Phase
from laws.models import Bill, BillSnapshot, EntryIntoForce, LegalBasis, PlanningStep, Requirement
from laws.outcome import newest_said
from measures.models import Action, ActionMention, Measure, Report, Role, Sector, SourceNote
from measures.querysets import ActionQuerySet, by_report, newest_progress
from portal.agenda.standing import Promise
from portal.core.sources import Source

T = TypeVar("T")
Row = TypeVar("Row", bound=models.Model)


class Known:
    """The content of the known reports: the published reports up to and including `report` (None: all published reports).

    Later reports are left out, so the agenda can be shown as it was when `report` came out. `reports` maps the primary
    key of a known report to its place in the order of publication, from 0 for the oldest. "Newest" means the highest place.
    `bills` maps primary keys to all public bills.

    All rows and actions share the objects of reports, bills, roles, sectors and measures. Objects of their own would take
    most of the time and the memory.

    A bill that is merged into another has that other bill as its successor. The successor carries on the planning and the
    effects of the merged bill. So all bills connected in this way form a family, and a requirement on one bill is looked
    up in its whole family.
    """

    def __init__(self, report: Report | None = None) -> None:
        reports = list(Report.objects.known_with(report).oldest_first())
        self.newest_progress = newest_progress(reports)
        self.reports = {each.pk: place for place, each in enumerate(reports)}
        self._reports = {each.pk: each for each in reports}
        self.bills = {bill.pk: bill for bill in Bill.objects.published()}
        self._stands: dict[int, list[BillSnapshot]] = defaultdict(list)
        self._entries: dict[int, list[EntryIntoForce]] = defaultdict(list)
        self._answers: dict[tuple[str, int, str], Any] = {}
        self._records: dict[tuple[type[models.Model], int], Any] = {}
        steps = PlanningStep.objects.filter(phase=Phase.ENTRY_INTO_FORCE).order_by("position")
        for stand in self._said(BillSnapshot).prefetch_related(Prefetch("planning", steps, to_attr="entry_steps")):
            self._stands[stand.bill_id].append(self._shared(stand))
        for entry in self._said(EntryIntoForce):
            self._entries[entry.bill_id].append(self._shared(entry))

    def _said(self, model: type[models.Model]) -> models.QuerySet:
        """Return the public rows of `model` in the known reports, those of the oldest report first."""
        return model._default_manager.published().filter(report__in=self.reports).order_by(*by_report(), "pk")

    def _shared(self, row: Row) -> Row:
        """Return the row with its report: the one object that all rows of that report share."""
        row.report = self._reports[row.report_id]
        return row

    def of(self, actions: ActionQuerySet) -> ActionQuerySet:
        """Return the subset of `actions` that known reports mention, in order of primary key (the order of entry)."""
        return actions.mentioned_in(self.reports).order_by("pk")

    def in_full(self, keys: Collection[int]) -> Sequence[Action]:
        """Return the actions with these primary keys, with every relation that `facts_of` and the pages need."""
        actions = Action.objects.filter(pk__in=keys).prefetch_related(
            # `to_attr` gives plain lists. `action.roles.all()` would make a queryset per action, the largest cost here.
            Prefetch("roles", Role.objects.all(), to_attr="addressed_roles"),
            Prefetch("sectors", Sector.objects.all(), to_attr="addressed_sectors"),
            Prefetch("measures", Measure.objects.published().in_order().select_related("parent"), to_attr="public_measures"),
            Prefetch("mentions", self._said(ActionMention), to_attr="known_mentions"),
            Prefetch("source_notes", SourceNote.objects.beside_records().filter(report__in=self.reports), to_attr="known_notes"),
            Prefetch("requirements", self._said(Requirement).filter(bill__in=self.bills), to_attr="known_requirements"),
            Prefetch("legal_bases", self._said(LegalBasis).order_by("pk").prefetch_related("sectors"), to_attr="known_bases"),
        )
        for action in (found := list(actions)):
            action.addressed_roles = self._once_each(action.addressed_roles)
            action.addressed_sectors = self._once_each(action.addressed_sectors)
            action.public_measures = self._once_each(action.public_measures)
            for row in (*action.known_mentions, *action.known_notes, *action.known_requirements, *action.known_bases):
                self._shared(row)
            for requirement in action.known_requirements:
                requirement.bill = self.bills[requirement.bill_id]
        return found

    def _once_each(self, records: list[Row]) -> list[Row]:
        """Return the records, each as the object that all actions share."""
        return [self._records.setdefault((type(each), each.pk), each) for each in records]

    def order(self, row: models.Model) -> int:
        """Return the place of the report of this row among the known reports, from 0 for the oldest."""
        return self.reports[row.report_id]

    def order_of(self, report: Report) -> int:
        return self.reports[report.pk]

    def newest_progress_at(self, order: int) -> int:
        """Return the place of the newest progress report up to and including the report at place `order`; 0 without any."""
        return max((place for pk, place in self.reports.items() if place <= order and self._reports[pk].is_progress), default=0)

    @cached_property
    def _families(self) -> dict[int, list[int]]:
        """Map the primary key of each public bill to the list of primary keys of its family.

        The bills of one family share one list. Its first key identifies the family.
        """
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
        """Return the stated entry into force that puts a requirement into effect, from the newest report, or None.

        For a requirement on a part, that is the entry into force of the part or of the whole bill. For a requirement on a
        whole bill, it is only that of the whole bill: after the entry into force of a part, the rest is not law yet.
        """
        return self._once(self._entry_into_force, requirement)

    def _entry_into_force(self, bill_id: int, part: str) -> EntryIntoForce | None:
        entries = [entry for bill in self._families[bill_id] for entry in self._entries[bill] if entry.part in ("", part)]
        return max(entries, key=self.order, default=None)

    def promises(self, requirement: Requirement) -> tuple[Promise, ...]:
        """Return the plans in the known reports for the entry into force of the bill or its part, oldest first."""
        return self._once(self._promises, requirement)

    def _promises(self, bill_id: int, part: str) -> tuple[Promise, ...]:
        steps = [(stand, _step_for(part, stand.entry_steps)) for stand in self._stands_of_family(bill_id)]
        return tuple(
            Promise(step.period, step.days, Source(stand.report, step.location), self.bills[stand.bill_id].name, step.part)
            for stand, step in steps
            if step
        )

    def said_of(self, requirement: Requirement, outcome: Outcome) -> BillSnapshot | None:
        """Return the newest snapshot of the bill's family that gives an outcome, if that is `outcome`, otherwise None."""
        said = self._once(self._said_last, requirement)
        return said if said and said.outcome == outcome else None

    def _said_last(self, bill_id: int, part: str) -> BillSnapshot | None:
        return newest_said(self._stands_of_family(bill_id))

    def _once(self, read: Callable[[int, str], T], requirement: Requirement) -> T:
        """Return the cached result of `read` for the bill family and part: many actions have the same requirement."""
        key = (read.__name__, self._families[requirement.bill_id][0], requirement.part)
        if key not in self._answers:
            self._answers[key] = read(requirement.bill_id, requirement.part)
        return self._answers[key]


def _step_for(part: str, steps: list[PlanningStep]) -> PlanningStep | None:
    """Return the step that plans `part` ("" is the whole bill), or None if no step does.

    This is the step of `part`, else the step of the whole bill. A whole bill that is planned only in parts is in force when its
    last part is: a part without a last day decides, else the part with the latest one. The plan of one part says nothing about
    another part.
    """
    own = [step for step in steps if step.part == part] or [step for step in steps if not step.part]
    if own or part:
        return own[0] if own else None
    return max(steps, key=lambda step: (step.latest is None, step.latest or dt.date.max), default=None)
