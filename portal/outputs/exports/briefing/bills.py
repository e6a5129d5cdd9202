"""The briefing about a bill."""

from django.db.models import Prefetch
from django.http import Http404

from laws.enums import Outcome
from laws.models import Bill, BillElement, Requirement
from measures.models import Action, Report, SourceNote
from motions.models import Motion
from portal.agenda import agenda
from portal.agenda.sections import sections
from portal.core.dates import in_dutch, today
from portal.core.reports import with_day
from portal.outputs.exports.briefing import lines
from portal.outputs.exports.briefing.content import Briefing, BriefingPart, briefing
from portal.site.pictures.plans import BEHIND, has_passed, plan_of


def briefing_of_bill(slug: str, base: str) -> Briefing:
    """Return the briefing. `base` is the URL of the site, without a slash at the end. Raises `Http404` for an unknown slug."""
    bill = _found(slug)
    newest = Report.objects.published().newest_progress()
    effects = Requirement.objects.published().filter(bill=bill).values("action")
    entries = agenda(Action.objects.published().filter(pk__in=effects), today())
    measures = bill.stand.public_measures
    motions = list(Motion.objects.published().with_stand().linked_to(*measures)) if measures else []
    spoken = [
        *(stand.report for stand in bill.stands),
        *(entry.report for entry in bill.standing_entries),
        *(station.report for station in bill.timeline),
        *(motion.stand.report for motion in motions),
        *(note.report for note in bill.public_notes),
    ]
    return briefing(
        bill.name,
        lines.made_on(today(), [newest] if newest else []),
        base + bill.get_absolute_url(),
        [
            BriefingPart("Wat het is", tuple(element.text for element in bill.stand.elements.all())),
            BriefingPart("Waar het staat", tuple(_where(bill)), weight=2),
            BriefingPart("Planning", tuple(_planning(bill)), weight=2),
            lines.duties(sections(entries)),
            lines.slips([bill], with_name=False),
            BriefingPart("Maatregelen", tuple(f"Draagt bij aan maatregel {measure}" for measure in measures)),
            lines.motions(motions, newest, "Moties bij deze maatregelen"),
            lines.notes(bill.public_notes),
            lines.sources(spoken),
        ],
    )


def _found(slug: str) -> Bill:
    notes = Prefetch("source_notes", queryset=SourceNote.objects.beside_records(), to_attr="public_notes")
    elements = Prefetch("stands__elements", queryset=BillElement.objects.order_by("position"))
    bill = Bill.objects.published().with_planning().prefetch_related(notes, elements).filter(slug=slug).first()
    if bill is None:
        raise Http404("Dit wetsvoorstel kennen wij niet.")
    return bill


def _where(bill: Bill) -> list[str]:
    """Return how far the bill is, each entry into force, and what happened, the newest first, each with its source."""
    entered = [
        f"{entry.part or 'Het geheel'}: {'geldt sinds' if entry.date <= today() else 'treedt in werking op'} "
        f"{in_dutch(entry.date)} ({entry.report.short_name})."
        for entry in bill.standing_entries
    ]
    newest_first = bill.timeline[::-1]
    happened = [
        f"{station.period or 'Geen dag gelezen'}: {station.get_kind_display()} "
        f"({station.how_sure}, {station.report.short_name}). {station.result}"
        for station in [*[each for each in newest_first if each.latest], *[each for each in newest_first if not each.latest]]
    ]
    return [_how_far(bill), *entered, *happened]


def _how_far(bill: Bill) -> str:
    """Return the outcome with the report that it follows from, and the former name or dossier of the bill."""
    now = bill.situation
    successor = f" {bill.public_successor.name}" if bill.public_successor else ""
    if now.outcome == Outcome.UNKNOWN and now.said:
        said = f" In {now.said.report.short_name} was dit nog: {lines.lowered(now.said.get_outcome_display())}."
    else:
        said = f" Volgens {with_day(now.said.report)}." if now.said and not (now.in_force or now.coming) else ""
    names = [bill.former_name, f"dossier {bill.dossier}" if bill.dossier else ""]
    also = "; ".join(filter(None, names))
    return f"{now.words}{successor}.{said}" + (f" {also[:1].upper()}{also[1:]}." if also else "")


def _planning(bill: Bill) -> list[str]:
    """Return the plans that still count, each with its report, and that nobody confirmed a period that has passed."""
    plan = plan_of(bill)
    ahead = [step for step in plan.phases if step.phase not in BEHIND.get(plan.outcome, ())]
    return [
        f"{step.phase.label}{f' van {lines.lowered(step.part)}' if step.part else ''}: {step.words} ({step.report})."
        + (" Voorbij; geen bron zegt dat dit is gebeurd." if has_passed(step, plan.outcome, today()) else "")
        for step in (*ahead, *plan.entry)
    ]
