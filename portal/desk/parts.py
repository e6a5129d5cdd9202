"""The parts of each bill that can enter into force apart, and the actions that each part moves."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from laws.enums import Effect, Phase
from laws.models import Bill, EntryIntoForce, PlanningStep, Requirement
from laws.models.effect import StatedEffect
from measures.models import Report

WHOLE = "Het hele wetsvoorstel"
HAPPENS = {Effect.MAKES_OBLIGATORY: "wordt verplicht", Effect.MAKES_POSSIBLE: "wordt mogelijk", Effect.ENDS: "eindigt"}


@dataclass(frozen=True)
class BillPart:
    """A part of a bill ("" is the whole bill), and what its entry into force does to actions, each in a Dutch line."""

    name: str
    moves: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return the name as it stands in the name of a field. It does not depend on the other parts."""
        return f"deel-{hashlib.sha256(self.name.encode()).hexdigest()[:12]}"

    @property
    def words(self) -> str:
        return self.name or WHOLE


@dataclass(frozen=True)
class BillWithParts:
    bill: Bill
    parts: tuple[BillPart, ...]


def bills_with_parts() -> list[BillWithParts]:
    """Return the bills that were not merged into another one, by title, with the names of parts that any report uses.

    What a report says of a merged bill counts for its successor. Four queries, however many bills.
    """
    bills = list(Bill.objects.all())
    successors = {bill.pk: bill.successor_id for bill in bills}
    requirements = _deciding(Requirement.objects.published().select_related("report", "action").order_by("pk"))
    names: dict[int, set[str]] = defaultdict(lambda: {""})
    steps = PlanningStep.objects.filter(phase=Phase.ENTRY_INTO_FORCE).values_list("snapshot__bill", "part")
    entries = EntryIntoForce.objects.values_list("bill", "part")
    for bill, part in (*steps, *entries, *((row.bill_id, row.part) for row in requirements)):
        names[_last(bill, successors)].add(part)
    moved: dict[int, list[Requirement]] = defaultdict(list)
    for row in requirements:
        moved[_last(row.bill_id, successors)].append(row)
    return [
        BillWithParts(bill, tuple(BillPart(part, _moves(part, moved[bill.pk])) for part in sorted(names[bill.pk])))
        for bill in bills
        if bill.successor_id is None
    ]


def named_parts(bill: Bill | None = None) -> dict[int, set[str]]:
    """Return the parts that a plan, an entry into force or an effect names, in any report, by the primary key of their bill.

    `bill` limits them to one bill. Three queries.
    """
    found: dict[int, set[str]] = defaultdict(set)
    for model, path in ((PlanningStep, "snapshot__bill"), (EntryIntoForce, "bill"), (Requirement, "bill")):
        rows = model._default_manager.filter(**({path: bill} if bill else {})).exclude(part="")
        for key, part in rows.values_list(path, "part"):
            found[key].add(part)
    return found


def problem_of_part(known: Mapping[int, set[str]], bill: int | None, part: str) -> str:
    """Return why an effect cannot name this part of a bill, or an empty string. `known` is what `named_parts` returns.

    An effect on a part under another name would move no action. A bill of which no part is known can have any.
    """
    names = known.get(bill, set()) if bill and part else set()
    return f"Dit onderdeel kent het wetsvoorstel niet. Wel: {'; '.join(sorted(names))}." if names and part not in names else ""


def _last(bill: int, successors: dict[int, int | None]) -> int:
    while following := successors[bill]:
        bill = following
    return bill


def _deciding(rows: Iterable[Requirement]) -> list[Requirement]:
    """Return the rows that count: of each action and effect those of the newest report, as in `portal.agenda.facts`."""
    found: dict[tuple[int, str], list[Requirement]] = defaultdict(list)
    for row in rows:
        found[row.action_id, row.effect].append(row)
    counting = []
    for same in found.values():
        newest = max(row.report.order for row in same)
        counting += [row for row in same if row.report.order == newest]
    return counting


def _moves(part: str, rows: Iterable[Requirement]) -> tuple[str, ...]:
    """Return what the entry into force of a part does. That of the whole bill counts for every part: see `Known`."""
    return tuple(dict.fromkeys(f"{HAPPENS[Effect(row.effect)]}: {row.action.text}" for row in rows if part in ("", row.part)))


def effects_elsewhere(report: Report) -> dict[StatedEffect, Report]:
    """Return the effects of bills that other reports than this one state, each with the report. One query."""
    others = Requirement.objects.standing().exclude(report=report).select_related("report")
    return {row.stated: row.report for row in others}
