"""The tables of the open data hold as many records as the pages and the API show."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from laws.models import BillElement, Contribution, PlanningStep
from measures.models import Action, Finding, Involvement, MeasureItem, MeasureSnapshot, SectionItem, SourceNote
from motions.models import MotionSnapshot


def rows_of(client, name):
    content = client.get(reverse("open-data-table", args=[name])).content.decode()
    return list(csv.DictReader(io.StringIO(content, newline="")))


@pytest.mark.parametrize(
    ("table", "address"),
    [
        ("doelen", "/api/v1/doelen"),
        ("speerpunten", "/api/v1/speerpunten"),
        ("maatregelen", "/api/v1/maatregelen"),
        ("wetsvoorstellen", "/api/v1/wetsvoorstellen"),
        ("moties", "/api/v1/moties"),
        ("rollen", "/api/v1/rollen"),
        ("acties", "/api/v1/acties"),
        ("bevindingen", "/api/v1/bevindingen"),
        ("bronnotities", "/api/v1/bronnotities"),
        ("correcties", "/api/v1/correcties"),
    ],
)
def test_as_many_as_the_api(client, table, address):
    assert len(rows_of(client, table)) == client.get(address).json()["count"]


def test_reports_and_other_sources_stand_in_one_table(client):
    counts = [client.get(f"/api/v1/{kind}").json()["count"] for kind in ("rapportages", "bronnen")]
    assert len(rows_of(client, "rapportages")) == sum(counts)


@pytest.mark.parametrize("table", ["maatregelen", "doelen", "speerpunten", "wetsvoorstellen", "moties", "rapportages"])
def test_as_many_as_the_page_and_its_download(client, table):
    download = client.get(f"/{table}.csv").content.decode()
    assert len(rows_of(client, table)) == len(list(csv.reader(io.StringIO(download, newline="")))) - 1


@pytest.mark.parametrize(
    ("table", "model"),
    [
        ("standen", MeasureSnapshot),
        ("onderdelen", MeasureItem),
        ("betrokkenen", Involvement),
        ("onderdelen-van-hoofdstukken", SectionItem),
        ("bevindingen", Finding),
        ("wetsonderdelen", BillElement),
        ("bijdragen", Contribution),
        ("planning", PlanningStep),
        ("standen-van-moties", MotionSnapshot),
        ("acties-rollen", Action.roles.through),
        ("acties-maatregelen", Action.measures.through),
        ("bronnotities-maatregelen", SourceNote.measures.through),
    ],
)
def test_everything_that_is_known_is_there(client, table, model):
    """All real content is published, so each table has a row for every row of its model."""
    assert len(rows_of(client, table)) == model._default_manager.count() > 0


def test_the_status_of_now_is_that_of_the_pages(client):
    shown = {measure.slug: measure.stand.status for measure in client.get(reverse("home")).context["measures"]}
    assert {row["slug"]: row["status"] for row in rows_of(client, "maatregelen") if row["nummer"]} == shown


def test_what_became_of_a_bill_is_that_of_the_api(client):
    found = client.get("/api/v1/wetsvoorstellen?pageSize=200").json()["results"]
    assert {row["slug"]: (row["uitkomst"], row["opvolger"]) for row in rows_of(client, "wetsvoorstellen")} == {
        bill["slug"]: (bill["uitkomst"], bill["opvolger"] or "") for bill in found
    }


def test_the_page_counts_the_rows(client):
    page = BeautifulSoup(client.get(reverse("open-data")).content, "html.parser")
    for row in page.select("tbody tr"):
        link = row.select_one("a")
        rows = client.get(link["href"]).content.decode()
        assert int(row.select("td")[1].text) == len(list(csv.reader(io.StringIO(rows, newline="")))) - 1, link.text
