"""The database disappears and comes back: cached pages stay available, others give a clear 503, and nothing needs a restart."""

import json
import sqlite3
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.server import copy_of, environment_in, manage, postgresql, serving

pytestmark = [pytest.mark.once, pytest.mark.fault]

Answer = tuple[int, dict[str, str], str]


def ask(site: str, address: str) -> Answer:
    """Return the response to a GET request on a new connection."""
    with closing(HTTPConnection(urlsplit(site).netloc, timeout=20)) as connection:
        connection.request("GET", address)
        response = connection.getresponse()
        return response.status, dict(response.getheaders()), response.read().decode()


def assert_says_it_will_be_back(answer: Answer) -> None:
    status, headers, text = answer
    assert status == 503
    assert headers["Retry-After"] == "30"
    assert headers["X-Frame-Options"] == "DENY"
    for inside in ("traceback", "psycopg", "sqlite", "django", "operationalerror", "/tmp"):
        assert inside not in text.lower()
    if headers["Content-Type"] == "application/problem+json":
        assert json.loads(text)["title"] == "Even niet bereikbaar"
        assert headers["Cache-Control"] == "no-store"
    else:
        assert "Deze pagina is even niet bereikbaar" in text


@pytest.mark.parametrize(
    ("pool", "asked"),
    [("0", ["/moties/", "/api/v1/maatregelen", "/maatregelen.csv", "/beheer/account/inloggen/"]), ("2", ["/moties/"])],
)
def test_postgresql_gone_and_back(tmp_path, pool, asked):
    with postgresql() as database:
        environment = environment_in(tmp_path) | {"DATABASE_URL": database.get_uri(), "DATABASE_POOL_SIZE": pool}
        environment["LOG_LEVEL"] = "CRITICAL"
        for command in (["migrate"], ["createcachetable"], ["collectstatic", "--noinput"]):
            manage(environment, *command)
        with serving(environment) as site:
            known = ask(site, "/maatregelen/")
            assert known[0] == 200
            database.stop()
            status, _headers, text = ask(site, "/maatregelen/")
            assert (status, text) == (200, known[2])
            assert ask(site, "/gezondheid/")[0] == 200
            assert ask(site, "/gereed/")[0] == 503
            for address in asked:
                assert_says_it_will_be_back(ask(site, address))
            database.ensure_postgres_running()
            for address in ("/maatregelen/", "/moties/", "/api/v1/maatregelen", "/maatregelen.csv", "/gereed/"):
                assert ask(site, address)[0] == 200, address


def test_sqlite_damaged_and_back(made_portal, tmp_path):
    environment = copy_of(made_portal, tmp_path) | {"LOG_LEVEL": "CRITICAL"}
    file = tmp_path / "portaal.sqlite3"
    with closing(sqlite3.connect(file)) as source:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = file.read_bytes()
    with serving(environment) as site:
        known = ask(site, "/maatregelen/")
        file.write_bytes(b"dit is geen database" * 1000)
        assert ask(site, "/gezondheid/")[0] == 200
        assert ask(site, "/gereed/")[0] == 503
        assert ask(site, "/maatregelen/")[2] == known[2]
        for address in ("/moties/", "/api/v1/moties"):
            assert_says_it_will_be_back(ask(site, address))
        file.write_bytes(whole)
        for address in ("/maatregelen/", "/moties/", "/api/v1/moties", "/gereed/"):
            assert ask(site, address)[0] == 200, address
