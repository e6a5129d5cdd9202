"""The wide table that people know: a row a measure, the ten columns of the overview, and the newest state beside it."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest

from measures.enums import ItemKind, OverviewColumn, ReportKind
from measures.filters import MeasureFilter
from measures.models import Action, Measure, MeasureItem, MeasureSnapshot, Report
from portal.agenda import Entry, Standing, agenda
from portal.core.dates import today

# The columns that hold what a report says; what roles must or can do is in the other four. Notes are the reader's own.
OF_ITEMS = {
    OverviewColumn.STEPS_2021: (ItemKind.STEP, "t/m 2021"),
    OverviewColumn.STEPS_2022: (ItemKind.STEP, "t/m zomer 2022"),
    OverviewColumn.POLICY: (ItemKind.POLICY, ""),
    OverviewColumn.LEGISLATION: (ItemKind.LEGISLATION, ""),
    OverviewColumn.SUPPORT: (ItemKind.SUPPORT, ""),
}
OF_ACTIONS = (
    OverviewColumn.PARTNERSHIPS_NOW,
    OverviewColumn.PARTNERSHIPS_NEXT,
    OverviewColumn.BOARDS_NOW,
    OverviewColumn.BOARDS_NEXT,
)
# So many actions of one cell stand on the page; no measure of today has so many. Files have them all.
MOST_IN_CELL = 25
FILLED = [column for column in OverviewColumn if column != OverviewColumn.NOTES]


@dataclass
class Box:
    """What the overview has in one column for one measure: bullets, actions with their standing now, or a few words."""

    column: OverviewColumn
    items: list[MeasureItem] = field(default_factory=list)
    entries: list[tuple[str, Entry]] = field(default_factory=list)
    words: str = ""

    @property
    def left_out(self) -> int:
        return max(len(self.entries) - MOST_IN_CELL, 0)


@dataclass
class Row:
    """A measure: what the overview says of it, and how it stands now."""

    measure: Measure
    boxes: list[Box]
    next_steps: list[MeasureItem]
    # Duties and what comes after the overview: actions that it does not name.
    since: list[Entry]

    @property
    def left_out(self) -> int:
        return max(len(self.since) - MOST_IN_CELL, 0)


@dataclass(frozen=True)
class Overview:
    """The table, the overview document that its columns come from, and the newest progress report that is known."""

    rows: list[Row]
    printed: Report | None
    newest: Report | None

    @property
    def columns(self) -> list[str]:
        """What is printed above each filled column, with the report that printed it: its „nu” is not today."""
        source = f" ({self.printed.short_name})" if self.printed else ""
        return [f"{column.label}{source}" for column in FILLED]


def overview_filter(request: HttpRequest) -> MeasureFilter:
    return MeasureFilter(request.GET, queryset=Measure.objects.published().main().in_order(), request=request)


def overview(filterset: MeasureFilter) -> Overview:
    """The table for what the filters leave. Its queries do not depend on how many measures and actions there are."""
    known = Report.objects.known_with(filterset.chosen_report)
    printed = known.filter(kind=ReportKind.OVERVIEW).newest_first().first()
    measures = filterset.qs if filterset.is_valid() else Measure.objects.none()
    rows = _rows(measures, today(), filterset.chosen_report, printed)
    return Overview(rows, printed, filterset.chosen_report or known.newest_progress())


def _rows(measures: QuerySet[Measure], day: dt.date, report: Report | None, printed: Report | None) -> list[Row]:
    own = MeasureSnapshot.objects.published().filter(report=printed).prefetch_related("items", "cells")
    found = measures.prefetch_related(
        Prefetch("snapshots", own, to_attr="in_overview"),
        Prefetch("stands__items", MeasureItem.objects.filter(kind__in=[ItemKind.NEXT_STEP, ItemKind.STATE_OF_PLAY])),
    )
    entries = _by_measure(agenda(Action.objects.all(), day, report))
    return [_row(measure, entries[measure.pk], printed) for measure in found]


def _by_measure(entries: list[Entry]) -> dict[int, list[Entry]]:
    """Under each measure the entries about it or a submeasure of it, each once, in their order."""
    under: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in {key for measure in entry.action.public_measures for key in (measure.pk, measure.parent_id)}:
            under[key].append(entry)
    return under


def _row(measure: Measure, entries: list[Entry], printed: Report | None) -> Row:
    stand = measure.in_overview[0] if measure.in_overview else None
    items = list(stand.items.all()) if stand else []
    words = {cell.column: cell.words for cell in stand.cells.all() if not cell.is_empty} if stand else {}
    boxes = [Box(column, words=words.get(column, "")) for column in FILLED]
    for box in boxes:
        if box.column in OF_ACTIONS:
            box.entries = _mentioned(entries, box.column, printed)
        else:
            kind, heading = OF_ITEMS[box.column]
            box.items = [item for item in items if item.kind == kind and item.heading == heading]
    named = {entry.action.pk for box in boxes for _, entry in box.entries}
    since = [entry for entry in entries if entry.action.pk not in named and entry.standing != Standing.ENDED]
    return Row(measure, boxes, list(measure.stand.items.all()), since)


def _mentioned(entries: list[Entry], column: OverviewColumn, printed: Report | None) -> list[tuple[str, Entry]]:
    """The actions that the overview has in a column, each once under a condition that it prints, in its order."""
    found = [
        (mention, entry)
        for entry in entries
        for mention in entry.action.known_mentions
        if mention.column == column and printed and mention.report_id == printed.pk
    ]
    once = {(mention.condition, entry.action.pk): entry for mention, entry in sorted(found, key=lambda pair: pair[0].pk)}
    return [(condition, entry) for (condition, _), entry in once.items()]
