"""The health checks. `/gezondheid/` uses no database; `/gereed/` checks database, migrations and cache, but gives no reason."""

import pytest
from django.core.cache import caches
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings

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
