"""A real Chromium against the server that production uses, on a database of its own with the real content."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.server import copy_of, serving

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SCREEN = {"width": 1280, "height": 900}


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
def tab(chromium, server):
    """One tab for all tests: to open one takes as long as many a test."""
    context = chromium.new_context(base_url=server, viewport=SCREEN)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab, server):
    """A page of a visitor who was never here; it notes every request to another host and every error on its console."""
    tab.context.clear_cookies()
    tab.context.clear_permissions()
    tab.set_viewport_size(SCREEN)
    tab.emulate_media(media="null", color_scheme="light", forced_colors="none")
    tab.strangers, tab.errors = [], []
    listeners = {
        "request": lambda request: None if request.url.startswith((server, "data:")) else tab.strangers.append(request.url),
        "console": lambda message: tab.errors.append(message.text) if message.type == "error" else None,
    }
    for event, listener in listeners.items():
        tab.on(event, listener)
    yield tab
    for event, listener in listeners.items():
        tab.remove_listener(event, listener)
    tab.unroute_all()
    # What the page still did is over before the next test listens.
    tab.goto("about:blank")
