"""`/ouders/`: what parents and pupils have a right to, from the actions of those who must see to it."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from measures.models import Action, Role
from portal.agenda import Standing, agenda
from portal.core.dates import today
from tests import factories

pytestmark = pytest.mark.once


def test_every_right_stands_under_how_sure_it_is(client):
    page = BeautifulSoup(client.get("/ouders/").content, "html.parser")
    entries = agenda(Action.objects.exclude(right=""), today())
    under = {
        section["id"]: {link["href"] for link in section.select(".action__text a")} for section in page.select("section.agenda")
    }
    assert len(entries) == 15
    for entry in entries:
        key = {Standing.IN_FORCE: "geldt", Standing.OPEN: "kan"}.get(entry.standing, "onzeker")
        assert entry.action.get_absolute_url() in under[key], entry.action.slug


@pytest.mark.parametrize(
    ("words", "facts"),
    [
        ("ouder- en jeugdsteunpunt", "sinds 1 januari 2025 dit doen samenwerkingsverbanden. in de wet: "),
        (
            "In de schoolgids leest u wat leerlingen",
            "sinds 1 augustus 2025 dit doen schoolbesturen en schoolleiders. in de wet: ",
        ),
        ("aanspreekpunt op school", "Datum nog niet bekend"),
    ],
)
def test_a_right_says_since_when_by_whom_and_by_which_law(client, words, facts):
    page = BeautifulSoup(client.get("/ouders/").content, "html.parser")
    right = next(each for each in page.select(".action") if words in each.select_one(".action__text").get_text())
    assert facts in right.select_one(".action__facts").get_text(" ", strip=True)
    assert "Bron:" in right.select_one("details").get_text()


def test_parents_are_led_to_their_rights(client):
    for address in ("/", "/nu/", "/nu/ouder/"):
        assert 'href="/ouders/"' in client.get(address).content.decode(), address
    assert 'href="/ouders/"' not in client.get("/nu/leraar/").content.decode()


@pytest.mark.usefixtures("empty")
def test_what_no_published_report_names_or_has_ended_is_no_right(client):
    measure, role = factories.make_measure(1), Role.objects.create(slug="ouder", name="Ouder", plural="ouders")
    ended = factories.make_action(factories.make_report(), measure, role, in_force_until=dt.date(2020, 1, 1))
    hidden = factories.make_action(factories.make_report("vgr-6", state="draft"), measure, role)
    Action.objects.filter(pk__in=[ended.pk, hidden.pk]).update(right="Dit is een recht.")
    html = client.get("/ouders/").content.decode()
    assert "een recht." not in html
    assert "Geen bron noemt nu een recht" in html
