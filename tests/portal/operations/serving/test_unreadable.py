"""A request that gunicorn itself refuses gets a problem (RFC 9457) in Dutch, not gunicorn's English page."""

import socket
from urllib.parse import urlsplit

import pytest

from portal.operations.serving.unreadable import answer
from portal.outputs.api.contract import VERSION
from tests.server import copy_of, serving

pytestmark = pytest.mark.once

TOO_LONG = b"GET /api/v1/acties?search=" + b"x" * 9_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
TOO_MANY = b"GET /api/v1/acties HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-A: b\r\n" * 200 + b"\r\n"
NO_HTTP = b"GET /api/v1/acties HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n"


def test_the_server_refuses_with_a_problem(made_portal, tmp_path):
    with serving(copy_of(made_portal, tmp_path)) as site:
        place = urlsplit(site)
        for asked, status in ((TOO_LONG, b"414"), (TOO_MANY, b"431"), (NO_HTTP, b"400")):
            with socket.create_connection((place.hostname, place.port), timeout=20) as line:
                line.sendall(asked)
                heard = line.recv(4096)
            assert heard.startswith(b"HTTP/1.1 " + status)
            assert b"\r\nContent-Type: application/problem+json\r\n" in heard
            assert f"\r\nAPI-Version: {VERSION}\r\n".encode() in heard
            assert b'"status": ' + status in heard
            assert b"<" not in heard


@pytest.mark.parametrize("status", [400, 403, 414, 417, 431, 500, 501])
def test_every_refusal_has_words(status):
    head, _, body = answer(status, "Reason").partition(b"\r\n\r\n")
    assert f"Content-Length: {len(body)}".encode() in head
    assert b'"title": "' in body
    assert b'"detail": "' in body
