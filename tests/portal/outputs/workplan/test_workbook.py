"""The work plan as a file: made, filled in, sent in, and given back with everything that the reader wrote."""

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl.xml.constants import SHEET_MAIN_NS

from measures.models import Role
from portal.core.workbooks import FileCell, open_workbook, pages_of
from portal.outputs.exports.spreadsheet import WRITERS
from portal.outputs.exports.spreadsheet.xlsx import written
from portal.outputs.workplan.filled import CHANGES, LOOSE, FilledPlan, PlanLine, read_filled
from portal.outputs.workplan.updating import new_book, updated
from portal.outputs.workplan.views import own_cells
from tests.factories import make_action, make_measure, make_report
from tests.portal.outputs.workplan.test_updating import DAY, NOTES, OLD, plan

UPDATE = "/werkplan/bijwerken/"


@pytest.fixture
def action(empty):
    role = Role.objects.create(slug="eigen-rol", name="Eigen rol", plural="eigen rollen")
    return make_action(make_report(), make_measure(1), role)


def sent(client, content, name="plan.xlsx", **headers):
    return client.post(UPDATE, {"bestand": SimpleUploadedFile(name, content)}, headers=headers)


def cells_of(content, title="Werkplan"):
    """Return the cells of a sheet by row and heading."""
    page = pages_of(open_workbook(content, as_written=True))[title]
    headings = {place: str(cell.value) for place, cell in page.rows[1].items()}
    return [
        {headings[place]: cell.value for place, cell in row.items() if place in headings}
        for number, row in page.rows.items()
        if number > 1
    ]


@pytest.mark.once
@pytest.mark.parametrize("extension", WRITERS)
def test_numbers_days_and_texts_like_formulas_stay_what_they_are(extension):
    book = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](new_book(plan(OLD)))))
    sheet = book["Werkplan"]
    values = [12.5, dt.date(2027, 3, 1), dt.datetime(2027, 3, 1, 10, 30), True, "=1+1", "regel 1\nregel 2"]
    for place, value in enumerate(values, start=6):
        sheet.cell(1, place, f"Kolom {place}")
        sheet.cell(2, place, value)
    sheet.cell(2, 3, "'=geen formule").data_type = "s"
    file = io.BytesIO()
    book.save(file)
    once = WRITERS[extension](updated(read_filled(open_workbook(file.getvalue(), as_written=True), plan(OLD)), plan(OLD), DAY))
    twice = WRITERS[extension](updated(read_filled(open_workbook(once, as_written=True), plan(OLD)), plan(OLD), DAY))
    wanted = {
        "Kolom 6": 12.5, "Kolom 7": "2027-03-01", "Kolom 8": "2027-03-01T10:30:00", "Kolom 9": True, "Kolom 10": "=1+1",
        "Kolom 11": "regel 1\nregel 2", NOTES: "'=geen formule",
    }  # fmt: skip
    for content in (once, twice):
        assert wanted.items() <= cells_of(content)[0].items()


@pytest.mark.once
@pytest.mark.parametrize("extension", WRITERS)
def test_durations_and_what_nobody_sees_come_back_as_they_were(extension):
    book = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](new_book(plan(OLD)))))
    sheet = book["Werkplan"]
    texts = ["zacht\u00adafbreken", "\u2067omgekeerd\u2069", "a\u200bb\ufeff", "👩\u200d🏫", "twee  spaties", "een\ttab\t"]
    texts += ["_x0041_", "_x000D_ letterlijk", "ax005F_b", "x005F_x000D_z"]
    spans = {
        dt.timedelta(hours=26, minutes=5): "26:05:00", dt.timedelta(hours=-12): "-12:00:00", dt.time(14, 30): "14:30:00",
        dt.timedelta(seconds=1.5): "0:00:01.5", dt.timedelta(days=45): "1080:00:00",
    }  # fmt: skip
    for place, value in enumerate([*texts, *spans], start=6):
        sheet.cell(1, place, f"Kolom {place}")
        cell = sheet.cell(2, place, value)
        if isinstance(value, str):
            cell.value = written(value, str)
    file = io.BytesIO()
    book.save(file)
    content = file.getvalue()
    for _ in range(2):
        book = updated(read_filled(open_workbook(content, as_written=True), plan(OLD)), plan(OLD), DAY)
        content = WRITERS[extension](book)
        found = cells_of(content)[0]
        assert [found[f"Kolom {place}"] for place in range(6, 21)] == [*texts, *spans.values()]
    native = openpyxl.load_workbook(io.BytesIO(WRITERS["xlsx"](book)))["Werkplan"]
    assert native.cell(2, 16).value == dt.timedelta(hours=26, minutes=5), "still a time to count with"


