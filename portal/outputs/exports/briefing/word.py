"""A briefing as DOCX, for who works on in a word processor: with real headings and lists, in Dutch, on one A4."""

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from measures.models.fields import printable
from portal.outputs.exports.briefing.content import Briefing

BRAND = RGBColor(0x1D, 0x4F, 0x66)
FONT = "Calibri"
# The most characters that the format allows in a property.
LONGEST_PROPERTY = 255


def to_docx(found: Briefing, publisher: str) -> bytes:
    """Return the document. `publisher` is its author in the properties of the file."""
    document, title = Document(), printable(found.title)
    _lay_out(document)
    properties = document.core_properties
    properties.title, properties.author, properties.language = title[:LONGEST_PROPERTY], publisher, "nl-NL"
    document.add_heading(title, level=1)
    document.add_paragraph(printable(found.made))
    for part in found.parts:
        document.add_heading(part.heading, level=2)
        for line in (*part.lines, *filter(None, [part.more_in_words])):
            document.add_paragraph(printable(line), style="List Bullet")
    document.add_paragraph(f"De hele pagina: {found.address}").paragraph_format.space_before = Pt(5)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _lay_out(document: Any) -> None:
    """Set the page, the language and the styles. The styles are those of the program, so that a reader can change them."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(1.3)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")
    for name, size, before in (("Normal", 9, 0), ("List Bullet", 9, 0), ("Heading 1", 15, 0), ("Heading 2", 10.5, 5)):
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(0)
        style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        if name.startswith("Heading"):
            style.font.color.rgb = BRAND
