"""The sheets of a workbook that came in, as pages with cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.utils import get_column_letter

# The sheets of a workbook as lists and values that JSON can hold; `read_book` has the form.
Sheets = list[Any]


@dataclass(frozen=True)
class FileCell:
    """A cell of a workbook.

    `kind` is text, number, boolean, date, duration, formula or error; "" for an empty cell. `value` is a date as YYYY-MM-DD, a
    duration as 26:05:00, and nothing for a formula. A number, a date and a duration have the format in which the spreadsheet
    program shows them.
    """

    row: int
    column: int
    kind: str = ""
    value: Any = ""
    number_format: str = ""

    @property
    def coordinate(self) -> str:
        """Return the reference of the cell, like C12."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def is_blank(self) -> bool:
        return not self.kind or (self.kind == "text" and not self.value.strip())


@dataclass(frozen=True)
class FilePage:
    """A sheet of a workbook: its title, and its cells by row number and by column number. Empty cells are left out."""

    title: str
    rows: dict[int, dict[int, FileCell]]

    def cell(self, row: int, column: int) -> FileCell:
        """Return a cell, also when it is empty."""
        return self.rows.get(row, {}).get(column) or FileCell(row, column)

    def cells(self, row: int) -> Iterator[FileCell]:
        """Yield the cells of a row that are not empty."""
        yield from self.rows.get(row, {}).values()


def pages_of(sheets: Sheets) -> dict[str, FilePage]:
    """Return the pages of a workbook by title."""
    return {
        title: FilePage(title, {number: {cell[0]: FileCell(number, *cell) for cell in cells} for number, cells in rows})
        for title, rows in sheets
    }
