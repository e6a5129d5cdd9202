"""The rows of one sheet of a workbook, with the cells under each expected heading."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.core.workbooks import FileCell, FilePage
from portal.desk.workbook.cells import CellError, read, tidy
from portal.desk.workbook.preview import Problem
from portal.desk.workbook.sheets import CHECK, REMOVE, Sheet


@dataclass(frozen=True)
class SheetLine:
    """A non-empty row of a sheet: its row number in Excel, and its cells by heading in lower case."""

    number: int
    cells: dict[str, FileCell]

    def cell(self, heading: str) -> FileCell | None:
        return self.cells.get(heading.lower())

    def reference(self, heading: str) -> str:
        """Return the reference of the cell under a heading, like C12. Without that heading: the first cell of the row."""
        cell = self.cell(heading)
        return cell.coordinate if cell is not None else f"A{self.number}"


def read_lines(page: FilePage, sheet: Sheet) -> tuple[list[SheetLine], list[Problem]]:
    """Return the non-empty rows of a worksheet (`page`), and its problems. `sheet` has the expected columns.

    The problems are unreadable, unknown, double and missing headings, and cells without a heading above them.
    """
    places: dict[str, int] = {}
    problems: list[Problem] = []
    wanted = [column.heading for column in sheet.columns] + [REMOVE]
    known = {heading.lower() for heading in (*wanted, CHECK)}
    headed: set[int] = set()
    for cell, heading in _headings(page, problems):
        headed.add(cell.column)
        if heading.lower() in places:
            problems.append(Problem(sheet.title, cell.coordinate, f"De kolom „{heading}” staat er twee keer."))
        elif heading.lower() not in known:
            reason = f"De kolom „{heading}” hoort niet op dit blad. Kies uit: {', '.join(wanted)}."
            problems.append(Problem(sheet.title, cell.coordinate, reason))
        places.setdefault(heading.lower(), cell.column)
    for heading in wanted:
        if heading.lower() not in places:
            problems.append(Problem(sheet.title, "A1", f"De kolom „{heading}” ontbreekt."))
    return list(_lines(page, sheet, places, headed, problems)), problems


def _headings(page: FilePage, problems: list[Problem]) -> Iterator[tuple[FileCell, str]]:
    for cell in page.cells(1):
        try:
            heading = tidy(read(cell))
        except CellError as error:
            problems.append(Problem(page.title, cell.coordinate, str(error)))
            continue
        if heading:
            yield cell, heading


def _lines(
    page: FilePage, sheet: Sheet, places: dict[str, int], headed: set[int], problems: list[Problem]
) -> Iterator[SheetLine]:
    own = {places[name] for name in {column.heading.lower() for column in sheet.columns} | {REMOVE.lower()} if name in places}
    for number in page.rows:
        if number == 1:
            continue
        full = [cell for cell in page.cells(number) if not cell.is_blank]
        for cell in full:
            if cell.column not in headed:
                problems.append(Problem(sheet.title, cell.coordinate, "Boven deze cel staat geen bekende kop."))
        # In an older workbook, a row with only a hidden checksum counts as empty: the editor does not see it.
        if any(cell.column in own for cell in full):
            yield SheetLine(number, {heading: page.cell(number, column) for heading, column in places.items()})