@pytest.mark.once
def test_texts_that_excel_shares_between_cells_stay_what_they_are():
    texts = ["_x0041_", "_x000D_ letterlijk", "ax005F_b", "x005F_x000D_z", "_X005F_"]
    book, made, shared = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append([*range(len(texts))])
    book.save(made)
    strings = "".join(f"<si><t>{written(text)}</t></si>" for text in texts)
    part = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(shared, "w") as copy:
        for name in archive.namelist():
            content = archive.read(name).decode()
            if name == "[Content_Types].xml":
                content = content.replace(
                    "</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{part}"/></Types>'
                )
            elif name.endswith("sheet1.xml"):
                content = re.sub(r't="n"><v>(\d)', r't="s"><v>\1', content)
            copy.writestr(name, content)
        copy.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SHEET_MAIN_NS}">{strings}</sst>')
    found = open_workbook(shared.getvalue(), as_written=True)
    assert [cell.value for cell in pages_of(found)["Sheet"].rows[1].values()] == texts


@pytest.mark.parametrize("extension", WRITERS)
def test_a_workbook_comes_back_with_what_the_reader_wrote(client, action, extension):
    role = action.roles.get()
    made = client.get(f"/nu/{role.slug}.{extension}").content
    back = sent(client, made, f"plan.{extension}")
    assert back.status_code == 200
    assert f'.{extension}"' in back["Content-Disposition"]
    assert "no-store" in back["Cache-Control"] or "no-cache" in back["Cache-Control"]
    assert not back.cookies
    assert cells_of(back.content) == cells_of(made)
    assert cells_of(back.content, CHANGES) == []
    assert LOOSE not in pages_of(open_workbook(back.content, as_written=True))


def test_the_page_of_the_plan_reads_the_workbook_too(client, action):
    role = action.roles.get()
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/nu/{role.slug}.xlsx").content))
    sheet = book["Werkplan"]
    place = next(cell.column for cell in sheet[1] if cell.value == "Wie")
    sheet.cell(2, place, "Jan")
    sheet.cell(3, 1, "Eigen plan")
    file = io.BytesIO()
    book.save(file)
    answer = sent(client, file.getvalue(), Accept="application/json").json()
    assert answer == {"rol": role.slug, "acties": {action.slug: {"Wie": "Jan"}}, "eigen": [{"Actie": "Eigen plan"}]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "leeg"), (b"hallo", "tekstbestand"), (b"PK\x03\x04 kapot", "geen leesbaar"), (None, "niet van welke pagina")],
)
def test_a_wrong_file_costs_one_sentence(client, content, reason):
    if content is None:
        book, file = openpyxl.Workbook(), io.BytesIO()
        book.save(file)
        content = file.getvalue()
    answer = sent(client, content)
    assert answer.status_code == 400
    assert reason in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elders.example"}])
def test_a_form_of_another_site_is_refused(client, headers):
    answer = sent(client, b"", **headers)
    assert answer.status_code == 400
    assert "andere site" in answer.content.decode()


def test_the_page_of_a_plan_lists_the_actions_of_its_role(client, action):
    role = action.roles.get()
    content = client.get(f"/werkplan/{role.slug}/").content.decode()
    assert f'data-action="{action.slug}"' in content
    assert client.get("/werkplan/bestaat-niet/").status_code == 404


def test_more_workbooks_than_a_visitor_may_send_are_refused(client, empty, settings):
    caches["memory"].clear()
    settings.PLAN_RATE = "2/min"
    assert [sent(client, b"hallo").status_code for _ in range(3)] == [400, 400, 429]
    assert "over een minuut" in sent(client, b"hallo", Accept="application/json").json()["detail"]


def test_notes_of_two_actions_that_became_one_both_fill_the_page():
    cells = {("Notities", 0): FileCell(2, 3, "text", "van a")}, {("Notities", 0): FileCell(3, 3, "text", "van b")}
    filled = FilledPlan([PlanLine("a", cells[0]), PlanLine("b", cells[1])])
    assert own_cells(filled, plan({"b": OLD["b"]}, led_to={"a": "b"}))["acties"] == {"b": {NOTES: "van a; van b"}}
