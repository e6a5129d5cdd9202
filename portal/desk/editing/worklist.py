"""The start of a draft, and its worklist: one task for each record that the draft must deal with."""

from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import QuerySet

from measures.kinds import KINDS, kind_of
from measures.models import Report
from measures.models.base import Snapshot
from portal.desk.models import Task
from portal.desk.sources.stored import copy_source_texts

AnyRow = TypeVar("AnyRow", bound=models.Model)


class NotADraftError(Exception):
    """An attempt to edit a report that is no longer a draft."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{report} is geen concept meer.")


def previous_report(report: Report) -> Report | None:
    """Return the published progress report that precedes `report`, or None; see `measures.querysets.progress_before`."""
    return Report.objects.published().progress_before(report)


@transaction.atomic
def start(report: Report) -> Report:
    """Save a new draft. A progress report gets a task for each record that the previous progress report mentions.

    Other reports start without tasks, because a letter or an overview need not mention the same records. Raises
    `ValidationError` when the report is invalid.
    """
    report.full_clean()
    report.save()
    previous = previous_report(report) if report.is_progress else None
    if previous is None:
        return report
    for kind in KINDS:
        for snapshot in kind.snapshot.objects.filter(report=previous).order_by("pk"):
            Task.objects.create(report=report, **{f"{kind.field}_id": getattr(snapshot, f"{kind.field}_id")})
    return report


def draft_stand(task: Task) -> Snapshot | None:
    """Return the draft's snapshot of a task's record, or None when the draft has none."""
    return _snapshot_of(task, task.report)


def _snapshot_of(task: Task, report: Report) -> Snapshot | None:
    return task.kind.snapshot.objects.filter(report=report, **{task.kind.field: task.record}).first()


def add(report: Report, record: models.Model) -> Task:
    """Return the task of a record in a draft, and create it when there is none. Raises `NotADraftError`."""
    lock_draft(report)
    about: dict[str, Any] = {kind_of(record).field: record}
    return Task.objects.get_or_create(report=report, **about)[0]


def add_what_has_a_stand(report: Report) -> None:
    """Add a task for each record with a snapshot in a draft but no task. The admin or a workbook made such a snapshot.

    Raises `NotADraftError` when a task must be added to a report that is not a draft.
    """
    for kind in KINDS:
        known = report.tasks.filter(**{f"{kind.field}__isnull": False}).values(kind.field)
        for stand in kind.snapshot.objects.filter(report=report).exclude(**{f"{kind.field}__in": known}):
            add(report, getattr(stand, kind.field))


@transaction.atomic
def carry_over(task: Task) -> Snapshot | None:
    """Copy the previous report's snapshot of a task's record to the draft, and return the copy.

    The task becomes `DONE` and `unseen`. A snapshot that the draft already has is returned instead: nothing is copied, but the
    task becomes `DONE`. Returns None and changes nothing when neither report has a snapshot. Raises `NotADraftError`.
    """
    lock_draft(task.report)
    return _taken_over(task, previous_report(task.report))


@transaction.atomic
def carry_over_all(report: Report) -> int:
    """Carry over every task in the state `TODO`; return how many became `DONE`.

    This number includes tasks whose draft already had a snapshot, so that nothing was copied. Raises `NotADraftError`.
    """
    lock_draft(report)
    previous = previous_report(report)
    return sum(_taken_over(task, previous) is not None for task in report.tasks.filter(state=Task.State.TODO))


def _taken_over(task: Task, previous: Report | None) -> Snapshot | None:
    ours = draft_stand(task)
    if ours is None:
        theirs = _snapshot_of(task, previous) if previous else None
        if theirs is None:
            return None
        ours = copy_row(theirs, report=task.report)
        task.unseen, task.copied_from = True, previous
    task.state = Task.State.DONE
    task.save()
    return ours


def mark(task: Task, state: str) -> None:
    """Set the state of a task, and note that somebody has looked at it. Raises `NotADraftError`."""
    lock_draft(task.report)
    task.state, task.unseen = state, False
    task.save()


def seen(report: Report, record: models.Model) -> None:
    """Mark the task of a record as done and looked at, and create it when there is none. Raises `NotADraftError`."""
    mark(add(report, record), Task.State.DONE)


def lock_draft(report: Report) -> None:
    """Lock the row of the report. Raises `NotADraftError` when it is not a draft.

    The lock lasts until the end of the caller's transaction; without such a transaction it is released on return. The `atomic`
    block is needed because `select_for_update` fails outside a transaction.
    """
    with transaction.atomic():
        if not Report.objects.drafts().select_for_update().filter(pk=report.pk).exists():
            raise NotADraftError(report)


def copy_row(row: AnyRow, **changes: Any) -> AnyRow:
    """Save and return a copy of a row of a report with some fields changed, with the rows that belong to it and all links.

    `changes` gives the report of the copy. The sentences of the source go along.
    """
    copy = _copy(row, **changes)
    copied: list[tuple[models.Model, models.Model]] = [(row, copy)]
    for relation in type(row)._meta.related_objects:
        if relation.one_to_many and relation.on_delete is models.CASCADE:
            parts: QuerySet = relation.related_model._default_manager.filter(**{relation.field.name: row})
            for part in parts.order_by("pk"):
                copied.append((part, _copy(part, **{relation.field.name: copy})))
        elif relation.many_to_many:
            name = relation.get_accessor_name() or ""
            getattr(copy, name).set(getattr(row, name).all())
    copy_source_texts(copied)
    return copy


def _copy(row: AnyRow, **changes: Any) -> AnyRow:
    copy = type(row)(
        **{
            field.name: getattr(row, field.name)
            for field in row._meta.concrete_fields
            if not field.primary_key and field.name not in changes and not getattr(field, "auto_now_add", False)
        },
        **changes,
    )
    copy.save()
    for field in row._meta.many_to_many:
        getattr(copy, field.name).set(getattr(row, field.name).all())
    return copy
