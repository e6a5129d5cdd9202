"""An editor works on a long chapter and on lists in a real browser: keys, buttons, two days, errors, kept work, and the count."""

import pytest

from tests.browser.checks import problems
from tests.browser.steps import PASSWORD, follow
from tests.browser.test_story import enter
from tests.server import copy_of, manage, serving

MAKE = f"""
from django.contrib.auth.models import Group, User
from measures.models import MeasureItem, MeasureSnapshot, Report
from portal.desk.editing.carrying import carry_over_rows
from portal.desk.editing.worklist import carry_over_all, start
User.objects.create_user("roos", password="{PASSWORD}", is_staff=True).groups.add(Group.objects.get(name="Redacteur"))
report = Report(slug="vgr-6", kind="voortgangsrapportage", number=6, title="Zesde", publication="november 2026", location="x")
carry_over_all(start(report))
carry_over_rows(report)
stand = MeasureSnapshot.objects.get(report=report, measure__slug="verzuimaanpak-en-digitale-school")
items = list(stand.items.order_by("position"))
for number in range(25 - len(items)):
    last = items[-1]
    MeasureItem.objects.create(
        snapshot=stand, kind=last.kind, heading=last.heading, position=last.position + number + 1, text=items[number].text,
        location=last.location,
    )
"""
CHAPTER = "/beheer/redactie/vgr-6/maatregel/verzuimaanpak-en-digitale-school/"
SCREEN = {"width": 1280, "height": 720}
# The lines of a list and the button that adds one. A line can hold a list of its own: its parts.
LINES = ".line:not(.line .line)"
ADD = "button[name=rij][value$=':invoegen']:not(.line button)"


@pytest.fixture(scope="module")
def own_server(made_portal, tmp_path_factory):
    """Run a separate portal, because these tests save."""
    environment = copy_of(made_portal, tmp_path_factory.mktemp("regels"))
    manage(environment, "shell", "-c", MAKE)
    with serving(environment) as address:
        yield address


@pytest.fixture(scope="module")
def roos(chromium, own_server):
    context = chromium.new_context(base_url=own_server, viewport=SCREEN)
    page = context.new_page()
    enter(page, "roos")
    yield page
    context.close()


def texts(page):
    return page.eval_on_selector_all(".line textarea[name$='-text']", "fields => fields.map((field) => field.value)")


def is_for_everybody(page):
    found = problems(page)
    assert found == [], "\n".join(found[:40])


@pytest.mark.story
def test_a_chapter_of_25_bullets_fits_in_four_screens(roos):
    roos.goto(CHAPTER)
    assert roos.locator(".line").count() >= 25
    roos.wait_for_load_state("networkidle")
    assert roos.evaluate("document.documentElement.scrollHeight") <= 4 * SCREEN["height"]
    is_for_everybody(roos)


@pytest.mark.story
def test_keys_and_buttons_move_lines_and_the_page_is_what_is_saved(roos):
    roos.goto(CHAPTER)
    before = texts(roos)
    third = roos.locator(".line textarea[name$='-text']").nth(2)
    third.focus()
    roos.keyboard.press("Alt+ArrowUp")
    assert texts(roos)[:3] == [before[0], before[2], before[1]]
    assert roos.evaluate("document.activeElement.value") == before[2]
    roos.locator(".line").nth(0).get_by_role("button", name="Omlaag").click()
    assert texts(roos)[:3] == [before[2], before[0], before[1]]
    roos.locator(".line").nth(0).get_by_role("button", name="Voeg hieronder een rij in").click()
    new = roos.locator(".line").nth(1)
    assert new.locator("[name$='-kind']").input_value() == roos.locator(".line").nth(0).locator("[name$='-kind']").input_value()
    new.locator("[name$='-text']").fill("Een nieuw punt.")
    new.locator("[name$='-location']").fill("Maatregel 8a: „nieuw”")
    # Words that nobody can read: two days appear to choose.
    assert not new.get_by_label("Kies zelf twee dagen").first.is_visible()
    new.locator("[name$='-period']").fill("rond de zomer van 2027")
    new.get_by_label("Kies zelf twee dagen").first.wait_for()
    new.locator("[name$='-chosen_days_0']").fill("1 mei 2027")
    new.locator("[name$='-chosen_days_1']").fill("30 september 2027")
    order = texts(roos)
    # Enter in a field saves; it moves no line.
    with roos.expect_event("load"):
        new.locator("[name$='-location']").press("Enter")
    assert "Opgeslagen" in roos.locator(".messagelist").inner_text()
    assert texts(roos) == order


@pytest.mark.story
def test_the_back_button_goes_on_from_what_was_saved(roos):
    """The page comes anew from the server then, and the browser fills in what was typed."""
    roos.goto("/beheer/redactie/vgr-6/overig/bronnotitie/nieuw/")
    for label, words in (("Titel", "Noot van net"), ("Tekst", "Zo."), ("Vindplaats", "Bladzijde 3")):
        roos.get_by_label(label).first.fill(words)
    follow(roos.get_by_role("button", name="Opslaan", exact=True).last)
    with roos.expect_event("load"):
        roos.go_back()
    assert roos.get_by_label("Titel").first.input_value() == "Noot van net"
    roos.get_by_label("Tekst").first.fill("Of anders.")
    follow(roos.get_by_role("button", name="Opslaan", exact=True).last)
    follow(roos.locator("#content").get_by_role("link", name="Noot van net", exact=True))
    text = roos.get_by_label("Tekst").first
    assert text.input_value() == "Of anders."
    # The form of what is there already shows what is there now, and offers what was typed and not saved.
    text.fill("Van daarvoor.")
    follow(roos.get_by_role("button", name="Opslaan", exact=True).last)
    follow(roos.locator("#content").get_by_role("link", name="Noot van net", exact=True))
    text.fill("Van daarna.")
    follow(roos.get_by_role("button", name="Opslaan", exact=True).last)
    with roos.expect_event("load"):
        roos.evaluate("history.go(-3)")
    assert text.input_value() == "Van daarna."
    text.fill("Nog niet opgeslagen.")
    roos.goto("/beheer/redactie/vgr-6/overig/")
    with roos.expect_event("load"):
        roos.go_back()
    assert text.input_value() == "Van daarna."
    follow(roos.get_by_role("button", name="Zet het terug"))
    assert text.input_value() == "Nog niet opgeslagen."


