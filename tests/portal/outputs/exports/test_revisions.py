"""The revision of an event in the calendar of a role: a program that imported it learns of every change."""

import datetime as dt
from itertools import count

import pytest
from django.db import transaction
from django.test import RequestFactory
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from icalendar import Calendar

from laws.enums import Effect, Outcome, Phase
from laws.models import PlanningStep, Requirement
from measures.enums import ActionKind, ReportState
from measures.models import Correction, Report, Role
from measures.publication.freezing import correcting
from portal.outputs.exports.calendar import events, to_ics
from portal.outputs.following.pages import RolePage
from tests import factories

NO_DAY = "nog nader te bepalen"
FAR = "1 augustus 2050", "2051", "1 januari 2052"
REASON = "Verkeerd gelezen."
# A stamp in a calendar is in whole seconds, so acts are an hour apart.
hours = count()


def next_moment():
    return dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(hours=next(hours))


def events_of(role, **query):
    """Return the events by the part of their UID before the @. `query`: as in the address."""
    page = RolePage(RequestFactory().get("/", query), role)
    assert page.filterset.is_valid(), page.filterset.errors
    made = to_ics("Agenda", events(page.entries(), page.actions(), page.report, "https://portaal.example.nl"))
    found = Calendar.from_ical(made).walk("VEVENT")
    return {str(event["UID"]).partition("@")[0]: event for event in found}


def told(event):
    """Return what the event says of its days: the first day, the day after the last, and how sure that is."""
    return event.decoded("DTSTART"), event.decoded("DTEND"), str(event["STATUS"])


def correct_plan(report, bill, words):
    """Correct the plan of a bill in a published report, as the desk does."""
    step = PlanningStep.objects.get(snapshot__report=report, snapshot__bill=bill)
    old, step.period = step.period, words
    if old == words:
        return
    with correcting(REASON):
        step.save()
    made = Correction.objects.create(
        report=report, subject_type="wetsvoorstel", subject_key=bill.slug, subject_title=str(bill), field="planning",
        old_value=old, new_value=words, reason=REASON, editor_function="publicist",
    )  # fmt: skip
    with correcting(REASON):
        Correction.objects.filter(pk=made.pk).update(made_at=next_moment())


def withdraw(report):
    with correcting(REASON):
        report.state, report.withdrawn_at, report.withdrawal_reason = ReportState.WITHDRAWN, next_moment(), REASON
        report.save()


class Duty:
    """A duty of a role that hangs on a bill. Each report that is published plans the bill, in words that the test chooses."""

    def __init__(self):
        self.role = Role.objects.create(slug="leraar", name="Leraar", plural="leraren")
        self.bill, self.measure = factories.make_bill("wet"), factories.make_measure(1)
        self.action = None

    def publish(self, number, words, *, mentions=True, outcome=Outcome.IN_PREPARATION):
        slug, fields = f"vgr-{number}-{Report.objects.count()}", {"publication": str(2000 + number)}
        report = factories.make_report(slug, number=number, published_at=next_moment(), **fields)
        factories.make_stand(self.measure, report)
        factories.make_bill_stand(self.bill, report, planning=[(Phase.ENTRY_INTO_FORCE, words)], outcome=outcome)
        if self.action is None:
            self.action = factories.make_action(report, self.measure, self.role, kind=ActionKind.DUTY, text="Meld het.")
            Requirement.objects.create(
                bill=self.bill, action=self.action, report=report, effect=Effect.MAKES_OBLIGATORY, location=factories.PLACE
            )
        elif mentions:
            self.action.mentions.create(report=report, location=factories.PLACE)
        return report

    @property
    def event(self):
        return events_of(self.role)[f"{self.action.slug}-begin"]


@pytest.fixture
def duty(empty):
    return Duty()


def test_a_report_that_drops_the_day_leaves_the_event_cancelled_on_its_last_day(duty):
    duty.publish(2, FAR[0])
    before = duty.event
    duty.publish(5, NO_DAY)
    after = duty.event
    assert told(before) == (dt.date(2050, 8, 1), dt.date(2050, 8, 2), "TENTATIVE")
    assert told(after) == (dt.date(2050, 8, 1), dt.date(2050, 8, 2), "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTAMP") > before.decoded("DTSTAMP")
    assert str(after["SUMMARY"]) == "Geen datum meer: Meld het."
    assert "Stond hier eerder op: 1 augustus 2050" in str(after["DESCRIPTION"])
    duty.publish(6, FAR[1])
    assert told(duty.event) == (dt.date(2051, 1, 1), dt.date(2052, 1, 1), "TENTATIVE")
    assert duty.event["SEQUENCE"] > after["SEQUENCE"]


def test_who_imported_what_an_older_report_said_learns_that_the_day_is_gone(duty):
    """Also on a portal where all reports were published at the same moment."""
    reports = [duty.publish(2, FAR[0]), duty.publish(5, NO_DAY)]
    for report in reports:
        with correcting(REASON):
            report.published_at = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
            report.save()
    then = events_of(duty.role, rapportage=reports[0].slug)[f"{duty.action.slug}-begin"]
    assert told(then)[2] == "TENTATIVE"
    assert told(duty.event)[2] == "CANCELLED"
    assert duty.event["SEQUENCE"] > then["SEQUENCE"]


