"""Texts to cells and cells to texts. A cell holds text and nothing else; a formula is refused."""

import datetime as dt
import re

from openpyxl.cell import Cell, MergedCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from portal.core.dates import in_dutch
from portal.outputs.exports.xlsx import LONGEST

TEXT_FORMAT = "@"
# What XML cannot hold, besides what openpyxl already refuses.
NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
# Excel reads "_x0041_" in a file as the letter A, unless its underscore is written as one of these itself.
LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED_UNDERSCORE = "_x005F_"
# What openpyxl takes off when it reads a file that Excel saved, and leaves in one of its own. Here it is always off.
ESCAPE = "x005F_"
LINE_END = re.compile(r"_x000D_\n?|\r\n?")


class CellError(ValueError):
    """A cell that cannot be read as text; the message is in Dutch."""


def written(text: str) -> str:
    """A text as it stands in the file."""
    text = NOT_IN_XML.sub("", ILLEGAL_CHARACTERS_RE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    return LOOKS_ESCAPED.sub(ESCAPED_UNDERSCORE, text)[:LONGEST]


def as_read(text: str) -> str:
    """What `read` finds of a text when nobody touches its cell."""
    return written(text).replace(ESCAPE, "")


def fill(cell: Cell | MergedCell, text: str) -> None:
    """Put a text in a cell as text, also when it begins with "=" or is typed over later."""
    assert isinstance(cell, Cell)
    cell.number_format = TEXT_FORMAT
    if text := written(text):
        cell.value = text
        cell.data_type = "s"


def read(cell: Cell | MergedCell) -> str:
    """The words of a cell: a day becomes "1 januari 2027", the number 4 becomes "4". Raises `CellError` for a formula."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        raise CellError("Deze cel heeft een formule. Vul de tekst zelf in.")
    if cell.data_type == "e":
        raise CellError(f"Deze cel heeft een fout van het rekenblad: {value}.")
    if isinstance(value, bool):
        return "waar" if value else "onwaar"
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    if isinstance(value, dt.date):
        return _day(value, cell.number_format)
    return str(value).replace(ESCAPE, "")


def tidy(text: str) -> str:
    """What an editor typed, without spaces around it and with one kind of line end."""
    return LINE_END.sub("\n", text).strip()


def _number(value: float, number_format: str) -> str:
    if "%" in number_format:
        return f"{_number(round(value * 100, 10), '')}%"
    return str(int(value)) if float(value).is_integer() else f"{value:.12g}".replace(".", ",")


def _day(value: dt.date, number_format: str) -> str:
    """A day in words; a month where the cell shows no day ("aug-27"), which is how Excel keeps "augustus 2027"."""
    words = in_dutch(value)
    shows_day = "d" in re.sub(r"\[[^]]*]|\"[^\"]*\"", "", number_format).lower()
    return words if shows_day else words.partition(" ")[2]
