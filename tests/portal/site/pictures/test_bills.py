"""The timeline of bills: earlier promises, present planning, and facts."""

import datetime as dt

import pytest

from laws.enums import Outcome, Phase
from laws.models import Bill, EntryIntoForce
from measures.enums import ReportKind
from measures.periods import read_period
from portal.agenda import Standing
from portal.site.pictures.axis import in_years
from portal.site.pictures.bills import axis_of, bill_row, bill_timeline, standing_in_words
from portal.site.pictures.drawing import PROMISE, Shape
from portal.site.pictures.plans import BillPlan, EntryDay, Plan, brief_name, has_passed, plan_of
from tests.factories import PLACE, make_bill, make_bill_stand, make_report

pytestmark = pytest.mark.once

DAY = dt.date(2026, 11, 23)
AXIS = in_years([dt.date(2022, 1, 1), dt.date(2028, 1, 1)])
ENTRY = Phase.ENTRY_INTO_FORCE


def plan(words, phase=ENTRY, part="", report="Voortgangsrapportage 5"):
    return Plan(report, "rapportage 5", phase, part, words, read_period(words))


def bill_plan(**fields):
    return BillPlan("Wet", "/wet/", fields.pop("outcome", Outcome.IN_PREPARATION), **fields)


def drawn(row):
    return [(mark.shape, mark.tone) for lane in row.lanes for mark in lane.marks]


@pytest.mark.parametrize(
    ("words", "standing", "shape"),
    [
        ("1 januari 2027", Standing.EXPECTED, Shape.DAY),
        ("2026", Standing.EXPECTED, Shape.BAR),
        ("2025", Standing.UNCONFIRMED, Shape.BAR),
        ("1 augustus 2026", Standing.UNCONFIRMED, Shape.DAY),
        ("vanaf 2023", Standing.EXPECTED, Shape.BAR),
        ("nog nader te bepalen", Standing.NO_DATE, Shape.NO_DATE),
    ],
)
def test_a_planned_entry_into_force_is_never_a_fact(words, standing, shape):
    assert standing_in_words(plan(words), DAY) == standing
    row = bill_row(bill_plan(entry=(plan(words),)), AXIS, DAY, "wet")
    assert drawn(row) == [(shape, standing)]
    assert words in row.facts[0]
    assert ("Geen bron zegt dat dit al geldt." in " ".join(row.facts)) is (standing == Standing.UNCONFIRMED)


def test_phases_stand_above_the_stairs():
    found = bill_plan(
        phases=(plan("Q1 2026", Phase.CONSULTATION), plan("2027", Phase.PARLIAMENT)),
        promises=((plan("2024"),), (plan("2024 of 2025", part="Een"), plan("2025 of 2026", part="Twee"))),
        entry=(plan("1 januari 2028"),),
    )
    row = bill_row(found, AXIS, DAY, "wet")
    assert [tone for _, tone in drawn(row)] == [Standing.UNCONFIRMED, "phase", PROMISE, PROMISE, PROMISE, Standing.EXPECTED]
    assert [lane.step is not None for lane in row.lanes] == [False, False, True, False, True, False]
    assert [lane.is_faint for lane in row.lanes] == [False, False, True, True, True, False]


@pytest.mark.parametrize(
    ("outcome", "phase", "unconfirmed"),
    [
        (Outcome.IN_PREPARATION, Phase.COUNCIL_OF_STATE, True),
        # What lies before parliament treats a bill has happened once it does.
        (Outcome.BEFORE_PARLIAMENT, Phase.COUNCIL_OF_STATE, False),
        (Outcome.BEFORE_PARLIAMENT, Phase.HOUSE, True),
        (Outcome.IN_FORCE, Phase.HOUSE, False),
        (Outcome.WITHDRAWN, Phase.HOUSE, False),
    ],
)
def test_a_phase_whose_days_are_over_is_unconfirmed_until_a_source_says_it_happened(outcome, phase, unconfirmed):
    step = plan("Q1 2026", phase)
    assert has_passed(step, outcome, DAY) is unconfirmed
    assert not has_passed(step, outcome, dt.date(2026, 3, 31))


def test_pages_say_it_of_the_newest_plan(client):
    for address in (
        "/wetsvoorstellen/terugdringen-verzuim/",
        "/wetsvoorstellen/",
        "/maatregelen/verzuim-en-schooluitval-voorkomen/",
    ):
        assert "voorbij, niet bevestigd" in client.get(address).content.decode()


