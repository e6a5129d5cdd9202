"""The health checks. `/gezondheid/` uses no database; `/gereed/` checks database, migrations and cache, but gives no reason."""

import threading
import time

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings

from portal.operations.monitoring import health

# The real one: in all other tests, tests/conftest.py puts the checks on the connection of the test.
checked_in_time = health.checked_in_time

GOOD = {"status": "goed", "database": "goed", "migraties": "goed", "cache": "goed"}


@pytest.fixture
def broken(monkeypatch):
    def fail(*_arguments, **_options):
        raise OperationalError("geheim.example.nl: connection refused")

    monkeypatch.setattr(connections["default"], "cursor", fail)


def test_alive_needs_no_database(client):
    response = client.get("/gezondheid/")
    assert (response.status_code, response.json()) == (200, {"status": "goed"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_ready(client):
    response = client.get("/gereed/")
    assert (response.status_code, response.json()) == (200, GOOD)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_without_a_database(client, broken):
    response = client.get("/gereed/")
    assert response.status_code == 503
    assert response.json() == dict.fromkeys(GOOD, "niet goed")
    assert b"geheim" not in response.content


@pytest.mark.django_db
def test_not_ready_when_a_migration_is_missing(client):
    MigrationRecorder(connection).record_unapplied("measures", "0001_initial")
    response = client.get("/gereed/")
    assert response.status_code == 503
    assert response.json() == GOOD | {"status": "niet goed", "migraties": "niet goed"}


@pytest.mark.django_db
def test_a_database_that_is_ahead_is_fine(client):
    """During an upgrade the previous release still serves, on the migrated database."""
    MigrationRecorder(connection).record_applied("measures", "9999_van_een_latere_uitgave")
    assert client.get("/gereed/").status_code == 200


@pytest.mark.django_db
def test_not_ready_when_the_cache_forgets(client, monkeypatch):
    monkeypatch.setattr(type(caches["default"]), "get", lambda *_arguments, **_options: None)
    assert client.get("/gereed/").json() == GOOD | {"status": "niet goed", "cache": "niet goed"}


@pytest.mark.parametrize("address", ["/gezondheid/", "/gereed/", "/metrics"])
def test_only_to_be_read(client, address):
    assert client.post(address).status_code == 405


@pytest.mark.django_db
@override_settings(
    SECURE_SSL_REDIRECT=True, SECURE_REDIRECT_EXEMPT=[r"^gezondheid/$", r"^gereed/$", r"^metrics$"], PAGE_MEMORY_MB=8
)
def test_asked_from_nearby_without_tls():
    client = Client()
    assert client.get("/gezondheid/").status_code == 200
    assert client.get("/gereed/").status_code == 200
    assert client.get("/maatregelen/").status_code == 301


@pytest.fixture
def hanging(monkeypatch):
    """Let the check of the migrations hang until the end of the test, and return a list of the times at which it began."""
    end, begun = threading.Event(), []

    def hang():
        begun.append(time.monotonic())
        return end.wait()

    monkeypatch.setattr(health, "CHECKS", {"database": lambda: True, "migraties": hang, "cache": lambda: True})
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    monkeypatch.setattr(health, "checked_in_time", checked_in_time)
    before = set(threading.enumerate())
    yield begun
    end.set()
    for thread in set(threading.enumerate()) - before:
        thread.join()


def test_a_check_that_hangs_is_answered_in_time(client, hanging):
    response = client.get("/gereed/")
    assert response.status_code == 503
    # What was known in time is told; what comes after the check that hangs counts as wrong.
    assert response.json() == dict.fromkeys(GOOD, "niet goed") | {"database": "goed"}


def test_checks_that_hang_take_one_thread(client, hanging):
    answers = [client.get("/gereed/") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [503] * 5
    assert len(hanging) == 1
    assert answers[-1].json() == dict.fromkeys(GOOD, "niet goed")


def test_the_wait_leaves_a_second_of_the_three_that_a_supervisor_waits():
    assert health.PATIENCE <= 2


def test_the_thread_has_a_connection_of_its_own(monkeypatch):
    monkeypatch.setattr(health, "CHECKS", {"database": health.CHECKS["database"]})
    assert checked_in_time(30) == {"database": True}
