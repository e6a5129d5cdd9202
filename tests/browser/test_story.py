"""The life of a report in a real browser: draft, import with mistakes, repair, preview, publication, correction.

`make screenshots` also runs this test, to save a picture of each step for docs/redactie.md.
"""

import os
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.browser.checks import problems
from tests.browser.steps import PASSWORD, follow, log_in
from tests.codes import lasting_code_of
from tests.server import copy_of, manage, serving

PEOPLE = {"roos": "Redacteur", "piet": "Publicist", "bea": "Beheerder"}
MAKE = """
from django.contrib.auth.models import Group, User
for name, group in {people}.items():
    User.objects.create_user(name, password="{password}", is_staff=True).groups.add(Group.objects.get(name=group))
"""
TITLE = "Zesde voortgangsrapportage verbeteraanpak passend onderwijs"
DESK = "/beheer/redactie/vgr-6/"


@pytest.fixture(scope="module")
def own_server(made_portal, tmp_path_factory):
    """Run a separate portal, because this test changes what the public sees."""
    environment = copy_of(made_portal, tmp_path_factory.mktemp("verhaal"))
    manage(environment, "shell", "-c", MAKE.format(people=PEOPLE, password=PASSWORD))
    with serving(environment) as address:
        yield address


@pytest.fixture
def people(chromium, own_server):
    """Yield one page per name, each in its own browser context. The names in PEOPLE are logged in; "lezer" (reader) is not."""
    screen = {"width": 1280, "height": 900}
    contexts = {name: chromium.new_context(base_url=own_server, viewport=screen) for name in [*PEOPLE, "lezer"]}
    pages = {name: context.new_page() for name, context in contexts.items()}
    for page in pages.values():
        page.errors = []
        page.on("console", lambda message, page=page: page.errors.append(message.text) if message.type == "error" else None)
    for name in PEOPLE:
        enter(pages[name], name)
    yield pages
    for context in contexts.values():
        context.close()


def enter(page, name):
    """Log in for the first time and set up the second factor."""
    log_in(page, name, "/beheer/redactie/")
    follow(page.get_by_role("link", name="Stel een app in"))
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Code uit de app").fill(lasting_code_of(secret))
    follow(page.get_by_role("button", name="Instellen"))
    assert page.url.endswith("/herstelcodes/")


def keep(page, name):
    """Save a screenshot in the folder that the environment variable STORY names, if it is set."""
    folder = os.environ.get("STORY")
    if folder:
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=Path(folder) / f"{name}.png")


def is_for_everybody(page):
    found = problems(page)
    assert found == [], "\n".join(found[:60])


def told(page):
    return page.locator(".messagelist").inner_text()


@pytest.mark.story
def test_from_a_draft_to_a_correction(people, tmp_path):
    roos, piet, bea, reader = (people[name] for name in ("roos", "piet", "bea", "lezer"))
    makes_a_draft(roos)
    edits_statuses_and_a_text(roos, piet)
    imports_a_workbook_with_three_mistakes(roos, tmp_path)
    previews(roos, reader)
    explains_and_leaves_publishing_to_another(roos)
    publishes(piet)
    everybody_sees_it(reader)
    corrects(roos, piet, reader)
    the_trail_tells_it(bea)
    for page in (roos, piet, bea, reader):
        assert [error for error in page.errors if "404" not in error] == []


def makes_a_draft(page):
    page.goto("/beheer/redactie/")
    is_for_everybody(page)
    follow(page.locator("#content").get_by_role("link", name="Nieuwe rapportage"))
    page.get_by_label("Soort").select_option("voortgangsrapportage")
    page.get_by_label("Nummer", exact=True).fill("6")
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Publicatie").fill("november 2026")
    page.get_by_label("Peildatum").fill("1 oktober 2026")
    page.get_by_label("Vindplaats").fill("Voorblad: „Zesde voortgangsrapportage”")
    page.get_by_text("1 – 30 november 2026").or_(page.get_by_text("1 november – 30 november 2026")).wait_for()
    is_for_everybody(page)
    keep(page, "1-nieuw")
    follow(page.get_by_role("button", name="Concept maken"))
    assert DESK in page.url
    is_for_everybody(page)
    keep(page, "2-werklijst")
    page.goto(f"{DESK}overig/hoofdstuk/nieuw/")
    is_for_everybody(page)
    page.goto(f"{DESK}overig/")
    is_for_everybody(page)
    page.goto(DESK)
    follow(page.get_by_role("button", name="Neem alles over"))
    assert "78 onderwerp(en) overgenomen" in told(page)


