"""Source notes by weight: where each stands, and whether it is folded."""

import pytest
from bs4 import BeautifulSoup

from measures.enums import NoteWeight
from measures.models import Role, SourceNote
from measures.publication.freezing import correcting
from tests import factories

pytestmark = [pytest.mark.usefixtures("empty"), pytest.mark.once]


@pytest.fixture
def noted():
    """Return the pages of a measure, a bill, a motion, an action, a stand and a report with a note of each weight about all."""
    report = factories.make_report("vgr-1")
    measure, bill, motion = factories.make_measure(1), factories.make_bill(), factories.make_motion()
    stand = factories.make_stand(measure, report)
    factories.make_bill_stand(bill, report)
    factories.make_motion_stand(motion, report)
    role = Role.objects.create(slug="leraar", name="Leraar", plural="leraren")
    action = factories.make_action(report, measure, role)
    for weight in NoteWeight:
        note = SourceNote.objects.create(
            report=report, slug=weight.value, title=f"Titel {weight}", text=f"Tekst {weight}", location="x", weight=weight
        )
        note.measures.add(measure)
        note.actions.add(action)
        bill.source_notes.add(note)
        motion.source_notes.add(note)
    return {"report": report, "measure": measure, "bill": bill, "motion": motion, "action": action, "stand": stand, "role": role}


def shown(client, record):
    """Return the open and the folded notes on the page of a record, by weight."""
    page = BeautifulSoup(client.get(record.get_absolute_url()).content, "html.parser")
    found = {each["id"].removeprefix("notitie-"): each.find_parent("details") for each in page.select(".note")}
    return [name for name, fold in found.items() if fold is None], [name for name, fold in found.items() if fold]


@pytest.mark.parametrize("name", ["measure", "bill", "motion", "action", "stand"])
def test_the_page_of_a_record_shows_what_matters_open_and_no_misprint(client, noted, name):
    assert shown(client, noted[name]) == (["betekenis"], ["lezing"])
    assert "Tekst drukwerk" not in client.get(noted[name].get_absolute_url()).content.decode()


def test_the_page_of_the_report_shows_all_and_misprints_last(client, noted):
    assert shown(client, noted["report"]) == (["betekenis"], ["lezing", "drukwerk"])


def test_a_link_to_a_note_that_became_one_with_another_arrives_there(client, noted):
    with correcting("Voor deze toets."):
        SourceNote.objects.filter(slug="lezing").update(former_keys="ouder oud")
    for record in (noted["measure"], noted["report"]):
        page = BeautifulSoup(client.get(record.get_absolute_url()).content, "html.parser")
        assert page.find(id="notitie-oud").find_parent(class_="note")["id"] == "notitie-lezing"


def test_the_notes_about_an_action_are_folded_in_the_list_of_a_role(client, noted):
    page = BeautifulSoup(client.get("/nu/leraar/").content, "html.parser")
    notes = next(
        each
        for each in page.select(".action details")
        if each.summary.text.startswith("bron") and "bronnotitie" in each.summary.text
    )
    assert "Tekst betekenis" in notes.text
    assert "Tekst lezing" in notes.text
    assert "Tekst drukwerk" not in page.text


def test_a_note_of_a_draft_shows_nowhere(client, noted):
    draft = factories.make_report(state="concept")
    note = SourceNote.objects.create(report=draft, slug="x", title="Verborgen", text="x", location="x", weight="betekenis")
    note.actions.add(noted["action"])
    note.measures.add(noted["measure"])
    for record in (noted["action"], noted["measure"], noted["role"]):
        assert "Verborgen" not in client.get(record.get_absolute_url()).content.decode()


def test_the_api_and_the_open_data_tell_the_weight_and_the_actions(client, noted):
    assert client.get("/api/v1/bronnotities/drukwerk").json()["gewicht"] == "drukwerk"
    assert client.get("/api/v1/bronnotities/betekenis").json()["acties"] == [noted["action"].slug]
    assert "x,betekenis" in client.get("/open-data/bronnotities.csv").content.decode()
    assert f"betekenis,{noted['action'].slug}" in client.get("/open-data/bronnotities-acties.csv").content.decode()
