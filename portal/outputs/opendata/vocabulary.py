"""The IRIs of controlled vocabularies, and functions that build JSON-LD values."""

import datetime as dt
from typing import Any

from portal.outputs.opendata.files import in_utc

EU = "http://publications.europa.eu/resource/authority"
CONTEXT = {
    "adms": "http://www.w3.org/ns/adms#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# The IRI of CC0 as the examples of DCAT-AP-NL write it. data.overheid.nl recognises this IRI.
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/deed.nl"
THEMES = f"{EU}/data-theme"
EDUCATION = f"{THEMES}/EDUC"
PUBLIC = f"{EU}/access-right/PUBLIC"
DUTCH = f"{EU}/language/NLD"
IRREGULAR = f"{EU}/frequency/IRREG"
NETHERLANDS = f"{EU}/country/NLD"
# The values of `adms:status` and `dcatap:availability` of every file. A file is never a draft, and its URL does not change.
COMPLETED = f"{EU}/distribution-status/COMPLETED"
STABLE = f"{EU}/planned-availability/STABLE"
SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
DATA_PACKAGE = "https://datapackage.org/standard/data-package/"
TABLE_SCHEMA = "https://datapackage.org/standard/table-schema/"
DCAT_AP_NL = "https://docs.geostandaarden.nl/dcat/dcat-ap-nl30/"
API_DESIGN_RULES = "https://gitdocumentatie.logius.nl/publicatie/api/adr/2.2.0/"
OPEN_DOCUMENT = "https://docs.oasis-open.org/office/OpenDocument/v1.3/"
OPEN_XML = "https://ecma-international.org/publications-and-standards/standards/ecma-376/"
ATOM = "https://www.rfc-editor.org/rfc/rfc4287"


def iri(address: str) -> dict[str, str]:
    return {"@id": address}


def dutch(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "nl"}


def moment(value: dt.datetime) -> dict[str, str]:
    return {"@value": in_utc(value), "@type": "xsd:dateTime"}


def day(value: dt.date) -> dict[str, str]:
    return {"@value": value.isoformat(), "@type": "xsd:date"}


def concept(address: str, label: str) -> dict[str, Any]:
    """Return a `skos:Concept` with its Dutch label, so that a harvester need not fetch the vocabulary."""
    return {"@id": address, "@type": "skos:Concept", "skos:prefLabel": dutch(label)}


def thing(address: str, kind: str) -> dict[str, str]:
    return {"@id": address, "@type": kind}


# The rdf:type of the IRIs above, with a label where a harvester shows one.
TERMS = [
    {"@id": THEMES, "@type": "skos:ConceptScheme", "dct:title": {"@value": "Data theme", "@language": "en"}},
    concept(EDUCATION, "Onderwijs, cultuur en sport"),
    concept(COMPLETED, "Voltooid"),
    concept(STABLE, "Stabiel"),
    thing(PUBLIC, "dct:RightsStatement"),
    thing(DUTCH, "dct:LinguisticSystem"),
    thing(IRREGULAR, "dct:Frequency"),
    thing(NETHERLANDS, "dct:Location"),
    thing(SHA256, "spdx:ChecksumAlgorithm"),
    *[
        thing(address, "dct:Standard")
        for address in (DATA_PACKAGE, TABLE_SCHEMA, DCAT_AP_NL, API_DESIGN_RULES, ATOM, OPEN_DOCUMENT, OPEN_XML)
    ],
    {"@id": CC0, "@type": "dct:LicenseDocument", "skos:exactMatch": iri(f"{EU}/licence/CC0")},
]
