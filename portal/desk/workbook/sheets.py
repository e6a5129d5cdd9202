"""The sheets of a workbook: which rows of a draft each sheet holds, and in which columns.

Most headings are the `verbose_name`s of the models' fields.
"""

import datetime as dt
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.db import models
from django.utils.text import capfirst

from laws.models import BillElement, BillName, BillSnapshot, LegalBasis, PlanningStep, Station
from measures import kinds
from measures.kinds import Kind
from measures.models import MeasureItem, MeasureSnapshot, SourceNote
from motions.models import MotionPaper, MotionSnapshot
from portal.core.dates import in_dutch

ABOUT = "Lees mij"
REMOVE = "Verwijderen"
# A column of older workbooks. It is not read.
CHECK = "Controle (niet wijzigen)"
YES, NO = "ja", "nee"
BETWEEN = "; "
# The highest number in a PositiveSmallIntegerField. PostgreSQL enforces it, SQLite does not.
LAST_POSITION = 32_767


class Holds(Enum):
    """The kind of content that the cells of a column have."""

    RECORD = auto()  # the natural key of a measure, bill, motion or action
    MARK = auto()  # the primary key of a row; empty for a new row
    TEXT = auto()  # also a day, in Dutch words
    NUMBER = auto()
    CHOICE = auto()  # also yes or no
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
    bill, motion or action. Without `record` a row is its own record: it is made at the desk. A sheet with an `owner` holds
    parts: rows that belong to the snapshots on the sheet `owner`.
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
        """Return whether a primary key identifies a row: a record can have more than one of these rows in a report."""
        return self.key_column.holds == Holds.MARK

    @property
    def record_model(self) -> type[models.Model]:
        return target_of(self.stands.model._meta.get_field(self.record)) if self.record else self.model

    @property
    def record_column(self) -> SheetColumn:
        return next(column for column in self.columns if column.holds == Holds.RECORD)

    @property
    def key_column(self) -> SheetColumn:
        """Return the column that identifies an existing row: the primary key of a part, the record of a snapshot."""
        return self.columns[0]

    @property
    def place_fields(self) -> tuple[str, ...]:
        """Return the fields of the model's unique constraint, without `report`: within a report they are unique together."""
        uniques = [found.fields for found in self.model._meta.constraints if isinstance(found, models.UniqueConstraint)]
        return tuple(name for name in (uniques[0] if uniques else [self.record_column.name]) if name != "report")

    def record_of(self, row: models.Model) -> models.Model:
        return getattr(row.snapshot if self.owner else row, self.record) if self.record else row

    def texts(self, row: models.Model) -> dict[str, str]:
        """Return the text of each column for a row of the database, by field name."""
        return {column.name: self._text(column, row) for column in self.columns}

    def _text(self, column: SheetColumn, row: models.Model) -> str:
        if column.holds == Holds.RECORD:
            return natural_key(self.record_of(row))
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
        return ", ".join(texts[name] for name in self.place_fields if texts.get(name))


def target_of(field: Any) -> type[models.Model]:
    return field.related_model


def natural_key(record: models.Model) -> str:
    return str(getattr(record, record.natural_key_field))


def _column(model: type[models.Model], name: str, holds: Holds = Holds.TEXT, width: int = 20, heading: str = "") -> SheetColumn:
    field: Any = model._meta.get_field(name)
    return SheetColumn(heading or capfirst(str(field.verbose_name)), field, holds, width)


def _stands(kind: Kind, *columns: SheetColumn) -> Sheet:
    model = kind.snapshot
    return Sheet(kind.heading, model, kind.field, (_column(model, kind.field, Holds.RECORD, 32), *columns, _location(model)))


def _parts(title: str, model: type[models.Model], owner: Sheet, *columns: SheetColumn) -> Sheet:
    mark = _column(model, "id", Holds.MARK, 10, "Kenmerk")
    record = _column(model, "snapshot", Holds.RECORD, 32, owner.record_column.heading)
    return Sheet(title, model, owner.record, (mark, record, *columns, _location(model)), owner)


def _facts(title: str, model: type[models.Model], record: str, *columns: SheetColumn) -> Sheet:
    """Return a sheet of rows of the report about a record, of which it can have more than one."""
    mark = _column(model, "id", Holds.MARK, 10, "Kenmerk")
    return Sheet(title, model, record, (mark, _column(model, record, Holds.RECORD, 32), *columns, _location(model)))


def _location(model: type[models.Model]) -> SheetColumn:
    return _column(model, "location", width=45)


def _texts(model: type[models.Model], **widths: int) -> list[SheetColumn]:
    """Return columns of text, by the name of their field, with their widths."""
    return [_column(model, name, width=width) for name, width in widths.items()]


def _item(model: type[models.Model]) -> tuple[SheetColumn, ...]:
    return (
        _column(model, "position", Holds.NUMBER, 12),
        _column(model, "heading", width=24),
        _column(model, "period", width=20),
        _column(model, "chosen_days", width=24),
        _column(model, "text", width=70),
        _column(model, "url", width=30),
    )


