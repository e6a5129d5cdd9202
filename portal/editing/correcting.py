"""Correcting what is published: with a reason, and with the old and new value in public."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from laws.models import BillSnapshot
from measures.enums import ReportState
from measures.freezing import correcting
from measures.models import Correction, GoalSnapshot, MeasureSnapshot, Report
from measures.models.base import Snapshot
from motions.models import MotionSnapshot
from portal.editing.roles import function_of
from portal.search.index import rebuild

SUBJECTS: dict[type[Snapshot], tuple[str, str]] = {
    MeasureSnapshot: ("maatregel", "measure"),
    BillSnapshot: ("wetsvoorstel", "bill"),
    MotionSnapshot: ("motie", "motion"),
    GoalSnapshot: ("doel", "goal"),
}


class CorrectionError(Exception):
    """The correction cannot be made; the message says why, in Dutch."""


@dataclass(frozen=True)
class Value:
    """What one field of a stand, or of a row that belongs to it, says: the name of the field and the words shown."""

    field: str
    words: str


def correct(snapshot: Snapshot, save: Callable[[], object], reason: str, by: Any) -> list[Correction]:
    """Let `save` change a published stand and its rows, and keep every value that changed as a public correction.

    All or nothing. Raises `CorrectionError` when the report is not published, when there is no reason, or when nothing
    changes.
    """
    if not reason.strip():
        raise CorrectionError("Geef een reden. Die is openbaar.")
    subject_type, field = SUBJECTS[type(snapshot)]
    with transaction.atomic():
        report = Report.objects.select_for_update().get(pk=snapshot.report_id)
        if report.state != ReportState.PUBLISHED:
            raise CorrectionError("Alleen een gepubliceerde stand wordt gecorrigeerd.")
        before = values_of(type(snapshot)._base_manager.get(pk=snapshot.pk))
        with correcting(reason):
            save()
        after = values_of(type(snapshot)._base_manager.get(pk=snapshot.pk))
        record = getattr(snapshot, field)
        made = [
            Correction.objects.create(
                report=report, subject_type=subject_type, subject_key=str(getattr(record, record.natural_key_field)),
                subject_title=str(record)[:250], field=name, old_value=old, new_value=new, reason=reason.strip(),
                editor_function=function_of(by),
            )
            for name, old, new in differences(before, after)
        ]  # fmt: skip
        if not made:
            raise CorrectionError("Er is niets veranderd.")
        rebuild()
    return made


def differences(before: Iterable[Value], after: Iterable[Value]) -> list[tuple[str, str, str]]:
    """The fields whose words differ, each with what it said and what it says; empty where a row came or went."""
    old, new = ({value.field: value.words for value in values} for values in (before, after))
    names = list(old) + [name for name in new if name not in old]
    return [(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name, "") != new.get(name, "")]


def values_of(snapshot: Snapshot) -> list[Value]:
    """Everything that a stand and the rows that belong to it say, by the name that an editor knows it by."""
    values = list(_values(snapshot, ""))
    for relation in type(snapshot)._meta.related_objects:
        if relation.one_to_many and relation.on_delete is models.CASCADE:
            rows = relation.related_model._default_manager.filter(**{relation.field.name: snapshot}).order_by("pk")
            for row in rows:
                values += _values(row, f"{row._meta.verbose_name} {getattr(row, 'position', row.pk)}, ")
    return values


SKIPPED = {"report", "snapshot", "created_at", "updated_at", "earliest", "latest", "precision"}


def _values(row: models.Model, prefix: str) -> Iterable[Value]:
    for field in row._meta.concrete_fields:
        if field.primary_key or field.name in SKIPPED:
            continue
        value = getattr(row, field.name)
        words = getattr(row, f"get_{field.name}_display")() if field.choices and value else value
        if value not in (None, ""):
            yield Value(f"{prefix}{field.verbose_name}", str(words))
    for many in row._meta.many_to_many:
        names = ", ".join(str(target) for target in getattr(row, many.name).all())
        if names:
            yield Value(f"{prefix}{many.verbose_name}", names)
