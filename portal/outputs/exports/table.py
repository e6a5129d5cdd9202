"""A list as a table, independent of its file format."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

from measures.models.fields import printable
from portal.core.workbooks import FileCell


@dataclass(frozen=True)
class Link:
    """A cell with a text and an absolute URL."""

    text: str
    address: str


@dataclass(frozen=True)
class KeptCell:
    """A cell as it stood in a file that came in, with the kinds of `portal.core.workbooks.FileCell`."""

    kind: str
    value: Any
    number_format: str = ""

    @classmethod
    def of(cls, cell: FileCell) -> Self:
        return cls(cell.kind, cell.value, cell.number_format)

    @property
    def native(self) -> str | float | dt.date:
        """Return the value as Python has it. A formula, an error and a duration are text."""
        if self.kind == "date":
            try:
                moment = dt.datetime.fromisoformat(self.value)
            except ValueError:
                # A file can hold a day that no calendar has.
                return str(self.value)
            return moment if "T" in self.value else moment.date()
        found: str | float = self.value
        return found

    @property
    def duration(self) -> dt.timedelta | None:
        """Return the duration that the cell holds, or None."""
        if self.kind != "duration":
            return None
        hours, minutes, seconds = self.value.removeprefix("-").split(":")
        size = dt.timedelta(hours=int(hours), minutes=int(minutes), seconds=float(seconds))
        return -size if self.value.startswith("-") else size


Cell = str | float | dt.date | Link | KeptCell | None


@dataclass(frozen=True)
class Column:
    """A column: its heading, a function that returns the cell of a record, and its width in characters."""

    heading: str
    value: Callable[[Any], Cell]
    width: int = 20


@dataclass(frozen=True)
class Table:
    """A table with one row per record. `about` has lines that state the chosen filters, and the report with its date."""

    title: str
    columns: Sequence[Column]
    records: Iterable[Any]
    about: list[str] = field(default_factory=list)

    def rows(self) -> Iterable[list[Cell]]:
        """Yield the cells of each record. Evaluates `records`, which may be a lazy queryset."""
        for record in self.records:
            yield [column.value(record) for column in self.columns]


def lines_high(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return the number of lines of text that a row needs when its columns have these widths, in characters."""
    return max((_lines(as_text(cell), width) for cell, width in zip(cells, widths, strict=False)), default=1)


def _lines(text: str, width: int) -> int:
    # A line break between words leaves a part of the line empty.
    return sum(math.ceil(len(line) * 1.1 / width) or 1 for line in text.split("\n"))


# A spreadsheet reads text that begins with one of these characters as a formula (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_text(value: Cell) -> str:
    """Return a cell as text. An apostrophe in front of text that looks like a formula makes a spreadsheet keep it as text."""
    if isinstance(value, Link):
        return as_text(value.text)
    if isinstance(value, KeptCell):
        return as_text(value.native)
    if isinstance(value, dt.date):
        return value.isoformat()
    text = "" if value is None else printable(str(value))
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
