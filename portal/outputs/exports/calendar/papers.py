"""The events of motions and of sources: when a motion was submitted and voted on, and when a source came out.

A source states each of these days, so none is tentative. A month of publication is no day and has no event. When a correction or
a withdrawal takes a day, its event is not in the file any more: the day is past, so there is nothing left to cancel.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from icalendar import Event

from measures.models import Report
from measures.models.note import ABOUT_REPORT
from motions.models import Motion, MotionPaper
from portal.outputs.exports.calendar.acts import Acts, acts_of
from portal.outputs.exports.calendar.events import bare, described


def events_of_motions(motions: Iterable[Motion], base: str) -> Iterator[Event]:
    """Yield the events of these motions, which need `with_papers()`. Three queries besides those, however many motions."""
    found = [motion for motion in motions if motion.public_papers]
    by_key = {motion.number: motion.pk for motion in found}
    named = MotionPaper.objects.filter(motion__in=by_key.values()).order_by().values_list("motion", "report")
    acts = acts_of("motie", by_key, named) if found else {}
    for motion in found:
        vote = motion.facts.vote
        for key, what, fact in (
            ("ingediend", "Motie ingediend", motion.facts.submitted_on),
            ("gestemd", "Gestemd over motie", vote.day if vote else None),
        ):
            if fact:
                title = f"{what}: {motion.number} {motion.title}"
                lines = [f"Bron: {fact.paper.report.title}, {fact.paper.location}"]
                uid = f"motie-{motion.lasting_key}-{key}"
                yield _event(uid, title, fact.value, acts[motion.pk], lines, base + motion.get_absolute_url())


def events_of_reports(reports: Iterable[Report], base: str) -> Iterator[Event]:
    """Yield the events of these sources: the day of publication, and the day up to which one speaks. Two queries."""
    found = list(reports)
    acts = acts_of(ABOUT_REPORT, {report.slug: report.pk for report in found}, [(report.pk, report.pk) for report in found])
    for report in found:
        is_published_then = not report.is_undated and not report.is_law_text
        is_day = is_published_then and report.publication_earliest == report.publication_latest
        for key, what, day in (
            ("publicatie", report.kind_of_day, report.publication_latest if is_day else None),
            ("peildatum", "Peildatum", report.reference_date),
        ):
            if day:
                uid, url = f"bron-{report.slug}-{key}", base + report.get_absolute_url()
                yield _event(uid, f"{what}: {report.title}", day, acts[report.pk], [], url)


def _event(uid: str, title: str, day: dt.date, acts: Acts, lines: list[str], url: str) -> Event:
    return described(bare(uid, title, (day, day), acts.number, acts.last), "CONFIRMED", lines, url)
