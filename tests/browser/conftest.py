"""A real Chromium against the server that production uses, on a database of its own with the real content."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.server import copy_of, serving

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


@pytest.fixture(scope="session")
def environment(made_portal, tmp_path_factory):
    return copy_of(made_portal, tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="session")
def server(environment):
    """The portal that most browser tests look at; nothing that the public sees changes in it."""
    with serving(environment) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    # Playwright runs an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def window(chromium, server):
    """One window for all tests: to open one takes longer than many a test."""
    context = chromium.new_context(base_url=server, viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(window, server):
    """A page of a visitor who was never here; it notes every request to another host and every error on its console."""
    window.clear_cookies()
    window.clear_permissions()
    page = window.new_page()
    page.strangers, page.errors = [], []
    page.on("request", lambda request: None if request.url.startswith((server, "data:")) else page.strangers.append(request.url))
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    yield page
    page.close()
