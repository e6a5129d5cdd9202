"""The page of changes, `/wijzigingen/`: the two newest progress reports by default, any two on request, and bad input."""

import csv
import io
import re

import pytest
from bs4 import BeautifulSoup

from measures.enums import ReportState, Status
from tests import factories


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def body_of(response):
    """Return the text of the page without the form, because the form itself lists all reports and kinds."""
    page = BeautifulSoup(response.content, "html.parser").main
    page.find(id="keuze").extract()
    return re.sub(r"\s+", " ", page.get_text(" "))


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def test_it_begins_with_the_two_newest_progress_reports(client):
    text = body_of(client.get("/wijzigingen/"))
    assert text == body_of(client.get("/wijzigingen/?van=&naar="))
    earlier = "Van Voortgangsrapportage 2 (stand per 31 maart 2023)"
    assert f"{earlier} naar Voortgangsrapportage 5 (stand per 1 februari 2026). Kies andere rapportages" in text
    assert "Voortgangsrapportages 3 en 4 staan niet in dit portaal" in text
    assert "15 vooruit 13 maatregelen, 2 wetsvoorstellen" in text
    assert "0 terug" in text


def test_the_counters_come_first_and_lead_to_the_changes(client):
    html = client.get("/wijzigingen/").content.decode()
    anchors = re.findall(r'class="counters__name" href="#([a-z]+)"', html)
    assert set(anchors) == {"status", "nieuw", "vervallen", "planning", "maatregel", "code", "titel"}
    assert all(html.index(f'href="#{name}"') < html.index(f'<section id="{name}"') for name in anchors)
    assert html.index('class="counters') < html.index('id="keuze"') < html.index('<section id="status"')


@pytest.mark.parametrize("query", ["", "?van=vgr-5&naar=vgr-5", "?van=vgr-99", "?van=plan-2014&naar=overzicht-2022"])
def test_other_reports_can_be_chosen_whatever_there_is_to_compare(client, query):
    page = BeautifulSoup(client.get(f"/wijzigingen/{query}").content, "html.parser")
    (choice,) = page.select("#keuze")
    assert choice.select_one("select[name=van]")
    assert page.select_one(".counters") is None or page.select_one(".lead a[href='#keuze']")


def test_every_change_shows_old_and_new_with_their_places(client):
    html = client.get("/wijzigingen/?soort=code").content.decode()
    row = next(row for row in html.split("<tr>") if "/maatregelen/zorg-in-onderwijstijd/" in row)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row))
    assert "Zorg in onderwijstijd In Voortgangsrapportage 2 hoort 16a bij: Expertise van jeugdhulp" in text
    assert re.search(r"16b vindplaats Voortgangsrapportage 2 , .* 16a vindplaats Voortgangsrapportage 5 , ", text)
    assert '<a href="/rapportages/vgr-2/">Voortgangsrapportage 2</a>' in row


def test_of_a_title_the_words_that_differ_are_marked(client):
    html = client.get("/wijzigingen/?soort=titel").content.decode()
    row = next(row for row in html.split("<tr>") if "/maatregelen/landelijke-norm-basisondersteuning/" in row)
    assert '<del><span class="visually-hidden">weg: </span>met een brede basis</del>' in row
    assert "<ins>" not in row


def test_an_address_to_share_says_in_its_title_what_is_compared(client):
    shared = client.get("/wijzigingen/?van=kamerbrief-2022&naar=overzicht-2022").content.decode()
    assert "<title>Wat is er veranderd van Kamerbrief 15 juli 2022 naar Overzicht 2022? –" in shared
    assert "<title>Wat is er veranderd? –" in client.get("/wijzigingen/").content.decode()
    assert "<title>Fout: Wat is er veranderd? –" in client.get("/wijzigingen/?van=vgr-99").content.decode()


def test_one_kind_of_change(client):
    html = client.get("/wijzigingen/?soort=planning").content.decode()
    assert re.findall(r'<section id="([a-z]+)"', html) == ["planning"]
    assert "datum vervallen" in html
    # The counters still count changes of every kind. A counter is no link if its changes are not on the page.
    assert "15" in text_of(client.get("/wijzigingen/?soort=planning"))
    assert 'href="#status"' not in html


