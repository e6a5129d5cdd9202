"""Removal of a row of a draft with all that belongs to it, and of a record that only the draft names."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from measures.kinds import KINDS
from measures.models import Report
from measures.models.base import OfReport
from portal.desk.editing.worklist import mark, previous_report
from portal.desk.models import Task
from portal.desk.pages.others import words_of
from portal.desk.records.rows import all_that_goes, is_only_in, naming, record_of
from portal.desk.sources.stored import follow


@dataclass
class Removal:
    """The removal of one row of a draft.

    `record` is the record that the row names, if no other report names it; then that can go as well.
    """

    row: OfReport
    report: Report
    record: Any = field(init=False)

    def __post_init__(self) -> None:
        named = record_of(self.row)
        self.record = named if named is not None and is_only_in(named, self.report) else None

    def goes(self, *, with_record: bool) -> list[tuple[str, str]]:
        """Return the Dutch kind and the name of each row that goes."""
        rows = [*self._others(), self.record] if with_record and self.record is not None else []
        gone = all_that_goes([self.row, *rows])
        return [(str(row._meta.verbose_name), words_of(row)) for row in gone if not isinstance(row, Task)]

    def _others(self) -> list[models.Model]:
        return [row for row in naming(self.record) if row != self.row]

    @transaction.atomic
    def carry_out(self, *, with_record: bool) -> None:
        """Delete the row. With `with_record`, also delete the record and all else that the draft says of it.

        The task of the record goes too, unless the previous report names the record: then it is to do again.
        """
        others = self._others() if with_record and self.record is not None else []
        self.row.delete()
        self._reset_task()
        if with_record and self.record is not None:
            for row in others:
                if row.pk is not None and type(row)._base_manager.filter(pk=row.pk).exists():
                    row.delete()
            self.record.delete()
        follow(self.report)

    def _reset_task(self) -> None:
        kind = next((kind for kind in KINDS if kind.snapshot is type(self.row)), None)
        if kind is None:
            return
        about = {kind.field: record_of(self.row)}
        previous = previous_report(self.report)
        is_in_previous = previous is not None and kind.snapshot.objects.filter(report=previous, **about).exists()
        for task in self.report.tasks.filter(**about):
            if is_in_previous:
                mark(task, Task.State.TODO)
            else:
                task.delete()
