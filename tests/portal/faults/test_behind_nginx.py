"""The configuration in deploy/nginx.conf: a real nginx in front of a portal with production settings."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPSConnection

import pytest
from django.conf import settings

from portal.outputs.api.contract import VERSION
from tests.server import copy_of, serving

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin")
pytestmark = [
    pytest.mark.once,
    pytest.mark.fault,
    pytest.mark.skipif(NGINX is None, reason="Zonder nginx (Debian: nginx-light) is de configuratie niet te proberen."),
]
NAME = "portaal.example.nl"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def nginx_before(site, static, folder):
    """Run nginx in front of `site`, and yield its ports without and with TLS."""
    certificate = f"openssl req -x509 -newkey rsa:2048 -nodes -keyout sleutel.pem -out keten.pem -subj /CN={NAME}"
    subprocess.run(certificate.split(), cwd=folder, check=True, capture_output=True)
    plain, tls = free_port(), free_port()
    config = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    for old, new in (
        ("unix:/run/portaal.sock", site.removeprefix("http://")),
        ("/etc/portaal/tls/", f"{folder}/"),
        ("/srv/portaal/huidig/staticfiles/", f"{static}/"),
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{tls} ssl http2;"),
    ):
        assert old in config
        config = config.replace(old, new)
    config = re.sub(r"listen \[::\].*", "", config)
    # The limit is per IP address, and all clients of these tests have the same IP address.
    config = config.replace("limit_conn verbinding 50;", "limit_conn verbinding 500;")
    file = folder / "nginx.conf"
    file.write_text(
        # When root runs the tests, only root can read their folders, so the workers of nginx must run as root too.
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
        f"events {{ worker_connections 1024; }}\nhttp {{ access_log off;\n{config}\n}}\n"
    )
    subprocess.run([NGINX, "-t", "-c", str(file)], check=True, capture_output=True)
    process = subprocess.Popen([NGINX, "-c", str(file)])
    try:
        for _ in range(100):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", tls)) == 0:
                    break
            time.sleep(0.1)
        yield plain, tls
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="module")
def ports(made_portal, tmp_path_factory):
    """Yield the ports of nginx, without and with TLS, in front of a portal with production settings."""
    folder = tmp_path_factory.mktemp("nginx")
    environment = copy_of(made_portal, folder) | {
        "PORTAL_ENV": "productie",
        "SECRET_KEY": "x" * 60,
        "SECOND_STEP_KEYS": "y" * 60,
        "ALLOWED_HOSTS": f"{NAME},127.0.0.1",
    }
    with serving(environment) as site, nginx_before(site, made_portal / "static", folder) as found:
        yield found


def ask(port, path, method="GET", body=None, headers=None):
    context = ssl._create_unverified_context()
    with closing(HTTPSConnection("127.0.0.1", port, timeout=20, context=context)) as connection:
        connection.request(method, path, body, {"Host": NAME} | (headers or {}))
        response = connection.getresponse()
        return response.status, response.headers, response.read()


def test_without_tls_a_visitor_is_led_to_tls(ports):
    with closing(HTTPConnection("127.0.0.1", ports[0], timeout=20)) as connection:
        connection.request("GET", "/maatregelen/?status=afgerond", headers={"Host": NAME})
        response = connection.getresponse()
    assert (response.status, response.headers["Location"]) == (301, f"https://{NAME}/maatregelen/?status=afgerond")


def test_pages_files_and_api(ports):
    for path in ("/", "/maatregelen/", "/api/v1/maatregelen", "/wijzigingen.atom", "/gereed/", "/gezondheid/"):
        status, headers, _body = ask(ports[1], path)
        assert status == 200, path
        assert "max-age=" in headers["Strict-Transport-Security"]
        assert headers["Server"] == "nginx"
        assert len(headers["X-Request-ID"]) == 32
    page = ask(ports[1], "/maatregelen/")[2].decode()
    assert f"https://{NAME}/" in page, "an address that names itself has the scheme of the visitor"
    style = re.search(r'href="(/static/[^"]+\.css)"', page)[1]
    status, headers, _body = ask(ports[1], style, headers={"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"]) == (200, "gzip")
    assert "immutable" in headers["Cache-Control"]


def test_a_visitor_cannot_say_who_or_how_safe_he_is(ports):
    """nginx replaces the values of these headers, so a client cannot forge its IP address or protocol."""
    status, headers, _body = ask(
        ports[1],
        "/maatregelen/",
        headers={"X-Forwarded-For": "10.0.0.1", "X-Forwarded-Proto": "http", "X-Request-ID": "van-mij-zelf"},
    )
    assert status == 200
    assert headers["X-Request-ID"] != "van-mij-zelf"


def test_two_hundred_who_never_finish_their_question(ports):
    with ExitStack() as stack:
        for _ in range(200):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", ports[0])))
            line.sendall(b"GET / HTTP/1.1\r\nHost: portaal.example.nl\r\nX-Traag: ")
        begun = time.monotonic()
        assert ask(ports[1], "/maatregelen/")[0] == 200
        assert time.monotonic() - begun < 5


def test_what_is_too_large_stops_at_the_door(ports):
    assert ask(ports[1], "/maatregelen/?zoek=" + "a" * 20_000)[0] == 414
    status, headers, body = ask(ports[1], "/beheer/account/inloggen/", "POST", b"a" * 7_000_000)
    assert (status, headers["Cache-Control"]) == (413, "no-store")
    assert "Te groot om te ontvangen" in body.decode()


def test_while_the_portal_is_down_a_reader_and_a_program_hear_so(made_portal, tmp_path):
    with nginx_before(f"http://127.0.0.1:{free_port()}", made_portal / "static", tmp_path) as (_plain, tls):
        for path, kind, words in (
            ("/maatregelen/", "text/html; charset=utf-8", "even niet bereikbaar"),
            ("/api/v1/maatregelen", "application/problem+json", '"status": 503'),
        ):
            status, headers, body = ask(tls, path)
            assert (status, headers["Content-Type"]) == (503, kind)
            assert (headers["Retry-After"], headers["Cache-Control"]) == ("30", "no-store")
            assert words in body.decode()


def refused_of(port, path):
    """Send 400 requests as fast as possible. Return the headers and body of each response with status 429."""
    with ThreadPoolExecutor(16) as crowd:
        answers = list(crowd.map(lambda _: ask(port, path), range(400)))
    refused = [(headers, body) for status, headers, body in answers if status == 429]
    assert refused
    return refused


def test_a_reader_who_asks_too_fast_reads_so(ports):
    for headers, body in refused_of(ports[1], "/gezondheid/"):
        assert headers["Retry-After"] == "5"
        assert "Te veel verzoeken" in body.decode()
    # Wait until nginx would accept a full burst again, for the next test.
    time.sleep(5)


def test_a_program_that_asks_too_fast_hears_a_problem(ports):
    for headers, body in refused_of(ports[1], "/api/v1/rollen"):
        assert headers["Content-Type"] == "application/problem+json"
        assert headers["API-Version"] == VERSION
        assert int(headers["Retry-After"]) > 0
        assert json.loads(body)["status"] == 429


def test_its_problems_carry_the_version_of_the_api():
    config = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    assert set(re.findall(r"API-Version (\S+) always", config)) == {VERSION}
