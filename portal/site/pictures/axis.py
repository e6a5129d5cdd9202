"""A time axis: the horizontal positions of days, periods and ticks, in percent of the width of a picture.

With percentages the picture stretches to the width of the screen while its text keeps its size.
"""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from measures.periods import Period

# Free space at both ends, in percent, so that a mark on the first or last day is not cut off.
MARGIN = 2.5
# The width of the place beside the years for what has no date, in percent: enough for its heading on a small screen.
NO_DATE_ROOM = 17
# The drawn length, in days, of a period without a first or last day: the source does not say how long it is.
OPEN_SIDE = 365
# The most years with a label; beside a place for what has no date, a small screen has room for fewer.
MOST_LABELS, MOST_BESIDE_ROOM = 7, 4
# A month of which the axis shows fewer days has no room for its name.
ENOUGH_DAYS = 20
MONTHS = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]


@dataclass(frozen=True)
class Span:
    """The position of a period: `start` and `end` in percent.

    `is_day`: the period is a single day. `opens_left`, `opens_right`: on that side the period has no first or last day, or
    extends beyond the axis. An arrow is drawn there.
    """

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
    """A vertical line at the start of a year or month.

    In percent: `at`, the position of the line, and `middle`, the position of its label. `label` can be empty. `only_wide`: the
    label is shown on wide screens only.
    """

    at: float
    middle: float
    label: str
    only_wide: bool = False


@dataclass(frozen=True)
class Axis:
    """The days that a picture shows: from `first` to `last`, both included. Raises `ValueError` if `last` is before `first`.

    `room` is the width in percent of a place of its own, to the right of all days, for what has no date. Often there is none.
    """

    first: dt.date
    last: dt.date
    ticks: tuple[Tick, ...] = ()
    room: float = 0

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError("An axis ends on or after the day it begins.")

    def at(self, day: dt.date) -> float:
        """Return the position of the start of a day, in percent. A day outside the axis gives the nearest end."""
        return self._at(day.toordinal())

    def after(self, day: dt.date) -> float:
        """Return the position of the end of a day, in percent. A day outside the axis gives the nearest end."""
        return self._at(day.toordinal() + 1)

    def _at(self, ordinal: int) -> float:
        begin, end = self.first.toordinal(), self.last.toordinal() + 1
        share = (min(max(ordinal, begin), end) - begin) / (end - begin)
        return round(MARGIN + share * (100 - 2 * MARGIN - self.room), 2)

    @property
    def edge(self) -> float:
        """Return the position of the line between the days and the place for what has no date, in percent."""
        return round(100 - self.room, 2)

    @property
    def nowhere(self) -> Span:
        """Return the position of what has no date: in the middle of its place."""
        middle = round(100 - self.room / 2, 2)
        return Span(middle, middle)

    def shows(self, days: Period) -> bool:
        """Return whether any day of a period lies on the axis; False for a period without days."""
        if days.earliest is None and days.latest is None:
            return False
        return (days.earliest or dt.date.min) <= self.last and (days.latest or dt.date.max) >= self.first

    def span(self, days: Period) -> Span:
        """Return the position of a period. Raises `ValueError` if it has neither a first nor a last day."""
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


def in_years(days: Iterable[dt.date], *, has_undated: bool = False) -> Axis:
    """Return an axis of whole years that includes all `days`, with a tick per year.

    At most `MOST_LABELS` ticks have a label. With `has_undated` there is a place for what has no date, and at most
    `MOST_BESIDE_ROOM` labels on a small screen. Raises `IndexError` without days.
    """
    years = sorted(day.year for day in days)
    bare = Axis(dt.date(years[0], 1, 1), dt.date(years[-1], 12, 31), room=NO_DATE_ROOM if has_undated else 0)
    count = years[-1] - years[0] + 1
    step, on_small = (-(-count // most) for most in (MOST_LABELS, MOST_BESIDE_ROOM if has_undated else MOST_LABELS))
    # A label of a small screen is one of a wide screen as well.
    on_small = -(-on_small // step) * step
    ticks = [
        _tick(
            bare, dt.date(year, 1, 1), dt.date(year, 12, 31), str(year) if year % step == 0 else "",
            only_wide=year % on_small != 0,
        )
        for year in range(years[0], years[-1] + 1)
    ]  # fmt: skip
    return replace(bare, ticks=tuple(ticks))


def in_months(day: dt.date) -> Axis:
    """Return an axis of the year that begins on `day`, with a tick per month.

    On a small screen only the first month of each quarter has a label.
    """
    bare = Axis(day, _a_year_later(day))
    months = [(day.year + (day.month - 1 + n) // 12, (day.month - 1 + n) % 12 + 1) for n in range(13)]
    ticks = []
    for year, month in months:
        if (year, month) > (bare.last.year, bare.last.month):
            break
        start, end = dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])
        label = f"{MONTHS[month - 1]} {year}" if month == 1 else MONTHS[month - 1]
        shown = (min(end, bare.last) - max(start, bare.first)).days + 1
        has_room = shown >= ENOUGH_DAYS
        ticks.append(_tick(bare, start, end, label if has_room else "", only_wide=month % 3 != 1))
    return Axis(bare.first, bare.last, tuple(ticks))


def _tick(axis: Axis, start: dt.date, end: dt.date, label: str, *, only_wide: bool = False) -> Tick:
    return Tick(axis.at(start), round((axis.at(start) + axis.after(end)) / 2, 2), label, only_wide)


def _a_year_later(day: dt.date) -> dt.date:
    """Return the last day of the year that begins on `day`, at most `dt.date.max`."""
    if day.year == dt.MAXYEAR:
        return dt.date.max
    is_leap_day = (day.month, day.day) == (2, 29)
    return dt.date(day.year + 1, 2, 28) if is_leap_day else day.replace(year=day.year + 1) - dt.timedelta(days=1)
