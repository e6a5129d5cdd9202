"""A spreadsheet, independent of its file format: pages with cells, and how they look. `xlsx` and `ods` write it.

A text is always text, also when it begins with "=": no writer makes a formula of it.
"""

import math
import textwrap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.conf import settings

from measures.models.fields import NOT_ALLOWED, printable
from portal.outputs.exports.table import Cell, Table

# The maximum number of characters in one cell of Excel.
LONGEST = 32_767
# The most characters beside each other on a page that is still readable: a wider sheet prints on more pages side by side.
WIDE_A4, WIDE_A3 = 160, 300
HEAD_COLOUR, FIXED_COLOUR, LINK_COLOUR = "1D4F66", "E8EEF1", "0B5A83"
# The format in which a day is shown.
DAY = "d mmmm yyyy"
# The title and the text of the message about a value that is not in the list of its cell.
NOT_OFFERED = ("Kies uit de lijst", "Deze waarde staat niet in de lijst.")


@dataclass(frozen=True)
class CellChoice:
    """The texts that a cell offers in a list."""

    options: Sequence[str]
    may_be_empty: bool = True


@dataclass(frozen=True)
class BookSheet:
    """A sheet. `widths` are those of the columns, in characters.

    With `has_head` the first row holds the headings: it stays in sight, is repeated on paper and filters; so do the first
    `frozen_columns` columns. `holds_text` says that all cells are text, also those that are typed later. The first column is
    shaded when `is_keyed`: it names the row. `choices` are by column, from 0, and hold for `spare_rows` more rows as well.
    `bold` has the numbers of bold rows, from 0.
    """

    title: str
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[int] = ()
    has_head: bool = False
    frozen_columns: int = 1
    holds_text: bool = False
    is_keyed: bool = False
    choices: Mapping[int, CellChoice] = field(default_factory=dict)
    spare_rows: int = 0
    bold: Collection[int] = ()
    is_hidden: bool = False
    is_protected: bool = False
    is_large: bool = False  # printed on A3 instead of A4

    @property
    def pages_wide(self) -> int:
        """Return on how many pages side by side the sheet prints."""
        return math.ceil(sum(self.widths) / (WIDE_A3 if self.is_large else WIDE_A4)) or 1


@dataclass(frozen=True)
class Book:
    title: str
    pages: Sequence[BookSheet]

    @property
    def publisher(self) -> str:
        return str(settings.SITE_SENDER or settings.SITE_NAME)


def book_of(table: Table, *, is_large: bool = False) -> Book:
    """Return a book with the table on one sheet, and `table.about` on a second sheet "Toelichting" (explanation)."""
    rows: list[list[Cell]] = [[column.heading for column in table.columns], *table.rows()]
    widths = [column.width for column in table.columns]
    about: list[list[Cell]] = [[line] for line in (table.title, *table.about)]
    return Book(
        table.title,
        [
            BookSheet(_name_of(table.title), rows, widths, has_head=True, is_large=is_large),
            BookSheet("Toelichting", about, [100]),
        ],
    )


def cut(text: str) -> str:
    """Return a text as a cell can hold it: what XML forbids is removed, line ends become line feeds, and it has an end.

    A tab becomes a space: LibreOffice leaves it out of an .ods file.
    """
    return printable(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))[:LONGEST]


def as_is(text: str) -> str:
    """Return a text that a reader wrote, word for word: only what XML forbids is removed, and line ends become line feeds."""
    return NOT_ALLOWED.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST]


def _name_of(title: str) -> str:
    """Return a title as the name of a sheet: without the characters that Excel forbids, at most 31, and of whole words."""
    allowed = "".join(letter for letter in title if letter not in "[]:*?/\\")
    return textwrap.shorten(allowed, 31, placeholder="") or "Lijst"
