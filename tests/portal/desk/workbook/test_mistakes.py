"""All mistakes in a workbook are reported at once, each with its cell."""

import datetime as dt
from collections import defaultdict
from itertools import count

import pytest

from portal.desk.workbook import Problem, ProblemsError, What, apply
from tests import factories
from tests.portal.desk.workbook.drafts import add, column, compare, edit, find, put

pytestmark = pytest.mark.once


def problems(content, draft, change):
    """Return the expected cell and all problems, after a change. `change` returns the cell where it made the mistake."""
    where = []
    preview = compare(edit(content, lambda book: where.append(change(book))), draft)
    return where[0], preview.all_problems


def the_only_problem(content, draft, change):
    cell, found = problems(content, draft, change)
    assert [problem.cell for problem in found] == [cell], found
    return found[0].reason


def test_three_kinds_of_mistakes_at_once(draft, content):
    cells = {}

    def change(book):
        cells["status"] = put(book["Maatregelen"], 5, "Status", "Bijna klaar")
        cells["period"] = put(book["Planning"], 3, "Periode", "binnenkort ergens")
        cells["motion"] = put(book["Moties"], 4, "Motie", "12345-6")

    preview = compare(edit(content, change), draft)
    assert [(problem.sheet, problem.cell) for problem in preview.all_problems] == [
        ("Maatregelen", cells["status"]),
        ("Planning", cells["period"]),
        ("Moties", cells["motion"]),
    ]
    status, period, motion = (problem.reason for problem in preview.all_problems)
    assert status == (
        "„Bijna klaar” staat niet in de lijst. Kies uit: Nog niet gestart, In opstartfase, In uitvoering, Afgerond, Onbekend."
    )
    assert period.startswith("De periode „binnenkort ergens” is niet te lezen.")
    assert motion == "„12345-6” is niet bekend als motie. Is het nieuw? Maak het dan eerst aan in het beheer."
    assert preview.counts[What.WRONG] == 3
    with pytest.raises(ProblemsError):
        apply(preview)


def test_every_mistake_of_one_row(draft, content):
    def change(book):
        page = book["Onderdelen"]
        return [
            put(page, 7, heading, value)
            for heading, value in [
                ("Maatregel", "bestaat-niet"), ("Soort", "iets"), ("Volgnummer", "twee"), ("Tussenkop", "x" * 201),
                ("Periode", "ooit"), ("Tekst", None), ("Link", "geen link"), ("Vindplaats", "=A1"), ("Verwijderen", "misschien"),
            ]
        ]  # fmt: skip

    cells, found = problems(content, draft, change)
    assert sorted(problem.cell for problem in found) == sorted(cells)


# By sheet, heading and value: words of the reason.
MISTAKES = [
    (
        "Maatregelen",
        "Maatregel",
        "bestaat-niet",
        "is niet bekend als maatregel. Is het nieuw? Maak het dan eerst aan in het beheer",
    ),
    ("Maatregelen", "Code in de bron", "A1", "Een code is een nummer met eventueel een letter"),
    ("Maatregelen", "Titel in de bron", None, "leeg"),
    ("Maatregelen", "Titel in de bron", "x" * 201, "200"),
    ("Maatregelen", "Status", None, "Kies uit"),
    ("Maatregelen", "Samenvatting", "=1+1", "formule"),
    ("Onderdelen", "Kenmerk", "999999", "is er niet (meer)"),
    ("Onderdelen", "Maatregel", None, "Vul een maatregel in"),
    ("Onderdelen", "Soort", "Stapje", "staat niet in de lijst"),
    ("Onderdelen", "Volgnummer", "-1", "geen heel getal"),
    ("Onderdelen", "Volgnummer", "99999", "32767"),
    ("Onderdelen", "Periode", "ooit", "niet te lezen"),
    ("Wetsvoorstellen", "Wetsvoorstel", "bestaat-niet", "is niet bekend als wetsvoorstel"),
    ("Wetsvoorstellen", "Hoe ver het is", "ver", "staat niet in de lijst"),
    ("Planning", "Fase", "Koning", "staat niet in de lijst"),
    ("Planning", "Periode", None, "Vul de woorden van de planning in."),
    ("Planning", "Vindplaats", " ", "leeg"),
    ("Inhoud wetsvoorstellen", "Link", "geen link", "URL"),
    ("Moties", "Maatregelen", "hoorrecht; bestaat-niet", "„bestaat-niet” is niet bekend als maatregel"),
    ("Moties", "Status", "#N/A", "fout van het rekenblad"),
]


