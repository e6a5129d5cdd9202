"""`/nu/<rol>/veranderd/`: what changed for a role between two days, or between what two sources made known."""

import datetime as dt
import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from measures.enums import ActionKind, Precision
from measures.models import Action, Role
from measures.periods import Period
from portal.agenda import Entry, Facts, Promise, Standing
from portal.agenda.answers.between import Way, between

pytestmark = pytest.mark.once

DAY = dt.date(2026, 11, 23)


def planned(key, day):
    return Entry(Action(pk=key), Facts(ActionKind.DUTY, promises=(Promise("", Period(day, day, Precision.DAY), None),)), DAY)


def option(key, end=None):
    return Entry(Action(pk=key), Facts(ActionKind.OPTION, confirmed=True, end=end), DAY)


def ways(before, after):
    return [(each.way, each.entry.action.pk) for each in between(before, after)]


def test_each_way_of_changing():
    soon, later, past = dt.date(2027, 1, 1), dt.date(2028, 1, 1), dt.date(2026, 1, 1)
    before = [planned(1, soon), planned(2, soon), option(3), option(4), option(5, past), planned(7, soon)]
    after = [planned(1, later), planned(2, past), option(3, past), option(5, past), option(6), planned(7, soon), option(8, past)]
    assert ways(before, after) == [(Way.NEW, 6), (Way.ENDED, 3), (Way.GONE, 4), (Way.STANDING, 2), (Way.MOVED, 1)]


DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2029, 1, 1))
ENTRIES = st.dictionaries(st.integers(1, 6), st.tuples(st.booleans(), DAYS), max_size=6).map(
    lambda found: [planned(key, day) if duty else option(key, day) for key, (duty, day) in found.items()]
)


@given(ENTRIES, ENTRIES)
def test_an_action_changes_in_one_way_and_nothing_differs_from_itself(before, after):
    found = between(before, after)
    keys = [each.entry.action.pk for each in found]
    assert len(keys) == len(set(keys))
    assert set(keys) <= {entry.action.pk for entry in (*before, *after)}
    assert between(after, after) == []
    back = {each.entry.action.pk for each in between(after, before)}
    ended = {entry.action.pk for entry in (*before, *after) if entry.standing == Standing.ENDED}
    assert back - ended == set(keys) - ended


def test_between_two_days(client):
    page = BeautifulSoup(client.get("/nu/samenwerkingsverband/veranderd/?van=2024-12-31&naar=2025-01-01").content, "html.parser")
    steunpunt = page.select_one('#stand a[href="/acties/steunpunt-inrichten/"]').find_parent("li")
    facts = steunpunt.select_one(".action__facts").get_text(" ", strip=True)
    assert facts == "was: Komt eraan vanaf 1 januari 2025 nu: Verplicht, geldt nu sinds 1 januari 2025"


def test_between_two_sources(client):
    html = client.get("/nu/schoolbestuur/veranderd/?vanrapportage=vgr-2&naarrapportage=vgr-5").content.decode()
    assert "van 31 maart 2023, volgens Voortgangsrapportage 2" in html
    assert "naar 1 februari 2026, volgens Voortgangsrapportage 5" in html
    page = BeautifulSoup(html, "html.parser")
    assert page.select_one('#stand a[href="/acties/ondersteuningsaanbod-in-schoolgids/"]')
    # The second report did not know it yet, the fifth does; and the other way around the sources do not name it.
    new = page.select_one("#nieuw .action__text a")["href"]
    back = client.get("/nu/schoolbestuur/veranderd/?vanrapportage=vgr-5&naarrapportage=vgr-2").content
    assert BeautifulSoup(back, "html.parser").select_one(f'#weg a[href="{new}"]')


def test_without_a_choice_it_is_since_the_previous_report(client):
    response = client.get("/nu/leraar/veranderd/")
    assert (response.context["earlier"].report.slug, response.context["later"].report) == ("vgr-2", None)
    html = response.content.decode()
    assert "van 31 maart 2023, volgens Voortgangsrapportage 2" in html
    page = BeautifulSoup(html, "html.parser")
    choices = page.select("main a[href^='?']")
    assert [link["href"].partition("=")[0] for link in choices] == ["?vanrapportage", "?vanrapportage", "?van"]
    assert page.select_one("[aria-current=true][href^='?']")["href"] == "?vanrapportage=vgr-2"
    since, known = choices[-1]["href"].removeprefix("?van=").split("&vanrapportage=")
    assert (response.context["later"].day - dt.date.fromisoformat(since)).days == 365
    # What became known since then counts too: a year ago the fifth report was not there yet.
    assert known == "vgr-2"


@pytest.mark.parametrize("role", ["leraar", "schoolbestuur", "gemeente"])
def test_each_choice_says_what_its_page_lists(client, role):
    """Since the newest report and since the one before, both without a click; and each leads to what it counts."""
    page = BeautifulSoup(client.get(f"/nu/{role}/veranderd/").content, "html.parser")
    for link in page.select("main a[href^='?']"):
        said = " ".join(link.find_parent("li").get_text(" ", strip=True).split())
        response = client.get(f"/nu/{role}/veranderd/{link['href']}")
        assert response.context["is_listed"]
        chosen = BeautifulSoup(response.content, "html.parser")
        counts = [int(each.text) for each in chosen.select(".agenda .count")]
        assert [int(number) for number in re.findall(r"(\d+) acties? ", said)] == counts
        assert counts or said.endswith("): onze bronnen noemen geen verandering.")


def test_of_many_reports_the_newest_are_compared(client, monkeypatch):
    monkeypatch.setattr("portal.agenda.answers.changed.MOST_SINCE", 1)
    html = client.get("/nu/leraar/veranderd/").content.decode()
    assert 'href="?vanrapportage=vgr-5"' in html
    assert 'href="?vanrapportage=vgr-2"' not in html
    assert 'value="vgr-2"' in html


def test_both_pages_say_which_reports_are_not_there(client):
    says = "Voortgangsrapportages 1, 3 en 4 staan niet in dit portaal"
    assert says in client.get("/nu/leraar/veranderd/").content.decode()
    html = client.get("/nu/leraar/").content.decode()
    assert says in html
    assert 'href="/nu/leraar/veranderd/?vanrapportage=vgr-5"' in html


def test_what_changed_leads_to_each_role_at_once(client):
    html = client.get("/wijzigingen/").content.decode()
    assert all(f'href="/nu/{role.slug}/veranderd/"' in html for role in Role.objects.published())


def test_a_chosen_day_alone_is_compared_with_a_year_before(client):
    response = client.get("/nu/leraar/veranderd/?naar=2026-06-01")
    assert (response.context["earlier"].day, response.context["earlier"].report) == (dt.date(2025, 6, 1), None)


def test_a_moment_that_cannot_be_is_refused_with_what_can(client):
    for query, says in (
        ("van=morgen", "Schrijf een dag als 2027-08-01"),
        ("naarrapportage=vgr-99", "Vijfde voortgangsrapportage"),
    ):
        response = client.get(f"/nu/leraar/veranderd/?{query}")
        assert response.status_code == 400
        assert says in response.content.decode()
    assert client.get("/nu/directeur/veranderd/").status_code == 404
    assert client.get("/nu/leraar/veranderd/?van=0001-01-01&naar=9999-12-31").status_code == 200
