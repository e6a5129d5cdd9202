"""The page about the open data: its statements are true and its examples work."""

import io
import json
import re
import shlex
import urllib.request

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from rdflib import RDF, Graph, Namespace

from measures.enums import Status
from measures.models import Report
from portal.desk.editing.prose import hard_words, long_sentences
from portal.outputs.opendata.edition import DESCRIPTION
from portal.outputs.opendata.tables import TABLES
from tests import factories

pytestmark = pytest.mark.once

SCHEMA = Namespace("https://schema.org/")


@pytest.fixture
def page(client):
    return BeautifulSoup(client.get(reverse("open-data")).content, "html.parser")


def example(page, label):
    return page.select_one(f'pre[aria-label="{label}"]').text


def asked(client, command):
    """Send the request of a curl example with the test client, and return the response."""
    program, *options, address = shlex.split(command)
    assert program == "curl"
    assert options in ([], ["--remote-name"])
    return client.get(address.removeprefix("http://testserver"))


def test_the_example_with_curl_gives_the_package(client, page):
    response = asked(client, example(page, "Alles downloaden met curl"))
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"] == 'attachment; filename="voortgang-passend-onderwijs.zip"'


def test_the_example_with_python_counts_the_statuses(client, page, monkeypatch, capsys):
    def urlopen(address):
        return io.BytesIO(client.get(address.removeprefix("http://testserver")).content)

    monkeypatch.setattr(urllib.request, "urlopen", urlopen)
    exec(compile(example(page, "Een tabel lezen met Python"), "voorbeeld", "exec"), {})
    printed = capsys.readouterr().out
    counted = dict(re.findall(r"'([a-z-]+)': (\d+)", printed))
    assert sum(map(int, counted.values())) == 25
    assert set(counted) <= set(Status.values)


def test_the_example_of_the_api_gives_what_it_says(client, page):
    found = asked(client, example(page, "De API vragen met curl")).json()["results"]
    assert found
    assert {measure["stand"]["status"] for measure in found} == {"afgerond"}


def test_every_link_of_the_page_works(client, page):
    links = {link["href"] for link in page.select("main a[href^='/']")}
    tables = {f"/open-data/{table.path}" for table in TABLES.values()}
    assert tables <= links
    # `test_catalogue.py` downloads all tables.
    for address in links - tables:
        assert client.get(address).status_code == 200, address


def test_the_page_says_how_fresh_it_is(page):
    text = page.select_one("main").get_text(" ", strip=True)
    report = Report.objects.get(slug="vgr-5")
    assert report.title in text
    assert "1 februari 2026" in text
    assert "voor het laatst veranderd op" in text
    assert page.select_one("a[rel=license]")["href"] == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_tables_and_columns_are_described_in_plain_words():
    texts = [DESCRIPTION, *[table.description for table in TABLES.values()]]
    texts += [field.description for table in TABLES.values() for field in table.fields]
    assert [text for text in texts if long_sentences(text) or hard_words(text)] == []


def test_every_page_leads_here(client):
    assert f'href="{reverse("open-data")}"' in client.get("/").content.decode()


def structured(response):
    """Return the structured data (JSON-LD) of the data set as a graph. The breadcrumbs are in another script of the page."""
    scripts = BeautifulSoup(response.content, "html.parser").select('script[type="application/ld+json"]')
    data = next(data for data in map(json.loads, (script.string for script in scripts)) if data["@type"] == "Dataset")
    assert data["@context"] == "https://schema.org"
    # rdflib would fetch the real context from the internet. This context also makes every term a term of schema.org.
    return Graph().parse(data=json.dumps(data | {"@context": {"@vocab": str(SCHEMA)}}), format="json-ld")


def test_search_engines_read_a_dataset(client):
    graph = structured(client.get(reverse("open-data")))
    dataset = graph.value(predicate=RDF.type, object=SCHEMA.Dataset)
    assert str(dataset) == "http://testserver/open-data/#dataset"
    for name in (
        "name",
        "description",
        "license",
        "url",
        "creator",
        "publisher",
        "dateModified",
        "spatialCoverage",
        "identifier",
    ):
        assert graph.value(dataset, SCHEMA[name]) is not None, name
    # Google requires a description of 50 to 5000 characters.
    assert 50 <= len(graph.value(dataset, SCHEMA.description)) <= 5000
    assert str(graph.value(dataset, SCHEMA.temporalCoverage)) == "2013-01-01/2026-10-01"
    downloads = {str(graph.value(each, SCHEMA.contentUrl)) for each in graph.objects(dataset, SCHEMA.distribution)}
    assert len(downloads) == len(TABLES) + 2


def test_nothing_can_end_the_script(client, settings):
    settings.PUBLISHER_NAME = "</script><script>alert(1)</script> & co"
    response = client.get(reverse("open-data"))
    assert b"<script>alert" not in response.content
    names = {str(name) for name in structured(response).objects(None, SCHEMA.name)}
    assert "</script><script>alert(1)</script> & co" in names


def test_the_page_of_an_empty_site_says_no_day(client, empty):
    text = client.get(reverse("open-data")).content.decode()
    assert "voor het laatst veranderd" not in text
    factories.make_report()
    assert "voor het laatst veranderd" in client.get(reverse("open-data")).content.decode()


def test_each_address_that_the_page_gives_as_an_example_works(client, page):
    examples = [code.text for code in page.select("li code, p code") if code.text.startswith("/")]
    assert len(examples) > 5
    assert {address: client.get(address).status_code for address in examples} == dict.fromkeys(examples, 200)
