"""The data that a workbook of one draft is made of and compared with, read in a constant number of queries."""

from functools import cached_property

from django.db import models

from laws.models.effect import StatedEffect
from measures.models import Measure, Report
from portal.desk.parts import effects_elsewhere, named_parts
from portal.desk.workbook.sheets import SHEETS, Holds, Sheet, natural_key


class DraftRows:
    """All records, and all rows of one report that belong in a workbook.

    `records` maps each model to a dict of its records by natural key. `rows` maps the title of each sheet to its rows, in the
    order of the sheet. With `lock`, the rows of the report are locked (SELECT … FOR UPDATE) until the transaction ends.
    """

    def __init__(self, report: Report, *, lock: bool = False) -> None:
        self.report = report
        self.lock = lock
        self.records: dict[type[models.Model], dict[str, models.Model]] = {}
        self.rows: dict[str, list[models.Model]] = {}
        for model in _record_models():
            self.records[model] = {natural_key(record): record for record in _in_order(model)}
        for sheet in SHEETS:
            self.rows[sheet.title] = self._rows(sheet)

    def _rows(self, sheet: Sheet) -> list[models.Model]:
        """Return the rows of a sheet in the order of the sheet: by record, then by position, then by primary key."""
        rows = sheet.model._default_manager.filter(**{sheet.report_path: self.report})
        rows = rows.prefetch_related(*(column.name for column in sheet.columns if column.holds in (Holds.MANY, Holds.SHOWN)))
        if self.lock:
            rows = rows.select_for_update(of=("self",))
        found = list(rows)
        if sheet.is_own_record:
            self.records[sheet.model] = {natural_key(row): row for row in found}
        owners = {row.pk: row for row in self.rows[sheet.owner.title]} if sheet.owner else {}
        targets = {name: self._by_pk(model) for name, model in sheet.targets.items()}
        for row in found:
            if sheet.owner:
                setattr(row, sheet.record_name, owners[getattr(row, f"{sheet.record_name}_id")])
            else:
                row.report = self.report
            for name, records in targets.items():
                setattr(row, name, records.get(getattr(row, f"{name}_id")))
        above = self._by_pk(sheet.record_model) if sheet.record else owners
        order = {pk: index for index, pk in enumerate(above)}
        return sorted(found, key=lambda row: (order.get(sheet.record_of(row).pk, 0), getattr(row, "position", 0), row.pk))

    def _by_pk(self, model: type[models.Model]) -> dict[int | None, models.Model]:
        return {record.pk: record for record in self.records[model].values()}

    @cached_property
    def by_pk(self) -> dict[str, dict[int | None, models.Model]]:
        return {title: {row.pk: row for row in rows} for title, rows in self.rows.items()}

    @cached_property
    def effects_elsewhere(self) -> dict[StatedEffect, Report]:
        return effects_elsewhere(self.report)

    @cached_property
    def parts(self) -> dict[int, set[str]]:
        """Return the parts of each bill, see `named_parts`. The planning in the workbook adds those that are new there."""
        return named_parts()

    @cached_property
    def by_key(self) -> dict[str, dict[str, models.Model]]:
        """Return a dict from the title of each sheet to a dict of its rows by key.

        The key of a snapshot is the natural key of its record; the key of a marked row is its primary key, as text.
        """
        return {
            sheet.title: {
                str(row.pk) if sheet.is_marked else natural_key(sheet.record_of(row)): row for row in self.rows[sheet.title]
            }
            for sheet in SHEETS
        }


def _record_models() -> list[type[models.Model]]:
    """Return every model whose natural keys stand in a workbook, without the rows that are their own record."""
    named = [model for sheet in SHEETS for model in sheet.targets.values()]
    listed = [column.target for sheet in SHEETS for column in sheet.columns if column.holds == Holds.MANY]
    return list(dict.fromkeys(named + listed))


def _in_order(model: type[models.Model]) -> models.QuerySet:
    return Measure.objects.in_order() if model is Measure else model._default_manager.all()
