"""The work plan, saved again by LibreOffice, gnumeric or SheetJS: every cell of the reader comes back, in either kind of file."""

import datetime as dt
import io

import openpyxl
import pytest

from portal.core.workbooks import open_workbook
from portal.outputs.exports.spreadsheet import WRITERS
from portal.outputs.workplan.filled import read_filled
from portal.outputs.workplan.updating import new_book, updated
from tests.portal.desk.workbook.test_open_document import row, with_rows
from tests.portal.outputs.programs import saved_again, saved_by_gnumeric
from tests.portal.outputs.workplan.test_updating import DAY, OLD, own_words, plan


def filled_in():
    book = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](new_book(plan(OLD)))))
    sheet = book["Werkplan"]
    sheet.cell(2, 3, "§ notitie\nop twee regels")
    sheet.cell(3, 6, "§ eigen kolom")
    sheet.cell(1, 6, "Kosten")
    sheet.cell(9, 1, "§ eigen rij")
    sheet.cell(4, 2, "§ over een woord van het portaal")
    sheet.cell(4, 6, "§ onzichtbaar\u200b\u00ad en  twee spaties")
    sheet.cell(5, 6, dt.timedelta(hours=26, minutes=5))
    book.create_sheet("Eigen blad")["C4"] = "§ eigen blad"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.story
@pytest.mark.once
@pytest.mark.parametrize("program", [saved_again, saved_by_gnumeric])
@pytest.mark.parametrize("extension", WRITERS)
def test_every_own_cell_comes_back_from_a_program(extension, program, tmp_path):
    content = filled_in()
    before = own_words(open_workbook(content, as_written=True))
    assert sum(before.values()) == 6
    for first in ("xlsx", extension):
        saved = program(content, tmp_path, first, extension)
        content = WRITERS[extension](updated(read_filled(open_workbook(saved, as_written=True), plan(OLD)), plan(OLD), DAY))
        sheets = open_workbook(content, as_written=True)
        assert own_words(sheets) == before
        assert "26:05:00" in [cell[2] for _title, rows in sheets for _number, cells in rows for cell in cells]


@pytest.mark.once
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2027-03-01T10:30:00.000Z", "2027-03-01T10:30:00"),
        ("2027-03-01T00:00:00.000Z", "2027-03-01"),
        ("2027-02-28T23:00:00.000Z", "2027-02-28T23:00:00"),
        ("2027-03-01T10:30:00", "2027-03-01T10:30:00"),
        ("2027-03-01T00:00:00", "2027-03-01"),
    ],
)
def test_a_moment_keeps_the_clock_time_that_sheetjs_writes(written, read):
    """SheetJS writes a moment in UTC and with a fraction (findings/sheetjs-ods-days.sh). Nothing of it is dropped."""
    day = f'<table:table-cell office:value-type="date" office:date-value="{written}"/>'
    [[_title, [[_number, [[_place, kind, value, _format]]]]]] = open_workbook(with_rows(row(day)), as_written=True)
    assert (kind, value) == ("date", read)
