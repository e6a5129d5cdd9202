"""The program that reads a workbook. It does not import Django; `opening` runs it in a confined process.

It reads an XLSX file from stdin and writes JSON to stdout: `{"sheets": …}` or `{"refused": …}` with a sentence in Dutch.

Every part of the file is parsed twice. The first time, `_Inspector` counts what the part holds and declares, and the parser
refuses document types and entities. Then openpyxl gets the parts that were inspected, and no others. It reads row by row, so it
builds no cells for a range that the file declares.
"""

import datetime as dt
import io
import json
import math
import re
import sys
import warnings
import zipfile
from typing import Any

# Only the base class of a handler: the parser is that of defusedxml.
from xml.sax.handler import ContentHandler  # nosec

import openpyxl
from defusedxml.sax import parseString
from openpyxl.utils.cell import coordinate_to_tuple

MEGABYTE = 1024 * 1024
# A draft has a few hundred rows, 16,000 elements and a quarter of a MB of XML.
MOST_PARTS = 500
MOST_BYTES_UNPACKED = 30 * MEGABYTE
MOST_ELEMENTS = 1_000_000
MOST_DEPTH = 100
MOST_SHEETS = 25
LAST_ROW = 20_000
LAST_COLUMN = 30
# A reader adds columns of his own to a work plan.
LAST_COLUMN_AS_WRITTEN = 120
# Cells with and without content, in all sheets together. An empty cell counts when it has a format.
MOST_CELLS = 200_000
# Rows with content, in all sheets together. The comparison of a row with the draft takes about a millisecond.
MOST_FULL_ROWS = 3_000
MOST_CHARACTERS = 5_000_000
# The maximum of Excel. LibreOffice writes the last row of a sheet, without cells, when it has a format.
LONGEST_CELL = 32_767
END_OF_SHEET = 1_048_576
XML = (".xml", ".rels")
# The names of another dialect (ISO/IEC 29500 Strict), which openpyxl does not read.
STRICT_NAMES = "http://purl.oclc.org/ooxml/"
# A file holds the text "_x0041_" as "_x005F_x0041_", so that it is no letter A, and a carriage return as "_x000D_".
ESCAPED = re.compile(r"_x005F_(?=x[0-9A-F]{4}_)|_x000D_\n?", re.IGNORECASE)
# openpyxl takes each "x005F_" out of the shared strings of a file, also where it is no escape. What it takes out of
# "xx005F_005F_" leaves the text as it was.
TAKEN_OUT, KEPT = b"x005F_", b"xx005F_005F_"
SHARED_STRINGS = re.compile(rb"<(\w+:)?sst\b")

NO_WORKBOOK = (
    "Dit is geen leesbaar Excelbestand (.xlsx). Sla het bestand op als .xlsx of .ods, zonder wachtwoord, en probeer het opnieuw."
)
STRICT = "Deze werkmap is opgeslagen als „Strict Open XML”. Kies bij opslaan „Excel-werkmap (.xlsx)” en stuur haar opnieuw in."
TOO_LARGE = "Dit bestand is te groot om te lezen. Maak een nieuwe werkmap in het portaal en neem uw wijzigingen daarin over."
TOO_MANY_SHEETS = "Deze werkmap heeft meer dan 25 bladen. Haal de bladen weg die er niet in horen."
TOO_MANY_ROWS = "Deze werkmap heeft een blad met meer dan 20.000 rijen. Haal lege rijen onderaan weg."
TOO_MANY_FULL_ROWS = "Deze werkmap heeft meer dan 3.000 rijen met inhoud. Haal de rijen weg die er niet in horen."
TOO_MANY_COLUMNS = "Een blad heeft meer dan {} kolommen. Haal lege kolommen rechts weg."
TOO_MANY_CELLS = "Deze werkmap heeft meer dan 200.000 cellen. Haal lege rijen en kolommen weg; een cel met opmaak telt mee."
MERGED = "Deze werkmap heeft samengevoegde cellen, zoals {}. Maak het samenvoegen ongedaan."


