"""Tables of a PDF that go on after the end of a page: their parts become one table."""

from typing import Any

from portal.reading.blocks import ENDS

# How far the left edges of a column may differ between pages, in points.
NEAR = 6


def joined(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the blocks of a PDF, as its program wrote them, with each table that goes on over a page as one table."""
    found: list[dict[str, Any]] = []
    for block in blocks:
        if found and _continues(found[-1], block):
            first, *others = block["rows"]
            for cell, more in zip(found[-1]["rows"][-1], first, strict=False):
                _add(cell["blocks"], more["blocks"])
            found[-1]["rows"] += others
            found[-1]["page"] = block["page"]
        else:
            found.append(block)
    return found


def _continues(before: dict[str, Any], table: dict[str, Any]) -> bool:
    """Return whether a table goes on with the one on the page before it: the same columns, and a row that was broken."""
    if not before.get("columns") or not table.get("columns") or table["page"] != before["page"] + 1:
        return False
    edges = zip(before["columns"], table["columns"], strict=False)
    same = len(before["columns"]) == len(table["columns"]) and all(abs(one - other) <= NEAR for one, other in edges)
    return same and _is_broken(table["rows"][0])


def _is_broken(row: list[dict[str, Any]]) -> bool:
    starts = [cell["blocks"][0] for cell in row if cell["blocks"]]
    goes_on = any(start["text"][:1].islower() or start["kind"] == "item" for start in starts)
    return bool(starts) and (not row[0]["blocks"] or goes_on)


def _add(blocks: list[dict[str, Any]], more: list[dict[str, Any]]) -> None:
    """Add the blocks of the next page to a cell. A sentence that did not end goes on in the first of them."""
    if blocks and more and more[0]["kind"] == "paragraph" and not ENDS.search(blocks[-1]["text"]):
        blocks[-1]["text"] += f" {more[0]['text']}"
        more = more[1:]
    blocks += more
