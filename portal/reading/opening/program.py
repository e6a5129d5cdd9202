"""The program that opens a Word, HTML or Markdown document. It does not import Django; `document` runs it in a confined process.

Its argument is the kind of document. It reads the file from stdin and writes JSON to stdout: `{"blocks": …}` or `{"refused": …}`
with a sentence in Dutch. mammoth makes HTML of a Word document and markdown-it makes HTML of Markdown, so there is one reader.

A block is an object with `kind` ("heading", "paragraph", "item", "note" or "table"), `level` (of a heading, or the depth of an
item), `text`, and `bold` and `italic` (whether all its text is). A table has `rows` instead: a list of rows, a row is a list of
cells, and a cell has `blocks`, and `across` and `down` (how many columns and rows it covers).
"""

import io
import json
import re
import sys
import zipfile
from html import escape
from html.parser import HTMLParser
from typing import Any

# Only the base class of a handler: the parser is that of defusedxml.
from xml.sax.handler import ContentHandler  # nosec

from defusedxml.sax import parseString

MEGABYTE = 1024 * 1024
MOST_PARTS = 2_000
MOST_BYTES_UNPACKED = 60 * MEGABYTE
MOST_ELEMENTS, MOST_DEPTH = 2_000_000, 150
MOST_BLOCKS, MOST_CHARACTERS = 30_000, 8_000_000
LONGEST_HEAD = 60
OLD_WORD = b"\xd0\xcf\x11\xe0"

NO_WORD = "Dit is geen leesbaar Worddocument (.docx). Sla het in Word op als .docx en probeer het opnieuw."
LOCKED = (
    "Dit bestand is met een wachtwoord beveiligd, of het is van een oude Word. "
    "Sla het in Word op als .docx zonder wachtwoord en probeer het opnieuw."
)
MACROS = "Dit document bevat macro's. Sla het in Word op als .docx zonder macro's en probeer het opnieuw."
TOO_LARGE = "Dit document is te groot om te lezen. Stuur alleen de rapportage in, zonder bijlagen."
NO_TEXT = "Dit bestand is geen tekst. Sla het op als .html of .md met de tekens van Unicode (UTF-8)."

# The styles of Word for nested bullets. mammoth knows the depth of a list by its numbering only, which these leave at the top.
NESTED = "\n".join(
    f"p[style-name='List {kind} {depth}'] => {'ul|ol > li > ' * (depth - 1)}ul|ol > li:fresh"
    for kind in ("Bullet", "Number", "Paragraph")
    for depth in (2, 3)
)

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BREAKS = {"p", "div", "section", "article", "blockquote", "dd", "dt", "pre", "figure", "figcaption", "hr", "body"}
UNSEEN = {"head", "script", "style", "template", "svg"}
# Elements without an end tag, so what is unseen does not go on after them.
EMPTY = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "source"}
NOTE_MARK = re.compile(r"\[?[0-9]{1,3}\]?")


class RefusedDocumentError(Exception):
    """A file that is not read; the message is in Dutch."""


class _WordInspector(ContentHandler):
    """A count over all parts of a Word document. Raises `RefusedDocumentError` when it holds or nests too much."""

    def __init__(self) -> None:
        super().__init__()
        self.elements = self.depth = 0

    def startDocument(self) -> None:  # noqa: N802 (a name of SAX)
        self.depth = 0

    def startElement(self, _name: str, _attrs: Any) -> None:  # noqa: N802 (a name of SAX)
        self.elements += 1
        self.depth += 1
        if self.elements > MOST_ELEMENTS or self.depth > MOST_DEPTH:
            raise RefusedDocumentError(TOO_LARGE)

    def endElement(self, _name: str) -> None:  # noqa: N802 (a name of SAX)
        self.depth -= 1


