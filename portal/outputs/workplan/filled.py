"""What a reader's workbook holds: the rows of the plan with the reader's cells, and everything else that the reader wrote."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from portal.core.workbooks import FileCell, FilePage, Sheets, pages_of
from portal.outputs.workplan.plan import KEY, WorkPlan, folded

SHEET, CHANGES, ENDED, ABOUT = "Werkplan", "Wat is er veranderd", "Wat is vervallen", "Toelichting"
LOOSE, BASE = "Niet geplaatst", "Controle"
# The first cell of the line that names the page of the plan, on the sheets ABOUT and BASE.
PAGE = "Werkplan van"
# A heading row is sought in the first rows of a sheet: a reader may write a title above it.
LAST_HEADING_ROW = 40


class NotThePlanError(Exception):
    """A workbook that is no work plan; the message is in Dutch."""


@dataclass
class PlanLine:
    """A row of the plan's sheet: its key, or "" for a row of the reader.

    `cells` are those of the reader, by column as in `FilledPlan`. `was` has the texts that stood in the portal's
    columns, by heading.
    """

    key: str
    cells: dict[tuple[str, int], FileCell]
    was: dict[str, str] = field(default_factory=dict)


@dataclass
class FilledPlan:
    """The content of a workbook.

    A column is named by its heading and by how many columns to its left have the same heading. `extra` has the columns of the
    reader that are not in `WorkPlan.own`, each with its heading. `base` has the portal's cells as they were written, by key and
    heading; it is empty when the hidden sheet is gone. `pages` are the sheets that the reader added, and those of the portal that
    it only adds to. `loose` are the reader's cells that have no place any more, each with the title of its sheet.
    """

    lines: list[PlanLine] = field(default_factory=list)
    extra: dict[tuple[str, int], FileCell] = field(default_factory=dict)
    base: dict[str, dict[str, str]] = field(default_factory=dict)
    base_about: list[str] | None = None
    pages: dict[str, FilePage] = field(default_factory=dict)
    loose: list[tuple[str, FileCell]] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        return {line.key for line in self.lines if line.key}


def address_in(sheets: Sheets) -> str:
    """Return the path and query of the page that a workbook is of. Raises `NotThePlanError`."""
    pages = pages_of(sheets)
    for title in (BASE, ABOUT):
        for row in _rows(pages.get(title)):
            if row.get(1) and text_in(row[1]) == PAGE and row.get(2):
                return text_in(row[2])
    raise NotThePlanError(
        f"In deze werkmap staat niet van welke pagina het werkplan is. Op het blad „{ABOUT}” hoort een regel „{PAGE}” te staan. "
        "Haal een nieuw werkplan op en neem uw eigen kolommen daarin over."
    )


def read_filled(sheets: Sheets, plan: WorkPlan) -> FilledPlan:
    """Return what a workbook holds. Raises `NotThePlanError` when no sheet has the headings of the plan."""
    pages = pages_of(sheets)
    title, heading_row = _sheet_of_plan(pages, plan)
    filled = FilledPlan(pages={name: page for name, page in pages.items() if name != title})
    _take_base(filled)
    _take_about(filled, plan)
    _take_lines(filled, pages[title], heading_row, plan)
    return filled


def text_in(cell: FileCell) -> str:
    """Return a cell as one line of text, to compare it with what the portal wrote."""
    return folded(str(cell.value))


def _rows(page: FilePage | None) -> Iterator[dict[int, FileCell]]:
    yield from (page.rows[number] for number in sorted(page.rows)) if page else ()


def _sheet_of_plan(pages: Mapping[str, FilePage], plan: WorkPlan) -> tuple[str, int]:
    """Return the title of the sheet with the plan, and the number of its heading row: the row with most headings of the plan."""
    wanted, found = set(plan.all_headings), (0, "", 0)
    for title, page in pages.items():
        if title in (CHANGES, ENDED, ABOUT, LOOSE, BASE):
            continue
        for number in sorted(page.rows):
            if number > LAST_HEADING_ROW:
                break
            headings = {text_in(cell) for cell in page.cells(number)}
            if plan.headings[0] in headings or KEY in headings:
                found = max(found, (len(headings & wanted), title, number), key=lambda each: each[0])
    # A row of the plan is known by its key, or by its first cell where a reader removed the column with keys.
    if found[0] < 2:
        raise NotThePlanError(
            f"Geen blad heeft de kolommen van het werkplan, zoals „{plan.headings[0]}” en „{KEY}”. Haal een nieuw werkplan op "
            "en neem uw eigen kolommen daarin over."
        )
    return found[1], found[2]


def _take_base(filled: FilledPlan) -> None:
    """Read the hidden sheet: the line with the page, the lines of ABOUT below it, an empty row, and the portal's cells."""
    page = filled.pages.get(BASE)
    if not any(1 in row and text_in(row[1]) == PAGE for row in _rows(page)):
        # Not the hidden sheet: the reader has one with this title.
        return
    del filled.pages[BASE]
    headings: dict[int, str] = {}
    for row in _rows(page):
        first = text_in(row[1]) if 1 in row else ""
        if headings and first:
            filled.base[first] = {heading: text_in(row[place]) if place in row else "" for place, heading in headings.items()}
        elif first == KEY:
            headings = {place: text_in(cell) for place, cell in row.items() if place > 1}
        elif first == ABOUT:
            filled.base_about = [*(filled.base_about or []), text_in(row[2]) if 2 in row else ""]


