"""What was first promised of a law, and what came of it: only like is compared with like, and nothing goes beyond its source."""

import datetime as dt
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.enums import Outcome, Phase, StationKind
from laws.models import Bill, EntryIntoForce
from laws.promises import DUE, Delivery, Pledge, PromisedLine, by_distance, lines_of
from laws.slip import Planned
from measures.enums import Precision, ReportKind
from measures.periods import Period, read_period
from tests.factories import PLACE, make_bill, make_bill_stand, make_report, make_station
from tests.laws.test_slip import ANY_DAY, periods

pytestmark = pytest.mark.once

DAY = dt.date(2026, 11, 30)
ENTRY = Phase.ENTRY_INTO_FORCE
PARTS = st.sampled_from(["", "Een", "Twee"])


def source(number):
    return SimpleNamespace(pk=number, order=(number, number))


def plan(words, part="", number=1):
    return Planned(part, words, read_period(words), source(number), PLACE)


def fact(day, part=""):
    date = dt.date.fromisoformat(day)
    return Planned(part, day, Period(date, date, Precision.DAY), source(99), PLACE, is_fact=True)


def line(*said, stated=(), **fields):
    promises = tuple(
        Pledge(source(number), tuple(plan(*each, number=number) for each in plans)) for number, plans in enumerate(said, start=1)
    )
    return PromisedLine("Wet", "/wet/", promises, tuple(stated), **fields)


@st.composite
def lines(draw):
    def planned(part, number):
        return Planned(part, "woorden", draw(periods()), source(number), PLACE)

    said = tuple(
        Pledge(source(number), tuple(planned(part, number) for part in draw(st.sets(PARTS, min_size=1, max_size=2))))
        for number in range(draw(st.integers(0, 4)))
    )
    stated = tuple(
        Planned(part, "dag", Period(day, day, Precision.DAY), source(99), PLACE, is_fact=True)
        for part, day in draw(st.dictionaries(PARTS, ANY_DAY, max_size=2)).items()
    )
    events = tuple(SimpleNamespace(earliest=day) for day in draw(st.lists(ANY_DAY, max_size=1))) if not stated else ()
    return PromisedLine("Wet", "/", said, stated, events, open_on=draw(st.none() | ANY_DAY), is_withdrawn=draw(st.booleans()))


@given(lines(), ANY_DAY)
def test_only_what_the_first_promise_covers_is_compared(found, day):
    for each in found.distances:
        assert each.earlier.part in ("", each.later.part)
        assert each.earlier in found.first.plans
        assert each.earlier.days.has_days
        assert each.later.days.has_days


@given(lines(), ANY_DAY)
def test_a_law_is_only_late_after_the_last_promised_day(found, day):
    until = found.late_until(day)
    if until is not None:
        assert found.delivery(day) in DUE
        assert found.first.deadline <= until <= day or found.first.deadline == until
    if found.delivery(day) in (Delivery.NOT_YET, Delivery.UNKNOWN, Delivery.PARTLY):
        assert found.first.deadline < day


@given(lines(), ANY_DAY)
def test_on_time_and_late_need_a_stated_day_that_has_come(found, day):
    if found.delivery(day) in (Delivery.ON_TIME, Delivery.LATE):
        assert any(each.days.latest <= day for each in found.stated)
    if found.delivery(day) == Delivery.NEVER:
        assert not any(promise.has_days for promise in found.said)


@given(lines(), ANY_DAY, ANY_DAY)
def test_a_law_that_is_late_without_a_day_moves_no_nearer_as_days_pass(found, one, other):
    earlier, later = sorted([one, other])
    if found.delivery(earlier) == found.delivery(later) == Delivery.UNKNOWN:
        assert found.reach(earlier) <= found.reach(later)


@given(st.lists(lines(), max_size=5), ANY_DAY)
def test_the_law_that_moved_furthest_comes_first(found, day):
    ordered = by_distance(found, day)
    reaches = [each.reach(day) for each in ordered if each.first]
    assert reaches == sorted(reaches, reverse=True)
    assert [each.first is None for each in ordered] == sorted(each.first is None for each in ordered)


