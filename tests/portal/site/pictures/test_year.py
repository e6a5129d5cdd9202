"""The picture of the coming year of a role: the events on the strip, those beside it, and their links."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from measures.models import Action, Report, Role
from portal.agenda import AHEAD, Standing, agenda
from portal.agenda.sections import sections
from portal.site.pictures.axis import in_months
from portal.site.pictures.year import coming_year

pytestmark = pytest.mark.once

DAY = dt.date(2026, 11, 23)


def year_of(role, day=DAY, report=None):
    entries = agenda(Action.objects.for_role(Role.objects.get(slug=role)), day, report)
    return coming_year(sections(entries), day), entries


def told(events):
    return [(event.when, event.what, event.label) for event in events]


def test_the_year_of_a_partnership():
    year, _ = year_of("samenwerkingsverband")
    assert told(year.drawn) == [
        ("1 augustus 2027", "1 mogelijkheid", "Later mogelijk"),
    ]
    assert told(year.others) == [
        ("t/m 31 december 2027", "2 mogelijkheden lopen af", "Loopt af"),
        ("1 januari 2028", "1 mogelijkheid", "Later mogelijk"),
        ("t/m 31 december 2030", "1 mogelijkheid loopt af", "Loopt af"),
        ("zonder datum", "4 verplichtingen", "Datum nog niet bekend"),
        ("2024", "1 verplichting", "Datum verstreken, niet bevestigd"),
        ("Bij inwerkingtreding wet (2025)", "2 verplichtingen", "Datum verstreken, niet bevestigd"),
    ]


def test_every_month_that_has_room_has_its_name():
    named = [tick.label for tick in in_months(dt.date(2026, 11, 30)).ticks]
    assert named == ["", "dec", "jan 2027", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov"]


def test_as_it_was_known_before():
    year, _ = year_of("samenwerkingsverband", dt.date(2023, 6, 1), Report.objects.get(slug="vgr-2"))
    assert ("t/m 31 oktober 2023", "1 mogelijkheid loopt af", "Loopt af") in told(year.drawn)
    (row,) = year.chart.rows
    assert "2024: 2 verplichtingen, verwacht." in row.facts
    assert any(mark.span.opens_right for lane in row.lanes for mark in lane.marks)


@pytest.mark.parametrize("role", ["samenwerkingsverband", "schoolbestuur", "schoolleider"])
@pytest.mark.parametrize("day", ["2023-06-01", "2026-11-23", "2027-08-01", "2028-02-29"])
def test_everything_that_is_ahead_is_counted_once(role, day):
    year, entries = year_of(role, dt.date.fromisoformat(day))
    ahead = [entry for entry in entries if entry.standing in (*AHEAD, Standing.LATER)]
    counted = [event for event in (*year.drawn, *year.others) if event.standing != Standing.ENDED]
    assert sum(int(event.what.split()[0]) for event in counted) == len(ahead)
    (row,) = year.chart.rows
    assert len(row.lanes) == len(year.drawn)


def test_without_any_day_there_is_no_strip(client):
    assert year_of("leraar")[0] is None
    assert 'id="jaar"' not in client.get("/nu/leraar/").content.decode()


@pytest.mark.parametrize(
    "query", ["", "?datum=2023-06-01&rapportage=vgr-2", "?stand=verwacht", "?sector=vo&datum=2028-01-02", "?datum=9999-12-31"]
)
def test_every_event_leads_to_its_entries(client, query):
    page = BeautifulSoup(client.get(f"/nu/schoolbestuur/{query}").content, "html.parser")
    links = page.select(".picture__events a")
    assert links or not page.select("#jaar")
    for link in links:
        assert link["href"].startswith("/acties/") or page.find(id=link["href"].removeprefix("#")), link


def test_the_line_says_which_day_it_is(client):
    assert ">vandaag</text>" in client.get("/nu/schoolbestuur/").content.decode()
    assert ">gekozen dag</text>" in client.get("/nu/schoolbestuur/?datum=2024-01-01").content.decode()
