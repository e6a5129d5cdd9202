"""Every page says how old its newest source is, and what that means; what depends on the day expires with it."""

import datetime as dt

import pytest
from django.utils import timezone

from measures.enums import ReportKind
from portal.core.dates import noticing_today
from tests.factories import make_report

pytestmark = pytest.mark.once

PAGES = ["/", "/nu/", "/maatregelen/", "/maatregelen/hoorrecht/", "/doelen/", "/speerpunten/", "/wetsvoorstellen/", "/moties/",
         "/wijzigingen/", "/overzicht/", "/rapportages/", "/zoeken/", "/over/", "/begrippen/", "/open-data/", "/privacy/",
         "/bestaat-niet/"]  # fmt: skip
MEANING = "Wat daarna gebeurde, staat niet op deze site."


@pytest.fixture
def on(monkeypatch):
    """Return a function that sets the day of today."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda: dt.date.fromisoformat(day))


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_how_old_its_newest_source_is(client, on, path):
    on("2026-11-30")
    with noticing_today() as notice:
        page = client.get(path, headers={"Accept": "text/html"}).content.decode()
    assert "stand per 1 februari 2026 (9 maanden geleden)" in page
    assert MEANING in page
    assert notice.is_asked


@pytest.mark.parametrize(("day", "says"), [("2026-08-01", False), ("2026-08-02", True)])
def test_older_than_six_months_it_says_what_that_means(client, on, day, says):
    on(day)
    assert (MEANING in client.get("/over/").content.decode()) is says
    measure = client.get("/maatregelen/hoorrecht/").content.decode()
    assert ("Dat is 6 maanden geleden. Wat daarna veranderde, staat daar niet in." in " ".join(measure.split())) is says


def test_a_newer_source_of_another_kind_is_named_too(client, on, empty):
    on("2026-11-30")
    make_report(title="De rapportage", publication="april 2026", reference="1 februari 2026")
    page = client.get("/over/").content.decode()
    assert "De nieuwste bron" not in page
    make_report(kind=ReportKind.LETTER, title="De brief", publication="1 november 2026", reference="")
    footer = " ".join(client.get("/over/").content.decode().split("<footer")[1].split())
    assert "(9 maanden geleden)" in footer
    assert "De brief</a>, 1 november 2026 (29 dagen geleden)" in footer
    assert MEANING not in footer


def test_a_source_about_one_thing_does_not_bring_the_site_up_to_date(client, on, empty):
    on("2026-11-30")
    make_report(title="De rapportage", publication="april 2026", reference="1 februari 2026")
    make_report(
        kind=ReportKind.OFFICIAL, title="Eén wet", publication="1 oktober 2026", reference="", link="https://example.org/"
    )
    footer = client.get("/over/").content.decode().split("<footer")[1]
    assert "Eén wet" not in footer
    assert MEANING in footer


def test_without_any_report_no_page_speaks_of_one(client, empty):
    assert "De nieuwste" not in client.get("/over/").content.decode()


@pytest.mark.parametrize("path", ["/", "/wijzigingen/?van=vgr-2&naar=vgr-5"])
def test_a_comparison_names_both_reports_their_days_and_those_that_are_missing(client, path):
    page = " ".join(client.get(path).content.decode().split())
    for words in (
        "stand per 31 maart 2023",
        "stand per 1 februari 2026",
        "rapportages 3 en 4 staan niet in dit portaal",
    ):
        assert words in page


def test_a_comparison_with_nothing_in_between_misses_nothing(client):
    assert "in dit portaal; wat" not in client.get("/wijzigingen/?van=overzicht-2022&naar=vgr-5").content.decode()
    make_report("vgr-3", number=3, publication="2024", reference="")
    page = client.get("/wijzigingen/?van=vgr-2&naar=vgr-5").content.decode()
    assert "Voortgangsrapportage 4 staat niet in dit portaal" in page


def test_the_home_page_does_not_say_that_no_measure_went_back(client):
    page = " ".join(client.get("/").content.decode().split())
    assert "ging geen maatregel terug" not in page
    assert "Bij 1 maatregel ging de status tussen twee bronnen terug" in page
    assert "afgerond (Overzicht 2022), daarna in uitvoering (Voortgangsrapportage 2), daarna afgerond" in page
