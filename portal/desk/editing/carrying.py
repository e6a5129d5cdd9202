"""Carrying over the rows of the previous report that are no snapshots, and what nobody has looked at yet.

A row that was carried over counts as not looked at until somebody changes it, or says that it was looked at. It does not matter
where it is changed: on its own page, in a list, in a workbook, on the page with all statuses, or in Django's admin.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from measures.kinds import Kind
from measures.models import ActionMention, Finding, Report, ReportSection, Representation, SourceNote
from portal.desk.editing.worklist import copy_row, lock_draft, previous_report
from portal.desk.models import CarriedRow

# Consequences of laws are left out: a consequence holds until another source says otherwise, and is stated once.
# The value is the word for the kind in addresses of the desk.
CARRIED: dict[Any, str] = {
    ReportSection: "hoofdstuk",
    Finding: "bevinding",
    ActionMention: "vermelding",
    Representation: "partij",
    SourceNote: "bronnotitie",
}


@transaction.atomic
def carry_over_rows(report: Report, *kinds: Any) -> dict[str, int]:
    """Copy the rows of the previous report to a draft, and return how many of each kind, by its plural name.

    `kinds` limits the models; the default is all of `CARRIED`. A kind that the draft has rows of already is left alone. Raises
    `NotADraftError`.
    """
    lock_draft(report)
    previous = previous_report(report)
    counts = {}
    for model in kinds or CARRIED:
        rows = model.objects.filter(report=previous).order_by("pk") if previous else model.objects.none()
        if not rows or model.objects.filter(report=report).exists():
            continue
        for row in rows:
            copy = copy_row(row, report=report, **_own_slug(row, previous, report))
            CarriedRow.objects.create(report=report, kind=model._meta.model_name, row=copy.pk, copied_from=previous)
        counts[str(model._meta.verbose_name_plural)] = len(rows)
    return counts


def kinds_left(report: Report) -> list[Any]:
    """Return the kinds of rows that `carry_over_rows` would copy to a draft. Two queries for each kind."""
    previous = previous_report(report)
    return [
        model
        for model in CARRIED
        if model.objects.filter(report=previous).exists() and not model.objects.filter(report=report).exists()
    ]


def _own_slug(row: models.Model, previous: Report | None, report: Report) -> dict[str, str]:
    """Return the slug of a copied note, and no former slugs.

    Notes of all reports share one set of slugs, so it ends with the slug of the report.
    """
    if not isinstance(row, SourceNote) or previous is None:
        return {}
    longest = (SourceNote._meta.get_field("slug").max_length or 0) - len(report.slug) - 1
    name = row.slug.removesuffix(f"-{previous.slug}")[:longest].strip("-")
    # Old addresses keep leading to the note of the report before.
    return {"slug": f"{name}-{report.slug}", "former_keys": ""}


def unseen_rows(report: Report) -> dict[Any, list[int]]:
    """Return the primary keys of the carried rows of a draft that nobody has looked at yet, by model."""
    marked: dict[str, list[int]] = {}
    for kind, pk in report.carried_rows.values_list("kind", "row"):
        marked.setdefault(kind, []).append(pk)
    found = {}
    for model in CARRIED:
        pks = marked.get(model._meta.model_name or "")
        if pks:
            found[model] = sorted(model.objects.filter(report=report, pk__in=pks).values_list("pk", flat=True))
    return {model: pks for model, pks in found.items() if pks}


def rows_seen(report: Report, model: Any, pks: Iterable[int]) -> None:
    """Note that somebody looked at these rows of a draft."""
    for mark in report.carried_rows.filter(kind=model._meta.model_name, row__in=list(pks)):
        mark.delete()


def stands_seen(report: Report, kind: Kind, records: Iterable[int]) -> None:
    """Note that somebody looked at the snapshots of these records in a draft. The state of their tasks stays the same."""
    for task in report.tasks.filter(unseen=True, **{f"{kind.field}__in": list(records)}):
        task.unseen = False
        task.save()
