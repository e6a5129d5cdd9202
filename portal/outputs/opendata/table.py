"""How a table of the open data is described: once, for its file, its schema and the page about it."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Choices, QuerySet

Value = str | int | bool | dt.date | dt.datetime | None


@dataclass(frozen=True)
class Field:
    """A column: its name, where a record has its value, and what it means.

    `source` is a path of attributes ("report.slug"; a missing record on the way gives no value), or a function of the
    record. `choices` closes the list of values.
    """

    name: str
    source: str | Callable[[Any], Value]
    title: str
    description: str
    data_type: str = "string"
    format: str = ""
    required: bool = False
    choices: type[Choices] | None = None
    # Part of a key where empty means something of its own: the whole bill, rather than nothing known.
    empty_is_value: bool = False

    def value(self, record: Any) -> Value:
        if callable(self.source):
            return self.source(record)
        for name in self.source.split("."):
            if record is None:
                return None
            record = getattr(record, name)
        return record() if callable(record) else record


@dataclass(frozen=True)
class Reference:
    """A foreign key: columns here, and the columns of another table that they are found in."""

    table: str
    columns: dict[str, str]


def to(table: str, *same: str, **renamed: str) -> Reference:
    """A reference to a table: columns that have the same name there, and columns that are called otherwise there."""
    return Reference(table, {name: name for name in same} | renamed)


@dataclass(frozen=True)
class Table:
    """A table: what it holds, which published records, in which order, under which key.

    `records` is asked anew for every file. What is in `key` is never empty and, together, unique.
    """

    name: str
    title: str
    description: str
    records: Callable[[], QuerySet]
    key: Sequence[str]
    fields: Sequence[Field]
    references: Sequence[Reference] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"{self.name}.csv"
