"""The description for catalogues such as data.overheid.nl: DCAT-AP-NL 3.0 as JSON-LD or Turtle, each with its own context."""

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse

from portal.outputs.api.contract import BASE as API
from portal.outputs.api.contract import VERSION as API_VERSION
from portal.outputs.exports.spreadsheet import TYPES as SPREADSHEETS
from portal.outputs.opendata.edition import DESCRIPTION, KEYWORDS, NAME, TITLE, publisher
from portal.outputs.opendata.package import File, Package
from portal.outputs.opendata.tables import TABLES
from portal.outputs.opendata.vocabulary import (
    API_DESIGN_RULES,
    ATOM,
    CC0,
    COMPLETED,
    CONTEXT,
    DATA_PACKAGE,
    DCAT_AP_NL,
    DUTCH,
    EDUCATION,
    EU,
    IRREGULAR,
    NETHERLANDS,
    OPEN_DOCUMENT,
    OPEN_XML,
    PUBLIC,
    SHA256,
    STABLE,
    TABLE_SCHEMA,
    TERMS,
    THEMES,
    day,
    dutch,
    iri,
    moment,
    thing,
)
from portal.outputs.turtle import to_turtle

IANA = "http://www.iana.org/assignments/media-types"
# The rdf:type of the resources that these properties refer to.
FORMATS = {
    "dct:format": "dct:MediaTypeOrExtent",
    "dcat:mediaType": "dct:MediaType",
    "dcat:packageFormat": "dct:MediaType",
}


def to_jsonld(base: str) -> bytes:
    """Return the catalogue of the site at `base` as JSON-LD: one data set, and the API."""
    graph = _Catalogue(base).graph()
    return (json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=2) + "\n").encode()


def to_ttl(base: str) -> bytes:
    """Return the same catalogue as Turtle."""
    return to_turtle(CONTEXT, _Catalogue(base).graph())


