"""Factories of small records, valid by default."""

from itertools import count

from auditlog.context import disable_auditlog
from django.utils import timezone

from laws.enums import BasisKind, Coverage, Effect, Outcome, Phase, StationKind
from laws.models import (
    Bill,
    BillElement,
    BillName,
    BillSnapshot,
    Contribution,
    EntryIntoForce,
    LegalBasis,
    PlanningStep,
    Requirement,
    Station,
)
from measures.enums import NEVER_PUBLIC, ActionKind, ItemKind, ReportKind, ReportState, Status
from measures.models import (
    Action,
    ActionMention,
    Correction,
    Figure,
    Finding,
    Goal,
    GoalSnapshot,
    Involvement,
    Measure,
    MeasureItem,
    MeasureSnapshot,
    OverviewCell,
    Party,
    Priority,
    PriorityItem,
    PrioritySnapshot,
    Report,
    ReportSection,
    Representation,
    Role,
    SectionItem,
    Sector,
    SourceNote,
    Stakeholder,
)
from motions.models import Motion, MotionPaper, MotionSnapshot, MotionSubmitter

numbers = count(1)
PLACE = "Hoofdstuk 1: „een vaste plek”"


def make_report(slug="", *, state=ReportState.PUBLISHED, kind=ReportKind.PROGRESS, **fields):
    n = next(numbers)
    fields = {
        "title": f"Rapportage {n}",
        "publication": "april 2026",
        "reference": "1 februari 2026",
        "number": n if kind == ReportKind.PROGRESS else None,
        "location": PLACE,
        "published_at": None if state in NEVER_PUBLIC else timezone.now(),
        "withdrawn_at": timezone.now() if state == ReportState.WITHDRAWN else None,
        "withdrawal_reason": "Er stonden fouten in." if state == ReportState.WITHDRAWN else "",
        "discarded_at": timezone.now() if state == ReportState.DISCARDED else None,
        "discard_reason": "Dubbel begonnen." if state == ReportState.DISCARDED else "",
    } | fields
    return Report.objects.create(slug=slug or f"rapportage-{n}", kind=kind, state=state, **fields)


def make_measure(number=None, *, parent=None, **fields):
    n = next(numbers)
    return Measure.objects.create(
        slug=fields.pop("slug", f"maatregel-{n}"), number=number, parent=parent, **{"title": f"Titel {n}"} | fields
    )


def make_stand(measure, report, *, status=Status.UNDERWAY, **fields):
    fields = {"code": str(measure.number or "8a"), "title_printed": measure.title, "location": PLACE} | fields
    return MeasureSnapshot.objects.create(measure=measure, report=report, status=status, **fields)


def make_bill(slug="", **fields):
    n = next(numbers)
    return Bill.objects.create(slug=slug or f"wet-{n}", **{"title": f"Wetsvoorstel {n}"} | fields)


def make_bill_stand(bill, report, *, planning=(), **fields):
    fields = {"title_printed": bill.title, "outcome": Outcome.IN_PREPARATION, "location": PLACE} | fields
    stand = BillSnapshot.objects.create(bill=bill, report=report, **fields)
    for position, (phase, period, *part) in enumerate(planning, start=1):
        PlanningStep.objects.create(
            snapshot=stand, position=position, phase=phase, period=period, part=part[0] if part else "", location=PLACE
        )
    return stand


def make_station(bill, report, kind=StationKind.HOUSE_VOTE, **fields):
    fields = {"period": "23 april 2024", "result": "Aangenomen.", "link": "https://example.org/", "location": PLACE} | fields
    return Station.objects.create(bill=bill, report=report, kind=kind, **fields)


def make_basis(action, report, **fields):
    """Create the article behind an action. For what was not found: `kind=BasisKind.NOT_FOUND` and the empty fields of a law."""
    of_law = {
        "law": "Wet op het primair onderwijs", "article": "18a", "covers": Coverage.FULL, "period": "1 augustus 2014",
        "link": "https://wetten.overheid.nl/BWBR0003420/2026-08-01#Artikel18a",
    }  # fmt: skip
    fields = {"kind": BasisKind.LAW, "looked_up_on": "2026-11-29", "location": PLACE} | fields
    return LegalBasis.objects.create(
        action=action, report=report, **(of_law | fields if fields["kind"] == BasisKind.LAW else fields)
    )


def make_motion(number="", **fields):
    n = next(numbers)
    return Motion.objects.create(number=number or f"99999-{n}", **{"title": f"Motie {n}"} | fields)


def make_motion_stand(motion, report, *, status=Status.UNDERWAY, measures=(), **fields):
    fields = {"title_printed": motion.title, "location": PLACE} | fields
    stand = MotionSnapshot.objects.create(motion=motion, report=report, status=status, **fields)
    stand.measures.set(measures)
    return stand


def make_paper(motion, report, *submitters, **fields):
    """Create what a source says about a motion. A submitter is a name, or a name and a party with a slash between."""
    paper = MotionPaper.objects.create(motion=motion, report=report, **{"location": PLACE} | fields)
    for position, member in enumerate(submitters, start=1):
        name, _, party = member.partition("/")
        MotionSubmitter.objects.create(paper=paper, position=position, name=name, party=party)
    return paper


def make_action(report, measure, role, *, kind=ActionKind.OPTION, text="Doe dit.", **mention):
    action = Action.objects.create(slug=f"actie-{next(numbers)}", text=text, kind=kind)
    action.roles.add(role)
    action.measures.add(measure)
    ActionMention.objects.create(action=action, report=report, **{"location": PLACE} | mention)
    return action


