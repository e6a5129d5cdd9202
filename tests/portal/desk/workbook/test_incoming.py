"""What comes in: a file that is no workbook, or that declares too much, is refused with one sentence before it is read.

These files are small and harmless. Each limit is lowered where a file that passes it would be large.
"""

import io
import json
import re
import zipfile

import openpyxl
import pytest
from django.conf import settings
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from portal.core.confined import Limits, run_confined
from portal.core.workbooks import opening, program
from portal.core.workbooks.program import RefusedError, read_book
from portal.desk.workbook import UnreadableError, open_workbook
from tests.portal.desk.workbook.drafts import edit

pytestmark = pytest.mark.once

SHEET = "xl/worksheets/sheet1.xml"


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", part)
    return file.getvalue()


def small(change=None):
    """Return a workbook with one sheet, after a change of that sheet."""
    book = Workbook()
    book.active["A1"] = "kop"
    if change:
        change(book.active)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def rewritten(content, name, change):
    """Return a workbook in which `change` has replaced the XML of one part."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(file, "w") as after:
        for part in before.namelist():
            xml = before.read(part)
            after.writestr(part, change(xml.decode()) if part == name else xml)
    return file.getvalue()


def with_rows(rows):
    """Return a workbook whose sheet has this XML as its rows."""
    return rewritten(small(), SHEET, lambda xml: re.sub("<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>", xml))


def refusal(file):
    with pytest.raises(RefusedError) as error:
        read_book(file)
    return str(error.value)


@pytest.mark.parametrize(
    "file",
    [b"", b"status;titel\r\n", b"PK\x03\x04 stuk", zipped(iets="<a/>"), zipped(xl__workbook="<a>")],
    ids=["empty", "csv", "damaged", "another zip", "XML that is not whole"],
)
def test_no_workbook(file):
    assert refusal(file) == program.NO_WORKBOOK


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("doctype", ["<!DOCTYPE worksheet>", '<!DOCTYPE worksheet [<!ENTITY naam "waarde">]>'])
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "docProps/core.xml", "[Content_Types].xml"])
def test_a_document_type_is_refused_in_every_part_and_encoding(part, doctype, encoding):
    def declare(xml):
        body = re.sub(r"^<\?xml[^>]*>", "", xml)
        return f'<?xml version="1.0" encoding="{encoding}"?>{doctype}{body}'.encode(encoding)

    assert read_book(small())
    assert refusal(rewritten(small(), part, declare)) == program.NO_WORKBOOK


def test_an_encoding_alone_is_no_reason_to_refuse():
    utf_16 = rewritten(small(), SHEET, lambda xml: f'<?xml version="1.0" encoding="utf-16"?>{xml}'.encode("utf-16"))
    assert read_book(utf_16) == read_book(small())


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (small(lambda page: page.cell(20_001, 1, "x")), program.TOO_MANY_ROWS),
        (small(lambda page: page.cell(1, 31, "x")), program.TOO_MANY_COLUMNS.format(program.LAST_COLUMN)),
        (small(lambda page: page.merge_cells("B5:B6")), program.MERGED.format("B5:B6")),
        (with_rows('<row r="1"><anders r="AF1"/></row>'), program.TOO_MANY_COLUMNS.format(program.LAST_COLUMN)),
        (with_rows('<x:row xmlns:x="urn:x" r="1"><x:c r="AF1"/></x:row>'), program.TOO_MANY_COLUMNS.format(program.LAST_COLUMN)),
        (with_rows('<row r="1">' + "<c/>" * 31 + "</row>"), program.TOO_MANY_COLUMNS.format(program.LAST_COLUMN)),
        (with_rows('<row r="1"><c r="A2"/></row>'), program.NO_WORKBOOK),
        (with_rows('<row r="2"/><row r="1"/>'), program.NO_WORKBOOK),
        (with_rows('<row r="1048577"/>'), program.NO_WORKBOOK),
        (zipped(diep="<a>" * 101 + "</a>" * 101), program.TOO_LARGE),
        (small(lambda page: [page.parent.create_sheet() for _ in range(program.MOST_SHEETS)]), program.TOO_MANY_SHEETS),
    ],
    ids=[
        "rows", "columns", "merged cells", "a cell of another name", "a prefix", "cells without a place",
        "a cell of another row", "rows out of order", "a row that no sheet has", "depth", "sheets",
    ],
)  # fmt: skip
def test_what_a_file_declares(file, reason):
    assert refusal(file) == reason


@pytest.mark.parametrize(
    ("limit", "most", "change", "reason"),
    [
        ("MOST_PARTS", 3, None, program.TOO_LARGE),
        ("MOST_BYTES_UNPACKED", 1_000, None, program.TOO_LARGE),
        ("MOST_ELEMENTS", 100, None, program.TOO_LARGE),
        ("MOST_CELLS", 5, lambda page: [setattr(page.cell(row, 1), "font", Font(bold=True)) for row in range(2, 8)],
         program.TOO_MANY_CELLS),
        ("MOST_FULL_ROWS", 5, lambda page: [page.cell(row, 1, "x") for row in range(2, 8)], program.TOO_MANY_FULL_ROWS),
        ("MOST_CHARACTERS", 50, lambda page: [page.cell(row, 1, "steeds dezelfde tekst") for row in range(2, 8)],
         program.TOO_LARGE),
        ("LONGEST_CELL", 5, lambda page: page.cell(2, 1, "langer"), program.TOO_LARGE),
    ],
)  # fmt: skip
def test_too_much_in_all_sheets_together(monkeypatch, limit, most, change, reason):
    file = small(change)
    assert read_book(file)
    monkeypatch.setattr(program, limit, most)
    assert refusal(file) == reason


def test_sentences_name_the_limits():
    def number(limit):
        return f"{limit:,}".replace(",", ".")

    assert f"meer dan {number(program.LAST_ROW)} rijen" in program.TOO_MANY_ROWS
    assert f"meer dan {number(program.MOST_FULL_ROWS)} rijen" in program.TOO_MANY_FULL_ROWS
    assert f"meer dan {number(program.MOST_CELLS)} cellen" in program.TOO_MANY_CELLS
    assert f"meer dan {program.MOST_SHEETS} bladen" in program.TOO_MANY_SHEETS


def test_only_cells_that_are_there_are_read():
    """A declared size, a format of whole columns and an empty last row, as LibreOffice writes it, add nothing."""

    def change(xml):
        declared, count = re.subn('<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', xml)
        assert count == 1
        return declared.replace("</sheetData>", '<row r="1048576" ht="12"/></sheetData>')

    assert read_book(rewritten(small(), SHEET, change)) == [["Sheet", [[1, [[1, "text", "kop", ""]]]]]]


def test_pictures_and_other_parts_are_never_unpacked():
    file = io.BytesIO(small())
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/plaatje.png", bytes(program.MOST_BYTES_UNPACKED + 1))
    assert read_book(file.getvalue()) == read_book(small())


def test_a_number_that_is_too_large_is_an_error_in_its_cell():
    cells = [
        f'<c r="{get_column_letter(place)}1"><v>{value}</v></c>' for place, value in enumerate(["1e999", "1" + "0" * 400], 1)
    ]
    ((_title, ((_number, read),)),) = read_book(with_rows(f'<row r="1">{"".join(cells)}</row>'))
    assert [cell[1:3] for cell in read] == [["error", "#NUM!"]] * 2


def test_the_program_reads_what_this_process_reads(content):
    """The answer of the confined process is that of `read_book`, with cells of every kind."""

    def change(book):
        page = book["Planning"]
        for place, value in enumerate([True, 4, 0.5, "=A1", "#N/A", "tekst"], start=1):
            page.cell(2, place).value = value

    changed = edit(content, change)
    assert open_workbook(changed) == json.loads(json.dumps(read_book(changed)))


def test_the_editor_reads_why_a_file_is_refused():
    with pytest.raises(UnreadableError, match="Dit is een tekstbestand"):
        open_workbook(b"status;titel\r\n")
    with pytest.raises(UnreadableError, match="groter dan 5 MB"):
        open_workbook(bytes(settings.LARGEST_UPLOAD + 1))


@pytest.mark.parametrize("limits", [Limits(megabytes=40, seconds=15), Limits(megabytes=256, seconds=0)], ids=["memory", "time"])
def test_a_file_that_takes_too_much_is_too_large(monkeypatch, caplog, content, limits):
    monkeypatch.setattr(opening, "LIMITS", limits)
    with caplog.at_level("WARNING"), pytest.raises(UnreadableError, match="te groot om te lezen"):
        open_workbook(content)
    assert "program.py" in caplog.text


def test_a_third_workbook_does_not_wait(monkeypatch):
    monkeypatch.setattr(opening, "run_confined", None)
    with opening._turns[False], opening._turns[False], pytest.raises(UnreadableError, match="al twee werkmappen"):
        open_workbook(small())


def test_the_same_parser_in_development_and_production(tmp_path):
    """openpyxl parses with defusedxml, here and in the confined process, and production has the version of the tests."""
    assert openpyxl.DEFUSEDXML
    assert not openpyxl.LXML
    asks = tmp_path / "asks.py"
    asks.write_text("import openpyxl; print(openpyxl.DEFUSEDXML, openpyxl.LXML)", encoding="utf-8")
    assert run_confined(asks, content=b"", limits=opening.LIMITS) == b"True False\n"
    pinned = [
        {re.search(rf"^{name}==\S+", (settings.BASE_DIR / file).read_text(encoding="utf-8"), re.MULTILINE)[0]
         for file in ("requirements.txt", "requirements-dev.txt")}
        for name in ("defusedxml", "openpyxl")
    ]  # fmt: skip
    assert [len(versions) for versions in pinned] == [1, 1]
