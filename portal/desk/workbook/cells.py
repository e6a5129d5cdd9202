"""Conversion between texts and the cells of a workbook. Cells hold only text; a formula is refused."""

import datetime as dt
import re

from portal.core.dates import in_dutch
from portal.core.workbooks import FileCell
from portal.outputs.exports.spreadsheet.xlsx import written

# openpyxl removes this text from the cells of a file that Excel saved, but not from those of a file that openpyxl saved.
# `read` removes it in both cases.
ESCAPE = "x005F_"
# Programs write the escape of a carriage return with capitals or without.
LINE_END = re.compile(r"_x000D_\n?|\r\n?", re.IGNORECASE)


class CellError(ValueError):
    """A cell that cannot be read as text; the message is in Dutch."""


def as_read(text: str) -> str:
    """Return what `read` gives for a text that was written to a cell of either format and not changed since."""
    return written(text).replace(ESCAPE, "")


def read(cell: FileCell) -> str:
    """Return the text of a cell. A date becomes "1 januari 2027", the number 4 "4", a duration "26:05:00", and a boolean "waar".

    Raises `CellError` for a formula and for an error value such as #N/A.
    """
    value = cell.value
    if cell.kind == "formula":
        raise CellError("Deze cel heeft een formule. Vul de tekst zelf in.")
    if cell.kind == "error":
        raise CellError(f"Deze cel heeft een fout van het rekenblad: {value}.")
    if cell.kind == "boolean":
        return "waar" if value else "onwaar"
    if cell.kind == "number":
        return _number(value, cell.number_format)
    if cell.kind == "date":
        return _day(dt.date.fromisoformat(value), cell.number_format)
    return str(value).replace(ESCAPE, "").replace("\t", " ")


def tidy(text: str) -> str:
    """Return a text without spaces around it, and with line feeds as line ends."""
    return LINE_END.sub("\n", text).strip()


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        return f"{_number(round(value * 100, 10), '')}%"
    return str(int(value)) if float(value).is_integer() else f"{value:.12g}".replace(".", ",")


def _day(value: dt.date, number_format: str) -> str:
    """Return a date in Dutch words. The day is left out when the format of the cell shows only month and year.

    Excel turns "augustus 2027" into a date with such a format ("aug-27").
    """
    words = in_dutch(value)
    shows_day = "d" in re.sub(r"\[[^]]*]|\"[^\"]*\"", "", number_format).lower()
    return words if shows_day else words.partition(" ")[2]