def make_everything_in_the_trail(report, words, *, main_number):
    """Create a record of every kind, mentioned in `report`, with `words` in every text that a page could show.

    No other report mentions these records. Returns the records that have a page, by name of their kind.
    """
    n = next(numbers)
    key = f"{words.lower()}-{n}"
    measure = make_measure(main_number, slug=f"{key}-maatregel", title=f"{words} maatregel")
    stand = make_stand(
        measure,
        report,
        status=Status.DONE,
        title_printed=f"{words} stand",
        introduction=f"{words} inleiding",
        summary=f"{words} samenvatting",
        location=f"{words} plek",
    )
    # A next step is something that is still open when the measure is done.
    for position, kind in enumerate((ItemKind.STEP, ItemKind.NEXT_STEP), start=1):
        MeasureItem.objects.create(
            snapshot=stand, position=position, kind=kind, text=f"{words} {kind.value}", location=f"{words} plek"
        )
    stakeholder = Stakeholder.objects.create(slug=f"{key}-groep", name=f"{words} groep {n}")
    Involvement.objects.create(snapshot=stand, stakeholder=stakeholder, printed=f"{words} betrokkene", position=1)
    OverviewCell.objects.create(snapshot=stand, column="swv-nu", words=f"{words} cel")
    goal = Goal.objects.create(number=900 + n, title=f"{words} doel")
    goal_stand = GoalSnapshot.objects.create(
        goal=goal, report=report, title_printed=f"{words} doel", summary=words, location=words
    )
    goal_stand.measures.add(measure)
    finding = Finding.objects.create(report=report, position=900 + n, goal=goal, text=f"{words} bevinding", location=words)
    Figure.objects.create(finding=finding, description=f"{words} cijfer", value="12")
    Finding.objects.create(report=report, position=5900 + n, measure=measure, text=f"{words} bevinding", location=words)
    priority = Priority.objects.create(number=900 + n, title=f"{words} speerpunt")
    priority.measures.add(measure)
    priority_stand = PrioritySnapshot.objects.create(
        priority=priority, report=report, title_printed=words, summary=words, location=words
    )
    PriorityItem.objects.create(snapshot=priority_stand, position=1, text=f"{words} punt", location=words)
    party = Party.objects.create(slug=f"{key}-partij", name=f"{words} partij {n}")
    Representation.objects.create(
        report=report, position=1, group_printed=words, party=party, party_printed=words, location=words
    )
    section = ReportSection.objects.create(
        report=report, position=900, slug=key, title=f"{words} hoofdstuk", summary=words, location=words
    )
    item = SectionItem.objects.create(section=section, position=1, text=f"{words} alinea", location=words)
    item.measures.add(measure)
    bill = make_bill(f"{key}-wet", title=f"{words} wetsvoorstel")
    bill.priorities.add(priority)
    bill_stand = make_bill_stand(bill, report, title_printed=words, planning=[(Phase.ENTRY_INTO_FORCE, "2027")], remark=words)
    BillElement.objects.create(snapshot=bill_stand, position=1, text=f"{words} element", location=words)
    Contribution.objects.create(snapshot=bill_stand, position=1, printed=words, measure=measure, location=words)
    EntryIntoForce.objects.create(bill=bill, report=report, part=words, date="2025-01-01", location=words)
    BillName.objects.create(
        bill=bill, report=report, official_title=f"{words} opschrift", citation_title=f"{words} citeertitel", changes=words,
        location=words,
    )  # fmt: skip
    make_station(bill, report, result=f"{words} uitslag", reference=f"{words} kenmerk", location=words)
    motion = make_motion(title=f"{words} motie")
    make_motion_stand(motion, report, measures=[measure], title_printed=words, explanation=words, measure_printed=words)
    make_paper(
        motion,
        report,
        f"{words} lid/{words} fractie",
        official_title=words,
        submitted_on="2024-01-01",
        request=f"{words} verzoek",
        vote_result=words,
        vote_against=words,
        follow_up=f"{words} vervolg",
        location=words,
    )
    note = SourceNote.objects.create(report=report, slug=f"{key}-notitie", title=words, text=f"{words} notitie", location=words)
    note.measures.add(measure)
    note.bills.add(bill)
    note.motions.add(motion)
    role = Role.objects.create(slug=f"{key}-rol", name=f"{words} rol {n}", plural=words)
    action = make_action(
        report, measure, role, text=f"{words} actie", location=words, column="swv-nu", condition=f"{words} voorwaarde"
    )
    Action.objects.filter(pk=action.pk).update(right=f"{words} recht")
    sector = Sector.objects.create(slug=f"s-{n}", name=f"{words} sector {n}")
    action.sectors.add(sector)
    note.actions.add(action)
    Requirement.objects.create(bill=bill, action=action, report=report, part=words, effect=Effect.MAKES_POSSIBLE, location=words)
    make_basis(action, report, law=f"{words} wet", paragraph=words, remark=f"{words} toelichting", location=words).sectors.add(
        sector
    )
    Correction.objects.create(
        report=report, subject_type="maatregel", subject_key=measure.slug, subject_title=words, field="status",
        old_value="a", new_value="b", reason=words, editor_function="redacteur",
    )  # fmt: skip
    return {
        "measure": measure, "goal": goal, "bill": bill, "motion": motion, "priority": priority, "role": role, "action": action,
    }  # fmt: skip


# The same, without lines of the audit trail: most tests do not read it.
make_everything = disable_auditlog()(make_everything_in_the_trail)
