"""Dates, periods and counts in Dutch words."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache

from django.utils import formats, timezone

from measures.periods import Period


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


@lru_cache(maxsize=1024)
def in_dutch(day: dt.date) -> str:
    """Return a day in Dutch words, such as "1 augustus 2027". Cached, because a page has hundreds of days."""
    return formats.date_format(day, "j F Y")


def days_in_words(period: Period) -> str:
    """Return the first and last day of a period in Dutch words, such as "1 januari – 30 juni 2026".

    An open side gives "vanaf …" (from) or "uiterlijk …" (at the latest); without days: "geen datum" (no date).
    """
    earliest, latest = period.earliest, period.latest
    if earliest is None:
        return f"uiterlijk {in_dutch(latest)}" if latest else "geen datum"
    if latest is None:
        return f"vanaf {in_dutch(earliest)}"
    if earliest == latest:
        return in_dutch(latest)
    first = formats.date_format(earliest, "j F") if earliest.year == latest.year else in_dutch(earliest)
    return f"{first} – {in_dutch(latest)}"


def count_of(number: int, one: str, more: str) -> str:
    """Return a number with its noun in singular or plural: "1 maatregel", "25 maatregelen"."""
    return f"{number} {one if number == 1 else more}"


# What was said longer ago than this may well have changed since.
OLD_AFTER_MONTHS = 6


def months_since(day: dt.date, now: dt.date) -> int:
    """Return the whole months that passed from `day` to `now`; 0 when `day` is later."""
    months = (now.year - day.year) * 12 + now.month - day.month - (now.day < day.day)
    return max(months, 0)


def is_old(day: dt.date, now: dt.date) -> bool:
    """Return whether more than `OLD_AFTER_MONTHS` passed since `day`: on the day after so many months, and later."""
    return months_since(day, now - dt.timedelta(days=1)) >= OLD_AFTER_MONTHS


def age_in_words(day: dt.date, now: dt.date) -> str:
    """Return how long ago `day` was: in days up to two months, then in whole months, and from two years on in whole years.

    Examples: "vandaag" (today, or later), "1 dag geleden", "9 maanden geleden", "3 jaar geleden".
    """
    months = months_since(day, now)
    if day >= now:
        return "vandaag"
    if months < 2:
        return f"{count_of((now - day).days, 'dag', 'dagen')} geleden"
    return f"{months} maanden geleden" if months < 24 else f"{months // 12} jaar geleden"


def months_in_words(months: int | None) -> str:
    """Return a shift of a date in Dutch words. `months` is positive for later, negative for earlier, None if not comparable.

    Examples: "12 maanden later", "1 maand eerder" (earlier), "niet verschoven" (not shifted).
    """
    if months is None:
        return "niet te vergelijken"
    if months == 0:
        return "niet verschoven"
    unit = "maand" if abs(months) == 1 else "maanden"
    return f"{abs(months)} {unit} {'later' if months > 0 else 'eerder'}"
