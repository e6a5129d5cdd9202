"""The answer comes first: where the first duty of a role and the status of a measure stand, in pixels, on two screens."""

import pytest

pytestmark = pytest.mark.story

# The width of a screen, with the lowest place of the first duty and of the status.
SCREENS = [(1280, 500, 400), (390, 700, 600)]
ROLES = ["samenwerkingsverband", "schoolbestuur", "schoolleider", "gemeente", "zorgkantoor"]
TOP = "element => element.getBoundingClientRect().top + scrollY"


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


def test_links_above_the_duties_lead_to_what_they_say(page):
    page.goto("/nu/schoolbestuur/")
    page.get_by_role("link", name="Kies dag of sector").click()
    assert page.locator("#keuze").is_visible()
    for name in ("Print", "Agenda", "Excel"):
        address = page.locator(".tools").get_by_role("link", name=name).get_attribute("href")
        assert page.request.get(address).ok, name
