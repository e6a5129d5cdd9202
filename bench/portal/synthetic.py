"""Synthetic content for the benchmark: a database with 10 or 100 times as many records.

What a factor of N means:

- Measures, bills, motions, actions, source notes and findings become N times as many. Each copy gets copies of its snapshots,
  items, planning, mentions, requirements, figures, legal bases, and what papers say of it. Links between originals become links
  between their copies.
- A copy of a measure is a submeasure of it, because only 25 measures can have a number.
- Every factor of ten adds five progress reports, dated before the newest. Each says the same as the newest report does.
- The 25 numbered measures, 7 goals, 7 priorities, the roles and the sectors stay as they are.

So the newest report stays the newest, every record is published, and a copy looks like its original.
"""

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils.formats import date_format

from laws.models import (
    Bill,
    BillElement,
    BillName,
    BillSnapshot,
    Contribution,
    EntryIntoForce,
    LegalBasis,
    PlanningStep,
    Requirement,
    Station,
)
from measures.models import (
    Action,
    ActionMention,
    Figure,
    Finding,
    GoalSnapshot,
    Involvement,
    Measure,
    MeasureItem,
    MeasureSnapshot,
    OverviewCell,
    PriorityItem,
    PrioritySnapshot,
    Report,
    ReportSection,
    Representation,
    SectionItem,
    SourceNote,
)
from measures.models.renamed import Renamed
from measures.publication.freezing import loading
from motions.models import Motion, MotionPaper, MotionSnapshot, MotionSubmitter

# The nth copy of a row has the primary key of its original plus n times this stride. So a foreign key to a copied row is found by
# adding the same number. All original keys must be below the smaller stride.
REPORT_STRIDE = 10_000
RECORD_STRIDE = 1_000_000
REPORTS_PER_TENFOLD = 5
DAYS_BETWEEN_REPORTS = 91
BATCH = 2_000

Model = type[models.Model]
Rows = dict[Model, list[models.Model]]

# Ordered so that a foreign key points to a model earlier in the list.
SAID_BY_A_REPORT: list[Model] = [
    Report, ReportSection, SectionItem, SourceNote, Representation, Finding, Figure, GoalSnapshot, PrioritySnapshot, PriorityItem,
    MeasureSnapshot, MeasureItem, Involvement, OverviewCell, BillSnapshot, BillElement, Contribution, PlanningStep,
    MotionSnapshot, ActionMention,
]  # fmt: skip
GROWING: list[Model] = [
    Measure, MeasureSnapshot, MeasureItem, Involvement, OverviewCell, SourceNote, Finding, Figure, Bill, BillSnapshot,
    BillElement, Contribution, PlanningStep, EntryIntoForce, BillName, Station, Motion, MotionSnapshot, MotionPaper,
    MotionSubmitter, Action, ActionMention, Requirement, LegalBasis,
]  # fmt: skip


def extra_reports(factor: int) -> int:
    """Return how many progress reports a factor adds."""
    return round(REPORTS_PER_TENFOLD * math.log10(factor))


@transaction.atomic
@loading()
def multiply(factor: int) -> int:
    """Copy records until there are `factor` times as many, add reports, and return the number of new rows.

    Raises ValueError if there is no published progress report. `factor` is at most 100, because of the strides of the keys.
    """
    newest = Report.objects.published().progress().newest_first().first()
    if newest is None:
        raise ValueError("Er is geen gepubliceerde voortgangsrapportage om van uit te gaan.")
    # Read before any row is copied: otherwise copies would be copied again.
    growing = _with_links({model: list(model._default_manager.order_by("pk")) for model in GROWING})
    said = _rows_of(newest)
    made = sum(_copy(growing, nth, RECORD_STRIDE) for nth in range(1, factor))
    return made + sum(_copy(said, nth, REPORT_STRIDE) for nth in range(1, extra_reports(factor) + 1))


def _rows_of(report: Report) -> Rows:
    """Return all rows of one report, by model."""
    paths = {model: model._default_manager.all().report_path or "pk" for model in SAID_BY_A_REPORT}
    return _with_links({model: list(model._default_manager.filter(**{path: report.pk})) for model, path in paths.items()})


def _with_links(rows: Rows) -> Rows:
    """Return the rows, and the rows of the many-to-many through tables that refer to them as the source."""
    links: Rows = {}
    for model, found in rows.items():
        keys = {row.pk for row in found}
        for field in model._meta.many_to_many:
            through: Any = field.remote_field.through
            source = f"{field.m2m_field_name()}_id"
            links[through] = [link for link in through._default_manager.all() if getattr(link, source) in keys]
    return rows | links


def _copy(rows: Rows, nth: int, stride: int) -> int:
    """Save the `nth` copy of all rows and return the number of new rows. Foreign keys between the rows point to the copies."""
    made = 0
    for model, originals in rows.items():
        moved = [field.attname for field in model._meta.concrete_fields if field.primary_key or _is_key_of(field, rows)]
        changes = CHANGES.get(model)
        copies = []
        for original in originals:
            values = {field.attname: getattr(original, field.attname) for field in model._meta.concrete_fields}
            values |= {name: values[name] + nth * stride for name in moved if values[name] is not None}
            copies.append(model(**values | (changes(original, nth, stride) if changes else {})))
        made += len(model._default_manager.bulk_create(copies, batch_size=BATCH))
    return made


def _is_key_of(field: models.Field, rows: Rows) -> bool:
    """Return whether a field holds the primary key of one of the rows.

    The parent of a submeasure is no such field: it refers to the number of a measure, and that stays.
    """
    return isinstance(field, models.ForeignKey) and field.related_model in rows and field.target_field.primary_key


def _slug(original: models.Model, nth: int, stride: int) -> dict[str, Any]:
    return {"slug": f"{original.slug[:60]}-{'r' if stride == REPORT_STRIDE else 'k'}{nth}"} | _no_former_keys(original)


def _no_former_keys(original: models.Model) -> dict[str, Any]:
    """Return the value of a copy by which an old address leads to the original only."""
    return {"former_keys": "", "first_key": ""} if isinstance(original, Renamed) else {}


def _report(original: Report, nth: int, stride: int) -> dict[str, Any]:
    day = original.publication_latest - dt.timedelta(days=nth * DAYS_BETWEEN_REPORTS)
    return {
        "slug": f"{original.slug}-{nth}",
        "number": 100 + nth,
        "publication": date_format(day, "j F Y"),
        "publication_earliest": day,
        "publication_latest": day,
        "reference_date": day,
    }


def _measure(original: Measure, nth: int, stride: int) -> dict[str, Any]:
    return _slug(original, nth, stride) | {"number": None, "parent_id": original.number or original.parent_id}


def _motion(original: Motion, nth: int, stride: int) -> dict[str, Any]:
    dossier, _, piece = original.number.rpartition("-")
    return {"number": f"{dossier}-{int(piece) + nth * 10_000}"} | _no_former_keys(original)


def _finding(original: Finding, nth: int, stride: int) -> dict[str, Any]:
    return {"position": original.position + nth * 300} if stride == RECORD_STRIDE else {}


# By model: the function that returns the values of a copy that must differ from its original (unique constraints).
CHANGES: dict[Model, Callable[[Any, int, int], dict[str, Any]]] = {
    Report: _report, Measure: _measure, Bill: _slug, Action: _slug, SourceNote: _slug, Motion: _motion, Finding: _finding,
}  # fmt: skip
