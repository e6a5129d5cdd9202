"""A portal with one record, or with many, of every kind: for what may not depend on their number."""

from auditlog.context import disable_auditlog

from laws.enums import Effect, Phase
from laws.models import BillElement, BillName, Contribution, EntryIntoForce, Requirement
from measures.enums import ActionKind, ItemKind, ReportKind
from measures.models import (
    Action,
    ActionMention,
    Correction,
    Figure,
    Finding,
    Goal,
    GoalSnapshot,
    MeasureItem,
    OverviewCell,
    Priority,
    PriorityItem,
    PrioritySnapshot,
    ReportSection,
    Role,
    SectionItem,
    Sector,
    SourceNote,
)
from tests import factories


@disable_auditlog()
def fill(count):
    """Create two reports that each mention `count` records of every kind. Measure 1 has `count` rows of each of its parts.

    The audit trail does not record it.
    """
    old, new = factories.make_report("vgr-2", publication="2023"), factories.make_report("vgr-5", publication="2026")
    parent = factories.make_measure(1, slug="hoofd")
    submeasures = [factories.make_measure(parent=parent) for _ in range(count)]
    goals = [Goal.objects.create(number=n, title=f"Doel {n}") for n in range(1, count + 1)]
    priorities = [Priority.objects.create(number=n, title=f"Speerpunt {n}") for n in range(1, count + 1)]
    bills = [factories.make_bill(f"wet-nr-{n}") for n in range(count)]
    motions = [factories.make_motion(f"31497-{n + 1}") for n in range(count)]
    for report in (old, new):
        stand = factories.make_stand(parent, report)
        for n, (measure, goal, priority) in enumerate(zip(submeasures, goals, priorities, strict=True), start=1):
            factories.make_stand(measure, report, code="8a")
            MeasureItem.objects.create(snapshot=stand, kind=ItemKind.STEP, position=n, text="Stap", location="x")
            GoalSnapshot.objects.create(goal=goal, report=report, title_printed="Doel", location="x").measures.set(
                [measure, parent]
            )
            priority_stand = PrioritySnapshot.objects.create(priority=priority, report=report, title_printed="x", location="x")
            PriorityItem.objects.create(snapshot=priority_stand, position=1, text="Punt", location="x")
            priority.measures.set([measure, parent])
            for position, about in enumerate(({"measure": parent}, {"goal": goals[0]}, {"goal": goal})):
                finding = Finding.objects.create(report=report, position=3 * n + position, text="x", location="x", **about)
                Figure.objects.create(finding=finding, description="x", value="1")
            section = ReportSection.objects.create(report=report, position=n, slug=f"deel-{n}", title="Deel", location="x")
            SectionItem.objects.create(section=section, position=1, text="x", location="x").measures.set([measure, parent])
            note = SourceNote.objects.create(report=report, slug=f"{report.slug}-{n}", title="x", text="x", location="x")
            note.measures.set([parent])
            note.bills.set([bills[0]])
            note.motions.set([motions[0]])
        for bill in bills:
            planning = [(Phase.CONSULTATION, "2024"), (Phase.ENTRY_INTO_FORCE, "2025")]
            stand = factories.make_bill_stand(bill, report, planning=planning)
            BillElement.objects.create(snapshot=stand, position=1, text="x", location="x")
            Contribution.objects.create(snapshot=stand, position=1, printed="x", measure=parent, location="x")
            EntryIntoForce.objects.create(bill=bill, report=report, date="2025-01-01", location="x")
            BillName.objects.create(bill=bill, report=report, citation_title="x", location="x")
            factories.make_station(bill, report)
            bill.priorities.set(priorities[:1])
        for motion in motions:
            factories.make_motion_stand(motion, report, measures=[parent])
            factories.make_paper(motion, report, "Lid/Fractie", official_title="x", submitted_on="2024-01-01", request="x")
    _say_of_motions(motions)
    overview = factories.make_report("overzicht-2022", kind=ReportKind.OVERVIEW, publication="2022")
    for number in range(2, min(count, 24) + 2):
        measure = factories.make_measure(number)
        for report in (overview, new):
            stand = factories.make_stand(measure, report)
            MeasureItem.objects.create(snapshot=stand, kind=ItemKind.POLICY, position=1, text="x", location="x")
            OverviewCell.objects.create(snapshot=stand, column="swv-straks", words="Nog onbekend")
    role = Role.objects.create(slug="leraar", name="Leraar", plural="leraren")
    for measure, bill in zip(submeasures, bills, strict=True):
        action = factories.make_action(overview, measure, role, kind=ActionKind.DUTY, column="swv-nu")
        action.measures.add(parent)
        action.sectors.add(Sector.objects.get_or_create(slug="po", name="Primair onderwijs")[0])
        ActionMention.objects.create(action=action, report=new, location="x")
        factories.make_basis(action, new).sectors.set(action.sectors.all())
        Requirement.objects.create(bill=bill, action=action, report=new, effect=Effect.MAKES_OBLIGATORY, location="x")
    Action.objects.update(right="Recht")
    Action.objects.filter(pk=action.pk).update(slug="actie-een")
    _correct(submeasures, old)
    for bill in bills[1:]:
        bill.successor = bills[0]
        bill.save()


def _say_of_motions(motions):
    """Create a source that is no report, with a row about each motion."""
    source = factories.make_report(
        "stb-1", kind=ReportKind.OFFICIAL, publication="1 mei 2026", reference="", link="https://example.org/"
    )
    for motion in motions:
        factories.make_paper(motion, source, "Lid", vote_result="aangenomen")


def _correct(measures, report):
    for number, measure in enumerate(measures, start=1):
        Correction.objects.create(
            pk=number, report=report, subject_type="maatregel", subject_key=measure.slug, subject_title="x", field="status",
            old_value="a", new_value="b", reason="x", editor_function="redacteur",
        )  # fmt: skip
