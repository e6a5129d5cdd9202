"""The rows of a report, whatever their model, and the rows that name a record."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS, models

from measures.kinds import KINDS
from measures.models import ActionMention, Involvement, Report, Representation
from measures.models.base import OfReport, Snapshot
from portal.core.trail import CONTENT_APPS
from portal.desk.models import Task

# What a draft can name first, besides the records of `KINDS`: the model of the row that names it -> the foreign key to it.
NAMING: dict[type[models.Model], str] = {ActionMention: "action", Representation: "party", Involvement: "stakeholder"}


def models_of_report() -> list[type[OfReport]]:
    """Return the models whose rows refer to their report directly."""
    found = [model for app in CONTENT_APPS for model in apps.get_app_config(app).get_models()]
    return [model for model in found if issubclass(model, OfReport) and model.report_path() == "report"]


def rows_of(report: Report) -> Iterator[OfReport]:
    """Yield the rows that refer to a report, in the order of their entry within a model."""
    for model in models_of_report():
        yield from model._default_manager.filter(report=report).order_by("pk")


def belonging_to(row: models.Model) -> Iterator[models.Model]:
    """Yield the rows that are deleted with `row`, such as the bullets of a stand."""
    for relation in type(row)._meta.related_objects:
        if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.CASCADE:
            yield from relation.related_model._default_manager.filter(**{relation.field.name: row}).order_by("pk")


def all_that_goes(rows: list[models.Model]) -> list[models.Model]:
    """Return the rows, and those that are deleted with them."""
    nested = NestedObjects(using=DEFAULT_DB_ALIAS)
    for row in rows:
        nested.collect([row])
    return [row for found in nested.model_objs.values() for row in found if not getattr(row._meta, "auto_created", False)]


def record_of(row: models.Model) -> Any:
    """Return the record, action, party or group that a row names, or None for another row, such as a chapter."""
    name = NAMING.get(type(row))
    if isinstance(row, Snapshot):
        name = next((kind.field for kind in KINDS if kind.snapshot is type(row)), None)
    return getattr(row, name) if name else None


def naming(record: models.Model) -> list[models.Model]:
    """Return the rows with a foreign key to a record: of reports, of worklists, and other records."""
    found: list[models.Model] = []
    for relation in type(record)._meta.related_objects:
        if isinstance(relation, models.ManyToOneRel):
            found += getattr(record, str(relation.get_accessor_name())).order_by("pk")
    return found


def is_only_in(record: models.Model, report: Report) -> bool:
    """Return whether no other report, worklist or record has a foreign key to a record."""
    return all(
        (isinstance(row, OfReport) and row.report_of() == report) or (isinstance(row, Task) and row.report_id == report.pk)
        for row in naming(record)
    )


def records_first_named_in(report: Report) -> list[Any]:
    """Return the records, actions, parties and groups that only this report names."""
    named = dict.fromkeys(task.record for task in report.tasks.all())
    for row in rows_of(report):
        named |= dict.fromkeys([record_of(each) for each in (row, *belonging_to(row))])
    return [record for record in named if record is not None and is_only_in(record, report)]
