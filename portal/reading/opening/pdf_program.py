"""The program that opens a PDF with a text layer. It does not import Django; `document` runs it in a confined process.

It reads the file from stdin and writes the same JSON as `program`; a block also has its `page`, and a table the left edges of its
`columns` in points. pdfplumber gives words with their place and font, and tables by their lines. Here words become lines, and
lines become blocks.
"""

import io
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

MOST_PAGES = 1_000
BULLETS = "•·▪■●◦○‣⁃∙–-\uf0b7\uf0a7\uf02d"
INNER_BULLETS = "◦○‣–-"
ENDS = re.compile(r"[.!?:;…]['\"”’)\]]*$")
PAGE_NUMBER = re.compile(r"(?:pagina |p\. ?)?[0-9]{1,3}(?: ?(?:/|van) ?[0-9]{1,3})?", re.IGNORECASE)
# Text of less than this share of the usual size is a note or its mark; larger or bold text is a heading.
SMALL, LARGE = 0.8, 1.15
# A gap of more than this many times the size of the letters begins a new paragraph; the tolerances are in points.
GAP, SAME_LINE, INDENT = 1.75, 3.0, 6.0
# A share of the pages on which the same line stands at the same height, before it is a running head.
RUNNING = 0.5

# The look of a heading: the size of its letters, and whether it is bold and italic. A larger one is a higher heading.
Style = tuple[int, bool, bool]

LOCKED = "Deze pdf is met een wachtwoord beveiligd. Sla hem op zonder wachtwoord en probeer het opnieuw."
NO_PDF = "Dit is geen leesbare pdf. Vraag de pdf opnieuw op, of stuur het Worddocument in."
TOO_LARGE = "Dit document is te groot om te lezen. Stuur alleen de rapportage in, zonder bijlagen."


class RefusedPdfError(Exception):
    """A file that is not read; the message is in Dutch."""


@dataclass
class TextLine:
    """A line of text: its words, where it stands on the page in points, and its font."""

    words: list[str]
    left: float
    right: float
    top: float
    size: float
    is_bold: bool
    is_italic: bool
    page: int
    bullet: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.words)


@dataclass
class Open:
    """A block that is being made of lines."""

    kind: str
    lines: list[TextLine]
    level: int = 0

    def as_block(self, known: Counter[str], width: float = 0.0) -> dict[str, Any]:
        first = self.lines[0]
        block = {"kind": self.kind, "level": self.level, "text": _text(self.lines, known, width), "page": first.page}
        return block | {"bold": all(line.is_bold for line in self.lines), "italic": all(line.is_italic for line in self.lines)}


@dataclass
class Document:
    """The blocks so far, and what the whole document shows: the usual size, its headings and its words."""

    size: float
    styles: list[Style]
    known: Counter[str]
    blocks: list[dict[str, Any]] = field(default_factory=list)


def lines_of(words: Iterable[dict[str, Any]], page: int) -> list[TextLine]:
    """Return the lines of words, from top to bottom. The mark of a note within a line, small and raised, is left out."""
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda each: (each["bottom"], each["x0"])):
        row = rows[-1] if rows else None
        if row and (abs(row[0]["bottom"] - word["bottom"]) <= SAME_LINE or _is_raised(row, word)):
            row.append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda each: each["x0"]), page) for row in rows]


def _is_raised(row: list[dict[str, Any]], word: dict[str, Any]) -> bool:
    """Return whether a row so far is only the raised mark of a note, and the word stands beside it."""
    marks = all(each["text"].isdigit() and each["size"] < word["size"] * SMALL for each in row)
    return marks and row[0]["bottom"] > word["top"]


