"""Reading the words of one period: a day, month, quarter, half, season, part, school year or year.

Each function gets words as `words.tidy` returns them, and returns None for words that it does not know as a whole.
"""

import calendar
import datetime as dt
import re

from measures.enums import Precision
from measures.periods.period import Period, months
from measures.periods.words import (
    LAST,
    NUMBER_OF_MONTH,
    ORDINAL,
    ORDINALS,
    PARTS,
    SCHOOL_YEAR_BEGINS,
    SEASONS,
    STARTS,
    TWO_YEARS,
    WINTER_BEGINS,
    YEAR,
)

OF = r"(?: van)?(?: de| het)?"
# The months of a part: how many months after the first of the whole it begins and ends. A whole has three or twelve months.
MONTHS_OF_PART = {
    3: {"begin": (0, 1), "midden": (1, 2), "eind": (2, 3)},
    12: {"begin": (0, 3), "midden": (3, 9), "eind": (9, 12)},
}
DAYS_OF_PART = {"begin": (1, 10), "midden": (11, 20), "eind": (21, 31)}
DAYS_OF_HALF = {1: (1, 15), 2: (16, 31)}


def single(text: str) -> Period | None:
    """Return the period, or None for other words. Raises `ValueError` for a day that does not exist."""
    return _day(text) or _half(text) or _whole(text) or _recess(text) or _part(text)


def _whole(text: str) -> Period | None:
    """Return a period of whole months that can have a beginning, a middle and an end."""
    return _month(text) or _quarter(text) or _season(text) or _school_year(text) or _year(text)


def _day(text: str) -> Period | None:
    if found := re.fullmatch(rf"([0-9]{{1,2}})([ -])([a-z]+)\2({YEAR})", text):
        number = NUMBER_OF_MONTH.get(found[3])
        return _on(int(found[4]), number, int(found[1])) if number else None
    if found := re.fullmatch(rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2({YEAR})", text):
        return _on(int(found[4]), int(found[3]), int(found[1]))
    if found := re.fullmatch(rf"({YEAR})-([0-9]{{2}})-([0-9]{{2}})", text):
        return _on(int(found[1]), int(found[2]), int(found[3]))
    return None


def _on(year: int, month: int, number: int) -> Period:
    day = dt.date(year, month, number)
    return Period(day, day, Precision.DAY)


def _month(text: str) -> Period | None:
    found = re.fullmatch(rf"([a-z]+)(?: van)? ({YEAR})", text)
    number = NUMBER_OF_MONTH.get(found[1]) if found else None
    return months(int(found[2]), number, 1, Precision.MONTH) if found and number else None


def _quarter(text: str) -> Period | None:
    if found := re.fullmatch(rf"(?:q|kwartaal )([1-4])[ -]?({YEAR})", text):
        return _quarter_of(int(found[2]), int(found[1]))
    if found := re.fullmatch(rf"({YEAR})[ -]q([1-4])", text):
        return _quarter_of(int(found[1]), int(found[2]))
    if found := re.fullmatch(rf"({ORDINAL}) kwartaal{OF}(?: jaar)? ({YEAR})", text):
        return _quarter_of(int(found[2]), 4 if found[1] == LAST else ORDINALS[found[1]])
    return None


def _quarter_of(year: int, number: int) -> Period:
    return months(year, 3 * number - 2, 3, Precision.QUARTER)


def _half(text: str) -> Period | None:
    """Return the half of a year or of a month. The half of anything else is not known."""
    if found := re.fullmatch(rf"h([12]) ?({YEAR})", text):
        return _half_of(int(found[2]), int(found[1]))
    if found := re.fullmatch(rf"({ORDINAL}) (?:helft|halfjaar|half jaar){OF}(?: jaar)? ({YEAR})", text):
        number = 2 if found[1] == LAST else ORDINALS[found[1]]
        return _half_of(int(found[2]), number) if number <= 2 else None
    if found := re.fullmatch(rf"({ORDINAL}) helft{OF} (.+)", text):
        number, month = 2 if found[1] == LAST else ORDINALS[found[1]], _month(found[2])
        return _days_within(month, *DAYS_OF_HALF[number]) if month and number <= 2 else None
    return None


def _half_of(year: int, number: int) -> Period:
    return months(year, 6 * number - 5, 6, Precision.PART_OF_YEAR)


def _season(text: str) -> Period | None:
    if found := re.fullmatch(rf"winter(?: van)? {TWO_YEARS}", text):
        return months(int(found[1]), WINTER_BEGINS, 3, Precision.SEASON) if _follow(found[1], found[2]) else None
    found = re.fullmatch(rf"([a-z]+)(?: van)? ({YEAR})", text)
    begins = SEASONS.get(found[1]) if found else None
    return months(int(found[2]), begins, 3, Precision.SEASON) if found and begins else None


def _follow(first: str, second: str) -> bool:
    """Return whether the second year, of two or four digits, is the one after the first."""
    return str(int(first) + 1).endswith(second)


def _school_year(text: str) -> Period | None:
    found = re.fullmatch(rf"schooljaar {TWO_YEARS}", text)
    return months(int(found[1]), SCHOOL_YEAR_BEGINS, 12, Precision.YEAR) if found and _follow(found[1], found[2]) else None


def _year(text: str) -> Period | None:
    found = re.fullmatch(rf"(?:(?:kalender)?jaar )?({YEAR})", text)
    return months(int(found[1]), 1, 12, Precision.YEAR) if found else None


def _recess(text: str) -> Period | None:
    found = re.fullmatch(rf"zomerreces(?: van)? ({YEAR})", text)
    return Period(dt.date(int(found[1]), 7, 1), dt.date(int(found[1]), 9, 15), Precision.SEASON) if found else None


def _part(text: str) -> Period | None:
    found = re.fullmatch(rf"([a-z]+){OF} (.+)", text)
    whole = _whole(found[2]) if found else None
    if not found or not whole:
        return None
    word = found[1]
    if word in STARTS:
        return _months_within(whole, 0, 2) if _school_year(found[2]) else None
    if word not in PARTS:
        return None
    if whole.precision == Precision.MONTH:
        return _days_within(whole, *DAYS_OF_PART[PARTS[word]])
    length = 12 if whole.precision == Precision.YEAR else 3
    return None if word == "half" else _months_within(whole, *MONTHS_OF_PART[length][PARTS[word]])


def _days_within(month: Period, first: int, last: int) -> Period:
    days = calendar.monthrange(month.earliest.year, month.earliest.month)[1]
    return Period(month.earliest.replace(day=first), month.earliest.replace(day=min(last, days)), Precision.MONTH)


def _months_within(whole: Period, first: int, after_last: int) -> Period:
    precision = Precision.PART_OF_YEAR if whole.precision == Precision.YEAR else Precision.MONTH
    years, month = divmod(whole.earliest.month - 1 + first, 12)
    return months(whole.earliest.year + years, month + 1, after_last - first, precision)
