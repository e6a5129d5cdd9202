"""The table "Stand van zaken overige maatregelen": a measure and what is to be said of it, in sentences or bullets."""

from dataclasses import dataclass

from portal.reading.blocks import Block
from portal.reading.rules.grid import Grid
from portal.reading.vocabulary import measure_in


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
        found = measure_in(" ".join(cell.text for cell in cells[:column] if cell.text))
        if found:
            rows.append(RestRow(*found, cells[column].blocks))
    return rows if rows or not grid.rows else None
