"""Constraints that the database itself enforces."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from laws.models import PlanningStep
from measures.enums import ReportKind, ReportState
from measures.models import Correction, Finding, Goal, Measure, MeasureItem, MeasureSnapshot, Report
from motions.models import Motion, MotionSnapshot
from tests import factories

pytestmark = pytest.mark.usefixtures("empty")


def refused(write, *args, **kwargs):
    def attempt():
        with transaction.atomic():
            write(*args, **kwargs)
            # Deferred foreign keys are checked at the end of the transaction, which a test never reaches.
            connection.check_constraints()

    with pytest.raises(IntegrityError):
        attempt()


def test_one_snapshot_per_record_and_report():
    report, measure, bill, motion = (
        factories.make_report(),
        factories.make_measure(4),
        factories.make_bill(),
        factories.make_motion(),
    )
    for make, record in [
        (factories.make_stand, measure),
        (factories.make_bill_stand, bill),
        (factories.make_motion_stand, motion),
    ]:
        make(record, report)
        refused(make, record, report)


def test_a_measure_has_a_number_or_a_parent():
    main = factories.make_measure(8)
    refused(factories.make_measure, None)
    refused(factories.make_measure, 9, parent=main)
    refused(factories.make_measure, 26)
    refused(factories.make_measure, 8)


def test_a_submeasure_hangs_under_a_main_measure():
    sub = factories.make_measure(parent=factories.make_measure(8))
    with pytest.raises((IntegrityError, ValueError)), transaction.atomic():
        factories.make_measure(parent=sub)


@pytest.mark.parametrize("code", ["", "0", "123", "16bb", "b16", "M4", "4 "])
def test_codes(code):
    refused(factories.make_stand, factories.make_measure(4), factories.make_report(), code=code)


@pytest.mark.parametrize("number", ["305", "31497", "31497 305", "31497-", "motie"])
def test_motion_numbers(number):
    refused(Motion.objects.create, number=number, title="Titel")


def test_statuses_are_a_closed_list():
    report = factories.make_report()
    refused(factories.make_stand, factories.make_measure(4), report, status="bijna-klaar")
    refused(factories.make_motion_stand, factories.make_motion(), report, status="bijna-klaar")


def test_a_period_does_not_end_before_it_begins():
    stand = factories.make_stand(factories.make_measure(4), factories.make_report(state=ReportState.DRAFT))
    item = MeasureItem.objects.create(snapshot=stand, kind="stap", position=1, text="Stap", period="2023", location="x")
    refused(MeasureItem.objects.filter(pk=item.pk).update, earliest=dt.date(2023, 2, 1), latest=dt.date(2023, 1, 1))


def test_a_planning_step_has_words_and_a_phase_once():
    stand = factories.make_bill_stand(factories.make_bill(), factories.make_report(), planning=[("inwerkingtreding", "2027")])
    step = {"snapshot": stand, "position": 2, "location": "x"}
    refused(PlanningStep.objects.create, phase="inwerkingtreding", period="2028", **step)
    refused(PlanningStep.objects.create, phase="tweede-kamer", period="", **step)
    refused(PlanningStep.objects.create, phase="stemming", period="2028", **step)


def test_a_finding_is_about_a_goal_or_a_measure():
    report, goal = factories.make_report(), Goal.objects.create(number=1, title="Doel")
    measure = factories.make_measure(4)
    refused(Finding.objects.create, report=report, position=1, text="x", location="x")
    refused(Finding.objects.create, report=report, position=1, text="x", location="x", goal=goal, measure=measure)


def test_only_a_progress_report_has_a_number():
    factories.make_report(number=5)
    refused(factories.make_report, number=5)
    refused(factories.make_report, number=None)
    refused(factories.make_report, kind=ReportKind.LETTER, number=3)


def test_a_draft_has_no_moment_of_publication_and_a_published_report_does():
    refused(factories.make_report, state=ReportState.DRAFT, published_at=timezone.now())
    refused(factories.make_report, published_at=None)


def test_a_record_that_reports_speak_of_cannot_be_deleted():
    stand = factories.make_stand(factories.make_measure(4), factories.make_report(state=ReportState.DRAFT))
    for record in (stand.measure, stand.report):
        refused(record.delete)
    assert (Measure.objects.count(), Report.objects.count(), MeasureSnapshot.objects.count()) == (1, 1, 1)
    assert not MotionSnapshot.objects.exists()


def test_a_correction_changes_something_and_says_why():
    fields = {"report": factories.make_report(), "subject_type": "motie", "subject_key": "31497-305", "field": "status"}
    refused(Correction.objects.create, old_value="a", new_value="a", reason="omdat", **fields)
    refused(Correction.objects.create, old_value="a", new_value="b", reason="", **fields)


def test_a_bill_does_not_succeed_itself():
    bill = factories.make_bill()
    bill.successor = bill
    refused(bill.save)
