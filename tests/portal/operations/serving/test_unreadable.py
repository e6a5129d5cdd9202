"""A request that gunicorn itself refuses gets a problem (RFC 9457) in Dutch, not gunicorn's English page."""

import json
import socket
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from gunicorn.http import errors

from portal.operations.serving.unreadable import STATUSES, answer, status_of
from portal.outputs.api.contract import VERSION
from tests.server import copy_of, serving

pytestmark = pytest.mark.once

HEAD = b" HTTP/1.1\r\nHost: 127.0.0.1\r\n"
TOO_LONG = b"GET /api/v1/acties?search=" + b"x" * 9_000 + HEAD + b"\r\n"
TOO_MANY = b"GET /api/v1/acties" + HEAD + b"X-A: b\r\n" * 200 + b"\r\n"
NO_HTTP = b"GET /api/v1/acties HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n"
TWO_LENGTHS = b"POST /api/v1/acties" + HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n"
PREFIXED = b"GET /api/v1/rollen" + HEAD + b"SCRIPT_NAME: /api\r\nPATH_INFO: /beheer/\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def ask(made_portal, tmp_path_factory):
    """Return a function that sends bytes to a portal and returns what came back."""
    with serving(copy_of(made_portal, tmp_path_factory.mktemp("portaal"))) as site:
        place = urlsplit(site)

        def ask(asked):
            with socket.create_connection((place.hostname, place.port), timeout=20) as line:
                line.sendall(asked)
                return line.recv(4096)

        yield ask


@pytest.mark.parametrize(("asked", "status"), [(TOO_LONG, 414), (TOO_MANY, 431), (NO_HTTP, 400), (TWO_LENGTHS, 400)])
def test_the_server_refuses_with_a_problem(ask, asked, status):
    head, _, body = ask(asked).partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"\r\nContent-Type: application/problem+json\r\n" in head
    assert f"\r\nAPI-Version: {VERSION}\r\n".encode() in head
    assert b"\r\nServer:" not in head
    assert json.loads(body)["status"] == status


def test_a_client_cannot_move_the_site_to_another_path(ask):
    """The tests connect from 127.0.0.1, an address that gunicorn trusts as a proxy."""
    heard = ask(PREFIXED)
    assert heard.startswith(b"HTTP/1.1 200 ")
    assert b"\r\nContent-Type: application/json" in heard


@pytest.mark.parametrize("status", [HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR, *STATUSES.values()])
def test_every_refusal_has_words(status):
    head, _, body = answer(status).partition(b"\r\n\r\n")
    told = json.loads(body)
    assert f"Content-Length: {len(body)}".encode() in head
    assert told["title"] != status.phrase
    assert told["detail"]


@pytest.mark.parametrize(("error", "status"), [
    (errors.InvalidHeaderName("X A"), 400), (errors.InvalidRequestLine("x"), 400), (errors.LimitRequestLine(9_000, 8_190), 414),
    (errors.ConfigurationProblem("x"), 500), (errors.InvalidResponseHeader("x"), 500), (ValueError(), 500),
])  # fmt: skip
def test_a_mistake_of_ours_is_not_blamed_on_the_client(error, status):
    assert status_of(error) == status
