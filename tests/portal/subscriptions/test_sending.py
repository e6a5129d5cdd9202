"""From the queue to the server: what becomes of a mail for every answer, and of an address that does not exist."""

import datetime as dt
import logging
import smtplib
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone
from post_office.models import Email

from portal.subscriptions import outgoing
from portal.subscriptions.models import Subscriber
from portal.subscriptions.sending import queue, run
from tests.portal.subscriptions.mail_server import no_such
from tests.portal.subscriptions.readers import make_reader, publish, withdraw

pytestmark = pytest.mark.django_db
NOW = dt.timedelta(0)


class Server(BaseEmailBackend):
    """A mail server that says what `says` has for an address: an exception, or nothing."""

    says = {}
    got = []
    opened = 0
    is_gone = False

    def open(self):
        if Server.is_gone:
            raise ConnectionRefusedError
        Server.opened += 1

    def send_messages(self, messages):
        for message in messages:
            if error := Server.says.get(message.to[0]):
                raise error
            Server.got.append((message.to[0], message.message()["Message-ID"]))
        return len(messages)


@pytest.fixture(autouse=True)
def server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.says, Server.got, Server.opened, Server.is_gone = {}, [], 0, False
    return Server


def put(*addresses):
    for address in addresses:
        outgoing.put(address, "Nieuws", "Tekst")


def send(minutes=0):
    """Run the command as if `minutes` have passed."""
    if minutes:
        for email in Email.objects.exclude(scheduled_time=None):
            Email.objects.filter(pk=email.pk).update(scheduled_time=email.scheduled_time - dt.timedelta(minutes=minutes))
    return run.send_messages()


def test_what_is_sent_is_not_kept(server):
    put("anna@example.nl", "piet@example.nl")
    done = send()
    assert (done.sent, done.is_gone) == (2, False)
    assert [address for address, _ in server.got] == ["anna@example.nl", "piet@example.nl"]
    assert server.opened == 1
    assert not Email.objects.exists()


def test_long_connections_are_made_anew(server, monkeypatch):
    monkeypatch.setattr("portal.subscriptions.sending.server.MOST_MAILS", 2)
    put(*(f"a{number}@example.nl" for number in range(5)))
    send()
    assert server.opened == 3


def test_a_server_that_is_gone_touches_nothing(server):
    server.is_gone = True
    put("anna@example.nl")
    before = Email.objects.get().message_id
    assert send().is_gone
    server.is_gone = False
    assert send().sent == 1
    assert server.got == [("anna@example.nl", before)]


def test_a_refusal_for_a_while_waits_longer_and_longer(server):
    server.says = {"anna@example.nl": no_such("anna@example.nl", 451, b"4.7.1 Greylisted")}
    put("anna@example.nl", "piet@example.nl")
    message_id = Email.objects.first().message_id
    assert (send().later, [address for address, _ in server.got]) == (1, ["piet@example.nl"])
    waited = []
    for _ in range(6):
        email = Email.objects.get()
        wait = email.scheduled_time - timezone.now()
        waited.append(round(wait.total_seconds() / 60))
        assert send(waited[-1] - 1).later == 0
        assert send(2).later == 1
    assert waited == [5, 15, 60, 180, 360, 360]
    server.says = {}
    assert send(1000).sent == 1
    assert server.got[-1] == ("anna@example.nl", message_id)


def test_a_mail_that_is_never_taken_is_given_up_and_the_log_says_so(server, caplog):
    make_reader(since=NOW)
    server.says = {"anna@example.nl": smtplib.SMTPDataError(554, b"5.7.1 Spam")}
    put("anna@example.nl")
    for _ in range(queue.MOST_TRIES):
        send(1000)
    assert not Email.objects.exists()
    assert Subscriber.objects.get().refused == 0
    assert "opgegeven" in caplog.text
    assert "anna" not in caplog.text


def test_an_address_that_does_not_exist_is_dropped_after_three_mails(server, caplog):
    make_reader("weg@example.nl", since=NOW)
    server.says = {"weg@example.nl": no_such("weg@example.nl")}
    for number in (1, 2):
        put("weg@example.nl")
        assert send().refused == 1
        assert Subscriber.objects.get().refused == number
    put("weg@example.nl")
    put("weg@example.nl")
    send()
    assert not Subscriber.objects.exists()
    assert not Email.objects.exists()
    assert "weg@example.nl" not in caplog.text


def test_one_mail_that_is_taken_starts_the_count_again(server):
    reader = make_reader(since=NOW, refused=2)
    put(reader.address)
    send()
    assert Subscriber.objects.get().refused == 0


def test_a_policy_against_us_says_nothing_of_the_address(server):
    make_reader(since=NOW)
    server.says = {"anna@example.nl": no_such("anna@example.nl", 550, b"5.7.1 Relaying denied")}
    put("anna@example.nl")
    assert send().later == 1
    assert Subscriber.objects.get().refused == 0


def test_a_server_that_refuses_everybody_refuses_us(server):
    """A wrong sender can be refused at the recipient, with the words of an address that does not exist. Nobody goes for it."""
    addresses = [f"a{number}@example.nl" for number in range(run.FUSE + 2)]
    for address in addresses:
        make_reader(address, since=NOW, refused=2)
    server.says = {address: no_such(address, 550, b"Sender address rejected") for address in addresses}
    put(*addresses)
    done = send()
    assert (done.is_gone, done.refused, done.later) == (True, 0, run.FUSE)
    assert set(Subscriber.objects.values_list("refused", flat=True)) == {2}
    server.says = {}
    assert send(6).sent == len(addresses)


