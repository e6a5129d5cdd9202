"""What the cover and the notes say about the report itself: kind, number, title, publication and reference date."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from measures.enums import ReportKind
from measures.periods import PeriodError, read_period
from portal.reading.blocks import Block
from portal.reading.vocabulary import DOCUMENT, ORDINALS, REFERENCE

# The cover ends long before this block.
COVER, LONGEST_TITLE = 40, 200
MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
LETTER = re.compile(
    r"aan de voorzitter|geachte (?:heer |mevrouw )?voorzitter|brief van de (?:minister|staatssecretaris)|kamerbrief"
)
# The line of a letter that says what it is about; its words can stand beside it, in the next cell or line.
SUBJECT = re.compile(r"(?:[Bb]etreft|[Oo]nderwerp)(?:\s*:\s*|\s+(?=[A-Z])|$)(?P<title>.*)")
DATED = re.compile(rf"(?:den haag|datum):?,? +(?P<day>[0-9]{{1,2}} (?:{MONTHS}) [0-9]{{4}})", re.IGNORECASE)
MONTH = re.compile(rf"(?:[0-9]{{1,2}} )?(?:{MONTHS}) [0-9]{{4}}", re.IGNORECASE)


def report_of(blocks: Sequence[Block]) -> dict[str, Any]:
    """Return what the document says about itself, in the words of the API. What it does not say is null."""
    start = [(index, block) for index, block in enumerate(blocks[:COVER]) if len(block.text) <= LONGEST_TITLE]
    named = next(((index, found) for index, block in start if (found := DOCUMENT.search(block.text))), None)
    number = _number(named[1]) if named else None
    kind = ReportKind.PROGRESS.value if number else _other_kind(blocks)
    subject = _subject(blocks) if kind == ReportKind.LETTER else ""
    return {
        "soort": kind,
        "titel": subject or (_title(blocks, named[0]) if named else _first_heading(blocks)),
        "nummer": number,
        "publicatie": {"tekst": _publication(blocks)},
        "peildatum": _reference(blocks),
    }


def _number(found: re.Match[str]) -> int | None:
    if found["digits"]:
        return int(found["digits"])
    word = found["word"].lower()
    return ORDINALS.index(word) + 1 if word in ORDINALS else int(re.match("[0-9]+", word)[0])  # type: ignore[index]


def _title(blocks: Sequence[Block], index: int) -> str:
    """Return the heading with the number of the report, and the subject below it when the heading does not name it."""
    title = blocks[index].text.rstrip(" .")
    below = blocks[index + 1].text if index + 1 < len(blocks) and blocks[index + 1].kind in ("paragraph", "heading") else ""
    if len(title.split()) <= 2 and below[:1].isupper() and len(below) < 120 and not MONTH.fullmatch(below):
        title = f"{title} {below[:1].lower()}{below[1:]}"
    return title


def _subject(blocks: Sequence[Block]) -> str:
    """Return what a letter says that it is about, or ""."""
    texts = [text for block in blocks[:COVER] for text in ([block.text] if block.text else _cells(block))]
    for text, below in zip(texts, [*texts[1:], ""], strict=True):
        if found := SUBJECT.fullmatch(text):
            title = (found["title"] or below).strip(" .")
            if title and len(title) <= LONGEST_TITLE:
                return title
    return ""


def _cells(table: Block) -> list[str]:
    return [inner.text for row in table.rows for cell in row for inner in cell.blocks if inner.text]


def _first_heading(blocks: Sequence[Block]) -> str:
    return next((block.text for block in blocks if block.kind == "heading"), blocks[0].text if blocks else "")


def _other_kind(blocks: Sequence[Block]) -> str | None:
    start = " ".join(block.text for block in blocks[:COVER]).lower()
    if LETTER.search(start):
        return ReportKind.LETTER.value
    return None


def _publication(blocks: Sequence[Block]) -> str:
    for block in blocks[:COVER]:
        if MONTH.fullmatch(block.text):
            return block.text[:1].lower() + block.text[1:]
    return next((found["day"] for block in blocks[:COVER] if (found := DATED.match(block.text))), "")


def _reference(blocks: Sequence[Block]) -> str | None:
    for block in _all(blocks):
        if "peildatum" in block.text.lower() and (found := REFERENCE.search(block.text)):
            with suppress(PeriodError):
                read = read_period(found["day"])
                return read.latest.isoformat() if read.latest else None
    return None


def _all(blocks: Sequence[Block]) -> list[Block]:
    return [*blocks, *(inner for block in blocks for row in block.rows for cell in row for inner in cell.blocks)]
