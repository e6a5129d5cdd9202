"""What a document holds is opened whole; a file that cannot be read costs the editor one sentence."""

import io
import zipfile
from pathlib import Path

import pytest
import typst

from portal.reading.blocks import Block, sentences
from portal.reading.opening import UnreadableDocumentError, document, open_document
from portal.reading.opening.program import RefusedDocumentError, blocks_of

pytestmark = pytest.mark.once

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>",
    "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" '
    'Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{WORD}">'
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B2"><w:name w:val="List Bullet 2"/></w:style></w:styles>',
}


def paragraph(text, style=""):
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word(body, **parts):
    """Return a Word document with this body and these further parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (PARTS | parts).items():
            archive.writestr(name, content)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return made.getvalue()


def html(text):
    return [Block.of(block) for block in blocks_of("html", text.encode())]


def test_a_word_document_becomes_blocks():
    cells = "<w:tr><w:tc>" + paragraph("Maatregel") + "</w:tc><w:tc>" + paragraph("Status") + "</w:tc></w:tr>"
    body = paragraph("Voortgang", "H1") + paragraph("Eerste zin.") + paragraph("Een punt", "B2") + f"<w:tbl>{cells}</w:tbl>"
    found = open_document(word(body), "rapportage.docx")
    assert [(block.kind, block.level, block.text) for block in found] == [
        ("heading", 1, "Voortgang"), ("paragraph", 0, "Eerste zin."), ("item", 2, "Een punt"), ("table", 0, ""),
    ]  # fmt: skip
    assert [cell.text for cell in found[-1].rows[0]] == ["Maatregel", "Status"]


def test_a_pdf_becomes_blocks_over_the_end_of_a_page():
    source = (
        '#set page(height: 130pt, width: 300pt, margin: 20pt)\n#set text(size: 10pt, lang: "nl", hyphenate: false)\n'
        "= Stappen tot nu toe\n- Dit is een punt dat doorloopt op de volgende bladzijde, omdat deze bladzijde zo klein is dat\n"
        "  er niet meer dan een paar regels op passen en de rest van de zin dus verderop staat.\n"
        "- Een kort punt.\n#table(columns: 2, [Maatregel], [Status], [1. Leerrecht], [Afgerond])"
    )
    found = open_document(typst.compile(source.encode()), "rapportage.pdf")
    assert [block.kind for block in found] == ["heading", "item", "item", "table"]
    assert found[1].text.endswith("de rest van de zin dus verderop staat.")
    assert [cell.text for cell in found[3].rows[-1]] == ["1. Leerrecht", "Afgerond"]


def test_markdown_and_tables_with_tabs_become_blocks():
    text = "# Kop\n\n- een\n  - twee\n\nMaatregel\tStatus\n1. Leerrecht\tAfgerond\n"
    found = [Block.of(block) for block in blocks_of("md", text.encode())]
    assert [(block.kind, block.level) for block in found[:3]] == [("heading", 1), ("item", 1), ("item", 2)]
    assert [[cell.text for cell in row] for row in found[3].rows] == [["Maatregel", "Status"], ["1. Leerrecht", "Afgerond"]]


def test_white_space_is_folded_and_soft_hyphens_and_marks_of_notes_go():
    found = html(
        "<p>gegevens\u00aduitwisseling   is\n begonnen.<sup>3</sup> In CO<sup>2x</sup></p><p><sup>3</sup> Zie de brief.</p>"
    )
    assert [(block.kind, block.text) for block in found] == [
        ("paragraph", "gegevensuitwisseling is begonnen. In CO2x"), ("note", "Zie de brief."),
    ]  # fmt: skip


def test_elements_that_are_not_closed_end_where_the_next_begins():
    assert [block.text for block in html("<ul><li>een<li><p>twee</p><p>drie</ul><p>vier<p>vijf")] == [
        "een",
        "twee",
        "drie",
        "vier",
        "vijf",
    ]


def test_a_short_form_ends_no_sentence():
    text = "De brochure is o.a. Gepubliceerd op de site. Daarna volgt nr. 305. Klaar?"
    assert list(sentences(text)) == ["De brochure is o.a. Gepubliceerd op de site.", "Daarna volgt nr. 305.", "Klaar?"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("leeg.docx", b"", "geen leesbaar Worddocument"),
        ("kapot.docx", word(paragraph("x"))[:400], "geen leesbaar Worddocument"),
        ("oud.doc", b"x", "oude Word"),
        ("macro.docm", b"x", "macro's"),
        ("macro.docx", word(paragraph("x"), **{"word/vbaProject.bin": b"x"}), "macro's"),
        ("slot.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "wachtwoord"),
        ("zonder.docx", word(""), "geen tekst"),
        ("plaatje.png", b"x", "leest het portaal niet"),
        ("kapot.pdf", b"%PDF-1.7 kapot", "geen leesbare pdf"),
        ("leeg.html", b"<p> </p>", "geen tekst"),
        ("geen.html", b"\xff\xfe\x00", "geen tekst"),
    ],
)
def test_a_file_that_cannot_be_read_costs_one_sentence(name, content, said):
    with pytest.raises(UnreadableDocumentError, match=said):
        open_document(content, name)


def test_a_scan_has_no_text():
    picture = typst.compile(b"#rect(width: 80pt, height: 80pt, fill: gray)")
    with pytest.raises(UnreadableDocumentError, match="Een scan is een foto"):
        open_document(picture, "scan.pdf")


@pytest.mark.parametrize("body", ["<w:sdt>" * 200 + "</w:sdt>" * 200])
def test_what_nests_without_end_is_refused_before_it_is_built(body):
    with pytest.raises(RefusedDocumentError, match="te groot"):
        blocks_of("docx", word(body))


def test_what_unpacks_beyond_measure_is_refused_before_it_is_unpacked():
    with pytest.raises(RefusedDocumentError, match="te groot"):
        blocks_of("docx", word(paragraph("x"), **{"word/media.xml": b" " * (61 * 1024 * 1024)}))


def test_a_document_type_is_refused():
    with pytest.raises(RefusedDocumentError, match="geen leesbaar"):
        blocks_of("docx", word(paragraph("x"), **{"word/comments.xml": '<!DOCTYPE x [<!ENTITY y "z">]><x/>'}))


def test_a_file_that_is_too_large_is_not_opened(monkeypatch):
    monkeypatch.setattr(document, "LARGEST", 10)
    with pytest.raises(UnreadableDocumentError, match="groter dan"):
        open_document(b"x" * 11, "groot.html")


def test_the_programs_import_nothing_of_the_portal():
    """They run in a process of their own, which cannot see the portal."""
    folder = Path(document.__file__).parent
    for program in ("program.py", "pdf_program.py"):
        assert "from portal" not in (folder / program).read_text(encoding="utf-8")
