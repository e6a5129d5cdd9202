"""`/nu/<rol>/`: what comes first, what one line says of a duty, and what differs between the sectors."""

import pytest
from bs4 import BeautifulSoup

from measures.models import Role, Sector
from portal.agenda.filters import AgendaFilter
from portal.agenda.sectors import is_for
from tests.portal.agenda.test_role_page import text_of

pytestmark = pytest.mark.once


def test_calendar_filters_and_downloads_come_after_the_duties(client):
    html = client.get("/nu/schoolbestuur/").content.decode()
    marks = (
        'class="lead"',
        'class="sectors"',
        'class="tools"',
        'id="geldt-nu"',
        'id="komt"',
        'id="jaar"',
        'id="kan-nu-al"',
        'id="keuze"',
        "Download wat",
    )
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)


def test_a_choice_stands_at_the_top(client):
    html = client.get("/nu/schoolbestuur/?sector=vo&datum=2026-11-24").content.decode()
    assert html.index('id="keuze"') < html.index('class="lead"') < html.index('id="geldt-nu"')
    assert html.count('id="keuze"') == 1


def test_a_duty_says_since_when_and_by_which_law_and_folds_the_rest(client):
    page = BeautifulSoup(client.get("/nu/schoolbestuur/").content, "html.parser")
    duty = page.select_one("#geldt-nu .action")
    facts = duty.select_one(".action__facts").get_text(" ", strip=True)
    assert facts == "sinds 1 augustus 2014 in de wet: Wet op het primair onderwijs, artikel 40 en nog 2 artikelen."
    (more,) = duty.select(":scope > details")
    assert more.select_one("summary").get_text() == "bron, wet, bronnotitie en maatregel"
    assert more.select_one('a[href="/maatregelen/strakkere-zorgplicht/"]')


def test_a_role_says_what_differs_between_the_sectors_above_its_duties(client):
    html = client.get("/nu/schoolbestuur/").content.decode()
    assert "Alleen po: 1 mogelijkheid. Alleen vo: 1 verplichting. De rest is gelijk." in text_of(client.get("/nu/schoolbestuur/"))
    assert html.index("Alleen vo") < html.index('class="tools"') < html.index('id="geldt-nu"')
    assert "Geen bron maakt verschil tussen po, vo en go." in text_of(client.get("/nu/lerarenopleiding/"))


def test_a_sector_is_one_link_that_keeps_the_other_choices(client):
    def links(address):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        found = page.select(".sectors a:not([href^='#'])")
        return {a.get_text(): a["href"] for a in found}, [a.get_text() for a in found if a.get("aria-current")]

    assert links("/nu/schoolbestuur/") == (
        {"alle": "/nu/schoolbestuur/", **{s: f"/nu/schoolbestuur/?sector={s}" for s in ("po", "vo", "go")}},
        ["alle"],
    )
    choices, chosen = links("/nu/schoolbestuur/?sector=vo&datum=2027-08-01")
    assert chosen == ["vo"]
    assert choices["po"] == "/nu/schoolbestuur/?sector=po&datum=2027-08-01"
    assert choices["alle"] == "/nu/schoolbestuur/?datum=2027-08-01"


@pytest.mark.parametrize(
    ("sector", "law"),
    [
        ("po", "Wet op het primair onderwijs, artikel 40."),
        ("vo", "Wet voortgezet onderwijs 2020, artikel 8.9."),
        ("go", "Wet op de expertisecentra, artikel 40."),
    ],
)
def test_the_law_of_the_chosen_sector_comes_first(client, sector, law):
    """The line names the articles of that sector alone; the fold has them before those of other sectors."""
    page = BeautifulSoup(client.get(f"/nu/schoolbestuur/?sector={sector}").content, "html.parser")
    duty = page.select_one("#geldt-nu .action")
    assert f"in de wet: {law}" in duty.select_one(".action__facts").get_text(" ", strip=True)
    assert law.removesuffix(".") in duty.select_one("details .items__item").get_text(" ", strip=True)
    basis = page.select_one('a[href^="/acties/regionale-basisondersteuning-bieden/"]').find_parent("li").get_text(" ", strip=True)
    assert ("alleen gevonden voor po" in basis) is (sector != "po")


def test_a_duty_without_a_begin_of_its_own_has_the_day_of_its_law(client):
    """The begin of the duty stays unknown. The begin of the article is named as that, and never where it is only a reading."""
    page = BeautifulSoup(client.get("/nu/samenwerkingsverband/").content, "html.parser")

    def facts(page, slug):
        return (
            page.select_one(f'a[href^="/acties/{slug}/"]')
            .find_parent("li")
            .select_one(".action__facts")
            .get_text(" ", strip=True)
        )

    assert facts(page, "dekkend-onderwijsaanbod") == (
        "begindatum niet genoemd in de rapportages "
        "in de wet: Wet op het primair onderwijs, artikel 18a (sinds 1 januari 2013) en nog 1 artikel."
    )
    of_vo = BeautifulSoup(client.get("/nu/schoolbestuur/?sector=vo").content, "html.parser")
    assert "in de wet: Wet voortgezet onderwijs 2020, artikel 2.44." in facts(of_vo, "ontwikkelperspectief-met-ouders-evalueren")
    early = BeautifulSoup(client.get("/nu/samenwerkingsverband/?datum=2012-12-31").content, "html.parser")
    assert "sinds 1 januari 2013" not in facts(early, "dekkend-onderwijsaanbod")


def test_a_duty_that_no_report_confirms_says_that_the_law_imposes_it(client):
    """Otherwise its law card would contradict it."""
    page = BeautifulSoup(client.get("/nu/schoolbestuur/").content, "html.parser")
    said = page.select_one('a[href^="/acties/leerling-betrekken-bij-evaluatie/"]').find_parent("li").get_text(" ", strip=True)
    imposed = "maar de wettekst legt het wel op, volgens onze lezing sinds 1 augustus 2025"
    assert f"Geen rapportage zegt dat dit al geldt, {imposed}." in said
    measure = text_of(client.get("/maatregelen/hoorrecht/"))
    assert f"Geen rapportage bevestigt dat deze verplichting geldt, {imposed}: „Betrek" in measure


@pytest.mark.parametrize("role", ["samenwerkingsverband", "schoolbestuur", "schoolleider", "leraar", "gemeente"])
def test_the_sentence_about_sectors_and_the_filter_have_one_rule(rf, role):
    role = Role.objects.get(slug=role)
    for sector in Sector.objects.published():
        chosen = AgendaFilter(rf.get("/", {"sector": sector.slug}).GET, role=role)
        found = {entry.action.pk for entry in chosen.of_role if is_for(entry, sector, role)}
        assert found == {entry.action.pk for entry in chosen.entries}
