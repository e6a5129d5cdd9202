"""The nginx of deploy/nginx.conf, in front of a portal with production settings."""

import os
import re
import shutil
import socket
import ssl
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPSConnection
from pathlib import Path

import pytest
from django.conf import settings

from tests.server import Environment

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin")
WITHOUT_NGINX = pytest.mark.skipif(
    NGINX is None, reason="Zonder nginx (Debian: nginx-light) is de configuratie niet te proberen."
)
NAME = "portaal.example.nl"
IN_PRODUCTION = {
    "PORTAL_ENV": "productie",
    "SECRET_KEY": "x" * 60,
    "SECOND_STEP_KEYS": "y" * 60,
    "ALLOWED_HOSTS": f"{NAME},127.0.0.1",
}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Front:
    """A running nginx: its ports without and with TLS, and the folder of its cache."""

    plain: int
    tls: int
    kept: Path

    def keys(self) -> list[str]:
        """Return the key of each kept response: `scheme host path coding`."""
        lines = [line for file in self._files() for line in file.read_bytes().splitlines() if line.startswith(b"KEY: ")]
        return sorted(line.removeprefix(b"KEY: ").decode() for line in lines)

    def let_pass(self, seconds: int) -> None:
        """Make all kept responses so many seconds older, as silence would. The files of nginx begin with their times."""
        for file in self._files():
            with file.open("r+b") as kept:
                # The version of the format, and the second until which the response is new.
                version, valid = struct.unpack("qq", kept.read(16))
                assert version == 5
                assert valid
                kept.seek(8)
                kept.write(struct.pack("q", valid - seconds))

    def _files(self) -> list[Path]:
        return [file for file in self.kept.rglob("*") if file.is_file()]

    def ask(self, path: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        """Send a request over TLS, on a new connection. An underscore in the name of a header stands for a hyphen."""
        context = ssl._create_unverified_context()
        with closing(HTTPSConnection("127.0.0.1", self.tls, timeout=70, context=context)) as connection:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, {"Host": NAME} | given)
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())

    def until(self, path: str, is_right: Callable[[Answer], bool]) -> Answer:
        """Ask until the answer is right, and return it. Raises AssertionError when it is not after ten seconds."""
        end = time.monotonic() + 10
        while not is_right(answer := self.ask(path)):
            assert time.monotonic() < end, f"{path}: {answer.status}"
            time.sleep(0.05)
        return answer


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def nginx_before(site: str, environment: Environment, folder: Path, kept: Path | None = None) -> Iterator[Front]:
    """Run nginx in front of `site`. It keeps responses in `kept`, or else in a folder of its own."""
    folder = folder / "nginx"
    folder.mkdir()
    certificate = f"openssl req -x509 -newkey rsa:2048 -nodes -keyout sleutel.pem -out keten.pem -subj /CN={NAME}"
    subprocess.run(certificate.split(), cwd=folder, check=True, capture_output=True)
    front = Front(free_port(), free_port(), kept or folder / "kept")
    config = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
    for old, new in (
        ("unix:/run/portaal.sock", site.removeprefix("http://")),
        ("/etc/portaal/tls/", f"{folder}/"),
        ("/srv/portaal/huidig/staticfiles/", f"{environment['STATIC_ROOT']}/"),
        ("/var/cache/portaal", f"{front.kept}"),
        # The disk of a test may be smaller than that.
        ("min_free=32m", "min_free=4k"),
        ("/var/log/nginx/access.log", f"{folder}/access.log"),
        ("listen 80;", f"listen 127.0.0.1:{front.plain};"),
        ("listen 443 ssl http2;", f"listen 127.0.0.1:{front.tls} ssl http2;"),
        # The limit is per IP address, and all clients of these tests have the same IP address.
        ("limit_conn verbinding 50;", "limit_conn verbinding 500;"),
    ):
        assert old in config
        config = config.replace(old, new)
    config = re.sub(r"listen \[::\].*", "", config)
    file = folder / "nginx.conf"
    file.write_text(
        # When root runs the tests, only root can read their folders, so the workers of nginx must run as root too.
        f"{'user root;' if os.geteuid() == 0 else ''}\n"
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
        f"events {{ worker_connections 1024; }}\nhttp {{ access_log off;\n{config}\n}}\n"
    )
    tried = subprocess.run([NGINX, "-t", "-c", str(file)], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    process = subprocess.Popen([NGINX, "-c", str(file)])
    try:
        for _ in range(100):
            with socket.socket() as line:
                if line.connect_ex(("127.0.0.1", front.tls)) == 0:
                    break
            time.sleep(0.1)
        yield front
    finally:
        process.terminate()
        process.wait(timeout=10)
