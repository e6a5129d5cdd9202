"""The positions of days, periods and ticks, for any axis."""

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from measures.enums import Precision
from measures.periods import NO_PERIOD, Period, read_period
from portal.site.pictures.axis import MARGIN, MOST_BESIDE_ROOM, MOST_LABELS, NO_DATE_ROOM, Axis, in_months, in_years

pytestmark = pytest.mark.once

YEARS = Axis(dt.date(2022, 1, 1), dt.date(2028, 12, 31))
days = st.dates()


@st.composite
def axes(draw):
    first, last = sorted([draw(days), draw(days)])
    return Axis(first, last, room=draw(st.sampled_from([0, NO_DATE_ROOM])))


@st.composite
def periods(draw):
    first, last = sorted([draw(days), draw(days)])
    open_left, open_right = draw(st.sampled_from([(False, False), (True, False), (False, True)]))
    return Period(None if open_left else first, None if open_right else last, Precision.YEAR)


@given(axes(), days)
def test_every_day_lies_on_the_axis(axis, day):
    assert MARGIN <= axis.at(day) <= axis.after(day) <= axis.edge - MARGIN


@given(axes(), days, days)
def test_the_order_of_days_is_kept(axis, one, other):
    earlier, later = sorted([one, other])
    assert axis.at(earlier) <= axis.at(later)


@given(axes(), periods())
def test_a_bar_lies_within_the_axis(axis, days_of):
    span = axis.span(days_of)
    assert MARGIN <= span.start <= span.end <= 100 - MARGIN
    assert span.width >= 0


@given(axes(), periods())
def test_an_open_side_is_told(axis, days_of):
    assume(not (days_of.earliest and days_of.earliest == days_of.latest))
    span = axis.span(days_of)
    assert span.opens_left == (days_of.earliest is None or days_of.earliest < axis.first)
    assert span.opens_right == (days_of.latest is None or days_of.latest > axis.last)


@given(st.integers(2022, 2028), st.integers(2022, 2028))
def test_equal_periods_have_equal_bars(one, other):
    """Q3 has 92 days in every year. The tolerance is needed because percentages are rounded to two decimals."""
    widths = [YEARS.span(read_period(f"Q3 {year}")).width for year in (one, other)]
    assert widths[0] == pytest.approx(widths[1], abs=0.02)


def test_a_whole_axis_and_its_half():
    assert (YEARS.at(YEARS.first), YEARS.after(YEARS.last)) == (MARGIN, 100 - MARGIN)
    four = Axis(dt.date(2023, 1, 1), dt.date(2026, 12, 31))
    assert four.span(read_period("2023-2024")).end == pytest.approx(50, abs=0.1)


def test_a_bar_has_its_last_day_in_it():
    assert YEARS.span(read_period("2024")).end == YEARS.span(read_period("2025")).start


def test_an_open_side_is_drawn_as_a_year():
    assert YEARS.span(read_period("vanaf 2023")).width == pytest.approx(YEARS.span(read_period("2023")).width, abs=0.02)
    assert YEARS.span(read_period("uiterlijk 2026")).opens_left
    assert not YEARS.span(read_period("2026")).opens_left


def test_a_day_is_a_point():
    span = YEARS.span(read_period("1 augustus 2027"))
    assert span.is_day
    assert span.width == 0


def test_without_days_there_is_no_place():
    assert not YEARS.shows(NO_PERIOD)
    with pytest.raises(ValueError, match="no place"):
        YEARS.span(NO_PERIOD)


@pytest.mark.parametrize(
    ("words", "shown"), [("2021", False), ("vanaf 2021", True), ("2029", False), ("2021-2029", True), ("1 januari 2022", True)]
)
def test_what_the_axis_shows(words, shown):
    assert YEARS.shows(read_period(words)) is shown


@given(st.lists(st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)), min_size=1, max_size=5))
def test_ticks_of_years_stand_in_order_and_few_have_a_label(found):
    axis = in_years(found)
    assert axis.first <= min(found) <= max(found) <= axis.last
    assert [tick.at for tick in axis.ticks] == sorted(tick.at for tick in axis.ticks)
    assert 1 <= sum(bool(tick.label) for tick in axis.ticks) <= MOST_LABELS


@given(st.integers(2000, 2030), st.integers(0, 40))
def test_beside_a_place_for_no_date_a_small_screen_has_fewer_labels(first, more):
    axis = in_years([dt.date(first, 1, 1), dt.date(first + more, 1, 1)], has_undated=True)
    assert sum(bool(tick.label) and not tick.only_wide for tick in axis.ticks) <= MOST_BESIDE_ROOM
    assert sum(bool(tick.label) for tick in axis.ticks) <= MOST_LABELS


def test_the_labels_of_years_stand_in_the_middle():
    axis = in_years([dt.date(2022, 5, 1), dt.date(2024, 1, 1)])
    assert [tick.label for tick in axis.ticks] == ["2022", "2023", "2024"]
    assert axis.ticks[1].middle == pytest.approx(50, abs=0.1)


@given(days)
def test_a_year_from_any_day(day):
    axis = in_months(day)
    assert axis.first == day
    assert (axis.last - day).days in (364, 365) or day.year == dt.MAXYEAR
    assert all(MARGIN <= tick.at <= tick.middle <= 100 - MARGIN for tick in axis.ticks)


def test_the_months_of_a_year():
    axis = in_months(dt.date(2026, 11, 23))
    assert axis.last == dt.date(2027, 11, 22)
    assert [tick.label for tick in axis.ticks] == [
        "", "dec", "jan 2027", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov",
    ]  # fmt: skip
    assert [tick.label for tick in axis.ticks if tick.label and not tick.only_wide] == ["jan 2027", "apr", "jul", "okt"]
    assert in_months(dt.date(2028, 2, 29)).last == dt.date(2029, 2, 28)
