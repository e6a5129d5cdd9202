"""The order of reports, by day and by number, and what `order_by` needs for that order and for that of measures."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db.models import F
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Coalesce

from measures.enums import ReportKind, ReportState

# The order of reports: progress reports by number, all by the last possible day of publication; see `places_of`.
REPORT_ORDER = ("place", "pk")
# More than the highest number of a progress report, so that a place holds a day and a number.
PER_DAY = 100_000


def by_report(path: str = "report", *, newest_first: bool = False) -> list[str]:
    """Return the names for `order_by` that put rows in the order of their reports.

    `path` leads from a row to its report; it is empty for reports themselves.
    """
    prefix = f"{path}__" if path else ""
    return [f"{'-' if newest_first else ''}{prefix}{name}" for name in REPORT_ORDER]


def by_measure(path: str = "") -> list[Combinable | OrderBy | str]:
    """Return what `order_by` needs to sort by the number of a measure, with submeasures after their parent.

    `path` leads from a row to its measure; it is empty for measures themselves.
    """
    prefix = f"{path}__" if path else ""
    return [Coalesce(f"{prefix}number", f"{prefix}parent_id"), F(f"{prefix}number").asc(nulls_last=True), f"{prefix}pk"]


@dataclass(frozen=True)
class Placed:
    """What decides the place of a report. `latest` is the last day on which it can have come out, as its source says."""

    pk: int
    kind: str
    number: int | None
    state: str
    latest: dt.date


def places_of(reports: Iterable[Placed]) -> dict[int, int]:
    """Return the place of each report by primary key. A later place is a higher number.

    Progress reports come out in the order of their numbers. So a report of "2023" came out before one of "november 2023" with
    a higher number: its last possible day is the earliest of its own and those of the published ones with a higher number.
    A draft or a withdrawn report says nothing about the days of others; it stands between its neighbours in number.
    """
    days = {report.pk: report.latest for report in reports}
    progress = [report for report in reports if report.kind == ReportKind.PROGRESS]
    published = [report for report in progress if report.state == ReportState.PUBLISHED]
    last = dt.date.max
    for report in sorted(published, key=_number, reverse=True):
        last = days[report.pk] = min(report.latest, last)
    for report in progress:
        if report.state != ReportState.PUBLISHED:
            after = max((days[each.pk] for each in published if _number(each) < _number(report)), default=dt.date.min)
            before = min((days[each.pk] for each in published if _number(each) > _number(report)), default=dt.date.max)
            days[report.pk] = min(max(report.latest, after), before)
    return {report.pk: days[report.pk].toordinal() * PER_DAY + _number(report) for report in reports}


def _number(report: Placed) -> int:
    return report.number or 0


def place_reports(report_id: int, *, of_others: bool) -> int:
    """Store the places of all reports, or only that of one report, and return the place of that one.

    Only what is published decides the place of another report. So saving a draft writes no other row, and needs no lock on it.
    """
    rows = apps.get_model("measures", "Report")._base_manager
    stored = list(rows.values_list("pk", "kind", "number", "state", "publication_latest", "place"))
    places = places_of([Placed(pk, kind, number, state, latest) for pk, kind, number, state, latest, _ in stored])
    for pk, _, _, _, _, place in stored:
        if place != places[pk] and (of_others or pk == report_id):
            rows.filter(pk=pk).update(place=places[pk])
    return places[report_id]
