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
    html = client.get("/nu/schoolbestuur/?sector=vo").content.decode()
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


def test_a_role_says_what_differs_between_the_sectors(client):
    assert (
        "Alleen voor po : 1 mogelijkheid. Alleen voor vo : 1 verplichting. Al het andere geldt voor po, vo en go."
    ) in text_of(client.get("/nu/schoolbestuur/"))
    assert "Voor po, vo en go geldt hetzelfde: geen bron maakt hier onderscheid." in text_of(client.get("/nu/lerarenopleiding/"))
    chosen = client.get("/nu/schoolbestuur/?sector=vo").content.decode()
    assert chosen.index("Alleen voor") < chosen.index('id="geldt-nu"')


@pytest.mark.parametrize("role", ["samenwerkingsverband", "schoolbestuur", "schoolleider", "leraar", "gemeente"])
def test_the_sentence_about_sectors_and_the_filter_have_one_rule(rf, role):
    role = Role.objects.get(slug=role)
    for sector in Sector.objects.published():
        chosen = AgendaFilter(rf.get("/", {"sector": sector.slug}).GET, role=role)
        found = {entry.action.pk for entry in chosen.of_role if is_for(entry, sector, role)}
        assert found == {entry.action.pk for entry in chosen.entries}
