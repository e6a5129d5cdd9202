"""Slow, large and broken clients: the server refuses them or lets them wait, and still serves others."""

import socket
import time
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from tests.server import copy_of, serving

pytestmark = [pytest.mark.once, pytest.mark.fault]


@pytest.fixture(scope="module")
def site(made_portal, tmp_path_factory):
    with serving(copy_of(made_portal, tmp_path_factory.mktemp("portaal"))) as address:
        yield address


@contextmanager
def connected(site):
    place = urlsplit(site)
    with socket.create_connection((place.hostname, place.port), timeout=20) as line:
        yield line


def answer_to(site, request: bytes) -> bytes:
    with connected(site) as line:
        # The server may refuse a request before it has received all of it.
        with suppress(BrokenPipeError, ConnectionResetError):
            line.sendall(request)
        try:
            return line.recv(4096)
        except ConnectionResetError:
            return b""


def assert_answers(site):
    begun = time.monotonic()
    with urlopen(f"{site}/maatregelen/", timeout=20) as answer:
        assert answer.status == 200
    assert time.monotonic() - begun < 10


def test_three_who_never_finish_their_question(site):
    """Each request holds one of the eight threads of a worker. Only nginx can take hundreds of them: see nginx/test_behind.py."""
    with ExitStack() as stack:
        for _ in range(3):
            line = stack.enter_context(connected(site))
            line.sendall(b"GET /maatregelen/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Traag: ")
        assert_answers(site)


def test_forty_who_never_read_their_answer(site):
    with ExitStack() as stack:
        for _ in range(40):
            line = stack.enter_context(connected(site))
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            line.sendall(b"GET /overzicht/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert_answers(site)


@pytest.mark.parametrize("path", ["/maatregelen/", "/api/v1/maatregelen", "/zoeken/"])
def test_a_query_of_ten_megabytes(site, path):
    asked = f"GET {path}?zoek=".encode() + b"a" * 10_000_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    assert answer_to(site, asked)[:13] in (b"HTTP/1.1 414 ", b"")
    assert_answers(site)


@pytest.mark.parametrize(
    "head",
    [
        b"GET /maatregelen/ HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-A: b\r\n" * 10_000,
        b"GET /maatregelen/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: " + b"a" * 1_000_000,
        b"GET /maatregelen/ HTTP/9.9\r\nHost: 127.0.0.1\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /maatregelen/ HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n",
        b"GET /maatregelen/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        b"GET /maatregelen/ HTTP/1.1\r\nHost: evil.example\r\n",
    ],
    ids=["veel kopregels", "lange kopregel", "geen versie", "tls", "twee namen", "twee lengtes", "andere naam"],
)
def test_what_is_no_question(site, head):
    answer = answer_to(site, head + b"\r\n")
    assert answer[9:12] in (b"400", b"431", b"505", b""), answer
    assert b"Traceback" not in answer
    assert_answers(site)
