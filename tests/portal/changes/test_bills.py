"""The differences between two reports that count as changes of a bill, on small records."""

import pytest

from laws.enums import Outcome, Phase
from laws.models import Contribution, EntryIntoForce
from measures.enums import Direction, ReportKind
from portal.changes import ChangeKind, compare
from tests.factories import make_bill, make_bill_stand, make_measure, make_report, make_stand
from tests.portal.changes.comparing import directions, told

# The rules are in Python; `test_content.py` compares the real reports on every database.
pytestmark = [pytest.mark.usefixtures("empty"), pytest.mark.once]


def test_how_far_a_bill_is_counts_as_its_status(old, new):
    steps = [
        (Outcome.IN_PREPARATION, Outcome.BEFORE_PARLIAMENT, Direction.FORWARD),
        (Outcome.BEFORE_PARLIAMENT, Outcome.IN_PREPARATION, Direction.BACK),
        (Outcome.IN_PREPARATION, Outcome.WITHDRAWN, None),
    ]
    for letter, (before, after, _) in zip("abc", steps, strict=True):
        # Changes of bills are in the order of their titles.
        bill = make_bill(title=f"Wet {letter}")
        make_bill_stand(bill, old, outcome=before)
        make_bill_stand(bill, new, outcome=after)
    assert directions(compare(old, new)) == [direction for _, _, direction in steps]


def moved(old, new, before, after):
    bill = make_bill()
    for report, words in ((old, before), (new, after)):
        make_bill_stand(bill, report, planning=[(Phase.ENTRY_INTO_FORCE, words)])
    return [(change.direction, change.amount) for change in compare(old, new).changes]


@pytest.mark.parametrize(
    ("before", "after", "direction", "amount"),
    [
        ("2024", "1 januari 2027", Direction.BACK, "24 tot 36 maanden later"),
        ("1 januari 2027", "2024", Direction.FORWARD, "24 tot 36 maanden eerder"),
        ("1 januari 2027", "15 januari 2027", Direction.BACK, "minder dan een maand later"),
        ("2026", "nog nader te bepalen", Direction.BACK, "datum vervallen"),
        ("nog nader te bepalen", "2027", Direction.FORWARD, "nu met een datum"),
        ("2025-2026", "2026", Direction.SAME, "preciezer; geen verschuiving te zien"),
        ("1 augustus 2024", "2024", Direction.SAME, "minder precies; geen verschuiving te zien"),
        ("vanaf 2023", "vanaf 2024", Direction.BACK, "12 maanden later"),
        ("2023", "vanaf 2024", Direction.BACK, "minstens 12 maanden later"),
        ("uiterlijk 2026", "vanaf 2027", Direction.BACK, "later, niet bekend hoeveel"),
    ],
)
def test_how_a_period_moved(old, new, before, after, direction, amount):
    assert moved(old, new, before, after) == [(direction, amount)]


@pytest.mark.parametrize(
    ("before", "after"), [("2027", "in 2027"), ("nog nader te bepalen", "de planning is nog niet gereed"), ("Q1 2026", "Q1 2026")]
)
def test_other_words_for_the_same_days_are_no_change(old, new, before, after):
    assert moved(old, new, before, after) == []


def test_a_whole_and_a_part_are_told_but_not_compared(old, new):
    bill = make_bill("wet")
    make_bill_stand(bill, old, planning=[(Phase.CONSULTATION, "zomer 2022"), (Phase.ENTRY_INTO_FORCE, "2024")])
    parts = [(Phase.ENTRY_INTO_FORCE, "1 januari 2027", "Deel A"), (Phase.ENTRY_INTO_FORCE, "2028", "Deel B")]
    make_bill_stand(bill, new, planning=parts)
    found = compare(old, new)
    assert told(found) == [("planning", "wet", "2024", "1 januari 2027"), ("planning", "wet", "2024", "2028")]
    assert [change.detail for change in found.changes] == [
        "Inwerkingtreding: eerst het hele voorstel, later deel a", "Inwerkingtreding: eerst het hele voorstel, later deel b",
    ]  # fmt: skip
    assert {(change.direction, change.amount) for change in found.changes} == {(None, "niet te vergelijken")}
    back = compare(new, old)
    assert [row[2:] for row in told(back)] == [("1 januari 2027", "2024"), ("2028", "2024")]
    assert directions(back) == [None] * 2
    (figure,) = [figure for figure in found.figures if figure.counter.kind == ChangeKind.PLANNING and figure.changes]
    assert figure.details == "2 niet te vergelijken"
    (section,) = found.sections
    assert [caption for caption, _ in section.tables] == ["1 wetsvoorstel, 2 wijzigingen"]


def test_a_bill_that_contributes_to_other_measures(old, new):
    one, two = make_measure(1, title="Een"), make_measure(2, title="Twee")
    bill, other = make_bill("wet"), make_bill("andere-wet")
    for report, measures in ((old, [one]), (new, [two, one])):
        for measure in (one, two):
            make_stand(measure, report)
        stand = make_bill_stand(bill, report)
        for position, measure in enumerate(measures, start=1):
            Contribution.objects.create(snapshot=stand, position=position, printed="x", measure=measure, location="x")
        make_bill_stand(other, report)
    assert told(compare(old, new)) == [("maatregel", "wet", "1. Een", "1. Een; 2. Twee")]


def test_a_report_that_links_no_bill_to_a_measure_takes_no_link_away(old):
    letter = make_report(kind=ReportKind.LETTER, publication="2024")
    bill = make_bill()
    stand = make_bill_stand(bill, old)
    Contribution.objects.create(snapshot=stand, position=1, printed="x", measure=make_measure(1), location="x")
    make_bill_stand(bill, letter)
    assert compare(old, letter).changes == []


def test_why_a_bill_went(old, new):
    """The change of a bill that disappeared has a remark with the reason.

    A bill that only gets another number in the later report (here 4, then 3) is not a change.
    """
    taken_over, successor = make_bill("oud", title="Oud"), make_bill("opvolger", title="Opvolger")
    taken_over.successor = successor
    taken_over.save()
    in_force, stays = make_bill("klaar", title="Klaar"), make_bill("blijft")
    for bill in (taken_over, in_force, stays):
        make_bill_stand(bill, old, number="4")
    for bill in (successor, stays):
        make_bill_stand(bill, new, number="3")
    EntryIntoForce.objects.create(bill=in_force, report=new, date="2025-08-01", location="x")
    assert [(change.kind, change.subject.key, change.remark) for change in compare(old, new).changes] == [
        (ChangeKind.NEW, "opvolger", "Neemt over: Oud"),
        (ChangeKind.GONE, "klaar", f"In werking volgens {new.short_name}: geheel: 1 augustus 2025"),
        (ChangeKind.GONE, "oud", "Opgegaan in: Opvolger"),
    ]
