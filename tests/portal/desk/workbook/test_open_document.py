"""Workbooks as OpenDocument (.ods): the same content as the Excel file, read with the same limits, or refused with one reason."""

import io
import json
import re
import time
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.models import MeasureSnapshot
from portal.core.workbooks import kinds, pages_of, program
from portal.core.workbooks.ods_program import RefusedOdsError, read_ods
from portal.core.workbooks.opening import NO_ODS, shared
from portal.desk.workbook import UnreadableError, What, apply, open_workbook, read_workbook, to_workbook
from portal.desk.workbook.cells import as_read, read
from portal.desk.workbook.sheets import SHEETS
from portal.outputs.exports.spreadsheet import WRITERS
from portal.outputs.exports.spreadsheet.book import Book, BookSheet
from tests.portal.desk.workbook.drafts import compare, draft_of, sheets_of
from tests.portal.desk.workbook.test_incoming import small, zipped

pytestmark = pytest.mark.once

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle", "manifest": "manifest",
    }.items()
) + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'  # fmt: skip


def with_parts(**parts):
    """Return an .ods file of these parts of XML, by name without extension and with "__" for "/"."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kinds.OF_SPREADSHEET, zipfile.ZIP_STORED)
        for name, part in parts.items():
            archive.writestr(f"{name.replace('__', '/')}.xml", part)
    return file.getvalue()


def with_tables(tables, styles=""):
    spreadsheet = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return with_parts(content=f"<office:document-content {NAMES}>{styles}{spreadsheet}</office:document-content>")


def with_rows(rows, columns="", styles=""):
    return with_tables(f'<table:table table:name="Blad">{columns}{rows}</table:table>', styles)


def row(*cells, more=""):
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def cell(text="", more=""):
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def rows_of(file):
    ((_title, rows),) = read_ods(file, shared())
    return rows


def refusal(file, **limits):
    with pytest.raises(RefusedOdsError) as error:
        read_ods(file, replace(shared(), **limits))
    return str(error.value)


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.story)])
def test_the_real_content_is_the_same_in_both_files_and_comes_back_unchanged(request, whole):
    draft = draft_of("vgr-5") if whole else request.getfixturevalue("draft")
    excel, document = (sheets_of(to_workbook(draft, extension)) for extension in ("xlsx", "ods"))
    assert [title for title, _rows in document] == [title for title, _rows in excel]
    without_formats = [[[line, [each[:3] for each in cells]] for line, cells in rows] for _title, rows in excel]
    assert [[[line, [each[:3] for each in cells]] for line, cells in rows] for _title, rows in document][1:] == without_formats[
        1:
    ]
    count = sum(sheet.model.objects.filter(**{sheet.report_path: draft}).count() for sheet in SHEETS)
    for sheets in (excel, document):
        preview = read_workbook(sheets, draft)
        assert preview.all_problems == []
        assert preview.notes == []
        assert preview.counts == {What.SAME: count}


def edited(content, old, new):
    """Return an .ods file in which `new` replaces one text."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(file, "w") as after:
        for part in before.infolist():
            xml = before.read(part).decode()
            if part.filename == "content.xml":
                assert old in xml
                xml = xml.replace(old, new, 1)
            after.writestr(part, xml)
    return file.getvalue()


def test_a_change_comes_in_with_its_line_ends(draft):
    stand = MeasureSnapshot.objects.filter(report=draft).order_by("measure__number").first()
    MeasureSnapshot.objects.filter(pk=stand.pk).update(summary="Een tekst die nergens staat.")
    was = "<text:p>Een tekst die nergens staat.</text:p>"
    content = edited(
        to_workbook(draft, "ods"), was, "<text:p>Eerst dit.</text:p><text:p/><text:p>Dan <text:span>dat</text:span>.</text:p>"
    )
    assert apply(compare(content, draft)) == {What.CHANGED: 1}
    stand.refresh_from_db()
    assert stand.summary == "Eerst dit.\n\nDan dat."


@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=8))
def test_any_text_is_read_as_from_excel(texts):
    page = BookSheet(
        "Blad", [[text] for text in ['  =1+1 \n\n "tab\t" \'€ 😀 _x0041_ _x000D_ &amp; <b>', *texts]], holds_text=True
    )
    (found,) = pages_of(read_ods(WRITERS["ods"](Book("Proef", [page])), shared())).values()
    for number, (text,) in enumerate(page.rows, start=1):
        assert read(found.cell(number, 1)) == as_read(text)


