"""The table of motions: a number in any spelling, the title beside it or in the same cell, an explanation and a status."""

import re
from dataclasses import dataclass

from portal.reading.blocks import Block
from portal.reading.rules.grid import grid_of
from portal.reading.vocabulary import MARKS, status_of

# A dossier, perhaps the Roman number of a budget, and the number of the paper: "31 497, nr. 305", "36740-VIII-12.", "36443-009".
NUMBER = re.compile(
    r"(?:motie |kamerstuk |kst[- ])?(?P<dossier>[0-9]{2}[ .]?[0-9]{3})(?:[ -](?P<part>[IVXL]+))?"
    r"(?:,? ?nrs?\.? ?| ?[-–] ?)(?P<piece>[0-9]{1,4})\b\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class MotionRow:
    """A row of the table. `number` is printed as dossier, dash, paper; `explanation` is in the document's words."""

    number: str
    title: str
    explanation: str
    status: str
    printed: str


def motion_rows(table: Block) -> list[MotionRow] | None:
    """Return the motions of a table, or None when fewer than half of its rows begin with the number of a motion."""
    grid = grid_of(table)
    rows = (table.rows[0], *grid.rows)
    found = [row for row in map(_row, rows) if row]
    return found if found and len(found) * 2 >= len(rows) - 1 else None


def _row(cells: tuple) -> MotionRow | None:
    texts = [cell.text for cell in cells if cell.text]
    number = NUMBER.match(texts[0]) if len(texts) > 1 else None
    if not number:
        return None
    rest = texts[0][number.end() :].strip(" .:–-")
    others = texts[1:]
    title = rest or (others.pop(0) if len(others) > 1 else "")
    printed = ""
    for index in range(len(others) - 1, -1, -1):
        if status_of(others[index]):
            printed = others.pop(index).strip(f" {MARKS}")
            break
    written = "-".join(filter(None, (re.sub("[ .]", "", number["dossier"]), (number["part"] or "").upper(), number["piece"])))
    return MotionRow(written, title, " ".join(others), status_of(printed) or "onbekend", printed)
