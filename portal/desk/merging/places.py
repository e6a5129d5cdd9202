"""Places that one row at a time can have, and rows that exchange theirs.

A place is what a unique constraint of a model is about: an owner and a position, or a bill, a part, an action and an effect. The
database checks a constraint at each statement, not at the end of the transaction, and rows are saved one by one, so that the
audit trail gets a line for each. So before a row takes the place of another one that leaves it, the other is put aside: it moves
to a place that nobody has. The trail tells of that move too: otherwise its next line would give that place as the one of before.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from django.db import IntegrityError, models

from measures.publication.freezing import is_of_report

# The first of the positions where rows stand while others take theirs. Lists number their lines below it.
ASIDE = 20_000
# The highest number in a PositiveSmallIntegerField. PostgreSQL enforces it, SQLite does not.
LAST_POSITION = 32_767


def places_of(model: type[models.Model]) -> list[tuple[str, ...]]:
    """Return the names of the fields of each kind of place that rows of a model have."""
    constraints = model._meta.constraints
    return [each.fields for each in constraints if isinstance(each, models.UniqueConstraint) and each.condition is None]


def make_way(rows: Iterable[models.Model]) -> None:
    """Put aside each stored row whose place another of `rows` takes.

    `rows` have the values that they get, and are saved after this, in any order. Rows that go are deleted before it. Call it in
    the transaction of these saves. One query for each model, and two for each row that is put aside.
    """
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for row in rows:
        by_model.setdefault(type(row), []).append(row)
    for model, own in by_model.items():
        stored = model._base_manager.in_bulk([row.pk for row in own if row.pk is not None])
        for fields in places_of(model):
            wanted = {(_place(row, fields), row.pk) for row in own}
            places = {place for place, _pk in wanted}
            for pk, before in stored.items():
                place = _place(before, fields)
                if place in places and (place, pk) not in wanted:
                    put_aside(before, fields, own)


def put_aside(row: models.Model, fields: Sequence[str], coming: Iterable[models.Model]) -> None:
    """Move a stored row to a place that no row has, nor one of `coming` gets, and save only that.

    It keeps its report and the row that it belongs to. Raises `IntegrityError` when there is no such place and the row has
    parts.
    """
    columns: list[Any] = [row._meta.get_field(name) for name in fields]
    for column in sorted(columns, key=_is_chosen):
        others = {each.attname: getattr(row, each.attname) for each in columns if each is not column}
        taken = set(type(row)._base_manager.filter(**others).values_list(column.attname, flat=True))
        taken |= {getattr(each, column.attname) for each in coming}
        free = next((value for value in _values(column, row) if value not in taken), None)
        if free is not None:
            setattr(row, column.attname, free)
            row.save(update_fields=[column.name])
            return
    if any(relation.one_to_many for relation in row._meta.related_objects):
        raise IntegrityError(f"No place is free for {row!r}.")
    # Every value is taken, such as each column of a table: the row leaves, until it is saved again under its own key.
    type(row)._base_manager.get(pk=row.pk).delete()


def _place(row: models.Model, fields: Sequence[str]) -> tuple[Hashable, ...]:
    columns: list[Any] = [row._meta.get_field(name) for name in fields]
    return tuple(getattr(row, column.attname) for column in columns)


def _is_chosen(column: Any) -> int:
    """Return a sort key: what can have any value comes first, and records last."""
    return 2 if column.is_relation else 1 if column.choices or isinstance(column, models.BooleanField) else 0


def _values(column: Any, row: models.Model) -> Iterable[Any]:
    """Return the values that a column can have while its row is aside."""
    if column.is_relation:
        records = column.related_model
        return () if is_of_report(records) else records._base_manager.order_by("pk").values_list("pk", flat=True)
    if column.choices:
        return [value for value, _label in column.flatchoices]
    if isinstance(column, models.BooleanField):
        return (False, True)
    return range(ASIDE, LAST_POSITION + 1) if isinstance(column, models.IntegerField) else (f"tijdelijk {row.pk}",)