def html_of_word(file: bytes) -> str:
    """Return the HTML of a Word document. Raises `RefusedDocumentError`."""
    import mammoth  # here: the portal reads the sentences of this module, and must not load what opens a document

    if file.startswith(OLD_WORD):
        raise RefusedDocumentError(LOCKED)
    try:
        _inspect(file)
        no_picture = mammoth.images.img_element(lambda _image: {})
        return str(mammoth.convert_to_html(io.BytesIO(file), convert_image=no_picture, style_map=NESTED).value)
    except (RefusedDocumentError, MemoryError):
        raise
    except Exception as error:  # a broken file can fail anywhere in mammoth, zipfile and the XML parser
        raise RefusedDocumentError(NO_WORD) from error


def _inspect(file: bytes) -> None:
    inspector = _WordInspector()
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        parts = archive.infolist()
        # The file itself states these sizes. A false size is harmless: zipfile stops at that size and raises an error.
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
            raise RefusedDocumentError(TOO_LARGE)
        if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
            raise RefusedDocumentError(MACROS)
        for part in parts:
            if part.filename.lower().endswith((".xml", ".rels")):
                parseString(archive.read(part), inspector, forbid_dtd=True)


def html_of_markdown(text: str) -> str:
    """Return the HTML of Markdown. Lines with tabs are rows of a table, as programs that recognise text write them."""
    from markdown_it import MarkdownIt  # here, as mammoth is

    lines: list[str] = []
    rows: list[str] = []
    for line in [*text.splitlines(), ""]:
        if "\t" in line.strip():
            rows.append("".join(f"<td>{cell}</td>" for cell in line.strip("\n").split("\t")))
            continue
        if rows:
            lines += ["", "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>", ""]
            rows = []
        lines.append(line)
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render("\n".join(lines)))


