"""A table as an XLSX workbook, with a frozen heading row, real dates and links. Text never becomes a formula."""

import datetime as dt
import io

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from measures.models.fields import printable
from portal.outputs.exports.table import Cell, Link, Table

HEADING = PatternFill("solid", fgColor="1D4F66")
TOP = Alignment(vertical="top", wrap_text=True)
# The maximum number of characters in one cell of Excel.
LONGEST = 32_767


def to_xlsx(table: Table, *, landscape_a3: bool = False) -> bytes:
    """Return a workbook with the table on one sheet, and `table.about` on a second sheet "Toelichting" (explanation).

    Characters that XLSX forbids are removed, and text is cut at 32,767 characters. The table prints on A4, or A3 with
    `landscape_a3`.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _sheet_name(table.title)
    for place, column in enumerate(table.columns, start=1):
        cell = sheet.cell(row=1, column=place)
        _fill(cell, column.heading)
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), HEADING, TOP
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    for number, row in enumerate(table.rows(), start=2):
        for place, value in enumerate(row, start=1):
            _fill(sheet.cell(row=number, column=place), value)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A3 if landscape_a3 else Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    about = book.create_sheet("Toelichting")
    about.column_dimensions["A"].width = 100
    for number, line in enumerate([table.title, *table.about], start=1):
        _fill(about.cell(row=number, column=1), line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(cell: SheetCell | MergedCell, value: Cell) -> None:
    assert isinstance(cell, SheetCell)
    cell.alignment = TOP
    if isinstance(value, dt.date):
        cell.value, cell.number_format = value, "d mmmm yyyy"
        return
    # Leave the cell blank: Excel counts a cell with an empty text as filled.
    if value is None or value == "":
        return
    if isinstance(value, int):
        cell.value = value
        return
    text = value.text if isinstance(value, Link) else value
    cell.value = printable(text)[:LONGEST]
    # Without this, openpyxl stores a text that begins with "=" as a formula.
    cell.data_type = "s"
    if isinstance(value, Link):
        cell.hyperlink = value.address
        cell.font = Font(color="0B5A83", underline="single")


def _sheet_name(title: str) -> str:
    """Return the title without the characters that Excel forbids in the name of a sheet, cut at 31 characters."""
    return "".join(letter for letter in title if letter not in "[]:*?/\\")[:31] or "Lijst"
