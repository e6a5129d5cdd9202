"""A table as CSV that a Dutch Excel opens in columns: UTF-8 with a byte order mark, and semicolons between the cells.

Dates are written as 2027-08-01. The URL of a link has a column of its own. Programs have the CSV of the open data, with commas.
"""

import csv
import io

from portal.outputs.exports.table import Cell, Link, Table, as_text


def to_csv(table: Table) -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    rows = list(table.rows())
    linked = {place for row in rows for place, cell in enumerate(row) if isinstance(cell, Link)}
    headings: list[str] = []
    for place, column in enumerate(table.columns):
        headings += [column.heading, f"{column.heading}: adres"] if place in linked else [column.heading]
    writer.writerow(headings)
    for row in rows:
        writer.writerow(as_text(cell) for cell in _with_addresses(row, linked))
    return file.getvalue().encode("utf-8-sig")


def _with_addresses(row: list[Cell], linked: set[int]) -> list[Cell]:
    cells: list[Cell] = []
    for place, cell in enumerate(row):
        cells.append(cell)
        if place in linked:
            cells.append(cell.address if isinstance(cell, Link) else None)
    return cells
