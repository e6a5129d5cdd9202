"""The pages of bills: `/wetsvoorstellen/` and `/wetsvoorstellen/<slug>/`."""

import pytest
from bs4 import BeautifulSoup

from laws.models import Contribution

pytestmark = pytest.mark.once


def slugs(response):
    return {bill.slug for bill in response.context["page"]}


def test_all_bills_with_planning_and_slip(client):
    response = client.get("/wetsvoorstellen/")
    assert response.context["page"].paginator.count == 12
    page = response.content.decode()
    assert "12 tot 24 maanden later" in page
    assert "niet te vergelijken" in page
    assert "datum vervallen" in page


@pytest.mark.parametrize(("report", "count"), [("kamerbrief-2022", 5), ("overzicht-2022", 5), ("vgr-2", 8), ("vgr-5", 8)])
def test_as_it_stood_in_a_report(client, report, count):
    response = client.get(f"/wetsvoorstellen/?rapportage={report}")
    assert response.context["page"].paginator.count == count
    assert {bill.stand.report.slug for bill in response.context["page"]} == {report}


def test_by_measure_and_words(client):
    assert slugs(client.get("/wetsvoorstellen/?maatregel=hoorrecht")) == {"versterking-positie-ouders-en-leerlingen"}
    assert "onderwijs-aan-zieke-leerlingen" in slugs(client.get("/wetsvoorstellen/?zoek=zieke"))
    assert client.get("/wetsvoorstellen/?maatregel=bestaat-niet").status_code == 400


def test_by_measure_as_it_stood_in_a_report(client, subtests):
    """A bill contributes to a measure as it stood in a report only if that report says so."""
    for report in (None, "kamerbrief-2022", "overzicht-2022", "vgr-2", "vgr-5"):
        for measure in ("hoorrecht", "heldere-eisen-besturen", "bekostiging-praktijkonderwijs"):
            with subtests.test(report=report, measure=measure):
                said = Contribution.objects.filter(measure__slug=measure)
                said = said.filter(snapshot__report__slug=report) if report else said
                chosen = f"&rapportage={report}" if report else ""
                expected = set(said.values_list("snapshot__bill__slug", flat=True))
                assert slugs(client.get(f"/wetsvoorstellen/?maatregel={measure}{chosen}")) == expected
                listed = client.get(f"/api/v1/maatregelen?pageSize=200{chosen}").json()["results"]
                assert [set(row["wetsvoorstellen"]) for row in listed if row["slug"] == measure] in ([], [expected])


def test_the_chain_of_bills(client):
    page = client.get("/wetsvoorstellen/governance-passend-onderwijs/").content.decode()
    assert "opgegaan in" in page
    assert "bestuurlijke kwaliteit en integriteit" in page
    page = client.get("/wetsvoorstellen/maatwerk/").content.decode()
    assert "Voorganger" in page
    assert "Onderwijszorgarrangementen" in page


def test_real_entry_into_force_with_its_source(client):
    page = client.get("/wetsvoorstellen/versterking-positie-ouders-en-leerlingen/").content.decode()
    for words in ("In werking: ", "geldt sinds 1 augustus 2025", "geldt sinds 1 januari 2025", "Was wetsvoorstel Versterking"):
        assert words in page, words


def test_the_words_of_a_planning_and_the_days_they_mean(client):
    page = client.get("/wetsvoorstellen/terugdringen-verzuim/").content.decode()
    assert "Q1/Q2 2026" in page
    assert "1 januari – 30 juni 2026" in page
    assert "Dat staat niet vast" in page


def test_what_a_bill_does_is_told_with_where_it_stands_today(client):
    html = client.get("/wetsvoorstellen/versterking-positie-ouders-en-leerlingen/").content
    rows = [row.get_text(" ", strip=True) for row in BeautifulSoup(html, "html.parser").select("[aria-label=Gevolgen] tbody tr")]
    (row,) = [row for row in rows if row.startswith("Praat met leerlingen met extra ondersteuning")]
    assert "Maakt verplicht Verplicht, geldt nu sinds 1 augustus 2025 " in row


def test_a_bill_that_is_not_there(client):
    assert client.get("/wetsvoorstellen/bestaat-niet/").status_code == 404
