"""Publishing on a real PostgreSQL, while others publish or save at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import OperationalError, connection, connections, transaction
from django.test import Client

from measures.enums import ReportState
from measures.models import Report, ReportSection
from measures.publication.counting import count_change
from measures.publication.freezing import FrozenError
from portal.desk.editing.publishing import PublicationError, publish
from portal.desk.models import Publication
from portal.search.models import SearchDocument
from tests import factories
from tests.conftest import take_second_step
from tests.portal.desk.forms import filled_in

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
        reason="Draden delen geen SQLite in het geheugen: alleen op PostgreSQL (DATABASE=postgresql).",
    ),
]


@pytest.fixture
def ready(empty):
    draft = factories.make_report("vgr-6", state=ReportState.DRAFT, kind="kamerbrief", number=None)
    ReportSection.objects.create(report=draft, position=1, slug="deel", title="Deel", location="x")
    return draft


@pytest.fixture
def people(transactional_db):
    return [User.objects.create_user(f"piet-{n}", is_staff=True) for n in range(20)]


def test_twenty_publishes_at_once_publish_once(ready, people):
    def press(person):
        try:
            publish(ready, person)
        except PublicationError as error:
            return str(error)
        finally:
            connections.close_all()
        return "gepubliceerd"

    with ThreadPoolExecutor(max_workers=len(people)) as pool:
        told = list(pool.map(press, people))
    assert told.count("gepubliceerd") == 1
    assert told.count("Deze rapportage is al gepubliceerd.") == 19
    assert Publication.objects.count() == 1
    assert Report.objects.get().is_public


def test_a_connection_that_is_lost_halfway_leaves_the_draft_whole(ready, people, monkeypatch):
    def cut(self, **kwargs):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr(Report, "save", cut)
    with pytest.raises(OperationalError):
        publish(ready, people[0])
    connection.close()
    assert not Publication.objects.exists()
    assert Report.objects.get().state == ReportState.DRAFT


@pytest.fixture
def _loading():
    """Override the fixture of tests/conftest.py that allows new rows in published reports."""


def waits():
    """Wait until some connection waits for a lock."""
    with connection.cursor() as cursor:
        found = False
        while not found:
            # Within a transaction PostgreSQL keeps what it told of other connections the first time.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute("SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock')")
            (found,) = cursor.fetchone()


def in_thread(act):
    """Run `act` in a thread with a connection of its own."""

    def run():
        try:
            return act()
        finally:
            connections.close_all()

    return ThreadPoolExecutor(1).submit(run)


def test_a_save_that_began_before_publishing_is_part_of_it(ready, people):
    section = ReportSection.objects.get()
    with transaction.atomic():
        section.summary = "Samenvatting over onderwijszorgarrangementen."
        section.save()
        publishing = in_thread(lambda: publish(ready, people[0]))
        waits()
    publishing.result(timeout=60)
    assert SearchDocument.objects.filter(text__contains="onderwijszorgarrangementen").exists()


def test_a_save_that_began_during_publishing_is_refused(ready, people, monkeypatch):
    section, is_checked, may_end = ReportSection.objects.get(), threading.Event(), threading.Event()

    def rebuild():
        is_checked.set()
        assert may_end.wait(60)

    monkeypatch.setattr("portal.desk.editing.publishing.rebuild", rebuild)
    publishing = in_thread(lambda: publish(ready, people[0]))
    assert is_checked.wait(60)
    section.summary = "Niemand keek dit na."
    saving = in_thread(section.save)
    waits()
    may_end.set()
    publishing.result(timeout=60)
    with pytest.raises(FrozenError):
        saving.result(timeout=60)
    assert ReportSection.objects.get().summary == ""


@pytest.mark.ignore_template_errors
def test_of_two_who_start_the_same_at_once_one_hears_that_it_is_there(empty, client):
    """The second waits until the first is done, and keeps what was typed."""
    # Something was public before, so there is a counter to hold.
    with transaction.atomic():
        count_change()
    address = "/beheer/redactie/nieuw/"
    editors = [User.objects.create_superuser(name) for name in ("roos", "rik")]
    client.force_login(editors[0])
    take_second_step(client, editors[0])
    sent = filled_in(client, address) | {
        "kind": "kamerbrief", "title": "Brief over rust", "publication": "1 oktober 2026", "reference": "", "location": "x",
    }  # fmt: skip

    def send(editor):
        own = Client()
        own.force_login(editor)
        take_second_step(own, editor)
        try:
            return own.post(address, sent)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, editors))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    assert Report.objects.drafts().count() == 1
    told = next(answer for answer in answers if answer.status_code == 200).content.decode()
    assert "bestaat al" in told
    assert "Brief over rust" in told
