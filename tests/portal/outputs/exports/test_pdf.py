"""The PDFs: tagged (PDF/UA), with selectable text, bookmarks and page numbers, and with the same content as the page."""

import io
import re

import pdfplumber
import pytest
from pypdf import PdfReader

from measures.models import Action

pytestmark = pytest.mark.once


@pytest.fixture
def agenda(client):
    return PdfReader(io.BytesIO(client.get("/nu/schoolbestuur.pdf?datum=2026-11-23&sector=po").content))


@pytest.fixture
def overview(client):
    return PdfReader(io.BytesIO(client.get("/overzicht.pdf").content))


def text_of(document):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in document.pages))


@pytest.mark.parametrize("name", ["agenda", "overview"])
def test_it_is_tagged_pdf_ua_in_dutch_with_a_title(name, request):
    document = request.getfixturevalue(name)
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"].startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata.title
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


@pytest.mark.parametrize("name", ["agenda", "overview"])
def test_it_has_bookmarks_and_page_numbers(name, request):
    document = request.getfixturevalue(name)
    assert document.outline
    for number, page in enumerate(document.pages, start=1):
        assert f"pagina {number} van {len(document.pages)}" in re.sub(r"\s+", " ", page.extract_text())


def test_the_filters_and_the_figures_are_in_the_heading(agenda):
    text = re.sub(r"\s+", " ", agenda.pages[0].extract_text())
    assert "schoolbesturen · po · op 23 november 2026 · volgens alles wat nu bekend is" in text
    assert "11 verplichtingen gelden op 23 november 2026." in text


def test_it_says_what_the_page_says_of_an_action(agenda):
    text = text_of(agenda)
    assert "Stand per 1 februari 2026, volgens: Vijfde voortgangsrapportage" in text
    assert "alleen primair onderwijs" in text
    assert "voor het laatst genoemd in: Overzicht 2022" in text
    assert "schoolondersteuningsprofiel. (tot en met 31 juli 2025" in text


def test_a_choice_that_fits_nothing_says_so(client):
    content = client.get("/nu/ouder.pdf?stand=geldt-nu").content
    assert "Niets past bij deze keuze." in text_of(PdfReader(io.BytesIO(content)))


def test_bookmarks_follow_the_sections(agenda):
    titles = [entry.title for entry in agenda.outline if not isinstance(entry, list)]
    older = [f"Oudere mogelijkheden, voor het laatst genoemd in {year}" for year in (2023, 2022)]
    assert titles == ["Verplicht, geldt nu", "Wat eraan komt", "Kan nu al", "Later mogelijk", *older, "Vervallen"]


def test_every_action_is_in_it(agenda):
    text = text_of(agenda).replace("- ", "").replace(" ", "")
    for action in Action.objects.filter(roles__slug="schoolbestuur").exclude(sectors__slug="vo"):
        assert action.text.replace("- ", "").replace(" ", "") in text, action.slug


def elements_of(document):
    """Yield the structure elements of a PDF as pairs of name and element, in the order of reading."""

    def below(element):
        kids = element.get("/K", [])
        for each in kids if isinstance(kids, list) else [kids]:
            kid = each.get_object()
            if isinstance(kid, dict) and "/S" in kid:
                yield kid["/S"], kid
                yield from below(kid)

    return below(document.trailer["/Root"]["/StructTreeRoot"])


def test_each_action_is_an_item_of_a_list_with_paragraphs(agenda):
    """Nothing stands bare below the document, where some readers run words together."""
    found = list(elements_of(agenda))
    names = [name for name, _ in found]
    (whole,) = [element for name, element in found if name == "/Document"]
    assert {kid.get_object()["/S"] for kid in whole["/K"]} <= {"/Title", "/P", "/H1", "/H2", "/L"}
    assert names.count("/LI") >= 20
    assert names.count("/P") >= 20


def test_no_heading_stands_alone_at_the_foot_of_a_page(client):
    content = client.get("/nu/samenwerkingsverband.pdf").content
    with pdfplumber.open(io.BytesIO(content)) as document:
        assert len(document.pages) <= 5
        for page in document.pages:
            body = [letter for letter in page.chars if letter["bottom"] < page.height - 70]
            assert max(body, key=lambda letter: letter["bottom"])["size"] < 11


def test_each_measure_is_the_header_of_its_row_in_the_overview(overview):
    found = list(elements_of(overview))
    headers = [element for name, element in found if name == "/TH"]
    scopes = [next(each["/Scope"] for each in header["/A"] if "/Scope" in each) for header in headers]
    assert scopes.count("/Row") == 25
    assert scopes.count("/Column") == 12
    # A list of headers at a cell would replace the scopes.
    assert not [element for name, element in found if name == "/TD" and any("/Headers" in each for each in element.get("/A", []))]


def test_the_overview_is_a3_landscape(overview):
    box = overview.pages[0].mediabox
    millimetres = [round(float(side) / 72 * 25.4) for side in (box.width, box.height)]
    assert millimetres == [420, 297]


def test_text_with_marks_of_the_typesetter_stays_text(client):
    """Text reaches the typesetter (Typst) as JSON data, never as markup."""
    Action.objects.filter(slug="zorgplicht-nakomen").update(text='Doe #panic("x") *dit* $1/2$ [nu] <hier> \\ @daar "zo".')
    response = client.get("/nu/schoolbestuur.pdf?stand=geldt-nu")
    assert response.status_code == 200
    assert '#panic("x") *dit* $1/2$ [nu] <hier> \\ @daar' in text_of(PdfReader(io.BytesIO(response.content)))


@pytest.mark.parametrize("query", ["rapportage=plan-2014", "status=onbekend"])
def test_an_overview_of_nothing_says_so(client, query):
    """The plan of 2014 is older than the overview, so its PDF does not name the overview as a source."""
    text = text_of(PdfReader(io.BytesIO(client.get(f"/overzicht.pdf?{query}").content)))
    assert "Niets past bij deze keuze." in text
    assert ("De tien kolommen komen uit: Overzicht" in text) == ("De tien kolommen" in text)
