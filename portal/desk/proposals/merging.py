"""Two rows that are one: everything that sources say of the one moves to the other, and its addresses lead there."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from measures.models import Action, Measure
from measures.models.base import Counted
from measures.models.fields import Number
from measures.models.renamed import Renamed
from measures.publication.freezing import is_of_report
from measures.publication.links import linked_of_reports
from portal.desk.models import Task
from portal.desk.proposals.changing import ProposalError, in_words, value_of
from portal.desk.proposals.subjects import SUBJECTS
from portal.outputs.exports.calendar import cancelled_events

# The fields in which two rows must be the same: else the one would say what no source says.
SAME: dict[type[Counted], tuple[str, ...]] = {Action: ("kind", "roles", "sectors"), Measure: ("parent",)}


def may_merge(row: Counted) -> bool:
    """Return whether the row can become one with another. What the programme itself numbers cannot: a goal, or measure 8."""
    return not any(isinstance(column, Number) and getattr(row, column.name) is not None for column in row._meta.fields)


def obstacles(row: Counted, into: Counted) -> list[str]:
    """Return, in Dutch, why `row` cannot become one with `into`."""
    found = []
    for name in SAME.get(type(row), ()):
        column = row._meta.get_field(name)
        ours, theirs = (in_words(column, value_of(each, column)) for each in (row, into))
        if ours != theirs:
            found.append(f"Bij „{column.verbose_name}” staat hier „{ours or 'niets'}” en daar „{theirs or 'niets'}”.")
    for part, field in _parts(row):
        setattr(part, field, into)
        if isinstance(part, Task):
            continue
        try:
            part.validate_constraints()
        except ValidationError:
            found.append(f"„{part}” zou er dan twee keer staan.")
    return found


def merge(row: Any, into: Any) -> None:
    """Move everything that refers to `row` to `into`, and delete `row`. Raises `ProposalError` when there are `obstacles`.

    Call it within `correcting()` and a transaction.
    """
    if found := obstacles(row, into):
        raise ProposalError(" ".join(["Samenvoegen kan niet.", *found]))
    if isinstance(row, Action):
        into.merged_events = [*(into.merged_events or []), *(row.merged_events or []), *cancelled_events(row)]
    for part, field in list(_parts(row)):
        if isinstance(part, Task) and Task.objects.filter(report=part.report_id, **{field: into}).exists():
            part.delete()
            continue
        setattr(part, field, into)
        part.save()
    _move_links(row, into)
    row.delete()
    if isinstance(into, Renamed):
        into.take_over(row)
    into.save()


def _move_links(row: Any, into: Any) -> None:
    """Move the links of `row` to `into`. Those of rows of reports are written there, so that the trail of a draft has them."""
    owners = linked_of_reports(row)
    for relation in row._meta.related_objects:
        if relation.many_to_many and not is_of_report(relation.related_model):
            found = relation.related_model._base_manager.filter(**{relation.field.name: row})
            owners += [(owner, relation.field.name) for owner in found]
    for owner, name in owners:
        getattr(owner, name).remove(row)
        getattr(owner, name).add(into)
    for many in row._meta.many_to_many:
        getattr(into, many.name).add(*getattr(row, many.name).all())
        getattr(row, many.name).clear()


def _parts(row: models.Model) -> Iterator[tuple[Any, str]]:
    """Yield each row with a foreign key to `row`, and the name of that field."""
    for relation in row._meta.related_objects:
        # A part of a measure refers to its number, which a submeasure does not have.
        if relation.one_to_many and getattr(row, relation.field.target_field.name) is not None:
            for part in relation.related_model._base_manager.filter(**{relation.field.name: row}).order_by("pk"):
                yield part, relation.field.name


def targets_for(row: Counted) -> models.QuerySet:
    """Return the public rows that `row` can become one with."""
    rows: Any = SUBJECTS[str(row._meta.verbose_name)].model._default_manager
    found = rows.published().exclude(pk=row.pk)
    return found.filter(number=None) if isinstance(row, Measure) else found
