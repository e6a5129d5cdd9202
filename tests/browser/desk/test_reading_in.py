"""A report document in a real browser: handed over, doubts settled, published by a second person. Loads are counted."""

import pytest

from measures.models import Report
from tests.browser.desk.test_notice import PEOPLE, is_for_every_width
from tests.browser.steps import PASSWORD, follow
from tests.browser.test_story import MAKE, enter, keep
from tests.portal.reading.layouts import Document, Layout
from tests.server import copy_of, manage, serving

DESK = "/beheer/redactie/"
ADDRESS = f"{DESK}vgr-6/inlezen/"
# A tenth of what entering a whole report by hand took.
MOST = 88
# The sentences of this document are the portal's own, so the ministry's words are published as they are.
SETTINGS = {"PUBLISH_SOURCE_WORDS": "1"}


@pytest.fixture
def people(chromium, made_portal, tmp_path):
    """Yield a page for each person, logged in. `page.loads` and `page.sent` count from the desk on."""
    environment = copy_of(made_portal, tmp_path) | SETTINGS
    manage(environment, "shell", "-c", MAKE.format(people=PEOPLE, password=PASSWORD))
    with serving(environment) as address:
        contexts = [chromium.new_context(base_url=address, viewport={"width": 1280, "height": 900}) for _ in PEOPLE]
        pages = [context.new_page() for context in contexts]
        for name, page in zip(PEOPLE, pages, strict=True):
            enter(page, name)
            page.set_default_timeout(60_000)
            page.loads, page.sent, page.errors = [], [], []
            page.on("load", lambda loaded: loaded.loads.append(loaded.url))
            page.on("request", lambda asked, page=page: page.sent.append(asked.url) if asked.method == "POST" else None)
            page.on("console", lambda said, page=page: page.errors.append(said.text) if said.type == "error" else None)
        yield pages
        for context in contexts:
            context.close()


@pytest.fixture
def file(tmp_path):
    """Return the path of a document with all that the fifth report says, as a sixth report with one new motion."""
    html = Document(Report.objects.get(slug="vgr-5"), Layout()).html
    html = html.replace("Vijfde voortgangsrapportage", "Zesde voortgangsrapportage")
    new = "<tr><td>31497-999.</td><td>Rust in de klas</td><td>De brief komt nog.</td><td>In uitvoering</td></tr>"
    path = tmp_path / "zesde.html"
    path.write_text(html.replace("</table></body>", f"{new}</table></body>"), encoding="utf-8")
    return path


@pytest.mark.story
def test_a_document_becomes_a_published_report(people, file):
    roos, piet = people
    makes_a_draft(roos)
    hands_the_document_over(roos, file)
    takes_over_what_is_certain(roos)
    settles_the_doubts(roos)
    explains_what_the_checklist_asks(roos)
    publishes(piet)
    loads, sent = len(roos.loads) + len(piet.loads), len(roos.sent) + len(piet.sent)
    print(f"{loads} bladzijden, {sent} keer insturen")
    assert loads <= MOST, (loads, sent, roos.loads, piet.loads)
    assert roos.errors + piet.errors == []


def makes_a_draft(page):
    page.goto(DESK)
    follow(page.locator("#content").get_by_role("link", name="Nieuwe rapportage"))
    page.get_by_label("Soort").select_option("voortgangsrapportage")
    page.get_by_label("Nummer", exact=True).fill("6")
    page.get_by_label("Titel").fill("Zesde voortgangsrapportage verbeteraanpak passend onderwijs")
    page.get_by_label("Publicatie").fill("november 2026")
    page.get_by_label("Peildatum").fill("1 oktober 2026")
    page.get_by_label("Vindplaats").fill("Voorblad: „Zesde voortgangsrapportage”")
    follow(page.get_by_role("button", name="Concept maken"))


def hands_the_document_over(page, file):
    follow(page.get_by_role("link", name="Een document inlezen"))
    is_for_every_width(page, "the form")
    page.get_by_label("Document").set_input_files(file)
    follow(page.get_by_role("button", name="Lees in"))
    while page.get_by_role("link", name="Kijk of het klaar is").is_visible():
        page.wait_for_event("load")
    assert "zesde.html" in page.locator("#content").inner_text()
    is_for_every_width(page, "the overview")


def takes_over_what_is_certain(page):
    follow(page.get_by_role("button", name="Neem over wat zeker is"))
    assert "Overgenomen" in page.locator(".messagelist").inner_text()


def settles_the_doubts(page):
    """Decide about every kind with open rows: by row with a key, by the chosen rows, or all that is likely."""
    waiting = page.locator(".desk-table tbody tr").filter(has_not=page.locator("td:nth-child(3):text-is('0')"))
    for name in [each.inner_text() for each in waiting.locator("th").all()]:
        follow(page.locator(".desk-table").get_by_role("link", name=name, exact=True))
        is_for_every_width(page, name)
        if name == "Moties":
            keep(page, "9-inlezen")
        if page.locator(".read-row").count() and name != "Moties":
            follow(page.get_by_role("button", name="Neem ook over wat waarschijnlijk is"))
        for row in page.locator(".read-row").all() if name == "Moties" else []:
            row.focus()
            with page.expect_event("load"):
                page.keyboard.press("a")
        if page.locator(".read-row").count():
            for box in page.locator(".read-row input[name=rij]").all():
                box.check()
            follow(page.get_by_role("button", name="Leg opzij").last)
        follow(page.get_by_role("link", name="Overzicht"))
    assert waiting.count() == 0


def explains_what_the_checklist_asks(page):
    page.goto(f"{DESK}vgr-6/controle/")
    for field in page.locator("input[name^=toelichting-]").all():
        field.fill("Zo staat het in het document.")
    follow(page.get_by_role("button", name="Toelichtingen bewaren"))
    assert page.get_by_text("Vraag een publicist").is_visible(), page.locator(".desk").inner_text()[:2000]


def publishes(page):
    page.goto(f"{DESK}vgr-6/controle/")
    follow(page.get_by_role("button", name="Publiceer"))
    assert "is gepubliceerd" in page.locator(".messagelist").inner_text()
    page.goto("/moties/31497-999/")
    assert "Rust in de klas" in page.locator("main").inner_text()
