"""An upgrade during requests: the listening socket stays open (deploy/portaal.socket), so every request gets a response."""

import socket
import subprocess
import sys
import threading
import time
from urllib.request import urlopen

import pytest
from django.conf import settings

from tests.server import copy_of

pytestmark = [pytest.mark.once, pytest.mark.fault]


def start(environment, door):
    """Start gunicorn as systemd does: the listening socket is file descriptor 3, and LISTEN_PID is the process id."""
    gunicorn = f'"{sys.executable}" -m gunicorn portal.wsgi --log-level error'
    command = f"exec 3<&{door.fileno()}; export LISTEN_FDS=1; LISTEN_PID=$$ exec {gunicorn}"
    return subprocess.Popen(["bash", "-c", command], cwd=settings.BASE_DIR, env=environment, pass_fds=[door.fileno()])


def test_nobody_is_sent_away(made_portal, tmp_path):
    environment = copy_of(made_portal, tmp_path)
    seen, stop = [], threading.Event()
    with socket.create_server(("127.0.0.1", 0), backlog=128) as door:
        site = f"http://127.0.0.1:{door.getsockname()[1]}"

        def visit():
            while not stop.is_set():
                with urlopen(f"{site}/maatregelen/", timeout=60) as answer:
                    seen.append(answer.status)

        server = start(environment, door)
        visitors = [threading.Thread(target=visit) for _ in range(4)]
        for visitor in visitors:
            visitor.start()
        try:
            for _ in range(2):
                while len(seen) % 50 < 20:
                    time.sleep(0.05)
                before = len(seen)
                server.terminate()
                assert server.wait(timeout=40) == 0
                server = start(environment, door)
                while len(seen) < before + 50:
                    assert all(visitor.is_alive() for visitor in visitors)
                    time.sleep(0.05)
        finally:
            stop.set()
            for visitor in visitors:
                visitor.join()
            server.terminate()
            server.wait(timeout=40)
    assert set(seen) == {200}