def edits_statuses_and_a_text(page, colleague):
    page.goto(f"{DESK}statussen/")
    is_for_everybody(page)
    keep(page, "3-statussen")
    page.get_by_label("1. Leerrecht verankeren").select_option("afgerond")
    follow(page.get_by_role("button", name="Statussen opslaan"))
    assert "1 status(sen) gewijzigd" in told(page)
    page.goto(f"{DESK}maatregel/leerrecht/")
    # The check opens what is closed.
    keep(page, "4-maatregel")
    is_for_everybody(page)
    page.get_by_label("Samenvatting").fill("Het leerrecht staat nu in de wet.")
    # The session ends before the form is saved. After the next login the portal offers the typed text again.
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    follow(page.get_by_role("button", name="Opslaan"))
    assert page.get_by_role("heading", name="Inloggen").is_visible()
    page.context.clear_cookies()
    page.context.add_cookies(cookies)
    # A colleague saves another field. What is put back was typed before that, and undoes nothing.
    colleague.goto(f"{DESK}maatregel/leerrecht/")
    colleague.get_by_label("Vindplaats").first.fill("Hoofdstuk 1: „Leerrecht”")
    follow(colleague.get_by_role("button", name="Opslaan"))
    page.goto(f"{DESK}maatregel/leerrecht/")
    follow(page.get_by_role("button", name="Zet het terug"))
    assert page.get_by_label("Samenvatting").input_value() == "Het leerrecht staat nu in de wet."
    assert "gewijzigd door piet" in page.locator("#conflict").inner_text()
    is_for_everybody(page)
    follow(page.get_by_role("button", name="Opslaan"))
    assert "Opgeslagen" in told(page)
    assert page.get_by_label("Vindplaats").first.input_value() == "Hoofdstuk 1: „Leerrecht”"
    assert page.get_by_role("button", name="Zet het terug").count() == 0


