"""A new draft that continues a withdrawn report, with all its work."""

from typing import Any

from django.db import models, transaction

from measures.enums import ReportState
from measures.kinds import KINDS
from measures.models import Report, SourceNote
from portal.desk.editing.concurrency import links_to
from portal.desk.editing.worklist import start
from portal.desk.models import Explanation, Task
from portal.desk.pages.forms import free_slug
from portal.desk.records.rows import parts_of, rows_of

# The values of a report that tell of its publication and withdrawal. A new draft begins without them.
OF_PUBLICATION = ("published_at", "withdrawn_at", "withdrawal_reason")


class ContinueError(Exception):
    """A report that cannot be continued; the message gives the reason in Dutch."""


@transaction.atomic
def continue_withdrawn(withdrawn: Report) -> Report:
    """Make and return a draft with everything that a withdrawn report says. Its slug is new, its number is the same.

    The tasks are marked as carried over from the withdrawn report. Raises `ContinueError` when the report is not withdrawn, or
    when another report has its number.
    """
    if withdrawn.state != ReportState.WITHDRAWN:
        raise ContinueError("Alleen een ingetrokken rapportage krijgt een vervolg.")
    taken = Report.objects.standing().filter(number=withdrawn.number).first() if withdrawn.number else None
    if taken is not None:
        raise ContinueError(f"Nummer {withdrawn.number} is al van {taken}. Werk daarin verder.")
    changes: dict[str, Any] = {name: Report._meta.get_field(name).get_default() for name in OF_PUBLICATION}
    slug = free_slug(Report, f"vgr-{withdrawn.number}" if withdrawn.number else withdrawn.title)
    draft = _unsaved_copy(withdrawn, state=ReportState.DRAFT, slug=slug, **changes)
    start(draft)
    for row in rows_of(withdrawn):
        _copy(row, report=draft, **({"slug": free_slug(SourceNote, row.title)} if isinstance(row, SourceNote) else {}))
    _copy_work(withdrawn, draft)
    return draft


def _unsaved_copy(row: Any, **changes: Any) -> Any:
    values = {
        column.name: getattr(row, column.name)
        for column in row._meta.concrete_fields
        if not column.primary_key and column.name not in changes and not getattr(column, "auto_now_add", False)
    }
    return type(row)(**values, **changes)


def _copy(row: models.Model, **changes: Any) -> None:
    """Save a copy of a row, with its links and with copies of the rows that belong to it."""
    copy = _unsaved_copy(row, **changes)
    copy.save()
    links = [column.name for column in row._meta.many_to_many]
    for name in (*links, *(str(relation.get_accessor_name()) for relation in links_to(row))):
        getattr(copy, name).set(getattr(row, name).all())
    for relation, part in parts_of(row):
        _copy(part, **{relation.field.name: copy})


def _copy_work(withdrawn: Report, draft: Report) -> None:
    """Copy the worklist, with what was copied marked, and the explanations of warnings."""
    for task in withdrawn.tasks.all():
        about: dict[str, Any] = {task.kind.field: task.record}
        Task.objects.update_or_create(report=draft, **about, defaults={"state": task.state})
    for kind in KINDS:
        for stand in kind.snapshot.objects.filter(report=draft).order_by("pk"):
            copied = {"state": Task.State.DONE, "unseen": True, "copied_from": withdrawn}
            Task.objects.update_or_create(report=draft, **{kind.field: getattr(stand, kind.field)}, defaults=copied)
    for explanation in Explanation.objects.filter(report=withdrawn):
        _copy(explanation, report=draft)
