"""The table that says which measures belong to which goal."""

from dataclasses import dataclass

from portal.reading.blocks import Cell
from portal.reading.rules.grid import Grid
from portal.reading.vocabulary import GOAL, NUMBERED, measure_in


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
    return [found for block in cell.blocks if (found := measure_in(block.text))]
