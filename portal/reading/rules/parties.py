"""The table of parties by the group that they represent."""

import re

from portal.reading.blocks import quote
from portal.reading.result import PartyRead
from portal.reading.rules.grid import Grid

# Between names, but not within brackets.
BETWEEN = re.compile(r"[,;] *(?![^(]*\))")
# The number of a note after a name.
NOTE = re.compile(r"(?<=[a-zA-Z]) ?[0-9]{1,2}$")


def party_rows(grid: Grid, trail: str) -> list[PartyRead] | None:
    """Return the groups of a table of parties, or None when the table is another one."""
    if grid.column("vertegenwoordiging", "groep") != 0 or len(grid.head) < 2:
        return None
    rows = []
    for group, parties, *_rest in grid.rows:
        names = [NOTE.sub("", name).strip() for block in parties.blocks for name in BETWEEN.split(block.text) if name.strip()]
        if group.text and names:
            rows.append(PartyRead(group.text, names, f"{trail}, rij {group.text}: {quote(parties.text)}"))
    return rows if rows or not grid.rows else None
