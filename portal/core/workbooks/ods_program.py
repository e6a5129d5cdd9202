"""The program that reads an OpenDocument workbook (.ods). It does not import Django; `opening` runs it in a confined process.

It reads the file from stdin and writes the same JSON as `program`. Its argument is JSON too: the limits and sentences that both
share (`Shared`), because a confined program cannot import the other one. The XML is read once, cell by cell: no cell is made for
a row or column that is only repeated, no formula is computed and no macro is opened.
"""

import io
import json
import math
import re
import string
import sys
import zipfile
from dataclasses import dataclass
from typing import Any

# Only the base class of a handler: the parser is that of defusedxml.
from xml.sax.handler import ContentHandler, feature_namespaces  # nosec

from defusedxml.sax import make_parser

NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
OFFICE, TABLE, TEXT, STYLE, NUMBER, MANIFEST = map(
    NAMESPACE.format, ("office", "table", "text", "style", "datastyle", "manifest")
)
# LibreOffice marks a cell with an error here.
CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
MANIFEST_PART, STYLES_PART, CONTENT_PART = "META-INF/manifest.xml", "styles.xml", "content.xml"
# Text within a cell that is not its content.
ASIDE = {"annotation", "note", "ruby-text", "tracked-changes"}
MOST_REPEATED = 2_000_000
# A duration in ISO 8601, as programs write it.
DURATION = re.compile(r"(-?)PT([0-9]{1,7})H([0-9]{2})M([0-9]{2})((?:\.[0-9]+)?)S")


@dataclass(frozen=True)
class Shared:
    """The limits of `program`, and its sentences. `no_workbook` and `locked` are about this kind of file."""

    most_parts: int
    most_bytes_unpacked: int
    most_elements: int
    most_depth: int
    most_sheets: int
    last_row: int
    last_column: int
    as_written: bool
    most_full_rows: int
    most_cells: int
    most_characters: int
    longest_cell: int
    too_large: str
    too_many_sheets: str
    too_many_rows: str
    too_many_full_rows: str
    too_many_columns: str
    too_many_cells: str
    merged: str
    no_workbook: str
    locked: str


class RefusedOdsError(Exception):
    """A file that is not read; the message is in Dutch."""


