"""The sections of an agenda: which actions they group, and their anchors."""

import datetime as dt

import pytest

from measures.enums import ActionKind
from measures.models import Action
from measures.periods import read_period
from portal.agenda import Entry, Facts, Promise, Standing, summary_of
from portal.agenda.sections import heading_of, sections
from portal.agenda.words import heading_of_older, moment_in_words, summary_in_words
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


def test_a_date_that_has_passed_comes_after_what_is_still_to_come():
    moments = sections([duty(1, "2024"), duty(2, "n.t.b."), duty(3, "2027"), duty(4, "2030")]).calendar
    assert [moment_in_words(moment.first) for moment in moments] == ["2027", "2030", "Aangekondigd zonder datum", "2024"]


def test_an_option_whose_date_has_passed_stands_among_the_options():
    promise = Promise("2024", read_period("2024"), None)
    found = sections([Entry(Action(pk=1), Facts(ActionKind.OPTION, promises=(promise,)), DAY)])
    assert (found.later[0].standing, found.calendar, found.totals["later"]) == (Standing.UNCONFIRMED, [], 1)
    assert found.standings["later"] == [Standing.UNCONFIRMED]


def test_an_option_without_a_public_measure_is_shown_and_counted():
    action = Action(pk=1)
    action.public_measures = []
    found = sections([Entry(action, Facts(ActionKind.OPTION, confirmed=True), DAY)])
    assert (len(found.entries), found.totals["open"]) == (1, 1)
    assert heading_of(found.open[0][0]) == "Zonder maatregel in deze documenten"


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


def option(key, year=None):
    action = Action(pk=key)
    action.public_measures = []
    return Entry(action, Facts(ActionKind.OPTION, confirmed=True, last_named=year), DAY)


def test_options_that_no_source_names_any_more_stand_apart_by_year():
    found = sections([option(1), option(2, 2022), option(3, 2023), option(4, 2022)])
    assert [[entry.action.pk for entry in entries] for _, entries in found.open] == [[1]]
    assert [(year, [entry.action.pk for entry in entries]) for year, entries in found.older] == [(2023, [3]), (2022, [2, 4])]
    assert (found.totals["open"], found.totals["older"], found.option_count, len(found.entries)) == (1, 3, 1, 4)
    assert found.standings["older"] == [Standing.OPEN]
    shown = found.first(2)
    assert ([len(entries) for _, entries in shown.older], shown.left_out["older"]) == ([1, 1], 1)
    assert heading_of_older(2022) == "Oudere mogelijkheden, voor het laatst genoemd in 2022"


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([None, None], "U hebt nu al 2 mogelijkheden."),
        ([None, 2022], "U hebt nu al 1 mogelijkheid. Daarnaast is er 1 oudere mogelijkheid, voor het laatst genoemd in 2022."),
        ([2023, 2022], "Er zijn 2 oudere mogelijkheden, voor het laatst genoemd in 2022 of 2023."),
        ([], "De documenten noemen nu geen mogelijkheid."),
    ],
)
def test_older_options_count_apart_in_the_summary(years, said):
    summary = summary_of([option(key, year) for key, year in enumerate(years)])
    assert summary_in_words(summary, "leraren").endswith(f"die nu geldt of eraan komt. {said}")
