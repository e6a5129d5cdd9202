"""What the home page shows is read once, until the content changes."""

import pytest

from measures.models import Report
from measures.publication.counting import begin_series
from portal.desk.editing.publishing import withdraw
from portal.desk.roles import MANAGER, PUBLISHER
from tests.portal.desk.editing.conftest import person


@pytest.fixture(autouse=True)
def _remembering(db):
    """Let the version alone decide, unlike in other tests. A new series makes the version of each test another one."""
    begin_series()


def home(client) -> str:
    return client.get("/").content.decode()


def test_the_second_time_only_the_version_is_asked_for(client, settings, django_assert_max_num_queries):
    settings.PAGE_MEMORY_MB = 0
    first = home(client)
    # The page asks for the version each time that it uses something kept, because no response cache stands before it here.
    with django_assert_max_num_queries(12) as asked:
        assert home(client) == first
    assert all("publicversion" in query["sql"] for query in asked.captured_queries), asked.captured_queries


def test_what_is_kept_is_what_is_read(client, settings):
    kept = [home(client), home(client)]
    settings.CONTENT_MEMORY = False
    assert kept == [home(client)] * 2


def test_a_withdrawn_report_leaves_the_page_at_once(client):
    newest = Report.objects.get(slug="vgr-5")
    assert newest.title in home(client)
    withdraw(newest, person("piet", PUBLISHER, MANAGER), "Verkeerd bestand.")
    assert newest.title not in home(client)
