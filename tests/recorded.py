"""Rows that many tests need: made once per process by the portal's own code, and copied into the database of each next test."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models

# The rows of each table that `make` filled, with the highest key that the table had before.
Recording = dict[type[models.Model], tuple[int, list[tuple]]]


class Recorded:
    """A function that only adds rows, such as one that fills a draft. The first call runs it; later calls add the same rows.

    `make` takes nothing and returns nothing. Copying is many times faster than `make`, because it skips all checks. Where a
    table of the recording has other rows than at an earlier call, `make` runs as well. A call returns the number of the
    recording: with the same number the rows are the same, keys included.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._recordings: list[Recording] = []

    def __call__(self) -> int:
        for number, recording in enumerate(self._recordings):
            if all(last_key(model) == before for model, (before, _rows) in recording.items()):
                for model, (_before, rows) in recording.items():
                    _add(model, rows)
                _count_on(list(recording))
                return number
        before = {model: last_key(model) for model in numbered_models()}
        self._make()
        self._recordings.append({model: (last, rows) for model, last in before.items() if (rows := _rows_after(model, last))})
        return len(self._recordings) - 1


def numbered_models() -> list[type[models.Model]]:
    """Return every model with a number as primary key, those of many-to-many tables included."""
    found = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy]
    return [model for model in found if isinstance(model._meta.pk, models.AutoField)]


def last_key(model: type[models.Model]) -> int:
    """Return the highest primary key of a table, or 0."""
    return model._base_manager.aggregate(last=models.Max("pk"))["last"] or 0


def _rows_after(model: type[models.Model], last: int) -> list[tuple]:
    """Return the rows with a higher key than `last`, as the database gives them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_columns(model)} FROM {_name(model._meta.db_table)} WHERE {_name(model._meta.pk.column)} > %s", [last]
        )
        return cursor.fetchall()


def _add(model: type[models.Model], rows: list[tuple]) -> None:
    marks = ", ".join(["%s"] * len(rows[0]))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {_name(model._meta.db_table)} ({_columns(model)}) VALUES ({marks})", rows)


def _count_on(filled: list[type[models.Model]]) -> None:
    """Give the next row of each table a free key. PostgreSQL does not count the rows that bring their own key."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), filled):
            cursor.execute(statement)


def _columns(model: type[models.Model]) -> str:
    return ", ".join(_name(field.column) for field in model._meta.concrete_fields)


def _name(name: str) -> str:
    return connection.ops.quote_name(name)
