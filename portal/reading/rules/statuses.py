"""The table of measures with their statuses: a column with the status, or a column for each status with a mark in it."""

import re
from dataclasses import dataclass

from portal.reading.blocks import Cell
from portal.reading.rules.grid import Grid
from portal.reading.vocabulary import MARKS, measure_in, status_of


@dataclass(frozen=True)
class StatusRow:
    """A row of the table. `printed` is the status as it stands in the document, without its mark."""

    code: str
    title: str
    status: str
    printed: str
    text: str


def status_rows(grid: Grid) -> list[StatusRow] | None:
    """Return the rows of a table of statuses, or None when the table is another one."""
    if grid.column("toelichting", "stand van zaken", "planning") is not None:
        return None
    by_column = {index: status_of(words) for index, words in enumerate(grid.head) if status_of(words)}
    if grid.column("status") is None and len(by_column) < 2:
        return None
    rows = []
    for cells in grid.rows:
        measure = _measure(cells)
        found = _status(cells, grid, by_column)
        if measure and found:
            rows.append(StatusRow(*measure, *found, " ".join(cell.text for cell in cells if cell.text)))
    return rows if rows or not grid.rows else None


def _measure(cells: tuple[Cell, ...]) -> tuple[str, str] | None:
    """Return the code and the title in the first cell, or in the first two."""
    first, second = cells[0].text, cells[1].text if len(cells) > 1 else ""
    for text in (first, f"{first.rstrip('.')}. {second}"):
        found = measure_in(text)
        if found and found[1]:
            return found
    return None


def _status(cells: tuple[Cell, ...], grid: Grid, by_column: dict[int, str | None]) -> tuple[str, str] | None:
    column = grid.column("status")
    if column is not None:
        printed = cells[column].text.strip(f" {MARKS}")
        return (status_of(printed) or "onbekend", printed) if printed else None
    marked = [index for index in by_column if re.fullmatch(f"[{MARKS}Xja ]+", cells[index].text or "-", re.IGNORECASE)]
    if len(marked) != 1:
        return None
    return by_column[marked[0]] or "onbekend", grid.head[marked[0]].capitalize()
