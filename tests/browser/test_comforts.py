"""Conveniences that need JavaScript (copying, sorting, filtering without a new page), and the print styles."""

import io

from playwright.sync_api import expect
from pypdf import PdfReader


def test_a_citation_can_be_copied(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/maatregelen/hoorrecht/vgr-2/")
    page.locator(".cite").get_by_role("button", name="Kopieer").click()
    page.get_by_role("button", name="Gekopieerd").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Voortgang passend onderwijs, „Hoorrecht”, stand per 31 maart 2023 volgens de Tweede voortgangs")
    assert copied.endswith("/maatregelen/hoorrecht/vgr-2/")
    assert page.locator("#melding").inner_text() == "Gekopieerd."


def test_a_table_is_sorted_by_a_column_up_and_down(page):
    page.goto("/maatregelen/")
    codes = page.locator("tbody tr > :first-child")
    in_order = codes.all_inner_texts()
    page.get_by_role("button", name="Status").click()
    statuses = page.locator("tbody .status").all_inner_texts()
    assert statuses == sorted(statuses)
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Status")
    page.get_by_role("button", name="Code").click()
    assert codes.all_inner_texts() == in_order
    page.get_by_role("button", name="Code").click()
    # Sorted as numbers, descending; as text, 9 would come first.
    assert codes.all_inner_texts()[0].strip() == "25"


def test_filtering_replaces_the_content_and_keeps_the_address_and_the_way_back(page):
    page.goto("/maatregelen/")
    page.locator(".chosen__summary").click()
    page.evaluate("window.sameDocument = true")
    page.get_by_label("Status").select_option("afgerond")
    page.get_by_role("button", name="Toon", exact=True).click()
    page.wait_for_url("**/maatregelen/?status=afgerond")
    page.wait_for_function(
        "() => [...document.querySelectorAll('tbody .status')].every(s => s.textContent.trim() === 'Afgerond')"
    )
    assert page.evaluate("window.sameDocument")
    assert "maatregelen" in page.locator("#melding").inner_text()
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('tbody tr').length > 20")
    assert page.errors == []


def let_through(page, held):
    """Let a held request continue, and wait until the page has handled its response."""
    with page.expect_response(held[0].request.url) as late:
        held[0].continue_()
    late.value.finished()
    page.evaluate("new Promise(resolve => setTimeout(resolve, 100))")


def test_of_two_filters_the_last_one_counts_also_when_its_answer_comes_first(page):
    page.goto("/maatregelen/")
    page.locator(".chosen__summary").click()
    held = []
    page.route("**/maatregelen/?status=afgerond", lambda route: held.append(route))
    page.get_by_label("Status").select_option("afgerond")
    with page.expect_request("**/maatregelen/?status=afgerond"):
        page.get_by_role("button", name="Toon", exact=True).click()
    page.get_by_label("Status").select_option("in-uitvoering")
    page.get_by_role("button", name="Toon", exact=True).click()
    page.wait_for_url("**/maatregelen/?status=in-uitvoering")
    let_through(page, held)
    assert page.url.endswith("?status=in-uitvoering")
    assert set(page.locator("tbody .status").all_inner_texts()) == {"In uitvoering"}


def test_a_step_back_and_forward_again_shows_what_the_address_says(page):
    page.goto("/maatregelen/")
    page.locator(".chosen__summary").click()
    page.get_by_label("Status").select_option("afgerond")
    page.get_by_role("button", name="Toon", exact=True).click()
    page.wait_for_url("**/maatregelen/?status=afgerond")
    held = []
    page.route("**/maatregelen/", lambda route: held.append(route))
    with page.expect_request("**/maatregelen/"):
        page.evaluate("history.back()")
    page.evaluate("history.forward()")
    page.wait_for_url("**/maatregelen/?status=afgerond")
    let_through(page, held)
    assert set(page.locator("tbody .status").all_inner_texts()) == {"Afgerond"}


def test_on_paper_there_is_what_is_said_and_nothing_to_press(page):
    page.goto("/nu/samenwerkingsverband/")
    page.emulate_media(media="print")
    for gone in (".site-nav", ".site-search", ".filter", ".skip-link", ".downloads", ".follow"):
        assert page.locator(gone).first.is_hidden(), gone
    # Blocks that are folded on a screen are open on paper.
    assert page.locator("#kan-nu-al .action").first.is_visible()
    assert page.locator("h1").is_visible()
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_the_wide_table_asks_for_a_wide_sheet(page):
    # The size in pixels of A3 landscape within its margins.
    page.set_viewport_size({"width": 1511, "height": 1046})
    page.goto("/overzicht/")
    page.emulate_media(media="print")
    assert page.locator(".table-box--wide").evaluate("box => getComputedStyle(box).page") == "wide"
    assert page.evaluate("document.querySelector('.wide').getBoundingClientRect().width <= innerWidth")


def test_the_wide_table_is_printed_on_wide_sheets_with_columns_that_can_be_read(page):
    page.goto("/overzicht/")
    document = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert all(sheet.mediabox.width > sheet.mediabox.height > 800 for sheet in document.pages)
    assert len(document.pages) < 25
    assert "Leerrecht verankeren" in " ".join(document.pages[0].extract_text().split())


def test_changes_are_printed_with_their_places_and_with_the_form_of_each_status(page):
    page.goto("/wijzigingen/")
    place = page.locator("#status .place").first
    assert place.locator("span").is_hidden()
    page.emulate_media(media="print")
    assert place.locator("span").is_visible()
    assert place.locator("summary").is_hidden()
    # Without this value a browser prints no backgrounds, and so no fill of a mark. Then a full mark would look like an empty
    # mark.
    assert page.locator(".status__mark").first.evaluate("mark => getComputedStyle(mark).printColorAdjust") == "exact"


def test_a_meaning_opens_beside_its_word(page):
    page.goto("/speerpunten/")
    word = page.get_by_role("button", name="speerpunten")
    word.click()
    beneath = page.locator(".term__meaning").bounding_box()["y"] - word.bounding_box()["y"]
    assert 0 < beneath < 60


def test_beside_the_wide_table_the_measure_stays_in_sight(page):
    page.goto("/overzicht/")
    page.get_by_text("Zo stond het in 2022").click()
    name = page.locator(".wide tbody th a").first
    page.locator(".table-box--wide").evaluate("box => { box.scrollLeft = 900; }")
    at = name.evaluate("link => link.getBoundingClientRect().left - link.closest('.table-box').getBoundingClientRect().left")
    assert 0 < at < 40


def test_a_table_has_a_tab_stop_only_where_it_scrolls(page):
    page.goto("/doelen/")
    box = page.locator(".table-box").first
    expect(box).not_to_have_attribute("tabindex", "0")
    page.set_viewport_size({"width": 320, "height": 700})
    expect(box).to_have_attribute("tabindex", "0")


def test_a_narrow_list_keeps_its_headings_and_its_sorting_and_folds_its_filters(page):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/moties/")
    assert page.locator("form.filter").is_hidden()
    assert page.get_by_role("columnheader").count() == 5
    # The arrow of the sorting is no part of the name.
    heading = page.get_by_role("columnheader", name="Motie", exact=True)
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    page.get_by_text("Verander", exact=True).click()
    assert page.locator("form.filter").is_visible()