@pytest.mark.parametrize(
    ("found", "delivery"),
    [
        (line(), Delivery.NEVER),
        (line([("nog nader te bepalen",)]), Delivery.NEVER),
        (line([("2027",)]), Delivery.AHEAD),
        # A promise without a last day is never broken.
        (line([("vanaf 2023",)]), Delivery.AHEAD),
        (line([("2024",)], stated=[fact("2024-07-01")]), Delivery.ON_TIME),
        (line([("2024",)], stated=[fact("2025-01-01")]), Delivery.LATE),
        # A day that is stated but still to come is not in force.
        (line([("2024",)], stated=[fact("2027-01-01")]), Delivery.NOT_YET),
        # A part on time does not make the whole on time.
        (line([("2024",)], stated=[fact("2024-07-01", "Een")]), Delivery.UNKNOWN),
        (line([("2024",)], stated=[fact("2024-07-01", "Een"), fact("2025-07-01", "Twee")]), Delivery.LATE),
        # What was promised for one part says nothing of another, nor of the whole.
        (line([("2024", "Een")], stated=[fact("2025-07-01", "Twee")]), Delivery.UNKNOWN),
        (line([("2024", "Een")], stated=[fact("2025-07-01")]), Delivery.UNKNOWN),
        (line([("2024",)]), Delivery.UNKNOWN),
        (line([("2024",)], open_on=dt.date(2023, 1, 1)), Delivery.UNKNOWN),
        (line([("2024",)], open_on=dt.date(2025, 1, 1)), Delivery.NOT_YET),
        (line([("2024",)], events=(SimpleNamespace(earliest=dt.date(2026, 10, 1)),)), Delivery.PARTLY),
        (line([("2024",)], is_withdrawn=True), Delivery.WITHDRAWN),
    ],
)
def test_what_became_of_a_promise(found, delivery):
    assert found.delivery(DAY) == delivery


def test_a_year_is_not_a_day():
    found = line([("2025",)], [("1 januari 2027",)])
    assert [each.months for each in found.distances] == [(12, 24)]


def test_a_stated_part_leaves_the_plan_of_another_part():
    found = line([("2024",)], [("1 januari 2027", "Een"), ("1 augustus 2027", "Twee")], stated=[fact("2027-01-01", "Een")])
    assert [(each.part, each.is_fact) for each in found.now] == [("Een", True), ("Twee", False)]


def test_the_line_goes_on_with_the_bill_that_took_over(empty):
    first, second = make_report(publication="2023"), make_report(publication="2026")
    last = make_bill(title="Wetsvoorstel twee")
    bill = make_bill(title="Wetsvoorstel een", successor=last)
    make_bill_stand(bill, first, planning=[(ENTRY, "1 januari 2025"), (Phase.HOUSE, "2024")])
    make_bill_stand(last, second, planning=[(ENTRY, "1 januari 2028")])
    (found,) = lines_of(Bill.objects.published().with_planning())
    assert (found.name, found.former, found.keys) == ("Wetsvoorstel twee", ("Wetsvoorstel een",), {bill.pk, last.pk})
    assert [promise.plans[0].words for promise in found.promises] == ["1 januari 2025", "1 januari 2028"]
    assert found.delivery(DAY) == Delivery.NOT_YET
    assert found.reach(DAY) == 36


def test_an_event_tells_that_a_part_is_in_force_until_a_source_states_it(empty):
    report = make_report(publication="2023")
    bill = make_bill()
    make_bill_stand(bill, report, planning=[(ENTRY, "2025")], outcome=Outcome.IN_PREPARATION)
    law = make_report(kind=ReportKind.OFFICIAL, publication="1 oktober 2026", reference="", official_number="Wet")
    make_station(bill, law, StationKind.ENTRY_INTO_FORCE, period="1 oktober 2026")
    (found,) = lines_of(Bill.objects.published().with_planning())
    assert found.delivery(DAY) == Delivery.PARTLY
    EntryIntoForce.objects.create(bill=bill, report=law, date="2026-10-01", location=PLACE)
    (found,) = lines_of(Bill.objects.published().with_planning())
    assert (found.delivery(DAY), found.events) == (Delivery.LATE, ())
