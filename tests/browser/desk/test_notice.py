"""News between two reports in a real browser: entered, looked at, offered and published, within six pages for each person."""

import pytest

from tests.browser.steps import PASSWORD, follow
from tests.browser.test_story import MAKE, enter, is_for_everybody, keep
from tests.server import copy_of, manage, serving

PEOPLE = {"roos": "Redacteur", "piet": "Publicist"}
DESK = "/beheer/redactie/"
TITLE = "Wet van 4 november 2026 om verzuim terug te dringen"
MOST = 6


@pytest.fixture
def people(chromium, made_portal, tmp_path):
    """Yield a page for each person, logged in, on a portal of their own. `page.loads` counts from the desk on."""
    environment = copy_of(made_portal, tmp_path)
    manage(environment, "shell", "-c", MAKE.format(people=PEOPLE, password=PASSWORD))
    with serving(environment) as address:
        contexts = [chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900}) for _ in PEOPLE]
        pages = [context.new_page() for context in contexts]
        for name, page in zip(PEOPLE, pages, strict=True):
            enter(page, name)
            page.loads, page.errors = [], []
            page.on("load", lambda loaded: loaded.loads.append(loaded.url))
            page.on("console", lambda said, page=page: page.errors.append(said.text) if said.type == "error" else None)
        yield pages
        for context in contexts:
            context.close()


def is_for_every_width(page, name):
    is_for_everybody(page)
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{name} is {wide} pixels too wide at {width}"


@pytest.mark.story
def test_a_staatsblad_from_an_empty_form_to_public(people):
    roos, piet = people
    enters_it(roos)
    sees_what_changes_and_offers_it(roos)
    publishes_it(piet)
    assert (len(roos.loads) <= MOST, len(piet.loads) <= MOST) == (True, True), (roos.loads, piet.loads)
    assert roos.errors + piet.errors == []


def enters_it(page):
    page.goto(DESK)
    follow(page.locator("#content").get_by_role("link", name="Er is iets gebeurd"))
    page.get_by_label("Soort").select_option("staatsblad")
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Nummer").fill("Stb. 2026, 412")
    page.get_by_label("Datum").fill("10 november 2026")
    page.get_by_label("Adres van de bron").fill("https://zoek.officielebekendmakingen.nl/stb-2026-412.html")
    page.get_by_label("Waar in de bron staat dit?").fill("Artikel VI")
    page.get_by_label("Uitleg voor lezers").fill("De wet is gepubliceerd. Zij gaat in delen in.")
    page.get_by_text("Wetsvoorstel terugdringen verzuim", exact=True).click()
    page.get_by_label("Overige maatregelen: in werking op").fill("1 augustus 2027")
    assert page.get_by_text("wordt verplicht: Registreer verzuim op de manier die voor iedereen gelijk wordt.").last.is_visible()
    is_for_every_width(page, "the form")
    follow(page.get_by_role("button", name="Opslaan en bekijken"))


def sees_what_changes_and_offers_it(page):
    assert page.get_by_role("heading", name="Wat lezers zien veranderen").is_visible()
    assert page.get_by_text("Komt eraan: vanaf 1 augustus 2027").first.is_visible()
    assert page.locator(".kept").count() == 0, "what was saved is not offered again"
    is_for_every_width(page, "the preview")
    keep(page, "8-bericht")
    follow(page.get_by_role("button", name="Leg voor aan een publicist"))
    assert "Voorgelegd door roos" in page.locator(".desk").inner_text()


def publishes_it(page):
    page.goto(DESK)
    is_for_every_width(page, "the desk")
    follow(page.get_by_role("link", name=TITLE).first)
    follow(page.get_by_role("link", name="Controleren en publiceren"))
    follow(page.get_by_role("button", name=f"Publiceer {TITLE}"))
    assert "Iedereen ziet haar nu" in page.locator(".messagelist").inner_text()
