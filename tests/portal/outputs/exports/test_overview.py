"""The overview, `/overzicht/`: its ten columns, the current snapshot of each measure, and the download as a workbook."""

import datetime as dt
import io
import re

import pytest
from openpyxl import load_workbook

from measures.enums import OverviewColumn
from measures.models import Action, Measure, Report, Role
from portal.agenda.overview import MOST_IN_CELL
from tests import factories
from tests.portal.outputs.programs import saved_again

pytestmark = pytest.mark.once

OWN = ["Eigen prioriteit", "Notities", "Afspraken", "Acties"]


@pytest.fixture
def workbook(client):
    return client.get("/overzicht.xlsx").content


def test_a_row_a_measure_and_the_ten_columns(client):
    html = client.get("/overzicht/").content.decode()
    for number in range(1, 26):
        assert f'id="maatregel-{number}"' in html
    *filled, notes = OverviewColumn
    for column in filled:
        assert f'<th scope="col">{column.label} (Overzicht 2022)</th>' in html
    assert f'<th scope="col">{notes.label}</th>' in html


def test_words_in_a_cell_are_kept(client):
    html = client.get("/overzicht/").content.decode()
    for words in ("Nog onbekend", "Vooralsnog niet voorzien", "Niet gepland", "Volgt in een later stadium"):
        assert f"<em>{words}</em>" in html
    assert "<em>X</em>" not in html


def test_every_action_of_the_overview_is_there_with_its_standing_now(client):
    html = client.get("/overzicht/").content.decode()
    for action in Action.objects.filter(mentions__report__slug="overzicht-2022").distinct():
        assert action.get_absolute_url() in html
    assert "Bij inwerkingtreding wet (2024 of 2025)" in html


def test_the_newest_state_as_it_stood_in_a_report(client):
    html = client.get("/overzicht/?rapportage=vgr-2&doel=2").content.decode()
    assert 'id="maatregel-4"' in html
    assert 'id="maatregel-25"' not in html
    assert "/rapportages/vgr-2/" in html


def test_a_cell_tells_the_first_actions_and_how_many_more_there_are(client):
    report, role = Report.objects.get(slug="vgr-5"), Role.objects.get(slug="leraar")
    measure = Measure.objects.get(number=13)
    for n in range(MOST_IN_CELL + 5):
        factories.make_action(report, measure, role, text=f"Doe nummer {n} dan.")
    html = client.get("/overzicht/").content.decode()
    told = html.count(">Doe nummer ")
    left_out = int(re.search(r"Nog (\d+) acties bij maatregel 13", html)[1])
    assert told <= MOST_IN_CELL
    assert told + left_out >= MOST_IN_CELL + 5
    sheet = load_workbook(io.BytesIO(client.get("/overzicht.xlsx").content)).worksheets[0]
    whole = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert all(f"Doe nummer {n} dan." in whole for n in range(MOST_IN_CELL + 5))


def test_a_bad_filter(client):
    for address in ("/overzicht/?status=bijna", "/overzicht.pdf?doel=9", "/overzicht.xlsx?rapportage=x"):
        assert client.get(address).status_code == 400


def test_the_workbook_is_ready_to_work_in(workbook):
    sheet = load_workbook(io.BytesIO(workbook)).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert headings[-5:] == [*OWN, "Id"]
    assert "Waar staan de schoolbesturen nu? (Overzicht 2022)" in headings
    assert sheet.max_row == 26
    assert sheet.freeze_panes == "B2"
    assert all(sheet.column_dimensions[cell.column_letter].width >= 9 for cell in sheet[1])
    assert all(
        cell.value is None
        for row in sheet.iter_rows(min_row=2, min_col=len(headings) - 4, max_col=len(headings) - 1)
        for cell in row
    )
    assert sheet["B5"].hyperlink.target == "http://testserver/maatregelen/hoorrecht/"
    assert sheet.cell(5, headings.index("Peildatum") + 1).value == dt.datetime(2026, 2, 1)


@pytest.mark.story
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_libreoffice_opens_it_with_the_same_rows(client, workbook, tmp_path, kind):
    again = saved_again(client.get(f"/overzicht.{kind}").content, tmp_path, kind, "xlsx")
    ours, theirs = (load_workbook(io.BytesIO(data)).worksheets[0] for data in (workbook, again))
    assert [[cell.value for cell in row] for row in theirs.iter_rows(max_col=ours.max_column, max_row=ours.max_row)] == [
        [cell.value for cell in row] for row in ours.iter_rows()
    ]


@pytest.mark.usefixtures("empty")
def test_an_action_stands_with_its_main_measure_whatever_the_primary_keys_are(client):
    report = factories.make_report()
    role = Role.objects.create(slug="rol", name="Rol", plural="rollen")
    # The primary keys of these measures differ from their numbers, as in a database whose content was deleted and
    # loaded again.
    seven, eight = (factories.make_measure(number, pk=100 - number) for number in (7, 8))
    below_seven = factories.make_measure(parent=seven, pk=8)
    for measure in (seven, eight, below_seven):
        factories.make_stand(measure, report)
    of_main = factories.make_action(report, seven, role, text="Doe dit bij zeven.")
    of_below = factories.make_action(report, below_seven, role, text="Doe dit bij een deel van zeven.")
    found = {row.measure.number: row.since for row in client.get("/overzicht/").context["overview"].rows}
    assert [entry.action for entry in found[7]] == [of_main, of_below]
    assert found[8] == []
