"""The values of a row of a report in Dutch words, for people to read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from measures.models import Report
from measures.models.base import OfReport

# Foreign keys to the owner: they are not content of the source.
SKIPPED = {"report", "snapshot"}


@dataclass(frozen=True)
class FieldValue:
    """The value of one field, as text.

    `field` is the Dutch name of the field. For a row that belongs to a snapshot, the kind and position of the row come first.
    """

    field: str
    words: str


def part_models(model: type[models.Model]) -> Iterable[tuple[type[models.Model], str]]:
    """Yield each model whose rows belong to rows of `model`, with the name of its foreign key to it.

    They belong to it when the foreign key has `on_delete=CASCADE`. A report has only its own values.
    """
    if model is Report:
        return
    for relation in model._meta.related_objects:
        if relation.one_to_many and relation.on_delete is models.CASCADE:
            yield relation.related_model, relation.field.name


def content_columns(model: type[models.Model]) -> list[models.Field]:
    """Return the columns of a model that are content. One that nobody edits is a timestamp, or computed from another column."""
    return [
        column
        for column in model._meta.concrete_fields
        if not column.primary_key and column.name not in SKIPPED and column.editable
    ]


def links_to(model: type[models.Model]) -> dict[str, models.ManyToManyRel]:
    """Return the many-to-many relations whose field is at the other end, by their name at this end.

    So the bills and motions that link to a source note are values of the note.
    """
    relations = [relation for relation in model._meta.related_objects if isinstance(relation, models.ManyToManyRel)]
    return {str(relation.get_accessor_name()): relation for relation in relations}


def parts_of(row: models.Model) -> Iterable[models.Model]:
    """Yield the rows that belong to `row`, in the order of their primary keys. See `part_models`."""
    for model, name in part_models(type(row)):
        yield from model._default_manager.filter(**{name: row}).order_by("pk")


def values_of(snapshot: OfReport) -> list[FieldValue]:
    """Return the values of a row of a report, followed by those of the rows that belong to it. Empty values are left out."""
    values = list(_values(snapshot, ""))
    for row in parts_of(snapshot):
        values += _values(row, f"{row._meta.verbose_name} {getattr(row, 'position', row.pk)}, ")
    return values


def changed_values(before: Iterable[FieldValue], after: Iterable[FieldValue]) -> list[tuple[str, str, str]]:
    """Return (field, old value, new value) for each field that differs.

    The old value is empty for a field that only `after` has; the new value is empty for a field that only `before` has.
    """
    old, new = ({value.field: value.words for value in values} for values in (before, after))
    names = list(old) + [name for name in new if name not in old]
    return [(name, old.get(name, ""), new.get(name, "")) for name in names if old.get(name, "") != new.get(name, "")]


def words_of(field: models.Field, value: object) -> str:
    """Return the value of one field as text: the label of a choice, and "ja" or "nee" for a boolean."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(dict(field.flatchoices).get(value, value)) if field.choices else str(value)


def _values(row: models.Model, prefix: str) -> Iterable[FieldValue]:
    for field in content_columns(type(row)):
        if words := words_of(field, getattr(row, field.name)):
            yield FieldValue(f"{prefix}{field.verbose_name}", words)
    for many in row._meta.many_to_many:
        if names := ", ".join(str(target) for target in getattr(row, many.name).all()):
            yield FieldValue(f"{prefix}{many.verbose_name}", names)
    for name, relation in links_to(type(row)).items():
        if names := ", ".join(str(target) for target in getattr(row, name).all()):
            yield FieldValue(f"{prefix}{relation.related_model._meta.verbose_name_plural}", names)
