"""Many readers: one text for who hears the same, a fixed number of queries for each batch, and each batch whole."""

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from post_office.models import Email, EmailTemplate

from portal.subscriptions import outgoing
from portal.subscriptions.ending import end
from portal.subscriptions.gathering import gather as gathering
from portal.subscriptions.gathering.found import note_news
from portal.subscriptions.gathering.gather import gather
from portal.subscriptions.models import Subscriber
from portal.subscriptions.news_models import NewsItem
from tests.portal.subscriptions.readers import DONE, UNDERWAY, make_reader, publish, waiting, withdraw

pytestmark = pytest.mark.usefixtures("empty")


def test_readers_who_hear_the_same_share_one_text(measures):
    for number in range(5):
        make_reader(f"a{number}@example.nl", since=dt.timedelta(0))
        make_reader(f"b{number}@example.nl", "maatregel hoorrecht", since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY, zorgplicht=DONE)
    assert gather() == 10
    assert EmailTemplate.objects.count() == 2
    assert len({email.message_id for email in Email.objects.all()}) == 10


def test_the_number_of_queries_does_not_depend_on_that_of_readers(measures, monkeypatch):
    def queries_for(readers, number):
        for each in range(readers):
            make_reader(
                f"r{number}-{each}@example.nl",
                ("alles", "maatregel hoorrecht", "maatregel zorgplicht")[each % 3],
                since=dt.timedelta(0),
            )
        gather()
        EmailTemplate.objects.all().delete()
        publish(number, hoorrecht=(UNDERWAY, DONE)[number % 2], zorgplicht=(DONE, UNDERWAY)[number % 2])
        with CaptureQueriesContext(connection) as found:
            assert gather() >= readers
        return len(found)

    assert queries_for(3, 2) == queries_for(40, 3)


def test_each_batch_is_finished_before_the_next(measures, monkeypatch):
    """A kill between two batches: the first readers have their mail, the others get it next time, and nobody gets two."""
    monkeypatch.setattr(gathering, "READERS_AT_ONCE", 2)
    for number in range(5):
        make_reader(f"a{number}@example.nl", since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY)
    made = []
    put_one = gathering._Batches.put_one

    def dies(self):
        if made:
            raise KeyboardInterrupt
        made.append(put_one(self))
        return made[0]

    monkeypatch.setattr(gathering._Batches, "put_one", dies)
    with pytest.raises(KeyboardInterrupt):
        gather()
    monkeypatch.setattr(gathering._Batches, "put_one", put_one)
    assert gather() == 3
    assert sorted(email.to[0] for email in Email.objects.all()) == [f"a{number}@example.nl" for number in range(5)]


def while_a_batch_is_made(monkeypatch, happens):
    """Let something happen between the reading and the storing of the first batch, as another process can."""
    mails, done = gathering._Batches._mails, []

    def meanwhile(self, readers):
        made = list(mails(self, readers))
        if not done:
            done.append(happens())
        return made

    monkeypatch.setattr(gathering._Batches, "_mails", meanwhile)


def test_a_reader_who_is_set_back_meanwhile_hears_all(measures, monkeypatch):
    """Another process takes back a mail, so that its reader is to be told from before the list that this process tells."""
    monkeypatch.setattr(gathering, "READERS_AT_ONCE", 1)
    make_reader("a@example.nl", since=dt.timedelta(0))
    publish(2, hoorrecht=UNDERWAY)
    note_news()
    before, first = NewsItem.objects.order_by("pk").values_list("pk", flat=True)
    Subscriber.objects.update(told=first)
    b = make_reader("b@example.nl", since=dt.timedelta(0), told=first)
    publish(3, hoorrecht=DONE)
    while_a_batch_is_made(monkeypatch, lambda: Subscriber.objects.filter(pk=b.pk).update(told=before))
    assert gather() == 2
    told = waiting()
    assert "Gepubliceerd: Rapport 2" not in told["a@example.nl"].body
    assert "Gepubliceerd: Rapport 2" in told["b@example.nl"].body
    assert "Gepubliceerd: Rapport 3" in told["b@example.nl"].body


def test_what_is_withdrawn_meanwhile_is_in_no_mail(measures, monkeypatch):
    make_reader(since=dt.timedelta(0))
    report = publish(2, hoorrecht=UNDERWAY)
    while_a_batch_is_made(monkeypatch, lambda: withdraw(report))
    assert gather() == 1
    (message,) = waiting().values()
    assert message.subject == "Ingetrokken: Rapport 2"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="Draden delen geen SQLite in het geheugen.")
def test_who_ends_while_mails_are_put_in_the_queue_leaves_none(empty):
    reader = make_reader()
    is_locked = threading.Event()

    def put_mail():
        try:
            with transaction.atomic():
                Subscriber.objects.select_for_update().get(pk=reader.pk)
                outgoing.put(reader.address, "Nieuws", "Tekst")
                is_locked.set()
                time.sleep(0.5)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        putting = pool.submit(put_mail)
        assert is_locked.wait(10)
        end(reader)
        putting.result()
    assert not Subscriber.objects.exists()
    assert not Email.objects.exists()


def test_numbers_are_given_once(measures):
    publish(2)
    assert [len(note_news()), len(note_news())] == [1, 0]
    assert NewsItem.objects.count() == 2
