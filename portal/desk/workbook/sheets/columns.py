"""The making of sheets and columns. Most headings are the `verbose_name`s of the models' fields."""

from typing import Any

from django.db import models
from django.utils.text import capfirst

from measures.kinds import Kind
from portal.desk.workbook.sheets.sheet import Holds, Sheet, SheetColumn


def column(model: type[models.Model], name: str, holds: Holds = Holds.TEXT, width: int = 20, heading: str = "") -> SheetColumn:
    field: Any = model._meta.get_field(name)
    return SheetColumn(heading or capfirst(str(field.verbose_name)), field, holds, width)


def stands(kind: Kind, *columns: SheetColumn) -> Sheet:
    model = kind.snapshot
    return Sheet(kind.heading, model, kind.field, (column(model, kind.field, Holds.RECORD, 32), *columns, location(model)))


def parts(title: str, model: type[models.Model], owner: Sheet, *columns: SheetColumn) -> Sheet:
    heading = owner.record_column.heading if owner.record_column else ""
    record = column(model, "snapshot", Holds.RECORD, 32, heading)
    return Sheet(title, model, owner.record, (mark(model), record, *columns, location(model)), owner)


def facts(title: str, model: type[models.Model], record: str, *columns: SheetColumn) -> Sheet:
    """Return a sheet of rows of the report about a record, of which it can have more than one."""
    return Sheet(title, model, record, (mark(model), column(model, record, Holds.RECORD, 32), *columns, location(model)))


def marked(title: str, model: type[models.Model], *columns: SheetColumn) -> Sheet:
    """Return a sheet of rows of the report that are about no record, or about one of several."""
    return Sheet(title, model, "", (mark(model), *columns, location(model)))


def mark(model: type[models.Model]) -> SheetColumn:
    return column(model, "id", Holds.MARK, 10, "Kenmerk")


def location(model: type[models.Model]) -> SheetColumn:
    return column(model, "location", width=45)


def texts(model: type[models.Model], **widths: int) -> list[SheetColumn]:
    """Return columns of text, by the name of their field, with their widths."""
    return [column(model, name, width=width) for name, width in widths.items()]


def item(model: type[models.Model]) -> tuple[SheetColumn, ...]:
    return (
        column(model, "position", Holds.NUMBER, 12),
        column(model, "heading", width=24),
        column(model, "period", width=20),
        column(model, "chosen_days", width=24),
        column(model, "text", width=70),
        column(model, "url", width=30),
    )
