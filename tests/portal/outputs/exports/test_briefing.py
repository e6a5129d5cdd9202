"""The briefing of one A4 about a measure, bill or goal: the same words as PDF and as DOCX, with nothing cut silently."""

import io
import re

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from laws.models import Bill
from measures.models import Goal, Measure
from portal.outputs.exports.briefing import briefing_of_bill, briefing_of_measure
from portal.outputs.exports.briefing.content import FURTHER, LONGEST, ROWS, BriefingPart, briefing

pytestmark = pytest.mark.once


def read(content):
    return PdfReader(io.BytesIO(content))


def words_of(document):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in document.pages))


lines = st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=30).map(lambda word: f"{word} " * 12), max_size=40)


@given(st.lists(lines, min_size=1, max_size=9))
def test_what_does_not_fit_is_counted(found):
    """A part loses its last lines only, and says how many; its lines stay in their order."""
    made = briefing("Titel", "vandaag", "/", [BriefingPart(f"Deel {n}", tuple(part)) for n, part in enumerate(found)])
    full = [part for part in found if part]
    assert len(made.parts) == len(full)
    for part, given_lines in zip(made.parts, full, strict=True):
        assert part.lines
        assert len(part.lines) + part.more == len(given_lines)
        assert bool(part.more) == (f"en {part.more} meer op de site" == part.more_in_words)
    assert sum(part.rows for part in made.parts) <= ROWS or all(len(part.lines) == 1 for part in made.parts)


def test_a_part_of_more_weight_keeps_more():
    long = tuple(f"regel {n}" for n in range(60))
    duties, notes = briefing(
        "Titel", "vandaag", "/", [BriefingPart("Wat moet", long, weight=3), BriefingPart("Open", long)]
    ).parts
    assert len(duties.lines) > 2 * len(notes.lines)


@pytest.mark.parametrize("text", ["woord " * 200, "Een zin van een paar woorden. " * 30, "x" * 200 + ". " + "y" * 200])
def test_a_long_line_says_that_it_goes_on(text):
    (part,) = briefing("Titel", "vandaag", "/", [BriefingPart("Wat het is", (text,))]).parts
    assert part.lines[0].endswith(FURTHER)
    assert len(part.lines[0]) <= LONGEST


def test_the_briefing_of_a_measure_answers_what_it_is_where_it_stands_and_what_must(client):
    document = read(client.get("/maatregelen/verzuim-en-schooluitval-voorkomen.pdf").content)
    assert len(document.pages) == 1
    said = words_of(document)
    assert "Maatregel 8: Meer mogelijk maken" in said
    assert "Bron: Voortgangsrapportage 5 (stand per 1 februari 2026)." in said
    assert "Dit staat nog niet vast." in said
    headings = [
        "Wat het is",
        "Waar het staat",
        "Wat moet",
        "Wetsvoorstellen",
        "Wat verschoof",
        "Wat de bronnen openlaten of tegenspreken",
    ]
    assert [entry.title for entry in document.outline][:6] == headings
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert document.metadata.title.startswith("Maatregel 8")


def test_a_law_is_called_so_with_what_holds_and_what_was_promised(client):
    said = words_of(read(client.get("/wetsvoorstellen/versterking-positie-ouders-en-leerlingen.pdf").content))
    assert "Hoorrecht: geldt sinds 1 augustus 2025 (Voortgangsrapportage 5)." in said
    assert "eerst „1 augustus 2024” (voor het geheel, Kamerbrief 15 juli 2022), toen in werking op 1 januari 2025" in said
    # What lies behind a law is no planning any more.
    assert "Planning" not in said


def test_the_briefing_of_a_goal_says_which_measures_are_done_and_what_is_open(client):
    document = read(client.get("/doelen/2.pdf").content)
    assert len(document.pages) == 1
    said = words_of(document)
    assert "Doel 2: " in said
    assert "van 5 maatregelen afgerond volgens OCW" in said
    assert "Maatregel 4. Hoorrecht: afgerond; nog open: " in said
    assert [entry.title for entry in document.outline][:2] == ["Waar het staat", "Wat moet"]


def test_word_has_the_same_words_with_real_headings_and_lists(client):
    document = Document(io.BytesIO(client.get("/maatregelen/hoorrecht.docx").content))
    made = briefing_of_measure("hoorrecht", "http://testserver")
    of_style = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert of_style[0] == ("Heading 1", "Maatregel 4: Hoorrecht")
    assert [text for style, text in of_style if style == "Heading 2"] == [part.heading for part in made.parts]
    lines = [line for part in made.parts for line in (*part.lines, *filter(None, [part.more_in_words]))]
    assert [text for style, text in of_style if style == "List Bullet"] == lines
    assert document.core_properties.title == "Maatregel 4: Hoorrecht"
    assert document.core_properties.language == "nl-NL"
    assert of_style[-1][1] == "De hele pagina: http://testserver/maatregelen/hoorrecht/"


def test_the_pages_link_to_both_forms(client):
    for page in ("/maatregelen/hoorrecht", "/wetsvoorstellen/maatwerk", "/doelen/2"):
        content = client.get(f"{page}/").content.decode()
        assert f'href="{page}.pdf"' in content
        assert f'href="{page}.docx"' in content


def test_an_unknown_record_and_a_made_up_parameter_are_refused(client):
    assert client.get("/maatregelen/bestaat-niet.pdf").status_code == 404
    assert client.get("/wetsvoorstellen/bestaat-niet.docx").status_code == 404
    assert client.get("/doelen/0.pdf").status_code == client.get("/doelen/x.docx").status_code == 404
    refused = client.get("/maatregelen/hoorrecht.pdf?datum=2027-01-01")
    assert refused.status_code == 400
    assert 'href="/maatregelen/hoorrecht/"' in refused.content.decode()


@pytest.mark.story
def test_every_briefing_is_one_page(client, each):
    for measure in Measure.objects.published():
        with each(measure.slug):
            assert len(read(client.get(f"/maatregelen/{measure.slug}.pdf").content).pages) == 1
    for bill in Bill.objects.published():
        with each(bill.slug):
            assert len(read(client.get(f"/wetsvoorstellen/{bill.slug}.pdf").content).pages) == 1
            assert briefing_of_bill(bill.slug, "").parts
    for goal in Goal.objects.published():
        with each(goal):
            assert len(read(client.get(f"/doelen/{goal.number}.pdf").content).pages) == 1
