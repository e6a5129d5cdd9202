"""A text that got into the database before it was checked: every output stays valid, and says the rest of it."""

import codecs
import csv
import io
import json
import zipfile
from unicodedata import category
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db.models import Value
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from pypdf import PdfReader

from measures.enums import ReportState
from measures.models.fields import NOT_ALLOWED
from tests.factories import make_everything, make_report

NASTY = "a\x01\x02\x0b\x1f\x7f\x85\ufdd0\ufffe\uffff\U0001fffe=b"
# A character of each category of Unicode, from the two planes that have them all, and those that mean something in CSV, XML,
# JSON or a calendar.
CATEGORIES = {category(chr(code)): chr(code) for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000}
EVERY_CATEGORY = "".join(CATEGORIES.values()) + "\r\n\t\"';,\\<&>]]>{{+-@"
# PostgreSQL stores no NUL, and no database stores half of a surrogate pair.
any_text = st.text(st.characters(exclude_categories=["Cs"], min_codepoint=1), min_size=1, max_size=40)


@pytest.fixture
def records(empty, client):
    """Return the records of a small published report, and a function that puts a text everywhere without any check."""
    report = make_report("vgr-9", state=ReportState.PUBLISHED, number=9)
    make_report("vgr-10", state=ReportState.PUBLISHED, number=10, publication="mei 2026")
    records = make_everything(report, "Woord", main_number=1)
    stand = records["measure"].snapshots.first()

    def put(text):
        for row, names in (
            (report, ["title", "location", "summary"]), (records["measure"], ["title"]), (records["bill"], ["title"]),
            (records["motion"], ["title"]), (records["action"], ["text"]), (records["role"], ["plural"]),
            (stand, ["title_printed", "summary", "location"]), (stand.items.first(), ["text", "heading"]),
            (records["action"].mentions.first(), ["condition", "location"]), (report.corrections.first(), ["reason"]),
        ):  # fmt: skip
            type(row)._base_manager.filter(pk=row.pk).update(**{name: Value(text) for name in names})

    records["put"] = put
    return records


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content


def check_list(content):
    check_table(content.removeprefix(codecs.BOM_UTF8), delimiter=";")


def check_table(content, delimiter=","):
    rows = list(csv.reader(io.StringIO(content.decode(), newline=""), delimiter=delimiter))
    assert len({len(row) for row in rows}) == 1
    assert not NOT_ALLOWED.search(content.decode())


def check_book(content):
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(book.read(name))


def check_sheet(content):
    """An OpenDocument file has one part that is no XML: its kind."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        kind, *parts = book.namelist()
        assert kind == "mimetype"
        for name in parts:
            ElementTree.fromstring(book.read(name))


def check_calendar(content):
    assert Calendar.from_ical(content).subcomponents
    assert not NOT_ALLOWED.search(content.decode())


def check_page(content):
    for block in BeautifulSoup(content, "html.parser").find_all("script", type="application/ld+json"):
        json.loads(block.string)
        assert not NOT_ALLOWED.search(block.string)


def check_package(content):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            json.loads(package.read(name)) if name.endswith(".json") else check_table(package.read(name))


def outputs(records):
    role = records["role"].get_absolute_url().rstrip("/")
    return {
        "/maatregelen.csv": check_list,
        "/wetsvoorstellen.csv": check_list,
        f"{role}.csv": check_list,
        "/maatregelen.xlsx": check_book,
        f"{role}.xlsx": check_book,
        "/overzicht.xlsx": check_book,
        "/maatregelen.ods": check_sheet,
        "/overzicht.ods": check_sheet,
        f"{records['measure'].get_absolute_url().rstrip('/')}.docx": check_book,
        f"{records['bill'].get_absolute_url().rstrip('/')}.docx": check_book,
        f"{role}.ics": check_calendar,
        "/wijzigingen.atom": ElementTree.fromstring,
        f"{role}.atom": ElementTree.fromstring,
        records["bill"].get_absolute_url(): check_page,
        "/api/v1/acties": json.loads,
        "/open-data/dcat.jsonld": json.loads,
        "/open-data/voortgang-passend-onderwijs.zip": check_package,
    }


@pytest.mark.once
@settings(max_examples=settings.default.max_examples // 20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(NASTY)
@example(EVERY_CATEGORY)
@given(any_text)
def test_every_output_is_valid(client, records, text):
    records["put"](text)
    for address, check in outputs(records).items():
        check(read(client, address))


@pytest.mark.once
@pytest.mark.parametrize("text", [NASTY, "een 😀, 日本, \ufeff\ue000\u05d0\u0627 en \U0002a6d6"])
def test_a_pdf_is_made_of_any_text(client, records, text):
    records["put"](f"{text} en de rest")
    paths = [records[name].get_absolute_url().rstrip("/") for name in ("role", "measure", "bill")]
    for address in (*[f"{path}.pdf" for path in paths], "/overzicht.pdf"):
        pages = PdfReader(io.BytesIO(read(client, address))).pages
        assert "en de rest" in " ".join(" ".join(page.extract_text() for page in pages).split())
