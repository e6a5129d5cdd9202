"""The values of a row of a report in Dutch words, for people to read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from measures.models.base import OfReport

# Not content of the source: foreign keys to the owner, timestamps, and dates that are computed from `period`.
SKIPPED = {"report", "snapshot", "created_at", "updated_at", "earliest", "latest", "precision"}


@dataclass(frozen=True)
class FieldValue:
    """The value of one field, as text.

    `field` is the Dutch name of the field. For a row that belongs to a snapshot, the kind and position of the row come first.
    """

    field: str
    words: str


def part_models(model: type[models.Model]) -> Iterable[tuple[type[models.Model], str]]:
    """Yield each model whose rows belong to rows of `model`, with the name of its foreign key to it.

    They belong to it when the foreign key has `on_delete=CASCADE`.
    """
    for relation in model._meta.related_objects:
        if relation.one_to_many and relation.on_delete is models.CASCADE:
            yield relation.related_model, relation.field.name


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
    for field in row._meta.concrete_fields:
        if not field.primary_key and field.name not in SKIPPED and (words := words_of(field, getattr(row, field.name))):
            yield FieldValue(f"{prefix}{field.verbose_name}", words)
    for many in row._meta.many_to_many:
        if names := ", ".join(str(target) for target in getattr(row, many.name).all()):
            yield FieldValue(f"{prefix}{many.verbose_name}", names)
