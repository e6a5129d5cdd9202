"""A spreadsheet as an XLSX workbook, with frozen headings, real dates and links. Text never becomes a formula."""

import datetime as dt
import io
import re
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.worksheet import Worksheet

from portal.outputs.exports.spreadsheet.book import (
    DAY,
    FIXED_COLOUR,
    HEAD_COLOUR,
    LINK_COLOUR,
    LONGEST,
    NOT_OFFERED,
    Book,
    BookSheet,
    CellChoice,
    as_is,
    cut,
)
from portal.outputs.exports.table import Cell, KeptCell, Link, lines_high

TEXT_FORMAT = "@"
HEADING, FIXED = PatternFill("solid", fgColor=HEAD_COLOUR), PatternFill("solid", fgColor=FIXED_COLOUR)
TOP = Alignment(vertical="top", wrap_text=True)
LONGEST_LIST = 255
# In points: the height of a line of text, and of the highest row that Excel accepts. LibreOffice gives rows no height of its own.
LINE, HIGHEST = 15, 409
# Excel reads "_x0041_" in a file as the letter A. To keep such a text as it is, its first underscore is written as
# "_x005F_", which gives "_x005F_x0041_".
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED_UNDERSCORE = "_x005F_"


def to_xlsx(book: Book) -> bytes:
    workbook = Workbook()
    workbook.properties.title, workbook.properties.creator = book.title, book.publisher
    first = workbook.active
    assert isinstance(first, Worksheet)
    for page in book.pages:
        _write(workbook.create_sheet(page.title), page)
    workbook.remove(first)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def written(text: str, made: Callable[[str], str] = cut) -> str:
    """Return a text as it is stored in the file: as `made` gives it, with text that looks like an escape of Excel escaped."""
    return LOOKS_ESCAPED.sub(ESCAPED_UNDERSCORE, made(text))[:LONGEST]


def _write(sheet: Worksheet, page: BookSheet) -> None:
    _fill_rows(sheet, page)
    _set_columns(sheet, page)
    for number in page.bold:
        for cell in sheet[number + 1]:
            cell.font = Font(bold=True)
    if page.is_keyed:
        for number in range(2, len(page.rows) + 1):
            sheet.cell(row=number, column=1).fill = FIXED
    if page.has_head:
        _head(sheet, page)
    for place, choice in page.choices.items():
        _offer(sheet, get_column_letter(place + 1), len(page.rows) + page.spare_rows, choice)
    sheet.sheet_state = "veryHidden" if page.is_hidden else "visible"
    if page.is_protected:
        sheet.protection.enable()


def _fill_rows(sheet: Worksheet, page: BookSheet) -> None:
    for number, row in enumerate(page.rows, start=1):
        for place, value in enumerate(row, start=1):
            _fill(sheet.cell(row=number, column=place), value, is_text=page.holds_text)
        if page.widths:
            sheet.row_dimensions[number].height = min(LINE * lines_high(row, page.widths), HIGHEST)


def _set_columns(sheet: Worksheet, page: BookSheet) -> None:
    for place, width in enumerate(page.widths, start=1):
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = width
        if page.holds_text:
            # The format of the whole column covers the empty rows too: what is typed there stays text.
            dimension.number_format, dimension.alignment = TEXT_FORMAT, TOP


def _head(sheet: Worksheet, page: BookSheet) -> None:
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), HEADING
    sheet.freeze_panes = f"{get_column_letter(page.frozen_columns + 1)}2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(page.rows[0]))}{max(len(page.rows), 2)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A3 if page.is_large else Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = page.pages_wide, 0
    sheet.print_title_cols = f"A:{get_column_letter(page.frozen_columns)}"
    sheet.page_margins = PageMargins(0.4, 0.4, 0.4, 0.4)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _fill(cell: SheetCell | MergedCell, value: Cell, *, is_text: bool) -> None:
    assert isinstance(cell, SheetCell)
    cell.alignment = TOP
    if is_text:
        cell.number_format = TEXT_FORMAT
    shown, made = "", cut
    if isinstance(value, KeptCell):
        if (duration := value.duration) is not None:
            cell.value, cell.number_format = duration, value.number_format
            return
        value, shown, made = value.native, value.number_format, as_is
    if isinstance(value, dt.date):
        cell.value, cell.number_format = value, shown or DAY
        return
    # Leave the cell blank: Excel counts a cell with an empty text as filled.
    if value is None or value == "":
        return
    if isinstance(value, int | float):
        cell.value, cell.number_format = value, shown or cell.number_format
        return
    if text := written(value.text if isinstance(value, Link) else value, made):
        cell.value = text
        # Without this, openpyxl stores a text that begins with "=" as a formula.
        cell.data_type = "s"
    if isinstance(value, Link):
        cell.hyperlink = value.address
        cell.font = Font(color=LINK_COLOUR, underline="single")


def _offer(sheet: Worksheet, letter: str, last: int, choice: CellChoice) -> None:
    # Excel accepts a drop-down list of at most 255 characters, in which commas separate the options.
    text = ",".join(choice.options)
    # Without a list an editor types the option; a mistake names them all.
    if len(text) > LONGEST_LIST or any("," in option for option in choice.options):
        return
    offered = DataValidation(type="list", formula1=f'"{text}"', allow_blank=choice.may_be_empty, showErrorMessage=True)
    offered.errorTitle, offered.error = NOT_OFFERED
    offered.add(f"{letter}2:{letter}{last}")
    sheet.add_data_validation(offered)
