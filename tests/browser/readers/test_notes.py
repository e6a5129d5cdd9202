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


def test_without_javascript_a_link_leads_to_the_workbook(chromium, server):
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto(MEASURE)
    own(page).locator("summary").click()
    assert own(page).locator("textarea, select").count() == 0
    assert own(page).get_by_role("link").get_attribute("href") == "/werkplan/bijwerken/"
    context.close()
