"""The briefing about a goal."""

from collections.abc import Iterable

from django.http import Http404

from laws.models import Bill
from measures.models import Action, Finding, Goal, Measure, Report
from measures.querysets import by_report
from portal.agenda import agenda
from portal.agenda.sections import sections
from portal.core.addresses import whole_number
from portal.core.dates import today
from portal.core.reports import with_day
from portal.outputs.exports.briefing import lines
from portal.outputs.exports.briefing.content import Briefing, BriefingPart, briefing
from portal.site.outstanding import done_in_words, in_short, open_points


def briefing_of_goal(key: str, base: str) -> Briefing:
    """Return the briefing. `base` is the URL of the site, without a slash at the end. Raises `Http404` for an unknown number."""
    goal = Goal.objects.published().with_stand().filter(number=whole_number(key)).first()
    if goal is None:
        raise Http404("Dit doel kennen wij niet.")
    newest = Report.objects.published().newest_progress()
    measures = Measure.objects.published().with_stand().in_order().towards(goal.number, goal.stand.report)
    bills = list(Bill.objects.published().with_planning().contributing_to(*measures)) if measures else []
    entries = agenda(Action.objects.of_measures(measures), today())
    findings = list(Finding.objects.published().filter(goal=goal).select_related("report").order_by(*_newest_first()))
    spoken = [
        *(stand.report for stand in goal.stands),
        *(measure.stand.report for measure in measures),
        *(bill.stand.report for bill in bills),
        *(entry.source.report for entry in entries if entry.source),
    ]
    return briefing(
        f"Doel {goal.number}: {goal.title}",
        lines.made_on(today(), [newest] if newest else []),
        base + goal.get_absolute_url(),
        [
            BriefingPart("Waar het staat", (*_where(goal, measures),), weight=3),
            lines.duties(sections(entries)),
            lines.laws(bills),
            BriefingPart("Wat onderzoek zegt", tuple(f"{found.text} ({found.report.short_name})" for found in findings)),
            lines.sources(spoken),
        ],
    )


def _newest_first() -> tuple[str, ...]:
    return (*by_report(newest_first=True), "position")


def _where(goal: Goal, measures: Iterable[Measure]) -> list[str]:
    """Return how many measures are done, and of each its status and what is still open."""
    points = open_points()
    done = "; ".join(filter(None, done_in_words(measures)))
    of_each = [
        (f"Maatregel {measure}: {lines.lowered(measure.stand.status_words)}", in_short(points.get(measure.pk, [])))
        for measure in measures
    ]
    return [
        f"{done}. De maatregelen van dit doel volgens {with_day(goal.stand.report)}.",
        *(f"{'; nog open: '.join(filter(None, words))}." for words in of_each),
    ]
