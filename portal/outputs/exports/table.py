"""A list as a table, whatever file it becomes."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere: what it says, and the full address."""

    text: str
    address: str


Cell = str | int | dt.date | Link | None


@dataclass(frozen=True)
class Column:
    """A column: its heading, what it shows of a record, and its width in characters."""

    heading: str
    value: Callable[[Any], Cell]
    width: int = 20


@dataclass(frozen=True)
class Table:
    """Rows of records under columns, with what was chosen and the day and report that it speaks for."""

    title: str
    columns: Sequence[Column]
    records: Iterable[Any]
    about: list[str] = field(default_factory=list)

    def rows(self) -> Iterable[list[Cell]]:
        for record in self.records:
            yield [column.value(record) for column in self.columns]


# A spreadsheet takes text that begins with one of these for a formula (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_text(value: Cell) -> str:
    """A cell in a text file. Text that a spreadsheet would calculate gets an apostrophe, which makes it text again."""
    if isinstance(value, Link):
        return as_text(value.text)
    if isinstance(value, dt.date):
        return value.isoformat()
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