def test_looking_back_says_so_and_offers_the_other_order(client):
    response = client.get("/wijzigingen/?van=vgr-5&naar=vgr-2")
    assert "U kijkt terug in de tijd" in text_of(response)
    assert 'href="?van=vgr-2&amp;naar=vgr-5"' in response.content.decode()
    assert "15 terug" in text_of(response)
    assert "U kijkt terug" not in text_of(client.get("/wijzigingen/"))


def test_the_same_report_twice(client):
    response = client.get("/wijzigingen/?van=vgr-5&naar=vgr-5")
    assert response.status_code == 200
    assert "U koos twee keer dezelfde rapportage. Er is niets te vergelijken." in text_of(response)


def test_documents_without_common_ground(client):
    response = client.get("/wijzigingen/?van=plan-2014&naar=vgr-5")
    assert response.status_code == 200
    assert "Deze twee documenten zeggen niets over dezelfde soort onderwerpen." in text_of(response)


def test_nothing_of_a_kind(client):
    assert "Er is niets veranderd, of niets van de soort die u koos." in text_of(
        client.get("/wijzigingen/?van=kamerbrief-2022&naar=vgr-2&soort=code")
    )


def test_only_one_of_the_two(client):
    """`naar` alone is compared with the previous progress report; `van` alone with the newest."""
    assert "Van Voortgangsrapportage 2 (" in body_of(client.get("/wijzigingen/?naar=vgr-5"))
    assert "Van Kamerbrief 15 juli 2022 (" in body_of(client.get("/wijzigingen/?van=kamerbrief-2022"))
    assert "Er zijn nog geen twee voortgangsrapportages" in body_of(client.get("/wijzigingen/?naar=vgr-2"))


@pytest.mark.parametrize("page", ["/wijzigingen/", "/wijzigingen.csv", "/wijzigingen.xlsx", "/wijzigingen.ods"])
@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("van=vgr-99", "Vijfde voortgangsrapportage"),
        ("naar=vgr-99", "Kamerbrief planning wetsvoorstellen"),
        ("van=vgr-2&naar=x&soort=y", "Nieuw genoemd, Niet meer genoemd"),
        ("soort=vooruit", "Andere status, Andere planning"),
        ("van=%00", "Van"),
    ],
)
def test_a_bad_choice_says_what_is_possible(client, page, query, says):
    response = client.get(f"{page}?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/html")
    assert says in text_of(response)
    assert "15 vooruit" not in text_of(response)


def test_a_draft_cannot_be_asked_for(client):
    report = factories.make_report("vgr-6", state=ReportState.DRAFT, number=6, publication="2027", title="Zesde")
    assert client.get(f"/wijzigingen/?naar={report.slug}").status_code == 400
    assert "Zesde" not in text_of(client.get("/wijzigingen/"))


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("number", [0, 1])
def test_without_two_progress_reports(client, number):
    for _ in range(number):
        factories.make_report()
    response = client.get("/wijzigingen/")
    assert response.status_code == 200
    assert "Er zijn nog geen twee voortgangsrapportages" in text_of(response)
    assert client.get("/wijzigingen.csv").status_code == 200
    assert "Wat is er veranderd sinds" not in text_of(client.get("/"))


@pytest.mark.usefixtures("empty")
def test_nothing_changed(client):
    measure = factories.make_measure(1)
    for year in ("2025", "2026"):
        factories.make_stand(measure, factories.make_report(publication=year), status=Status.DONE)
    assert "Wat beide documenten zeggen, is gelijk." in text_of(client.get("/wijzigingen/"))


def test_the_home_page_leads_here(client):
    html = client.get("/").content.decode()
    assert re.search(r'<a href="/wijzigingen/">Wat is er veranderd sinds de Tweede voortgangsrapportage', html)


def test_the_file_has_a_row_a_change(client):
    rows = rows_of(client.get("/wijzigingen.csv?van=vgr-2&naar=vgr-5"))
    assert len(rows) == 93
    row = next(row for row in rows if row["Sleutel"] == "hoorrecht")
    assert (row["Soort"], row["Type"], row["Van"], row["Naar"]) == ("status", "maatregel", "In uitvoering", "Afgerond")
    assert row["Richting"] == "vooruit"
    assert row["Onderwerp: adres"].endswith("/maatregelen/hoorrecht/")
    assert row["Van: rapportage"].startswith("Tweede voortgangsrapportage")
    assert {row["Soort"] for row in rows_of(client.get("/wijzigingen.csv?soort=planning"))} == {"planning"}