def test_writing_takes_no_time():
    page = BookSheet("Blad", [[f"Regel {row} van kolom {column}" for column in range(20)] for row in range(300)], [20] * 20)
    started = time.process_time()
    WRITERS["ods"](Book("Proef", [page]))
    assert time.process_time() - started < 1


def test_cells_of_every_kind():
    values = (
        '<table:table-cell office:value-type="float" office:value="4"><text:p>4,0</text:p></table:table-cell>'
        '<table:table-cell office:value-type="percentage" office:value="0.5"/>'
        '<table:table-cell office:value-type="boolean" office:boolean-value="true"><text:p>WAAR</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=1+1" office:value-type="float" office:value="2"/>'
        '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/B</text:p></table:table-cell>'
        '<table:table-cell office:value-type="date" office:date-value="2027-08-01T00:00:00"/>'
        '<table:table-cell office:value-type="float" office:value="1e999"/>'
    )
    ((_number, cells),) = rows_of(with_rows(row(values)))
    assert [each[1:3] for each in cells] == [
        ["number", 4], ["number", 0.5], ["boolean", True], ["formula", ""], ["error", "#N/B"], ["date", "2027-08-01"],
        ["error", "#NUM!"],
    ]  # fmt: skip
    assert [cells[1][3], cells[5][3]] == ["0%", "d mmmm yyyy"]


def test_a_date_that_shows_only_its_month_is_that_month():
    styles = (
        '<office:automatic-styles><number:date-style style:name="n1"><number:month/><number:year/></number:date-style>'
        '<style:style style:name="ce1" style:data-style-name="n1"/></office:automatic-styles>'
    )
    day = '<table:table-cell {} office:value-type="date" office:date-value="2027-08-01"/>'
    column = '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="ce1"/>'
    own = with_rows(row(day.format('table:style-name="ce1"')), styles=styles)
    of_column = with_rows(row("<table:table-cell/>", day.format("")), column, styles)
    for file in (own, of_column):
        (found,) = pages_of(read_ods(file, shared())).values()
        assert {read(each) for each in found.cells(1)} == {"augustus 2027"}


def test_text_in_lines_without_remarks_and_layout():
    remark = "<office:annotation><text:p>Kijk hier nog naar.</text:p></office:annotation>"
    lines = f'{remark}<text:p>Twee <text:s text:c="2"/>woor\nden<text:tab/>.</text:p><text:p>Regel<text:line-break/>drie</text:p>'
    ((_number, cells),) = rows_of(with_rows(row(f'<table:table-cell office:value-type="string">{lines}</table:table-cell>')))
    assert cells == [[1, "text", "Twee   woor den .\nRegel\ndrie", ""]]


def test_what_is_repeated_is_read_within_limits():
    """LibreOffice fills a sheet with repeated empty cells and rows. A repeated cell that holds something is several cells."""
    empty = row('<table:table-cell table:number-columns-repeated="16384"/>', more='table:number-rows-repeated="1048570"')
    twice = row(cell("x", 'table:number-columns-repeated="2"'), more='table:number-rows-repeated="2"')
    assert rows_of(with_rows(twice + empty)) == [[number, [[1, "text", "x", ""], [2, "text", "x", ""]]] for number in (1, 2)]


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (with_rows(row(cell("x"), more='table:number-rows-repeated="20001"')), program.TOO_MANY_ROWS),
        (with_rows(row(cell("x"), more='table:number-rows-repeated="3001"')), program.TOO_MANY_FULL_ROWS),
        (with_rows(row(cell("x", 'table:number-columns-repeated="31"'))), program.TOO_MANY_COLUMNS.format(program.LAST_COLUMN)),
        (with_rows(row(cell("x", 'table:number-columns-repeated="99999999999"'))), NO_ODS),
        (with_rows(row(cell("x" * 32_768))), program.TOO_LARGE),
        (with_rows(row("<table:table-cell/>", cell("x", 'table:number-rows-spanned="2"'))), program.MERGED.format("B1")),
        (with_tables('<table:table table:name="x"/>' * (program.MOST_SHEETS + 1)), program.TOO_MANY_SHEETS),
        (with_rows(row("<table:table-cell><table:table/></table:table-cell>")), NO_ODS),
        (with_tables("<a>" * 101 + "</a>" * 101), program.TOO_LARGE),
        (with_tables(""), NO_ODS),
        (with_parts(content="<a>"), NO_ODS),
        (with_parts(), NO_ODS),
        (with_parts(content=f"<!DOCTYPE a [<!ENTITY b 'c'>]><office:document-content {NAMES}/>"), NO_ODS),
        (
            with_parts(**{
                "META-INF__manifest": f"<manifest:manifest {NAMES}><manifest:file-entry><manifest:encryption-data/>"
                "</manifest:file-entry></manifest:manifest>",
                "content": "versleuteld",
            }),
            kinds.LOCKED,
        ),
    ],
    ids=[
        "rows", "full rows", "columns", "a number that no sheet has", "a long cell", "merged cells", "sheets",
        "a table in a cell", "depth", "no sheets", "XML that is not whole", "no content", "a document type", "a password",
    ],
)  # fmt: skip
def test_what_a_file_declares(file, reason):
    assert refusal(file) == reason


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        ({"most_parts": 1}, program.TOO_LARGE),
        ({"most_bytes_unpacked": 100}, program.TOO_LARGE),
        ({"most_elements": 5}, program.TOO_LARGE),
        ({"most_cells": 3}, program.TOO_MANY_CELLS),
        ({"most_characters": 3}, program.TOO_LARGE),
    ],
)
def test_too_much_in_all_sheets_together(limits, reason):
    assert refusal(with_rows(row(cell("xx"), cell("xx")) * 2), **limits) == reason