def test_a_bill_that_is_over_is_faint():
    row = bill_row(bill_plan(outcome=Outcome.MERGED, entry=(plan("2025"),)), AXIS, DAY, "wet")
    assert drawn(row) == [(Shape.BAR, PROMISE)]
    assert row.facts == ("Inwerkingtreding volgens Voortgangsrapportage 5: 2025.",)


def test_facts_on_one_day_are_one_mark_and_two_sentences():
    facts = (EntryDay("Hoorrecht", dt.date(2025, 8, 1)), EntryDay("", dt.date(2025, 8, 1)))
    row = bill_row(bill_plan(facts=facts), AXIS, DAY, "wet")
    assert drawn(row) == [(Shape.FACT, Standing.IN_FORCE)]
    assert row.facts == (
        "Hoorrecht: geldt sinds 1 augustus 2025.",
        "Het hele voorstel: geldt sinds 1 augustus 2025.",
    )


def test_a_stated_day_that_is_still_to_come_is_no_law_yet():
    row = bill_row(bill_plan(facts=(EntryDay("", dt.date(2027, 1, 1)),)), AXIS, DAY, "wet")
    assert drawn(row) == [(Shape.DAY, Standing.COMING)]
    assert row.facts == ("Het hele voorstel: treedt in werking op 1 januari 2027.",)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"number": 5}, "rapportage 5"),
        ({"kind": ReportKind.LETTER, "publication": "15 juli 2022"}, "kamerbrief 2022"),
        ({"kind": ReportKind.OVERVIEW, "publication": "2022"}, "overzicht 2022"),
        ({"kind": ReportKind.PLAN, "publication": "18 juni 2014"}, "plan 2014"),
    ],
)
def test_brief_names_of_reports(empty, fields, name):
    assert brief_name(make_report(**fields)) == name


@pytest.fixture
def two_reports(empty):
    return make_report(publication="2023", number=2), make_report(publication="2026", number=5)


def read(bill, report=None):
    return plan_of(Bill.objects.with_planning(report).get(pk=bill.pk))


def test_what_earlier_reports_planned_is_a_promise(two_reports):
    bill = make_bill()
    make_bill_stand(bill, two_reports[0], planning=[(Phase.CONSULTATION, "2022"), (ENTRY, "2024")])
    make_bill_stand(bill, two_reports[1], planning=[(Phase.PARLIAMENT, "2026"), (ENTRY, "2027", "Een deel")])
    found = read(bill)
    assert [step.words for step in found.phases] == ["2026"]
    assert [[step.words for step in steps] for steps in found.promises] == [["2024"]]
    assert [(step.words, step.part) for step in found.entry] == [("2027", "Een deel")]
    assert read(bill, two_reports[0]).promises == ()
    assert [step.words for step in read(bill, two_reports[0]).entry] == ["2024"]


def test_a_bill_that_was_merged_into_another_has_no_planned_entry_into_force(two_reports):
    bill = make_bill(successor=make_bill("opvolger"))
    make_bill_stand(bill, two_reports[0], planning=[(ENTRY, "2026", "")])
    make_bill_stand(bill.successor, two_reports[1])
    plan = read(bill)
    assert plan.is_over
    assert (plan.entry, [step.words for steps in plan.promises for step in steps]) == ((), ["2026"])


def test_once_a_report_states_the_entry_into_force_older_plans_are_promises(two_reports):
    bill = make_bill()
    make_bill_stand(bill, two_reports[0], planning=[(ENTRY, "2024")])
    EntryIntoForce.objects.create(bill=bill, report=two_reports[1], date="2025-01-01", location=PLACE)
    found = read(bill)
    assert found.entry == ()
    assert [[step.words for step in steps] for steps in found.promises] == [["2024"]]
    assert found.facts == (EntryDay("", dt.date(2025, 1, 1)),)


def test_a_later_source_that_states_one_part_leaves_the_plan_of_the_other(two_reports):
    bill = make_bill()
    make_bill_stand(bill, two_reports[1], planning=[(ENTRY, "2027", "Rest"), (ENTRY, "1 januari 2027", "Begin")])
    source = make_report(kind=ReportKind.OFFICIAL, publication="5 januari 2027", reference="", official_number="Stb. 2027, 1")
    EntryIntoForce.objects.create(bill=bill, report=source, part="Begin", date="2027-01-01", location=PLACE)
    make_bill_stand(bill, source, planning=[(Phase.SENATE, "maart 2027")])
    found = read(bill)
    assert [step.part for step in found.entry] == ["Rest"]
    assert [[step.part for step in steps] for steps in found.promises] == [["Begin"]]
    assert [(step.words, step.report) for step in found.phases] == [("maart 2027", "Stb. 2027, 1")]


