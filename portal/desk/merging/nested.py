"""The three-way merge of rows of which others are parts, such as findings with their figures, on plain data.

A row that belongs to another has the key of that one in its field `OWNER`. Whoever removes a row removes its parts; whoever
changes a part changes the row.
"""

import json
from collections.abc import Collection, Mapping

from portal.desk.merging.three_way import Merged, Row, Rows, merge

OWNER = "bij"
# The field that tells whether a row has other parts than before. It is needed only where one side has the row no more.
_PARTS = "delen"


def merge_nested(old: Rows, theirs: Rows, mine: Rows, answers: Mapping[str, str] | None = None) -> Merged:
    """Merge three versions by row and by field, as `merge` does.

    A row that one removed while the other changed a part of it is asked: it is `kept` or `gone`, with all its parts.
    """
    on_one_side = {*theirs} ^ {*mine}
    merged = merge(_owners(old, on_one_side), _owners(theirs, on_one_side), _owners(mine, on_one_side), answers)
    for row in merged.rows.values():
        row.pop(_PARTS, None)
    on_both = merged.rows.keys() & theirs.keys() & mine.keys()
    # What I removed and the other changed, or what the other added: its parts are as the other has them.
    as_theirs = parts_of(theirs, merged.rows.keys() - mine.keys())
    parts = merge(
        parts_of(old, on_both) | as_theirs,
        parts_of(theirs, on_both) | as_theirs,
        parts_of(mine, (merged.rows.keys() & mine.keys())) | as_theirs,
        answers,
    )
    return Merged(
        merged.rows | parts.rows, merged.taken + parts.taken, merged.clashes + parts.clashes, merged.kept + parts.kept,
        merged.gone + parts.gone,
    )  # fmt: skip


def parts_of(rows: Rows, owners: Collection[str]) -> dict[str, Row]:
    """Return the rows that belong to one of the owners."""
    return {key: row for key, row in rows.items() if OWNER in row and row[OWNER][0] in owners}


def _owners(rows: Rows, on_one_side: Collection[str]) -> dict[str, Row]:
    """Return copies of the rows that belong to no other. What stands on one side only tells which parts it has."""
    owners = {key: dict(row) for key, row in rows.items() if OWNER not in row}
    for key in owners.keys() & on_one_side:
        parts = parts_of(rows, [key])
        owners[key][_PARTS] = tuple(f"{part} {json.dumps(row, sort_keys=True)}" for part, row in sorted(parts.items()))
    return owners