class RefusedError(Exception):
    """A file that is not read; the message is in Dutch."""


class _Inspector(ContentHandler):
    """Counts over all parts of a file. Raises `RefusedError` at the first number that is too high, and at merged cells.

    A name counts with every prefix and in every namespace, because a file chooses its own prefixes. openpyxl takes every child
    element of a row for a cell, so these count as cells.
    """

    def __init__(self, last_column: int, *, merges: bool) -> None:
        super().__init__()
        self.last_column, self.merges = last_column, merges
        self.elements = self.sheets = self.cells = 0

    def startDocument(self) -> None:  # noqa: N802 (a name of SAX)
        self.path: list[str] = []
        self.row = self.column = 0

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 (a name of SAX)
        name = name.rpartition(":")[2]
        self.elements += 1
        if self.elements > MOST_ELEMENTS or len(self.path) >= MOST_DEPTH:
            raise RefusedError(TOO_LARGE)
        if not self.path and any(value.startswith(STRICT_NAMES) for value in attrs.values()):
            raise RefusedError(STRICT)
        if self.path and self.path[-1] == "row":
            self._cell(attrs.get("r"))
        elif name == "row":
            self._row(attrs.get("r"))
        elif name == "mergeCell" and not self.merges:
            raise RefusedError(MERGED.format(attrs.get("ref", "")[:20]))
        elif name == "sheet":
            self.sheets += 1
            if self.sheets > MOST_SHEETS:
                raise RefusedError(TOO_MANY_SHEETS)
        self.path.append(name)

    def endElement(self, name: str) -> None:  # noqa: N802 (a name of SAX)
        self.path.pop()

    def _row(self, number: str | None) -> None:
        before, self.row, self.column = self.row, int(number) if number else self.row + 1, 0
        # openpyxl skips a row that comes after a row with a higher number. Spreadsheet programs write no such file.
        if not before < self.row <= END_OF_SHEET:
            raise RefusedError(NO_WORKBOOK)

    def _cell(self, place: str | None) -> None:
        row, self.column = coordinate_to_tuple(place) if place else (self.row, self.column + 1)
        if row != self.row:
            raise RefusedError(NO_WORKBOOK)
        if row > LAST_ROW:
            raise RefusedError(TOO_MANY_ROWS)
        if self.column > self.last_column:
            raise RefusedError(TOO_MANY_COLUMNS.format(self.last_column))
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise RefusedError(TOO_MANY_CELLS)


def read_book(file: bytes, *, as_written: bool = False) -> list[Any]:
    """Return the sheets of a workbook, in a form that JSON can hold. Raises `RefusedError`.

    A sheet is `[title, [row, …]]`; a row is `[number, [cell, …]]`; a cell is `[column, kind, value, format]`, as in `FileCell`.
    Empty rows and empty cells are left out. With `as_written` a formula has its text and a date its time, a merged cell stands in
    the first cell of its range, and a sheet may have more columns.
    """
    try:
        with warnings.catch_warnings():
            # openpyxl warns when it skips an extension of Excel. These hold no cells, so nothing is lost.
            warnings.simplefilter("ignore")
            last_column = LAST_COLUMN_AS_WRITTEN if as_written else LAST_COLUMN
            inspected = _inspected(file, _Inspector(last_column, merges=as_written), as_written=as_written)
            return _read(openpyxl.load_workbook(inspected, read_only=True, keep_links=False), last_column, as_written=as_written)
    except (RefusedError, MemoryError):
        raise
    except Exception as error:  # a broken file can fail anywhere in openpyxl, zipfile and the XML parser
        raise RefusedError(NO_WORKBOOK) from error


