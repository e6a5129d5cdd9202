"""Tables as a grid: merged cells fill every place that they cover, and the header of a table that goes on is known again."""

from dataclasses import dataclass

from portal.reading.blocks import Block, Cell
from portal.reading.vocabulary import plain

EMPTY = Cell(())


@dataclass(frozen=True)
class Grid:
    """A table. `head` has the words above each column, and `rows` the cells below it, each row as long as `head`."""

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def column(self, *starts: str) -> int | None:
        """Return the first column whose head begins with one of these words, or None."""
        return next((index for index, words in enumerate(self.head) if words.startswith(starts)), None)


def grid_of(table: Block) -> Grid:
    """Return a table as a grid. A cell over several rows or columns is repeated in each row, and once in a row."""
    rows: list[list[Cell]] = []
    open_cells: dict[int, tuple[Cell, int]] = {}
    for row in table.rows:
        cells: list[Cell] = []
        waiting = list(row)
        while waiting or len(cells) in open_cells:
            column = len(cells)
            if column in open_cells:
                cell, left = open_cells.pop(column)
                cells.append(cell)
                if left > 1:
                    open_cells[column] = (cell, left - 1)
                continue
            cell = waiting.pop(0)
            cells += [cell, *[EMPTY] * (cell.across - 1)]
            if cell.down > 1:
                open_cells[column] = (cell, cell.down - 1)
        rows.append(cells)
    width = max((len(row) for row in rows), default=0)
    filled = [tuple(row + [EMPTY] * (width - len(row))) for row in rows]
    head = tuple(plain(cell.text) for cell in filled[0]) if filled else ()
    return Grid(head, tuple(filled[1:]))


def with_head(table: Block, head: tuple[str, ...]) -> Grid | None:
    """Return the rest of a table that began on the page before, under the same head; None when it has other columns."""
    grid = grid_of(table)
    if len(grid.head) != len(head):
        return None
    width = len(head)
    first = tuple((*table.rows[0], *[EMPTY] * width)[:width])
    return Grid(head, (first, *grid.rows))
