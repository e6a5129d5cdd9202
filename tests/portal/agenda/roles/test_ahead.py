"""`/nu/<rol>/`: what is coming and how sure it is, one click from the first sentences; what begins or ends is named."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from measures.enums import ActionKind
from measures.models import Role
from measures.periods import read_period
from portal.agenda import AHEAD, Entry, Facts, Promise, Standing, summary_of
from portal.agenda.words import duties_in_words
from portal.site.pictures import year as of_year
from tests.portal.agenda.test_sections import duty

pytestmark = pytest.mark.once

CHOSEN = dt.date(2026, 11, 23)


def page_of(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


@pytest.mark.parametrize("query", ["", "?sector=vo", "?datum=2023-06-01&rapportage=vgr-2", "?stand=verwacht"])
def test_what_the_first_sentences_count_is_one_click_away(client, query):
    """Each number of duties that are not in force yet leads to as many of them, with their certainty, and not in a fold."""
    counted = 0
    for role in Role.objects.published():
        page = page_of(client, f"{role.get_absolute_url()}{query}")
        for link in page.select(".lead a"):
            moment = page.find(id=link["href"].removeprefix("#"))
            dated = "komen eraan" in link.text or "komt eraan" in link.text
            assert moment.find_parent("details") is None
            assert moment.select_one(".calendar__certainty .status")
            group = [moment, *moment.find_next_siblings("li")]
            sure = ("komt-eraan", "verwacht")
            meant = [each for each in group if not dated or each["class"][1].removeprefix("calendar__moment--") in sure]
            number = next(int(word) for word in link.text.split() if word.isdigit())
            assert sum(len(each.select(".action")) for each in meant) == number
            counted += 1
    assert counted


@pytest.mark.parametrize(
    ("duties", "said"),
    [
        ([], "Deze documenten noemen geen verplichting voor leraren die op 23 november 2026 geldt of eraan komt."),
        (["2024"], "geldt. Van 1 andere is de datum onbekend of niet bevestigd. Ook voor 2027 is er geen gepland."),
        (["nog nader te bepalen"], "Ook voor 2027 is er geen gepland."),
        (["1 augustus 2027"], "de eerste gepland op 1 augustus 2027. Dat is een plan zonder bron."),
    ],
)
def test_the_next_year_is_named_also_when_nothing_is_planned(duties, said):
    assert duties_in_words(summary_of([duty(key, words) for key, words in enumerate(duties)]), "leraren", CHOSEN).endswith(said)


def test_a_role_with_duties_hears_that_no_other_is_coming():
    in_force = Entry(duty(1, "2024").action, Facts(ActionKind.DUTY, confirmed=True, start=dt.date(2024, 8, 1)), CHOSEN)
    said = duties_in_words(summary_of([in_force]), "leraren", CHOSEN)
    assert said == "1 verplichting geldt op 23 november 2026. Deze documenten noemen er geen die eraan komt."


def test_what_opens_later_or_ends_is_named_where_it_is_counted(client):
    """A line of the year leads to a moment of the calendar, which holds only what it counts, or names each action."""
    page = page_of(client, "/nu/samenwerkingsverband/")
    lines = [line for line in page.select(".picture__events > li") if "mogelijkhe" in line.text]
    assert len(lines) == 4
    for line in lines:
        number = int(line.span.text.split(": ")[1].split()[0])
        links = [link["href"] for link in line.select("ul a")]
        assert len(set(links)) == number
        assert all(link.startswith(reverse("action", args=["x"]).removesuffix("x/")) for link in links)
        assert all(client.get(link).status_code == 200 for link in links)


def test_a_line_names_five_and_leads_to_the_rest(monkeypatch, client):
    monkeypatch.setattr(of_year, "MOST_NAMED", 1)
    line = next(
        each for each in page_of(client, "/nu/samenwerkingsverband/").select(".picture__events > li") if ": 2 mog" in each.text
    )
    named, rest = line.select("ul a")
    assert named["href"].startswith("/acties/")
    assert (rest["href"], rest.text) == ("#kan-nu-al", "En nog 1, bij de andere op deze pagina")


def test_what_has_no_day_is_called_so_once(client):
    moment = page_of(client, "/nu/gemeente/").select_one(".calendar__moment")
    assert moment.h3.text == "Aangekondigd zonder datum"
    assert moment.select_one(".calendar__certainty").get_text(strip=True) == "Datum nog niet bekend"


def test_a_plan_and_its_standing_agree():
    """The sentence that nothing is planned rests on this: what has no date, or one that passed, has no day that is to come."""
    promise = Promise("2027", read_period("2027"), None)
    entry = Entry(duty(1, "2027").action, Facts(ActionKind.DUTY, promises=(promise,)), CHOSEN)
    assert entry.standing == Standing.EXPECTED
    assert entry.standing in AHEAD
    assert summary_of([entry]).first is entry
