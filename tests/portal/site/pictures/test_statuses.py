"""The pictures of statuses: the board, the bars and the matrix."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.enums import ReportKind, ReportState, Status
from measures.models import GoalSnapshot, Measure, MeasureSnapshot, Report
from portal.site.pictures.statuses import BAR_ORDER, board, matrix, movements, status_bars
from tests.factories import make_measure, make_report, make_stand

pytestmark = pytest.mark.once


def measures():
    return list(Measure.objects.published().main().with_stand().in_order())


def test_the_board_of_the_real_content():
    columns = board(measures())
    assert [(column.status, len(column.measures)) for column in columns] == [
        (Status.NOT_STARTED, 0),
        (Status.STARTING, 2),
        (Status.UNDERWAY, 11),
        (Status.DONE, 12),
    ]


def reports():
    return list(Report.objects.published())


def test_the_movements_of_the_real_content_name_both_reports_and_what_is_missing_between():
    """No source says that no measure went back: one did, and two reports are not in the portal."""
    found = movements(measures(), reports())
    assert found.in_words == (
        "Tussen Voortgangsrapportage 2 (stand per 31 maart 2023) en Voortgangsrapportage 5 (stand per 1 februari 2026) gingen "
        "13 maatregelen vooruit. Geen maatregel staat nu minder ver dan toen. Voortgangsrapportages 3 en 4 staan niet in dit "
        "portaal; wat die zeggen, telt hier niet mee."
    )
    ((measure, stands),) = found.went_back
    assert measure.number == 14
    assert [stand.status for stand in stands] == [Status.DONE, Status.UNDERWAY, Status.DONE]


def test_unknown_is_a_column_only_where_a_measure_is_unknown(empty):
    make_stand(make_measure(1), make_report(), status=Status.UNKNOWN)
    assert board(measures())[-1].status == Status.UNKNOWN
    assert movements(measures(), reports()) is None


@pytest.mark.parametrize("count", [1, 25, 60])
def test_every_measure_has_one_tile(count):
    found = [Measure(pk=n, number=n) for n in range(1, count + 1)]
    for measure in found:
        measure.stand = MeasureSnapshot(measure=measure, status=list(Status)[measure.number % 5])
    columns = board(found)
    assert sorted(measure.number for column in columns for measure in column.measures) == list(range(1, count + 1))
    assert all(len(column.measures) <= 12 for column in columns)


def test_one_forward_and_one_back(empty):
    old, new = make_report(number=1, publication="2023"), make_report(number=2, publication="2026")
    for number, statuses in ((1, (Status.UNDERWAY, Status.DONE)), (2, (Status.DONE, Status.STARTING))):
        measure = make_measure(number)
        for report, status in zip((old, new), statuses, strict=True):
            make_stand(measure, report, status=status)
    found = movements(measures(), reports())
    assert found.in_words.endswith(" ging 1 maatregel vooruit. 1 maatregel ging terug.")
    assert found.went_back == []


def test_no_measure_went_back_is_said_only_where_every_source_is_there(empty):
    old, new = make_report(number=1, publication="2023"), make_report(number=2, publication="2026")
    measure = make_measure(1)
    for report in (old, new):
        make_stand(measure, report)
    assert movements(measures(), reports()).in_words.endswith(" ging geen maatregel vooruit. Geen maatregel ging terug.")
    make_stand(measure, make_report(kind=ReportKind.OVERVIEW, publication="2022", reference=""), status=Status.DONE)
    found = movements(measures(), reports())
    assert found.in_words.endswith("Geen maatregel staat nu minder ver dan toen.")
    assert [measure for measure, _ in found.went_back] == [measure]


@pytest.mark.parametrize(("numbers", "missing"), [((1, 2), []), ((2, 5), [3, 4]), ((1, 3), [2])])
def test_what_is_missing_follows_from_the_numbers(empty, numbers, missing):
    for number in numbers:
        make_report(number=number, publication=f"{2020 + number}")
    found = movements([], reports())
    assert found.missing == missing
    assert all(str(number) in found.in_words for number in missing)
    make_report(state=ReportState.DRAFT, number=9, publication="2029")
    assert movements([], reports()) == found


def test_a_measure_that_one_of_both_reports_leaves_out_is_not_counted(empty):
    older, old, new = (make_report(number=number, publication=f"{2020 + number}") for number in (1, 2, 3))
    measure, other = make_measure(1), make_measure(2)
    make_stand(measure, older, status=Status.STARTING)
    make_stand(measure, new, status=Status.DONE)
    make_stand(other, old)
    found = movements(measures(), reports())
    assert (found.earlier, found.later, found.forward, found.back) == (old, new, 0, 0)


def stands_of(counts):
    """Yield unsaved snapshots: one report for each list of statuses, with a snapshot for each status."""
    for n, statuses in enumerate(counts, start=1):
        report = Report(pk=n, title=f"Rapportage {n}")
        yield from (MeasureSnapshot(report=report, status=status) for status in statuses)


@given(st.lists(st.lists(st.sampled_from(Status), min_size=1, max_size=60), min_size=1, max_size=5))
def test_bars_lie_within_the_picture_and_leave_no_gap(counts):
    bars = status_bars(stands_of(counts))
    assert [bar.total for bar in bars] == [len(statuses) for statuses in counts]
    widest = max(map(len, counts))
    for bar in bars:
        assert bar.parts[0].start == 0
        for before, after in pairwise(bar.parts):
            assert before.start + before.width == pytest.approx(after.start, abs=0.02)
            assert BAR_ORDER.index(before.status) < BAR_ORDER.index(after.status)
        assert bar.parts[-1].start + bar.parts[-1].width == pytest.approx(100 * bar.total / widest, abs=0.02)
        assert sum(bar.counts) == bar.total


@pytest.mark.parametrize("count", [1, 25, 60])
def test_a_number_too_wide_for_its_part_is_left_to_the_table(count):
    (bar,) = status_bars(stands_of([[Status.DONE] * count + [Status.STARTING]]))
    assert bar.parts[0].has_room_for_count
    assert bar.parts[-1].has_room_for_count is (count < 31)
    assert bar.in_words.endswith(f"{count} afgerond, 1 in opstartfase.")


def test_the_bars_of_the_real_content(client):
    bars = status_bars(client.get("/rapportages/").context["progress_stands"])
    assert [bar.counts for bar in bars] == [[3, 13, 5, 4, 0], [12, 11, 2, 0, 0]]


def test_the_matrix_counts_what_is_done():
    report = Report.objects.get(slug="vgr-5")
    goals = GoalSnapshot.objects.filter(report=report).select_related("goal").order_by("goal__number")
    crossing = matrix(goals.prefetch_related("measures"), measures())
    assert crossing.done == [(4, 11), (3, 5), (6, 10), (6, 9), (5, 12), (6, 10), (5, 7)]
    assert sum(yes for _, belongs in crossing.rows for yes in belongs) == 64
    assert crossing.statuses == [Status.DONE, Status.UNDERWAY, Status.STARTING]
