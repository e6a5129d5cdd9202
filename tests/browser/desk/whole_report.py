"""The steps of a whole report by hand, each played once by an editor on a page of a browser, with what it costs."""

from tests.browser.desk.test_lines import ADD, CHAPTER, LINES, Count, finding, mention
from tests.browser.steps import follow

DESK = "/beheer/redactie/vgr-6/"
SAVE, NEXT = "Opslaan", "Bewaar en ga naar het volgende"


class Played:
    """Counts the loads, the forms sent and the fields of each step that is played on a page."""

    def __init__(self):
        self.steps = {}

    def step(self, page, name, play):
        count, self.fields = Count(page), 0
        play(self, page)
        self.steps[name] = (count.loads, count.submits, self.fields)

    def fill(self, field, text):
        field.fill(text)
        self.fields += 1

    def choose(self, field, value):
        field.select_option(value)
        self.fields += 1


def save(page, button=SAVE):
    with page.expect_event("load"):
        page.get_by_role("button", name=button, exact=True).last.press("Enter")
    assert page.locator("#fouten").count() == 0, page.locator("#fouten").inner_text()


def new_report(played, page):
    page.goto("/beheer/redactie/")
    follow(page.locator("#content").get_by_role("link", name="Nieuwe rapportage"))
    played.choose(page.get_by_label("Soort"), "kamerbrief")
    for label, text in (("Titel", "Een brief"), ("Publicatie", "november 2026"), ("Vindplaats", "Voorblad")):
        played.fill(page.get_by_label(label), text)
    follow(page.get_by_role("button", name="Concept maken"))


def statuses(played, page):
    page.goto(f"{DESK}statussen/")
    for field in page.locator("select[name^=status-]").all()[:19]:
        played.choose(field, "afgerond")
    save(page, "Statussen opslaan")


def ten_findings(played, page):
    in_list(played, page, "bevinding", 10, finding, 3)


def thirty_mentions(played, page):
    in_list(played, page, "vermelding", 30, mention, 2)


def in_list(played, page, kind, number, fill, fields):
    page.goto(f"{DESK}overig/{kind}/")
    for n in range(number):
        if n:
            page.locator(ADD).click()
        fill(page.locator(LINES).last, n)
        played.fields += fields
    save(page)


def two_consequences(played, page):
    def fill(line, number):
        line.locator("[name$='-bill']").fill("Wetsvoorstel terugdringen verzuim")
        line.locator("[name$='-effect']").select_option(("maakt-mogelijk", "beeindigt")[number])
        line.locator("[name$='-action']").fill("landelijke-norm-op-elke-locatie-bieden")
        line.locator("[name$='-location']").fill("Hoofdstuk 3")

    in_list(played, page, "gevolg", 2, fill, 4)


def chapters(played, page):
    page.goto(f"{DESK}overig/hoofdstuk/")
    for field in page.locator("textarea[name$='-summary']").all()[:9]:
        played.fill(field, "Kort gezegd.")
    save(page)


def chapter_with_points(played, page):
    page.goto(f"{DESK}overig/hoofdstuk/nieuw/")
    played.fill(page.locator("[name=title]"), "Vooruitblik")
    played.fill(page.locator("[name=location]"), "Hoofdstuk 9")
    for number in range(2):
        if number:
            page.locator(ADD).click()
        row = page.locator(".line").last
        for name in ("text", "location"):
            played.fill(row.locator(f"[name$='-{name}']"), f"Punt {number}.")
    save(page)


def parties(played, page):
    page.goto(f"{DESK}overig/partij/")
    for field in page.locator("[name$='-location']").all()[:32]:
        played.fill(field, "Bijlage 2")
    save(page)


def twenty_notes(played, page):
    def fill(line, number):
        line.locator("[name$='-title']").fill(f"Notitie {number}")
        line.locator("[name$='-text']").fill("Tabel en tekst verschillen.")
        line.locator("[name$='-location']").fill("Hoofdstuk 3")

    in_list(played, page, "bronnotitie", 20, fill, 3)


def subject_of_a_note(played, page):
    page.goto(f"{DESK}overig/bronnotitie/")
    page.goto(page.locator(".line a").first.get_attribute("href"))
    page.locator("[name=measures]").select_option(index=0)
    played.fields += 1
    save(page)


def figure(played, page):
    page.goto(f"{DESK}overig/bevinding/")
    page.goto(page.locator(".line a").first.get_attribute("href"))
    for name, text in (("description", "Leerlingen"), ("value", "28"), ("unit", "%")):
        played.fill(page.locator(f"[name^=figure-][name$=-{name}]").last, text)
    save(page)


def new_motion(played, page):
    page.goto(f"{DESK}nieuw/motie/")
    played.fill(page.locator("[name=nieuw-number]"), "31497-999")
    played.fill(page.locator("[name=nieuw-title]"), "Rust in de klas")
    played.choose(page.locator("[name=status]"), "in-uitvoering")
    played.fill(page.locator("[name=explanation]"), "De brief komt nog.")
    played.fill(page.locator("[name=location]"), "Bijlage 1")
    save(page)


