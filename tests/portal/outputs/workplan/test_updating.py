"""The work plan brought up to date: what the reader wrote stays, each cell once; what the portal knows is of today."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.outputs.exports.spreadsheet import WRITERS
from portal.outputs.exports.spreadsheet.book import Book
from portal.outputs.exports.table import KeptCell
from portal.outputs.workplan.filled import ABOUT, BASE, CHANGES, ENDED, LOOSE, NotThePlanError, address_in, read_filled
from portal.outputs.workplan.plan import KEY, PlanRow, WorkPlan
from portal.outputs.workplan.updating import new_book, updated

DAY = dt.date(2026, 11, 30)
NOTES = "Notities"


def plan(rows, *, gone=(), led_to=None):
    """Return a plan with rows as {key: (text, standing)}; those in `gone` have ended."""
    return WorkPlan(
        "Werkplan", "/nu/leraar/", ["Actie", "Stand"], [20, 20], ["Wie", NOTES], 1,
        {"Actie": "andere woorden", "Stand": "andere stand"},
        {key: PlanRow(cells, "vervallen" if key in gone else "") for key, cells in rows.items()}, about=["Voor: leraren"],
        led_to=led_to or {},
    )  # fmt: skip


def sheets_of(book: Book):
    """Return a book as reading its file would give it."""

    def cell(place, value):
        if isinstance(value, KeptCell):
            return [place, value.kind, value.value, value.number_format]
        return [place, "text", str(value), ""]

    return [
        [page.title, [
            [number, cells] for number, row in enumerate(page.rows, start=1)
            if (cells := [cell(place, value) for place, value in enumerate(row, start=1) if value not in (None, "")])
        ]]
        for page in book.pages
    ]  # fmt: skip


def rows_of(sheets, title):
    return next(rows for name, rows in sheets if name == title)


def table_of(book, title="Werkplan"):
    """Return the rows of a sheet as dicts of texts by heading."""
    rows = [
        [c.value if isinstance(c, KeptCell) else c for c in row] for row in next(p for p in book.pages if p.title == title).rows
    ]
    return [dict(zip(rows[0], [*row, *[None] * (len(rows[0]) - len(row))], strict=True)) for row in rows[1:]]


def write(sheets, number, heading, text, title="Werkplan"):
    """Type a text in the column with this heading, in a row of the sheet; a new heading makes a column."""
    rows = dict(rows_of(sheets, title))
    head = rows[1]
    place = next((cell[0] for cell in head if cell[2] == heading), None)
    if place is None:
        place = max(cell[0] for cell in head) + 1
        head.append([place, "text", heading, ""])
    if number not in rows:
        rows_of(sheets, title).append([number, []])
        rows = dict(rows_of(sheets, title))
    rows[number][:] = [cell for cell in rows[number] if cell[0] != place] + [[place, "text", text, ""]]


def update(sheets, today):
    return updated(read_filled(sheets, today), today, DAY)


OLD = {"a": ("Meld het.", "Verwacht"), "b": ("Vraag het.", "Kan nu al"), "c": ("Doe het.", "Verwacht")}


def test_own_columns_and_own_rows_stay_beside_their_action():
    sheets = sheets_of(new_book(plan(OLD)))
    write(sheets, 3, NOTES, "Met Jan bespreken")
    write(sheets, 3, "Kosten", "200 euro")
    write(sheets, 9, "Actie", "Ons eigen plan")
    found = table_of(update(sheets, plan({"b": OLD["b"], "d": ("Iets nieuws.", "Verwacht")})))
    assert found[0] | {"Actie": "Vraag het.", NOTES: "Met Jan bespreken", "Kosten": "200 euro", KEY: "b"} == found[0]
    assert found[1]["Actie"] == "Iets nieuws."
    assert found[2]["Actie"] == "Ons eigen plan"


def test_changes_tell_what_is_new_moved_merged_and_ended():
    sheets = sheets_of(new_book(plan(OLD)))
    today = plan(
        {"a": ("Meld het.", "Verplicht, geldt nu"), "b": OLD["b"], "d": ("Iets nieuws.", "Verwacht")},
        gone={"b"},
        led_to={"c": "a"},
    )
    told = [(row["Wat"], row["Onderwerp"], row["Van"], row["Naar"]) for row in table_of(update(sheets, today), CHANGES)]
    assert told == [
        ("nieuw", "Iets nieuws.", "", ""),
        ("andere stand", "Meld het.", "Verwacht", "Verplicht, geldt nu"),
        ("samengevoegd", "Doe het.", "", "Meld het."),
    ]


def test_what_ended_keeps_its_notes_on_a_sheet_of_its_own():
    sheets = sheets_of(new_book(plan(OLD)))
    write(sheets, 2, NOTES, "Niet vergeten")
    book = update(sheets, plan({"b": OLD["b"]}))
    assert [row[KEY] for row in table_of(book)] == ["b"]
    ended = {row[KEY]: row for row in table_of(book, ENDED)}
    assert (ended["a"][NOTES], ended["a"]["Waarom"]) == ("Niet vergeten", "staat er niet meer")


def test_a_changed_cell_of_the_portal_is_kept_on_the_last_sheet():
    sheets = sheets_of(new_book(plan(OLD)))
    write(sheets, 2, "Stand", "Wij vinden van niet")
    book = update(sheets, plan(OLD))
    assert table_of(book)[0]["Stand"] == "Verwacht"
    assert [(row["Stond op blad"], row["Wat u schreef"]) for row in table_of(book, LOOSE)] == [
        ("Werkplan", "Wij vinden van niet")
    ]
    assert book.pages[-2].title == LOOSE, "only the hidden sheet comes after it"


def test_a_renamed_action_keeps_its_notes():
    sheets = sheets_of(new_book(plan(OLD)))
    write(sheets, 2, NOTES, "Blijft")
    book = update(sheets, plan({"a2": OLD["a"]}, led_to={"a": "a2"}))
    assert [(row[KEY], row[NOTES]) for row in table_of(book)] == [("a2", "Blijft")]


def test_notes_of_two_actions_that_became_one_are_both_kept():
    sheets = sheets_of(new_book(plan(OLD)))
    write(sheets, 2, NOTES, "van a")
    write(sheets, 3, NOTES, "van b")
    book = update(sheets, plan({"b": OLD["b"]}, led_to={"a": "b"}))
    assert [row[NOTES] for row in table_of(book)] == ["van b"]
    assert [(row[NOTES], row["Waarom"]) for row in table_of(book, ENDED) if row[NOTES]] == [("van a", "samengevoegd met b")]


def test_a_workbook_without_the_column_of_keys_is_known_by_its_texts():
    sheets = sheets_of(new_book(plan(OLD)))
    write(sheets, 2, NOTES, "Blijft")
    for _number, cells in rows_of(sheets, "Werkplan"):
        cells[:] = [cell for cell in cells if cell[0] != 5]
    assert table_of(update(sheets, plan(OLD)))[0][NOTES] == "Blijft"


def test_without_the_hidden_sheet_nothing_is_lost_and_changes_are_still_told():
    sheets = [sheet for sheet in sheets_of(new_book(plan(OLD))) if sheet[0] != BASE]
    write(sheets, 2, NOTES, "Blijft")
    book = update(sheets, plan({**OLD, "a": ("Meld het.", "Verplicht, geldt nu")}))
    assert table_of(book)[0][NOTES] == "Blijft"
    assert [(row["Wat"], row["Van"]) for row in table_of(book, CHANGES)] == [("andere stand", "Verwacht")]


def test_own_sheets_and_a_title_above_the_table_stay():
    sheets = sheets_of(new_book(plan(OLD)))
    sheets.append(["Begroting", [[2, [[2, "number", 12.5, "0.00"]]]]])
    rows = rows_of(sheets, "Werkplan")
    rows[:] = [[1, [[1, "text", "WorkPlan van onze school", ""]]], *([number + 2, cells] for number, cells in rows)]
    book = update(sheets, plan(OLD))
    assert next(p for p in book.pages if p.title == "Begroting").rows[1][1] == KeptCell("number", 12.5, "0.00")
    assert [row["Wat u schreef"] for row in table_of(book, LOOSE)] == ["WorkPlan van onze school"]


def test_the_page_of_a_workbook_is_known_and_another_file_is_refused():
    sheets = sheets_of(new_book(plan(OLD)))
    assert address_in(sheets) == "/nu/leraar/"
    assert address_in([sheet for sheet in sheets if sheet[0] != BASE]) == "/nu/leraar/"
    with pytest.raises(NotThePlanError, match="niet van welke pagina"):
        address_in([sheet for sheet in sheets if sheet[0] not in (BASE, ABOUT)])
    with pytest.raises(NotThePlanError, match="Geen blad"):
        read_filled([["Blad1", [[1, [[1, "text", "Iets", ""]]]]]], plan(OLD))


def test_a_row_above_the_headings_and_sheets_with_the_names_of_ours_are_no_trouble():
    sheets = [sheet for sheet in sheets_of(new_book(plan(OLD))) if sheet[0] != BASE]
    changes = rows_of(sheets, CHANGES)
    changes[:] = [[number + 1, cells] for number, cells in changes]
    sheets += [[title, [[1, [[1, "text", f"van ons: {title}", ""]]]]] for title in (BASE, "Werkplan (van u)", "A/B", "controle")]
    book = update(sheets, plan(OLD))
    titles = [page.title for page in book.pages]
    assert len({title.casefold() for title in titles}) == len(titles)
    assert not [title for title in titles if "/" in title]
    kept = {row[0].value for page in book.pages for row in page.rows if row and isinstance(row[0], KeptCell)}
    assert {f"van ons: {title}" for title in (BASE, "Werkplan (van u)", "A/B", "controle")} <= kept
    for write_book in WRITERS.values():
        assert write_book(book)


def test_a_day_that_no_calendar_has_stays_as_it_was_written():
    assert KeptCell("date", "2024-02-30").native == "2024-02-30"


# Words of the reader start with this, so that they can be counted.
MARK = "§"
KEYS = "abcdef"


def own_words(sheets):
    return Counter(
        cell[2]
        for title, rows in sheets
        if title != BASE
        for _number, cells in rows
        for cell in cells
        if str(cell[2]).startswith(MARK)
    )


@st.composite
def states(draw):
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=5))
    rows = {key: (f"Actie {key}.", draw(st.sampled_from(["Verwacht", "Geldt nu"]))) for key in keys}
    gone = draw(st.sets(st.sampled_from(keys))) if keys else set()
    away = [key for key in KEYS if key not in rows]
    led_to = (
        {key: draw(st.sampled_from(keys)) for key in draw(st.lists(st.sampled_from(away), unique=True))} if keys and away else {}
    )
    return plan(rows, gone=gone, led_to=led_to)


@st.composite
def edits(draw):
    """Return what a reader types: (sheet, row, heading, number that makes the text different)."""
    sheet = st.sampled_from(["Werkplan", "Werkplan", "Werkplan", CHANGES, ENDED, "Eigen blad"])
    heading = st.sampled_from(["Wie", NOTES, "Actie", "Stand", "Kosten", "Op", "Waarom", "Notities (2)", KEY])
    return draw(st.lists(st.tuples(sheet, st.integers(2, 12), heading), max_size=8))


def typed(sheets, edited, start):
    for number, (title, row, heading) in enumerate(edited, start=start):
        if title == "Eigen blad":
            if title not in [name for name, _rows in sheets]:
                sheets.insert(1, [title, []])
            rows_of(sheets, title).append(
                [max((n for n, _ in rows_of(sheets, title)), default=0) + 1, [[row, "text", f"{MARK}{number}", ""]]]
            )
        else:
            write(sheets, row, heading, f"{MARK}{number}", title)
    return sheets


def shuffled(sheets, random):
    """Sort the rows below the headings of the plan in any order, as a reader does."""
    rows = rows_of(sheets, "Werkplan")
    below = [cells for number, cells in rows if number > 1]
    random.shuffle(below)
    rows[1:] = [[number, cells] for number, cells in enumerate(below, start=2)]
    return sheets


@given(
    states(), states(), states(), edits(), edits(), st.randoms(use_true_random=False), st.sampled_from(["", "the sheet", "rows"])
)
def test_every_own_cell_is_kept_exactly_once(first, second, third, edits_before, edits_after, random, hides):
    sheets = shuffled(typed(sheets_of(new_book(first)), edits_before, 0), random)
    if hides == "the sheet":
        sheets = [sheet for sheet in sheets if sheet[0] != BASE]
    elif hides == "rows":
        rows = rows_of(sheets, BASE)
        rows[3:] = [row for row in rows[3:] if random.random() < 0.5]
    before = own_words(sheets)
    sheets = sheets_of(update(sheets, second))
    assert own_words(sheets) == before
    again = sheets_of(update(sheets, second))
    assert again == sheets
    sheets = shuffled(typed(sheets, edits_after, 100), random)
    before = own_words(sheets)
    sheets = sheets_of(update(sheets, third))
    assert own_words(sheets) == before
