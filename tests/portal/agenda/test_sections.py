"""The sections of an agenda: which actions they group, and their anchors."""

import datetime as dt

import pytest

from measures.enums import ActionKind
from measures.models import Action
from measures.periods import read_period
from portal.agenda import Entry, Facts, Promise, Standing
from portal.agenda.sections import sections
from portal.site.pictures.year import coming_year

pytestmark = pytest.mark.once

DAY = dt.date(2026, 11, 23)


def duty(key, words, *, sure=False):
    days = read_period(words)
    facts = Facts(ActionKind.DUTY, confirmed=sure, start=days.earliest if sure else None, promises=(Promise(words, days, None),))
    return Entry(Action(pk=key), facts, DAY)


def test_one_day_has_one_moment_for_each_certainty():
    entries = [duty(key, "1 augustus 2027", sure=key % 2 == 0) for key in range(6)]
    moments = sections(entries).calendar
    assert [(moment.first.standing, len(moment.entries)) for moment in moments] == [
        (Standing.COMING, 3),
        (Standing.EXPECTED, 3),
    ]
    assert len({moment.anchor for moment in moments}) == 2


def test_every_moment_has_its_own_place():
    words = ["2027", "1 januari 2027", "uiterlijk 2027", "vanaf 2027", "31 december 2027", "nog nader te bepalen", "2024"]
    moments = sections([duty(key, each) for key, each in enumerate(words)]).calendar
    assert len({moment.anchor for moment in moments}) == len(words)


def test_a_moment_is_found_at_the_same_place_on_every_page():
    """In the picture of the year, an event whose list item is on another page links to the section as a whole (anchor `komt`)."""
    entries = [duty(key, f"{key + 1} augustus 2027") for key in range(6)]
    found, page = sections(entries), sections(entries[3:])
    assert [moment.anchor for moment in page.calendar] == [moment.anchor for moment in found.calendar][3:]
    year = coming_year(found, DAY, page)
    assert [event.anchor for event in year.drawn] == ["komt"] * 3 + [moment.anchor for moment in page.calendar]


def test_what_a_page_leaves_out_is_offered_by_the_standings_there_are():
    shown = sections([duty(key, f"{key + 1} augustus 2027") for key in range(6)]).first(4)
    assert (shown.totals["calendar"], shown.left_out["calendar"], len(shown.calendar)) == (6, 2, 4)
    assert shown.standings["calendar"] == [Standing.EXPECTED]