class Blocks(HTMLParser):
    """The blocks of HTML. An element that is not closed ends where the next block begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[dict[str, Any]] = []
        self.total = self.characters = 0
        # The tables and cells that are open, from the outside in. Blocks go to the innermost cell.
        self._tables: list[dict[str, Any]] = []
        self._lists = 0
        self._kind, self._level = "paragraph", 0
        self._pieces: list[tuple[str, bool, bool]] = []
        self._bold = self._italic = self._unseen = 0
        self._raised: list[str] | None = None
        self._in_note = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._unseen += 1
        elif tag in HEADINGS:
            self._begin("heading", HEADINGS[tag])
        elif tag in ("ul", "ol"):
            self._end()
            self._lists += 1
        elif tag == "li":
            self._in_note = (dict(attrs).get("id") or "").startswith(("footnote-", "endnote-"))
            self._begin("note" if self._in_note else "item", max(self._lists, 1))
        elif tag in ("table", "tr", "td", "th"):
            self._table(tag, dict(attrs))
        elif tag in BREAKS and (self._pieces or self._kind == "heading"):
            # A paragraph at the start of a bullet is the bullet.
            self._begin("paragraph", 0)
        elif tag == "br":
            self._pieces.append((" ", self._bold > 0, self._italic > 0))
        elif tag == "sup":
            self._raised = []
        self._bold += tag in ("b", "strong")
        self._italic += tag in ("i", "em")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag in ("ul", "ol"):
            self._end()
            self._lists = max(0, self._lists - 1)
        elif tag in HEADINGS or tag in BREAKS or tag == "li":
            self._end()
        elif tag in ("td", "th", "tr", "table"):
            self._end()
            if tag == "table" and self._tables:
                self._tables.pop()
        elif tag == "sup":
            self._end_raised()
        if tag in ("b", "strong"):
            self._bold = max(0, self._bold - 1)
        if tag in ("i", "em"):
            self._italic = max(0, self._italic - 1)

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._raised is not None:
            self._raised.append(data)
            return
        self.characters += len(data)
        if self.characters > MOST_CHARACTERS:
            raise RefusedDocumentError(TOO_LARGE)
        self._pieces.append((data, self._bold > 0, self._italic > 0))

    def close(self) -> None:
        super().close()
        self._end()

    def _end_raised(self) -> None:
        """Leave out the mark of a note. A paragraph that begins with one is that note."""
        raised, self._raised = "".join(self._raised or []), None
        if not NOTE_MARK.fullmatch(raised.strip()):
            self.handle_data(raised)
        elif self._kind == "paragraph" and not "".join(piece for piece, _bold, _italic in self._pieces).strip():
            self._kind = "note"

    def _begin(self, kind: str, level: int) -> None:
        self._end()
        self._kind, self._level = kind, level

    def _end(self) -> None:
        """Add the block that is open, when it says something."""
        pieces, self._pieces = self._pieces, []
        kind, level, self._kind, self._level = self._kind, self._level, "paragraph", 0
        text = " ".join("".join(piece for piece, _bold, _italic in pieces).replace("\u00ad", "").split())
        if kind == "note":
            text = text.removesuffix("↑").strip()
        if not text:
            # The paragraph of a bullet comes after the start of the bullet.
            if kind == "item" or self._in_note:
                self._kind, self._level = kind, level
            return
        said = [(bold, italic) for piece, bold, italic in pieces if piece.strip()]
        style = {"bold": all(bold for bold, _italic in said), "italic": all(italic for _bold, italic in said)}
        self._add({"kind": kind, "level": level, "text": text, **style})

    def _add(self, block: dict[str, Any]) -> None:
        self.total += 1
        if self.total > MOST_BLOCKS:
            raise RefusedDocumentError(TOO_LARGE)
        self._target().append(block)

    def _target(self) -> list[dict[str, Any]]:
        for table in reversed(self._tables):
            if table["rows"] and table["rows"][-1]:
                cell: dict[str, Any] = table["rows"][-1][-1]
                blocks: list[dict[str, Any]] = cell["blocks"]
                return blocks
        return self.blocks

    def _table(self, tag: str, attrs: dict[str, str | None]) -> None:
        self._end()
        if tag == "table":
            table = {"kind": "table", "rows": []}
            if len(self._tables) >= MOST_DEPTH:
                raise RefusedDocumentError(TOO_LARGE)
            self._add(table)
            self._tables.append(table)
        elif self._tables and tag == "tr":
            self._tables[-1]["rows"].append([])
        elif self._tables:
            rows = self._tables[-1]["rows"]
            if not rows:
                rows.append([])
            rows[-1].append({"blocks": [], "across": _number(attrs.get("colspan")), "down": _number(attrs.get("rowspan"))})


def _number(text: str | None) -> int:
    return min(int(text), 100) if text and text.isascii() and text.isdigit() and int(text) else 1


def _paragraph(line: str) -> str:
    """Return the HTML of a line of plain text. A short line that ends without punctuation looks like a heading."""
    text = escape(line.strip())
    is_head = 0 < len(text) <= LONGEST_HEAD and text[:1].isupper() and text[-1:].isalnum()
    return f"<p><b>{text}</b></p>" if is_head else f"<p>{text}</p>"


def blocks_of(kind: str, file: bytes) -> list[dict[str, Any]]:
    """Return the blocks of a document. Raises `RefusedDocumentError`."""
    if kind == "docx":
        text = html_of_word(file)
    else:
        try:
            text = file.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise RefusedDocumentError(NO_TEXT) from error
        if kind == "md":
            text = html_of_markdown(text)
        elif kind == "txt":
            text = "".join(_paragraph(line) for line in text.splitlines())
    parser = Blocks()
    parser.feed(text)
    parser.close()
    return parser.blocks


def main() -> None:
    """Read a document from stdin, and write its blocks, or why it is refused, to stdout."""
    try:
        answer: dict[str, Any] = {"blocks": blocks_of(sys.argv[1], sys.stdin.buffer.read())}
    except RefusedDocumentError as error:
        answer = {"refused": str(error)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
