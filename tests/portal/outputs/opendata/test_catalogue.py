"""The description of the data set for catalogues: every property of DCAT-AP-NL 3.0, with a value of the right class."""

import pytest
from django.urls import reverse
from rdflib import DCTERMS, FOAF, RDF, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from portal.outputs.opendata.tables import TABLES
from tests import factories

pytestmark = pytest.mark.once

# The DCAT namespace of rdflib is of an older DCAT, without the terms for versions of a data set.
DCAT = Namespace("http://www.w3.org/ns/dcat#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
EU = "http://publications.europa.eu/resource/authority"
OCW = URIRef("https://identifier.overheid.nl/tooi/id/ministerie/mnre1109")
CC0 = URIRef("http://creativecommons.org/publicdomain/zero/1.0/deed.nl")

TEXT, CODE = "a Dutch text", "a plain text"
# By class and property: the kind of value (a text, or a node of this class) and the maximum number of values. The sources are
# DCAT-AP 3.0 and the SHACL shapes of DCAT-AP-NL 3.0.
MANDATORY = {
    DCAT.Catalog: {
        DCTERMS.title: (TEXT, 1),
        DCTERMS.description: (TEXT, 1),
        DCTERMS.publisher: (FOAF.Agent, 1),
        DCAT.contactPoint: (VCARD.Kind, 1),
        DCAT.dataset: (DCAT.Dataset, None),
    },
    DCAT.Dataset: {
        DCTERMS.title: (TEXT, 1),
        DCTERMS.description: (TEXT, 1),
        DCTERMS.identifier: (CODE, 1),
        DCTERMS.publisher: (FOAF.Agent, 1),
        DCTERMS.creator: (FOAF.Agent, 1),
        DCTERMS.accessRights: (DCTERMS.RightsStatement, 1),
        DCAT.contactPoint: (VCARD.Kind, 1),
        DCAT.theme: (SKOS.Concept, None),
    },
    DCAT.Distribution: {
        DCAT.accessURL: (None, 1),
        DCTERMS.license: (DCTERMS.LicenseDocument, 1),
    },
    DCAT.DataService: {
        DCTERMS.title: (TEXT, 1),
        DCTERMS.description: (TEXT, 1),
        DCTERMS.identifier: (CODE, 1),
        DCTERMS.publisher: (FOAF.Agent, 1),
        DCTERMS.accessRights: (DCTERMS.RightsStatement, 1),
        DCTERMS.license: (DCTERMS.LicenseDocument, 1),
        DCAT.contactPoint: (VCARD.Kind, 1),
        DCAT.endpointURL: (None, 1),
        DCAT.endpointDescription: (None, 1),
        DCAT.theme: (SKOS.Concept, None),
    },
    FOAF.Agent: {FOAF.name: (TEXT, 1)},
    SKOS.Concept: {SKOS.prefLabel: (TEXT, 1)},
    SPDX.Checksum: {SPDX.algorithm: (SPDX.ChecksumAlgorithm, 1), SPDX.checksumValue: (XSD.hexBinary, 1)},
}
RECOMMENDED = {
    DCAT.Catalog: {
        DCTERMS.creator: (FOAF.Agent, 1), DCTERMS.license: (DCTERMS.LicenseDocument, 1),
        DCTERMS.language: (DCTERMS.LinguisticSystem, 1), DCTERMS.issued: (XSD.dateTime, 1), DCTERMS.modified: (XSD.dateTime, 1),
        DCTERMS.spatial: (DCTERMS.Location, 1), DCAT.service: (DCAT.DataService, 1),
        DCAT.themeTaxonomy: (SKOS.ConceptScheme, 1), FOAF.homepage: (FOAF.Document, 1),
    },
    DCAT.Dataset: {
        DCTERMS.conformsTo: (DCTERMS.Standard, 1), DCTERMS.language: (DCTERMS.LinguisticSystem, 1),
        DCAT.landingPage: (FOAF.Document, 1), FOAF.page: (FOAF.Document, 1), DCTERMS.spatial: (DCTERMS.Location, 1),
        DCTERMS.temporal: (DCTERMS.PeriodOfTime, 1), DCTERMS.accrualPeriodicity: (DCTERMS.Frequency, 1),
        DCTERMS.issued: (XSD.dateTime, 1), DCTERMS.modified: (XSD.dateTime, 1), DCTERMS.license: (DCTERMS.LicenseDocument, 1),
        DCTERMS.provenance: (DCTERMS.ProvenanceStatement, 1), DCAT.version: (CODE, 1), DCAT.keyword: (TEXT, None),
        DCAT.distribution: (DCAT.Distribution, None),
    },
    DCAT.Distribution: {
        DCTERMS.title: (TEXT, 1), DCTERMS.description: (TEXT, 1), DCTERMS.format: (DCTERMS.MediaTypeOrExtent, 1),
        DCAT.mediaType: (DCTERMS.MediaType, 1), DCTERMS.language: (DCTERMS.LinguisticSystem, 1),
        DCTERMS.modified: (XSD.dateTime, 1), ADMS.status: (SKOS.Concept, 1), DCTERMS.conformsTo: (DCTERMS.Standard, 1),
        DCAT.downloadURL: (None, 1),
    },
    DCAT.DataService: {
        DCTERMS.creator: (FOAF.Agent, 1), DCAT.keyword: (TEXT, None), DCTERMS.language: (DCTERMS.LinguisticSystem, 1),
        DCTERMS.conformsTo: (DCTERMS.Standard, 1), DCAT.servesDataset: (DCAT.Dataset, 1), FOAF.page: (FOAF.Document, 1),
        DCAT.landingPage: (FOAF.Document, 1), DCTERMS.modified: (XSD.dateTime, 1),
    },
}  # fmt: skip
CASES = [
    (kind, name, *expected)
    for level in (MANDATORY, RECOMMENDED)
    for kind, properties in level.items()
    for name, expected in properties.items()
]


@pytest.fixture
def graph(client):
    response = client.get(reverse("open-data-dcat"))
    assert response["Content-Type"] == "application/ld+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    return Graph().parse(data=response.content, format="json-ld")


def is_kind(graph, value, kind):
    if kind == TEXT:
        return isinstance(value, Literal) and value.language == "nl" and bool(str(value))
    if kind == CODE:
        return isinstance(value, Literal) and value.language is None and bool(str(value))
    if kind is None:
        return isinstance(value, URIRef)
    if str(kind).startswith(str(XSD)):
        return isinstance(value, Literal) and value.datatype == kind and not value.ill_typed
    return isinstance(value, URIRef | BNode) and (value, RDF.type, kind) in graph


def test_every_property_is_there_with_the_right_kind_of_node(graph, subtests):
    for kind, name, expected, most in CASES:
        with subtests.test(f"{kind} {name}"):
            subjects = set(graph.subjects(RDF.type, kind))
            assert subjects
            for subject in subjects:
                values = list(graph.objects(subject, name))
                assert values, subject
                assert most is None or len(values) <= most, (subject, values)
                assert all(is_kind(graph, value, expected) for value in values), (subject, values)


def test_values_come_from_the_lists_that_are_asked_for(graph):
    dataset = graph.value(predicate=RDF.type, object=DCAT.Dataset)
    assert graph.value(dataset, DCTERMS.publisher) == OCW
    assert str(graph.value(OCW, FOAF.name)) == "ministerie van Onderwijs, Cultuur en Wetenschap"
    for name, value in [
        (DCAT.theme, "data-theme/EDUC"),
        (DCTERMS.accessRights, "access-right/PUBLIC"),
        (DCTERMS.language, "language/NLD"),
        (DCTERMS.accrualPeriodicity, "frequency/IRREG"),
        (DCTERMS.spatial, "country/NLD"),
    ]:
        assert graph.value(dataset, name) == URIRef(f"{EU}/{value}")
    assert set(graph.objects(None, DCTERMS.license)) == {CC0}
    assert graph.value(CC0, SKOS.exactMatch) == URIRef(f"{EU}/licence/CC0")
    period = graph.value(dataset, DCTERMS.temporal)
    assert graph.value(period, DCAT.startDate) == Literal("2013-01-01", datatype=XSD.date)
    assert graph.value(period, DCAT.endDate) == Literal("2026-10-01", datatype=XSD.date)


def test_downloads_are_there_with_their_size_and_checksum(client, graph):
    downloads = {str(value): subject for subject, value in graph.subject_objects(DCAT.downloadURL)}
    assert "http://testserver/open-data/voortgang-passend-onderwijs.zip" in downloads
    assert {f"http://testserver/open-data/{table.path}" for table in TABLES.values()} <= set(downloads)
    for address, distribution in downloads.items():
        response = client.get(address.removeprefix("http://testserver"))
        assert response.status_code == 200, address
        size = graph.value(distribution, DCAT.byteSize)
        assert size is None or int(size) == len(response.content), address
    formats = {str(value).rpartition("/")[2] for value in graph.objects(None, DCTERMS.format)}
    assert formats == {"CSV", "XLSX", "ODS", "ATOM", "JSON"}


def test_the_service_leads_to_the_api(client, graph):
    service = graph.value(predicate=RDF.type, object=DCAT.DataService)
    for name, answer in [(DCAT.endpointURL, "versie"), (DCAT.endpointDescription, "openapi")]:
        address = str(graph.value(service, name)).removeprefix("http://testserver")
        assert answer in client.get(address, headers={"accept": "application/json"}).json()


def test_every_blank_or_own_node_has_a_type(graph):
    nodes = {node for node in graph.all_nodes() if isinstance(node, BNode | URIRef)}
    own = {node for node in nodes if isinstance(node, BNode) or node.startswith("http://testserver/open-data/#")}
    assert [node for node in own if (node, RDF.type, None) not in graph] == []


def test_contact_and_publisher_come_from_the_settings(client, settings):
    settings.SITE_CONTACT = "open@example.nl"
    settings.PUBLISHER_URI, settings.PUBLISHER_NAME = "https://example.nl/organisatie", "Een organisatie"
    graph = Graph().parse(data=client.get(reverse("open-data-dcat")).content, format="json-ld")
    assert set(graph.objects(None, VCARD.hasEmail)) == {URIRef("mailto:open@example.nl")}
    assert set(graph.objects(None, DCTERMS.publisher)) == {URIRef("https://example.nl/organisatie")}
    assert Literal("Een organisatie", lang="nl") in set(graph.objects(None, FOAF.name))


def test_turtle_says_the_same(client, empty):
    factories.make_report(title='Rapport "één" </script> \\ {}')
    response = client.get(reverse("open-data-turtle"))
    assert response["Content-Type"] == "text/turtle; charset=utf-8"
    in_json = Graph().parse(data=client.get(reverse("open-data-dcat")).content, format="json-ld")
    assert isomorphic(Graph().parse(data=response.content, format="turtle"), in_json)


@pytest.mark.parametrize(
    ("accept", "status"),
    [("text/turtle", 303), ("application/rdf+xml, text/turtle;q=0.9", 303), ("text/html,*/*", 200), ("", 200)],
)
def test_who_asks_for_turtle_is_led_to_it(client, accept, status):
    answer = client.get(reverse("open-data"), headers={"accept": accept})
    assert answer.status_code == status
    assert "Accept" in answer["Vary"]
    assert answer.get("Location", "") == ("/open-data/dcat.ttl" if status == 303 else "")


def test_a_strange_title_stays_a_text(client, empty):
    factories.make_report(title='Rapport "één" </script> \\ {}')
    graph = Graph().parse(data=client.get(reverse("open-data-dcat")).content, format="json-ld")
    assert any('Rapport "één" </script> \\ {}' in str(value) for value in graph.objects())
