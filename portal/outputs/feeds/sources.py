"""What the documents between two progress reports touch: the bills, measures and motions that each speaks of."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from laws.enums import Outcome
from laws.models import Bill, BillSnapshot, Contribution, EntryIntoForce, Requirement, Station
from measures.kinds import BILL, MEASURE, MOTION
from measures.models import Action, ActionMention, Measure, MeasureSnapshot, Report
from motions.models import Motion, MotionPaper, MotionSnapshot
from portal.core.dates import in_dutch
from portal.core.sources import Source
from portal.outputs.feeds.entry import ACTION, FeedFact, SubjectKey


@dataclass
class Touched:
    """The records that one document speaks of, and what it says of them."""

    subjects: set[SubjectKey] = field(default_factory=set)
    facts: list[FeedFact] = field(default_factory=list)


def touched_by(reports: QuerySet[Report]) -> dict[int, Touched]:
    """Return what each of these published reports touches, by its primary key. Thirteen queries, however many reports.

    A bill touches the measures that it contributes to. An action touches its measures; the feed of a role has those of its
    actions.
    """
    found: dict[int, Touched] = defaultdict(Touched)
    bills = {bill.pk: bill for bill in Bill.objects.published()}
    measures = _slugs_by_bill()
    of_bills = {"report__in": reports, "bill__in": bills}
    entries = EntryIntoForce.objects.published().filter(**of_bills).select_related("report").order_by("date", "pk")
    stands = BillSnapshot.objects.published().filter(**of_bills).select_related("report").order_by("pk")
    for entry in entries:
        name = ": ".join(filter(None, [bills[entry.bill_id].name, entry.part]))
        words = f"treedt in werking op {in_dutch(entry.date)}"
        found[entry.report_id].facts.append(FeedFact(name, words, Source(entry.report, entry.location)))
    for stand in stands:
        if stand.outcome != Outcome.UNKNOWN:
            words = str(stand.get_outcome_display()).lower()
            found[stand.report_id].facts.append(FeedFact(bills[stand.bill_id].name, words, Source(stand.report, stand.location)))
    stations = list(Station.objects.published().filter(**of_bills).select_related("report").order_by("latest", "pk"))
    for station in stations:
        said = f"{station.get_kind_display().lower()}, {station.period or 'zonder dag'} ({station.how_sure})"
        source = Source(station.report, station.location)
        found[station.report_id].facts.append(FeedFact(bills[station.bill_id].name, said, source))
    for row in (*entries, *stands, *stations, *Requirement.objects.published().filter(**of_bills)):
        subjects = {(BILL.word, bills[row.bill_id].slug), *((MEASURE.word, slug) for slug in measures[row.bill_id])}
        found[row.report_id].subjects |= subjects
    _add_actions(reports, found)
    _add_motions(reports, found)
    return found


def _add_actions(reports: QuerySet[Report], found: dict[int, Touched]) -> None:
    of_measures = Measure.objects.published()
    mentions = ActionMention.objects.published().filter(report__in=reports, action__in=Action.objects.published())
    named = [
        *mentions.filter(action__measures__in=of_measures).values_list("report", "action__measures__slug"),
        *MeasureSnapshot.objects.published()
        .filter(report__in=reports, measure__in=of_measures)
        .values_list("report", "measure__slug"),
    ]
    for report, slug in named:
        found[report].subjects.add((MEASURE.word, slug))
    for report, key, first_key in mentions.values_list("report", "action__slug", "action__first_key"):
        found[report].subjects.add((ACTION, first_key or key))
    dated = mentions.exclude(in_force_from=None, in_force_until=None).select_related("action", "report").order_by("pk")
    for mention in dated:
        fact = FeedFact(mention.action.text, days_of(mention), Source(mention.report, mention.location))
        found[mention.report_id].facts.append(fact)


def _add_motions(reports: QuerySet[Report], found: dict[int, Touched]) -> None:
    motions = Motion.objects.published()
    papers = MotionPaper.objects.published().filter(report__in=reports, motion__in=motions)
    for paper in papers.select_related("motion", "report").prefetch_related("submitters").order_by("pk"):
        if names := paper.said:
            fact = FeedFact(f"Motie {paper.motion.number}", ", ".join(names), Source(paper.report, paper.location))
            found[paper.report_id].facts.append(fact)
        found[paper.report_id].subjects.add((MOTION.word, paper.motion.number))
    stands = MotionSnapshot.objects.published().filter(report__in=reports, motion__in=motions)
    for stand in stands.select_related("motion", "report").order_by("pk"):
        if stand.status_printed:
            words = f"„{stand.status_printed}”"
            fact = FeedFact(f"Motie {stand.motion.number}", words, Source(stand.report, stand.location))
            found[stand.report_id].facts.append(fact)
        found[stand.report_id].subjects.add((MOTION.word, stand.motion.number))


def days_of(mention: ActionMention) -> str:
    """Return the days that a mention states as facts, in words; an empty string when it states none."""
    first = f"geldt vanaf {in_dutch(mention.in_force_from)}" if mention.in_force_from else ""
    last = f"geldt tot en met {in_dutch(mention.in_force_until)}" if mention.in_force_until else ""
    return ", ".join(filter(None, [first, last]))


def _slugs_by_bill() -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    named = Contribution.objects.published().filter(measure__in=Measure.objects.published())
    for bill, slug in named.order_by().values_list("snapshot__bill", "measure__slug").distinct():
        found[bill].add(slug)
    return found
