"""Blocks: the headings, paragraphs, list items, notes and tables of a document, in its order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Self

# A sentence ends here, unless a short form such as "o.a." or "m.b.t." ends here.
SENTENCE_END = re.compile(r"(?<=[.!?])[”\"’']?\s+(?=[A-Z0-9“\"‘'(])")
SHORT_FORMS = re.compile(
    r"(?:\b(?:o\.a|d\.w\.z|bijv|m\.b\.t|t\.b\.v|i\.p\.v|n\.a\.v|nr|art|e\.d|ca|dhr|mevr|incl|resp|jl)\.)$", re.IGNORECASE
)
WORDS_OF_A_QUOTE = 6
# What a text that is whole ends with.
ENDS = re.compile(r"[.!?:;…]['\"”’)\]]*$")


@dataclass(frozen=True)
class Cell:
    """A cell of a table. `across` and `down` are the columns and rows that it covers."""

    blocks: tuple["Block", ...]
    across: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        return " ".join(filter(None, (block.said for block in self.blocks)))


@dataclass(frozen=True)
class Block:
    """A block of a document. `level` is that of a heading, or the depth of an item; only a table has `rows`.

    `page` is 0 where the kind of document has no pages.
    """

    kind: str
    text: str = ""
    level: int = 0
    is_bold: bool = False
    is_italic: bool = False
    rows: tuple[tuple[Cell, ...], ...] = field(default=(), repr=False)
    page: int = 0

    @classmethod
    def of(cls, found: dict[str, Any]) -> Self:
        """Return the block that a program of `portal.reading.opening` wrote as JSON."""
        rows = tuple(
            tuple(Cell(tuple(cls.of(block) for block in cell["blocks"]), cell["across"], cell["down"]) for cell in row)
            for row in found.get("rows", ())
        )
        return cls(
            found["kind"],
            found.get("text", ""),
            found.get("level", 0),
            found.get("bold", False),
            found.get("italic", False),
            rows,
            found.get("page", 0),
        )

    @property
    def said(self) -> str:
        """Return the text of this block; of a table, that of all its cells."""
        return self.text or " ".join(filter(None, (cell.text for row in self.rows for cell in row)))

    def with_text(self, text: str) -> Self:
        return replace(self, text=text)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, as they stand in it. A short form such as "o.a." ends no sentence."""
    start = 0
    for end in SENTENCE_END.finditer(text):
        if not SHORT_FORMS.search(text[start : end.start()]):
            yield text[start : end.end()].strip()
            start = end.end()
    if rest := text[start:].strip():
        yield rest


def quote(text: str) -> str:
    """Return the first words of a text between quotation marks, to find it again in the document."""
    return f"„{' '.join(text.split()[:WORDS_OF_A_QUOTE])}”"


def folded(text: str) -> str:
    """Return a text by which words are found again, whatever quotes, capitals and spaces a document has."""
    text = text.translate(str.maketrans("’‘“”„", '\'\'"""'))
    return " ".join(text.replace("\u00ad", "").lower().split())
