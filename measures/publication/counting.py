"""The counter of public changes. Its number is the version of what is public.

A transaction that changes something public also changes the counter, and nothing else does. The row of the counter stays locked
until that transaction ends, so the numbers are in commit order on every process and machine.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db import models
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

# Within `counting_once()`: whether a change was counted. None outside such a block.
_counted: ContextVar[bool | None] = ContextVar("counted", default=None)


@contextmanager
def counting_once() -> Iterator[None]:
    """Count all public changes within the block as one change.

    The block must lie within one transaction, and must end when something in it fails: a savepoint that is rolled back would
    also take back the count.
    """
    token = _counted.set(False)
    try:
        yield
    finally:
        _counted.reset(token)


def is_counted() -> bool:
    """Return whether a change was counted in a block of `counting_once()`, so that the next one need not be."""
    return bool(_counted.get())


def count_change() -> None:
    """Count a change of what is public. Call it within the transaction of that change."""
    if is_counted():
        return
    counter, now = _counter(), timezone.now()
    if not counter.filter(pk=1).update(number=F("number") + 1, changed_at=Greatest("changed_at", now)):
        counter.create(pk=1, number=1, changed_at=now)
    if _counted.get() is not None:
        _counted.set(True)


def count_if_public(rows: models.QuerySet) -> bool:
    """Count a change if one of `rows` is public. Their default manager must have `published()`.

    Return whether it is counted, also when it needed no count of its own.
    """
    if is_counted():
        return True
    # `order_by()` removes the ordering, which a subquery does not need.
    if not rows.model._default_manager.published().filter(pk__in=rows.order_by().values("pk")).exists():
        return False
    count_change()
    return True


def changes_counted() -> int:
    """Return the number of public changes until now."""
    return _counter().values_list("number", flat=True).first() or 0


def hold_changes() -> int:
    """Let no other transaction change what is public until this one ends. Return the number of public changes until now.

    A transaction that also locks a report calls this first: two transactions that lock the same rows in another order would
    wait for each other.
    """
    return _counter().select_for_update().values_list("number", flat=True).first() or 0


def new_series() -> str:
    """Return a random name that no database has used yet."""
    return secrets.token_hex(8)


def begin_series() -> None:
    """Begin a new series of numbers, for a database whose content was replaced as a whole.

    A restored backup would otherwise count past numbers that stand for other content in the caches of clients.
    """
    _counter().update_or_create(pk=1, defaults={"series": new_series(), "changed_at": timezone.now()})


def _counter() -> models.Manager:
    return apps.get_model("measures", "PublicVersion")._default_manager
