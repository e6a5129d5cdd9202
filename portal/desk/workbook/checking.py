"""Validation of one cell, and of one row without queries.

A row is checked by the `full_clean` of its model, and by its check constraints, evaluated in Python.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import F, Q

from measures.models.fields import HOW_TO_WRITE
from measures.periods import PeriodError, read_period
from portal.core.addresses import whole_number
from portal.core.dates import in_dutch
from portal.desk.merging.places import LAST_POSITION
from portal.desk.workbook.cells import CellError
from portal.desk.workbook.sheets import NO, SheetColumn

AT_DESK = "Wijzig „{}” van deze rij in het beheer."

# The lookups in the check constraints of the models in a workbook. In SQL a comparison with NULL is unknown, and a check
# constraint accepts unknown; so `lte` accepts None. The columns of the other lookups are never NULL.
LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda own, other: own == other,
    "in": lambda own, other: own in other,
    "isnull": lambda own, other: (own is None) == other,
    "lte": lambda own, other: own is None or other is None or own <= other,
    "regex": lambda own, other: re.search(other, own) is not None,
}


def problems_of(row: models.Model, checked: set[str], named: set[str]) -> list[tuple[str, str]]:
    """Return each rule that a row breaks, as (field name, reason in Dutch). The name is "" for a rule about the whole row.

    Only the fields in `checked` are validated. Foreign keys and unique constraints are left to the modules `values`, `rows` and
    `reading`, which know all rows; the foreign keys in `named` take part in rules about the whole row. This function changes
    `row`: it empties a period that cannot be read.
    """
    exclude = {field.name for field in row._meta.fields} - checked
    found: dict[str, list[str]] = {}
    for _attempt in range(2):
        try:
            row.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            found |= error.message_dict
            # `full_clean` stops at a period that cannot be read. Try again without the period, to find the other mistakes.
            if {"period", "chosen_days"} & error.message_dict.keys():
                row.period, row.chosen_days, exclude = "", "", exclude | {"period", "chosen_days"}
                continue
        break
    problems = [("" if name == NON_FIELD_ERRORS else name, " ".join(messages)) for name, messages in found.items()]
    return problems + list(_broken_constraints(row, (checked | named) - set(found)))


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
    """Return whether a condition on columns of a row is true, as the database would decide in a check constraint.

    Raises `KeyError` for a lookup that is not in `LOOKUPS`.
    """
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


def number_in(text: str) -> tuple[int, str]:
    """Return the number in a cell, and its text. Raises `CellError`."""
    number = whole_number(text)
    if number is None:
        raise CellError("Vul een heel getal in." if not text else f"„{text}” is geen heel getal.")
    if number > LAST_POSITION:
        raise CellError(f"Dit getal is hoogstens {LAST_POSITION}.")
    return number, str(number)


def refuse_shown(column: SheetColumn, text: str, old: str | None) -> tuple[str, str]:
    """Raise `CellError` for a cell that a workbook can show and not change."""
    if text or old:
        raise CellError(AT_DESK.format(column.heading.partition(" (")[0]))
    return text, text


def day_in(text: str) -> tuple[str | None, str]:
    """Return a day as ISO date (None for none), and as the workbook shows it. Raises `CellError`."""
    if not text:
        return None, ""
    try:
        read = read_period(text)
    except PeriodError as error:
        raise CellError(str(error)) from error
    if read.earliest is None or read.earliest != read.latest:
        raise CellError(f"„{text}” is niet één dag. {HOW_TO_WRITE}")
    return read.earliest.isoformat(), in_dutch(read.earliest)


def choice_in(column: SheetColumn, text: str) -> tuple[Any, str]:
    """Return the stored value for the label or value in a cell, and its label. Raises `CellError`."""
    options = ", ".join(column.options)
    if not text and isinstance(column.field, models.BooleanField):
        return False, NO
    if not text and column.field.blank:
        return "", ""
    if not text:
        raise CellError(f"Vul een waarde in. Kies uit: {options}.")
    value = column.labels.get(text.lower())
    if value is None:
        raise CellError(f"„{text}” staat niet in de lijst. Kies uit: {options}.")
    return value, dict(column.choices)[value]
