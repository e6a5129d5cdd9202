"""Corrections of published reports. The old value, the new value and the reason of each correction are public."""

from collections.abc import Callable
from typing import Any

from django.db import transaction

from measures.enums import ReportState
from measures.kinds import KINDS
from measures.models import ActionMention, Correction, Finding, Report
from measures.models.base import OfReport, Snapshot
from measures.models.fields import LONGEST
from measures.models.note import ABOUT_REPORT, ADDED
from measures.publication.counting import hold_changes
from measures.publication.freezing import correcting
from portal.desk.editing.prose import readable_reason
from portal.desk.merging.values import changed_values, values_of
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
    reason = _readable(reason)
    with transaction.atomic():
        hold_changes()
        stored = type(row)._base_manager.get(pk=row.pk)
        report = _published(stored)
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


def add_forgotten(row: OfReport, save: Callable[[], object], reason: str, by: Any) -> Correction:
    """Call `save`, which stores `row` as a new row of a published report, and store one public correction that tells so.

    The correction gives the values of the row, and of the rows that belong to it. The rest is as in `correct`.
    """
    reason = _readable(reason)
    with transaction.atomic():
        hold_changes()
        report = _published(row)
        with correcting(reason):
            save()
        stored: Any = type(row)._base_manager.get(pk=row.pk)
        words = "; ".join(f"{value.field}: {value.words}" for value in values_of(stored))
        made = Correction.objects.create(
            report=report, field=f"{_prefix_of(stored)}{ADDED}"[:80], old_value="", new_value=words[:LONGEST], reason=reason,
            editor_function=function_of(by), **_subject_of(stored),
        )  # fmt: skip
        rebuild()
    return made


def _readable(reason: str) -> str:
    try:
        return readable_reason(reason)
    except ValueError as error:
        raise CorrectionError(str(error)) from error


def _published(row: OfReport) -> Report:
    """Return the report of a row, locked. Raises `CorrectionError` when it is not published."""
    report = Report.objects.select_for_update().get(pk=row.report_of().pk)
    if report.state != ReportState.PUBLISHED:
        raise CorrectionError("Alleen een gepubliceerde rapportage wordt gecorrigeerd.")
    return report


def _subject_of(row: Any) -> dict[str, str]:
    """Return what a correction says of its subject: the record that the row is about, or else the report; and the action."""
    action = getattr(row, "action", None)
    about = {"action_key": action.lasting_key if action else ""}
    for kind in KINDS:
        if record := getattr(row, kind.field, None):
            return about | {"subject_type": kind.word, "subject_key": kind.key_of(record), "subject_title": str(record)[:250]}
    title = str(row.action if isinstance(row, ActionMention) else row)
    return about | {"subject_type": ABOUT_REPORT, "subject_key": row.report_of().slug, "subject_title": title[:250]}


def _prefix_of(row: OfReport) -> str:
    """Return the prefix for the field names of a correction, such as "bevinding 3, ". It is empty for a snapshot and a report.

    A report has one snapshot of a record but can have several other rows about it. So their prefix names the kind of row. For
    a finding it also gives the position.
    """
    if isinstance(row, Snapshot | Report):
        return ""
    number = f" {row.position}" if isinstance(row, Finding) else ""
    return f"{row._meta.verbose_name}{number}, "