def _inspected(file: bytes, inspector: _Inspector, *, as_written: bool) -> io.BytesIO:
    """Return a file with the XML of a workbook, after inspection. Other parts, such as pictures, are left out.

    With `as_written`, openpyxl gives the shared strings as the file has them.
    """
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(file)) as archive, zipfile.ZipFile(copy, "w") as kept:
        parts = [part for part in archive.infolist() if part.filename.lower().endswith(XML)]
        # The file itself states these sizes. A false size is harmless: zipfile stops at that size and raises an error.
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
            raise RefusedError(TOO_LARGE)
        for part in parts:
            content = archive.read(part)
            parseString(content, inspector, forbid_dtd=True)
            if as_written and SHARED_STRINGS.search(content[:1000]):
                content = content.replace(TAKEN_OUT, KEPT)
            kept.writestr(part.filename, content)
    return copy


def _read(book: openpyxl.Workbook, last_column: int, *, as_written: bool) -> list[Any]:
    sheets: list[Any] = [[page.title, []] for page in book.chartsheets]
    full_rows = characters = 0
    for page in book.worksheets:
        rows: list[Any] = []
        sheets.append([page.title, rows])
        found = page.iter_rows(min_row=1, max_row=LAST_ROW, min_col=1, max_col=last_column)
        for number, cells in enumerate(found, start=1):
            filled = [(column, cell) for column, cell in enumerate(cells, start=1) if cell.value not in (None, "")]
            full = [_as_written(column, cell) if as_written else _cell(column, cell) for column, cell in filled]
            if not full:
                continue
            rows.append([number, full])
            full_rows += 1
            if full_rows > MOST_FULL_ROWS:
                raise RefusedError(TOO_MANY_FULL_ROWS)
            lengths = [len(value) for _column, _kind, value, _format in full if isinstance(value, str)]
            characters += sum(lengths)
            if characters > MOST_CHARACTERS or max(lengths, default=0) > LONGEST_CELL:
                raise RefusedError(TOO_LARGE)
    return sheets


def _cell(column: int, cell: Any) -> list[Any]:
    value = cell.value
    if cell.data_type == "f":
        return [column, "formula", "", ""]
    if cell.data_type == "e":
        return [column, "error", str(value), ""]
    if isinstance(value, bool):
        return [column, "boolean", value, ""]
    if isinstance(value, int | float):
        # A number that no cell of Excel can hold.
        if abs(value) > sys.float_info.max or math.isnan(value):
            return [column, "error", "#NUM!", ""]
        return [column, "number", value, cell.number_format]
    if isinstance(value, dt.date):
        return [column, "date", f"{value:%Y-%m-%d}", cell.number_format]
    if isinstance(value, dt.timedelta | dt.time):
        return [column, "duration", _duration(value), cell.number_format]
    return [column, "text", str(value), ""]


def _duration(value: dt.timedelta | dt.time) -> str:
    """Return the length of a time as hours, minutes and seconds, such as 26:05:00. A time of the day is one since midnight."""
    if isinstance(value, dt.time):
        value = dt.timedelta(0, value.second, value.microsecond, 0, value.minute, value.hour)
    size = abs(value)
    minutes, seconds = divmod(size.days * 86_400 + size.seconds, 60)
    rest = f".{size.microseconds:06}".rstrip("0") if size.microseconds else ""
    return f"{'-' if value < dt.timedelta(0) else ''}{minutes // 60}:{minutes % 60:02}:{seconds:02}{rest}"


def _as_written(column: int, cell: Any) -> list[Any]:
    if cell.data_type == "f":
        # A formula that fills several cells is an object with a text.
        return [column, "formula", str(getattr(cell.value, "text", cell.value)), ""]
    if isinstance(cell.value, dt.datetime) and cell.value.time() != dt.time():
        return [column, "date", f"{cell.value:%Y-%m-%dT%H:%M:%S}", cell.number_format]
    if isinstance(cell.value, str) and cell.data_type == "s":
        return [column, "text", ESCAPED.sub(lambda found: "_" if "5F" in found[0].upper() else "\n", cell.value), ""]
    return _cell(column, cell)


def main() -> None:
    """Read a workbook from stdin, and write what it holds, or why it is refused, to stdout. An argument means `as_written`."""
    try:
        answer: dict[str, Any] = {"sheets": read_book(sys.stdin.buffer.read(), as_written=len(sys.argv) > 1)}
    except RefusedError as error:
        answer = {"refused": str(error)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
