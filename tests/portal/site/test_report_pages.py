"""The pages of reports (`/rapportages/`), the priorities (`/speerpunten/`), the home page and the error pages."""

import re

import pytest

from measures.models import Report

pytestmark = pytest.mark.once


def test_the_list_says_how_much_each_report_says(client):
    page = client.get("/rapportages/").content.decode()
    assert "25 maatregelen, 7 deelmaatregelen, 8 wetsvoorstellen, 31 moties" in page
    assert "25 maatregelen, 5 deelmaatregelen, 8 wetsvoorstellen, 20 moties" in page
    assert "het stelsel als geheel" in page


@pytest.mark.parametrize("slug", ["plan-2014", "kamerbrief-2022", "overzicht-2022", "vgr-2", "vgr-5"])
def test_everything_a_report_says(client, slug):
    response = client.get(f"/rapportages/{slug}/")
    page = response.content.decode()
    report = Report.objects.get(slug=slug)
    assert report.sections.count() == page.count("<section id=")
    for section in report.sections.all():
        assert f'id="{section.slug}"' in page
    assert len(response.context["measures"]) == report.measuresnapshots.count()
    assert len(response.context["bills"]) == report.billsnapshots.count()
    assert len(response.context["motions"]) == report.motionsnapshots.count()
    assert page.count('class="note"') == report.source_notes.count()


def test_a_report_without_a_peildatum_says_so(client):
    assert "De bron noemt geen peildatum" in client.get("/rapportages/plan-2014/").content.decode()


def test_the_letter_leads_to_its_official_publication(client):
    assert "https://zoek.officielebekendmakingen.nl/kst-31497-440" in client.get("/rapportages/kamerbrief-2022/").content.decode()


def test_a_report_that_does_not_exist(client):
    assert client.get("/rapportages/vgr-77/").status_code == 404


def test_the_list_names_the_progress_reports_that_are_not_here_and_where_they_are_known(client):
    page = " ".join(client.get("/rapportages/").content.decode().split())
    assert "Voortgangsrapportages 1, 3 en 4 staan niet in dit portaal" in page
    assert "De vierde voortgangsrapportage is een bijlage bij deze brief." in page


def test_priorities_with_measures_and_bills(client):
    page = client.get("/speerpunten/").content.decode()
    assert page.count('id="speerpunt-') == 7
    assert "Geen van de 25 maatregelen heeft dit speerpunt als onderwerp" in page
    assert "€ 15 miljoen" in page


def test_home_counts_the_25_measures(client):
    response = client.get("/")
    page = response.content.decode()
    assert re.findall(r'board__count">(\d+)<', page) == ["0", "2", "11", "12"]
    assert "12 wetsvoorstellen" in page
    assert "42 moties" in page
    assert "96 bronnen" in page


def test_a_page_that_does_not_exist_helps_on(client):
    response = client.get("/bestaat/niet/")
    assert response.status_code == 404
    page = response.content.decode()
    assert "Deze pagina bestaat niet" in page
    assert 'href="/maatregelen/"' in page


def test_a_fault_of_ours_says_so_without_a_database(client, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("portal.site.views.render", broken)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "De fout ligt bij ons" in response.content.decode()


def test_an_empty_portal_works(client, empty):
    for address in ("/", "/maatregelen/", "/speerpunten/", "/wetsvoorstellen/", "/moties/", "/rapportages/", "/over/"):
        assert client.get(address).status_code == 200, address
    assert client.get("/doelen/").status_code == 404
