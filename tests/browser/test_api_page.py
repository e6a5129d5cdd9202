"""The forms on the page of the API in a real browser, under the content security policy of that page."""

from tests.browser.steps import follow


def test_a_form_asks_the_api_and_shows_the_answer(page):
    page.goto("/api/v1/")
    box = page.locator("#acties .explorer")
    box.locator("summary").click()
    box.get_by_label("rol", exact=True).fill("schoolleider")
    box.get_by_label("soort", exact=True).select_option("verplicht")
    box.get_by_label("pageSize").fill("1")
    box.get_by_role("button", name="Vraag op").click()
    box.get_by_text("status 200").wait_for()
    assert "/api/v1/acties?" in box.locator("[role=status]").inner_text()
    # An empty field is not sent as a query parameter.
    assert "sector" not in box.locator("[role=status]").inner_text()
    assert '"stand"' in box.locator("pre").inner_text()
    assert page.strangers == []
    assert page.errors == []


def test_a_mistake_shows_the_problem(page):
    page.goto("/api/v1/")
    box = page.locator("#acties .explorer")
    box.locator("summary").click()
    box.get_by_label("rol", exact=True).fill("directeur")
    box.get_by_role("button", name="Vraag op").click()
    box.get_by_text("status 400").wait_for()
    assert "invalidParams" in box.locator("pre").inner_text()


def test_without_javascript_there_are_links_and_no_dead_forms(chromium, server):
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/api/v1/")
    assert page.locator("main form").count() > 0
    assert page.locator("main form:visible").count() == 0
    follow(page.get_by_role("link", name="/doelen", exact=True))
    assert '"count":7' in page.content()
    context.close()
