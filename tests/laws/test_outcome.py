"""The outcome of a bill: it follows from the day and from the newest source that speaks of it, whatever its kind."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.enums import Outcome
from laws.models import Bill, BillSnapshot, EntryIntoForce
from laws.outcome import situation_on, standing_entries
from measures.clock import noticing_today
from measures.enums import ReportKind
from measures.models import Report
from tests import factories

pytestmark = [pytest.mark.once]

DAY = dt.date(2026, 12, 10)


@pytest.fixture(autouse=True)
def _on_that_day(monkeypatch):
    monkeypatch.setattr("measures.clock.date_now", lambda: DAY)


def read(bill, report=None):
    return Bill.objects.with_planning(report).get(pk=bill.pk)


def make_letter(publication, **fields):
    return factories.make_report(kind=ReportKind.LETTER, publication=publication, reference="", **fields)


def enter(bill, report, date, part=""):
    return EntryIntoForce.objects.create(bill=bill, report=report, part=part, date=date, location="x")


@pytest.fixture
def bill(empty):
    bill = factories.make_bill(title="Wetsvoorstel Verzuim")
    factories.make_bill_stand(bill, factories.make_report("vgr-5", publication="april 2026"), outcome=Outcome.BEFORE_PARLIAMENT)
    return bill


def test_a_plan_that_has_passed_is_no_entry_into_force(empty):
    bill = factories.make_bill()
    factories.make_bill_stand(bill, factories.make_report(), planning=[("inwerkingtreding", "2020")])
    assert read(bill).outcome == Outcome.IN_PREPARATION


def test_before_its_day_a_law_is_adopted_and_not_in_force(bill):
    source = make_letter("10 december 2026")
    enter(bill, source, "2027-01-01", "Vrijstelling")
    enter(bill, source, "2027-08-01", "Overige")
    found = read(bill)
    assert found.situation.words == (
        "Aangenomen, treedt in werking op 1 januari 2027 (Vrijstelling) en op 1 augustus 2027 (Overige)"
    )
    assert (found.outcome, found.situation.in_contract) == (Outcome.ADOPTED, Outcome.BEFORE_PARLIAMENT)
    assert (found.name, found.former_name) == ("Wetsvoorstel Verzuim", "")


def test_on_its_day_a_bill_is_a_law_and_says_which_part(bill, monkeypatch):
    source = make_letter("10 december 2026")
    enter(bill, source, "2027-01-01", "Vrijstelling")
    enter(bill, source, "2027-08-01", "Overige")
    monkeypatch.setattr("measures.clock.date_now", lambda: dt.date(2027, 1, 1))
    found = read(bill)
    assert found.situation.words == "In werking: Vrijstelling. Later: op 1 augustus 2027 (Overige)"
    assert found.situation.in_contract == Outcome.IN_FORCE
    assert (found.name, found.former_name) == ("Wet Verzuim", "was wetsvoorstel Verzuim")


def test_both_chambers_without_a_day(bill):
    factories.make_bill_stand(bill, make_letter("oktober 2026"), outcome=Outcome.ADOPTED)
    assert read(bill).situation.words == "Aangenomen, nog niet in werking"


def test_a_letter_that_withdraws_a_bill_counts_at_once(bill):
    factories.make_bill_stand(bill, make_letter("10 december 2026"), outcome=Outcome.WITHDRAWN)
    assert read(bill).outcome == Outcome.WITHDRAWN


def test_a_source_that_gives_no_outcome_changes_nothing(bill):
    factories.make_bill_stand(bill, make_letter("10 december 2026"), outcome=Outcome.UNKNOWN)
    assert read(bill).outcome == Outcome.BEFORE_PARLIAMENT


def test_a_letter_from_before_the_reference_date_does_not_count(bill):
    factories.make_bill_stand(bill, make_letter("januari 2026"), outcome=Outcome.WITHDRAWN)
    assert read(bill).outcome == Outcome.BEFORE_PARLIAMENT


def test_what_a_newer_progress_report_no_longer_says_is_unknown(bill):
    other, later = factories.make_bill(), factories.make_report(publication="november 2026", reference="1 oktober 2026")
    assert read(bill).outcome == Outcome.BEFORE_PARLIAMENT, "that report says nothing about bills"
    factories.make_bill_stand(other, later)
    found = read(bill)
    assert (found.outcome, found.situation.said.outcome) == (Outcome.UNKNOWN, Outcome.BEFORE_PARLIAMENT)
    assert read(bill, Report.objects.get(slug="vgr-5")).outcome == Outcome.BEFORE_PARLIAMENT
    factories.make_bill_stand(bill, make_letter("5 december 2026"), outcome=Outcome.IN_PREPARATION)
    assert read(bill).outcome == Outcome.IN_PREPARATION


def test_a_newer_source_moves_the_day(bill):
    enter(bill, make_letter("september 2026"), "2026-12-01")
    enter(bill, make_letter("november 2026"), "2027-08-01")
    found = read(bill)
    assert found.situation.words == "Aangenomen, treedt in werking op 1 augustus 2027"
    assert not found.is_law
    assert not Bill.objects.published().get(pk=bill.pk).is_law


def test_a_bill_is_merged_once_its_successor_is_public(bill):
    bill.successor = factories.make_bill()
    bill.save()
    assert read(bill).outcome == Outcome.BEFORE_PARLIAMENT
    factories.make_bill_stand(bill.successor, factories.make_report())
    found = read(bill)
    assert (found.outcome, found.public_successor) == (Outcome.MERGED, bill.successor)


def test_what_a_later_report_states_was_not_known_yet(empty):
    earlier, later = factories.make_report(publication="2023"), factories.make_report(publication="2026")
    bill = factories.make_bill(successor=factories.make_bill())
    factories.make_bill_stand(bill, earlier)
    factories.make_bill_stand(bill.successor, later)
    enter(bill, later, "2025-01-01")
    then = read(bill, earlier)
    assert (then.outcome, then.public_successor, then.public_entries) == (Outcome.IN_PREPARATION, None, [])
    now = read(bill)
    assert (now.outcome, now.public_successor, len(now.public_entries)) == (Outcome.IN_FORCE, bill.successor, 1)


def test_the_outcome_depends_on_the_day(bill):
    found = read(bill)
    with noticing_today() as notice:
        assert found.outcome
    assert notice.is_asked


DAYS = st.dates(dt.date(2023, 1, 1), dt.date(2030, 12, 31))
OUTCOMES = st.sampled_from([each for each in Outcome if each != Outcome.IN_FORCE])


@given(st.lists(st.tuples(DAYS, OUTCOMES), max_size=4), st.lists(st.tuples(DAYS, DAYS, st.sampled_from("AB")), max_size=4), DAYS)
def test_an_outcome_never_runs_ahead_of_the_day(said, stated, day):
    def source(number, published):
        return Report(pk=number, publication_latest=published, kind=ReportKind.LETTER)

    stands = [BillSnapshot(report=source(n, published), outcome=outcome) for n, (published, outcome) in enumerate(said, 1)]
    rows = [
        EntryIntoForce(report=source(n, published), date=date, part=part)
        for n, (published, date, part) in enumerate(stated, len(said) + 1)
    ]
    entries = standing_entries(rows)
    found = situation_on(day, stands, entries)
    assert (found.outcome == Outcome.IN_FORCE) == any(entry.date <= day for entry in entries)
    assert all(entry.date <= day for entry in found.in_force)
    assert all(entry.date > day for entry in found.coming)


@pytest.mark.parametrize(
    ("slug", "outcome"),
    [
        ("aanpak-bovenmatige-reserves", Outcome.UNKNOWN),
        ("bekostiging-lwoo-en-pro", Outcome.UNKNOWN),
        ("terugdringen-verzuim", Outcome.BEFORE_PARLIAMENT),
        ("governance-passend-onderwijs", Outcome.MERGED),
        ("versterking-positie-ouders-en-leerlingen", Outcome.IN_FORCE),
    ],
)
def test_real_bills(slug, outcome):
    assert Bill.objects.with_planning().get(slug=slug).outcome == outcome


def test_a_law_in_parts_names_its_parts():
    bill = Bill.objects.with_planning().get(slug="versterking-positie-ouders-en-leerlingen")
    assert bill.situation.words == "In werking: Ouder- en jeugdsteunpunt; Hoorrecht; Ondersteuning in de schoolgids"
    assert bill.name == "Wet Versterking positie ouders en leerlingen in passend onderwijs"
