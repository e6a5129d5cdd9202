"""What a sheet of a workbook is: the kind of its rows, and its columns."""

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.db import models

from portal.core.dates import in_dutch

ABOUT = "Lees mij"
REMOVE = "Verwijderen"
# A column of older workbooks. It is not read.
CHECK = "Controle (niet wijzigen)"
YES, NO = "ja", "nee"
BETWEEN = "; "
# What an editor may write as the mark of a new row, so that its parts can name it.
NEW_MARK = re.compile(r"nieuw( ?[0-9]{1,4})?", re.IGNORECASE)
# A row without a place is called by the first words of its text.
LONGEST_NAME = 60


class Holds(Enum):
    """The kind of content that the cells of a column have."""

    RECORD = auto()  # the natural key of a measure, bill, motion or action
    MARK = auto()  # the primary key of a row; empty for a new row
    TEXT = auto()  # also a day, in Dutch words
    NUMBER = auto()
    CHOICE = auto()  # also yes or no
    ONE = auto()  # a natural key of another record, or nothing
    MANY = auto()  # natural keys, separated by "; "
    SHOWN = auto()  # rows that belong to this one, which only the desk can change


@dataclass(frozen=True)
class SheetColumn:
    heading: str
    field: models.Field
    holds: Holds
    width: int

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def target(self) -> type[models.Model]:
        """Return the model whose natural keys are in the column."""
        return target_of(self.field)

    @property
    def is_day(self) -> bool:
        return isinstance(self.field, models.DateField)

    @property
    def choices(self) -> list[tuple[Any, str]]:
        """Return the stored values with their labels."""
        if isinstance(self.field, models.BooleanField):
            return [(True, YES), (False, NO)]
        return [(value, str(label)) for value, label in self.field.flatchoices]

    @property
    def labels(self) -> dict[str, Any]:
        """Return the stored value for each text that an editor may type: each value and each label, in lower case."""
        return {str(value).lower(): value for value, _ in self.choices} | {label.lower(): value for value, label in self.choices}

    @property
    def options(self) -> list[str]:
        return [label for _, label in self.choices]


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook, for one kind of row.

    A sheet without an `owner` holds rows of the report itself, such as snapshots; `record` is their foreign key to a measure,
    bill, motion or action. Without `record` a row is about no record, or about one of several: a source note has a key of its
    own, made from its title, and a finding or chapter has a mark. A sheet with an `owner` holds parts: rows that belong to
    those on the sheet `owner`, such as the items of a snapshot or the figures of a finding.
    """

    title: str
    model: type[models.Model]
    record: str
    columns: tuple[SheetColumn, ...]
    owner: "Sheet | None" = None

    @property
    def stands(self) -> "Sheet":
        return self.owner or self

    @property
    def is_marked(self) -> bool:
        """Return whether a primary key identifies a row: a record can have more of these rows in a report, or there is none."""
        return self.key_column.holds == Holds.MARK

    @property
    def record_model(self) -> type[models.Model]:
        return target_of(self.stands.model._meta.get_field(self.record)) if self.record else self.model

    @property
    def record_column(self) -> SheetColumn | None:
        """Return the column that says what a row is about, or which row it belongs to."""
        return next((column for column in self.columns if column.holds == Holds.RECORD), None)

    @property
    def record_name(self) -> str:
        """Return the name of the field of `record_column`: for a part the foreign key to its owner. Empty without that column."""
        return self.record_column.name if self.record_column else ""

    @property
    def key_column(self) -> SheetColumn:
        """Return the column that identifies an existing row: the primary key of a part, the record of a snapshot."""
        return self.columns[0]

    @property
    def place_fields(self) -> tuple[str, ...]:
        """Return the fields of the model's unique constraint, without `report`: within a report they are unique together."""
        uniques = [found.fields for found in self.model._meta.constraints if isinstance(found, models.UniqueConstraint)]
        of_record = [self.record_name] if self.record else []
        return tuple(name for name in (uniques[0] if uniques else of_record) if name != "report")

    @property
    def has_places(self) -> bool:
        """Return whether a row can take the place of another one: the sheet has all fields of it."""
        return len(self.place_fields) > 1 and set(self.place_fields) <= {column.name for column in self.columns}

    @property
    def is_own_record(self) -> bool:
        """Return whether a row is its own record, known by a key that stays."""
        return not self.record and not self.is_marked

    @property
    def report_path(self) -> str:
        """Return the path from a row to its report, for a filter."""
        return f"{self.record_name}__report" if self.owner else "report"

    @property
    def targets(self) -> dict[str, type[models.Model]]:
        """Return the model of each record that a row names, by the name of its foreign key to it."""
        own = [self.record] if self.record and not self.owner else []
        names = own + [column.name for column in self.columns if column.holds == Holds.ONE]
        return {name: target_of(self.model._meta.get_field(name)) for name in names}

    def record_of(self, row: models.Model) -> models.Model:
        """Return the record that a row is about; for a row about no record, or a part of one, the row or its owner itself."""
        row = getattr(row, self.record_name) if self.owner else row
        return getattr(row, self.record) if self.record else row

    def texts(self, row: models.Model) -> dict[str, str]:
        """Return the text of each column for a row of the database, by field name."""
        return {column.name: self._text(column, row) for column in self.columns}

    def _text(self, column: SheetColumn, row: models.Model) -> str:
        if column.holds == Holds.RECORD:
            record = self.record_of(row)
            return str(record.pk) if self.owner and self.owner.is_marked else natural_key(record)
        if column.holds == Holds.ONE:
            target = getattr(row, column.name)
            return natural_key(target) if target else ""
        if column.holds == Holds.MANY:
            return BETWEEN.join(sorted(natural_key(target) for target in getattr(row, column.name).all()))
        if column.holds == Holds.SHOWN:
            return BETWEEN.join(map(str, getattr(row, column.name).all()))
        value = getattr(row, column.name)
        if column.holds == Holds.CHOICE:
            return str(dict(column.choices).get(value, value))
        if isinstance(value, dt.date):
            return in_dutch(value)
        return "" if value is None else str(value)

    def key(self, texts: dict[str, str]) -> str:
        """Return the name of a row in a preview: the natural key of its record, and for a part also its place."""
        words = ", ".join(texts[name] for name in self.place_fields if texts.get(name))
        plain = [texts[column.name] for column in self.columns if column.holds == Holds.TEXT and texts.get(column.name)]
        return words or "".join(plain[:1])[:LONGEST_NAME]


def target_of(field: Any) -> type[models.Model]:
    return field.related_model


def natural_key(record: models.Model) -> str:
    return str(getattr(record, record.natural_key_field))
