"""A reader keeps a work plan in a browser, takes it to another one as a file, and fills the page from his workbook."""

import io

import openpyxl
import pytest
from playwright.sync_api import expect

PLAN = "/werkplan/schoolleider/"


@pytest.fixture
def other_tab(chromium, server):
    """Yield a tab of another browser: it shares nothing with the first one."""
    context = chromium.new_context(base_url=server)
    yield context.new_page()
    context.close()


def first(page):
    return page.locator("[data-actions] > .plan-action").first


def opened(page):
    page.goto(PLAN)
    page.evaluate("localStorage.clear()")
    page.reload()
    page.locator(".plan-fields").first.wait_for()
    return page


def test_a_plan_stays_over_a_reload_and_goes_along_as_a_file(page, other_tab, tmp_path):
    opened(page)
    first(page).get_by_label("Wie").fill("Jan")
    first(page).get_by_label("Stand bij ons").select_option("klaar")
    page.get_by_role("button", name="Voeg een eigen rij toe").click()
    page.get_by_label("Wat u gaat doen").fill("Ons eigen plan")
    page.reload()
    assert first(page).get_by_label("Wie").input_value() == "Jan"
    assert "zijn er 1 klaar" in page.locator("[data-sum]").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaar als bestand").click()
    file = tmp_path / "werkplan.json"
    download.value.save_as(file)

    opened(other_tab)
    assert first(other_tab).get_by_label("Wie").input_value() == ""
    other_tab.locator("[data-open]").set_input_files(file)
    other_tab.get_by_label("Wat u gaat doen").wait_for()
    assert first(other_tab).get_by_label("Wie").input_value() == "Jan"
    assert other_tab.get_by_label("Wat u gaat doen").input_value() == "Ons eigen plan"
    other_tab.locator("[data-show]").select_option("klaar")
    assert other_tab.locator("[data-actions] > .plan-action:visible").count() == 1


def test_the_page_says_what_is_new_and_shows_the_notes_beside_it(page):
    opened(page)
    first(page).get_by_label("Notities").fill("Met het team bespreken")
    first(page).get_by_label("Wanneer klaar").fill("2027-03-01")
    page.evaluate("""() => {
      const name = "werkplan:schoolleider", plan = JSON.parse(localStorage.getItem(name));
      const key = document.querySelector("[data-action]").dataset.action;
      plan.gezien[key].standing = "Verwacht";
      plan.gezien["weg"] = { text: "Een actie van vroeger", standing: "Verwacht", when: "" };
      localStorage.setItem(name, JSON.stringify(plan));
    }""")
    page.reload()
    news = page.locator("[data-news]")
    news.wait_for()
    assert "andere stand: Verwacht →" in news.inner_text().replace("Andere", "andere")
    assert "(van u: Met het team bespreken · 1-3-2027)" in news.inner_text()
    assert "Een actie van vroeger" in news.inner_text()
    page.get_by_role("button", name="Gezien").click()
    news.wait_for(state="hidden")


def test_on_paper_each_field_is_its_words_and_an_empty_one_is_left_out(page):
    opened(page)
    words = "Eerst dit.\n" + "Dan dat. " * 200 + "Tot slot dit."
    first(page).get_by_label("Notities").fill(words)
    first(page).get_by_label("Wanneer klaar").fill("2027-03-01")
    page.emulate_media(media="print")
    assert first(page).locator("textarea:visible, input:visible, select:visible").count() == 0
    shown = first(page).locator("label:visible")
    assert [label.get_attribute("data-text") for label in shown.all()] == ["1-3-2027", words]
    text = shown.nth(1)
    assert text.evaluate("(each) => each.scrollHeight <= each.clientHeight + 1 && each.clientHeight > 150")


def test_the_workbook_fills_the_page_and_a_wrong_file_says_why(page, tmp_path):
    opened(page)
    made = page.request.get("/nu/schoolleider.xlsx").body()
    book = openpyxl.load_workbook(io.BytesIO(made))
    sheet = book["Werkplan"]
    headings = {cell.value: cell.column for cell in sheet[1]}
    key = sheet.cell(3, headings["Id"]).value
    sheet.cell(3, headings["Wie"], "Fatima")
    book.save(tmp_path / "plan.xlsx")
    page.locator("[data-open]").set_input_files(tmp_path / "plan.xlsx")
    wie = page.locator(f"[data-action='{key}']").get_by_label("Wie")
    # The server reads the workbook: on a busy machine that takes more than the usual five seconds.
    expect(wie).to_have_value("Fatima", timeout=20_000)
    (tmp_path / "los.xlsx").write_bytes(b"geen werkmap")
    page.locator("[data-open]").set_input_files(tmp_path / "los.xlsx")
    expect(page.locator("[data-message]")).to_contain_text("tekstbestand", timeout=20_000)
