"""Who hears of what: each publication, correction and withdrawal once, in one mail, to who asked for it."""

import datetime as dt

import pytest
from django.utils import timezone
from post_office.models import Email, EmailTemplate

from measures.enums import ReportKind, ReportState
from measures.models import Correction, Report
from measures.publication.freezing import correcting
from portal.subscriptions.gathering import gather as gathering
from portal.subscriptions.gathering.found import note_news
from portal.subscriptions.gathering.gather import gather, week_began
from portal.subscriptions.models import Frequency, Subscriber
from tests import factories
from tests.portal.subscriptions.readers import (
    DONE,
    NOT_STARTED,
    UNDERWAY,
    make_reader,
    publish,
    waiting,
    withdraw,
)

pytestmark = pytest.mark.usefixtures("empty")


def correct(report, **fields):
    fields = {
        "subject_type": "maatregel", "subject_key": "hoorrecht", "subject_title": "4. Hoorrecht", "field": "status",
        "old_value": "Afgerond", "new_value": "In uitvoering", "reason": "Verkeerd gelezen.", "editor_function": "publicist",
    } | fields  # fmt: skip
    return Correction.objects.create(report=report, **fields)


def test_what_was_public_already_is_no_news(measures):
    make_reader(since=dt.timedelta(0))
    assert gather() == 0
    assert not Email.objects.exists()


def test_one_publication_is_one_mail_however_many_changes(measures):
    make_reader(since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY, zorgplicht=DONE)
    assert gather() == 1
    (message,) = waiting().values()
    assert message.subject == "Gepubliceerd: Rapport 2 (2 wijzigingen voor u)"
    for words in (
        "Was: „Nog niet gestart” (bron: Rapport 1",
        "Is nu: „In uitvoering” (bron: Rapport 2",
        "http://localhost:8000/",
    ):
        assert words in message.body


def test_nothing_is_told_twice(measures):
    make_reader(since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY)
    assert [gather(), gather()] == [1, 0]
    Email.objects.all().delete()
    assert gather() == 0


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ("alles", {"hoorrecht", "zorgplicht"}),
        ("maatregel hoorrecht", {"hoorrecht"}),
        ("maatregel zorgplicht", {"zorgplicht"}),
        ("maatregel bestaat-niet", set()),
        ("wetsvoorstel wet", set()),
        ("motie 31497-1", set()),
    ],
)
def test_a_choice_decides_what_is_told(measures, choice, told):
    factories.make_bill("wet")
    factories.make_motion("31497-1")
    make_reader("anna@example.nl", choice, since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY, zorgplicht=DONE)
    assert gather() == bool(told)
    body = "".join(message.body for message in waiting().values())
    assert {slug for slug in ("hoorrecht", "zorgplicht") if f"/maatregelen/{slug}/" in body} == told


def test_what_is_unchanged_is_no_news_for_who_follows_only_that(measures):
    make_reader("anna@example.nl", "maatregel zorgplicht", since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY, zorgplicht=UNDERWAY)
    assert gather() == 0


def test_a_record_that_became_part_of_another_leads_on(measures):
    hoorrecht, _ = measures
    with correcting("Samengevoegd."):
        hoorrecht.former_keys = "inspraak"
        hoorrecht.save()
    make_reader("anna@example.nl", "maatregel inspraak", since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY)
    assert gather() == 1


def test_motions_and_bills_are_followed(measures):
    bill, motion = factories.make_bill("wet"), factories.make_motion("31497-1")
    first = Report.objects.get(slug="vgr-1")
    with correcting("Vergeten."):
        factories.make_motion_stand(motion, first, status=NOT_STARTED)
        factories.make_bill_stand(bill, first)
    make_reader("bill@example.nl", "wetsvoorstel wet", since=dt.timedelta(0))
    make_reader("motion@example.nl", "motie 31497-1", since=dt.timedelta(0))
    second = publish(2)
    with correcting("Vergeten."):
        factories.make_motion_stand(motion, second, status=DONE)
        factories.make_bill_stand(bill, second, outcome="in-werking")
    gather()
    told = waiting()
    assert set(told) == {"bill@example.nl", "motion@example.nl"}
    assert "/moties/" in told["motion@example.nl"].body
    assert "/wetten/" in told["bill@example.nl"].body or "/wetsvoorstellen/" in told["bill@example.nl"].body


def test_a_correction_and_a_withdrawal_are_told(measures):
    make_reader(since=dt.timedelta(0))
    report = publish(2, hoorrecht=DONE)
    gather()
    Email.objects.all().delete()
    correct(report)
    assert gather() == 1
    (message,) = waiting().values()
    assert message.subject == "Correctie: 4. Hoorrecht, status"
    assert "Reden: Verkeerd gelezen." in message.body
    Email.objects.all().delete()
    withdraw(report)
    assert gather() == 1
    (message,) = waiting().values()
    assert message.subject == "Ingetrokken: Rapport 2"
    assert "Reden: Er stonden fouten in." in message.body