def test_a_report_that_states_a_part_still_plans_the_rest(two_reports):
    bill = make_bill()
    make_bill_stand(bill, two_reports[1], planning=[(ENTRY, "2027", "Rest")])
    EntryIntoForce.objects.create(bill=bill, report=two_reports[1], part="Begin", date="2026-01-01", location=PLACE)
    assert [step.part for step in read(bill).entry] == ["Rest"]


@pytest.mark.parametrize("count", [1, 25, 60])
def test_any_number_of_bills_on_one_axis(two_reports, count, django_assert_num_queries):
    for n in range(count):
        bill = make_bill(title=f"Wet {n}")
        make_bill_stand(bill, two_reports[0], planning=[(ENTRY, "2024")])
        make_bill_stand(bill, two_reports[1], planning=[(ENTRY, str(2027 + n % 5))])
    bills = list(Bill.objects.with_planning())
    with django_assert_num_queries(0):
        chart = bill_timeline(bills, DAY)
    assert len(chart.rows) == len({row.key for row in chart.rows}) == count
    spans = {lane.marks[0].span for row in chart.rows for lane in row.lanes[:1]}
    assert len(spans) == 1, "the same period has the same bar in every row"


def test_the_order_is_what_comes_next_then_what_passed_then_in_force_then_over():
    chart = bill_timeline(Bill.objects.published().with_planning(), DAY)
    names = [row.name for row in chart.rows]
    dated = ["centralisatie ondersteuning bij onderwijs aan zieke leerlingen", "terugdringen verzuim"]
    assert names[:2] == [f"Wetsvoorstel {name}" for name in dated]
    assert names.index("Wetsvoorstel Maatwerk in het funderend onderwijs") < names.index("Wetsvoorstel doorzettingsmacht")
    remarks = [row.remark for row in chart.rows]
    assert remarks[-3].startswith("In werking: ")
    assert remarks[-2:] == ["Opgegaan in een ander wetsvoorstel"] * 2


def test_what_has_no_date_stands_outside_the_years():
    plans = [bill_plan(entry=(plan("nog nader te bepalen"),)), bill_plan(entry=(plan("1 januari 2028"),))]
    axis = axis_of(plans, DAY)
    undated, dated = (bill_row(each, axis, DAY, "wet").lanes[0].marks[0].span for each in plans)
    assert axis.after(axis.last) < axis.edge < undated.start
    assert dated.end < axis.edge
    assert axis_of(plans[1:], DAY).room == 0


def test_every_mark_has_its_words_beside_the_picture_and_none_within_it():
    chart = bill_timeline(Bill.objects.published().with_planning(), DAY)
    for row in chart.rows:
        assert not any(lane.labels for lane in row.lanes)
        drawn = {(mark.shape, mark.tone) for lane in row.lanes for mark in lane.marks}
        assert drawn == {(mark.shape, mark.tone) for mark, _ in row.said}
        assert all(words for _, words in row.said)


def test_the_slip_of_a_real_bill():
    chart = bill_timeline(Bill.objects.filter(slug="terugdringen-verzuim").with_planning(), DAY)
    (row,) = chart.rows
    assert row.facts == (
        "Parlementaire behandeling volgens Voortgangsrapportage 5: Q1/Q2 2026. "
        "Die periode is voorbij; geen bron zegt dat dit is gebeurd.",
        "Inwerkingtreding volgens Kamerbrief 15 juli 2022: 1 augustus 2023.",
        "Inwerkingtreding volgens Overzicht 2022: 2024.",
        "Inwerkingtreding volgens Voortgangsrapportage 2: 2024.",
        "Inwerkingtreding van maatregelen vrijstelling 5 onder a volgens Voortgangsrapportage 5: 1 januari 2027.",
        "Inwerkingtreding van overige maatregelen volgens Voortgangsrapportage 5: 1 augustus 2027.",
    )
    assert [words for _, words in chart.legend] == [
        "ingang gepland: een dag",
        "gepland, voorbij, niet bevestigd: een periode",
        "eerder gepland: een dag",
        "eerder gepland: een periode",
    ]
