"""The data package: every table as CSV, and a `datapackage.json` (Data Package standard 2.0).

Equal content gives equal bytes: the order is fixed, and the only timestamp is `Edition.moment`.
"""

import datetime as dt
import hashlib
import io
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.urls import reverse

from portal.outputs.opendata.edition import (
    DESCRIPTION,
    KEYWORDS,
    LICENCE_ADDRESS,
    LICENCE_TITLE,
    NAME,
    TITLE,
    Edition,
    edition,
    publisher,
)
from portal.outputs.opendata.files import in_utc, table_csv
from portal.outputs.opendata.table import DataTable, Field, Reference
from portal.outputs.opendata.tables import TABLES

PROFILES = "https://datapackage.org/profiles/2.0"
# The ZIP format cannot store an earlier timestamp.
EARLIEST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class File:
    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


class Package:
    """The data package of the site at `base`, as it is now. Each file is built on first use and then kept."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.edition: Edition = edition()

    @cached_property
    def files(self) -> dict[str, File]:
        """Return the CSV file of each table, by table name."""
        return {name: File(table.path, table_csv(table, self.base)) for name, table in TABLES.items()}

    @cached_property
    def descriptor(self) -> File:
        page = self.base + reverse("open-data")
        issuer = publisher()
        described: dict[str, Any] = {
            "$schema": f"{PROFILES}/datapackage.json",
            "name": NAME,
            "id": page,
            "title": TITLE,
            "description": DESCRIPTION,
            "homepage": page,
            "version": self.edition.version,
        }
        if self.edition.moment:
            described["created"] = in_utc(self.edition.moment)
        described |= {
            "keywords": KEYWORDS,
            "licenses": [{"name": "CC0-1.0", "path": LICENCE_ADDRESS, "title": LICENCE_TITLE}],
            "contributors": [{"title": issuer["name"], "path": issuer["address"], "roles": ["publisher"]}],
        }
        if self.edition.reports:
            described["sources"] = [
                {"title": report.title, "path": self.base + report.get_absolute_url()} for report in self.edition.reports
            ]
        described["resources"] = [_resource(TABLES[name], file) for name, file in self.files.items()]
        return File("datapackage.json", (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode())

    @cached_property
    def archive(self) -> File:
        moment = max(self.edition.moment or EARLIEST, EARLIEST).astimezone(dt.UTC)
        packed = io.BytesIO()
        with ZipFile(packed, "w") as archive:
            for file in [self.descriptor, *self.files.values()]:
                entry = ZipInfo(file.name, moment.timetuple()[:6])
                entry.compress_type = ZIP_DEFLATED
                # Fixed attributes (Unix, mode 0644), so that the bytes do not depend on the operating system.
                entry.create_system, entry.external_attr = 3, 0o100644 << 16
                archive.writestr(entry, file.content)
        return File(f"{NAME}.zip", packed.getvalue())


def _resource(table: DataTable, file: File) -> dict[str, Any]:
    return {
        "name": table.name,
        "type": "table",
        "path": table.path,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(table),
    }


def _schema(table: DataTable) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(field, table) for field in table.fields],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.references:
        schema["foreignKeys"] = [_foreign_key(reference, table) for reference in table.references]
    return schema


def _field(field: Field, table: DataTable) -> dict[str, Any]:
    in_key = field.name in table.key
    described: dict[str, Any] = {
        "name": field.name,
        "type": field.data_type,
        "title": field.title,
        "description": field.description,
    }
    if field.format:
        described["format"] = field.format
    if field.empty_is_value:
        described["missingValues"] = []
    constraints: dict[str, Any] = {}
    # A library of Data Package 1 does not know `missingValues` of a field, and takes "" for no value.
    if field.required or (in_key and not field.empty_is_value):
        constraints["required"] = True
    if in_key and len(table.key) == 1:
        constraints["unique"] = True
    if field.choices:
        constraints["enum"] = list(field.choices.values)
    return described | ({"constraints": constraints} if constraints else {})


def _foreign_key(reference: Reference, table: DataTable) -> dict[str, Any]:
    # In Table Schema, a reference without `resource` is a reference to the table itself.
    there = {} if reference.table == table.name else {"resource": reference.table}
    return {"fields": list(reference.columns), "reference": there | {"fields": list(reference.columns.values())}}
