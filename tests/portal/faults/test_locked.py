"""Another process holds the write lock of SQLite: who reads notices nothing, who writes reads that it will be back."""

import sqlite3
import time
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from tests.server import copy_of, run, serving

pytestmark = [pytest.mark.once, pytest.mark.fault]

LOGIN = "/beheer/account/inloggen/"
# Print the cookie of an account that is logged in.
LOGGED_IN = """
from django.contrib.auth.models import User
from django.test import Client
user = User.objects.create_user("roos", is_staff=True)
client = Client()
client.force_login(user)
print(client.cookies["sessionid"].value)
"""


def ask(site, address, form=None, cookie=""):
    with closing(HTTPConnection(urlsplit(site).netloc, timeout=60)) as connection:
        headers = {"Cookie": f"csrftoken={'a' * 32}; {cookie}", "Content-Type": "application/x-www-form-urlencoded"}
        data = urlencode(form | {"csrfmiddlewaretoken": "a" * 32}) if form else None
        connection.request("POST" if form else "GET", address, data, headers)
        response = connection.getresponse()
        return response.status, response.headers.get("Retry-After"), response.read().decode()


def test_it_is_a_503_in_words_and_ready_answers_in_time(made_portal, tmp_path):
    environment = copy_of(made_portal, tmp_path) | {"LOG_LEVEL": "CRITICAL"}
    session = run(environment, LOGGED_IN).stdout.strip()
    with serving(environment) as site, closing(sqlite3.connect(tmp_path / "portaal.sqlite3", isolation_level=None)) as other:
        assert ask(site, "/gereed/")[0] == 200
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        assert ask(site, "/gereed/")[0] == 503
        assert time.monotonic() - begun < 3
        assert ask(site, "/gezondheid/")[0] == 200
        assert ask(site, "/maatregelen/")[0] == 200
        for answer in (
            ask(site, LOGIN, {"login": "roos", "password": "onjuist"}),
            ask(site, "/beheer/", cookie=f"sessionid={session}"),
        ):
            assert answer[:2] == (503, "30")
            assert "even niet bereikbaar" in answer[2]
        other.execute("ROLLBACK")
        assert ask(site, LOGIN, {"login": "roos", "password": "onjuist"})[0] == 200
