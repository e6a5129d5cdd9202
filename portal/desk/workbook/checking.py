"""The rules of a row, asked of its model without asking the database: `full_clean` and the check constraints."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import F, Q

# An empty side makes a comparison unknown in SQL, and a check constraint lets the unknown pass.
LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda own, other: own == other,
    "in": lambda own, other: own in other,
    "isnull": lambda own, other: (own is None) == other,
    "lte": lambda own, other: own is None or other is None or own <= other,
    "regex": lambda own, other: re.search(other, own) is not None,
}


def problems_of(row: models.Model, checked: set[str]) -> list[tuple[str, str]]:
    """Every rule of its model that a row breaks, as (field, reason in Dutch); the field is empty for the row as a whole.

    Only the fields in `checked` are looked at. Keys and uniqueness are the reader's work: it has every row at hand.
    """
    exclude = {field.name for field in row._meta.fields} - checked
    found: dict[str, list[str]] = {}
    for _attempt in range(2):
        try:
            row.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            found |= error.message_dict
            # An unreadable period ends the cleaning of a row; look past it for what else is wrong.
            if "period" in error.message_dict:
                row.period, exclude = "", exclude | {"period"}
                continue
        break
    problems = [("" if name == NON_FIELD_ERRORS else name, " ".join(messages)) for name, messages in found.items()]
    return problems + list(_broken_constraints(row, checked - set(found)))


def _broken_constraints(row: models.Model, checked: set[str]) -> Iterator[tuple[str, str]]:
    columns = [field.name for field in row._meta.fields]
    for constraint in row._meta.constraints:
        if not isinstance(constraint, models.CheckConstraint):
            continue
        condition = constraint.condition
        assert isinstance(condition, Q)
        names = condition.referenced_base_fields
        if names <= checked and not holds(condition, row):
            yield next(name for name in columns if name in names), str(constraint.get_violation_error_message())


def holds(condition: Q, row: models.Model) -> bool:
    """Whether a condition on columns of a row holds, as the database would answer. Raises `KeyError` for an unknown lookup."""
    answers = (
        holds(child, row) if isinstance(child, Q) else _compare(row, child[0], child[1])  # type: ignore[index]
        for child in condition.children
    )
    return (any(answers) if condition.connector == Q.OR else all(answers)) != condition.negated


def _compare(row: models.Model, path: str, other: object) -> bool:
    name, _, lookup = path.partition("__")
    if isinstance(other, F):
        other = getattr(row, other.name)
    return LOOKUPS[lookup or "exact"](getattr(row, name), other)