def _take_about(filled: FilledPlan, plan: WorkPlan) -> None:
    """Keep what the reader wrote on the sheet with explanations, which the portal makes anew."""
    page = filled.pages.pop(ABOUT, None)
    ours = {"", PAGE, plan.title, plan.address, *map(folded, plan.about), *(filled.base_about or [])}
    for row in _rows(page):
        filled.loose += [(ABOUT, cell) for cell in row.values() if text_in(cell) not in ours]


def _take_lines(filled: FilledPlan, page: FilePage, heading_row: int, plan: WorkPlan) -> None:
    for number in sorted(page.rows):
        if number < heading_row:
            filled.loose += [(page.title, cell) for cell in page.cells(number)]
    columns = _columns(page, heading_row)
    ours = {(heading, 0) for heading in plan.all_headings}
    filled.extra = {column: page.cell(heading_row, place) for place, column in columns.items() if column not in ours}
    keys_by_text = {row_text: key for key in plan.rows if (row_text := plan.texts(key)[plan.headings[0]])}
    keys_by_text |= {texts[plan.headings[0]]: key for key, texts in filled.base.items() if texts.get(plan.headings[0])}
    known = plan.rows.keys() | plan.led_to.keys() | filled.base.keys()
    has_keys = (KEY, 0) in columns.values()
    seen: set[str] = set()
    for number in sorted(page.rows):
        if number <= heading_row:
            continue
        cells = {columns[place]: cell for place, cell in page.rows[number].items()}
        key = text_in(cells[KEY, 0]) if (KEY, 0) in cells else ""
        if not has_keys:
            key = keys_by_text.get(text_in(cells[plan.headings[0], 0]) if (plan.headings[0], 0) in cells else "", "")
        if key in known:
            cells.pop((KEY, 0), None)
        # A copy of a row is a row of the reader: the first one is the row of the plan.
        line = PlanLine(key if key in known and key not in seen else "", cells)
        seen.add(line.key)
        filled.lines.append(line)
    for line in filled.lines:
        if line.key:
            _take_changed_cells(filled, page.title, line, plan)


def _columns(page: FilePage, heading_row: int) -> dict[int, tuple[str, int]]:
    """Return the name of each column that has a cell, by its place. A column without a heading has the heading ""."""
    places = sorted({place for number, row in page.rows.items() if number >= heading_row for place in row})
    columns: dict[int, tuple[str, int]] = {}
    for place in places:
        heading = text_in(page.cell(heading_row, place))
        columns[place] = heading, sum(1 for other, _number in columns.values() if other == heading)
    return columns


def _take_changed_cells(filled: FilledPlan, title: str, line: PlanLine, plan: WorkPlan) -> None:
    """Take the portal's own cells out of a line. What the reader wrote in them has no place any more, and is kept apart."""
    written, told = filled.base.get(line.key), set()
    if written is None and line.key in plan.rows:
        # Without the hidden sheet nobody knows whether the reader changed these, or the portal since. They are told as changes.
        written, told = plan.texts(line.key), set() if filled.base else set(plan.told)
    written = written or {}
    kept = {}
    for column, cell in line.cells.items():
        heading, number = column
        if number or heading not in plan.headings:
            kept[column] = cell
        elif heading in told:
            line.was[heading] = text_in(cell)
        elif text_in(cell) != written.get(heading, ""):
            filled.loose.append((title, cell))
    if line.key in filled.base:
        line.was = dict(written)
    line.cells = kept
