"""The picture of the history of a measure."""

import datetime as dt

import pytest

from laws.enums import Phase
from laws.models import Bill, Contribution
from measures.enums import Status
from measures.models import Measure
from motions.models import Motion
from portal.site.pictures.drawing import Shape
from portal.site.pictures.history import measure_history
from tests.factories import (
    PLACE,
    make_bill,
    make_bill_stand,
    make_measure,
    make_motion,
    make_motion_stand,
    make_report,
    make_stand,
)

pytestmark = pytest.mark.once

DAY = dt.date(2026, 11, 23)


def history_of(measure):
    return measure_history(
        Measure.objects.with_stand().get(pk=measure.pk),
        Bill.objects.published().with_planning().contributing_to(measure),
        Motion.objects.published().with_stand().linked_to(measure),
        DAY,
    )


def test_a_report_stands_on_the_day_up_to_which_it_speaks(empty):
    assert make_report(publication="2023", reference="31 maart 2023").day == dt.date(2023, 3, 31)
    assert make_report(publication="juli 2022", reference="").day == dt.date(2022, 7, 31)


def test_one_report_is_no_history(empty):
    measure = make_measure(1)
    make_stand(measure, make_report())
    assert history_of(measure) is None


@pytest.mark.parametrize("count", [1, 25])
def test_status_bills_and_motions_on_one_axis(empty, count, django_assert_num_queries):
    measure = make_measure(1, title="Hoorrecht")
    old = make_report(publication="2023", reference="31 maart 2023", number=2)
    new = make_report(publication="2026", reference="1 februari 2026", number=5)
    for report, status in ((old, Status.STARTING), (new, Status.DONE)):
        make_stand(measure, report, status=status)
    for n in range(count):
        bill = make_bill(title=f"Wet {n}")
        stand = make_bill_stand(bill, new, planning=[(Phase.ENTRY_INTO_FORCE, "2029")])
        Contribution.objects.create(snapshot=stand, position=1, printed="x", measure=measure, location=PLACE)
        make_motion_stand(make_motion(f"31497-{n + 1}"), new, measures=[measure])
    chart = history_of(measure)
    assert [row.remark for row in chart.rows] == ["Volgens elke rapportage"] + ["In voorbereiding"] * count + ["Motie"] * count
    assert chart.rows[0].facts == (
        "Voortgangsrapportage 2, stand per 31 maart 2023: in opstartfase.",
        "Voortgangsrapportage 5, stand per 1 februari 2026: afgerond.",
    )
    marks = [lane.marks[0] for lane in chart.rows[0].lanes]
    assert [(mark.shape, mark.tone) for mark in marks] == [(Shape.STATUS, "in-opstartfase"), (Shape.STATUS, "afgerond")]
    assert marks[0].span.start < marks[1].span.start
    # The words stand beside the picture, so that a narrow screen has every day.
    assert not any(lane.labels for row in chart.rows for lane in row.lanes)
    assert [words for _, words in chart.rows[0].said] == [
        "31 maart 2023: in opstartfase (rapportage 2)",
        "1 februari 2026: afgerond (rapportage 5)",
    ]
    assert (chart.axis.first.year, chart.axis.last.year) == (2023, 2029)


def test_every_measure_has_its_history_as_a_table_too(client):
    for measure in Measure.objects.published().with_stand():
        chart = history_of(measure)
        page = client.get(measure.get_absolute_url()).content.decode()
        assert ('id="geschiedenis"' in page) is (chart is not None)
