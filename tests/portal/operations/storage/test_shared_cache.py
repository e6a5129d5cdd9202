"""The shared cache: in the database, where a damaged row counts as absent, or in Redis if a setting says so."""

import base64
import json
import logging
import pickle
import socket
import subprocess
import sys
import threading

import fakeredis
import pytest
from django.conf import settings as portal
from django.core.cache import caches
from django.db import connection
from django.urls import reverse

from portal.operations.storage.shared_cache import SturdyDatabaseCache, SturdyRedisCache

# No server listens on this port.
NOBODY = "redis://127.0.0.1:1/0"
DAMAGED = [
    "geen base64!",
    base64.b64encode(b"geen pickle").decode(),
    base64.b64encode(pickle.dumps({"heel": 1})[:-4]).decode(),
    base64.b64encode(b"cbestaat\nniet\n.").decode(),
    "",
]


@pytest.fixture
def shared(db):
    assert isinstance(caches["default"], SturdyDatabaseCache)
    caches["default"].clear()
    return caches["default"]


@pytest.mark.parametrize("value", DAMAGED)
def test_a_damaged_entry_counts_as_absent(shared, value, caplog):
    caplog.set_level(logging.WARNING)
    shared.set_many({"heel": 1, "stuk": 2})
    _damage(shared, "stuk", value)
    assert shared.get_many(["heel", "stuk"]) == {"heel": 1}
    assert shared.get("stuk", "weg") == "weg"
    assert "niet te lezen" in caplog.text
    assert shared.add("stuk", 3)
    assert shared.get_many(["heel", "stuk"]) == {"heel": 1, "stuk": 3}


def test_who_logs_in_never_meets_it(shared, client):
    """Login attempts are counted in the cache. A damaged count is ignored and causes no error."""
    wrong = {"login": "iemand", "password": "onjuist"}
    client.post(reverse("account_login"), wrong)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET value = 'geen base64!'")
        assert cursor.rowcount > 0
    assert client.post(reverse("account_login"), wrong).status_code == 200


@pytest.mark.once
def test_redis_by_a_setting():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = free.getsockname()
    server = fakeredis.TcpFakeServer(place, server_type="redis")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"redis://{place[0]}:{place[1]}/0"
        told = "print(json.dumps([type(caches['default']).__name__, cache.get('a'), cache.incr('b')]))"
        assert _in_a_portal(address, "cache.set_many({'a': [1], 'b': 1})", told) == ["SturdyRedisCache", [1], 2]
        damage = "cache._cache.get_client(write=True).set(cache.make_key('a'), b'geen pickle')"
        told = "print(json.dumps([cache.get_many(['a', 'b']), cache.get('a', 'weg')]))"
        assert _in_a_portal(address, damage, told) == [{"b": 2}, "weg"]
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.once
def test_without_redis_who_logs_in_reads_that_it_will_be_back(client, settings):
    client.raise_request_exception = False
    settings.CACHES = portal.CACHES | {
        "default": {"BACKEND": f"{SturdyRedisCache.__module__}.SturdyRedisCache", "LOCATION": NOBODY}
    }
    assert client.get("/maatregelen/").status_code == 200
    answer = client.post(reverse("account_login"), {"login": "iemand", "password": "onjuist"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert "even niet bereikbaar" in answer.content.decode()


@pytest.mark.once
def test_an_address_that_is_no_redis_is_refused():
    with pytest.raises(subprocess.CalledProcessError) as refused:
        _in_a_portal("http://cache.example.nl/", "print('[]')")
    assert "CACHE_URL" in refused.value.stderr


def _in_a_portal(cache_url: str, *lines: str):
    """Run the lines in a process with this setting, and return what it prints as JSON."""
    code = "; ".join(["import django, json", "django.setup()", "from django.core.cache import cache, caches", *lines])
    environment = {"DJANGO_SETTINGS_MODULE": "portal.settings", "CACHE_URL": cache_url, "PATH": ""}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=portal.BASE_DIR, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def _damage(cache: SturdyDatabaseCache, key: str, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET value = %s WHERE cache_key = %s", [value, cache.make_key(key)])
        assert cursor.rowcount == 1
