"""Many times the content, for the benchmark only: what a portal looks like that kept on growing.

What N times means (N is 10 or 100):

- Everything that can go on growing becomes N times as much: measures (a copy of a measure is a submeasure of it, because
  there are 25 numbers and no more), bills, motions, actions, source notes and findings, each with its stands, items, planning,
  mentions, requirements and figures, linked to each other as their originals are.
- Every factor of ten adds five progress reports before the newest one. Each says what the newest one says of the originals.
- What is fixed stays as it is: the 25 numbers, 7 goals, 7 priorities, the roles and the sectors.

So the newest report stays the newest, everything is published, and a copy looks like what it is a copy of.
"""

import datetime as dt
import math
from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.utils.formats import date_format

from laws.models import Bill, BillElement, BillSnapshot, Contribution, EntryIntoForce, PlanningStep, Requirement
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
from measures.publication.freezing import loading
from motions.models import Motion, MotionSnapshot

# A copy has the key of its original plus so much, so that what refers to it is found by adding the same.
REPORT_STRIDE = 10_000
RECORD_STRIDE = 1_000_000
REPORTS_PER_TENFOLD = 5
DAYS_BETWEEN_REPORTS = 91
BATCH = 2_000

Model = type[models.Model]
Rows = dict[Model, list[models.Model]]

# In the order in which rows refer to each other.
SAID_BY_A_REPORT: list[Model] = [
    Report, ReportSection, SectionItem, SourceNote, Representation, Finding, Figure, GoalSnapshot, PrioritySnapshot, PriorityItem,
    MeasureSnapshot, MeasureItem, Involvement, OverviewCell, BillSnapshot, BillElement, Contribution, PlanningStep,
    MotionSnapshot, ActionMention,
]  # fmt: skip
GROWING: list[Model] = [
    Measure, MeasureSnapshot, MeasureItem, Involvement, OverviewCell, SourceNote, Finding, Figure, Bill, BillSnapshot,
    BillElement, Contribution, PlanningStep, EntryIntoForce, Motion, MotionSnapshot, Action, ActionMention, Requirement,
]  # fmt: skip


def extra_reports(factor: int) -> int:
    """How many progress reports a factor adds."""
    return round(REPORTS_PER_TENFOLD * math.log10(factor))


@transaction.atomic
@loading()
def multiply(factor: int) -> int:
    """Make the content of a database `factor` times as much, and return how many rows came in."""
    newest = Report.objects.published().progress().newest_first().first()
    if newest is None:
        raise ValueError("Er is geen gepubliceerde voortgangsrapportage om van uit te gaan.")
    # Read before anything is copied: then every table that grows has `factor` times as many rows, and not more.
    growing = _with_links({model: list(model._default_manager.order_by("pk")) for model in GROWING})
    said = _rows_of(newest)
    made = sum(_copy(growing, nth, RECORD_STRIDE) for nth in range(1, factor))
    return made + sum(_copy(said, nth, REPORT_STRIDE) for nth in range(1, extra_reports(factor) + 1))


def _rows_of(report: Report) -> Rows:
    """Everything that one report says."""
    paths = {model: model._default_manager.all().report_path or "pk" for model in SAID_BY_A_REPORT}
    return _with_links({model: list(model._default_manager.filter(**{path: report.pk})) for model, path in paths.items()})


def _with_links(rows: Rows) -> Rows:
    """The rows, and those of the tables between them and what they have many of."""
    links: Rows = {}
    for model, found in rows.items():
        keys = {row.pk for row in found}
        for field in model._meta.many_to_many:
            through: Any = field.remote_field.through
            source = f"{field.m2m_field_name()}_id"
            links[through] = [link for link in through._default_manager.all() if getattr(link, source) in keys]
    return rows | links


def _copy(rows: Rows, nth: int, stride: int) -> int:
    """Save the `nth` copy of all these rows; what refers to one of them refers to its copy."""
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
    """Whether it holds the key of one of these rows. The parent of a submeasure is known by its number, which stays."""
    return isinstance(field, models.ForeignKey) and field.related_model in rows and field.target_field.primary_key


def _slug(original: models.Model, nth: int, stride: int) -> dict[str, Any]:
    return {"slug": f"{original.slug[:60]}-{'r' if stride == REPORT_STRIDE else 'k'}{nth}"}


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
    return {"number": f"{dossier}-{int(piece) + nth * 10_000}"}


def _finding(original: Finding, nth: int, stride: int) -> dict[str, Any]:
    return {"position": original.position + nth * 300} if stride == RECORD_STRIDE else {}


# What is unique must differ.
CHANGES: dict[Model, Callable[[Any, int, int], dict[str, Any]]] = {
    Report: _report, Measure: _measure, Bill: _slug, Action: _slug, SourceNote: _slug, Motion: _motion, Finding: _finding,
}  # fmt: skip