class _Reader(ContentHandler):
    """Reads the cells of `content.xml` into `sheets`, and counts. Raises `RefusedOdsError` at the first number that is too high.

    `shown` has, by the name of a cell style, whether a date in that style shows its day.
    """

    def __init__(self, shared: Shared) -> None:
        super().__init__()
        self.shared = shared
        self.sheets: list[Any] = []
        self.elements = self.cells = self.full_rows = self.length = 0
        self.data_styles: dict[str, bool] = {}
        self.shown: dict[str, bool] = {}

    def startDocument(self) -> None:  # noqa: N802 (a name of SAX)
        self.path: list[str] = []
        self.aside = 0
        self.data_style = ""
        self.is_in_line = False

    def startElementNS(self, name: tuple[str | None, str], qname: str | None, attrs: Any) -> None:  # noqa: N802 (a name of SAX)
        space, local = name
        self.elements += 1
        if self.elements > self.shared.most_elements or len(self.path) >= self.shared.most_depth:
            raise RefusedOdsError(self.shared.too_large)
        if self.aside or local in ASIDE:
            self.aside += 1
        elif space == TABLE:
            self._start_of_table(local, attrs)
        elif space == TEXT:
            self._start_of_text(local, attrs)
        elif space in (STYLE, NUMBER):
            self._style(local, attrs)
        elif space == MANIFEST and local == "encryption-data":
            raise RefusedOdsError(self.shared.locked)
        self.path.append(local)

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:  # noqa: N802 (a name of SAX)
        self.path.pop()
        space, local = name
        if self.aside:
            self.aside -= 1
        elif space == TABLE and local == "table-row":
            self._end_of_row()
        elif space == TABLE and local in ("table-cell", "covered-table-cell"):
            self._end_of_cell()
        elif space == TEXT and local in ("p", "h"):
            self.is_in_line = False

    def characters(self, content: str) -> None:
        if self.is_in_line and not self.aside:
            # A line feed within a line is the layout of the file. LibreOffice writes several spaces as they are.
            self.lines[-1] += re.sub(r"[\t\r\n]+", " ", content)

    def _start_of_table(self, local: str, attrs: Any) -> None:
        if local == "table":
            if "table" in self.path:
                raise RefusedOdsError(self.shared.no_workbook)
            self.sheets.append([attrs.get((TABLE, "name"), ""), []])
            if len(self.sheets) > self.shared.most_sheets:
                raise RefusedOdsError(self.shared.too_many_sheets)
            self.row, self.columns = 0, []
        elif local == "table-column":
            style = attrs.get((TABLE, "default-cell-style-name"), "")
            room = self.shared.last_column - len(self.columns)
            self.columns += [style] * min(self._repeated(attrs, "number-columns-repeated"), room)
        elif local == "table-row":
            self.full: list[Any] = []
            self.column, self.rows = 0, self._repeated(attrs, "number-rows-repeated")
            self.usual = attrs.get((TABLE, "default-cell-style-name"), "")
        elif local in ("table-cell", "covered-table-cell"):
            is_merged = self._repeated(attrs, "number-columns-spanned") > 1 or self._repeated(attrs, "number-rows-spanned") > 1
            if is_merged and not self.shared.as_written:
                raise RefusedOdsError(self.shared.merged.format(f"{_letters(self.column + 1)}{self.row + 1}"))
            self.cell, self.lines = attrs, []

    def _start_of_text(self, local: str, attrs: Any) -> None:
        if local in ("p", "h") and self.path[-1] in ("table-cell", "covered-table-cell"):
            self.lines.append("")
            self.is_in_line = True
        elif self.is_in_line and local in ("s", "tab", "line-break"):
            number = self._repeated(attrs, "c", TEXT)
            tab = "\t" if self.shared.as_written else " "
            self.lines[-1] += {"s": " " * min(number, self.shared.longest_cell), "tab": tab, "line-break": "\n"}[local]

    def _style(self, local: str, attrs: Any) -> None:
        name = attrs.get((STYLE, "name"), "")
        if local == "date-style":
            self.data_style = name
            self.data_styles[name] = False
        elif local == "day" and self.path[-1] == "date-style":
            self.data_styles[self.data_style] = True
        elif local == "style":
            shown = self.data_styles.get(attrs.get((STYLE, "data-style-name"), ""))
            if shown is not None:
                self.shown[name] = shown

    def _repeated(self, attrs: Any, name: str, space: str = TABLE) -> int:
        text = attrs.get((space, name), "1")
        if not re.fullmatch(r"[0-9]{1,7}", text) or not 0 < int(text) <= MOST_REPEATED:
            raise RefusedOdsError(self.shared.no_workbook)
        return int(text)

    def _end_of_cell(self) -> None:
        number = self._repeated(self.cell, "number-columns-repeated")
        found = self._value()
        first, self.column = self.column + 1, self.column + number
        if found is None:
            return
        if self.column > self.shared.last_column:
            raise RefusedOdsError(self.shared.too_many_columns.format(self.shared.last_column))
        self.full += [[place, *found] for place in range(first, self.column + 1)]

    def _end_of_row(self) -> None:
        first, self.row = self.row + 1, self.row + self.rows
        if not self.full:
            return
        if self.row > self.shared.last_row:
            raise RefusedOdsError(self.shared.too_many_rows)
        lengths = [len(value) for _column, _kind, value, _format in self.full if isinstance(value, str)]
        self.full_rows += self.rows
        self.cells += len(self.full) * self.rows
        self.length += sum(lengths) * self.rows
        if self.full_rows > self.shared.most_full_rows:
            raise RefusedOdsError(self.shared.too_many_full_rows)
        if self.cells > self.shared.most_cells:
            raise RefusedOdsError(self.shared.too_many_cells)
        if self.length > self.shared.most_characters or max(lengths, default=0) > self.shared.longest_cell:
            raise RefusedOdsError(self.shared.too_large)
        self.sheets[-1][1] += [[number, self.full] for number in range(first, self.row + 1)]

    def _value(self) -> list[Any] | None:
        """Return the kind, value and format of the cell, as in `FileCell`; None when it is empty."""
        cell, text = self.cell, "\n".join(self.lines)
        kind = cell.get((OFFICE, "value-type"), "")
        if (TABLE, "formula") in cell:
            # The prefix says in which language the formula is.
            return ["formula", cell[TABLE, "formula"].removeprefix("of:") if self.shared.as_written else "", ""]
        if cell.get((CALC, "value-type")) == "error":
            return ["error", text, ""]
        if kind == "boolean":
            return ["boolean", cell.get((OFFICE, "boolean-value")) == "true", ""]
        if kind in ("float", "currency", "percentage"):
            return _number(cell.get((OFFICE, "value"), ""), "0%" if kind == "percentage" else "")
        if kind == "date":
            day, _, time = cell.get((OFFICE, "date-value"), "").partition("T")
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day):
                # Some programs add a fraction of a second, or a Z; the clock time is kept as it stands.
                clock = re.fullmatch(r"([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]+)?Z?", time)
                if self.shared.as_written and clock and clock[1] != "00:00:00":
                    return ["date", f"{day}T{clock[1]}", "d mmmm yyyy hh:mm"]
                return ["date", day, "d mmmm yyyy" if self._shows_day() else "mmmm yyyy"]
        if kind == "time" and (found := DURATION.fullmatch(cell.get((OFFICE, "time-value"), ""))):
            minus, hours, minutes, seconds, rest = found.groups("")
            return ["duration", f"{minus}{int(hours)}:{minutes}:{seconds}{rest.rstrip('0').rstrip('.')}", "[h]:mm:ss"]
        text = text or cell.get((OFFICE, "string-value"), "")
        return ["text", text, ""] if text else None

    def _shows_day(self) -> bool:
        of_column = self.columns[self.column] if self.column < len(self.columns) else ""
        return self.shown.get(self.cell.get((TABLE, "style-name")) or self.usual or of_column, True)


