"""The tables of the list pages. Each has the records, order and filters of its HTML page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest

from laws.enums import Phase
from laws.filters import BillFilter
from laws.models import Bill, Station
from measures.filters import GoalFilter, MeasureFilter, StandFilterSet
from measures.models import GoalSnapshot, Measure, Priority, Report
from motions.facts import Fact
from motions.filters import MotionFilter
from motions.models import Motion, MotionPaper
from portal.changes import Change
from portal.changes.filters import ChangesFilter
from portal.core.addresses import base_of
from portal.core.reports import as_of, reports_with_counts
from portal.core.sources import Source
from portal.outputs.exports.table import Column, Link, Table
from portal.site.outstanding import open_points


@dataclass(frozen=True)
class ListExport:
    """The table of a list page, with the FilterSet of that page if it has one."""

    table: Table
    filterset: StandFilterSet | None = None


def _about(filterset: StandFilterSet) -> list[str]:
    report = filterset.chosen_report or Report.objects.published().newest_progress()
    return [*as_of(report), *filterset.in_words()]


def _filtered(title: str, filterset: StandFilterSet, columns: list[Column]) -> ListExport:
    records = filterset.qs if filterset.is_valid() else []
    return ListExport(Table(title, columns, records, _about(filterset) if filterset.is_valid() else []), filterset)


def measures(request: HttpRequest) -> ListExport:
    base = base_of(request)
    found = MeasureFilter(request.GET, queryset=Measure.objects.published().in_order().select_related("parent"), request=request)
    points = open_points(found.chosen_report)
    columns = [
        Column("Code", lambda m: m.stand.code, 8),
        Column("Maatregel", lambda m: Link(m.title, base + m.get_absolute_url()), 45),
        Column("Hoort bij", lambda m: m.parent.title if m.parent else None, 30),
        Column("Status", lambda m: m.stand.status_words, 18),
        Column("Status in de bron", lambda m: m.stand.status_printed, 18),
        Column("Nog open volgens de bronnen", lambda m: "; ".join(point.text for point in points.get(m.pk, [])), 60),
        Column("Vorige status", lambda m: m.previous_stand.status_words if m.previous_stand else None, 18),
        Column("Beweging", lambda m: m.movement.label if m.movement else None, 16),
        Column("Inleiding", lambda m: m.stand.introduction, 60),
        Column("Samenvatting", lambda m: m.stand.summary, 70),
        Column("Rapportage", lambda m: m.stand.report.title, 40),
        Column("Peildatum", lambda m: m.stand.report.reference_date, 18),
        Column("Vindplaats", lambda m: m.stand.location, 40),
    ]
    return _filtered("Maatregelen", found, columns)


def _phase(phase: Phase) -> Callable[[Bill], str]:
    def value(bill: Bill) -> str:
        steps = [step for step in bill.planning_now if step.phase == phase]
        return "; ".join(f"{step.part}: {step.period}" if step.part else step.period for step in steps)

    return value


def _entries(bill: Bill) -> str:
    # Two sources can state the same day.
    return "; ".join(dict.fromkeys(f"{entry.part or 'geheel'}: {entry.date.isoformat()}" for entry in bill.standing_entries))


def _station(station: Station) -> str:
    return f"{station.period or 'geen dag gelezen'}: {station.get_kind_display()} ({station.how_sure})"


def bills(request: HttpRequest) -> ListExport:
    base = base_of(request)
    found = BillFilter(request.GET, queryset=Bill.objects.published(), request=request)
    columns = [
        Column("Wetsvoorstel", lambda b: Link(b.name, base + b.get_absolute_url()), 50),
        Column("Dossier", lambda b: b.dossier, 12),
        Column("Citeertitel", lambda b: b.cited.citation_title if b.cited else None, 50),
        Column("Opschrift", lambda b: b.titled.official_title if b.titled else None, 60),
        Column("Staatsblad", lambda b: "; ".join(each.reference or each.period for each in b.publications), 24),
        Column("Wat er gebeurde", lambda b: "; ".join(map(_station, b.timeline)), 70),
        Column("Hoe ver", lambda b: b.situation.words, 40),
        Column("In werking", _entries, 40),
        Column("Eerder", lambda b: b.former_name, 40),
        *[Column(phase.label, _phase(phase), 24) for phase in Phase],
        Column("Opvolger", lambda b: b.public_successor.name if b.public_successor else None, 40),
        Column("Rapportage", lambda b: b.stand.report.title, 40),
        Column("Vindplaats", lambda b: b.stand.location, 40),
    ]
    return _filtered("Wetsvoorstellen", found, columns)


def _value(fact: Fact | None) -> Any:
    return fact.value if fact else None


def _submitters(motion: Motion) -> str:
    others = ["en anderen"] if motion.facts.has_others else []
    return "; ".join([*(submitter.in_brief for submitter in motion.facts.submitters), *others])


def _source_of(paper: MotionPaper) -> str:
    kind = "officieel" if paper.is_official else "secundair"
    return f"{paper.source_name} ({kind}{', onze lezing' if paper.is_reading else ''})"


def motions(request: HttpRequest) -> ListExport:
    base = base_of(request)
    found = MotionFilter(request.GET, queryset=Motion.objects.published(), request=request)
    columns = [
        Column("Nummer", lambda m: Link(m.number, base + m.get_absolute_url()), 16),
        Column("Motie", lambda m: m.title, 50),
        Column("Officiële titel", lambda m: _value(m.facts.official_title), 50),
        Column("Verzoek", lambda m: _value(m.facts.request), 60),
        Column("Ingediend door", _submitters, 40),
        Column("Ingediend op", lambda m: _value(m.facts.submitted_on), 18),
        Column("Uitslag stemming", lambda m: _value(m.facts.vote and m.facts.vote.result), 24),
        Column("Gestemd op", lambda m: _value(m.facts.vote and m.facts.vote.day), 18),
        Column("Tegen", lambda m: _value(m.facts.vote and m.facts.vote.against), 24),
        Column("Bronnen over de motie", lambda m: "; ".join(dict.fromkeys(map(_source_of, m.facts.papers))), 60),
        Column("Status", lambda m: m.stand.get_status_display(), 18),
        Column("Status in de bron", lambda m: m.stand.status_printed, 18),
        Column("Maatregelen", lambda m: "; ".join(measure.title for measure in m.stand.measures.all()), 40),
        Column("Toelichting", lambda m: m.stand.explanation, 70),
        Column("Kamerstuk", lambda m: Link(f"kst-{m.number}", m.kamerstuk_url), 20),
        Column("Rapportage", lambda m: m.stand.report.title, 40),
        Column("Vindplaats", lambda m: m.stand.location, 40),
    ]
    return _filtered("Moties", found, columns)


def goals(request: HttpRequest) -> ListExport:
    base = base_of(request)
    filterset = GoalFilter(request.GET, queryset=GoalSnapshot.objects.published(), request=request)
    found = filterset.qs if filterset.is_valid() else GoalSnapshot.objects.none()
    found = found.select_related("goal", "report").order_by("goal__number")
    measures = Prefetch("measures", Measure.objects.published().in_order())
    columns = [
        Column("Nummer", lambda g: g.goal.number, 10),
        Column("Doel", lambda g: Link(g.goal.title, base + g.goal.get_absolute_url()), 50),
        Column("Titel in de bron", lambda g: g.title_printed, 50),
        Column("Samenvatting", lambda g: g.summary, 70),
        Column("Maatregelen", lambda g: "; ".join(f"{m.number}. {m.title}" for m in g.measures.all()), 60),
        Column("Rapportage", lambda g: g.report.title, 40),
        Column("Vindplaats", lambda g: g.location, 40),
    ]
    return ListExport(Table("Doelen", columns, found.prefetch_related(measures), as_of(filterset.report)), filterset)


def priorities(request: HttpRequest) -> ListExport:
    base = base_of(request)
    found = (
        Priority.objects.published()
        .with_stand()
        .prefetch_related(
            Prefetch("measures", Measure.objects.published().in_order(), to_attr="public_measures"),
            Prefetch("bills", Bill.objects.published(), to_attr="public_bills"),
        )
    )
    columns = [
        Column("Nummer", lambda p: p.number, 10),
        Column("Speerpunt", lambda p: Link(p.title, base + p.get_absolute_url()), 50),
        Column("Samenvatting", lambda p: p.stand.summary, 70),
        Column("Maatregelen", lambda p: "; ".join(measure.title for measure in p.public_measures), 50),
        Column("Wetsvoorstellen", lambda p: "; ".join(bill.name for bill in p.public_bills), 50),
        Column("Rapportage", lambda p: p.stand.report.title, 40),
    ]
    return ListExport(Table("Speerpunten", columns, found))


def reports(request: HttpRequest) -> ListExport:
    base = base_of(request)
    columns = [
        Column("Titel", lambda r: Link(r.title, base + r.get_absolute_url()), 60),
        Column("Soort", lambda r: r.get_kind_display(), 24),
        Column("Nummer", lambda r: r.number, 10),
        Column("Publicatie in de bron", lambda r: r.publication, 22),
        Column("Publicatie, vroegst", lambda r: r.publication_earliest, 20),
        Column("Publicatie, laatst", lambda r: r.publication_latest, 20),
        Column("Peildatum", lambda r: r.reference_date, 18),
        Column("Kamerstuk", lambda r: r.kamerstuk, 14),
        Column("Nummer bekendmaking", lambda r: r.official_number, 20),
        Column("Adres van de bron", lambda r: r.link, 40),
        Column("Maatregelen", lambda r: r.measure_count, 14),
        Column("Deelmaatregelen", lambda r: r.submeasure_count, 16),
        Column("Wetsvoorstellen", lambda r: r.bill_count, 16),
        Column("Moties", lambda r: r.motion_count, 10),
    ]
    return ListExport(Table("Rapportages", columns, reports_with_counts().newest_first()))


def _source(report_of: Callable[[Change], Source | None], heading: str) -> list[Column]:
    def report(change: Change) -> str | None:
        source = report_of(change)
        return source.report.title if source else None

    def place(change: Change) -> str | None:
        source = report_of(change)
        return source.location if source else None

    return [Column(f"{heading}: rapportage", report, 40), Column(f"{heading}: vindplaats", place, 50)]


def changes(request: HttpRequest) -> ListExport:
    base = base_of(request)
    found = ChangesFilter(request.GET, request=request)
    columns = [
        Column("Soort", lambda c: c.kind.value, 12),
        Column("Onderwerp", lambda c: Link(c.subject.title, base + c.subject.url), 50),
        Column("Type", lambda c: c.subject.type.word, 16),
        Column("Sleutel", lambda c: c.subject.key, 30),
        Column("Onderdeel", lambda c: c.detail, 30),
        Column("Van", lambda c: c.old, 40),
        Column("Naar", lambda c: c.new, 40),
        Column("Richting", lambda c: c.direction.value if c.direction else None, 12),
        Column("Hoeveel", lambda c: c.amount, 22),
        Column("Toelichting", lambda c: c.remark, 50),
        *_source(lambda change: change.old_source, "Van"),
        *_source(lambda change: change.new_source, "Naar"),
    ]
    shown = found.comparison.shown if found.comparison else []
    return ListExport(Table("Wijzigingen", columns, shown, found.in_words()), found)


# Keyed by the path of the HTML page: /maatregelen/ has the files /maatregelen.csv and /maatregelen.xlsx.
LISTS: dict[str, Callable[[HttpRequest], ListExport]] = {
    "maatregelen": measures,
    "doelen": goals,
    "speerpunten": priorities,
    "wetsvoorstellen": bills,
    "moties": motions,
    "rapportages": reports,
    "wijzigingen": changes,
}
