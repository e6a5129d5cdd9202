"""The schema.org `Dataset` that the open data page contains for search engines, as JSON-LD."""

from typing import Any

from django.urls import reverse

from portal.outputs.opendata.edition import DESCRIPTION, KEYWORDS, LICENCE_ADDRESS, NAME, TITLE, Edition, publisher
from portal.outputs.opendata.files import in_utc
from portal.outputs.opendata.tables import TABLES


def dataset(edition: Edition, base: str) -> dict[str, Any]:
    page = base + reverse("open-data")
    issuer = publisher()
    organisation = {"@type": "GovernmentOrganization", "@id": issuer["address"], "name": issuer["name"]}
    found: dict[str, Any] = {
        "@type": "Dataset",
        "@id": f"{page}#dataset",
        "identifier": f"{page}#dataset",
        "url": page,
        "name": TITLE,
        "description": DESCRIPTION,
        "keywords": KEYWORDS,
        "inLanguage": "nl",
        "isAccessibleForFree": True,
        "license": LICENCE_ADDRESS,
        "version": edition.version,
        "creator": organisation,
        "publisher": organisation,
        "spatialCoverage": {"@type": "Place", "name": "Nederland"},
        "includedInDataCatalog": {"@type": "DataCatalog", "@id": f"{page}#catalogus", "url": base + reverse("open-data-dcat")},
        "distribution": [
            _download("Alle tabellen", base + reverse("open-data-package"), "application/zip"),
            *[_download(table.title, page + table.path, "text/csv") for table in TABLES.values()],
            _download("Wijzigingen", base + reverse("changes-feed"), "application/atom+xml"),
        ],
        "alternateName": NAME,
    }
    if edition.moment:
        found["dateModified"] = in_utc(edition.moment)
    if edition.days:
        found["temporalCoverage"] = "/".join(day.isoformat() for day in edition.days)
    return found


def _download(name: str, address: str, media_type: str) -> dict[str, str]:
    return {"@type": "DataDownload", "name": name, "contentUrl": address, "encodingFormat": media_type}
