"""The CSV, XLSX and ODS files of every list, with the filters of its page."""

import codecs
import csv
import datetime as dt
import io
import zipfile
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from measures.models import Action, Measure
from portal.outputs.exports.csv_file import to_csv
from portal.outputs.exports.lists import LISTS
from portal.outputs.exports.spreadsheet import WRITERS
from portal.outputs.exports.spreadsheet.book import book_of
from portal.outputs.exports.table import Column, Link, Table

pytestmark = pytest.mark.once

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def sheet_of(response):
    return load_workbook(io.BytesIO(response.content)).worksheets[0]


def part_of(response, name):
    with zipfile.ZipFile(io.BytesIO(response.content)) as file:
        return ElementTree.fromstring(file.read(name))


def tables_of(response):
    """Return the texts of the cells of each sheet of an .ods file."""
    sheets = part_of(response, "content.xml").iter(f"{TABLE}table")
    return [
        [
            ["\n".join("".join(line.itertext()) for line in cell) for cell in row.findall(f"{TABLE}table-cell")]
            for row in sheet.iter(f"{TABLE}table-row")
        ]
        for sheet in sheets
    ]


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("maatregelen", 33),
        ("doelen", 7),
        ("speerpunten", 7),
        ("wetsvoorstellen", 12),
        ("moties", 42),
        ("rapportages", 96),
        ("wijzigingen", 93),
    ],
)
def test_every_list_as_csv_xlsx_and_ods(client, name, count):
    rows = rows_of(client.get(f"/{name}.csv"))
    assert len(rows) == count + 1
    assert {len(row) for row in rows} == {len(rows[0])}
    sheet = sheet_of(client.get(f"/{name}.xlsx"))
    assert sheet.max_row == count + 1
    assert sheet.freeze_panes == "B2"
    rows = [row for row in tables_of(client.get(f"/{name}.ods"))[0] if row]
    assert len(rows) == count + 1
    assert rows[0] == [cell.value for cell in sheet[1]]


def test_every_list_is_tried():
    assert set(LISTS) == {"maatregelen", "doelen", "speerpunten", "wetsvoorstellen", "moties", "rapportages", "wijzigingen"}


def test_the_filters_of_the_page_apply(client):
    rows = rows_of(client.get("/maatregelen.csv?status=afgerond&rapportage=vgr-5"))
    done = Measure.objects.filter(snapshots__report__slug="vgr-5", snapshots__status="afgerond")
    assert {row[rows[0].index("Status")] for row in rows[1:]} == {"Afgerond"}
    assert len(rows) - 1 == done.count()


def test_a_file_has_a_name_and_a_type(client):
    response = client.get("/moties.csv")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="moties.csv"'


@pytest.mark.parametrize(
    "address",
    [
        "/maatregelen.csv?status=bijna",
        "/moties.xlsx?dossier=1",
        "/moties.ods?dossier=1",
        "/wetsvoorstellen.csv?rapportage=x",
        "/doelen.csv?rapportage=x",
    ],
)
def test_a_bad_filter_is_refused_with_the_form(client, address):
    response = client.get(address)
    assert response.status_code == 400
    assert "Deze download bestaat niet" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/maatregelen.csv?x=1", "/rapportages.csv?status=afgerond", "/nu/leraar.pdf?utm=x", "/overzicht.xlsx?_=1",
        "/overzicht.ods?_=1",
        "/open-data/voortgang-passend-onderwijs.zip?x=1", "/open-data/maatregelen.csv?status=afgerond",
    ],
)  # fmt: skip
def test_a_parameter_that_means_nothing_is_refused_by_name(client, address):
    """Each made-up value would cost another file."""
    response = client.get(address)
    assert response.status_code == 400
    assert f"„{address.partition('?')[2].partition('=')[0]}”" in response.content.decode()


def test_the_agenda_of_a_role(client):
    rows = rows_of(client.get("/nu/schoolbestuur.csv?datum=2026-11-23"))
    assert len(rows) - 1 == Action.objects.filter(roles__slug="schoolbestuur").count()
    duty = next(row for row in rows if row[0].startswith("Registreer verzuim"))
    assert duty[rows[0].index("Stand")] == "Verwacht"
    assert duty[rows[0].index("Gepland, laatst")] == "2027-08-01"
    assert duty[rows[0].index("Keer verschoven")] == "1"
    assert duty[rows[0].index("Actie: adres")].endswith("/acties/verzuim-eenduidig-registreren/")
    named = {row[0]: row[rows[0].index("Voor het laatst genoemd in")] for row in rows}
    assert named[duty[0]] == ""
    assert {name for name in named.values() if name.startswith("Overzicht")}
    assert len(rows_of(client.get("/nu/schoolbestuur.csv?stand=verwacht&datum=2026-11-23"))) == 3


