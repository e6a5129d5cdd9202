"""The slip of a planning: how far a phase of the same part moved between reports, up to what really happened."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from laws.enums import Phase
from laws.models import Bill, EntryIntoForce
from laws.slip import Move, Planned, in_turn, months_between, months_of, move_of
from measures.enums import Precision
from measures.periods import Period, read_period
from portal.changes.planning import slip_in_words
from tests import factories

pytestmark = [pytest.mark.once]

ENTRY = Phase.ENTRY_INTO_FORCE
ANY_DAY = st.dates(dt.date(2010, 1, 1), dt.date(2040, 12, 31))
SIDE = st.none() | ANY_DAY


@st.composite
def periods(draw):
    first, last = draw(SIDE), draw(SIDE)
    if first and last:
        first, last = sorted((first, last))
    return Period(first, last, Precision.NONE if first is last is None else Precision.DAY)


def make_plans(*plans):
    """Create a bill with one report per plan, oldest first."""
    bill = factories.make_bill()
    for year, planning in plans:
        factories.make_bill_stand(bill, factories.make_report(publication=str(year)), planning=planning)
    return read(bill)


def read(bill):
    return Bill.objects.published().with_planning().get(pk=bill.pk)


def movements(bill):
    return [(slip.phase, slip.part, slip.earlier.words, slip.later.words, slip.months) for slip in bill.slips]


def in_words(bill):
    return [(slip.part, slip.earlier.words, slip.later.words, slip_in_words(slip)) for slip in bill.slips]


@pytest.mark.parametrize(
    ("first", "second", "months"),
    [
        ("2025-12-31", "2027-01-01", 12),
        ("2024-12-31", "2027-01-01", 24),
        ("2024-12-31", "2027-08-01", 31),
        ("2026-12-31", "2027-06-30", 6),
        ("2026-02-28", "2026-03-31", 1),
        ("2026-01-31", "2026-02-28", 1),
        ("2026-01-15", "2026-02-14", 0),
        ("2026-08-01", "2025-08-01", -12),
    ],
)
def test_months_are_elapsed_months(first, second, months):
    assert months_between(dt.date.fromisoformat(first), dt.date.fromisoformat(second)) == months


@given(ANY_DAY, ANY_DAY)
def test_no_month_is_counted_before_it_has_passed(one, other):
    first, second = sorted((one, other))
    months = months_between(first, second)
    days = (second - first).days
    assert 28 * months <= days + 3
    assert days < 31 * (months + 1)
    assert months_between(second, first) == -months


@given(periods(), periods())
def test_a_range_never_ends_before_it_begins(before, after):
    least, most = months_of(before, after)
    assert least is None or most is None or least <= most
    move = move_of(before, after)
    if move == Move.LATER:
        assert (least or 0) >= 0
        assert (most or 0) >= 0
    if move == Move.SOONER:
        assert (least or 0) <= 0
        assert (most or 0) <= 0
    assert move_of(before, before) == Move.NONE
    turned = {Move.LATER: Move.SOONER, Move.SOONER: Move.LATER, Move.WIDER: Move.NARROWER, Move.NARROWER: Move.WIDER,
              Move.LOST: Move.GAINED, Move.GAINED: Move.LOST, Move.NONE: Move.NONE}  # fmt: skip
    assert move_of(after, before) == turned[move]


@given(periods(), periods())
def test_a_move_that_is_shown_is_true_of_no_day_in_common(before, after):
    """A period that lies within the other one can still mean the same day, so it never moved for certain."""
    if move_of(before, after) not in (Move.LATER, Move.SOONER):
        return
    low = max(day for day in (before.earliest or dt.date.min, after.earliest or dt.date.min))
    high = min(day for day in (before.latest or dt.date.max, after.latest or dt.date.max))
    assert (low, high) not in [
        (each.earliest or dt.date.min, each.latest or dt.date.max)
        for each in (before, after)
        if None not in (before.earliest, before.latest, after.earliest, after.latest)
    ]


@pytest.mark.usefixtures("empty")
def test_a_period_gives_a_range_of_months():
    bill = make_plans(
        (2022, [(ENTRY, "1 augustus 2023")]),
        (2023, [(ENTRY, "2025")]),
        (2026, [(ENTRY, "1 januari 2027")]),
        (2027, [(ENTRY, "2028")]),
    )
    assert in_words(bill) == [
        ("", "1 augustus 2023", "2025", "17 tot 28 maanden later"),
        ("", "2025", "1 januari 2027", "12 tot 24 maanden later"),
        ("", "1 januari 2027", "2028", "12 tot 23 maanden later"),
    ]
    assert [slip.months for slip in bill.slips] == [28, 12, 23]


@pytest.mark.usefixtures("empty")
def test_a_move_that_cannot_be_shown_is_no_slip():
    bill = make_plans((2022, [(ENTRY, "1 augustus 2024")]), (2023, [(ENTRY, "2024")]), (2026, [(ENTRY, "Q4 2024")]))
    assert bill.slips == []


@pytest.mark.usefixtures("empty")
def test_a_report_that_does_not_plan_a_phase_is_passed_over():
    bill = make_plans(
        (2022, [(Phase.CONSULTATION, "zomer 2022")]), (2023, [(ENTRY, "2026")]), (2026, [(Phase.CONSULTATION, "2027")])
    )
    assert movements(bill) == [(Phase.CONSULTATION, "", "zomer 2022", "2027", 64)]


@pytest.mark.usefixtures("empty")
def test_a_lost_date_is_not_zero():
    bill = make_plans((2023, [(ENTRY, "2026")]), (2026, [(ENTRY, "nog nader te bepalen")]))
    assert in_words(bill) == [("", "2026", "nog nader te bepalen", "datum vervallen")]
    assert (bill.slips[0].months, bill.slips[0].least, bill.slips[0].most) == (None, None, None)


@pytest.mark.usefixtures("empty")
def test_a_whole_and_its_parts_are_not_compared():
    parts = [(ENTRY, "1 januari 2027", "Vrijstelling"), (ENTRY, "1 augustus 2027", "Overige")]
    bill = make_plans((2022, [(ENTRY, "2024")]), (2025, parts), (2026, [(ENTRY, "2028")]))
    assert [(slip.earlier.part, slip.later.part, slip.months, slip_in_words(slip)) for slip in bill.slips] == [
        ("", "Vrijstelling", None, "niet te vergelijken"),
        ("", "Overige", None, "niet te vergelijken"),
        ("", "", 48, "48 maanden later"),
    ]


@pytest.mark.usefixtures("empty")
def test_a_part_is_compared_with_that_part_only():
    whole = [(ENTRY, "2024 of 2025", "Drie gebieden"), (ENTRY, "2026 of 2027", "Hele norm")]
    bill = make_plans((2022, whole), (2023, [(ENTRY, "2025-2026", "Drie gebieden")]))
    assert in_words(bill) == [("Drie gebieden", "2024 of 2025", "2025-2026", "12 maanden later")]
    assert slip_in_words(bill.comparisons[-1]) == "niet meer genoemd"


@pytest.mark.usefixtures("empty")
def test_what_really_happened_is_the_last_step():
    bill = make_plans((2023, [(ENTRY, "1 augustus 2024", "Hoorrecht")]), (2024, [(ENTRY, "2024", "Hoorrecht")]))
    EntryIntoForce.objects.create(
        bill=bill, report=factories.make_report(publication="2026"), part="Hoorrecht", date="2025-08-01", location="x"
    )
    (slip,) = read(bill).slips
    assert (slip.earlier.words, slip.later.words, slip.later.is_fact) == ("1 augustus 2024", "1 augustus 2025", True)
    assert (slip.months, slip_in_words(slip)) == (12, "12 maanden later")


PARTS = st.sampled_from(["", "A", "B"])
WORDS = st.sampled_from(["2024", "1 augustus 2024", "2025-2026", "Q1 2026", "nog nader te bepalen", "vanaf 2023"])


@given(st.lists(st.dictionaries(PARTS, WORDS), max_size=4))
def test_only_equal_parts_have_a_slip(plans):
    said = [
        ((n,), Planned(part, words, read_period(words), n, "x"))
        for n, planned in enumerate(plans)
        for part, words in planned.items()
    ]
    for slip in in_turn(ENTRY, said):
        assert slip.is_comparable == (slip.earlier.part == slip.later.part)
        if not slip.is_comparable:
            assert "" in (slip.earlier.part, slip.later.part)
            assert (slip.move, slip.months, slip.least, slip.most) == (None, None, None, None)


def test_the_national_norm_moves_area_by_area():
    """No source gives a slip of the whole norm: the letter and the progress reports speak of the three areas."""
    bill = Bill.objects.with_planning().get(slug="landelijke-norm-basisondersteuning")
    areas = "Drie ondersteuningsgebieden"
    assert [row for row, slip in zip(in_words(bill), bill.slips, strict=True) if slip.phase == ENTRY] == [
        (areas, "2024 of 2025", "2025-2026", "12 maanden later"),
        (areas, "2025-2026", "nog nader te bepalen", "datum vervallen"),
    ]


def test_the_real_entry_into_force_ends_the_chain():
    bill = Bill.objects.with_planning().get(slug="versterking-positie-ouders-en-leerlingen")
    last = [(slip.part, slip.earlier.words, slip.later.words) for slip in bill.slips if slip.later.is_fact]
    assert last == [
        ("Ouder- en jeugdsteunpunt", "1 augustus 2024", "1 januari 2025"),
        ("Hoorrecht", "1 augustus 2024", "1 augustus 2025"),
        ("Ondersteuning in de schoolgids", "1 augustus 2024", "1 augustus 2025"),
    ]
