"""What stands around every page: a short menu, whose site it is, and how new its sources are."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from measures.enums import ReportKind
from portal.site.context_processors import MENU
from tests.factories import make_report

pytestmark = pytest.mark.once


def page(client):
    return BeautifulSoup(client.get("/over/").content, "html.parser")


def footer(client):
    return " ".join(page(client).footer.get_text(" ").split())


def test_the_menu_has_five_questions_and_the_footer_has_the_rest(client):
    found = page(client)
    above = [link["href"] for link in found.select(".site-nav a")]
    below = [link["href"] for link in found.select("footer nav a")]
    assert len(above) == 5
    assert {reverse(name) for name, _ in MENU} <= {*above, *below}
    assert found.find(class_="skip-link").find_parent("header") is None


def test_the_footer_says_whose_site_it_is_and_never_guesses(client, settings):
    settings.SITE_SENDER = settings.SITE_CONTACT = ""
    assert "Van wie deze site is, is nog niet ingevuld." in footer(client)
    assert "mailto:" not in str(page(client).footer)
    settings.SITE_SENDER, settings.SITE_CONTACT = "Stichting Voorbeeld", "hallo@example.nl"
    assert "Deze site is van: Stichting Voorbeeld." in footer(client)
    assert page(client).footer.find("a", href="mailto:hallo@example.nl")


def test_the_footer_gives_the_day_of_the_newest_source_about_one_subject(client, empty):
    make_report(publication="april 2026", reference="1 februari 2026")
    fields = {"kind": ReportKind.OFFICIAL, "reference": "", "link": "https://example.org/"}
    make_report(publication="1 oktober 2026", official_number="Wet A", **fields)
    # A source without a day of its own has the day on which it was read, which says nothing of the source.
    make_report(publication="29 november 2026", official_number="Wet B", is_undated=True, **fields)
    assert "De nieuwste is van 1 oktober 2026." in footer(client)
