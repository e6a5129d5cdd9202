"""The changed fields of a proposal: as they are stored, whether they still hold, and how they are applied.

A stored change is a dict: `field` is the name of the field, `was` and `becomes` its value as JSON (an ISO date, a primary key,
a list of primary keys), `was_words` and `becomes_words` the same in Dutch.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.forms import ModelForm

from measures.models.renamed import Renamed
from portal.core.dates import in_dutch
from portal.desk.models import Proposal

Change = dict[str, Any]


class ProposalError(Exception):
    """A proposal that cannot be carried out; the message gives the reason in Dutch."""


def changes_of(form: ModelForm) -> list[Change]:
    """Return the changes in a valid form, compared with the row as it is stored now."""
    model = type(form.instance)
    stored = model._base_manager.get(pk=form.instance.pk)
    found = []
    for name in form.Meta.fields:
        column = model._meta.get_field(name)
        was, becomes = value_of(stored, column), form.cleaned_data[name]
        if as_json(column, was) != as_json(column, becomes):
            found.append({
                "field": name, "was": as_json(column, was), "becomes": as_json(column, becomes),
                "was_words": in_words(column, was), "becomes_words": in_words(column, becomes),
            })  # fmt: skip
    return found


def value_of(row: models.Model, column: Any) -> Any:
    """Return the value of a field as a form gives it: for a many-to-many field the linked rows."""
    value = getattr(row, column.name)
    return value.all() if column.many_to_many else value


def as_json(column: Any, value: Any) -> Any:
    if column.many_to_many:
        return sorted(each.pk for each in value)
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if isinstance(value, dt.date) else value


def in_words(column: Any, value: Any) -> str:
    """Return a value in Dutch; empty for no value."""
    if column.many_to_many:
        return ", ".join(str(each) for each in sorted(value, key=lambda each: each.pk))
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, dt.date):
        return in_dutch(value)
    return str(dict(column.flatchoices).get(value, value))


def label_of(row: models.Model, name: str) -> str:
    return str(row._meta.get_field(name).verbose_name)


def overtaken(row: models.Model, proposal: Proposal) -> list[tuple[str, str, str]]:
    """Return (field, value when it was proposed, value now) for each field that somebody else changed since."""
    found = []
    for change in proposal.changes:
        column = row._meta.get_field(change["field"])
        now = value_of(row, column)
        if as_json(column, now) != change["was"]:
            found.append((str(column.verbose_name), change["was_words"], in_words(column, now)))
    return found


def apply(row: Any, changes: Iterable[Change]) -> None:
    """Save the changed values of a row. Raises `ProposalError` when they are no longer possible.

    A key that changes becomes a key of before, so that its addresses lead on.
    """
    names, links = set(), {}
    for change in changes:
        column, becomes = row._meta.get_field(change["field"]), change["becomes"]
        if column.many_to_many:
            found = list(column.related_model._default_manager.filter(pk__in=becomes))
            if len(found) != len(becomes):
                raise ProposalError(
                    f"Bij „{column.verbose_name}” is iets weg dat in het voorstel staat. Maak het voorstel opnieuw."
                )
            links[column.name] = found
            continue
        names.add(column.name)
        if isinstance(row, Renamed) and column.name == row.natural_key_field:
            row.take_key(becomes)
        else:
            setattr(row, column.attname, column.to_python(becomes) if not column.is_relation else becomes)
    try:
        row.full_clean(exclude={column.name for column in row._meta.concrete_fields if column.name not in names})
    except (ValidationError, ObjectDoesNotExist) as error:
        words = " ".join(error.messages) if isinstance(error, ValidationError) else "Iets in het voorstel bestaat niet meer."
        raise ProposalError(words) from error
    row.save()
    for name, targets in links.items():
        getattr(row, name).set(targets)