def test_a_correction_moves_the_event_as_a_new_revision(duty):
    report = duty.publish(2, FAR[0])
    before = duty.event
    correct_plan(report, duty.bill, FAR[2])
    after = duty.event
    assert told(after)[0] == dt.date(2052, 1, 1)
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTAMP") > before.decoded("DTSTAMP")
    assert after.decoded("LAST-MODIFIED") == after.decoded("DTSTAMP")


def test_a_correction_of_another_bill_changes_nothing(duty):
    report, other = duty.publish(2, FAR[0]), factories.make_bill("andere-wet")
    factories.make_bill_stand(other, report, planning=[(Phase.ENTRY_INTO_FORCE, "2030")])
    before = duty.event
    correct_plan(report, other, "2031")
    assert duty.event == before


def test_a_withdrawal_goes_back_with_a_higher_revision(duty):
    duty.publish(2, FAR[0])
    newer = duty.publish(5, FAR[1])
    before = duty.event
    withdraw(newer)
    assert told(duty.event)[0] == dt.date(2050, 8, 1)
    assert duty.event["SEQUENCE"] > before["SEQUENCE"]
    assert duty.event.decoded("DTSTAMP") > before.decoded("DTSTAMP")


def test_what_only_a_withdrawn_report_said_is_taken_back_without_its_words(duty):
    report = duty.publish(2, FAR[0])
    before = duty.event
    withdraw(report)
    after = duty.event
    assert told(after) == (*told(before)[:2], "CANCELLED")
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert str(after["SUMMARY"]) == "Ingetrokken"
    assert "Meld het" not in after.to_ical().decode()
    assert str(after["URL"]) == f"https://portaal.example.nl/rapportages/{report.slug}/"
    assert events_of(duty.role, stand="verwacht") == {}


def test_a_bill_that_is_withdrawn_before_its_day_cancels_the_event(duty):
    duty.publish(2, FAR[0])
    duty.publish(5, FAR[0], outcome=Outcome.WITHDRAWN)
    assert told(duty.event) == (dt.date(2050, 8, 1), dt.date(2050, 8, 2), "CANCELLED")
    assert str(duty.event["SUMMARY"]) == "Vervallen: Meld het."


def test_the_stamps_follow_the_day_on_which_the_words_change(duty):
    duty.publish(2, FAR[0])
    event = {
        day: events_of(duty.role, datum=day)[f"{duty.action.slug}-begin"] for day in ("2050-08-01", "2050-08-02", "2060-01-01")
    }
    expected, passed, later = event.values()
    assert (str(expected["SUMMARY"]), str(passed["SUMMARY"])) == ("Verwacht: Meld het.", "Niet bevestigd: Meld het.")
    begins = dt.datetime(2050, 8, 1, 22, tzinfo=dt.UTC)
    assert (passed.decoded("DTSTAMP"), later.decoded("LAST-MODIFIED")) == (begins, begins)
    assert expected.decoded("DTSTAMP") < begins
    assert {int(each["SEQUENCE"]) for each in (expected, passed, later)} == {0}


def test_the_same_content_gives_the_same_bytes_and_no_method(duty, client):
    duty.publish(2, FAR[0])
    first, second = (client.get("/nu/leraar.ics").content for _ in range(2))
    assert first == second
    assert b"METHOD" not in first


class AnyOrder(RuleBasedStateMachine):
    """Publish, correct and withdraw reports in any order; an imported event is never told an older revision."""

    def __init__(self):
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.duty, self.public, self.before = Duty(), {}, {}

    def teardown(self):
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    @precondition(lambda self: len(self.public) < 4)
    @rule(number=st.integers(1, 9), words=st.sampled_from([*FAR, NO_DAY]), mentions=st.booleans())
    def publish(self, number, words, mentions):
        if number not in self.public:
            self.public[number] = self.duty.publish(number, words, mentions=mentions)

    @precondition(lambda self: self.public)
    @rule(data=st.data(), words=st.sampled_from([*FAR, NO_DAY]))
    def correct(self, data, words):
        correct_plan(self.public[data.draw(st.sampled_from(sorted(self.public)))], self.duty.bill, words)

    @precondition(lambda self: self.public)
    @rule(data=st.data())
    def withdraw(self, data):
        withdraw(self.public.pop(data.draw(st.sampled_from(sorted(self.public)))))

    @invariant()
    def revisions_only_rise(self):
        now = events_of(self.duty.role)
        for uid, before in self.before.items():
            after = now[uid]
            assert after["SEQUENCE"] >= before["SEQUENCE"]
            assert after.decoded("DTSTAMP") >= before.decoded("DTSTAMP")
            if told(after) != told(before):
                assert after["SEQUENCE"] > before["SEQUENCE"]
            if (after["SUMMARY"], after["DESCRIPTION"]) != (before["SUMMARY"], before["DESCRIPTION"]):
                assert after.decoded("DTSTAMP") > before.decoded("DTSTAMP")
        self.before = now


@pytest.mark.once
@pytest.mark.story
@pytest.mark.usefixtures("empty")
def test_no_revision_falls_in_any_order():
    run_state_machine_as_test(AnyOrder, settings=settings(max_examples=8, stateful_step_count=6, deadline=None))
