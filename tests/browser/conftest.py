"""A real Chromium against the server that production uses, on a database of its own with the real content."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def pytest_collection_modifyitems(items):
    """Everything in this folder is a browser test; without Chromium it is skipped, but never silently in CI."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists() and os.environ.get("CI") != "true":
                item.add_marker(
                    pytest.mark.skip(reason="Geen /usr/bin/chromium: browsertests overgeslagen. Installeer chromium.")
                )


def environment_in(folder):
    """The settings of a portal with its database and files in a folder of its own."""
    return {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": f"sqlite:///{folder / 'portaal.sqlite3'}",
        "LOG_LEVEL": "ERROR",
        "STATIC_ROOT": str(folder / "static"),
    }


def manager_of(environment):
    """Run a management command on the database of a portal."""

    def run(*arguments, **extra):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=settings.BASE_DIR, env=environment | extra, check=True, capture_output=True)

    return run


@contextmanager
def serving(environment):
    """The address of a running portal with the real content."""
    manage = manager_of(environment)
    manage("migrate")
    manage("createcachetable")
    manage("seed")
    manage("collectstatic", "--noinput")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/over/", process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture(scope="session")
def environment(tmp_path_factory):
    return environment_in(tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="session")
def manage(environment):
    return manager_of(environment)


@pytest.fixture(scope="session")
def server(environment):
    """The portal that most browser tests look at; nothing in it changes."""
    with serving(environment) as address:
        yield address


def _wait_for(address, process):
    for _ in range(100):
        assert process.poll() is None, "De server stopte meteen."
        try:
            with urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("De server antwoordt niet.")


@pytest.fixture(scope="session")
def chromium():
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, server):
    """A page that notes every request to another host and every error on its console."""
    context = chromium.new_context(base_url=server, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.strangers, page.errors = [], []
    page.on("request", lambda request: None if request.url.startswith((server, "data:")) else page.strangers.append(request.url))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
