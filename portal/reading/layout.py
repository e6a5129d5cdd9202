"""One layout for every document: what a designer drew becomes a heading, an item, a paragraph or a table."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from portal.reading.blocks import ENDS, Block, Cell
from portal.reading.vocabulary import section_of

TYPED_BULLET = re.compile(r"(?P<mark>[•·▪■●◦○‣⁃∙]|[-–*o](?= ))\s*(?P<text>\S.*)")
INNER_MARKS = "◦○o‣"
LONGEST_HEADING = 200
# A line of a cover or an address is shorter than this, and does not go on in the next line.
LONGEST_LINE = 40
# A line between brackets below a bullet belongs to the bullet.
ASIDE = re.compile(r"\([^()]*\)\.?")
# Levels of what looks like a heading: below all real ones, and italic below bold.
BOLD_LEVEL, ITALIC_LEVEL = 7, 8


def in_one_layout(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks in one layout: boxes opened, typed bullets as items, bold lines as headings, broken text joined."""
    return list(_joined(_headings(_bullets(_opened(blocks)))))


def _opened(blocks: Iterable[Block]) -> Iterator[Block]:
    """Open tables that only place text on the page: a box of one cell, or sections beside or below each other."""
    for block in blocks:
        if block.kind != "table":
            yield block
            continue
        rows = tuple(row for row in block.rows if any(cell.text for cell in row))
        if not rows:
            continue
        if max(len(row) for row in rows) == 1:
            for row in rows:
                yield from _opened(row[0].blocks)
        elif _are_sections(rows[0]):
            yield from _columns(rows)
        elif all(len(row) == 2 and section_of(row[0].text) and len(row[0].text) < LONGEST_HEADING for row in rows):
            for row in rows:
                yield Block("heading", row[0].text, BOLD_LEVEL, page=block.page)
                yield from _content(row[1])
        else:
            yield replace(block, rows=rows)


def _are_sections(row: tuple[Cell, ...]) -> bool:
    return len(row) > 1 and all(section_of(cell.text) and len(cell.text) < LONGEST_HEADING for cell in row)


def _columns(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[Block]:
    for index, head in enumerate(rows[0]):
        yield Block("heading", head.text, BOLD_LEVEL)
        for row in rows[1:]:
            if index < len(row):
                yield from _content(row[index])


def _content(cell: Cell) -> Iterator[Block]:
    """Yield the blocks of a cell. Text that is no list is a bullet too: in a column of steps each paragraph is one."""
    for block in _headings(_bullets(_opened(cell.blocks))):
        if block.kind == "heading":
            # A heading in a column stands below the head of that column.
            yield replace(block, level=ITALIC_LEVEL)
        else:
            yield replace(block, kind="item", level=1) if block.kind == "paragraph" else block


def _bullets(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        typed = TYPED_BULLET.fullmatch(block.text) if block.kind in ("paragraph", "item") else None
        if typed:
            inner = typed["mark"] in INNER_MARKS
            level = max(block.level, 1) + inner if block.kind == "item" else 1 + inner
            block = replace(block, kind="item", level=level, text=typed["text"])
        yield block


def _headings(blocks: Iterable[Block]) -> Iterator[Block]:
    """Make headings of short lines that are all bold or italic, and join a heading that goes on in the next line."""
    before: Block | None = None
    for block in blocks:
        if block.kind == "paragraph" and len(block.text) <= LONGEST_HEADING and not ENDS.search(block.text.rstrip(":?")):
            if block.is_bold:
                block = replace(block, kind="heading", level=BOLD_LEVEL)
            elif block.is_italic:
                block = replace(block, kind="heading", level=ITALIC_LEVEL)
        if before and before.kind == block.kind == "heading" and before.level == block.level and block.text[:1].islower():
            before = before.with_text(f"{before.text} {block.text}")
            continue
        if before:
            yield before
        before = block
    if before:
        yield before


def _joined(blocks: Iterable[Block]) -> Iterator[Block]:
    """Join a paragraph or bullet that goes on after the end of a page: the first part ends in the middle of a sentence."""
    before: Block | None = None
    for block in blocks:
        goes_on = (
            before is not None
            and before.kind in ("paragraph", "item")
            and block.kind == "paragraph"
            and (
                (len(before.text) > LONGEST_LINE and not ENDS.search(before.text) and block.text[:1].islower())
                or (before.kind == "item" and ASIDE.fullmatch(block.text))
            )
        )
        if goes_on and before:
            before = before.with_text(f"{before.text} {block.text}")
            continue
        if before:
            yield before
        before = block
    if before:
        yield before