def test_a_withdrawal_is_told_to_who_was_told_of_its_changes_only(measures):
    make_reader("a@example.nl", "maatregel hoorrecht", since=dt.timedelta(0))
    make_reader("b@example.nl", "maatregel zorgplicht", since=dt.timedelta(0))
    report = publish(2, hoorrecht=DONE, zorgplicht=UNDERWAY)
    gather()
    Email.objects.all().delete()
    withdraw(report)
    gather()
    assert set(waiting()) == {"a@example.nl"}


def test_what_is_withdrawn_before_it_was_sent_is_told_as_withdrawn(measures):
    """The mail about the publication never goes; the reader hears that it was here and is gone, and nothing of its content."""
    make_reader(since=dt.timedelta(0))
    report = publish(2, hoorrecht=DONE)
    gather()
    withdraw(report)
    # As if a process was killed when it had found the withdrawal, and no more.
    note_news()
    assert [gather(), gather()] == [1, 0]
    (message,) = waiting().values()
    assert message.subject == "Ingetrokken: Rapport 2"
    assert "Afgerond" not in message.body


def test_later_mails_that_wait_are_made_anew_with_a_withdrawal(measures):
    make_reader(since=dt.timedelta(0))
    report = publish(2, hoorrecht=UNDERWAY)
    gather()
    publish(3, hoorrecht=DONE)
    gather()
    assert Email.objects.count() == 2
    withdraw(report)
    assert gather() == 1
    (message,) = waiting().values()
    assert "Ingetrokken: Rapport 2" in message.body
    assert message.body.count("Gepubliceerd: Rapport 3") == 1
    assert not EmailTemplate.objects.filter(email=None).exists()


def test_a_short_message_is_told_in_its_own_words(measures):
    make_reader(since=dt.timedelta(0))
    factories.make_report(
        "bericht", kind=ReportKind.NOTICE, title="Wet aangehouden", publication="3 november 2026", reference="",
        summary="De Eerste Kamer hield de wet aan.",
    )  # fmt: skip
    assert gather() == 1
    (message,) = waiting().values()
    assert message.subject == "Gepubliceerd: Wet aangehouden"
    assert "De Eerste Kamer hield de wet aan." in message.body


def test_a_draft_is_told_to_nobody(measures):
    make_reader(since=dt.timedelta(0))
    draft = factories.make_report("vgr-2", number=2, state=ReportState.DRAFT, title="Geheim")
    factories.make_stand(measures[0], draft, status=DONE)
    correct(draft)
    assert gather() == 0


def test_who_comes_later_hears_only_what_follows(measures):
    make_reader(since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY)
    gather()
    make_reader("later@example.nl", since=dt.timedelta(0))
    assert gather() == 0
    publish(3, hoorrecht=DONE)
    gather()
    told = [message for message in waiting().values() if message.to == ["later@example.nl"]]
    assert len(told) == 1
    assert "Rapport 2\n" not in told[0].body.replace("bron: Rapport 2", "")


def test_who_did_not_confirm_hears_nothing(measures):
    Subscriber.objects.create(address="anna@example.nl")
    publish(2, hoorrecht=UNDERWAY)
    assert gather() == 0


def test_a_publication_that_ends_later_with_an_earlier_moment_is_not_missed(measures):
    """The moment is written before its transaction ends, so another publication can be found first."""
    make_reader(since=dt.timedelta(days=1))
    publish(3, hoorrecht=UNDERWAY)
    gather()
    Email.objects.all().delete()
    factories.make_report(
        "vgr-2", number=2, title="Rapport 2", publication="2012", published_at=timezone.now() - dt.timedelta(minutes=5)
    )
    assert gather() == 1
    assert next(iter(waiting().values())).subject.startswith("Gepubliceerd: Rapport 2")


def test_weekly_readers_get_one_mail_on_monday(measures, monkeypatch):
    make_reader(frequency=Frequency.WEEKLY, since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY)
    gather()
    publish(3, hoorrecht=DONE)
    assert gather() == 0
    assert not Email.objects.exists()
    monkeypatch.setattr(gathering, "week_began", lambda now: now + dt.timedelta(seconds=1))
    assert gather() == 1
    (message,) = waiting().values()
    assert message.subject.startswith("Deze week 2 berichten van ")
    assert gather() == 0


@pytest.mark.parametrize(
    ("now", "began"),
    [
        ("2026-11-30 06:59", "2026-11-23 07:00"),
        ("2026-11-30 07:00", "2026-11-30 07:00"),
        ("2026-12-06 23:59", "2026-11-30 07:00"),
        # Summer time ended the day before.
        ("2026-10-26 08:00", "2026-10-26 07:00"),
    ],
)
@pytest.mark.once
def test_the_week_begins_on_monday_at_seven_in_the_netherlands(now, began):
    def local(words):
        return timezone.make_aware(dt.datetime.fromisoformat(words))

    assert week_began(local(now)) == local(began)


def test_who_chooses_weekly_after_a_mail_is_not_told_again(measures, monkeypatch):
    reader = make_reader(since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY)
    gather()
    Subscriber.objects.filter(pk=reader.pk).update(frequency=Frequency.WEEKLY)
    monkeypatch.setattr(gathering, "week_began", lambda now: now + dt.timedelta(seconds=1))
    assert gather() == 0
