"""The list of measures and its filters: `/maatregelen/`."""

import csv
import io

import pytest
from bs4 import BeautifulSoup

from measures.enums import Status
from tests.factories import make_measure, make_report, make_stand


def rows(response):
    return [measure.slug for measure in response.context["page"]]


def test_all_measures_and_submeasures_in_order(client):
    response = client.get("/maatregelen/")
    assert response.context["page"].paginator.count == 33
    assert rows(response)[7:10] == [
        "verzuim-en-schooluitval-voorkomen",
        "verzuimaanpak-en-digitale-school",
        "experiment-onderwijszorgarrangementen",
    ]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("status=afgerond", 12),
        ("status=nog-niet-gestart", 0),
        ("status=nog-niet-gestart&rapportage=vgr-2", 4),
        ("rapportage=vgr-2", 30),
        ("rapportage=vgr-5", 32),
        ("rapportage=overzicht-2022", 25),
        ("rapportage=kamerbrief-2022", 0),
        ("doel=2", 5),
        ("doel=2&status=afgerond", 3),
        ("doel=7&rapportage=vgr-2", 7),
        ("speerpunt=2", 3),
        ("speerpunt=3", 0),
        ("zoek=hoorrecht", None),
        ("zoek=HOORRECHT", None),
    ],
)
def test_filters(client, query, count):
    response = client.get(f"/maatregelen/?{query}")
    assert response.status_code == 200
    if count is not None:
        assert response.context["page"].paginator.count == count
    else:
        assert "hoorrecht" in rows(response)


def test_all_words_must_occur(client):
    assert rows(client.get("/maatregelen/?zoek=hoorrecht+bestaatnergens")) == []


@pytest.mark.parametrize("query", ["status=bijna", "rapportage=vgr-77", "doel=9", "doel=x", "speerpunt=8", "zoek=" + "a" * 101])
def test_a_filter_that_does_not_exist_says_so(client, query):
    response = client.get(f"/maatregelen/?{query}")
    assert response.status_code == 400
    page = response.content.decode()
    assert "Dit kunnen wij niet tonen" in page
    assert "Selecteer" not in page
    assert "toon alles" in page


def test_an_empty_result_says_what_to_do(client):
    page = client.get("/maatregelen/?status=nog-niet-gestart").content.decode()
    assert "Laat een filter weg" in page


def test_the_status_of_now_and_where_it_came_from(client):
    page = client.get("/maatregelen/?zoek=Strakkere+zorgplicht").content.decode()
    assert "Stand per" in page
    assert "1 februari 2026" in page


def test_a_record_the_latest_report_no_longer_names_says_so(client):
    page = client.get("/maatregelen/jeugdhulpexpertise-in-de-school/").content.decode()
    assert "voor het laatst genoemd in: Voortgangsrapportage 2" in page


def test_a_submeasure_without_a_status_of_its_own_is_not_unknown(client, subtests):
    """The sources give statuses to the 25 measures. Their submeasures are no measures of which nobody knows how they stand."""
    for path in ("/maatregelen/", "/maatregelen/?status=onbekend", "/maatregelen/brugfunctie/", "/maatregelen/brugfunctie/vgr-5/",
                 "/rapportages/vgr-5/"):  # fmt: skip
        with subtests.test(path):
            page = BeautifulSoup(client.get(path).content, "html.parser").select_one("main")
            assert "een eigen status in de bron" in page.get_text()
            assert not [mark for mark in page.select(".status--onbekend") if not mark.find_parent("svg")]
    rows = csv.DictReader(io.StringIO(client.get("/maatregelen.csv").content.decode("utf-8-sig")), delimiter=";")
    assert [row["Status"] for row in rows if row["Hoort bij"]] == ["Geen eigen status in de bron"] * 8


def test_a_status_that_nobody_can_read_stays_unknown(client, empty):
    report, parent = make_report(), make_measure(1)
    make_stand(parent, report, status=Status.UNKNOWN)
    stands = [
        make_stand(make_measure(parent=parent), report, code=code, status=status, status_printed=printed)
        for code, status, printed in (("1a", Status.UNKNOWN, ""), ("1b", Status.UNKNOWN, "???"), ("1c", Status.DONE, ""))
    ]
    assert [stand.status_words for stand in (parent.snapshots.get(), *stands)] == [
        "Onbekend", "Geen eigen status in de bron", "Onbekend", "Afgerond",
    ]  # fmt: skip


def test_strange_pages_and_words_do_no_harm(client):
    assert client.get("/maatregelen/?pagina=99999").status_code == 200
    assert client.get("/maatregelen/?pagina=x").status_code == 200
    assert client.get("/maatregelen/?zoek=%00").status_code in (200, 400)
    assert client.get("/maatregelen/?zoek=%25_'\"").status_code == 200
