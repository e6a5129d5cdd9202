"""Corrections of published reports. The old value, the new value and the reason of each correction are public."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from measures.enums import ReportState
from measures.kinds import KINDS
from measures.models import ActionMention, Correction, Finding, Report
from measures.models.base import OfReport, Snapshot
from measures.models.note import ABOUT_REPORT
from measures.publication.counting import hold_changes
from measures.publication.freezing import correcting
from portal.desk.editing.concurrency import changed_values, values_of
from portal.desk.editing.prose import readable_reason
from portal.desk.roles import function_of
from portal.search.index import rebuild


class CorrectionError(Exception):
    """A correction that cannot be made; the message gives the reason in Dutch."""


def correct(row: OfReport, save: Callable[[], object], reason: str, by: Any) -> list[Correction]:
    """Call `save`, which changes a row of a published report, and store a public correction for each changed value.

    `save` may also change the rows that belong to `row`. `by` is the user; only the user's role becomes public. Everything
    happens in one transaction, which also rebuilds the search index. Raises `CorrectionError` when the report is not published,
    when `reason` is empty, or when nothing changes.
    """
    try:
        reason = readable_reason(reason)
    except ValueError as error:
        raise CorrectionError(str(error)) from error
    with transaction.atomic():
        hold_changes()
        stored = type(row)._base_manager.get(pk=row.pk)
        report = Report.objects.select_for_update().get(pk=stored.report_id)
        if report.state != ReportState.PUBLISHED:
            raise CorrectionError("Alleen een gepubliceerde rapportage wordt gecorrigeerd.")
        subject, prefix, before = _subject_of(stored), _prefix_of(stored), values_of(stored)
        with correcting(reason):
            save()
        after = values_of(type(row)._base_manager.get(pk=row.pk))
        made = [
            Correction.objects.create(
                report=report, field=f"{prefix}{name}"[:80], old_value=old, new_value=new, reason=reason,
                editor_function=function_of(by), **subject,
            )
            for name, old, new in changed_values(before, after)
        ]  # fmt: skip
        if not made:
            raise CorrectionError("Er is niets veranderd.")
        rebuild()
    return made


def _subject_of(row: Any) -> dict[str, str]:
    """Return the `subject_*` fields of a correction: the record that the row is about, or else the report."""
    for kind in KINDS:
        if record := getattr(row, kind.field, None):
            return {"subject_type": kind.word, "subject_key": kind.key_of(record), "subject_title": str(record)[:250]}
    title = str(row.action if isinstance(row, ActionMention) else row)
    return {"subject_type": ABOUT_REPORT, "subject_key": row.report.slug, "subject_title": title[:250]}


def _prefix_of(row: OfReport) -> str:
    """Return the prefix for the field names of a correction, such as "bevinding 3, ". It is empty for a snapshot.

    A report has one snapshot of a record but can have several other rows about it. So their prefix names the kind of row. For
    a finding it also gives the position.
    """
    if isinstance(row, Snapshot):
        return ""
    number = f" {row.position}" if isinstance(row, Finding) else ""
    return f"{row._meta.verbose_name}{number}, "
