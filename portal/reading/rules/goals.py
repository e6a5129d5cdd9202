"""The table that says which measures belong to which goal."""

from dataclasses import dataclass

from portal.reading.blocks import Block, Cell
from portal.reading.rules.grid import Grid
from portal.reading.vocabulary import GOAL, MEASURE, NUMBERED, SHORT_MEASURE


@dataclass(frozen=True)
class GoalRow:
    """A goal with the (code, title) of each measure."""

    number: int
    title: str
    measures: tuple[tuple[str, str], ...]


def goal_rows(grid: Grid) -> list[GoalRow] | None:
    """Return the rows of a table of goals and measures, or None when the table is another one."""
    if grid.column("doel") != 0 or grid.column("maatregel", "verbetermaatregel") is None:
        return None
    column = grid.column("maatregel", "verbetermaatregel") or 0
    rows = []
    for cells in grid.rows:
        goal = GOAL.fullmatch(cells[0].text) or NUMBERED.fullmatch(cells[0].text)
        if goal:
            rows.append(GoalRow(int(goal["number"]), goal["title"], tuple(measures_in(cells[column]))))
    return rows if rows or not grid.rows else None


def measures_in(cell: Cell) -> list[tuple[str, str]]:
    """Return the (code, title) of each block of a cell that names a measure."""
    found = [MEASURE.fullmatch(block.text) or SHORT_MEASURE.fullmatch(block.text) for block in _lines(cell)]
    return [(each["code"].replace(" ", "").lower(), each["title"].strip()) for each in found if each]


def _lines(cell: Cell) -> list[Block]:
    return [block for block in cell.blocks if block.text]
