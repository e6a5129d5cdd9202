"""The slip of a planning (how far a planned phase moved between reports), and the outcome of a bill."""

import pytest

from laws.enums import Outcome, Phase
from laws.models import Bill, EntryIntoForce
from tests import factories

pytestmark = [pytest.mark.usefixtures("empty"), pytest.mark.once]


def make_plans(*plans):
    """Create a bill with one report per plan, oldest first."""
    bill = factories.make_bill()
    for year, planning in plans:
        factories.make_bill_stand(bill, factories.make_report(publication=str(year)), planning=planning)
    return Bill.objects.published().with_planning().get(pk=bill.pk)


def movements(bill):
    return [(slip.phase, slip.part, slip.earlier.period, slip.later.period, slip.months) for slip in bill.slips]


def test_the_latest_day_counts():
    bill = make_plans(
        (2022, [(Phase.ENTRY_INTO_FORCE, "1 augustus 2023")]),
        (2023, [(Phase.ENTRY_INTO_FORCE, "2024")]),
        (2026, [(Phase.ENTRY_INTO_FORCE, "1 augustus 2027")]),
    )
    assert movements(bill) == [
        (Phase.ENTRY_INTO_FORCE, "", "1 augustus 2023", "2024", 16),
        (Phase.ENTRY_INTO_FORCE, "", "2024", "1 augustus 2027", 32),
    ]


def test_a_report_that_does_not_plan_a_phase_is_passed_over():
    bill = make_plans(
        (2022, [(Phase.CONSULTATION, "zomer 2022")]),
        (2023, [(Phase.ENTRY_INTO_FORCE, "2026")]),
        (2026, [(Phase.CONSULTATION, "2027")]),
    )
    assert movements(bill) == [(Phase.CONSULTATION, "", "zomer 2022", "2027", 64)]


def test_a_lost_date_is_not_zero():
    bill = make_plans((2023, [(Phase.ENTRY_INTO_FORCE, "2026")]), (2026, [(Phase.ENTRY_INTO_FORCE, "nog nader te bepalen")]))
    (slip,) = bill.slips
    assert slip.lost_date
    assert slip.months is None


def test_a_whole_that_becomes_parts_moves_part_by_part():
    parts = [(Phase.ENTRY_INTO_FORCE, "1 januari 2027", "Vrijstelling"), (Phase.ENTRY_INTO_FORCE, "1 augustus 2027", "Overige")]
    bill = make_plans((2023, [(Phase.ENTRY_INTO_FORCE, "2024")]), (2026, parts))
    assert [(slip.part, slip.months) for slip in bill.slips] == [("Vrijstelling", 25), ("Overige", 32)]


def test_earlier_is_negative():
    bill = make_plans((2023, [(Phase.ENTRY_INTO_FORCE, "2026")]), (2026, [(Phase.ENTRY_INTO_FORCE, "januari 2026")]))
    assert movements(bill)[0][-1] == -11


def test_the_outcome_is_what_reports_say():
    bill = make_plans((2026, [(Phase.ENTRY_INTO_FORCE, "2020")]))
    # A planned date that has passed is no entry into force.
    assert bill.outcome == Outcome.IN_PREPARATION


def test_a_stated_entry_into_force_is_a_fact():
    bill = make_plans((2026, []))
    EntryIntoForce.objects.create(bill=bill, report=bill.stand.report, date="2025-01-01", location="x")
    assert Bill.objects.with_planning().get().outcome == Outcome.IN_FORCE


def test_a_bill_is_merged_once_its_successor_is_public():
    bill = make_plans((2023, []))
    bill.successor = factories.make_bill()
    bill.save()
    assert Bill.objects.with_planning().get(pk=bill.pk).outcome == Outcome.IN_PREPARATION
    factories.make_bill_stand(bill.successor, factories.make_report())
    found = Bill.objects.with_planning().get(pk=bill.pk)
    assert found.outcome == Outcome.MERGED
    assert found.public_successor == bill.successor


def test_what_a_later_report_states_was_not_known_yet():
    earlier, later = factories.make_report(publication="2023"), factories.make_report(publication="2026")
    bill = factories.make_bill(successor=factories.make_bill())
    factories.make_bill_stand(bill, earlier)
    factories.make_bill_stand(bill.successor, later)
    EntryIntoForce.objects.create(bill=bill, report=later, date="2025-01-01", location="x")
    then = Bill.objects.with_planning(earlier).get(pk=bill.pk)
    assert (then.outcome, then.public_successor, then.public_entries) == (Outcome.IN_PREPARATION, None, [])
    now = Bill.objects.with_planning().get(pk=bill.pk)
    assert (now.outcome, now.public_successor, len(now.public_entries)) == (Outcome.IN_FORCE, bill.successor, 1)
