"""What stands out („Wat opvalt”): at most five findings, each computed by a rule that the page about the site tells.

A finding is a sentence with its figures and its sources. It gives no opinion. A rule that finds nothing stays out.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from laws.enums import StationKind
from laws.models import Station
from laws.promises import Delivery
from laws.slip import Move
from measures.enums import OTHER_SOURCES, ActionKind, Status
from measures.models import Action, Measure, Report
from motions.filters import Course
from motions.models import Motion
from portal.agenda import Entry, Standing, agenda, in_order_of_date
from portal.core.dates import count_of, today
from portal.core.kept import Kept
from portal.site.insights.promised import PromisedRow, number_in_words, promised_lines, rows_of
from portal.site.outstanding import OpenKind, OpenPoint, open_points

# How far ahead duties count, in days.
AHEAD_DAYS = 365
# The most sources and subjects that one finding names.
MOST_NAMED = 4

Link = tuple[str, str]


@dataclass(frozen=True)
class Striking:
    """One finding. `links` lead to what it is about and `sources` to what says so: pairs of words and address."""

    text: str
    links: tuple[Link, ...] = ()
    sources: tuple[Link, ...] = ()


_found: Kept[str, list[Striking]] = Kept(1)


def striking() -> list[Striking]:
    """Return the findings of today, in the order of the rules. Nobody may change them.

    They are made once for the content and the day. The number of queries does not depend on the content.
    """
    return _found.one("", lambda: [found for rule in RULES if (found := rule(today()))])


def _to_reports(reports: Iterable[Report]) -> tuple[Link, ...]:
    unique = {report.pk: report for report in reports}
    return tuple((report.short_name, report.get_absolute_url()) for report in list(unique.values())[:MOST_NAMED])


def moved_furthest(day: dt.date) -> Striking | None:
    """Find the law whose first promise moved furthest, if that was told more than once."""
    rows = rows_of(promised_lines(), day)
    moved = (
        row
        for row in rows
        if row.reach > 0
        and len(row.line.promises) > 1
        and (row.delivery == Delivery.NOT_YET or any(each.move == Move.LATER for each in row.line.distances))
    )
    row: PromisedRow | None = next(moved, None)
    if row is None or row.line.first is None:
        return None
    text = f"Het verst verschoof „{row.line.name}”. Eerst beloofd was {row.steps[0].words}. {row.result}"
    sources = _to_reports([row.line.first.report, *row.sources_now])
    return Striking(text, ((row.line.name, row.line.url),), sources)


def done_with_open_law(day: dt.date) -> Striking | None:
    """Find the measures that are called done and whose law is not in force, or of whose law nobody knows."""
    points = [
        point for of_one in open_points().values() for point in of_one if point.kind == OpenKind.BILL and point.measure.number
    ]
    if not points:
        return None
    done = Measure.objects.published().with_stand().with_stand_columns().filter(stand_status=Status.DONE)
    found = [measure for measure in done if measure.number]
    known, unknown = _measures_of(points, is_known=True), _measures_of(points, is_known=False)
    sentences = [f"OCW noemt {count_of(len(found), 'maatregel', 'maatregelen')} afgerond."]
    if known:
        sentences.append(f"Bij {number_in_words(len(known))} daarvan is een wet nog niet van kracht.")
    if unknown:
        sentences.append(f"Bij {number_in_words(len(unknown))} is onbekend of een wet van kracht is.")
    links = tuple((str(each), each.get_absolute_url()) for each in (known | unknown).values())[:MOST_NAMED]
    return Striking(" ".join(sentences), links, _to_reports(measure.stand.report for measure in found))


def _measures_of(points: Iterable[OpenPoint], *, is_known: bool) -> dict[int, Measure]:
    return {point.measure.pk: point.measure for point in points if point.is_known is is_known}


def motions_without_a_word(day: dt.date) -> Striking | None:
    """Find the motions that the newest progress report leaves out, though none of them was done and no later source says more."""
    newest = Report.objects.published().newest_progress()
    motions = Motion.objects.published().with_stand().with_stand_columns()
    gone = list(motions.left_out_by(newest)) if newest else []
    if not newest or not gone:
        return None
    silent = len(motions.without_a_word_after(newest))
    text = f"{newest.short_name} noemt {count_of(len(gone), 'motie', 'moties')} niet meer, zonder dat een bron zei: afgedaan."
    if silent:
        text += f" Bij {number_in_words(silent)} daarvan zegt ook geen latere bron wat ermee gebeurde."
    address = f"{reverse('motions')}?voortgang={Course.WITHOUT_A_WORD}"
    last = sorted({motion.stand.report for motion in gone}, key=lambda report: report.order)
    return Striking(text, (("Bekijk deze moties", address),), _to_reports([*last, newest]))


def duties_within_a_year(day: dt.date) -> Striking | None:
    """Find the duties that begin within a year: those of which a source states the day, and those that are planned."""
    until = day + dt.timedelta(AHEAD_DAYS)
    duties = agenda(Action.objects.published().filter(kind=ActionKind.DUTY), day)
    ahead = [entry for entry in in_order_of_date(duties) if entry.days.latest and entry.days.latest <= until]
    stated = [entry for entry in ahead if entry.standing == Standing.COMING]
    planned = [entry for entry in ahead if entry.standing == Standing.EXPECTED]
    if not stated and not planned:
        return None
    sentences = [*_beginning(stated, "staat vast", "staan vast"), *_beginning(planned, "is gepland", "zijn gepland")]
    sources = _to_reports(entry.source.report for entry in (*stated, *planned) if entry.source)
    text = f"Binnen een jaar beginnen verplichtingen: {' '.join(sentences)}"
    return Striking(text, (("Kies uw rol", reverse("roles")),), sources)


def _beginning(entries: Sequence[Entry], one: str, more: str) -> Iterator[str]:
    if entries:
        first = entries[0].facts.beginning if entries[0].facts.confirmed else entries[0].facts.expected
        number, words = len(entries), first.words if first else ""
        yield f"{number_in_words(number)} {one if number == 1 else more}, de eerste: {words}."


def told_last(day: dt.date) -> Striking | None:
    """Find what the newest source between two reports tells of a bill, apart from how far the bill was on a day."""
    told = Station.objects.published().filter(report__kind__in=OTHER_SOURCES, report__is_undated=False)
    with_day = told.exclude(kind=StationKind.STATE).filter(latest__isnull=False, latest__lte=day)
    station = with_day.select_related("report", "bill").order_by("-latest", "-report__place", "pk").first()
    if station is None:
        return None
    said = f"Het nieuwste dat bronnen over een wet vertellen, is van {station.period}. {station.result}"
    said += " Dat is onze lezing van de bron." if station.is_reading else ""
    return Striking(said, ((station.bill.title, station.bill.get_absolute_url()),), _to_reports([station.report]))


RULES: tuple[Callable[[dt.date], Striking | None], ...] = (
    moved_furthest,
    done_with_open_law,
    motions_without_a_word,
    duties_within_a_year,
    told_last,
)
