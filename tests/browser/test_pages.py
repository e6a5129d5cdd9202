"""Every kind of page in a real browser: accessible, fit for a small screen and without requests to other hosts."""

import pytest

from tests.browser.checks import problems
from tests.browser.steps import follow

PAGES = [
    "/",
    "/nu/",
    "/nu/samenwerkingsverband/",
    "/nu/schoolbestuur/?sector=vo&datum=2028-01-02",
    "/nu/schoolleider/?rapportage=vgr-2&datum=2023-06-01",
    "/nu/leraar/?datum=morgen&sector=hbo",
    "/nu/ouder/?stand=geldt-nu",
    "/nu/samenwerkingsverband/veranderd/?vanrapportage=vgr-2",
    "/nu/leraar/veranderd/?van=morgen",
    "/ouders/",
    "/werkplan/schoolleider/",
    "/werkplan/bijwerken/",
    "/nu/directeur/",
    "/nu/leraar.pdf?stand=zeker",
    "/acties/steunpunt-inrichten/",
    "/acties/onafhankelijk-intern-toezicht/",
    "/wijzigingen/",
    "/wijzigingen/?van=vgr-5&naar=overzicht-2022&soort=planning",
    "/wijzigingen/?van=vgr-5&naar=vgr-5",
    "/wijzigingen/?van=vgr-99",
    "/zoeken/",
    "/zoeken/?q=hoorrecht",
    "/zoeken/?q=hoorecht",
    "/zoeken/?q=ondersteuning&soort=stand&rapportage=vgr-5&pagina=2",
    "/zoeken/?q=qqqq",
    "/zoeken/?q=hoorrecht&soort=bestaat-niet",
    "/overzicht/",
    "/maatregelen/",
    "/maatregelen/?status=bestaat-niet",
    "/maatregelen/?zoek=bestaatnergens",
    "/maatregelen/hoorrecht/",
    "/maatregelen/verzuim-en-schooluitval-voorkomen/",
    "/maatregelen/hoorrecht/vgr-2/",
    "/maatregelen/zorg-in-onderwijstijd/vgr-5/",
    "/maatregelen/landelijke-norm-basisondersteuning/overzicht-2022/",
    "/doelen/",
    "/doelen/4/",
    "/speerpunten/",
    "/wetsvoorstellen/",
    "/wetsvoorstellen/terugdringen-verzuim/",
    "/insluiten/wetsvoorstellen/terugdringen-verzuim/",
    "/moties/",
    "/moties/31497-305/",
    "/rapportages/",
    "/rapportages/vgr-5/",
    "/rapportages/plan-2014/",
    "/over/",
    "/over/onderdelen/",
    "/api/v1/",
    "/begrippen/",
    "/toegankelijkheid/",
    "/privacy/",
    "/kwetsbaarheid-melden/",
    "/open-data/",
    "/bestaat-niet/",
    "/maatregelen/hoorecht/",
]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_for_everybody(page, address):
    """The page passes all checks, sends no requests to other hosts and sets no cookie."""
    assert page.goto(address).status in (200, 400, 404)
    found = problems(page)
    assert found == [], found[:40]
    assert page.strangers == []
    assert page.context.cookies() == []
    # A browser logs the error status of the page itself. No other errors are allowed.
    assert [error for error in page.errors if "404" not in error and "400" not in error] == []