def test_many_addresses_that_do_not_exist_count_when_others_do(server):
    refused = [f"a{number}@example.nl" for number in range(run.FUSE - 1)]
    for address in refused:
        make_reader(address, since=NOW)
    server.says = {address: no_such(address) for address in refused}
    put(*refused, "piet@example.nl", *refused)
    done = send()
    assert (done.is_gone, done.refused, done.sent) == (False, 2 * len(refused), 1)
    assert set(Subscriber.objects.values_list("refused", flat=True)) == {2}


def test_a_server_that_falls_silent_ends_the_run_and_lets_others_go_first(server):
    server.says = {f"a{number}@example.nl": TimeoutError() for number in range(3)}
    put(*(f"a{number}@example.nl" for number in range(3)), "piet@example.nl")
    done = send()
    assert (done.is_gone, done.sent, server.opened) == (True, 0, 3)
    assert send().sent == 1
    server.says = {}
    assert send(6).sent == 3


def test_a_mail_that_is_taken_too_slowly_waits_longer_and_ends(server):
    """The server may have taken it each time: a mail without an end would fill a mailbox."""
    server.says = {"anna@example.nl": TimeoutError()}
    put("anna@example.nl")
    send()
    waits = []
    while email := Email.objects.first():
        waits.append(round((email.scheduled_time - timezone.now()).total_seconds() / 60))
        send(1000)
    assert (waits[:5], len(waits)) == ([5, 15, 60, 180, 360], queue.MOST_TRIES - 1)


def test_a_mail_under_way_is_tried_again_with_the_same_id(server):
    """What a killed process had claimed waits for the end of the claim, and no longer."""
    put("anna@example.nl")
    taken = next(queue.claimed())
    assert (send().sent, send(119).sent, send(2).sent) == (0, 0, 1)
    assert server.got == [("anna@example.nl", taken.message_id)]


def test_two_senders_never_take_the_same_mail():
    put(*(f"a{number}@example.nl" for number in range(6)))
    one, other = queue.claimed(), queue.claimed()
    taken = [email.pk for pair in zip(one, other, strict=False) for email in pair]
    assert len(taken) == len(set(taken)) == 6


def test_a_report_that_is_withdrawn_halfway_is_told_to_the_others_as_withdrawn(empty, server, monkeypatch):
    for name in "abc":
        make_reader(f"{name}@example.nl", since=NOW)
    report = publish(1)
    subjects = []

    def send_messages(self, messages):
        for message in messages:
            subjects.append((message.to[0], message.subject))
            if len(subjects) == 1:
                withdraw(report)
        return len(messages)

    monkeypatch.setattr(Server, "send_messages", send_messages)
    send()
    assert subjects == [
        ("a@example.nl", "Gepubliceerd: Rapport 1"),
        *((f"{name}@example.nl", "Ingetrokken: Rapport 1") for name in "abc"),
    ]


def test_who_ended_while_a_mail_waited_gets_nothing(server):
    put("anna@example.nl", "piet@example.nl")
    mails = queue.claimed()
    next(mails)
    outgoing.forget("piet@example.nl")
    assert list(mails) == []


def test_what_somebody_waits_for_goes_first(server):
    put("nieuws@example.nl")
    Email.objects.update(priority=1)
    put("bevestigen@example.nl")
    send()
    assert [address for address, _ in server.got] == ["bevestigen@example.nl", "nieuws@example.nl"]


def test_the_command_says_what_it_did(server):
    put("anna@example.nl")
    out = StringIO()
    call_command("send_messages", stdout=out)
    assert out.getvalue() == "Klaargezet: 0. Verstuurd: 1. Later nog eens: 0. Geweigerd: 0.\n"
    server.is_gone = True
    put("anna@example.nl")
    with pytest.raises(CommandError, match="Er wachten 1 mails"):
        call_command("send_messages")


def test_without_a_mail_server_nothing_is_tried(settings, server):
    settings.HAS_MAIL = False
    put("anna@example.nl")
    out = StringIO()
    call_command("send_messages", stdout=out)
    assert "geen mailserver" in out.getvalue()
    assert Email.objects.count() == 1


def test_who_did_not_confirm_in_time_is_forgotten():
    late = timezone.now() - dt.timedelta(hours=49)
    Subscriber.objects.create(address="laat@example.nl", asked={}, asked_at=late)
    Subscriber.objects.create(address="nieuw@example.nl", asked={}, asked_at=timezone.now())
    out = StringIO()
    call_command("clear_messages", stdout=out)
    assert out.getvalue() == "Niet bevestigd: 1. Teksten zonder mail: 0.\n"
    assert [reader.address for reader in Subscriber.objects.all()] == ["nieuw@example.nl"]


def test_a_mail_that_is_of_no_use_any_more_is_not_sent_and_not_kept(server):
    """The mail that asks to confirm: its link does not work any more, and its address is forgotten."""
    outgoing.put("laat@example.nl", "Bevestig", "Tekst", until=timezone.now())
    outgoing.put("nieuw@example.nl", "Bevestig", "Tekst", until=timezone.now() + dt.timedelta(hours=1))
    server.is_gone = True
    assert send().is_gone
    assert [email.to for email in Email.objects.all()] == [["nieuw@example.nl"]]
    server.is_gone = False
    assert send().sent == 1
    assert [address for address, _ in server.got] == ["nieuw@example.nl"]


def test_the_log_tells_no_address(server, caplog):
    caplog.set_level(logging.INFO)
    server.says = {"anna@example.nl": no_such("anna@example.nl", 451, b"anna@example.nl is greylisted")}
    put("anna@example.nl")
    send()
    assert "SMTPRecipientsRefused 451" in caplog.text
    assert "anna" not in caplog.text
    assert not mail.outbox