def test_dates_and_links_are_real_in_a_workbook(client):
    sheet = sheet_of(client.get("/nu/samenwerkingsverband.xlsx?datum=2026-11-23"))
    headings = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value.startswith("Zorg voor een ouder- en jeugdsteunpunt"))
    assert row[headings.index("Geldt vanaf")].value == dt.datetime(2025, 1, 1)
    assert row[0].hyperlink.target == "http://testserver/acties/steunpunt-inrichten/"
    about = [
        cell.value
        for cell in load_workbook(io.BytesIO(client.get("/nu/samenwerkingsverband.xlsx?sector=po").content))["Toelichting"]["A"]
    ]
    assert about[2:4] == ["Voor: samenwerkingsverbanden", "po"]


def test_dates_links_and_formulas_in_open_document(client):
    response = client.get("/nu/samenwerkingsverband.ods?datum=2026-11-23&sector=po")
    assert response["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"
    content = part_of(response, "content.xml")
    assert "2025-01-01" in {cell.get(f"{OFFICE}date-value") for cell in content.iter(f"{TABLE}table-cell")}
    links = {link.get("{http://www.w3.org/1999/xlink}href") for link in content.iter() if link.tag.endswith("}a")}
    assert "http://testserver/acties/steunpunt-inrichten/" in links
    assert [line[0] for line in tables_of(response)[3]][2:4] == ["Voor: samenwerkingsverbanden", "po"]
    assert not [cell for cell in content.iter() if cell.get(f"{TABLE}formula")]
    held = {item.get(f"{CONFIG}name"): item.text for item in part_of(response, "settings.xml").iter(f"{CONFIG}config-item")}
    assert [held[f"{way}SplitPosition"] for way in ("Horizontal", "Vertical")] == ["1", "1"]


@pytest.mark.parametrize("address", ["/moties.{}", "/overzicht.{}"])
def test_a_spreadsheet_names_its_title_and_publisher(client, settings, address):
    properties = load_workbook(io.BytesIO(client.get(address.format("xlsx")).content)).properties
    fields = [field.text for field in part_of(client.get(address.format("ods")), "meta.xml").iter() if field.text]
    assert {properties.title, properties.creator} <= set(fields)
    assert properties.creator == settings.SITE_NAME
    assert properties.title in ("Moties", "Overzicht maatregelen")


def test_every_row_is_high_enough_and_a_wide_table_prints_side_by_side():
    """LibreOffice gives a row no height of its own: rows without one overlap there."""
    columns = [Column("Nummer", lambda row: row), *[Column(f"Kolom {n}", lambda _row: "woord " * 60, 60) for n in range(5)]]
    sheet = load_workbook(io.BytesIO(WRITERS["xlsx"](book_of(Table("Proef", columns, [1]))))).worksheets[0]
    assert sheet.row_dimensions[2].height >= 6 * 15
    assert sheet.page_setup.fitToWidth == 2
    assert sheet.print_title_cols == "$A:$A"


def test_a_file_for_excel_begins_with_a_byte_order_mark_and_has_semicolons(client):
    """A Dutch Excel opens it in columns. The files of the open data, for programs, keep their commas."""
    content = client.get("/maatregelen.csv").content
    assert content.startswith(codecs.BOM_UTF8 + b"Code;Maatregel;")
    assert client.get("/open-data/maatregelen.csv").content.startswith(b"slug,")


def test_nothing_to_say_is_an_empty_cell():
    table = Table("Proef", [Column("Tekst", lambda row: row)], ["", None, 0])
    cells = [cell for (cell,) in load_workbook(io.BytesIO(WRITERS["xlsx"](book_of(table)))).worksheets[0].iter_rows(min_row=2)]
    assert [(cell.value, cell.data_type) for cell in cells] == [(None, "n"), (None, "n"), (0, "n")]


DANGEROUS = ["=1+1", "+31 6", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_never_becomes_a_formula(text):
    table = Table("Proef", [Column("Tekst", lambda row: row), Column("Link", lambda row: Link(row, "http://x/"))], [text])
    (cell, link, address) = list(csv.reader(io.StringIO(to_csv(table).decode("utf-8-sig"), newline=""), delimiter=";"))[1]
    assert cell == link == f"'{text}"
    assert address == "http://x/"
    sheet = load_workbook(io.BytesIO(WRITERS["xlsx"](book_of(table)))).worksheets[0]
    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value.replace("\r", "").replace("_x000D_", "").strip() == text.strip()


def test_a_long_or_strange_text_does_not_break_a_workbook():
    table = Table(
        "Een [vreemde] titel: met / van alles en nog wat erin", [Column("Tekst", lambda row: row)], ["x" * 40_000, "\x00\x07a"]
    )
    sheet = load_workbook(io.BytesIO(WRITERS["xlsx"](book_of(table)))).worksheets[0]
    assert len(sheet["A2"].value) == 32_767
    assert sheet["A3"].value == "a"


def test_a_workbook_says_for_which_day_it_holds(client):
    book = load_workbook(io.BytesIO(client.get("/maatregelen.xlsx?rapportage=vgr-2").content))
    assert book["Toelichting"]["A2"].value.startswith("Stand per 31 maart 2023, volgens: Tweede voortgangsrapportage")
