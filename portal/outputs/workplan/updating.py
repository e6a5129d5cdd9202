"""A reader's workbook brought up to date: the portal's rows of today, and everything of the reader in its place.

Every cell that the reader wrote is in the new workbook exactly once: beside its row, on the sheet with what ended, or else on the
last sheet. Bringing a workbook up to date twice on one day changes nothing the second time.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from portal.core.dates import in_dutch
from portal.core.workbooks import FileCell, FilePage
from portal.outputs.exports.spreadsheet.book import Book, BookSheet, CellChoice
from portal.outputs.exports.table import Cell, KeptCell
from portal.outputs.workplan.filled import ABOUT, BASE, CHANGES, ENDED, LOOSE, PAGE, SHEET, FilledPlan, PlanLine
from portal.outputs.workplan.plan import KEY, WorkPlan, text_of

# The headings of the sheets that the portal only adds to.
OF_CHANGES = ("Op", "Wat", "Onderwerp", "Kolom", "Van", "Naar", KEY)
OF_ENDED = ("Op", "Waarom")
OF_LOOSE = ("Op", "Stond op blad", "Cel", "Wat u schreef")
NEW, GONE, ONE = "nieuw", "staat er niet meer", "samengevoegd"
OURS = (CHANGES, ENDED, LOOSE)
# In characters, where it is not 24.
WIDTHS = {"Onderwerp": 60, "Actie": 60, "Van": 40, "Naar": 40, "Wat u schreef": 90, "Cel": 10}
# The characters that Excel forbids in the title of a sheet.
NOT_IN_TITLE = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
Rows = list[list[Cell]]


def new_book(plan: WorkPlan) -> Book:
    """Return the workbook of today, with empty columns for the reader."""
    return _book(FilledPlan(), plan, "", [])


def updated(filled: FilledPlan, plan: WorkPlan, day: dt.date) -> Book:
    """Return a workbook with today's rows and all that the reader wrote. `day` is today."""
    at = in_dutch(day)
    return _book(filled, plan, at, _changes(filled, plan, at))


def _book(filled: FilledPlan, plan: WorkPlan, at: str, changes: list[dict[str, Cell]]) -> Book:
    lines, ended = _placed(filled, plan)
    loose: list[dict[str, Cell]] = [
        dict(zip(OF_LOOSE, (at, title, cell.coordinate, KeptCell.of(cell)), strict=True)) for title, cell in filled.loose
    ]
    own = _own_titles(title for title in filled.pages if title not in OURS)
    about: Rows = [[plan.title], [PAGE, plan.address]]
    about += [[line] for line in plan.about]
    pages = [
        _sheet(filled, plan, lines),
        _added_to(CHANGES, OF_CHANGES, filled, changes),
        _ended(filled, plan, ended, at),
        BookSheet(ABOUT, about, [100, 60]),
        *(BookSheet(own[title], _grid(page)) for title, page in filled.pages.items() if title in own),
    ]
    if loose or LOOSE in filled.pages:
        pages.append(_added_to(LOOSE, OF_LOOSE, filled, loose))
    return Book(plan.title, [*pages, _base(plan)])


def _own_titles(titles: Iterable[str]) -> dict[str, str]:
    """Return titles for the sheets of the reader, by the titles that they had: those that Excel allows, each once."""
    taken, found = {each.casefold() for each in (SHEET, *OURS, ABOUT, BASE)}, {}
    for title in titles:
        plain = title.translate(NOT_IN_TITLE)[:31].strip() or "Blad"
        names = (plain if number == 0 else f"{plain[:18]} (van u{f' {number}' if number > 1 else ''})" for number in count())
        found[title] = next(name for name in names if name.casefold() not in taken)
        taken.add(found[title].casefold())
    return found


def _placed(filled: FilledPlan, plan: WorkPlan) -> tuple[dict[str, PlanLine], list[tuple[PlanLine, str]]]:
    """Return the reader's lines by key of today, and the lines that belong to no row of today, each with the reason."""
    lines: dict[str, PlanLine] = {}
    without: list[tuple[PlanLine, str]] = []
    current = set(plan.current)
    for line in sorted(filled.lines, key=lambda line: line.key not in plan.rows):
        if not line.key:
            continue
        key = plan.key_of(line.key)
        if key in current and key not in lines:
            lines[key] = line
        elif key in lines:
            without.append((line, f"{ONE} met {key}"))
        else:
            without.append((line, plan.rows[key].gone if key in plan.rows else GONE))
    return lines, without


def _sheet(filled: FilledPlan, plan: WorkPlan, lines: dict[str, PlanLine]) -> BookSheet:
    headings: list[Cell] = [*plan.all_headings, *(KeptCell.of(cell) for cell in filled.extra.values())]
    own = [(heading, 0) for heading in plan.own]
    rows: Rows = [headings]
    for key in plan.current:
        cells, written = plan.rows[key].cells, lines[key].cells if key in lines else {}
        of_reader = [_of(written, column) for column in own]
        rest = [_of(written, column) for column in filled.extra]
        rows.append([*cells[: plan.own_after], *of_reader, *cells[plan.own_after :], key, *rest])
    columns = [*((heading, 0) for heading in plan.all_headings), *filled.extra]
    rows += [[_of(line.cells, column) for column in columns] for line in filled.lines if not line.key]
    widths = [*plan.widths[: plan.own_after], *(plan.own_width for _ in own), *plan.widths[plan.own_after :], 30]
    places = {heading: place for place, heading in enumerate(plan.all_headings)}
    choices = {places[heading]: CellChoice(options) for heading, options in plan.choices.items()}
    widths += [plan.own_width] * len(filled.extra)
    return BookSheet(SHEET, rows, widths, has_head=True, choices=choices, spare_rows=100, is_large=plan.is_large)


