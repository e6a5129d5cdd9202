"""The table "Stand van zaken overige maatregelen": a measure and what is to be said of it, in sentences or bullets."""

from dataclasses import dataclass

from portal.reading.blocks import Block
from portal.reading.rules.grid import Grid
from portal.reading.vocabulary import MEASURE, SHORT_MEASURE


@dataclass(frozen=True)
class RestRow:
    code: str
    title: str
    blocks: tuple[Block, ...]


def rest_rows(grid: Grid) -> list[RestRow] | None:
    """Return the rows of the table, or None when the table is another one."""
    column = grid.column("stand van zaken")
    if not column or grid.column("maatregel", "nr", "nummer") != 0:
        return None
    rows = []
    for cells in grid.rows:
        before = [cell.text for cell in cells[:column] if cell.text]
        found = next((m for m in (MEASURE.fullmatch(" ".join(before)), SHORT_MEASURE.fullmatch(" ".join(before))) if m), None)
        if found:
            rows.append(RestRow(found["code"].replace(" ", "").lower(), found["title"].strip(), cells[column].blocks))
    return rows if rows or not grid.rows else None
