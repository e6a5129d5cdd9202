"""Starting a report, and its worklist: what the previous progress report named, to be dealt with one by one."""

from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import QuerySet

from measures.kinds import KINDS, kind_of
from measures.models import Report
from measures.models.base import Snapshot
from portal.desk.models import Task

Row = TypeVar("Row", bound=models.Model)


class NotADraftError(Exception):
    """The report is no longer a draft, so it cannot be edited."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{report} is geen concept meer.")


def previous_report(report: Report) -> Report | None:
    """The progress report that `report` follows: the newest published one that is older than it."""
    return Report.objects.published().progress_before(report)


@transaction.atomic
def start(report: Report) -> Report:
    """Save a new draft with a task for every record that the previous progress report names.

    Only a progress report has a worklist: a letter or an overview speaks of what it likes.
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
    """What the draft says of the record of a task, or None as long as it says nothing."""
    return _snapshot_of(task, task.report)


def _snapshot_of(task: Task, report: Report) -> Snapshot | None:
    return task.kind.snapshot.objects.filter(report=report, **{task.kind.field: task.record}).first()


def add(report: Report, record: models.Model) -> Task:
    """Put a record on the worklist of a draft that the previous report did not name; once."""
    _lock_draft(report)
    about: dict[str, Any] = {kind_of(record).field: record}
    return Task.objects.get_or_create(report=report, **about)[0]


def add_what_has_a_stand(report: Report) -> None:
    """Every stand of a draft is on its worklist, also when an import or the admin made it."""
    for kind in KINDS:
        known = report.tasks.filter(**{f"{kind.field}__isnull": False}).values(kind.field)
        for stand in kind.snapshot.objects.filter(report=report).exclude(**{f"{kind.field}__in": known}):
            add(report, getattr(stand, kind.field))


@transaction.atomic
def carry_over(task: Task) -> Snapshot | None:
    """Take over what the previous report said of a record, with all its parts; marked as not looked at.

    What the draft already says stays: then nothing is taken over. None when the previous report said nothing.
    """
    _lock_draft(task.report)
    return _taken_over(task, previous_report(task.report))


@transaction.atomic
def carry_over_all(report: Report) -> int:
    """Take over every record that is still to do; return how many."""
    _lock_draft(report)
    previous = previous_report(report)
    return sum(_taken_over(task, previous) is not None for task in report.tasks.filter(state=Task.State.TODO))


def _taken_over(task: Task, previous: Report | None) -> Snapshot | None:
    ours = draft_stand(task)
    if ours is None:
        theirs = _snapshot_of(task, previous) if previous else None
        if theirs is None:
            return None
        ours = copy_stand(theirs, task.report)
        task.unseen = True
    task.state = Task.State.DONE
    task.save()
    return ours


def mark(task: Task, state: str) -> None:
    """Say how far the work on a record is. Somebody looked at it, so it is no longer unseen."""
    _lock_draft(task.report)
    task.state, task.unseen = state, False
    task.save()


def seen(report: Report, record: models.Model) -> None:
    """Somebody saved the stand of a record in a draft: its task is done, and looked at."""
    mark(add(report, record), Task.State.DONE)


def _lock_draft(report: Report) -> None:
    """Hold the report for the rest of the transaction; raise when it is no longer a draft."""
    with transaction.atomic():
        if not Report.objects.drafts().select_for_update().filter(pk=report.pk).exists():
            raise NotADraftError(report)


def copy_stand(snapshot: Snapshot, report: Report) -> Snapshot:
    """A copy of a snapshot for another report, with the rows that belong to it and its many-to-many's."""
    copy = _copy(snapshot, report=report)
    for relation in type(snapshot)._meta.related_objects:
        if relation.one_to_many and relation.on_delete is models.CASCADE:
            rows: QuerySet = relation.related_model._default_manager.filter(**{relation.field.name: snapshot})
            for row in rows.order_by("pk"):
                _copy(row, **{relation.field.name: copy})
    return copy


def _copy(row: Row, **changes: models.Model) -> Row:
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
