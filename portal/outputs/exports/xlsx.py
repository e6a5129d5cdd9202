"""A table as an XLSX workbook, with a frozen heading row, real dates and links. Text never becomes a formula."""

import datetime as dt
import io
import math
import textwrap

from django.conf import settings
from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from measures.models.fields import printable
from portal.outputs.exports.table import Cell, Link, Table, lines_high

HEADING = PatternFill("solid", fgColor="1D4F66")
TOP = Alignment(vertical="top", wrap_text=True)
# The maximum number of characters in one cell of Excel.
LONGEST = 32_767
# In points: the height of a line of text, and of the highest row that Excel accepts. LibreOffice gives rows no height of its own.
LINE, HIGHEST = 15, 409
# The most characters beside each other on a page that is still readable: a wider table prints on more pages side by side.
WIDE_A4, WIDE_A3 = 160, 300


def to_xlsx(table: Table, *, landscape_a3: bool = False) -> bytes:
    """Return a workbook with the table on one sheet, and `table.about` on a second sheet "Toelichting" (explanation).

    Characters that XLSX forbids are removed, and text is cut at 32,767 characters. The table prints on A4, or A3 with
    `landscape_a3`, on so many pages side by side that it can be read; each has the first column.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _sheet_name(table.short_title or table.title)
    widths, room = [column.width for column in table.columns], WIDE_A3 if landscape_a3 else WIDE_A4
    book.properties.title, book.properties.creator = printable(table.title), settings.SITE_NAME
    for place, column in enumerate(table.columns, start=1):
        cell = sheet.cell(row=1, column=place)
        _fill(cell, column.heading)
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), HEADING, TOP
        sheet.column_dimensions[get_column_letter(place)].width = column.width
    sheet.row_dimensions[1].height = LINE * lines_high([column.heading for column in table.columns], widths)
    for number, row in enumerate(table.rows(), start=2):
        for place, value in enumerate(row, start=1):
            _fill(sheet.cell(row=number, column=place), value)
        sheet.row_dimensions[number].height = min(LINE * lines_high(row, widths), HIGHEST)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A3 if landscape_a3 else Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = math.ceil(sum(widths) / room), 0
    sheet.print_title_cols = "A:A"
    sheet.page_margins = PageMargins(0.4, 0.4, 0.4, 0.4)
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
    """Return the title as the name of a sheet: without characters that Excel forbids, at most 31, and of whole words."""
    allowed = "".join(letter for letter in printable(title) if letter not in "[]:*?/\\")
    return textwrap.shorten(allowed, 31, placeholder="") or allowed[:31] or "Lijst"
