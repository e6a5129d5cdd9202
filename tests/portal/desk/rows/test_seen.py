"""What was edited anywhere counts as looked at: on the page with all statuses, in a workbook, in Django's admin, in a list."""

import pytest
from openpyxl import load_workbook

from measures.models import Finding, MeasureSnapshot
from portal.desk.editing.carrying import carry_over_rows, unseen_rows
from portal.desk.workbook import open_workbook, read_workbook, to_workbook
from portal.desk.workbook.applying import apply, edited_records
from tests.portal.desk.forms import filled_in

pytestmark = pytest.mark.ignore_template_errors


def unseen(report):
    return set(report.tasks.filter(unseen=True).values_list("measure__slug", flat=True))


@pytest.mark.once
def test_a_status_on_the_page_with_all_statuses(as_editor, carried):
    address = "/beheer/redactie/vgr-6/statussen/"
    task = carried.tasks.get(measure__slug="leerrecht")
    before = unseen(carried)
    as_editor.post(address, filled_in(as_editor, address) | {f"status-{task.pk}": "afgerond"})
    assert before - unseen(carried) == {"leerrecht"}
    task.refresh_from_db()
    assert task.state == "klaar"


@pytest.mark.once
def test_a_row_of_a_workbook(as_editor, carried, tmp_path):
    file = tmp_path / "vgr-6.xlsx"
    file.write_bytes(as_editor.get("/beheer/redactie/vgr-6/werkmap.xlsx").content)
    book = load_workbook(file)
    headings = [cell.value for cell in book["Onderdelen"][1]]
    book["Onderdelen"].cell(row=2, column=headings.index("Tekst") + 1).value = "Anders."
    slug = book["Onderdelen"].cell(row=2, column=2).value
    book.save(file)
    before = unseen(carried)
    with file.open("rb") as sent:
        as_editor.post("/beheer/redactie/vgr-6/werkmap/", {"werkmap": sent})
    preview = "/beheer/redactie/vgr-6/werkmap/vergelijking/"
    page = as_editor.get(preview)
    as_editor.post(preview, {"vergelijking": page.context["preview"].fingerprint})
    assert before - unseen(carried) == {slug}


@pytest.mark.once
def test_a_part_that_moves_counts_for_both_records(carried):
    sheets = open_workbook(to_workbook(carried))
    preview = read_workbook(sheets, carried)
    assert edited_records(preview) == {}
    row = next(row for row in preview.rows if row.sheet == "Onderdelen")
    row.what, row.values = row.what.CHANGED, {"snapshot": "leerrecht"}
    (keys,) = edited_records(preview).values()
    assert keys == {row.before["snapshot"], "leerrecht"}
    apply(preview)


@pytest.mark.once
def test_a_form_of_the_admin(as_editor, carried):
    stand = MeasureSnapshot.objects.get(report=carried, measure__slug="leerrecht")
    address = f"/beheer/measures/measuresnapshot/{stand.pk}/change/"
    data = filled_in_admin(as_editor, address)
    assert as_editor.post(address, data | {"summary": ""} | {"code": "?"}).status_code == 200
    assert "leerrecht" in unseen(carried)
    assert as_editor.post(address, data | {"summary": "Anders."}).status_code == 302
    assert "leerrecht" not in unseen(carried)


@pytest.mark.once
def test_a_form_of_one_row(as_editor, draft):
    carry_over_rows(draft, Finding)
    row = Finding.objects.filter(report=draft).first()
    address = f"/beheer/redactie/vgr-6/overig/bevinding/{row.pk}/"
    assert as_editor.post(address, filled_in(as_editor, address) | {"text": "Anders."}).status_code == 302
    assert row.pk not in unseen_rows(draft)[Finding]


def filled_in_admin(client, address):
    class Form:
        def get(self, _address):
            answer = client.get(address)
            answer.content = answer.content.replace(b'id="measuresnapshot_form"', b"data-keep")
            return answer

    return filled_in(Form(), address)
