"""The structured data (JSON-LD) of pages: breadcrumbs and bills. The tests parse it without fetching schema.org."""

import datetime as dt
import json

import pytest
from bs4 import BeautifulSoup
from django.urls import resolve
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from laws.models import Bill, EntryIntoForce
from measures.models import Report
from portal.core.dates import today
from portal.outputs.linked_data import script
from tests import factories
from tests.portal.outputs.test_sitemap import pages_of

pytestmark = pytest.mark.once

SCHEMA = Namespace("https://schema.org/")
HOST = "http://testserver"
BILL = "/wetsvoorstellen/versterking-positie-ouders-en-leerlingen/"


def blocks_of(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    found = BeautifulSoup(response.content, "html.parser").find_all("script", type="application/ld+json")
    return [json.loads(block.string) for block in found]


def graph_of(client, address, status=200):
    graph = Graph()
    for block in blocks_of(client, address, status):
        assert block["@context"] == "https://schema.org"
        graph.parse(data=json.dumps(block | {"@context": {"@vocab": str(SCHEMA)}}), format="json-ld")
    return graph


def crumbs_of(graph):
    (trail,) = graph.subjects(RDF.type, SCHEMA.BreadcrumbList)
    items = list(graph.objects(trail, SCHEMA.itemListElement))
    assert all((item, RDF.type, SCHEMA.ListItem) in graph for item in items)
    rows = [tuple(str(graph.value(item, SCHEMA[name]) or "") for name in ("position", "name", "item")) for item in items]
    return [(name, address) for _, name, address in sorted(rows, key=lambda row: int(row[0]))]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/maatregelen/", [("Home", "/"), ("Maatregelen", "")]),
        (
            "/maatregelen/zorg-in-onderwijstijd/",
            [
                ("Home", "/"),
                ("Maatregelen", "/maatregelen/"),
                ("16. Verbeteren samenwerking jeugdhulp en school", "/maatregelen/samenwerking-jeugdhulp-en-school/"),
                ("Zorg in onderwijstijd", ""),
            ],
        ),
        ("/moties/31497-305/", [("Home", "/"), ("Moties", "/moties/"), ("31497-305", "")]),
        ("/nu/schoolleider/", [("Home", "/"), ("Wat moet ik nu doen", "/nu/"), ("Schoolleider", "")]),
    ],
)
def test_crumbs(client, address, expected):
    found = crumbs_of(graph_of(client, address))
    assert found == [(name, HOST + path if path else "") for name, path in expected]


def test_every_page_with_crumbs_tells_them_to_machines_as_well(client):
    """On one page of every kind, the breadcrumbs in the structured data equal those on the page."""
    kinds = {resolve(address).url_name: address for address in pages_of(client)}
    for name, address in kinds.items():
        html = BeautifulSoup(client.get(address).content, "html.parser")
        crumbs = html.select(".crumbs li")
        shown = [(crumb.text.strip(), HOST + crumb.a["href"] if crumb.a else "") for crumb in crumbs]
        assert shown or name in ("home", "api"), address
        assert (crumbs_of(graph_of(client, address)) if shown else []) == shown


def test_a_page_of_an_error_too(client):
    assert crumbs_of(graph_of(client, "/nu/directeur/", 404))[-1] == ("Onbekende rol", "")


def test_a_bill_says_what_is_a_fact(client):
    graph = graph_of(client, BILL)
    bill = URIRef(HOST + BILL)
    assert (bill, RDF.type, SCHEMA.Legislation) in graph
    assert str(graph.value(bill, SCHEMA.name)) == Bill.objects.published().get(slug=BILL.split("/")[2]).name
    assert (bill, SCHEMA.legislationJurisdiction, Literal("NL")) in graph
    assert (bill, SCHEMA.url, Literal(str(bill))) in graph
    # Three parts of the bill are in force.
    assert str(graph.value(bill, SCHEMA.legislationLegalForce)) == "https://schema.org/PartiallyInForce"
    assert str(graph.value(bill, SCHEMA.legislationIdentifier)) == "36443"


def test_a_planned_bill_has_no_force_yet(client):
    graph = graph_of(client, "/wetsvoorstellen/terugdringen-verzuim/")
    assert list(graph.objects(None, SCHEMA.legislationLegalForce)) == []


@pytest.mark.parametrize(
    ("part", "days", "force"), [("", -1, "InForce"), ("", 0, "InForce"), ("", 1, None), ("Lid 1", -1, "PartiallyInForce")]
)
def test_the_force_of_a_bill(client, part, days, force):
    report = Report.objects.get(slug="vgr-5")
    bill = factories.make_bill("wet", dossier="36000")
    factories.make_bill_stand(bill, report)
    EntryIntoForce.objects.create(bill=bill, report=report, part=part, date=today() + dt.timedelta(days), location="x")
    (legislation,) = [block for block in blocks_of(client, "/wetsvoorstellen/wet/") if block["@type"] == "Legislation"]
    assert legislation.get("legislationLegalForce") == (f"https://schema.org/{force}" if force else None)
    assert legislation["legislationIdentifier"] == "36000"


def test_no_text_ends_the_script(client):
    title = "</script><script>alert(1)</script> <!-- & é \u2028"
    bill = factories.make_bill("wet", title=title)
    factories.make_bill_stand(bill, Report.objects.get(slug="vgr-5"))
    html = client.get("/wetsvoorstellen/wet/").content.decode()
    assert "<script>" not in html
    names = {block.get("name") for block in blocks_of(client, "/wetsvoorstellen/wet/")}
    assert title in names
    assert "<" not in script({"name": title})[len('<script type="application/ld+json">') : -len("</script>")]
