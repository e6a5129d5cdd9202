"""The wide table of `/overzicht/`: one row per main measure, with its cells in the overview document and its current state.

The overview document is a report of kind `OVERVIEW` with a table of ten columns. The site keeps these columns, because users
know that table. It fills nine of them. The tenth (`NOTES`) stays empty, for the notes of the user.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Prefetch
from django.http import QueryDict

from measures.enums import ItemKind, OverviewColumn, ReportKind
from measures.filters import MeasureFilter
from measures.models import Action, Measure, MeasureItem, MeasureSnapshot, Report
from portal.agenda import Entry, Standing, agenda
from portal.agenda.memory import REPORTS_REMEMBERED
from portal.core.dates import today
from portal.core.kept import Kept

# The columns filled with items: the kind and the exact subheading of their items. "" matches only items without a subheading.
OF_ITEMS = {
    OverviewColumn.STEPS_2021: (ItemKind.STEP, "t/m 2021"),
    OverviewColumn.STEPS_2022: (ItemKind.STEP, "t/m zomer 2022"),
    OverviewColumn.POLICY: (ItemKind.POLICY, ""),
    OverviewColumn.LEGISLATION: (ItemKind.LEGISLATION, ""),
    OverviewColumn.SUPPORT: (ItemKind.SUPPORT, ""),
}
# The columns filled with actions.
OF_ACTIONS = (
    OverviewColumn.PARTNERSHIPS_NOW,
    OverviewColumn.PARTNERSHIPS_NEXT,
    OverviewColumn.BOARDS_NOW,
    OverviewColumn.BOARDS_NEXT,
)
# The most actions in one cell of the page. No measure has more at present. Exports have no limit.
MOST_IN_CELL = 25
FILLED = [column for column in OverviewColumn if column != OverviewColumn.NOTES]


@dataclass
class Box:
    """The cell of one column and one measure: items, actions, or a few printed words.

    `entries` are pairs of the condition that the document prints (or an empty string) and an action with its standing.
    """

    column: OverviewColumn
    items: list[MeasureItem] = field(default_factory=list)
    entries: list[tuple[str, Entry]] = field(default_factory=list)
    words: str = ""


@dataclass
class MeasureRow:
    """A main measure, with its cells in the overview document (`boxes`) and its current state.

    `next_steps`: the items of kind `NEXT_STEP` or `STATE_OF_PLAY` in the snapshot `measure.stand`.
    """

    measure: Measure
    boxes: list[Box]
    next_steps: list[MeasureItem]
    # The actions in none of `boxes`, except those that have ended.
    since: list[Entry]

    @cached_property
    def now(self) -> list[Entry]:
        """Return the actions that have not ended, each once: those that the document prints, and then the others."""
        printed = {entry.action.pk: entry for box in self.boxes for _, entry in box.entries}
        return [*(entry for entry in printed.values() if entry.standing != Standing.ENDED), *self.since]


@dataclass(frozen=True)
class Overview:
    """The table. `printed` is the overview document that fills its columns.

    `newest` is the report of the current state: the `chosen` report, else the newest progress report.
    """

    rows: list[MeasureRow]
    printed: Report | None
    newest: Report | None
    chosen: Report | None = None

    @property
    def columns(self) -> list[str]:
        """Return the headings of the filled columns, each with the short name of the document.

        Some headings say "nu" (now). The name makes clear that this is the time of the document, not today.
        """
        source = f" ({self.printed.short_name})" if self.printed else ""
        return [f"{column.label}{source}" for column in FILLED]


def overview_filter(query: QueryDict) -> MeasureFilter:
    return MeasureFilter(query, queryset=Measure.objects.published().main().in_order())


_overviews: Kept[int | None, Overview] = Kept(REPORTS_REMEMBERED)


def overview(filterset: MeasureFilter) -> Overview:
    """Return the table of the measures that match the filters. The number of queries does not depend on the content.

    The table of all measures is cached until the content or the day changes: filters only choose among its rows.
    """
    if not filterset.is_valid():
        return Overview([], None, None)
    report = filterset.chosen_report
    full = _overviews.one(report.pk if report else None, lambda: _overview(report, today()))
    if not filterset.is_filtering:
        return full
    chosen = set(filterset.qs.prefetch_related(None).values_list("pk", flat=True))
    return replace(full, rows=[row for row in full.rows if row.measure.pk in chosen])


def _overview(report: Report | None, day: dt.date) -> Overview:
    known = Report.objects.known_with(report)
    printed = known.filter(kind=ReportKind.OVERVIEW).newest_first().first()
    own = MeasureSnapshot.objects.published().filter(report=printed).prefetch_related("items", "cells")
    measures = (
        Measure.objects.published()
        .main()
        .in_order()
        .with_stand(report)
        .prefetch_related(
            Prefetch("snapshots", own, to_attr="in_overview"),
            Prefetch("stands__items", MeasureItem.objects.filter(kind__in=[ItemKind.NEXT_STEP, ItemKind.STATE_OF_PLAY])),
        )
    )
    entries = _by_number(agenda(Action.objects.all(), day, report))
    rows = [_row(measure, entries[measure.number], printed) for measure in measures]
    return Overview(rows, printed, report or known.newest_progress(), report)


def _by_number(entries: list[Entry]) -> dict[int | None, list[Entry]]:
    """Group the entries by the number of their main measure, and keep their order.

    An entry of a submeasure is grouped under the parent measure. No group has an entry twice.
    """
    under: dict[int | None, list[Entry]] = defaultdict(list)
    for entry in entries:
        # `parent_id` is the number of the parent: the foreign key has `to_field="number"`.
        for number in {measure.number or measure.parent_id for measure in entry.action.public_measures}:
            under[number].append(entry)
    return under


def _row(measure: Measure, entries: list[Entry], printed: Report | None) -> MeasureRow:
    stand = measure.in_overview[0] if measure.in_overview else None
    items = list(stand.items.all()) if stand else []
    words = {cell.column: cell.words for cell in stand.cells.all() if not cell.is_empty} if stand else {}
    boxes = [Box(column, words=words.get(column, "")) for column in FILLED]
    mentioned = _mentioned(entries, printed)
    for box in boxes:
        if box.column in OF_ACTIONS:
            box.entries = mentioned[box.column]
        else:
            kind, heading = OF_ITEMS[box.column]
            box.items = [item for item in items if item.kind == kind and item.heading == heading]
    named = {entry.action.pk for box in boxes for _, entry in box.entries}
    since = [entry for entry in entries if entry.action.pk not in named and entry.standing != Standing.ENDED]
    return MeasureRow(measure, boxes, list(measure.stand.items.all()), since)


def _mentioned(entries: list[Entry], printed: Report | None) -> dict[str, list[tuple[str, Entry]]]:
    """Return pairs of condition and entry for the actions that the document prints in each column, in printed order.

    An action that the document prints twice in a column under the same condition appears once.
    """
    found = [
        (mention, entry)
        for entry in entries
        for mention in entry.action.known_mentions
        if mention.column and printed and mention.report_id == printed.pk
    ]
    once: dict[str, dict[tuple[str, int], Entry]] = defaultdict(dict)
    for mention, entry in sorted(found, key=lambda pair: pair[0].pk):
        once[mention.column][mention.condition, entry.action.pk] = entry
    return defaultdict(
        list, {column: [(condition, entry) for (condition, _), entry in under.items()] for column, under in once.items()}
    )