@pytest.mark.story
def test_an_error_leads_to_its_field_and_kept_work_has_its_new_lines(roos):
    roos.goto(CHAPTER)
    roos.locator(".line").nth(4).get_by_role("button", name="Voeg hieronder een rij in").click()
    roos.locator(".line").nth(5).locator("[name$='-text']").fill("Nog niet af.")
    roos.goto(CHAPTER)
    follow(roos.get_by_role("button", name="Zet het terug"))
    assert "Nog niet af." in texts(roos)
    follow(roos.get_by_role("button", name="Opslaan", exact=True).last)
    link = roos.locator("#fouten").get_by_role("link").first
    assert "vindplaats" in link.inner_text()
    link.click()
    assert roos.evaluate("document.activeElement.name").endswith("-location")
    roos.keyboard.type("Maatregel 8a")
    follow(roos.get_by_role("button", name="Opslaan", exact=True).last)
    assert "Opgeslagen" in roos.locator(".messagelist").inner_text()


class Count:
    """Counts pages and forms sent, as they are counted in docs/tests.md: a form and the page that answers it are one load."""

    def __init__(self, page):
        self.loads = self.submits = 0
        page.on("request", self._look)

    def _look(self, request):
        if request.resource_type == "document" and not request.redirected_from:
            self.loads += 1
            self.submits += request.method == "POST"


@pytest.mark.story
def test_ten_findings_and_thirty_mentions_take_two_pages_each(roos):
    for kind, number, fields in (("bevinding", 10, finding), ("vermelding", 30, mention)):
        count = Count(roos)
        roos.goto(f"/beheer/redactie/vgr-6/overig/{kind}/")
        is_for_everybody(roos)
        before = roos.locator(LINES).count() - 1
        for n in range(number):
            if n:
                roos.locator(ADD).click()
            fields(roos.locator(LINES).last, n)
        follow(roos.get_by_role("button", name="Opslaan", exact=True).last)
        assert f"{number} rijen gewijzigd of nieuw" in roos.locator(".messagelist").inner_text()
        assert roos.locator(LINES).count() - 1 == before + number
        assert (count.loads, count.submits) == (2, 1)


def finding(line, number):
    line.locator("[name$='-goal']").fill("1")
    line.locator("[name$='-text']").fill(f"Bevinding {number}.")
    line.locator("[name$='-location']").fill(f"Monitor, tabel {number}")


def mention(line, number):
    line.locator("[name$='-action']").fill("landelijke-norm-op-elke-locatie-bieden")
    line.locator("[name$='-location']").fill(f"Hoofdstuk 3, rij {number}")


@pytest.mark.story
def test_a_chapter_and_a_bill_in_a_row_take_one_page_each(roos):
    count = Count(roos)
    roos.goto(CHAPTER)
    roos.locator(".line textarea[name$='-text']").first.fill("Anders gezegd.")
    follow(roos.get_by_role("button", name="Bewaar en ga naar het volgende"))
    assert "Opgeslagen" in roos.locator(".messagelist").inner_text()
    assert "/vgr-6/maatregel/" in roos.url
    assert (count.loads, count.submits) == (2, 1)


def press(page, button):
    """Put the pointer on a button and press it, without letting go. Return how far the button is from the top of the screen."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    return box["y"]


@pytest.mark.story
def test_a_click_right_after_typing_is_never_lost(roos):
    """A hint that goes when its field is left, or that comes while somebody presses, must not move the button away."""
    roos.goto(CHAPTER)
    roos.wait_for_load_state("networkidle")
    save = roos.get_by_role("button", name="Opslaan", exact=True).last
    lines = roos.locator(".line:has(textarea[name$='-text'])")
    # The last line is empty.
    line = lines.nth(lines.count() - 2)
    text = line.locator("textarea[name$='-text']")
    text.fill("Dit wordt door de scholen gedaan, o.a. met geld.")
    hint = text.locator("xpath=following-sibling::output")
    roos.wait_for_function("hint => hint.textContent && hint.checkVisibility()", arg=hint.element_handle())
    place = press(roos, save)
    assert save.bounding_box()["y"] == place
    with roos.expect_event("load"):
        roos.mouse.up()
    assert "Opgeslagen" in roos.locator(".messagelist").inner_text()
    # Words that cannot be read open a fold, and a long sentence gets a hint: both while the button is pressed.
    roos.wait_for_load_state("networkidle")
    text.fill("Een zin met heel veel woorden, " + "en nog een woord, " * 12 + "en klaar.")
    line.locator("[name$='-period']").fill("rond de zomer van 2027")
    place = press(roos, save)
    roos.wait_for_load_state("networkidle")
    roos.wait_for_timeout(1_000)
    assert save.bounding_box()["y"] == place
    roos.mouse.move(5, 5)
    roos.mouse.up()
    # After the release they come, and the field with the focus or the pointer stays where it is.
    line.get_by_label("Kies zelf twee dagen").first.wait_for()
