"""The differences between two reports that count as changes, on small records. For bills, see `test_bills.py`."""

import pytest

from laws.enums import Phase
from laws.models import Contribution
from measures.enums import Direction, ReportKind, ReportState, Status
from measures.publication.freezing import correcting
from measures.publication.gate import previewing
from portal.changes import ChangeKind, compare
from portal.changes.rules import same_title
from tests.factories import make_bill, make_bill_stand, make_measure, make_motion, make_motion_stand, make_report, make_stand
from tests.portal.changes.comparing import directions, told

# The rules are in Python; `test_content.py` compares the real reports on every database.
pytestmark = [pytest.mark.usefixtures("empty"), pytest.mark.once]


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        (Status.UNDERWAY, Status.DONE, Direction.FORWARD),
        (Status.DONE, Status.STARTING, Direction.BACK),
        (Status.UNKNOWN, Status.DONE, None),
        (Status.DONE, Status.UNKNOWN, None),
    ],
)
def test_a_status_moves(old, new, before, after, direction):
    measure, motion = make_measure(1, slug="een"), make_motion("31497-1")
    for report, status in ((old, before), (new, after)):
        make_stand(measure, report, status=status)
        make_motion_stand(motion, report, status=status)
    found = compare(old, new)
    assert told(found) == [("status", key, before.label, after.label) for key in ("een", "31497-1")]
    assert directions(found) == [direction, direction]


def test_what_stays_equal_is_no_change(old, new):
    measure = make_measure(1)
    for report in (old, new):
        make_stand(measure, report)
    assert compare(old, new).changes == []


def test_an_unknown_status_says_nothing_beside_another_kind_of_report(new):
    overview = make_report(kind=ReportKind.OVERVIEW, publication="2022")
    measures = [make_measure(n) for n in (1, 2)]
    for measure, status in zip(measures, (Status.UNKNOWN, Status.DONE), strict=True):
        make_stand(measure, overview, status=status)
        make_stand(measure, new, status=Status.UNDERWAY)
    assert told(compare(overview, new)) == [("status", measures[1].slug, "Afgerond", "In uitvoering")]


def test_new_and_gone(old, new):
    stay, gone, come = (make_measure(n, slug=slug) for n, slug in ((1, "blijft"), (2, "weg"), (3, "erbij")))
    for measure in (stay, gone):
        make_stand(measure, old)
    for measure in (stay, come):
        make_stand(measure, new, title_printed="Nieuw" if measure == come else measure.title)
    found = compare(old, new)
    assert told(found) == [("nieuw", "erbij", "", "3. Nieuw"), ("vervallen", "weg", f"2. {gone.title}", "")]
    assert [change.old_source is None for change in found.changes] == [True, False]
    assert [change.new_source is None for change in found.changes] == [False, True]
    back = compare(new, old)
    assert [(kind, key) for kind, key, _, _ in told(back)] == [("nieuw", "weg"), ("vervallen", "erbij")]
    assert back.looks_back
    assert not found.looks_back


def test_a_letter_without_measures_ends_none(old):
    letter = make_report(kind=ReportKind.LETTER, publication="2024")
    bill = make_bill("wet")
    for n in range(1, 26):
        make_stand(make_measure(n), old)
    make_motion_stand(make_motion(), old)
    make_bill_stand(bill, old)
    make_bill_stand(bill, letter)
    for one, other in ((old, letter), (letter, old)):
        assert compare(one, other).changes == []
        assert compare(one, other).common_in_words == "wetsvoorstellen"


def test_an_overview_of_the_25_says_nothing_about_submeasures(old):
    overview = make_report(kind=ReportKind.OVERVIEW, publication="2022")
    main = make_measure(8)
    make_stand(main, overview)
    make_stand(main, old)
    make_stand(make_measure(parent=main), old)
    assert compare(overview, old).changes == []


def test_the_first_submeasure_of_a_progress_report_is_new(old, new):
    main = make_measure(8)
    make_stand(main, old)
    make_stand(main, new)
    make_stand(make_measure(parent=main, slug="deel"), new, code="8a", title_printed="Deel")
    assert told(compare(old, new)) == [("nieuw", "deel", "", "8a. Deel")]


def test_a_code_given_to_another_subject(old, new):
    """The fifth report did this: measure 16a disappeared, measure 16b got code 16a, and a new measure got code 16b."""
    main = make_measure(16)
    gone, moved, come = (make_measure(parent=main, slug=slug, title=slug) for slug in ("jeugdhulp", "zorg", "brug"))
    for measure, report, code in ((gone, old, "16a"), (moved, old, "16b"), (moved, new, "16a"), (come, new, "16b")):
        make_stand(measure, report, code=code)
    assert told(compare(old, new)) == [
        ("nieuw", "brug", "", "16b. brug"),
        ("vervallen", "jeugdhulp", "16a. jeugdhulp", ""),
        ("code", "zorg", "16b", "16a"),
    ]
    assert [change.remark for change in compare(old, new).changes] == [
        f"In {old.short_name} hoort 16b bij: zorg",
        f"In {new.short_name} hoort 16a bij: zorg",
        f"In {old.short_name} hoort 16a bij: jeugdhulp",
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hoorrecht", "hoorrecht", True),
        ("Een  landelijke norm ", "Een landelijke\nnorm", True),
        ("swv’en", "swv'en", True),
        ("Meer inspraak.", "Meer inspraak", True),
        ("Hoogbegaafdheid", "(Hoog)begaafdheid", False),
        ("Voorkómen", "Voorkomen", False),
        ("wanner", "wanneer", False),
    ],
)
def test_which_titles_are_the_same(old, new, one, other, same):
    assert same_title(one, other) is same
    measure = make_measure(1, slug="een")
    make_stand(measure, old, title_printed=one)
    make_stand(measure, new, title_printed=other)
    assert told(compare(old, new)) == ([] if same else [("titel", "een", one, other)])


