"""Ages in words: how old a source is, and from which day on a page says what that means."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core.dates import age_in_words, is_old, months_since

pytestmark = pytest.mark.once

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize(
    ("now", "words"),
    [
        ("2026-01-31", "vandaag"),
        ("2026-02-01", "vandaag"),
        ("2026-02-02", "1 dag geleden"),
        ("2026-03-31", "58 dagen geleden"),
        ("2026-04-01", "2 maanden geleden"),
        ("2026-11-30", "9 maanden geleden"),
        ("2028-01-31", "23 maanden geleden"),
        ("2028-02-01", "2 jaar geleden"),
        ("2030-01-31", "3 jaar geleden"),
    ],
)
def test_the_age_of_a_day(now, words):
    assert age_in_words(dt.date(2026, 2, 1), dt.date.fromisoformat(now)) == words


@pytest.mark.parametrize(("now", "old"), [("2026-02-01", False), ("2026-08-01", False), ("2026-08-02", True)])
def test_six_months_are_not_yet_old(now, old):
    assert is_old(dt.date(2026, 2, 1), dt.date.fromisoformat(now)) is old


@given(DAYS, DAYS)
def test_months_are_whole_months_that_passed(day, now):
    months = months_since(day, now)
    assert months >= 0
    if now > day:
        assert abs((now - day).days - months * 30.44) < 33
    else:
        assert months == 0


@given(DAYS, DAYS)
def test_what_is_old_stays_old(day, now):
    if is_old(day, now):
        assert is_old(day, now + dt.timedelta(days=1))
        assert now > day