def _changes(filled: FilledPlan, plan: WorkPlan, at: str) -> list[dict[str, Cell]]:
    """Return what is otherwise than when the workbook was made; without the hidden sheet, than the sheet of the plan says."""
    before = filled.base or {line.key: line.was for line in filled.lines if line.key}
    subject = plan.headings[0]
    rows: list[dict[str, Cell]] = []

    def add(what: str, about: str, key: str, heading: str = "", was: str = "", now: str = "") -> None:
        rows.append(dict(zip(OF_CHANGES, (at, what, about, heading, was, now, key), strict=True)))

    here = {plan.key_of(key) for key in before}
    for key in plan.current:
        if key not in here:
            add(NEW, plan.texts(key)[subject], key)
    for key, was in before.items():
        target = plan.key_of(key)
        if target not in plan.rows:
            add(GONE, was.get(subject, ""), key)
        elif target != key and target in before:
            add(ONE, was.get(subject, ""), key, now=plan.texts(target)[subject])
        else:
            now = plan.texts(target)
            for heading, word in plan.told.items():
                if heading in was and was[heading] != now[heading]:
                    add(word, now[subject], target, heading, was[heading], now[heading])
    return rows


def _ended(filled: FilledPlan, plan: WorkPlan, lines: Iterable[tuple[PlanLine, str]], at: str) -> BookSheet:
    """Return the sheet with what ended: each row once, and again for a row with cells of the reader."""
    page = filled.pages.get(ENDED)
    there = {str(cell.value) for row in page.rows.values() for cell in row.values()} if page else set()
    rows: list[dict[str, Cell]] = []
    for line, reason in lines:
        if not line.cells and line.key in there:
            continue
        there.add(line.key)
        words = plan.texts(line.key) if line.key in plan.rows else line.was
        row: dict[str, Cell] = {"Op": at, "Waarom": reason, **words, KEY: line.key}
        for (heading, _number), cell in line.cells.items():
            row[_free(heading or "Zonder kop", row)] = KeptCell.of(cell)
        rows.append(row)
    for key, today in plan.rows.items():
        if today.gone and key not in there:
            rows.append({"Op": at, "Waarom": today.gone, **dict(zip(plan.headings, today.cells, strict=True)), KEY: key})
    return _added_to(ENDED, [*OF_ENDED, *plan.all_headings], filled, rows)


def _free(heading: str, row: Mapping[str, Cell]) -> str:
    """Return a heading that the row does not have yet: a reader's column can have the name of one of the portal's."""
    return next(name for number in count(1) if (name := heading if number == 1 else f"{heading} ({number})") not in row)


def _added_to(title: str, headings: Sequence[str], filled: FilledPlan, rows: Sequence[Mapping[str, Cell]]) -> BookSheet:
    """Return a sheet as the reader has it, with rows below it. A heading that the sheet does not have yet comes to the right."""
    page = filled.pages.get(title)
    grid = _grid(page) if page else []
    # An empty row above the headings holds nothing of the reader.
    while grid and not grid[0]:
        grid.pop(0)
    if not grid:
        grid = [list(headings)]
    places: dict[str, int] = {}
    for place, cell in enumerate(grid[0]):
        places.setdefault(str(cell.value) if isinstance(cell, KeptCell) else str(cell or ""), place)
    width = max(map(len, grid))
    for name in dict.fromkeys(name for row in rows for name in row):
        if name not in places:
            grid[0] += [None] * (width - len(grid[0])) + [name]
            places[name], width = width, width + 1
    for row in rows:
        at_place = {places[name]: value for name, value in row.items()}
        grid.append([at_place.get(place) for place in range(width)])
    return BookSheet(title, grid, [WIDTHS.get(heading, 24) for heading in places], has_head=True)


def _grid(page: FilePage) -> Rows:
    """Return the rows of a sheet as the reader has them, with each cell in its place."""
    grid: Rows = []
    for number in range(1, max(page.rows, default=0) + 1):
        row = page.rows.get(number, {})
        grid.append([KeptCell.of(row[place]) if place in row else None for place in range(1, max(row, default=0) + 1)])
    return grid


def _base(plan: WorkPlan) -> BookSheet:
    """Return the hidden sheet; `portal.outputs.workplan.filled` reads it."""
    rows: Rows = [[PAGE, plan.address]]
    rows += [[ABOUT, line] for line in plan.about]
    rows.append([KEY, *plan.headings])
    rows += [[key, *(text_of(cell) for cell in row.cells)] for key, row in plan.rows.items()]
    return BookSheet(BASE, rows, holds_text=True, is_hidden=True, is_protected=True)


def _of(cells: Mapping[tuple[str, int], FileCell], column: tuple[str, int]) -> Cell:
    return KeptCell.of(cells[column]) if column in cells else None
