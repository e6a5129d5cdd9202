"""The values of the row of the draft that a row of a document becomes, by kind."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from laws.models import Bill
from measures.models import Figure, Finding, GoalSnapshot, Measure, ReportSection, SourceNote
from motions.models import Motion
from portal.desk.pages.forms import free_slug
from portal.desk.reading_in.placing.draft import Draft, WaitsError
from portal.desk.reading_models import ReadRow

Kind = ReadRow.Kind


@dataclass(frozen=True)
class DraftValues:
    """The values of a row of the draft. `first` has those of a new row only; `after` is done with a new row or sentence."""

    first: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    after: Callable[[Any], None] | None = None


def _measure(draft: Draft, row: ReadRow) -> DraftValues:
    said = row.values
    values = {
        "code": said["code"], "title_printed": said["titel"] or str(draft.record(row)), "status": said["status"],
        "status_printed": said["statusInBron"], "location": row.location,
    }  # fmt: skip
    return DraftValues({"report": draft.report, "measure": draft.record(row)}, values)


def _item(draft: Draft, row: ReadRow) -> DraftValues:
    said = row.values
    values = {
        "kind": said["soort"], "heading": said.get("groep", ""), "period": said.get("periode", ""), "location": row.location,
    }  # fmt: skip
    return DraftValues({"snapshot": draft.owner(row, Kind.MEASURE)}, values)


def _involved(draft: Draft, row: ReadRow) -> DraftValues:
    first = {"snapshot": draft.owner(row, Kind.MEASURE), "stakeholder": draft.record(row), "printed": row.title}
    return DraftValues(first)


def _goal(draft: Draft, row: ReadRow) -> DraftValues:
    goal = draft.record(row)
    return DraftValues(
        {"report": draft.report, "goal": goal}, {"title_printed": row.values["titel"] or goal.title, "location": row.location}
    )


def _bill(draft: Draft, row: ReadRow) -> DraftValues:
    said = row.values
    values = {"number": said["nummer"], "title_printed": said["titel"], "location": row.location}
    return DraftValues({"report": draft.report, "bill": draft.record(row)}, values)


def _element(draft: Draft, row: ReadRow) -> DraftValues:
    return DraftValues({"snapshot": draft.owner(row, Kind.BILL)}, {"location": row.location})


def _contribution(draft: Draft, row: ReadRow) -> DraftValues:
    values = {"printed": row.title, "measure": draft.measure(row.values["maatregel"]), "location": row.location}
    return DraftValues({"snapshot": draft.owner(row, Kind.BILL)}, values)


def _step(draft: Draft, row: ReadRow) -> DraftValues:
    said = row.values
    first = {"snapshot": draft.owner(row, Kind.BILL), "phase": said["fase"], "part": said["onderdeel"]}
    return DraftValues(first, {"period": said["periode"], "location": row.location})


def _entry(draft: Draft, row: ReadRow) -> DraftValues:
    said = row.values
    if not said["datum"]:
        raise WaitsError("Het document noemt hier geen dag.")
    first = {"report": draft.report, "bill": draft.owner(row, Kind.BILL).bill, "part": said["onderdeel"]}
    return DraftValues(first, {"date": dt.date.fromisoformat(said["datum"]), "location": row.location})


def _motion(draft: Draft, row: ReadRow) -> DraftValues:
    said = row.values
    values = {
        "title_printed": said["titel"] or draft.record(row).title, "status": said["status"],
        "status_printed": said["statusInBron"], "location": row.location,
    }  # fmt: skip
    return DraftValues({"report": draft.report, "motion": draft.record(row)}, values)


def _action(draft: Draft, row: ReadRow) -> DraftValues:
    first = {"report": draft.report, "action": draft.record(row)}
    return DraftValues(first, {"period": row.values.get("periode", ""), "location": row.location})


def _finding(draft: Draft, row: ReadRow) -> DraftValues:
    owner = draft.owner(row, Kind.GOAL, Kind.MEASURE)
    about = {"goal": owner.goal} if isinstance(owner, GoalSnapshot) else {"measure": owner.measure}
    return DraftValues({"report": draft.report, **about}, {"location": row.location}, lambda finding: _figures(finding, row))


def _figures(finding: Finding, row: ReadRow) -> None:
    for figure in finding.figures.all():
        figure.delete()
    for said in row.values.get("cijfers", ()):
        # A description in our words: the sentence of the source is beside the finding.
        words = said["groep"] or said["waarde"]
        Figure(finding=finding, description=words, value=said["waarde"], unit=said["eenheid"], group=said["groep"]).save()


def _party(draft: Draft, row: ReadRow) -> DraftValues:
    said = row.values
    first = {"report": draft.report, "group_printed": said["groep"], "party": draft.record(row), "party_printed": said["naam"]}
    return DraftValues(first, {"location": row.location})


def _chapter(draft: Draft, row: ReadRow) -> DraftValues:
    title = row.values["titel"]
    first = {"report": draft.report, "slug": free_slug(ReportSection, title)}
    return DraftValues(first, {"title": title, "location": row.location})


def _paragraph(draft: Draft, row: ReadRow) -> DraftValues:
    return DraftValues({"section": draft.owner(row, Kind.CHAPTER)}, {"location": row.location})


def _note(draft: Draft, row: ReadRow) -> DraftValues:
    said = row.values
    first = {"report": draft.report, "slug": free_slug(SourceNote, said["titel"])}
    values = {"title": said["titel"], "text": said["tekst"], "weight": said["gewicht"], "location": row.location}
    return DraftValues(first, values, lambda note: _links(note, said))


def _links(note: SourceNote, said: dict[str, Any]) -> None:
    note.measures.set(Measure.objects.filter(slug__in=said["maatregelen"]))
    note.bills.set(Bill.objects.filter(slug__in=said["wetsvoorstellen"]))
    note.motions.set(Motion.objects.filter(number__in=said["moties"]))


VALUES: dict[ReadRow.Kind, Callable[[Draft, ReadRow], DraftValues]] = {
    Kind.GOAL: _goal,
    Kind.MEASURE: _measure,
    Kind.ITEM: _item,
    Kind.INVOLVED: _involved,
    Kind.ACTION: _action,
    Kind.BILL: _bill,
    Kind.ELEMENT: _element,
    Kind.CONTRIBUTION: _contribution,
    Kind.STEP: _step,
    Kind.ENTRY: _entry,
    Kind.MOTION: _motion,
    Kind.FINDING: _finding,
    Kind.PARTY: _party,
    Kind.CHAPTER: _chapter,
    Kind.PARAGRAPH: _paragraph,
    Kind.NOTE: _note,
}