class _Catalogue:
    """The builder of the JSON-LD graph. Most nodes have a fragment of the open data page as `@id`."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.page = base + reverse("open-data")
        self.package = Package(base)
        self.edition = self.package.edition
        self.dataset_id, self.service_id, self.contact_id = (f"{self.page}#{name}" for name in ("dataset", "api", "contact"))

    def graph(self) -> list[dict[str, Any]]:
        distributions = [self._archive(), *self._tables(), *self._overviews(), self._feed(), self._from_api()]
        formats = {each[key]["@id"]: kind for key, kind in FORMATS.items() for each in distributions if key in each}
        return [
            self._catalog(),
            self._dataset(distributions),
            self._service(),
            *distributions,
            *self._people(),
            thing(self.page, "foaf:Document"),
            *TERMS,
            *[thing(address, kind) for address, kind in formats.items()],
        ]

    def _common(self) -> dict[str, Any]:
        """Return the properties that the catalogue, the data set and the service share."""
        dates = {"dct:issued": self.edition.begin, "dct:modified": self.edition.moment}
        return {
            "dct:publisher": iri(publisher()["address"]),
            "dct:creator": iri(publisher()["address"]),
            "dcat:contactPoint": iri(self.contact_id),
            "dct:language": iri(DUTCH),
            "dct:license": iri(CC0),
            **{name: moment(value) for name, value in dates.items() if value},
        }

    def _catalog(self) -> dict[str, Any]:
        return {
            "@id": f"{self.page}#catalogus",
            "@type": "dcat:Catalog",
            "dct:title": dutch(f"Open data van {TITLE}"),
            "dct:description": dutch("De open data en de API van deze site."),
            "foaf:homepage": iri(self.page),
            "dct:conformsTo": iri(DCAT_AP_NL),
            "dct:spatial": iri(NETHERLANDS),
            "dcat:themeTaxonomy": iri(THEMES),
            "dcat:dataset": iri(self.dataset_id),
            "dcat:service": iri(self.service_id),
            **self._common(),
        }

    def _dataset(self, distributions: list[dict[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {
            "@id": self.dataset_id,
            "@type": "dcat:Dataset",
            "dct:identifier": self.dataset_id,
            "dct:title": dutch(TITLE),
            "dct:description": dutch(DESCRIPTION),
            "dcat:keyword": [dutch(word) for word in KEYWORDS],
            "dcat:theme": iri(EDUCATION),
            "dct:accessRights": iri(PUBLIC),
            "dct:accrualPeriodicity": iri(IRREGULAR),
            "dct:spatial": iri(NETHERLANDS),
            "dcat:landingPage": iri(self.page),
            "foaf:page": iri(self.page),
            "dct:conformsTo": iri(DATA_PACKAGE),
            "dcat:version": self.edition.version,
            "dcat:distribution": [iri(distribution["@id"]) for distribution in distributions],
            **self._common(),
        }
        if self.edition.days:
            first, last = self.edition.days
            found["dct:temporal"] = {"@type": "dct:PeriodOfTime", "dcat:startDate": day(first), "dcat:endDate": day(last)}
            sources = "; ".join(report.title for report in self.edition.reports)
            found["dct:provenance"] = {"@type": "dct:ProvenanceStatement", "rdfs:label": dutch(f"Overgenomen uit: {sources}.")}
        return found

    def _service(self) -> dict[str, Any]:
        return {
            "@id": self.service_id,
            "@type": "dcat:DataService",
            "dct:identifier": self.service_id,
            "dct:title": dutch(f"API van {TITLE}"),
            "dct:description": dutch("REST API op dezelfde gegevens, met filters. Zonder login, alleen te lezen."),
            "dcat:keyword": [dutch(word) for word in KEYWORDS],
            "dcat:theme": iri(EDUCATION),
            "dct:accessRights": iri(PUBLIC),
            "dcat:endpointURL": iri(self.base + API),
            "dcat:endpointDescription": iri(self.base + reverse("api-description")),
            "dct:conformsTo": iri(API_DESIGN_RULES),
            "dcat:landingPage": iri(self.page),
            "foaf:page": iri(self.page),
            "dcat:version": API_VERSION,
            "dcat:servesDataset": iri(self.dataset_id),
            **self._common(),
        }

    def _distribution(
        self, name: str, title: str, address: str, file_type: str, media_type: str, standard: str
    ) -> dict[str, Any]:
        found = {
            "@id": f"{self.page}#{name}",
            "@type": "dcat:Distribution",
            "dct:title": dutch(title),
            "dcat:accessURL": iri(address),
            "dcat:downloadURL": iri(address),
            "dct:conformsTo": iri(standard),
            "dct:license": iri(CC0),
            "dct:language": iri(DUTCH),
            "dct:format": iri(f"{EU}/file-type/{file_type}"),
            "dcat:mediaType": iri(f"{IANA}/{media_type}"),
            "adms:status": iri(COMPLETED),
            "dcatap:availability": iri(STABLE),
        }
        return found | ({"dct:modified": moment(self.edition.moment)} if self.edition.moment else {})

    def _download(self, file: File, title: str, words: str, standard: str) -> dict[str, Any]:
        address = self.page + file.name
        return self._distribution(file.name, title, address, "CSV", "text/csv", standard) | {
            "dct:description": dutch(words),
            "dcat:byteSize": {"@value": str(len(file.content)), "@type": "xsd:nonNegativeInteger"},
            "spdx:checksum": {
                "@type": "spdx:Checksum",
                "spdx:algorithm": iri(SHA256),
                "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
            },
        }

    def _archive(self) -> dict[str, Any]:
        words = "Alle tabellen als CSV, met hun beschrijving in datapackage.json."
        archive = self._download(self.package.archive, f"{NAME}.zip", words, DATA_PACKAGE)
        return archive | {"dcat:packageFormat": iri(f"{IANA}/application/zip")}

    def _tables(self) -> list[dict[str, Any]]:
        files = self.package.files
        return [
            self._download(files[name], f"{table.title} (CSV)", table.description, TABLE_SCHEMA) for name, table in TABLES.items()
        ]

    def _overviews(self) -> Iterator[dict[str, Any]]:
        words = "Een rij per maatregel, met wat er is gebeurd en wat er komt."
        for extension, (name, standard) in {"xlsx": ("Excel", OPEN_XML), "ods": ("OpenDocument", OPEN_DOCUMENT)}.items():
            address = self.base + reverse("overview-workbook", args=[extension])
            title, kind = f"Overzicht van de maatregelen ({name})", SPREADSHEETS[extension]
            found = self._distribution(f"overzicht.{extension}", title, address, extension.upper(), kind, standard)
            yield found | {"dct:description": dutch(words)}

    def _feed(self) -> dict[str, Any]:
        address = self.base + reverse("changes-feed")
        found = self._distribution("wijzigingen.atom", "Wijzigingen (Atom)", address, "ATOM", "application/atom+xml", ATOM)
        return found | {"dct:description": dutch("Een feed met elke wijziging.")}

    def _from_api(self) -> dict[str, Any]:
        found = self._distribution(
            "json", "Alles via de API (JSON)", self.base + API, "JSON", "application/json", API_DESIGN_RULES
        )
        words = "Elke lijst van de API, met filters."
        return found | {"dct:description": dutch(words), "dcat:accessService": iri(self.service_id)}

    def _people(self) -> list[dict[str, Any]]:
        contact: dict[str, Any] = {
            "@id": self.contact_id,
            "@type": ["vcard:Organization", "vcard:Kind"],
            "vcard:fn": dutch(f"Beheer van {TITLE}"),
            "vcard:hasURL": iri(self.base + reverse("about")),
        }
        if settings.SITE_CONTACT:
            contact["vcard:hasEmail"] = iri(f"mailto:{settings.SITE_CONTACT}")
        name = publisher()["name"]
        agent = {"@id": publisher()["address"], "@type": "foaf:Agent", "foaf:name": dutch(name), "skos:prefLabel": dutch(name)}
        return [agent, contact]