MEASURES = _stands(
    kinds.MEASURE,
    _column(MeasureSnapshot, "code", width=10),
    _column(MeasureSnapshot, "title_printed", width=40),
    _column(MeasureSnapshot, "status", Holds.CHOICE, 18),
    _column(MeasureSnapshot, "status_printed", width=18),
    _column(MeasureSnapshot, "introduction", width=60),
    _column(MeasureSnapshot, "summary", width=70),
)
ITEMS = _parts("Onderdelen", MeasureItem, MEASURES, _column(MeasureItem, "kind", Holds.CHOICE, 22), *_item(MeasureItem))
BILLS = _stands(
    kinds.BILL,
    _column(BillSnapshot, "number", width=12),
    _column(BillSnapshot, "title_printed", width=40),
    _column(BillSnapshot, "outcome", Holds.CHOICE, 22),
    _column(BillSnapshot, "remark", width=60),
)
PLANNING = _parts(
    "Planning",
    PlanningStep,
    BILLS,
    _column(PlanningStep, "phase", Holds.CHOICE, 26),
    _column(PlanningStep, "part", width=30),
    _column(PlanningStep, "period", width=24),
    _column(PlanningStep, "chosen_days", width=24),
)
ELEMENTS = _parts("Inhoud wetsvoorstellen", BillElement, BILLS, *_item(BillElement))
MOTIONS = _stands(
    kinds.MOTION,
    _column(MotionSnapshot, "title_printed", width=40),
    _column(MotionSnapshot, "measure_printed", width=34),
    _column(MotionSnapshot, "measures", Holds.MANY, 34),
    _column(MotionSnapshot, "status", Holds.CHOICE, 18),
    _column(MotionSnapshot, "status_printed", width=18),
    _column(MotionSnapshot, "explanation", width=70),
    _column(MotionSnapshot, "url", width=30),
)
NAMES = Sheet(
    "Namen wetsvoorstellen",
    BillName,
    "bill",
    (
        _column(BillName, "bill", Holds.RECORD, 32),
        *_texts(BillName, official_title=60, citation_title=40, changes=40),
        _location(BillName),
    ),
)
STATIONS = _facts(
    "Gebeurtenissen",
    Station,
    "bill",
    _column(Station, "kind", Holds.CHOICE, 30),
    *_texts(Station, period=24, chosen_days=24, result=60),
    _column(Station, "reference", width=20, heading="Kenmerk van het stuk"),
    _column(Station, "link", width=30),
    _column(Station, "is_reading", Holds.CHOICE, 14),
)
BASES = _facts(
    "Grondslagen",
    LegalBasis,
    "action",
    _column(LegalBasis, "kind", Holds.CHOICE, 22),
    *_texts(LegalBasis, law=30, article=12, paragraph=24, period=24, chosen_days=24),
    _column(LegalBasis, "is_reading", Holds.CHOICE, 20),
    *_texts(LegalBasis, begin_place=40, begin_link=30, until=20),
    _column(LegalBasis, "covers", Holds.CHOICE, 24),
    _column(LegalBasis, "sectors", Holds.MANY, 14),
    *_texts(LegalBasis, link=30, remark=60, looked_up_on=20),
)
PAPERS = _facts(
    "Stukken over moties",
    MotionPaper,
    "motion",
    _column(MotionPaper, "is_reading", Holds.CHOICE, 14),
    *_texts(MotionPaper, official_title=60, submitted_on=20),
    _column(MotionPaper, "submitters", Holds.SHOWN, 40, "Indieners (wijzigen in het beheer)"),
    _column(MotionPaper, "has_others", Holds.CHOICE, 14),
    *_texts(MotionPaper, request=60, request_basis=30, voted_on=20, vote_result=24, vote_against=24, replaces=16, follow_up=60),
)
NOTES = Sheet(
    "Bronnotities",
    SourceNote,
    "",
    (
        _column(SourceNote, "slug", Holds.RECORD, 40),
        *_texts(SourceNote, title=40, text=70),
        _column(SourceNote, "weight", Holds.CHOICE, 14),
        _column(SourceNote, "measures", Holds.MANY, 34),
        _column(SourceNote, "bills", Holds.MANY, 34, "Wetsvoorstellen"),
        _column(SourceNote, "motions", Holds.MANY, 24, "Moties"),
        _column(SourceNote, "actions", Holds.MANY, 34),
        _location(SourceNote),
    ),
)
# In the order of the workbook. A sheet of snapshots comes before the sheets of their parts, because a part cannot be read or
# saved without its snapshot.
SHEETS = (MEASURES, ITEMS, BILLS, PLANNING, ELEMENTS, MOTIONS, NAMES, STATIONS, BASES, PAPERS, NOTES)
