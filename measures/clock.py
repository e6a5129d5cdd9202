"""The date of today, and whether a result depends on it."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils import timezone


@dataclass
class DayNotice:
    """Whether something asked for the date of today."""

    is_asked: bool = False


_notice: ContextVar[DayNotice | None] = ContextVar("notice", default=None)


@contextmanager
def noticing_today() -> Iterator[DayNotice]:
    """Notice whether code within the block calls `today()`: then its result may differ tomorrow."""
    notice = DayNotice()
    token = _notice.set(notice)
    try:
        yield notice
    finally:
        _notice.reset(token)


def today() -> dt.date:
    """Return the date in the Netherlands, wherever the server runs. `noticing_today` notices this."""
    if (notice := _notice.get()) is not None:
        notice.is_asked = True
    return date_now()


def date_now() -> dt.date:
    """Return the same date for code whose result does not depend on it, such as a cache key."""
    return timezone.localdate()