def test_a_motion_that_moved_to_another_measure(old, new):
    five, seven = make_measure(5, title="Vijf"), make_measure(7, title="Zeven")
    motion = make_motion("31497-305")
    for report, measure in ((old, seven), (new, five)):
        make_stand(five, report)
        make_stand(seven, report)
        make_motion_stand(motion, report, measures=[measure])
    assert told(compare(old, new)) == [("maatregel", "31497-305", "7. Zeven", "5. Vijf")]


def test_every_value_has_its_place(old, new):
    bill = make_bill()
    for report, year in ((old, "2024"), (new, "2027")):
        stand = make_bill_stand(bill, report, planning=[(Phase.ENTRY_INTO_FORCE, year)])
        with correcting("Voor deze toets."):
            stand.planning.update(location=f"Tabelrij in {report.slug}")
    (change,) = compare(old, new).changes
    assert (change.old_source.report, change.old_source.location) == (old, f"Tabelrij in {old.slug}")
    assert (change.new_source.report, change.new_source.location) == (new, f"Tabelrij in {new.slug}")


@pytest.mark.parametrize("state", [ReportState.DRAFT, ReportState.WITHDRAWN])
def test_a_hidden_report_says_nothing_unless_staff_preview_it(old, state):
    hidden = make_report(publication="2026", state=state)
    measure, unknown = make_measure(1, slug="een"), make_measure(2, slug="twee")
    make_stand(measure, old)
    make_stand(measure, hidden, status=Status.DONE)
    make_stand(unknown, hidden)
    motion = make_motion()
    make_motion_stand(motion, old, measures=[measure])
    make_motion_stand(motion, hidden, measures=[unknown])
    assert compare(old, hidden).changes == []
    assert compare(old, hidden).common == []
    with previewing(hidden.pk):
        seen = compare(old, hidden)
    assert [(change.kind.value, change.subject.key) for change in seen.changes] == [
        ("status", "een"), ("nieuw", "twee"), ("maatregel", motion.number),
    ]  # fmt: skip


def test_a_measure_that_only_a_draft_knows_is_not_named(old, new):
    """A published snapshot can already link to such a measure."""
    draft = make_report(publication="2027", state=ReportState.DRAFT)
    hidden, shown = make_measure(1, title="Onzichtbaar"), make_measure(2, title="Zichtbaar")
    make_stand(hidden, draft)
    motions = make_motion("31497-1"), make_motion("31497-2")
    for report, measure in ((old, shown), (new, hidden)):
        make_stand(shown, report)
        make_motion_stand(motions[0], report, measures=[measure])
        make_motion_stand(motions[1], report, measures=[shown])
    assert told(compare(old, new)) == []


def test_a_report_that_names_no_measure_for_a_record_says_nothing_of_its_measures(old, new):
    measure, bill, motion, other = make_measure(1), make_bill(), make_motion(), make_motion()
    for report in (old, new):
        make_stand(measure, report)
        stand = make_bill_stand(bill, report)
        make_motion_stand(motion, report, measures=[measure] if report == new else [])
        make_motion_stand(other, report, measures=[measure])
    Contribution.objects.create(snapshot=stand, position=1, printed="Maatregel 1", measure=measure, location="x")
    assert told(compare(old, new)) == told(compare(new, old)) == []


@pytest.mark.parametrize("count", [1, 25, pytest.param(250, marks=pytest.mark.story)])
def test_the_queries_do_not_grow(old, new, count, django_assert_num_queries):
    """The queries: one for measures, three for bills, two for motions, one each for entries into force and corrections."""
    main = make_measure(1)
    subjects = [(make_measure(parent=main), make_bill(), make_motion()) for _ in range(count)]
    for report, status, year, code in ((old, Status.STARTING, "2024", "1a"), (new, Status.DONE, "2027", "1b")):
        make_stand(main, report)
        for measure, bill, motion in subjects:
            linked = measure if report == old else main
            make_stand(measure, report, status=status, code=code)
            stand = make_bill_stand(bill, report, planning=[(Phase.ENTRY_INTO_FORCE, year)])
            Contribution.objects.create(snapshot=stand, position=1, printed="x", measure=linked, location="x")
            make_motion_stand(motion, report, status=status, measures=[linked])
    with django_assert_num_queries(8):
        found = compare(old, new)
        assert len(found.changes) == 6 * count
        assert found.figures
        assert found.sections


def test_the_words_of_the_kinds_are_those_of_the_interface():
    assert set(ChangeKind.values) == {"status", "titel", "code", "nieuw", "vervallen", "planning", "maatregel"}