def test_a_mistake_in_a_cell(draft, content):
    """Each in a row of its own, so that none hides another."""
    cells, rows = {}, defaultdict(lambda: count(4))

    def change(book):
        for sheet, heading, value, reason in MISTAKES:
            cells[sheet, put(book[sheet], next(rows[sheet]), heading, value)] = reason

    found = {(problem.sheet, problem.cell): problem.reason for problem in compare(edit(content, change), draft).all_problems}
    assert found.keys() == cells.keys()
    assert [(cell, reason, found[cell]) for cell, reason in cells.items() if reason not in found[cell]] == []


def test_a_key_twice(draft, content):
    def copy_key(book, sheet):
        page = book[sheet]
        return put(page, 6, page.cell(1, 1).value, page.cell(3, 1).value)

    assert "staat ook in rij 3" in the_only_problem(content, draft, lambda book: copy_key(book, "Maatregelen"))
    reason = the_only_problem(content, draft, lambda book: copy_key(book, "Moties"))
    assert "staat ook in rij 3" in reason


def test_a_mark_twice_says_how_to_make_a_new_row(draft, content):
    def copy_row(book):
        page = book["Onderdelen"]
        for cell in page[3]:
            page.cell(page.max_row + (cell.column == 1), cell.column).value = cell.value
        put(page, page.max_row, "Volgnummer", "77")
        return f"A{page.max_row}"

    assert "Maak het kenmerk leeg als dit een nieuwe rij is" in the_only_problem(content, draft, copy_row)


def test_a_place_twice(draft, content):
    def same_position(book):
        page = book["Onderdelen"]
        number = find(page, Volgnummer="2")
        return put(page, number, "Volgnummer", "1")

    assert "staat ook in rij" in the_only_problem(content, draft, same_position)

    def beside_a_missing_row(book):
        page = book["Planning"]
        values = [page.cell(2, place).value for place in range(2, 8)]
        page.delete_rows(2)
        number = add(page, Kenmerk=None)
        for place, value in enumerate(values, start=2):
            page.cell(number, place).value = value
        return page.cell(number, column(page, "Fase")).coordinate

    assert "staat al in het portaal" in the_only_problem(content, draft, beside_a_missing_row)


def test_sheets_that_are_missing_or_unknown(draft, content):
    def change(book):
        book["Planning"].title = "Mijn planning"

    preview = compare(edit(content, change), draft)
    assert [problem.reason for problem in preview.all_problems] == [
        "Het blad „Planning” ontbreekt.",
        "Het blad „Mijn planning” hoort niet in deze werkmap.",
    ]


def test_columns_that_are_missing_unknown_or_double(draft, content):
    def change(book):
        book["Moties"].cell(1, 2).value = "Naam"
        book["Maatregelen"].cell(1, 3).value = "Status"
        book["Planning"].cell(1, 12).value = "Eigen"
        book["Planning"].cell(4, 14).value = "los"

    preview = compare(edit(content, change), draft)
    found = {(problem.sheet, problem.cell, problem.reason.partition(" Kies")[0]) for problem in preview.problems}
    assert found == {
        ("Moties", "B1", "De kolom „Naam” hoort niet op dit blad."),
        ("Moties", "A1", "De kolom „Titel in de bron” ontbreekt."),
        ("Maatregelen", "D1", "De kolom „Status” staat er twee keer."),
        ("Maatregelen", "A1", "De kolom „Titel in de bron” ontbreekt."),
        ("Planning", "L1", "De kolom „Eigen” hoort niet op dit blad."),
        ("Planning", "N4", "Boven deze cel staat geen bekende kop."),
    }


