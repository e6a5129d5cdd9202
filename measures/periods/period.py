"""A period: the days that words can mean, and the error for words that cannot be read."""

import calendar
import datetime as dt
from dataclasses import dataclass

from measures.enums import Precision


class PeriodError(ValueError):
    """A period that cannot be read. The message is in Dutch, for the editor."""


@dataclass(frozen=True)
class Period:
    """The days that the words of a period can mean.

    `earliest` or `latest` is None where the words leave that side open, as in "vanaf 2023" (from 2023). Both are None, with
    precision `NONE`, where the words say that there is no date. Raises `PeriodError` when `earliest` is after `latest`.
    """

    earliest: dt.date | None
    latest: dt.date | None
    precision: Precision

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise PeriodError("Deze periode eindigt voordat zij begint.")

    @property
    def day(self) -> dt.date | None:
        """Return the day, if the words name a single one; None for a longer or open period."""
        return self.earliest if self.earliest == self.latest else None

    @property
    def first_day(self) -> dt.date | None:
        """Return the first day, if the words name it: "vanaf 1 januari 2023". None for "vanaf 2023", which names no day."""
        return self.earliest if self.precision == Precision.DAY else None

    def holds(self, day: dt.date) -> bool:
        return (self.earliest is None or self.earliest <= day) and (self.latest is None or day <= self.latest)

    def is_over(self, day: dt.date) -> bool:
        """Return whether the last day lies before `day`. A period with an open end, or without days, is never over."""
        return self.latest is not None and self.latest < day

    @property
    def has_days(self) -> bool:
        return self.earliest is not None or self.latest is not None


NO_PERIOD = Period(None, None, Precision.NONE)
# The longest number of days of each precision, for a period of two chosen days. Never `DAY`: no source names those days.
LONGEST = {
    Precision.MONTH: 31,
    Precision.QUARTER: 92,
    Precision.PART_OF_YEAR: 184,
    Precision.YEAR: 366,
}


def months(year: int, month: int, count: int, precision: Precision) -> Period:
    """Return the `count` whole months that begin with a month of `year`. They can run into the next year."""
    end_year, end = divmod(year * 12 + month - 1 + count - 1, 12)
    last = calendar.monthrange(end_year, end + 1)[1]
    return Period(dt.date(year, month, 1), dt.date(end_year, end + 1, last), precision)


def chosen(earliest: dt.date, latest: dt.date) -> Period:
    """Return the period from one chosen day to another. Its precision follows from its length."""
    length = (latest - earliest).days + 1
    return Period(earliest, latest, next((each for each, most in LONGEST.items() if length <= most), Precision.YEARS))