def test_the_skip_link_leads_to_the_content(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_filters_work_without_javascript(chromium, server):
    context = chromium.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/maatregelen/")
    page.locator(".chosen__summary").click()
    page.get_by_label("Status").select_option("afgerond")
    follow(page.get_by_role("button", name="Toon"))
    assert "status=afgerond" in page.url
    statuses = page.locator("tbody .status").all_inner_texts()
    assert statuses
    assert set(statuses) == {"Afgerond"}
    context.close()


def test_a_director_finds_what_to_do_and_looks_at_another_day(page):
    """A visitor goes from the home page to a role, to the source of a duty and to another day."""
    page.goto("/")
    follow(page.get_by_role("link", name="Samenwerkingsverband", exact=True))
    duty = page.locator("#geldt-nu .action").first
    assert duty.is_visible()
    assert not page.locator("#kan-nu-al .action").first.is_visible()
    duty.locator("summary").first.click()
    assert "Bron:" in duty.locator(".source").first.inner_text()
    page.locator(".chosen__summary").click()
    page.get_by_label("Op welke dag").fill("2024-12-31")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**datum=2024-12-31**")
    assert "Komt eraan" in page.locator("#komt").inner_text()
    assert "op 31 december 2024" in page.locator(".chosen__words").inner_text()


def test_a_visitor_finds_the_place_of_a_fact_in_two_clicks(page):
    page.goto("/maatregelen/hoorrecht/")
    place = page.locator(".report-block[open] .place").first
    place.locator("summary").click()
    assert "„" in place.locator("span").inner_text()


# The width of a screen, with the lowest place of the first duty and of the status.
SCREENS = [(1280, 500, 400), (390, 700, 600)]
ROLES = ["samenwerkingsverband", "schoolbestuur", "schoolleider", "gemeente", "zorgkantoor"]
TOP = "element => element.getBoundingClientRect().top + scrollY"


@pytest.mark.story
@pytest.mark.parametrize(("width", "lowest_duty", "lowest_status"), SCREENS)
def test_duties_and_statuses_stand_in_the_first_screen(page, width, lowest_duty, lowest_status):
    page.set_viewport_size({"width": width, "height": 900})
    tops = {}
    for role in ROLES:
        page.goto(f"/nu/{role}/")
        tops[role] = page.locator("#geldt-nu .action, #komt .action").first.evaluate(TOP)
    assert {role: top for role, top in tops.items() if top > lowest_duty} == {}
    page.goto("/maatregelen/")
    links = page.locator("main tbody a[href^='/maatregelen/']").evaluate_all("links => links.map(link => link.pathname)")
    measures = sorted({link for link in links if link.count("/") == 3})
    assert len(measures) == 33
    found = {}
    for measure in measures:
        page.goto(measure)
        found[measure] = page.locator("main .standing > :first-child").evaluate(TOP)
    assert {measure: top for measure, top in found.items() if top > lowest_status} == {}


# The lowest place of the first result, at 1280 and at 390 pixels.
RESULTS = {
    "/maatregelen/": ("#lijst tbody tr", 500, 700),
    "/moties/": ("#lijst tbody tr", 550, 750),
    "/wetsvoorstellen/": ("#lijst tbody tr", 1200, 1200),
    "/wijzigingen/": (".counters__link", 500, 700),
    "/moties/31497-305/": ("#gaat-over a", 400, 600),
}


@pytest.mark.story
@pytest.mark.parametrize("width", [1280, 390])
def test_results_come_first(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    found = {}
    for address, (result, *lowest) in RESULTS.items():
        page.goto(address)
        if (top := page.locator(result).first.evaluate(TOP)) > lowest[width == 390]:
            found[address] = top
    assert found == {}


@pytest.mark.story
@pytest.mark.parametrize("width", [1280, 390])
def test_the_list_of_bills_follows_what_was_promised(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/wetsvoorstellen/")
    assert page.locator("#beloofd h2").evaluate(TOP) <= 500
    assert page.locator("#beloofd .picture__row").first.is_visible() is (width == 1280)


@pytest.mark.story
def test_what_comes_next_year_is_two_clicks_from_home(page):
    """On a phone: the role, then the number in its first sentence. What comes and how sure it is, is read without a fold."""
    page.set_viewport_size({"width": 390, "height": 844})
    for role in ("Schoolbestuur", "Schoolleider", "Samenwerkingsverband", "Gemeente", "Zorgkantoor"):
        page.goto("/")
        follow(page.get_by_role("link", name=role, exact=True))
        page.locator(".lead a").first.click()
        moment = page.locator(".calendar__moment:target")
        assert moment.evaluate("element => Math.abs(element.getBoundingClientRect().top)") < 844
        assert moment.locator(".calendar__certainty .status").is_visible()
        assert moment.locator(".action__text").first.is_visible()


@pytest.mark.story
def test_a_choice_at_the_foot_leads_to_its_result(page):
    """The form for another day stands below the duties. What it shows begins at the top of the page."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/nu/schoolbestuur/")
    page.get_by_role("link", name="andere dag").click()
    page.get_by_label("Sector", exact=True).select_option("vo")
    page.get_by_role("button", name="Toon").click()
    page.wait_for_url("**sector=vo**")
    assert page.locator(".sectors [aria-current]").inner_text() == "vo"
    assert 0 <= page.locator("h1").evaluate("element => element.getBoundingClientRect().top") < 844


@pytest.mark.story
def test_links_above_the_duties_lead_to_what_they_say(page):
    page.goto("/nu/schoolbestuur/")
    page.get_by_role("link", name="andere dag").click()
    assert page.locator("#keuze").is_visible()
    for name in ("Print", "Agenda", "Excel"):
        address = page.locator(".tools").get_by_role("link", name=name).get_attribute("href")
        assert page.request.get(address).ok, name