def new_submeasure(played, page):
    page.goto(f"{DESK}nieuw/deelmaatregel/")
    played.fill(page.locator("[name=nieuw-title]"), "Rust in de klas")
    page.locator("[name=nieuw-parent]").select_option(index=3)
    played.fill(page.locator("[name=code]"), "8z")
    played.choose(page.locator("[name=status]"), "in-uitvoering")
    played.fill(page.locator("[name=location]"), "Maatregel 8z")
    played.fields += 1
    save(page)
    for number in range(4):
        if number:
            page.get_by_role("button", name="Voeg onderaan een rij toe").first.click()
        row = page.locator(".line:has([name^=measureitem-])").last
        played.choose(row.locator("[name$=-kind]"), "stap")
        for name in ("text", "location"):
            played.fill(row.locator(f"[name$=-{name}]"), f"Punt {number}.")
    save(page)


def new_action(played, page):
    page.goto(f"{DESK}nieuw/actie/")
    played.fill(page.locator("[name=nieuw-text]"), "Zorg voor rust in de klas.")
    played.choose(page.locator("[name=nieuw-kind]"), "mogelijk")
    for name in ("roles", "measures"):
        page.locator(f"[name=nieuw-{name}]").select_option(index=0)
        played.fields += 1
    played.fill(page.locator("[name=location]"), "Hoofdstuk 3")
    save(page)


def chapter_of_23_bullets(played, page):
    """Change nine lines, remove two, and add five under the last."""
    boxes = page.locator(".line:not([hidden]) textarea[name^=measureitem-][name$=-text]")
    for number in range(9):
        played.fill(boxes.nth(number), f"Anders gezegd, {number}.")
    for number in (9, 10):
        page.locator(".line:has([name^=measureitem-]) [name$=-DELETE]").nth(number).check()
        played.fields += 1
    for number in range(5):
        lines = page.locator(".line:has([name^=measureitem-])")
        place = 14 + number
        lines.nth(place).get_by_role("button", name="Voeg hieronder een rij in").click()
        for name in ("text", "location"):
            played.fill(lines.nth(place + 1).locator(f"[name$=-{name}]"), f"Nieuw {number}.")
    save(page, NEXT)


def bill(played, page):
    """Give one step another day, add a phase, and add an element."""
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    played.fill(page.locator("[name^=planningstep-][name$=-period]").first, "1 augustus 2028")
    for title, fields in (("Planning", {"period": "1 januari 2029"}), ("Wat het voorstel regelt", {"text": "Een nieuwe regel."})):
        page.get_by_role("button", name=f"bij {title}").click()
        row = page.locator(f".line:has([name^={'planningstep' if title == 'Planning' else 'billelement'}-])").last
        if title == "Planning":
            played.choose(row.locator("[name$=-phase]"), "raad-van-state")
        for name, text in (fields | {"location": "Bijlage 3"}).items():
            played.fill(row.locator(f"[name$=-{name}]"), text)
    save(page, NEXT)


def motion(played, page):
    played.fill(page.locator("[name=explanation]"), "De brief is verstuurd.")
    played.choose(page.locator("[name=status]"), "afgerond")
    save(page, NEXT)


def goal(played, page):
    played.fill(page.locator("[name=summary]"), "Het gaat beter.")
    save(page, NEXT)


def explains(played, page):
    page.goto(f"{DESK}controle/")
    assert "Fouten 0" in page.locator("#content").inner_text()
    for field in page.locator("input[name^=toelichting-]").all():
        played.fill(field, "Zo staat het er.")
    follow(page.get_by_role("button", name="Toelichtingen bewaren"))


def publishes(_played, page):
    page.goto(f"{DESK}controle/")
    follow(page.get_by_role("button", name="Publiceer"))
    assert "is gepubliceerd" in page.locator(".messagelist").inner_text()


STEPS = {
    "een concept beginnen": new_report,
    "alle statussen, waarvan 19 anders": statuses,
    "tien bevindingen": ten_findings,
    "dertig vermeldingen": thirty_mentions,
    "gevolgen van wetten": two_consequences,
    "alle hoofdstukken": chapters,
    "een hoofdstuk met twee punten": chapter_with_points,
    "alle partijen": parties,
    "twintig bronnotities": twenty_notes,
    "waar een bronnotitie over gaat": subject_of_a_note,
    "een cijfer bij een bevinding": figure,
    "een nieuwe motie": new_motion,
    "een nieuwe deelmaatregel met vier punten": new_submeasure,
    "een nieuwe actie": new_action,
}
# By the name of the step: the address of the first one, and the step. The button leads from one to the next.
IN_A_ROW = {
    "een maatregel van 23 punten": (CHAPTER, chapter_of_23_bullets),
    "een wetsvoorstel": (f"{DESK}wetsvoorstel/terugdringen-verzuim/", bill),
    "een motie": (f"{DESK}motie/31497-460/", motion),
    "een doel": (f"{DESK}doel/1/", goal),
}