def test_a_workbook_of_another_report(content):
    other = factories.make_report("vgr-6", state="concept", number=98)
    preview = compare(content, other)
    assert preview.rows == []
    assert "vgr-5-concept" in preview.problems[0].reason
    assert "cel B2" in preview.problems[0].reason


def test_a_workbook_that_does_not_say_of_which_report(draft, content):
    preview = compare(edit(content, lambda book: book["Lees mij"].delete_rows(2)), draft)
    assert "niet van welke rapportage" in preview.problems[0].reason
    preview = compare(edit(content, lambda book: book.remove(book["Lees mij"])), draft)
    assert preview.all_problems == [Problem("Lees mij", "", "Het blad „Lees mij” ontbreekt.")]


# A value, its format and the words that it stands for.
WORDS = [
    (dt.datetime(2027, 1, 1), "d-m-yyyy", "1 januari 2027"),
    (dt.date(2027, 8, 1), "mmm-yy", "augustus 2027"),
    (dt.datetime(2027, 8, 1), "[$-413]d mmmm yyyy;@", "1 augustus 2027"),
    (2027, "General", "2027"),
    (2027.0, "0", "2027"),
]


def test_a_real_date_or_number_is_read_as_words(draft, content):
    def change(book):
        page = book["Planning"]
        for number, (value, number_format, _) in enumerate(WORDS, start=2):
            cell = page.cell(number, column(page, "Periode"))
            cell.value, cell.number_format = value, number_format

    preview = compare(edit(content, change), draft)
    assert preview.all_problems == []
    assert [change.new for row in preview.to_do for change in row.changes] == [words for *_, words in WORDS]


def test_a_duration_is_read_in_figures(draft, content):
    change = edit(content, lambda book: put(book["Maatregelen"], 2, "Samenvatting", dt.timedelta(days=1, hours=2, minutes=5)))
    (row,) = compare(change, draft).to_do
    assert row.values == {"summary": "26:05:00"}


def test_a_number_in_a_column_of_text(draft, content):
    def change(book):
        page = book["Maatregelen"]
        for number in range(2, page.max_row + 1):
            cell = page.cell(number, column(page, "Code in de bron"))
            cell.value = int(cell.value) if cell.value.isdigit() else cell.value
            cell.number_format = "General"
        for number in range(2, book["Onderdelen"].max_row + 1):
            for heading in ("Kenmerk", "Volgnummer"):
                cell = book["Onderdelen"].cell(number, column(book["Onderdelen"], heading))
                cell.value = float(cell.value)

    assert compare(edit(content, change), draft).counts.keys() == {What.SAME}


def test_spaces_around_what_is_typed_do_not_count(draft, content):
    def change(book):
        page = book["Maatregelen"]
        put(page, 2, "Status", " in UITVOERING ")
        put(page, 2, "Samenvatting", " Nieuw.\r\n")

    preview = compare(edit(content, change), draft)
    assert [change.new for row in preview.to_do for change in row.changes if change.heading == "Samenvatting"] == ["Nieuw."]
    assert preview.all_problems == []


def test_a_row_for_a_record_without_a_stand(draft, content):
    missing = factories.make_bill("wet-zonder-stand")

    def change(book):
        number = add(book["Planning"], Wetsvoorstel=missing.slug, Fase="Tweede Kamer", Periode="2027", Vindplaats="x")
        return f"B{number}"

    reason = the_only_problem(content, draft, change)
    assert reason == "„wet-zonder-stand” heeft geen stand in deze rapportage. Zet eerst een rij op „Wetsvoorstellen”."
