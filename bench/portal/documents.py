"""Report documents for the benchmark, made from the content of the portal: Word, and PDF by Typst.

The tests lay out a report as HTML. Here its blocks are written again, as often as a document must be longer.
"""

import io
import zipfile
from html import escape
from itertools import cycle
from typing import Any

import typst

from measures.models import Report
from portal.reading.opening.program import blocks_of
from tests.portal.reading.layouts import Document, Layout

# The characters of a report of 45 pages.
CHARACTERS = 84_000
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLED = "application/vnd.openxmlformats-officedocument.wordprocessingml"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in [
        *((f"H{level}", f"heading {level}") for level in range(1, 7)),
        ("B1", "List Bullet"),
        ("B2", "List Bullet 2"),
    ]
)
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{STYLED}.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{STYLES}</w:styles>',
}
Blocks = list[dict[str, Any]]


def document(kind: str, factor: int) -> bytes:
    """Return a document as long as a report of 45 pages, times `factor`. `kind` is "docx" or "pdf"."""
    report = Report.objects.published().progress().newest_first().first()
    if report is None:
        raise ValueError("Er is geen gepubliceerde voortgangsrapportage om een document van te maken.")
    blocks, left = [], CHARACTERS * factor
    for block in cycle(blocks_of("html", Document(report, Layout()).html.encode())):
        blocks.append(block)
        left -= _length(block)
        if left <= 0:
            break
    return _word(blocks) if kind == "docx" else typst.compile("\n".join(map(_typst, blocks)).encode(), format="pdf")


def _length(block: dict[str, Any]) -> int:
    inner = (inner for row in block.get("rows", ()) for cell in row for inner in cell["blocks"])
    return len(block.get("text", "")) + sum(map(_length, inner))


def _word(blocks: Blocks) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
        body = "".join(map(_in_word, blocks))
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return made.getvalue()


def _in_word(block: dict[str, Any]) -> str:
    if block["kind"] == "table":
        rows = (
            "".join(f"<w:tc>{''.join(map(_in_word, cell['blocks'])) or '<w:p/>'}</w:tc>" for cell in row) for row in block["rows"]
        )
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    style = {"heading": f"H{block['level']}", "item": f"B{min(block['level'], 2)}"}.get(block["kind"], "")
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{escape(block["text"])}</w:t></w:r></w:p>'


def _typst(block: dict[str, Any]) -> str:
    """Return a block in the language of Typst. Texts are strings there, so that nothing in them is a command."""
    if block["kind"] == "table":
        columns = max(len(row) for row in block["rows"])
        rows = (row + [{"blocks": []}] * (columns - len(row)) for row in block["rows"])
        cells = "".join(f"[{' '.join(map(_typst, cell['blocks']))}]," for row in rows for cell in row)
        return f"#table(columns: {columns}, {cells})\n"
    text = '#"' + block["text"].replace("\\", "\\\\").replace('"', '\\"') + '"'
    if block["kind"] == "heading":
        return f"\n{'=' * block['level']} {text}\n"
    return f"\n- {text}\n" if block["kind"] == "item" else f"\n{text}\n"
