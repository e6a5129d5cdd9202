"""A reader types notes beside a measure, on its page or in the overview, and finds them in the work plan of a role."""

import re

from playwright.sync_api import expect

from tests.browser.checks import problems

MEASURE = "/maatregelen/hoorrecht/"
PLAN = "/werkplan/schoolleider/"


def own(page, slug="hoorrecht"):
    return page.locator(f'[data-notes="{slug}"]')


def test_notes_beside_a_measure_stand_in_the_plan_and_in_the_overview(page):
    page.goto(MEASURE)
    page.evaluate("localStorage.clear()")
    page.reload()
    own(page).locator("summary").focus()
    page.keyboard.press("Enter")
    expect(own(page).locator("textarea")).to_be_disabled()
    own(page).locator("select").select_option("schoolleider")
    own(page).locator("textarea").fill("Met de raad bespreken")
    assert problems(page) == []

    page.goto("/overzicht/")
    expect(own(page)).to_have_attribute("data-filled", "")
    own(page).locator("summary").click()
    expect(own(page).locator("textarea")).to_have_value("Met de raad bespreken")
    own(page).locator("textarea").fill("Besproken op 3 december")
    assert page.locator("[data-filled]").count() == 1

    page.goto(PLAN)
    note = page.locator("[data-measures-list] textarea")
    expect(note).to_have_value("Besproken op 3 december")
    note.fill("Klaar")
    key = page.locator("[data-action]").first.get_attribute("data-action")
    page.locator("[data-action]").first.get_by_label("Notities").fill("Dit doet Jan")
    page.goto(MEASURE)
    expect(own(page).locator("textarea")).to_have_value("Klaar")
    page.goto("/overzicht/")
    beside = page.locator(f'[data-notes] a[href="{PLAN}#{key}"]').first
    assert "Dit doet Jan" in beside.locator("xpath=..").text_content()


def test_another_role_has_notes_of_its_own_and_a_closed_block_moves_nothing(page):
    page.goto(MEASURE)
    page.evaluate("localStorage.clear()")
    page.reload()
    own(page).locator("summary").click()
    for role, words in (("schoolleider", "Van de school"), ("schoolbestuur", "Van het bestuur")):
        own(page).locator("select").select_option(role)
        expect(own(page).locator("textarea")).to_have_value("")
        own(page).locator("textarea").fill(words)
    own(page).locator("select").select_option("schoolleider")
    expect(own(page).locator("textarea")).to_have_value("Van de school")
    page.add_init_script("""
      window.shifts = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shifts += entry.value; }))
        .observe({ type: "layout-shift", buffered: true });
    """)
    page.goto("/overzicht/")
    own(page).wait_for()
    assert page.evaluate("window.shifts") < 0.01


def test_notes_of_measures_that_became_one_all_stay_and_go_to_the_plan_that_was_opened(page):
    page.goto(MEASURE)
    page.evaluate("localStorage.clear()")
    page.goto("/werkplan/schoolbestuur/")
    page.goto(PLAN)
    page.locator("[data-actions] .plan-fields").first.wait_for()
    page.evaluate("""() => {
      const name = "werkplan:schoolleider", plan = JSON.parse(localStorage.getItem(name));
      const keys = ["hoorrecht", "oud", "ouder"];
      plan.maatregelen = Object.fromEntries(keys.map((key) => [key, { titel: key, notities: `van ${key}` }]));
      plan.maatregelen.oudst = { titel: "oudst", notities: "van oud" };
      localStorage.setItem(name, JSON.stringify(plan));
    }""")
    page.route(f"**{MEASURE}", renamed)
    page.goto(MEASURE)
    expect(own(page).locator("select")).to_have_value("schoolleider")
    expect(own(page).locator("textarea")).to_have_value("van hoorrecht\nvan oud\nvan ouder")
    own(page).locator("summary").click()
    own(page).locator("textarea").fill("samen")
    kept = page.evaluate("JSON.parse(localStorage.getItem('werkplan:schoolleider')).maatregelen")
    assert {key: note["notities"] for key, note in kept.items()} == {"hoorrecht": "samen"}


def renamed(route):
    """Answer with the page of a measure as it is after three others became part of it."""
    answer = route.fetch()
    route.fulfill(response=answer, body=re.sub(r'(data-notes="hoorrecht"\s+data-former=")', r"\1oud ouder oudst", answer.text()))


def kept(page):
    return page.evaluate("({...localStorage})")


