"""Logging in, in a real browser, with an app or a security key as second factor: accessible, without requests to other hosts."""

import uuid
from urllib.parse import urlsplit

import pytest

from tests.browser.checks import problems
from tests.browser.steps import PASSWORD, follow, log_in
from tests.codes import lasting_code_of
from tests.server import manage

SECOND_STEP = "/beheer/account/tweede-stap/"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def member(server, environment):
    """Create a member of staff and return the username."""
    name = f"noor-{uuid.uuid4().hex[:8]}"
    arguments = ["--noinput", "--username", name, "--email", "noor@example.nl"]
    manage(environment, "createsuperuser", *arguments, DJANGO_SUPERUSER_PASSWORD=PASSWORD)
    return name


def path_of(page):
    return urlsplit(page.url).path


def check_page(page):
    assert problems(page) == []


def test_a_member_sets_up_an_app_and_uses_it(page, member):
    page.goto("/beheer/")
    check_page(page)
    log_in(page, member)
    assert path_of(page) == SECOND_STEP
    check_page(page)
    follow(page.get_by_role("link", name="Stel een app in"))
    assert page.locator(".qr svg").is_visible()
    page.get_by_label("Code uit de app").fill("000")
    follow(page.get_by_role("button", name="Instellen"))
    assert page.locator("#fouten").is_visible()
    check_page(page)
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Code uit de app").fill(lasting_code_of(secret))
    follow(page.get_by_role("button", name="Instellen"))
    assert path_of(page).endswith("/herstelcodes/")
    check_page(page)
    recovery_code = page.locator("code.secret").first.inner_text()
    follow(page.get_by_role("link", name="Naar het beheer"))
    assert page.get_by_role("heading", name="Redactie", exact=True).is_visible()
    page.goto(SECOND_STEP)
    check_page(page)
    follow(page.get_by_role("button", name="Uitloggen"))
    assert page.get_by_text("U bent uitgelogd.").is_visible()
    log_in(page, member)
    assert path_of(page).endswith("/inloggen/tweede-stap/")
    check_page(page)
    page.get_by_label("Code", exact=True).fill(recovery_code)
    follow(page.get_by_role("button", name="Inloggen", exact=True))
    assert path_of(page) == "/beheer/redactie/"
    assert page.strangers == []
    assert page.errors == []


def test_a_member_adds_a_key_and_uses_it(chromium, server, member):
    # WebAuthn works on https and on localhost, not on an IP address.
    context = chromium.new_context(base_url=server.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    page.errors = []
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    devices = context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    log_in(page, member)
    follow(page.get_by_role("link", name="Voeg een sleutel toe"))
    check_page(page)
    page.get_by_label("Naam van de sleutel").fill("Laptop")
    follow(page.get_by_role("button", name="Voeg toe"))
    assert path_of(page).endswith("/herstelcodes/")
    page.goto(SECOND_STEP)
    assert page.get_by_text("Laptop, toegevoegd op").is_visible()
    follow(page.get_by_role("button", name="Uitloggen"))
    log_in(page, member, "/beheer/measures/")
    assert path_of(page).endswith("/inloggen/tweede-stap/")
    check_page(page)
    follow(page.get_by_role("button", name="Gebruik uw sleutel"))
    assert path_of(page) == "/beheer/measures/"
    assert page.errors == []
    context.close()


def test_a_key_that_gives_no_answer_is_said_on_the_page(page, member):
    # On an IP address the browser refuses WebAuthn at once.
    log_in(page, member)
    follow(page.get_by_role("link", name="Voeg een sleutel toe"))
    page.get_by_role("button", name="Voeg toe").click()
    page.get_by_text("De sleutel gaf geen antwoord").wait_for()
    check_page(page)
    assert path_of(page).startswith(SECOND_STEP)