def _line(row: list[dict[str, Any]], page: int) -> TextLine:
    first = row[0]
    bullet = first["text"] if len(first["text"]) == 1 and first["text"] in BULLETS and len(row) > 1 else ""
    said = row[1:] if bullet else row
    largest = max(word["size"] for word in said)
    said = [word for word in said if word is said[0] or word["size"] > largest * SMALL or not word["text"].isdigit()]
    lead = said[0]["size"] < largest * SMALL and said[0]["text"].isdigit() and len(said) > 1
    size = said[0]["size"] if lead else Counter(round(word["size"], 1) for word in said).most_common(1)[0][0]
    names = [word["fontname"].lower() for word in (said[1:] if lead else said)]
    return TextLine(
        [word["text"] for word in said], first["x0"], said[-1]["x1"], min(word["top"] for word in said), size,
        all("bold" in name or "black" in name or "heavy" in name for name in names),
        all("italic" in name or "oblique" in name for name in names), page, bullet,
    )  # fmt: skip


def _text(lines: list[TextLine], known: Counter[str], width: float) -> str:
    """Return the text of lines. A word that is broken at the end of a line is made whole again."""
    text = lines[0].text
    for before, line in pairwise(lines):
        last, first = before.words[-1], line.words[0]
        if re.search(r"[^\W\d_]-$", last) and first[:1].islower() and first not in ("en", "of"):
            whole = last.removesuffix("-") + first
            text = text.removesuffix("-") + line.text if known[_bare(whole)] else text + line.text
        elif width and _is_broken_word(before, first, known, width):
            text += line.text
        else:
            text = f"{text} {line.text}"
    return " ".join(text.replace("\u00ad", "").split())


def _is_broken_word(before: TextLine, first: str, known: Counter[str], width: float) -> bool:
    """Return whether a word goes on in the next line without a dash: it fills its narrow cell, and its halves are no words."""
    last = before.words[-1]
    if len(before.words) > 1 or before.right < width - before.size * 1.5 or not first[:1].islower():
        return False
    return known[_bare(last + first)] > 0 or (known[_bare(last)] <= 1 and known[_bare(first)] <= 1)


def _bare(word: str) -> str:
    return word.strip(".,;:()'\"“”‘’").lower()


def blocks_of(lines: list[TextLine], document: Document, width: float = 0.0) -> Iterator[dict[str, Any]]:
    """Yield the blocks of lines that stand below each other. `width` is the right edge of a narrow cell, or 0."""
    open_block: Open | None = None
    for before, line in pairwise([None, *lines]):
        if line is None:
            continue
        if open_block and before and _goes_on(open_block, before, line, document):
            open_block.lines.append(line)
            continue
        if open_block:
            yield open_block.as_block(document.known, width)
        open_block = _begin(line, document, is_cell=width > 0)
    if open_block:
        yield open_block.as_block(document.known, width)


def _begin(line: TextLine, document: Document, is_cell: bool) -> Open:
    if line.bullet:
        return Open("item", [line], 2 if line.bullet in INNER_BULLETS else 1)
    if line.size < document.size * SMALL:
        return Open("note", [line])
    if not is_cell and (line.is_bold or line.size > document.size * LARGE):
        return Open("heading", [line], min(document.styles.index(_style(line)) + 1, 6) if _style(line) in document.styles else 6)
    return Open("paragraph", [line])


def _goes_on(block: Open, before: TextLine, line: TextLine, document: Document) -> bool:
    is_small = line.size < document.size * SMALL
    if line.bullet or (is_small and before.size >= document.size * SMALL):
        return False
    if line.page != before.page:
        # The sentence goes on over the end of the page, at the same indent.
        same = block.kind != "heading" and not (line.is_bold and not before.is_bold)
        return same and not ENDS.search(before.text) and (block.kind != "item" or line.left > block.lines[0].left + INDENT)
    if line.top - before.top > GAP * max(before.size, line.size):
        return False
    if block.kind == "heading":
        return _style(line) == _style(block.lines[0])
    if block.kind == "item":
        return line.left > block.lines[0].left + INDENT
    return line.is_bold == before.is_bold or not line.is_bold


def _style(line: TextLine) -> Style:
    return (round(line.size), line.is_bold, line.is_italic)


