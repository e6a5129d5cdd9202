"""A table as CSV (RFC 4180, UTF-8), with unchanged values.

The downloads of the HTML pages put an apostrophe before text that looks like a formula (see `portal.outputs.exports.table`).
These files do not, because an apostrophe would change the data. The open data page warns users of spreadsheets.
"""

import csv
import datetime as dt
import io
from typing import Any

from measures.models.fields import printable
from portal.outputs.opendata.table import CellValue, DataTable, Field


def table_csv(table: DataTable, base: str) -> bytes:
    """Return a table as CSV: a header row, then one row per record.

    `base` is the URL of the site, without a slash at the end. It comes before a path in a column of URLs.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(field.name for field in table.fields)
    for record in table.records():
        writer.writerow(_cell(field, record, base) for field in table.fields)
    return file.getvalue().encode()


def _cell(field: Field, record: Any, base: str) -> str:
    text = value_as_text(field.value(record))
    return base + text if field.format == "uri" and text.startswith("/") else text


def value_as_text(value: CellValue) -> str:
    """Return a value as Table Schema writes it: "true", "2027-08-01", "2027-08-01T09:30:00Z", or "" for None."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case dt.datetime():
            return in_utc(value)
        case dt.date():
            return value.isoformat()
    return printable(str(value))


def in_utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
