"""Exporting a workbook and importing it unchanged changes nothing, for any text and after saving in LibreOffice."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from laws.enums import Effect, Phase
from laws.models import BillElement, BillName, LegalBasis, PlanningStep, Requirement, Station
from measures.enums import ActionKind, ItemKind, ReportState
from measures.models import (
    Action,
    ActionMention,
    Figure,
    Finding,
    MeasureItem,
    MeasureSnapshot,
    Party,
    ReportSection,
    Representation,
    SectionItem,
    Sector,
    SourceNote,
)
from motions.models import MotionPaper
from portal.desk.workbook import What, WorkbookClosedError, apply, to_workbook
from portal.desk.workbook.settling.base import BASE
from portal.desk.workbook.sheets import ABOUT, SHEETS
from tests import factories
from tests.portal.desk.workbook.drafts import add, column, compare, draft_of, edit, put
from tests.portal.outputs.programs import saved_again

pytestmark = pytest.mark.once

TITLES = [
    ABOUT, "Maatregelen", "Onderdelen", "Wetsvoorstellen", "Planning", "Inhoud wetsvoorstellen", "Moties",
    "Namen wetsvoorstellen", "Gebeurtenissen", "Grondslagen", "Stukken over moties", "Gevolgen van wetten",
    "Vermeldingen van acties", "Bevindingen", "Cijfers", "Vertegenwoordigingen", "Hoofdstukken", "Onderdelen van hoofdstukken",
    "Bronnotities",
]  # fmt: skip


def pages_of(content):
    return load_workbook(io.BytesIO(content))


@pytest.mark.story
@pytest.mark.parametrize("slug", ["vgr-2", "overzicht-2022", "kamerbrief-2022"])
def test_the_real_content_comes_back_unchanged(slug):
    """For the newest progress report, of which a part comes back in each run of the tests, see `test_open_document.py`."""
    draft = draft_of(slug)
    preview = compare(to_workbook(draft), draft)
    assert preview.all_problems == []
    assert {row.what for row in preview.rows} == {What.SAME}
    assert len(preview.rows) == sum(sheet.model.objects.filter(**{sheet.report_path: draft}).count() for sheet in SHEETS)


def test_applying_an_unchanged_workbook_saves_nothing(draft, content):
    preview = compare(content, draft)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert not apply(preview)
    assert not [query for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_words_that_cannot_be_read_come_in_with_chosen_days(draft, content):
    def change(book):
        put(book["Planning"], 2, "Periode", "dit najaar")
        put(book["Planning"], 2, "Zelf gekozen dagen", "1 september 2027 – 30 november 2027")

    apply(compare(edit(content, change), draft))
    step = PlanningStep.objects.get(snapshot__report=draft, period="dit najaar")
    assert (str(step.earliest), str(step.latest)) == ("2027-09-01", "2027-11-30")
    assert compare(to_workbook(draft), draft).counts.keys() == {What.SAME}


def test_sheets_are_ready_to_work_in(draft, content):
    book = pages_of(content)
    assert book.sheetnames == [*TITLES, BASE]
    assert book[BASE].sheet_state == "veryHidden"
    about = book[ABOUT]
    assert (about["A2"].value, about["B2"].value) == ("Rapportage", draft.slug)
    assert about.protection.sheet
    page = book["Onderdelen"]
    assert page.freeze_panes == "C2"
    offered = {str(validation.sqref).split("2:")[0]: validation.formula1 for validation in page.data_validations.dataValidation}
    assert "Stap tot nu toe,Vervolgstap" in offered["C"]
    assert offered["K"] == '"ja"'
    assert all(cell.data_type == "s" for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
    assert page.column_dimensions["B"].number_format == "@"
    assert [cell.value for cell in book["Planning"][1]][:7] == [
        "Kenmerk", "Wetsvoorstel", "Fase", "Onderdeel", "Periode", "Zelf gekozen dagen", "Vindplaats",
    ]  # fmt: skip


@pytest.mark.story
@pytest.mark.parametrize("first", ["xlsx", "ods"])
@pytest.mark.parametrize("then", ["xlsx", "ods"])
def test_libreoffice_saves_it_without_changing_anything(draft, content, tmp_path, first, then):
    MeasureItem.objects.filter(snapshot__report=draft).first().delete()
    stand = MeasureSnapshot.objects.filter(report=draft).first()
    stand.summary = '  =1+1 \n\n "tab\t" \'€ 😀 _x0041_ &amp; <b>  twee'
    stand.save()
    preview = compare(saved_again(to_workbook(draft, first), tmp_path, first, then), draft)
    assert preview.all_problems == []
    assert preview.notes == []
    assert [(row.changes, row.notes) for row in preview.rows if row.what != What.SAME or row.notes] == []


PIECES = st.sampled_from(
    ["=1+1", "+", "-", "@", "\n", "\r\n", "\t", " ", "'", '"', "„", "”", "😀", "é", "_x0041_", "_x000D_", "x005F_"]
)
TEXTS = st.lists(
    st.one_of(PIECES, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)), max_size=6
)


@pytest.fixture
def parent(empty):
    return factories.make_measure(1)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS.map("".join), min_size=25, max_size=25))
def test_any_text_comes_back_unchanged(parent, texts):
    report = factories.make_report(state=ReportState.DRAFT)
    for text in texts:
        factories.make_stand(factories.make_measure(parent=parent), report, summary=text, status_printed=text[:60])
    preview = compare(to_workbook(report), report)
    assert preview.all_problems == []
    assert [row.changes for row in preview.rows if row.what != What.SAME] == []


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "#N/A"])
def test_text_never_becomes_a_formula(draft, text):
    stand = MeasureSnapshot.objects.filter(report=draft).first()
    stand.summary = text
    stand.save()
    page = pages_of(to_workbook(draft))["Maatregelen"]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value == text]
    assert [(cell.data_type, cell.number_format) for cell in cells] == [("s", "@")]


def test_text_that_begins_as_a_formula_can_be_typed_in(draft, content):
    def change(book):
        cell = book["Maatregelen"].cell(2, column(book["Maatregelen"], "Samenvatting"))
        cell.value, cell.data_type = "=1+1", "s"

    apply(compare(edit(content, change), draft))
    assert MeasureSnapshot.objects.filter(report=draft, summary="=1+1").count() == 1


@pytest.mark.parametrize("state", [ReportState.PUBLISHED, ReportState.WITHDRAWN])
def test_only_of_a_draft(draft, content, state):
    preview = compare(edit(content, lambda book: put(book["Maatregelen"], 2, "Samenvatting", "Anders.")), draft)
    published = factories.make_report(state=state, number=98)
    with pytest.raises(WorkbookClosedError, match=str(state.label).lower()):
        to_workbook(published)
    with pytest.raises(WorkbookClosedError):
        compare(content, published)
    type(draft).objects.filter(pk=draft.pk).update(
        state=state,
        published_at=published.published_at,
        withdrawn_at=published.withdrawn_at,
        withdrawal_reason=published.withdrawal_reason,
    )
    with pytest.raises(WorkbookClosedError):
        apply(preview)
    assert not MeasureSnapshot.objects.filter(report=draft, summary="Anders.").exists()


def test_a_constant_number_of_queries(parent):
    counts = {count: queries_for(count, parent) for count in (1, 30)}
    assert counts[1] == counts[30]
    # One query for each of seven kinds of records and 18 kinds of rows, and one for each of eight lists of linked rows. Reading
    # takes one more, for the effects of laws that other reports state, and three for the parts that bills have.
    assert counts[1] == (33, 37)


def make_facts(report, bill, motion, measure, n):
    """Create a row of every kind that is no snapshot and no part of one, in a draft."""
    action = Action.objects.create(slug=f"doe-{report.pk}-{n}", text="Doe dit.", kind=ActionKind.DUTY)
    BillName.objects.create(bill=bill, report=report, official_title="Wijziging", citation_title="Wet", location="x")
    factories.make_station(bill, report, is_reading=True)
    Requirement.objects.create(bill=bill, action=action, report=report, effect=Effect.MAKES_OBLIGATORY, location="x")
    basis = factories.make_basis(action, report, until="2026-01-01")
    basis.sectors.add(Sector.objects.get_or_create(slug="po", name="Primair onderwijs")[0])
    factories.make_paper(motion, report, "Kwint/SP", "Paul", submitted_on="2024-04-18", request="Doe dit.", vote_against="geen")
    note = SourceNote.objects.create(report=report, slug=f"notitie-{report.pk}-{n}", title="Titel", text="Tekst", location="x")
    note.measures.add(measure)
    ActionMention.objects.create(action=action, report=report, location="x")
    finding = Finding.objects.create(report=report, position=n, measure=measure, text="Bevinding.", location="x")
    Figure.objects.create(finding=finding, description="Leerlingen", value="28", unit="%")
    party = Party.objects.get_or_create(slug=f"partij-{n}", name=f"Partij {n}")[0]
    Representation.objects.create(
        report=report, position=n, group_printed="ouders", party=party, party_printed="Partij", location="x"
    )
    chapter = ReportSection.objects.create(report=report, position=n, slug=f"hoofdstuk-{n}", title=f"Hoofdstuk {n}", location="x")
    SectionItem.objects.create(section=chapter, position=1, text="Punt.", location="x").measures.add(measure)
    note.actions.add(action)
    bill.source_notes.add(note)
    motion.source_notes.add(note)


def queries_for(count, parent):
    report = factories.make_report(state=ReportState.DRAFT)
    for n in range(1, count + 1):
        measure = factories.make_measure(parent=parent)
        stand = factories.make_stand(measure, report)
        MeasureItem.objects.create(snapshot=stand, kind=ItemKind.STEP, position=n, text="x", location="x")
        bill_stand = factories.make_bill_stand(factories.make_bill(), report, planning=[(Phase.HOUSE, "2027")])
        BillElement.objects.create(snapshot=bill_stand, position=n, text="x", location="x")
        motion = factories.make_motion()
        factories.make_motion_stand(motion, report, measures=[measure])
        make_facts(report, bill_stand.bill, motion, measure, n)
    with CaptureQueriesContext(connection) as export:
        content = to_workbook(report)

    def change_every_row(book):
        for page in book.worksheets[1:-1]:
            for number in range(2, page.max_row + 1):
                if page.title != "Cijfers":
                    put(page, number, "Vindplaats", "Ergens anders")

    changed = edit(content, change_every_row)
    with CaptureQueriesContext(connection) as reading:
        preview = compare(changed, report)
    assert preview.counts == {What.CHANGED: 17 * count, What.SAME: count}
    return len(export), len(reading)


@pytest.fixture
def facts(parent):
    """A draft with one fact of every kind about a bill, a motion and an action, and a source note."""
    report = factories.make_report(state=ReportState.DRAFT)
    make_facts(report, factories.make_bill("wet"), factories.make_motion("31497-1"), parent, 1)
    return report


def test_facts_about_laws_and_motions_come_back_unchanged(facts):
    preview = compare(to_workbook(facts), facts)
    assert preview.all_problems == []
    assert preview.counts == {What.SAME: 12}


def test_facts_about_laws_and_motions_can_be_changed_added_and_removed(facts):
    def change(book):
        put(book["Namen wetsvoorstellen"], 2, "Citeertitel", "Wet anders")
        put(book["Gebeurtenissen"], 2, "Eigen lezing", "nee")
        put(book["Grondslagen"], 2, "Geldt tot en met", "31 juli 2025")
        put(book["Grondslagen"], 2, "Sectoren", "")
        put(book["Stukken over moties"], 2, "Gestemd op", "23-4-2024")
        put(book["Stukken over moties"], 2, "Met anderen", "ja")
        put(book["Bronnotities"], 2, "Gewicht", "Betekenis")
        put(book["Bronnotities"], 2, "Moties", "")
        nota = "Nota naar aanleiding van het verslag"
        add(book["Gebeurtenissen"], Wetsvoorstel="wet", Wat_er_gebeurde=nota, Uitslag="Er is een nota.", Vindplaats="kop")

    content = edit(to_workbook(facts), change)
    assert apply(compare(content, facts)) == {What.CHANGED: 5, What.NEW: 1}
    station, nota = Station.objects.filter(report=facts).order_by("pk")
    basis, paper = LegalBasis.objects.get(report=facts), MotionPaper.objects.get(report=facts)
    note = SourceNote.objects.get(report=facts)
    assert BillName.objects.get(report=facts).citation_title == "Wet anders"
    assert (station.is_reading, nota.kind, nota.is_reading) == (False, "nota", False)
    assert (str(basis.until), list(basis.sectors.all())) == ("2025-07-31", [])
    assert (str(paper.submitted_on), str(paper.voted_on), paper.has_others) == ("2024-04-18", "2024-04-23", True)
    assert (note.weight, note.motions.count(), note.bills.count()) == ("betekenis", 0, 1)
    assert compare(to_workbook(facts), facts).counts == {What.SAME: 13}
    removed = edit(to_workbook(facts), lambda book: put(book["Stukken over moties"], 2, "Verwijderen", "ja"))
    assert apply(compare(removed, facts)) == {What.REMOVED: 1}
    assert not MotionPaper.objects.filter(report=facts).exists()


@pytest.mark.parametrize(
    ("sheet", "heading", "value", "reason"),
    [
        (
            "Stukken over moties",
            "Indieners (wijzigen in het beheer)",
            "Kwint (SP)",
            "Wijzig „Indieners” van deze rij in het beheer.",
        ),
        ("Stukken over moties", "Motie", "31497-1", ""),
        ("Stukken over moties", "Gestemd op", "april 2024", "is niet één dag"),
        ("Gebeurtenissen", "Wetsvoorstel", "anders", "niet bekend als wetsvoorstel"),
        ("Grondslagen", "Adres", "https://example.org/", "Schrijf het adres als"),
        ("Bronnotities", "Sleutel", "nieuw", "niet bekend als bronnotitie"),
    ],
)
def test_what_a_workbook_cannot_change_is_refused(facts, sheet, heading, value, reason):
    preview = compare(edit(to_workbook(facts), lambda book: put(book[sheet], 2, heading, value)), facts)
    assert [reason in problem.reason for problem in preview.all_problems] == ([True] if reason else [])
