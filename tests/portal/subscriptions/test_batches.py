"""Many readers: one text for who hears the same, a fixed number of queries for each batch, and each batch whole."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from post_office.models import Email, EmailTemplate

from portal.subscriptions.gathering import gather as gathering
from portal.subscriptions.gathering.found import note_news
from portal.subscriptions.gathering.gather import gather
from portal.subscriptions.news_models import NewsItem
from tests.portal.subscriptions.readers import DONE, UNDERWAY, make_reader, publish

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


def test_numbers_are_given_once(measures):
    publish(2)
    assert [len(note_news()), len(note_news())] == [1, 0]
    assert NewsItem.objects.count() == 2
