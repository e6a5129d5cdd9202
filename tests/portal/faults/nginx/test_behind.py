"""The configuration in deploy/nginx.conf: a real nginx in front of a portal with production settings."""

import json
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPConnection

import pytest
from django.conf import settings

from portal.outputs.api.contract import VERSION
from tests.front import IN_PRODUCTION, NAME, WITHOUT_NGINX, free_port, nginx_before
from tests.server import copy_of, serving

pytestmark = [pytest.mark.once, pytest.mark.fault, WITHOUT_NGINX]


@pytest.fixture(scope="module")
def front(made_portal, tmp_path_factory):
    """Yield an nginx in front of a portal with production settings."""
    folder = tmp_path_factory.mktemp("nginx")
    environment = copy_of(made_portal, folder) | IN_PRODUCTION
    with serving(environment) as site, nginx_before(site, environment, folder) as found:
        yield found


def test_without_tls_a_visitor_is_led_to_tls(front):
    with closing(HTTPConnection("127.0.0.1", front.plain, timeout=20)) as connection:
        connection.request("GET", "/maatregelen/?status=afgerond", headers={"Host": NAME})
        response = connection.getresponse()
    assert (response.status, response.headers["Location"]) == (301, f"https://{NAME}/maatregelen/?status=afgerond")


def test_pages_files_and_api(front):
    for path in ("/", "/maatregelen/", "/api/v1/maatregelen", "/wijzigingen.atom", "/gereed/", "/gezondheid/"):
        answer = front.ask(path)
        assert answer.status == 200, path
        assert "max-age=" in answer.headers["Strict-Transport-Security"]
        assert answer.headers["Server"] == "nginx"
        assert len(answer.headers["X-Request-ID"]) == 32
    page = front.ask("/maatregelen/").text
    assert f"https://{NAME}/" in page, "an address that names itself has the scheme of the visitor"
    style = front.ask(re.search(r'href="(/static/[^"]+\.css)"', page)[1], Accept_Encoding="gzip")
    assert (style.status, style.headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in style.headers["Cache-Control"]


def test_a_visitor_cannot_say_who_or_how_safe_he_is(front):
    """nginx replaces the values of these headers, so a client cannot forge its IP address, its protocol or the clock."""
    forged = {"X_Forwarded_For": "10.0.0.1", "X_Forwarded_Proto": "http", "X_Request_ID": "van-mij-zelf", "X_Front_Clock": "1"}
    answer = front.ask("/maatregelen/?zoek=leerrecht", **forged)
    assert answer.status == 200
    assert answer.headers["X-Request-ID"] != "van-mij-zelf"
    assert answer.headers["Cache-Control"] == "public, no-cache"


@pytest.mark.parametrize("header", ["Script_Name", "SCRIPT_NAME", "X_Script_Name", "X_Forwarded_Prefix", "Path_Info"])
def test_a_visitor_cannot_move_the_site(front, header):
    """A header that names a path prefix changes no link, and no other visitor gets a page that it changed."""
    path = f"/maatregelen/?zoek={header}"
    moved = front.ask(path, **{header: "/elders"})
    assert moved.status == 200
    assert "/elders" not in moved.text
    assert "/elders" not in front.ask(path).text


def test_two_hundred_who_never_finish_their_question(front):
    with ExitStack() as stack:
        for _ in range(200):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", front.plain)))
            line.sendall(b"GET / HTTP/1.1\r\nHost: portaal.example.nl\r\nX-Traag: ")
        begun = time.monotonic()
        assert front.ask("/maatregelen/").status == 200
        assert time.monotonic() - begun < 5


def test_what_is_too_large_stops_at_the_door(front):
    assert front.ask("/maatregelen/?zoek=" + "a" * 20_000).status == 414
    for path in ("/beheer/account/inloggen/", "/maatregelen/"):
        answer = front.ask(path, "POST", b"a" * 7_000_000)
        assert (answer.status, answer.headers["Cache-Control"]) == (413, "no-store")
        assert "Te groot om te ontvangen" in answer.text


def test_while_the_portal_is_down_a_reader_and_a_program_hear_so(made_portal, tmp_path):
    environment = {"STATIC_ROOT": str(made_portal / "static")}
    with nginx_before(f"http://127.0.0.1:{free_port()}", environment, tmp_path) as front:
        for path, kind, words in (
            ("/maatregelen/", "text/html; charset=utf-8", "even niet bereikbaar"),
            ("/beheer/", "text/html; charset=utf-8", "even niet bereikbaar"),
            ("/api/v1/maatregelen", "application/problem+json", '"status": 503'),
        ):
            answer = front.ask(path)
            assert (answer.status, answer.headers["Content-Type"]) == (503, kind)
            assert (answer.headers["Retry-After"], answer.headers["Cache-Control"]) == ("30", "no-store")
            assert words in answer.text


def test_no_log_has_the_token_of_a_link_that_ends_messages(made_portal, tmp_path):
    environment = {"STATIC_ROOT": str(made_portal / "static")}
    with nginx_before(f"http://127.0.0.1:{free_port()}", environment, tmp_path) as front:
        for path in ("/berichten/stop/geheim/", "/%62erichten/stop/geheim/", "//berichten/stop/geheim/"):
            assert front.ask(path, "POST", b"List-Unsubscribe=One-Click").status == 503
            assert front.ask(path, "POST", Content_Length="7000000").status == 413
            with closing(HTTPConnection("127.0.0.1", front.plain, timeout=20)) as connection:
                connection.request("GET", path)
                assert connection.getresponse().status == 301
        with ThreadPoolExecutor(16) as crowd:
            assert 429 in {answer.status for answer in crowd.map(lambda _: front.ask("/berichten/stop/geheim/"), range(200))}
        front.ask("/wijzigingen/")
    logs = "".join((tmp_path / "nginx" / name).read_text() for name in ("access.log", "error.log"))
    assert "/wijzigingen/" in logs
    assert "geheim" not in logs


def refused_of(front, path):
    """Send 400 requests as fast as possible. Return each response with status 429."""
    with ThreadPoolExecutor(16) as crowd:
        answers = list(crowd.map(lambda _: front.ask(path), range(400)))
    refused = [answer for answer in answers if answer.status == 429]
    assert refused
    return refused


def test_a_reader_who_asks_too_fast_reads_so(front):
    for answer in refused_of(front, "/gezondheid/"):
        assert answer.headers["Retry-After"] == "5"
        assert "Te veel verzoeken" in answer.text
    # Wait until nginx would accept a full burst again, for the next test.
    time.sleep(5)


def test_a_program_that_asks_too_fast_hears_a_problem(front):
    for answer in refused_of(front, "/api/v1/rollen"):
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["API-Version"] == VERSION
        assert int(answer.headers["Retry-After"]) > 0
        assert json.loads(answer.body)["status"] == 429


def test_one_visitor_gets_a_few_costly_files_at_once(front):
    with ThreadPoolExecutor(30) as crowd:
        answers = list(crowd.map(lambda _: front.ask("/overzicht.pdf"), range(30)))
    assert {answer.status for answer in answers} == {200, 429}
    assert all("Te veel verzoeken" in answer.text for answer in answers if answer.status == 429)
    assert front.ask("/maatregelen/").status == 200


def test_its_problems_carry_the_version_of_the_api():
    config = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    assert set(re.findall(r"API-Version (\S+) always", config)) == {VERSION}
