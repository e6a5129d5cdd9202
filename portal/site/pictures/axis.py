"""Time on paper: where a day, a period and the ticks of an axis lie, as a percentage of the width of a picture.

Percentages keep words at their own size: the picture stretches to the screen, the letters do not.
"""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from measures.periods import Period

# Kept free at both ends, so that a mark on the first or the last day is whole.
MARGIN = 2.5
# Days. An open side is drawn as long as this: the words do not say how long it is.
OPEN_SIDE = 365
MOST_LABELS = 7
MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


@dataclass(frozen=True)
class Span:
    """Where the days of a period lie. An open side is one that the words leave open, or that goes on beyond the axis."""

    start: float
    end: float
    is_day: bool = False
    opens_left: bool = False
    opens_right: bool = False

    @property
    def width(self) -> float:
        return round(self.end - self.start, 2)

    @property
    def middle(self) -> float:
        return round((self.start + self.end) / 2, 2)


@dataclass(frozen=True)
class Tick:
    """A line at the start of a year or month. `middle` is where its label stands; not every tick has one on every screen."""

    at: float
    middle: float
    label: str
    only_wide: bool = False


@dataclass(frozen=True)
class Axis:
    """The days that a picture shows: from `first` to `last`, both included."""

    first: dt.date
    last: dt.date
    ticks: tuple[Tick, ...] = ()

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("An axis ends on or after the day it begins.")

    def at(self, day: dt.date) -> float:
        """Where a day begins. What lies outside the axis stands at its nearest end."""
        return self._at(day.toordinal())

    def after(self, day: dt.date) -> float:
        """Where a day ends."""
        return self._at(day.toordinal() + 1)

    def _at(self, ordinal: int) -> float:
        begin, end = self.first.toordinal(), self.last.toordinal() + 1
        share = (min(max(ordinal, begin), end) - begin) / (end - begin)
        return round(MARGIN + share * (100 - 2 * MARGIN), 2)

    def shows(self, days: Period) -> bool:
        """Whether any day of a period that has days lies on the axis."""
        if days.earliest is None and days.latest is None:
            return False
        return (days.earliest or dt.date.min) <= self.last and (days.latest or dt.date.max) >= self.first

    def span(self, days: Period) -> Span:
        """The place of a period that names at least one day."""
        earliest, latest = days.earliest, days.latest
        if earliest is None and latest is None:
            raise ValueError("A period without days has no place.")
        if earliest is not None and earliest == latest:
            return Span(self.at(earliest), self.at(earliest), is_day=True)
        return Span(
            self.at(earliest) if earliest else self._at(latest.toordinal() - OPEN_SIDE),
            self.after(latest) if latest else self._at(earliest.toordinal() + OPEN_SIDE),
            opens_left=earliest is None or earliest < self.first,
            opens_right=latest is None or latest > self.last,
        )


def in_years(days: Iterable[dt.date]) -> Axis:
    """Whole years with all of `days` in them, a tick a year; at most seven have a label."""
    years = sorted(day.year for day in days)
    bare = Axis(dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31))
    step = -(-(years[-1] - years[0] + 1) // MOST_LABELS)
    ticks = [
        _tick(bare, dt.date(year, 1, 1), dt.date(year, 12, 31), str(year) if year % step == 0 else "")
        for year in range(years[0], years[-1] + 1)
    ]
    return Axis(bare.first, bare.last, tuple(ticks))


def in_months(day: dt.date) -> Axis:
    """The year that begins on `day`, a tick a month; on a small screen only the months that begin a quarter have a label."""
    bare = Axis(day, _a_year_later(day))
    months = [(day.year + (day.month - 1 + n) // 12, (day.month - 1 + n) % 12 + 1) for n in range(13)]
    ticks = []
    for year, month in months:
        if (year, month) > (bare.last.year, bare.last.month):
            break
        start, end = dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        label = f"{MONTHS[month - 1]} {year}" if month == 1 else MONTHS[month - 1]
        is_whole = bare.first <= start and end <= bare.last
        ticks.append(_tick(bare, start, end, label if is_whole else "", only_wide=month % 3 != 1))
    return Axis(bare.first, bare.last, tuple(ticks))


def _tick(axis: Axis, start: dt.date, end: dt.date, label: str, *, only_wide: bool = False) -> Tick:
    return Tick(axis.at(start), round((axis.at(start) + axis.after(end)) / 2, 2), label, only_wide)


def _a_year_later(day: dt.date) -> dt.date:
    """The last day of the year that begins on `day`, or the last day there is."""
    if day.year == dt.MAXYEAR:
        return dt.date.max
    is_leap_day = (day.month, day.day) == (2, 29)
    return dt.date(day.year + 1, 2, 28) if is_leap_day else day.replace(year=day.year + 1) - dt.timedelta(days=1)
