"""Fixtures of the browser tests: Chromium, and the portal on the server of production with a copy of the real content."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.server import copy_of, serving

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
SCREEN = {"width": 1280, "height": 900}


def pytest_collection_modifyitems(items):
    """Mark every test in this folder as a browser test. Without Chromium, skip these tests, but not in CI: there they fail."""
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
    """Run the portal that most browser tests share. They may not change anything that the public sees."""
    with serving(environment) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    # Playwright runs an event loop in this thread. Because of it, Django would refuse database access.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def tab(chromium, server):
    """Yield one tab that all tests share. Opening a tab takes about as much time as a test."""
    context = chromium.new_context(base_url=server, viewport=SCREEN)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab, server):
    """Yield the tab in its initial state, without cookies.

    `page.strangers` lists the requests to other hosts, `page.errors` the errors on the console.
    """
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
    # Stop the page, so that the next test does not receive its late requests.
    tab.goto("about:blank")