def _number(text: str, shown: str) -> list[Any]:
    try:
        value = float(text)
    except ValueError:
        return ["error", text[:20], ""]
    if not math.isfinite(value):
        return ["error", "#NUM!", ""]
    return ["number", int(value) if value.is_integer() else value, shown]


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = string.ascii_uppercase[rest] + letters
    return letters


def read_ods(file: bytes, shared: Shared) -> list[Any]:
    """Return the sheets of an OpenDocument workbook, in the form of `read_book` of `program`. Raises `RefusedOdsError`."""
    try:
        return _read(file, shared)
    except (RefusedOdsError, MemoryError):
        raise
    except Exception as error:  # a broken file can fail anywhere in zipfile and the XML parser
        raise RefusedOdsError(shared.no_workbook) from error


def _read(file: bytes, shared: Shared) -> list[Any]:
    reader = _Reader(shared)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        names = archive.namelist()
        # The file itself states these sizes. A false size is harmless: zipfile stops at that size and raises an error.
        parts = [archive.getinfo(name) for name in (MANIFEST_PART, STYLES_PART, CONTENT_PART) if name in names]
        if len(names) > shared.most_parts or sum(part.file_size for part in parts) > shared.most_bytes_unpacked:
            raise RefusedOdsError(shared.too_large)
        for part in parts:
            parser = make_parser()
            parser.forbid_dtd = True
            parser.setFeature(feature_namespaces, True)
            parser.setContentHandler(reader)
            parser.parse(io.BytesIO(archive.read(part)))
    if not reader.sheets:
        raise RefusedOdsError(shared.no_workbook)
    return reader.sheets


def main() -> None:
    """Read a workbook from stdin, and write what it holds, or why it is refused, to stdout."""
    shared = Shared(**json.loads(sys.argv[1]))
    try:
        answer: dict[str, Any] = {"sheets": read_ods(sys.stdin.buffer.read(), shared)}
    except RefusedOdsError as error:
        answer = {"refused": str(error)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
