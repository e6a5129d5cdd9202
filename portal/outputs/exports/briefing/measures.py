"""The briefing about a measure."""

from django.db.models import Prefetch
from django.http import Http404

from laws.models import Bill
from measures.enums import Status
from measures.models import Action, Goal, Measure, Report, SourceNote
from motions.models import Motion
from portal.agenda import agenda
from portal.agenda.sections import sections
from portal.core.dates import today
from portal.core.reports import with_day
from portal.outputs.exports.briefing import lines
from portal.outputs.exports.briefing.content import Briefing, BriefingPart, briefing
from portal.site.outstanding import BY_MINISTRY, open_points


def briefing_of_measure(slug: str, base: str) -> Briefing:
    """Return the briefing. `base` is the URL of the site, without a slash at the end. Raises `Http404` for an unknown slug."""
    measure = _found(slug)
    newest = Report.objects.published().newest_progress()
    bills = list(Bill.objects.published().with_planning().contributing_to(measure))
    motions = list(Motion.objects.published().with_stand().linked_to(measure))
    entries = agenda(Action.objects.of_measure(measure), today())
    spoken = [
        *(stand.report for stand in measure.stands),
        *(bill.stand.report for bill in bills),
        *(motion.stand.report for motion in motions),
        *(entry.source.report for entry in entries if entry.source),
        *(note.report for note in measure.public_notes),
    ]
    return briefing(
        f"{f'Maatregel {measure.number}' if measure.number else f'Deelmaatregel {measure.stand.code}'}: {measure.title}",
        lines.made_on(today(), [newest] if newest else []),
        base + measure.get_absolute_url(),
        [
            _what(measure),
            _where(measure),
            lines.duties(sections(entries)),
            lines.laws(bills),
            lines.slips(bills, with_name=True),
            lines.motions(motions, newest, "Moties"),
            lines.notes(measure.public_notes),
            lines.sources(spoken),
        ],
    )


def _found(slug: str) -> Measure:
    notes = Prefetch("source_notes", queryset=SourceNote.objects.beside_records(), to_attr="public_notes")
    found = Measure.objects.published().with_stand().select_related("parent").prefetch_related(notes)
    measure = found.filter(slug=slug).first()
    if measure is None:
        raise Http404("Deze maatregel kennen wij niet.")
    return measure


def _what(measure: Measure) -> BriefingPart:
    """Return the introduction, or else the newest summary of a progress report with that report, and the goals of the measure."""
    told = next((stand for stand in reversed(measure.stands) if stand.report.is_progress and stand.summary), None)
    goals = Goal.objects.filter(snapshots__report=measure.stand.report, snapshots__measures=measure)
    belongs = [f"Doel {goal}." for goal in goals]
    parent = [f"Hoort bij maatregel {measure.parent}."] if measure.parent else []
    summary = [f"{told.summary} ({told.report.short_name})"] if told else []
    if measure.stand.introduction:
        summary = [measure.stand.introduction]
    return BriefingPart("Wat het is", (*summary, *parent, *belongs))


def _where(measure: Measure) -> BriefingPart:
    """Return the status with its report, the printed word if that differs, the previous status, and what is still open."""
    stand, previous = measure.stand, measure.previous_stand
    by = f" {BY_MINISTRY}" if stand.status == Status.DONE else ""
    printed = f" In de bron staat: „{stand.status_printed}”." if _differs(stand.status_printed, stand.status_words) else ""
    before = f" Daarvoor: {lines.lowered(previous.status_words)} ({previous.report.short_name})." if previous else ""
    status = f"{stand.status_words}{by}. Bron: {with_day(stand.report)}.{printed}{before}"
    points = [f"Nog open: {point.text}" for point in open_points().get(measure.pk, [])]
    return BriefingPart("Waar het staat", (status, *points), weight=2)


def _differs(printed: str, words: str) -> bool:
    return bool(printed) and printed != words
