"""Public responses while another connection holds a lock, on a real PostgreSQL."""

from contextlib import closing, contextmanager

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections, transaction
from django.test import Client

from portal.core.database.patience import limit_queries
from portal.operations.serving import middleware
from tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
        reason="SQLite laat wie leest nooit wachten: alleen op PostgreSQL (DATABASE=postgresql).",
    ),
]


@pytest.fixture
def reader(empty, settings):
    """Return a client of a site without content that has its response cache on."""
    settings.PAGE_MEMORY_MB = 8
    yield Client(raise_request_exception=False)
    # The next user of this connection gets no limit.
    connection.close()


@contextmanager
def locked(table, monkeypatch):
    """Lock a table for everyone within the block, in which queries have short limits."""
    with closing(connections.create_connection("default")) as other, monkeypatch.context() as within:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        within.setattr(middleware, "FOR_VERSION", 0.1)
        within.setattr("portal.operations.middleware.FOR_VISITORS", 0.2)
        yield


def test_a_lock_on_the_version_leaves_what_is_remembered(reader, monkeypatch):
    report = factories.make_report("vgr-5")
    known = reader.get("/maatregelen/")
    with locked("measures_publicversion", monkeypatch):
        assert reader.get("/maatregelen/")["ETag"] == known["ETag"]
        # Nobody knows the version now, so this page is made but not kept.
        assert "ETag" not in reader.get("/moties/")
        assert reader.get("/gezondheid/").status_code == 200
    connection.close()
    factories.make_stand(factories.make_measure(1), report)
    monkeypatch.setattr("portal.operations.serving.rest.time.monotonic", lambda: float("inf"))
    after = reader.get("/maatregelen/", headers={"If-None-Match": known["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != known["ETag"]


def test_a_lock_on_a_table_of_the_content_leaves_what_is_remembered(reader, monkeypatch):
    factories.make_report("vgr-5")
    known = reader.get("/moties/")
    with locked("motions_motion", monkeypatch):
        assert reader.get("/moties/?zoek=x").status_code == 503
        monkeypatch.setattr(middleware, "FOR_VERSION", 60.0)
        assert reader.get("/moties/")["ETag"] == known["ETag"]


def test_a_limit_ends_a_query_and_can_be_widened():
    limit_queries(0.1)
    with pytest.raises(OperationalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(30)")
    limit_queries(30)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.2)")
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("30s",)