def _within(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    across, down = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _table(table: Any, words: list[dict[str, Any]], page: int) -> dict[str, Any]:
    """Return a table whose cells hold lines, with the places of its columns. A missing cell is part of the one before it."""
    rows = []
    for row in table.rows:
        cells: list[dict[str, Any]] = []
        for box in row.cells:
            if box is None:
                if cells:
                    cells[-1]["across"] += 1
                continue
            inside = [word for word in words if _within(word, box)]
            cells.append({"lines": lines_of(inside, page), "right": box[2], "across": 1, "down": 1})
        rows.append(cells)
    columns = [round(box[0]) for box in table.rows[0].cells if box]
    return {"kind": "table", "columns": columns, "rows": rows, "page": page, "top": table.bbox[1], "bottom": table.bbox[3]}


def read_pdf(file: bytes) -> list[dict[str, Any]]:
    """Return the blocks of a PDF. Raises `RefusedPdfError`."""
    pages: list[list[Any]] = []
    sizes: Counter[float] = Counter()
    known: Counter[str] = Counter()
    with pdfplumber.open(io.BytesIO(file)) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise RefusedPdfError(TOO_LARGE)
        for number, page in enumerate(pdf.pages, start=1):
            words = page.extract_words(extra_attrs=["fontname", "size"], keep_blank_chars=False)
            sizes.update(round(word["size"], 1) for word in words)
            known.update(_bare(word["text"]) for word in words)
            tables = [table for table in page.find_tables() if table.rows]
            free = [word for word in words if not any(_within(word, table.bbox) for table in tables)]
            made = [_table(table, words, number) for table in tables]
            pages.append(
                sorted([*lines_of(free, number), *made], key=lambda part: part.top if isinstance(part, TextLine) else part["top"])
            )
            # The objects of a page take far more memory than what is kept of it.
            page.close()
    if not sizes:
        return []
    return _document(pages, sizes.most_common(1)[0][0], known)


def _document(pages: list[list[Any]], size: float, known: Counter[str]) -> list[dict[str, Any]]:
    parts = [part for page in _without_running_heads(pages) for part in page]
    lines = [part for part in parts if isinstance(part, TextLine)]
    heads = {_style(line) for line in lines if line.is_bold or line.size > size * LARGE}
    document = Document(size, sorted(heads, key=lambda style: (-style[0], not style[1], style[2])), known)
    waiting: list[TextLine] = []
    for part in parts:
        if isinstance(part, TextLine):
            waiting.append(part)
            continue
        document.blocks += [*blocks_of(waiting, document), part]
        waiting = []
    document.blocks += blocks_of(waiting, document)
    return [_finished(block, document) for block in document.blocks]


def _without_running_heads(pages: list[list[Any]]) -> list[list[Any]]:
    """Leave out page numbers, and the lines that stand at the same height on most pages."""
    places = Counter((line.text, round(line.top)) for page in pages for line in page if isinstance(line, TextLine))
    running = {place for place, times in places.items() if len(pages) > 3 and times > RUNNING * len(pages)}
    return [
        [
            part
            for index, part in enumerate(page)
            if not isinstance(part, TextLine)
            or not ((part.text, round(part.top)) in running or (index in (0, len(page) - 1) and PAGE_NUMBER.fullmatch(part.text)))
        ]
        for page in pages
    ]


def _finished(block: dict[str, Any], document: Document) -> dict[str, Any]:
    """Return a block in the form of `program`: the lines of cells become blocks."""
    if block["kind"] != "table":
        return block
    rows = [
        [
            {"blocks": list(blocks_of(cell["lines"], document, cell["right"])), "across": cell["across"], "down": cell["down"]}
            for cell in row
        ]
        for row in block["rows"]
    ]
    return {"kind": "table", "rows": rows, "page": block["page"], "columns": block["columns"]}


def main() -> None:
    """Read a PDF from stdin, and write its blocks, or why it is refused, to stdout."""
    try:
        answer: dict[str, Any] = {"blocks": read_pdf(sys.stdin.buffer.read())}
    except RefusedPdfError as error:
        answer = {"refused": str(error)}
    except PdfminerException as error:
        answer = {"refused": LOCKED if "Password" in repr(error) else NO_PDF}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