def test_macros_are_not_opened():
    file = io.BytesIO(with_rows(row(cell("x"))))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("Basic/Standard/Module1.xml", "<macro")
    assert rows_of(file.getvalue()) == [[1, [[1, "text", "x", ""]]]]


def strict():
    def rename(xml):
        return xml.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"
        )

    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small())) as before, zipfile.ZipFile(file, "w") as after:
        for part in before.namelist():
            after.writestr(part, rename(before.read(part).decode()))
    return file.getvalue()


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b" ", kinds.EMPTY),
        (b"status;titel\r\n", kinds.TEXT),
        (kinds.OLD_OFFICE + b"Workbook", kinds.OLD),
        (kinds.OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), kinds.LOCKED),
        (zipped(xl__workbook="x").replace(b"workbook.xml", b"workbook.bin"), kinds.BINARY),
        (zipped(Index__Document="x").replace(b"Document.xml", b"Document.iwa"), kinds.NUMBERS),
        (f"<?xml version='1.0'?><office:document {NAMES}>".encode(), kinds.FLAT),
        (b"<html>", kinds.NO_WORKBOOK),
        (b"\x89PNG\0", kinds.NO_WORKBOOK),
        (with_parts().replace(b"oasis.opendocument.spreadsheet", b"oasis.opendocument.text-master"), kinds.NO_SHEETS),
    ],
    ids=["empty", "csv", "xls", "password", "xlsb", "numbers", "fods", "html", "picture", "odt"],
)
def test_a_kind_that_is_not_read_is_named_without_reading_it(monkeypatch, file, reason):
    monkeypatch.setattr("portal.core.workbooks.opening.run_confined", None)
    with pytest.raises(UnreadableError) as error:
        open_workbook(file)
    assert str(error.value) == reason


def test_strict_open_xml_is_named():
    with pytest.raises(program.RefusedError) as error:
        program.read_book(strict())
    assert str(error.value) == program.STRICT


def test_an_ods_file_whose_kind_does_not_come_first_is_read():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive, zipfile.ZipFile(io.BytesIO(with_rows(row(cell("x"))))) as before:
        archive.writestr("META-INF/manifest.xml", f"<manifest:manifest {NAMES}/>")
        for name in reversed(before.namelist()):
            archive.writestr(name, before.read(name))
    assert open_workbook(file.getvalue()) == json.loads(json.dumps(read_ods(file.getvalue(), shared())))


def test_every_sentence_says_what_to_do():
    said = [
        kinds.LOCKED,
        kinds.OLD,
        kinds.BINARY,
        kinds.NUMBERS,
        kinds.FLAT,
        kinds.TEXT,
        kinds.NO_WORKBOOK,
        program.STRICT,
        NO_ODS,
    ]
    assert all(re.search(r"stuur|Stuur", sentence) for sentence in said)
