"""Safe opening of an uploaded file. A file that is not a workbook, or that is too large, is refused."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from portal.desk.workbook.cells import CellError, read, tidy
from portal.desk.workbook.preview import Problem
from portal.desk.workbook.sheets import CHECK, REMOVE, Sheet

MOST_BYTES_UNPACKED = 50 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 30
# The number of XML tags in all parts of the file together. A file with 20,000 full rows stays below this limit; a file that
# is made to exhaust the memory does not.
MOST_TAGS = 2_000_000

NO_WORKBOOK = (
    "Dit is geen leesbaar Excelbestand (.xlsx). Sla het bestand op als .xlsx, zonder wachtwoord, en probeer het opnieuw."
)
TOO_LARGE = "Dit bestand is te groot om te lezen. Maak een nieuwe werkmap in het portaal en neem uw wijzigingen daarin over."


class UnreadableError(Exception):
    """A file that cannot be read at all; the message is in Dutch."""


@dataclass(frozen=True)
class SheetLine:
    """A non-empty row of a sheet: its row number in Excel, and its cells by heading in lower case."""

    number: int
    cells: dict[str, Cell | MergedCell]

    def cell(self, heading: str) -> Cell | MergedCell | None:
        return self.cells.get(heading.lower())

    def reference(self, heading: str) -> str:
        """Return the reference of the cell under a heading, like C12. Without that heading: the first cell of the row."""
        cell = self.cell(heading)
        return cell.coordinate if cell is not None else f"A{self.number}"


def open_book(file: bytes) -> Workbook:
    """Return the workbook in `file`. Raises `UnreadableError` when it is another kind of file or is too large."""
    if len(file) > settings.LARGEST_UPLOAD:
        raise UnreadableError(f"Dit bestand is groter dan {settings.LARGEST_UPLOAD // settings.MEGABYTE} MB. {TOO_LARGE}")
    try:
        _refuse_bomb(file)
        with warnings.catch_warnings():
            # openpyxl warns when it skips a drawing or an extension of Excel. These hold no cells, so nothing is lost.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(file), keep_links=False)
    except UnreadableError:
        raise
    except Exception as error:  # a broken file can fail anywhere in openpyxl, zipfile and the XML parser
        raise UnreadableError(NO_WORKBOOK) from error
    pages = book.worksheets
    if sum(page.max_row for page in pages) > MOST_ROWS:
        raise UnreadableError("Deze werkmap heeft meer dan 20.000 rijen. Haal lege rijen onderaan weg.")
    if any(page.max_column > MOST_COLUMNS for page in pages):
        raise UnreadableError(f"Een blad heeft meer dan {MOST_COLUMNS} kolommen. Haal lege kolommen rechts weg.")
    return book


def _refuse_bomb(file: bytes) -> None:
    """Raise `UnreadableError` when a file is too large after unpacking, or defines XML entities of its own."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        parts = archive.infolist()
        # The file itself states these sizes. A false size is harmless: zipfile stops at that size and raises an error.
        if sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
            raise UnreadableError(TOO_LARGE)
        tags = 0
        for part in parts:
            content = archive.read(part)
            tags += content.count(b"<")
            if tags > MOST_TAGS:
                raise UnreadableError(TOO_LARGE)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise UnreadableError(NO_WORKBOOK)


def read_lines(page: Worksheet, sheet: Sheet) -> tuple[list[SheetLine], list[Problem]]:
    """Return the non-empty rows of a worksheet (`page`), and its problems. `sheet` has the expected columns.

    The problems are unreadable, unknown, double and missing headings, and cells without a heading above them.
    """
    places: dict[str, int] = {}
    problems: list[Problem] = []
    wanted = [column.heading for column in sheet.columns] + [REMOVE, CHECK]
    known = {heading.lower() for heading in wanted}
    headed: set[int] = set()
    for cell, heading in _headings(page, problems):
        headed.add(int(cell.column or 0))
        if heading.lower() in places:
            problems.append(Problem(sheet.title, cell.coordinate, f"De kolom „{heading}” staat er twee keer."))
        elif heading.lower() not in known:
            reason = f"De kolom „{heading}” hoort niet op dit blad. Kies uit: {', '.join(wanted[:-1])}."
            problems.append(Problem(sheet.title, cell.coordinate, reason))
        places.setdefault(heading.lower(), int(cell.column or 0))
    # The last column, with the checksum, may be missing: without it a workbook can still be read.
    for heading in wanted[:-1]:
        if heading.lower() not in places:
            problems.append(Problem(sheet.title, "A1", f"De kolom „{heading}” ontbreekt."))
    return list(_lines(page, sheet, places, headed, problems)), problems


def _headings(page: Worksheet, problems: list[Problem]) -> Iterator[tuple[Cell | MergedCell, str]]:
    for cell in page[1]:
        try:
            heading = tidy(read(cell))
        except CellError as error:
            problems.append(Problem(page.title, cell.coordinate, str(error)))
            continue
        if heading:
            yield cell, heading


def _lines(
    page: Worksheet, sheet: Sheet, places: dict[str, int], headed: set[int], problems: list[Problem]
) -> Iterator[SheetLine]:
    own = {places[name] for name in {column.heading.lower() for column in sheet.columns} | {REMOVE.lower()} if name in places}
    for number, cells in enumerate(page.iter_rows(min_row=2), start=2):
        full = [cell for cell in cells if cell.value is not None and str(cell.value).strip()]
        for cell in full:
            if cell.column not in headed:
                problems.append(Problem(sheet.title, cell.coordinate, "Boven deze cel staat geen bekende kop."))
        # A row with only a checksum counts as empty: an editor who empties a row does not see the hidden checksum.
        if any(cell.column in own for cell in full):
            yield SheetLine(number, {heading: cells[column - 1] for heading, column in places.items()})
