"""Pages, files, feeds, the data package and the API give the same numbers."""

import csv
import io
import json
from collections import Counter
from zipfile import ZipFile

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict

from laws.models import Bill
from measures.models import Role
from motions.models import Motion
from portal.outputs.api.filters import ApiBillFilter, ApiMotionFilter
from portal.outputs.opendata.tables import TABLES

pytestmark = pytest.mark.once

NO_STATUS = {"Geen eigen status in de bron": "onbekend"}
PAIR = "van=vgr-2&naar=vgr-5"


def api(client, address):
    found, following = [], f"/api/v1/{address}{'&' if '?' in address else '?'}pageSize=200"
    while following:
        page = client.get(following).json()
        found, following = found + page["results"], page["next"]
    return found


def rows_of_csv(client, address):
    return list(csv.DictReader(io.StringIO(client.get(address).content.decode("utf-8-sig")), delimiter=";"))


def rows_on_page(client, address):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return page.select("main table tbody tr")


def package(client):
    with ZipFile(io.BytesIO(client.get("/open-data/voortgang-passend-onderwijs.zip").content)) as archive:
        return {name: list(csv.DictReader(io.StringIO(archive.read(f"{name}.csv").decode()))) for name in TABLES}


def test_the_figures_of_every_output_agree(client, subtests):
    tables = package(client)
    for name, listed in (("maatregelen", "maatregelen"), ("moties", "moties"), ("wetsvoorstellen", "wetsvoorstellen")):
        with subtests.test(name):
            count = len(api(client, listed))
            assert count == len(rows_of_csv(client, f"/{listed}.csv")) == len(tables[name])
            if name != "wetsvoorstellen":
                # The page of bills also has tables of slips, so its rows cannot be counted this way.
                pages = -(-count // 100)
                assert count == sum(len(rows_on_page(client, f"/{listed}/?pagina={n}")) for n in range(1, pages + 1))
    with subtests.test("per status"):
        by_api = Counter(row["stand"]["status"] for row in api(client, "maatregelen"))
        # The file says of a submeasure that its source gives it no status. The API has no value for that but unknown.
        words = [row["Status"] for row in rows_of_csv(client, "/maatregelen.csv")]
        by_file = Counter(NO_STATUS.get(each, each.lower().replace(" ", "-")) for each in words)
        assert by_api == by_file
        for status, count in by_api.items():
            assert len(rows_on_page(client, f"/maatregelen/?status={status}")) == count
    with subtests.test("per rapportage"):
        for report in api(client, "rapportages"):
            for kind in ("wetsvoorstellen", "moties"):
                assert report["aantallen"][kind] == len(api(client, f"{kind}?rapportage={report['slug']}"))
            both = report["aantallen"]["maatregelen"] + report["aantallen"]["deelmaatregelen"]
            assert both == len(api(client, f"maatregelen?rapportage={report['slug']}"))
            # The bills and motions of a measure are those that a filter on this measure gives.
            for measure in api(client, f"maatregelen?rapportage={report['slug']}"):
                # Asked of the filter itself, because hundreds of answers of the API take long.
                asked = QueryDict(f"rapportage={report['slug']}&maatregel={measure['slug']}")
                for kind, key, found in (
                    ("wetsvoorstellen", "slug", ApiBillFilter(asked, queryset=Bill.objects.published())),
                    ("moties", "number", ApiMotionFilter(asked, queryset=Motion.objects.published())),
                ):
                    assert set(found.qs.values_list(key, flat=True)) == set(measure[kind])
    with subtests.test("per rol en stand"):
        for role in Role.objects.published():
            on_page = BeautifulSoup(client.get(f"/nu/{role.slug}/").content, "html.parser")
            entries = api(client, f"acties?rol={role.slug}")
            in_file = rows_of_csv(client, f"/nu/{role.slug}.csv")
            assert len(entries) == len(in_file)
            duties = [entry for entry in entries if entry["stand"] == "geldt-nu"]
            assert len(duties) == len(on_page.select("#geldt-nu .action"))
    with subtests.test("wijzigingen"):
        changes = api(client, f"wijzigingen?{PAIR}")
        assert len(changes) == len(rows_of_csv(client, f"/wijzigingen.csv?{PAIR}"))
        assert len(changes) == len(rows_on_page(client, f"/wijzigingen/?{PAIR}"))
        feed = feedparser.parse(client.get(f"/wijzigingen.atom?{PAIR}").content)
        assert len([entry for entry in feed.entries if ":wijziging/" in entry.id]) == len(changes)
    with subtests.test("de rest"):
        for name in ("doelen", "speerpunten", "acties", "bevindingen", "bronnotities"):
            assert len(api(client, name)) == len(tables[name]), name
        assert len(api(client, "rapportages")) + len(api(client, "bronnen")) == len(tables["rapportages"])
        described = json.loads(client.get("/open-data/datapackage.json").content)
        assert {resource["name"] for resource in described["resources"]} == set(tables)
