"""The snapshot that counts as the current state of a record, and the snapshots before it."""

import pytest

from measures.enums import Direction, ReportKind, ReportState, Status, direction
from measures.models import Measure
from tests import factories

pytestmark = pytest.mark.usefixtures("empty")


@pytest.fixture
def reports():
    return {
        "letter": factories.make_report("brief", kind=ReportKind.LETTER, publication="15 juli 2022"),
        "second": factories.make_report("vgr-2", publication="2023"),
        "fifth": factories.make_report("vgr-5", publication="april 2026"),
        "overview": factories.make_report("overzicht", kind=ReportKind.OVERVIEW, publication="mei 2026"),
        "draft": factories.make_report("vgr-6", publication="april 2027", state=ReportState.DRAFT),
        "withdrawn": factories.make_report("vgr-4", publication="april 2027", state=ReportState.WITHDRAWN),
    }


def the_measure():
    return Measure.objects.published().with_stand().get()


def test_the_latest_published_progress_report_counts(reports):
    measure = factories.make_measure(4)
    for report in reports.values():
        factories.make_stand(measure, report)
    found = the_measure()
    assert found.stand.report.slug == "vgr-5"
    assert found.previous_stand.report.slug == "vgr-2"
    assert [stand.report.slug for stand in found.stands] == ["brief", "vgr-2", "vgr-5", "overzicht"]


def test_a_record_that_the_latest_report_no_longer_mentions_keeps_its_last_stand(reports):
    factories.make_stand(factories.make_measure(4), reports["second"])
    assert the_measure().stand.report.slug == "vgr-2"
    assert the_measure().previous_stand is None
    assert the_measure().movement is None


def test_another_kind_of_report_counts_only_where_no_progress_report_speaks(reports):
    factories.make_stand(factories.make_measure(4), reports["overview"])
    assert the_measure().stand.report.slug == "overzicht"


def test_as_it_stood_in_a_report(reports):
    measure, other = factories.make_measure(4), factories.make_measure(5)
    factories.make_stand(measure, reports["second"])
    factories.make_stand(measure, reports["fifth"])
    factories.make_stand(other, reports["fifth"])
    found = list(Measure.objects.published().with_stand(reports["second"]))
    assert [(record.number, record.stand.report.slug) for record in found] == [(4, "vgr-2")]


def test_only_what_a_published_report_mentions_is_public(reports):
    factories.make_stand(factories.make_measure(4), reports["draft"])
    factories.make_stand(factories.make_measure(5), reports["withdrawn"])
    factories.make_measure(6)
    assert not Measure.objects.published().exists()
    assert not Measure.objects.with_stand().exists()


def test_submeasures_follow_their_parent(reports):
    eight, nine = factories.make_measure(8), factories.make_measure(9)
    first, second = factories.make_measure(parent=eight), factories.make_measure(parent=eight)
    assert list(Measure.objects.in_order()) == [eight, first, second, nine]
    assert list(Measure.objects.main()) == [eight, nine]


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (Status.NOT_STARTED, Status.STARTING, Direction.FORWARD),
        (Status.UNDERWAY, Status.DONE, Direction.FORWARD),
        (Status.DONE, Status.UNDERWAY, Direction.BACK),
        (Status.DONE, Status.DONE, Direction.SAME),
        (Status.UNKNOWN, Status.DONE, None),
        (Status.DONE, Status.UNKNOWN, None),
    ],
)
def test_direction(earlier, later, expected):
    assert direction(earlier, later) == expected


def test_movement_since_the_previous_progress_report(reports):
    measure = factories.make_measure(4)
    factories.make_stand(measure, reports["second"], status=Status.UNDERWAY)
    factories.make_stand(measure, reports["fifth"], status=Status.DONE)
    assert the_measure().movement == Direction.FORWARD


@pytest.mark.parametrize("report", [None, "second"])
def test_lists_are_filtered_by_the_stand_that_counts(reports, report):
    """A list filters each measure by the snapshot that counts, even if another report gives the measure another status."""
    for number in range(1, 6):
        measure = factories.make_measure(number)
        factories.make_stand(measure, reports["second"], status=Status.DONE if number == 1 else Status.UNDERWAY)
        factories.make_stand(measure, reports["fifth"], status=Status.DONE if number == 2 else Status.STARTING)
    shown = reports[report] if report else None
    measures = Measure.objects.published().in_order().with_stand(shown)
    found = measures.with_stand_columns(shown).filter(stand_status=Status.DONE)
    assert [(measure.number, measure.stand.status) for measure in found] == [(1 if report else 2, Status.DONE)]
