"""The rules for the standing of an action, for any facts and any day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.enums import ActionKind, Precision
from measures.periods import Period
from portal.agenda import Facts, Promise, Standing, standing_of

pytestmark = pytest.mark.once

days = st.dates()
DAY = dt.date(2027, 8, 1)
ONE = dt.timedelta(days=1)


@st.composite
def periods(draw):
    first, last = sorted([draw(days), draw(days)])
    return Period(draw(st.sampled_from([first, None])), draw(st.sampled_from([last, None])), Precision.YEAR)


promises = st.lists(st.builds(Promise, words=st.just("2027"), days=periods(), source=st.none()), max_size=3).map(tuple)
facts = st.builds(
    Facts,
    kind=st.sampled_from(ActionKind),
    confirmed=st.booleans(),
    start=st.none() | days,
    end=st.none() | days,
    promises=promises,
)
confirmed_duties = st.builds(
    Facts, kind=st.just(ActionKind.DUTY), confirmed=st.just(True), start=st.none() | days, end=st.none() | days
)
unconfirmed_duties = st.builds(
    Facts, kind=st.just(ActionKind.DUTY), confirmed=st.just(False), end=st.none() | days, promises=promises
)


@given(facts, days)
def test_every_action_has_exactly_one_standing(facts, day):
    assert standing_of(facts, day) in Standing


@given(confirmed_duties, days, days)
def test_a_confirmed_duty_comes_holds_and_ends_and_never_goes_back(facts, one, other):
    order = [Standing.COMING, Standing.IN_FORCE, Standing.ENDED]
    earlier, later = sorted([one, other])
    assert order.index(standing_of(facts, earlier)) <= order.index(standing_of(facts, later))


@given(unconfirmed_duties, days)
def test_an_unconfirmed_duty_is_never_presented_as_law(facts, day):
    assert standing_of(facts, day) not in (Standing.IN_FORCE, Standing.COMING)


@given(facts, days)
def test_options_and_duties_have_their_own_standings(facts, day):
    duty = {Standing.IN_FORCE, Standing.COMING, Standing.EXPECTED, Standing.UNCONFIRMED, Standing.NO_DATE, Standing.ENDED}
    option = {Standing.OPEN, Standing.LATER, Standing.UNCONFIRMED, Standing.ENDED}
    assert standing_of(facts, day) in (option if facts.kind == ActionKind.OPTION else duty)


@given(facts.filter(lambda each: not each.confirmed), days)
def test_what_was_planned_for_a_day_that_has_passed_is_never_still_to_come(facts, day):
    latest = facts.expected.days.latest if facts.expected else None
    if latest and latest < day:
        assert standing_of(facts, day) in (Standing.UNCONFIRMED, Standing.ENDED)


def planned(earliest, latest, kind=ActionKind.DUTY):
    promise = Promise("gepland", Period(earliest, latest, Precision.DAY), None)
    return Facts(kind, promises=(promise,))


@pytest.mark.parametrize(
    ("facts", "before", "on", "after"),
    [
        (Facts(ActionKind.DUTY, confirmed=True, start=DAY), "komt-eraan", "geldt-nu", "geldt-nu"),
        (Facts(ActionKind.DUTY, confirmed=True), "geldt-nu", "geldt-nu", "geldt-nu"),
        (Facts(ActionKind.DUTY, confirmed=True, end=DAY), "geldt-nu", "geldt-nu", "vervallen"),
        (planned(DAY, DAY), "verwacht", "verwacht", "niet-bevestigd"),
        (planned(DAY, None), "verwacht", "verwacht", "verwacht"),
        (planned(None, DAY), "verwacht", "verwacht", "niet-bevestigd"),
        (planned(None, None), "datum-onbekend", "datum-onbekend", "datum-onbekend"),
        (Facts(ActionKind.DUTY), "datum-onbekend", "datum-onbekend", "datum-onbekend"),
        (Facts(ActionKind.OPTION, confirmed=True, start=DAY), "later-mogelijk", "kan-nu-al", "kan-nu-al"),
        (Facts(ActionKind.OPTION, confirmed=True, end=DAY), "kan-nu-al", "kan-nu-al", "vervallen"),
        (Facts(ActionKind.OPTION), "later-mogelijk", "later-mogelijk", "later-mogelijk"),
        (planned(None, DAY, ActionKind.OPTION), "later-mogelijk", "later-mogelijk", "niet-bevestigd"),
        (planned(DAY, None, ActionKind.OPTION), "later-mogelijk", "later-mogelijk", "later-mogelijk"),
    ],
)
def test_the_day_before_the_day_itself_and_the_day_after(facts, before, on, after):
    assert [standing_of(facts, day) for day in (DAY - ONE, DAY, DAY + ONE)] == [before, on, after]


def _promise(earliest, latest, part="", bill="Wet"):
    return Promise("x", Period(earliest, latest, Precision.DAY), None, bill, part)


def test_a_promise_moves_when_its_days_do_or_are_dropped():
    first, later = dt.date(2024, 8, 1), dt.date(2026, 12, 31)
    history = (
        _promise(first, first),
        _promise(later, later),
        _promise(later, later),
        _promise(None, None),
        _promise(first, first),
    )
    assert Facts(ActionKind.DUTY, promises=history).moves == 2


def test_a_promise_that_a_wider_one_holds_did_not_move_and_that_of_another_part_neither():
    day, year = dt.date(2024, 8, 1), (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert Facts(ActionKind.DUTY, promises=(_promise(day, day), _promise(*year))).moves == 0
    later = dt.date(2027, 1, 1)
    assert Facts(ActionKind.DUTY, promises=(_promise(day, day), _promise(later, later, "Drie gebieden"))).moves == 0
    assert Facts(ActionKind.DUTY, promises=(_promise(day, day), _promise(later, later, bill="Opvolger"))).moves == 0