def test_a_text_that_is_no_plan_stops_nothing_and_stays_under_another_name(page):
    texts = ["kapot", '{"vorm": 2}', '{"vorm": 1, "rol": "schoolleider"}', '{"vorm": 1, "rol": "schoolleider", "acties": null}']
    for text, address in [*((text, MEASURE) for text in texts), (texts[1], PLAN)]:
        page.goto(MEASURE)
        page.evaluate("""(text) => {
          localStorage.clear();
          localStorage.setItem("werkplan-rol", "schoolleider");
          localStorage.setItem("werkplan:schoolleider", text);
        }""", text)  # fmt: skip
        page.goto(address)
        if address == MEASURE:
            own(page).locator("summary").click()
            own(page).locator("textarea").fill("nieuw")
            message = own(page).locator("[role=status]")
        else:
            message = page.locator("[data-message]")
        expect(message).to_contain_text("kan deze pagina niet lezen")
        assert [value for key, value in kept(page).items() if key.startswith("werkplan-bewaard:")] == [text]
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Wis mijn plan").click()
    assert sorted(kept(page)) == ["werkplan-rol", "werkplan:schoolleider"]
    assert page.errors == []


def test_a_part_that_an_older_page_did_not_keep_stops_nothing(page):
    page.goto(MEASURE)
    page.evaluate("""() => {
      const plan = { vorm: 1, rol: "schoolleider", acties: {}, eigen: [], gezien: {}, maatregelen: null };
      localStorage.clear();
      localStorage.setItem("werkplan:schoolleider", JSON.stringify(plan));
    }""")
    page.reload()
    own(page).locator("summary").click()
    own(page).locator("textarea").fill("nieuw")
    page.goto(PLAN)
    expect(page.locator("[data-measures-list] textarea")).to_have_value("nieuw")
    assert not any(key.startswith("werkplan-bewaard:") for key in kept(page))


def test_a_browser_that_keeps_nothing_says_so_and_what_was_typed_stays_on_the_page(page):
    page.goto(MEASURE)
    page.evaluate("localStorage.clear()")
    page.reload()
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('vol', 'QuotaExceededError'); }; }")
    own(page).locator("summary").click()
    own(page).locator("select").select_option("schoolleider")
    expect(own(page).locator("[role=status]")).to_contain_text("bewaart niets meer")
    expect(own(page).locator("select")).to_have_value("schoolleider")
    own(page).locator("textarea").fill("nieuw")
    expect(own(page).locator("summary")).to_contain_text("niet bewaard")
    # What another tab saves draws the block again.
    page.evaluate("dispatchEvent(new StorageEvent('storage', { key: null }))")
    expect(own(page).locator("textarea")).to_have_value("nieuw")
    expect(own(page).locator("[role=status]")).to_contain_text("bewaart niets meer")


def test_a_full_browser_says_so_at_the_plan_until_there_is_room_again(page):
    page.goto(PLAN)
    page.evaluate("localStorage.clear()")
    page.reload()
    notes = page.locator("[data-action]").first.get_by_label("Notities")
    page.evaluate("""() => {
      let size = 1 << 20;
      for (let number = 0; size >= 1; number += 1) {
        try { localStorage.setItem(`vol-${number}`, "x".repeat(size)); } catch { size = Math.floor(size / 2); }
      }
    }""")
    notes.fill("Dit past er niet meer bij. " * 5)
    expect(page.locator("[data-message]")).to_contain_text("bewaart niets meer")
    page.evaluate("localStorage.removeItem('vol-0')")
    notes.fill("Dit past weer.")
    expect(page.locator("[data-message]")).to_be_hidden()
    page.reload()
    expect(notes).to_have_value("Dit past weer.")


def test_a_page_that_the_reader_comes_back_to_shows_what_another_page_kept(page):
    page.goto(PLAN)
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator("[data-actions] .plan-fields").first.wait_for()
    page.evaluate("""() => {
      const name = "werkplan:schoolleider", plan = JSON.parse(localStorage.getItem(name));
      plan.maatregelen.hoorrecht = { titel: "Hoorrecht", notities: "van een andere pagina" };
      localStorage.setItem(name, JSON.stringify(plan));
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    }""")
    page.locator("[data-action]").first.get_by_label("Notities").fill("nieuw")
    assert "van een andere pagina" in kept(page)["werkplan:schoolleider"]


def test_without_javascript_a_link_leads_to_the_workbook(chromium, server):
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto(MEASURE)
    own(page).locator("summary").click()
    assert own(page).locator("textarea, select").count() == 0
    assert own(page).get_by_role("link").get_attribute("href") == "/werkplan/bijwerken/"
    context.close()
