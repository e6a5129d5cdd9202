"""Publishing on a real PostgreSQL: twenty attempts at once publish once, and a lost connection publishes nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.db import OperationalError, connection, connections

from measures.enums import ReportState
from measures.models import Report, ReportSection
from portal.desk.editing.publishing import PublicationError, publish
from portal.desk.models import Publication
from tests import factories

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
