"""The definition of a table of the open data, for its CSV file, its schema and the HTML page."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Choices, QuerySet

CellValue = str | int | bool | dt.date | dt.datetime | None


@dataclass(frozen=True)
class Field:
    """A column. `data_type`, `format`, `required` and `choices` (an enum) go into its Table Schema.

    `source` is a function of the record, or a dotted path of attributes such as "report.slug". The value is None when an
    attribute on the path is None. A callable at the end of the path is called.
    """

    name: str
    source: str | Callable[[Any], CellValue]
    title: str
    description: str
    data_type: str = "string"
    format: str = ""
    required: bool = False
    choices: type[Choices] | None = None
    # For a key column in which "" is a value. For example, an empty part of a bill means the whole bill.
    empty_is_value: bool = False

    def value(self, record: Any) -> CellValue:
        if callable(self.source):
            return self.source(record)
        for name in self.source.split("."):
            if record is None:
                return None
            record = getattr(record, name)
        return record() if callable(record) else record


@dataclass(frozen=True)
class Reference:
    """A foreign key. `columns` maps column names of this table to column names of `table`."""

    table: str
    columns: dict[str, str]


def to(table: str, *same: str, **renamed: str) -> Reference:
    """Return a foreign key to `table`.

    `same` are columns with the same name in both tables. `renamed` maps a column of this table to a column of `table`.
    """
    return Reference(table, {name: name for name in same} | renamed)


@dataclass(frozen=True)
class DataTable:
    """A table of published records. `records` returns a new, ordered queryset on each call, or a list of what is computed.

    The columns in `key` are unique together. They are never empty, except a column with `empty_is_value`.
    """

    name: str
    title: str
    description: str
    records: Callable[[], QuerySet | list[Any]]
    key: Sequence[str]
    fields: Sequence[Field]
    references: Sequence[Reference] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"{self.name}.csv"

    def count(self) -> int:
        """Return the number of rows."""
        found = self.records()
        return found.count() if isinstance(found, QuerySet) else len(found)