def imports_a_workbook_with_three_mistakes(page, folder):
    page.goto(f"{DESK}werkmap/")
    is_for_everybody(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Download de werkmap").click()
    file = folder / "vgr-6.xlsx"
    started.value.save_as(file)
    book = load_workbook(file)
    measures, planning = book["Maatregelen"], book["Planning"]
    set_cell(measures, "hoorrecht", "Status", "Bijna klaar")
    set_cell(measures, "strakkere-zorgplicht", "Code in de bron", "drie")
    set_cell(planning, "maatwerk", "Periode", "ooit")
    book.save(file)
    send(page, file)
    keep(page, "5-werkmap")
    is_for_everybody(page)
    assert "3 fouten" in page.locator(".errornote").inner_text()
    assert page.get_by_role("button", name="Sla alles op").count() == 0
    set_cell(measures, "hoorrecht", "Status", "Afgerond")
    set_cell(measures, "strakkere-zorgplicht", "Code in de bron", "3")
    set_cell(planning, "maatwerk", "Periode", "1 augustus 2028")
    book.save(file)
    send(page, file)
    follow(page.get_by_role("button", name="Sla alles op"))
    assert "De werkmap is verwerkt" in told(page)


def set_cell(sheet, key, heading, value):
    """Write a value in the first row of a record, in the column with the given heading."""
    headings = [str(cell.value) for cell in sheet[1]]
    column = next(place for place, name in enumerate(headings, start=1) if name.lower() == heading.lower())
    row = next(row[0].row for row in sheet.iter_rows(min_row=2) if key in [str(cell.value) for cell in row])
    sheet.cell(row=row, column=column).value = value


def send(page, file):
    page.goto(f"{DESK}werkmap/")
    page.get_by_label("Werkmap").set_input_files(file)
    follow(page.get_by_role("button", name="Vergelijk met het concept"))
    assert page.url.endswith("/vergelijking/")


def previews(page, reader):
    page.goto(f"{DESK}voorbeeld/maatregelen/leerrecht/")
    assert "Het leerrecht staat nu in de wet." in page.locator("main").inner_text()
    assert page.get_by_text("Voorbeeld.", exact=True).is_visible()
    is_for_everybody(page)
    page.goto(f"{DESK}voorbeeld/wijzigingen/")
    assert "Leerrecht verankeren" in page.locator("main").inner_text()
    assert reader.goto("/rapportages/vgr-6/").status == 404
    assert reader.request.get("/api/v1/rapportages/vgr-6").status == 404
    assert TITLE not in feed(reader)
    reader.goto("/maatregelen/leerrecht/")
    assert "Het leerrecht staat nu in de wet." not in reader.locator("main").inner_text()


def explains_and_leaves_publishing_to_another(page):
    page.goto(f"{DESK}controle/")
    is_for_everybody(page)
    keep(page, "6-controle")
    for number, field in enumerate(page.locator("input[name^=toelichting-]").all()):
        field.fill(f"Zo staat het in de rapportage, zie {number}.")
    page.goto(DESK)
    page.goto(f"{DESK}controle/")
    follow(page.get_by_role("button", name="Zet het terug"))
    for number, field in enumerate(page.locator("input[name^=toelichting-]").all()):
        assert field.input_value() == f"Zo staat het in de rapportage, zie {number}."
    follow(page.get_by_role("button", name="Toelichtingen bewaren"))
    assert page.get_by_text("Vraag een publicist").is_visible()
    # The publisher changed something too, so a colleague looks at that.
    follow(page.get_by_role("button", name="Akkoord"))


def publishes(page):
    page.goto(f"{DESK}controle/")
    follow(page.get_by_role("button", name="Publiceer"))
    assert "is gepubliceerd" in told(page)


def everybody_sees_it(page):
    page.goto("/")
    assert TITLE in page.locator("main").inner_text()
    page.goto("/maatregelen/leerrecht/")
    assert "Het leerrecht staat nu in de wet." in page.locator("main").inner_text()
    assert "vooruit, was: in uitvoering" in page.locator("main").inner_text()
    page.goto("/nu/schoolbestuur/")
    assert "1 oktober 2026" in page.locator("main").inner_text()
    page.goto("/wijzigingen/")
    assert "Leerrecht verankeren" in page.locator("main").inner_text()
    stand = page.request.get("/api/v1/maatregelen/leerrecht").json()["stand"]
    assert (stand["rapportage"], stand["status"]) == ("vgr-6", "afgerond")
    changes = page.request.get("/api/v1/wijzigingen?van=vgr-5&naar=vgr-6&soort=status").json()["results"]
    assert ("leerrecht", "in-uitvoering", "afgerond") in {(c["onderwerp"]["sleutel"], c["van"], c["naar"]) for c in changes}
    assert TITLE in feed(page)


def feed(page):
    return page.request.get("/wijzigingen.atom").text()


def corrects(page, colleague, reader):
    page.goto(f"{DESK}maatregel/leerrecht/")
    page.get_by_label("Reden van de correctie").fill("De rapportage zegt: in uitvoering.")
    page.get_by_label("Status (verplicht)").select_option("in-uitvoering")
    keep(page, "7-correctie")
    is_for_everybody(page)
    follow(page.get_by_role("button", name="Stel de correctie voor"))
    assert "Uw voorstel staat klaar" in told(page)
    reader.goto("/maatregelen/leerrecht/")
    assert "De rapportage zegt: in uitvoering." not in reader.locator("main").inner_text()
    colleague.goto("/beheer/redactie/")
    follow(colleague.get_by_role("link", name="Besluit over: Corrigeren"))
    is_for_everybody(colleague)
    follow(colleague.get_by_role("button", name="Keur goed"))
    assert "Goedgekeurd" in told(colleague)
    reader.goto("/maatregelen/leerrecht/")
    text = reader.locator("main").inner_text()
    assert "De rapportage zegt: in uitvoering." in text
    assert "publicist" in text
    assert "piet" not in text
    assert "roos" not in text
    (correction,) = reader.request.get("/api/v1/correcties").json()["results"]
    assert (correction["van"], correction["naar"], correction["functie"]) == ("Afgerond", "In uitvoering", "publicist")
    assert reader.request.get("/api/v1/maatregelen/leerrecht").json()["stand"]["status"] == "in-uitvoering"
    reader.goto("/wijzigingen/")
    for words in (reader.locator("main").inner_text(), feed(reader)):
        assert "De rapportage zegt: in uitvoering." in words


def the_trail_tells_it(page):
    page.goto("/beheer/auditlog/logentry/")
    text = page.locator("#result_list").inner_text()
    assert "piet" in text
    page.goto("/beheer/redactie/")
    assert "door piet" in page.locator(".desk-table").inner_text()
