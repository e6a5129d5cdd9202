"""Dates, periods and counts in Dutch words."""

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from django.utils import formats

from measures.clock import date_now, noticing_today, today
from measures.periods import Period

__all__ = ["count_of", "date_now", "days_in_words", "in_dutch", "listed", "noticing_today", "today"]


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


def listed(words: Sequence[str]) -> str:
    """Return words as a list in Dutch, such as "po, vo en go"."""
    return " en ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


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
