"""A new draft that continues a withdrawn report, with all its work."""

from typing import Any

from django.db import transaction
from django.db.models import Field

from measures.enums import ReportState
from measures.kinds import KINDS
from measures.models import Report, SourceNote
from portal.desk.editing.worklist import copy_row, start
from portal.desk.models import Explanation, Task
from portal.desk.pages.forms import free_slug
from portal.desk.records.rows import rows_of
from portal.desk.team_models import Remark


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
    slug = free_slug(Report, f"vgr-{withdrawn.number}" if withdrawn.number else withdrawn.title)
    draft = Report(**{column.name: getattr(withdrawn, column.name) for column in _columns()}, slug=slug)
    start(draft)
    for row in rows_of(withdrawn):
        copy_row(row, report=draft, **({"slug": free_slug(SourceNote, row.title)} if isinstance(row, SourceNote) else {}))
    _copy_work(withdrawn, draft)
    return draft


def _columns() -> list[Field]:
    """Return the columns that an editor fills in. The others tell of the publication, or are computed."""
    return [
        column for column in Report._meta.concrete_fields if column.editable and not column.primary_key and column.name != "slug"
    ]


def _copy_work(withdrawn: Report, draft: Report) -> None:
    """Copy the worklist with who does what, with what was copied marked; the explanations of warnings, and the remarks."""
    for task in withdrawn.tasks.all():
        about: dict[str, Any] = {task.kind.field: task.record}
        work = {"state": task.state, "assigned_to": task.assigned_to, "due": task.due}
        Task.objects.update_or_create(report=draft, **about, defaults=work)
    for kind in KINDS:
        for stand in kind.snapshot.objects.filter(report=draft).order_by("pk"):
            copied = {"state": Task.State.DONE, "unseen": True, "copied_from": withdrawn}
            Task.objects.update_or_create(report=draft, **{kind.field: getattr(stand, kind.field)}, defaults=copied)
    for explanation in Explanation.objects.filter(report=withdrawn):
        copy_row(explanation, report=draft)
    copies: dict[int, Remark] = {}
    for remark in withdrawn.remarks.order_by("pk"):
        values = {column.name: getattr(remark, column.name) for column in Remark._meta.concrete_fields if not column.primary_key}
        answered = copies.get(remark.answers_id) if remark.answers_id else None
        copies[remark.pk] = Remark.objects.create(**values | {"report": draft, "answers": answered, "place": _place(remark)})
        # The copy keeps the moment at which it was written.
        Remark.objects.filter(pk=copies[remark.pk].pk).update(at=remark.at)


def _place(remark: Remark) -> str:
    """Return the place of a remark in the new draft: a subject has the same there, another row is one of a list."""
    is_of_row = remark.place.startswith("overig/")
    return "overig/" if is_of_row else remark.place
