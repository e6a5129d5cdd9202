"""What a change is about: the bills, motions, measures and actions whose pages are compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Self

from auditlog.models import LogEntry
from django.db import models

from laws.models import Bill
from measures.kinds import kind_called
from measures.models import Action, Correction, Measure, Report
from measures.models.base import OfReport
from motions.models import Motion
from portal.core.trail import CONTENT_APPS

# The foreign keys that lead from a row to what a page is about.
OWNERS = ("bill", "motion", "measure", "action", "snapshot", "section", "paper", "finding")


# What has a page of its own that is compared.
PAGES: tuple[type[models.Model], ...] = (Bill, Motion, Measure, Action)


@dataclass(frozen=True)
class Subjects:
    """The primary keys of what is compared, by model. `rows` are those that are on the page of their report alone."""

    keys: dict[type[models.Model], set[int]] = field(default_factory=lambda: {kind: set() for kind in PAGES})
    rows: set[tuple[type[OfReport], int]] = field(default_factory=set)

    def __or__(self, other: Self) -> Self:
        return type(self)({model: keys | other.keys[model] for model, keys in self.keys.items()}, self.rows | other.rows)

    @classmethod
    def of_corrections(cls, corrections: Iterable[Correction]) -> Self:
        """Return the records that these corrections name."""
        found = cls()
        for correction in corrections:
            kind = kind_called(correction.subject_type)
            record = kind.find(correction.subject_key) if kind else None
            if isinstance(record, PAGES):
                found.keys[type(record)].add(record.pk)
        return found

    @classmethod
    def of_report(cls, report: Report) -> Self:
        """Return what a document names: its bills and motions."""
        found = cls()
        for rows in (report.stations, report.entries_into_force, report.billsnapshots):
            found.keys[Bill].update(rows.values_list("bill", flat=True))
        for told in (report.motion_papers, report.motionsnapshots):
            found.keys[Motion].update(told.values_list("motion", flat=True))
        return found

    @classmethod
    def changed_since(cls, line: int) -> Self:
        """Return what the rows are about that the audit trail names after the line with this primary key."""
        found = cls()
        entries = LogEntry.objects.filter(pk__gt=line, content_type__app_label__in=CONTENT_APPS).select_related("content_type")
        for entry in entries:
            model: Any = entry.content_type.model_class()
            row = model._base_manager.filter(pk=entry.object_id).first() if model else None
            owners = list(_owners_of(row))
            for each in owners:
                found.keys[type(each)].add(each.pk)
            if isinstance(row, OfReport) and not owners:
                found.rows.add((type(row), row.pk))
        return found


def _owners_of(row: Any) -> Iterator[Any]:
    """Yield the records with a page that a row is, or belongs to."""
    if isinstance(row, PAGES):
        yield row
        return
    for name in OWNERS:
        if (owner := getattr(row, name, None)) is not None and isinstance(owner, models.Model):
            yield from _owners_of(owner)
