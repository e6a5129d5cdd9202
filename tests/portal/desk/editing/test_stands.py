"""Editing a snapshot, also by two people at once, and correcting a published snapshot."""

import datetime as dt

import pytest
from auditlog.models import LogEntry
from bs4 import BeautifulSoup

from laws.models import PlanningStep
from measures.enums import Status
from measures.models import Correction, MeasureItem, MeasureSnapshot
from motions.models import MotionSnapshot
from portal.desk.editing.correcting import CorrectionError, correct
from portal.desk.editing.worklist import carry_over
from tests.portal.desk.editing.conftest import agree
from tests.portal.desk.forms import filled_in

pytestmark = pytest.mark.ignore_template_errors

HOORRECHT = "/beheer/redactie/vgr-6/maatregel/hoorrecht/"
BILL = "/beheer/redactie/vgr-6/wetsvoorstel/terugdringen-verzuim/"


@pytest.fixture
def stand(carried):
    return MeasureSnapshot.objects.get(report=carried, measure__slug="hoorrecht")


def test_saving_without_a_change_changes_nothing_but_the_mark(as_editor, carried, stand):
    before = MeasureItem.objects.filter(snapshot=stand).values()
    rows = list(before)
    assert as_editor.post(HOORRECHT, filled_in(as_editor, HOORRECHT)).status_code == 302
    assert list(MeasureItem.objects.filter(snapshot=stand).values()) == rows
    task = carried.tasks.get(measure=stand.measure)
    assert (task.state, task.unseen) == ("klaar", False)


@pytest.mark.once
def test_other_words_are_kept_with_days_that_the_editor_chose(as_editor, carried):
    """The portal shows the words and computes with the chosen days. It never chooses them."""
    words = {"planningstep-0-period": "rond de zomer van 2027"}
    refused = as_editor.post(BILL, filled_in(as_editor, BILL) | words)
    assert "Of kies zelf de eerste en de laatste dag." in refused.content.decode()
    chosen = {"planningstep-0-chosen_days_0": "1 mei 2027", "planningstep-0-chosen_days_1": "30-9-2027"}
    assert as_editor.post(BILL, filled_in(as_editor, BILL) | words | chosen).status_code == 302
    step = PlanningStep.objects.get(snapshot__report=carried, period="rond de zomer van 2027")
    assert (step.earliest, step.latest, step.precision) == (dt.date(2027, 5, 1), dt.date(2027, 9, 30), "deel-van-jaar")
    bill = f"/beheer/redactie/{carried.slug}/voorbeeld/wetsvoorstellen/{step.snapshot.bill.slug}/"
    assert "1 mei – 30 september 2027, gekozen door de redactie" in as_editor.get(bill).content.decode()
    one_day, no_day = {"planningstep-0-chosen_days_1": ""}, {"planningstep-0-chosen_days_0": "vanaf 2027"}
    for wrong in ({"planningstep-0-period": "zomer 2027"}, one_day, no_day):
        assert as_editor.post(BILL, filled_in(as_editor, BILL) | wrong).status_code == 200


def test_a_change_an_addition_a_removal_and_two_rows_that_change_places(as_editor, stand):
    data = filled_in(as_editor, HOORRECHT)
    first, second = stand.items.order_by("position")[:2]
    data |= {"summary": "Een nieuwe samenvatting.", "measureitem-0-position": "2", "measureitem-1-position": "1"}
    data |= {"measureitem-2-DELETE": "on"}
    new = f"measureitem-{stand.items.count()}"
    row = {"kind": "vervolgstap", "position": "9", "text": "Nieuw.", "location": "x", "period": "zomer 2027"}
    data |= {f"{new}-{name}": value for name, value in row.items()}
    assert as_editor.post(HOORRECHT, data).status_code == 302
    stand.refresh_from_db()
    assert stand.summary == "Een nieuwe samenvatting."
    found = list(stand.items.order_by("position"))
    assert [item.pk for item in found[:2]] == [second.pk, first.pk]
    assert (len(found), found[-1].text, found[-1].earliest.isoformat()) == (5, "Nieuw.", "2027-06-01")


@pytest.mark.once
def test_a_stand_that_the_draft_does_not_have_yet(as_editor, draft):
    data = filled_in(as_editor, HOORRECHT) | {"code": "4", "title_printed": "Hoorrecht", "status": "afgerond", "location": "x"}
    assert as_editor.post(HOORRECHT, data).status_code == 302
    assert MeasureSnapshot.objects.get(report=draft).status == Status.DONE


@pytest.mark.once
def test_each_mistake_is_a_link_to_its_field(as_editor, stand):
    sent = {"code": "drie", "measureitem-1-text": "", "measureitem-3-period": "ooit"}
    html = BeautifulSoup(as_editor.post(HOORRECHT, filled_in(as_editor, HOORRECHT) | sent).content, "html.parser")
    links = {link.text: link["href"].removeprefix("#") for link in html.select("#fouten a")}
    assert links == {
        "Code in de bron": "id_code",
        "Onderdelen, rij 2, tekst": "id_measureitem-1-text",
        "Onderdelen, rij 4, periode": "id_measureitem-3-period",
    }
    assert all(html.find(id=anchor) for anchor in links.values())
    # The two days to choose stand open at the words that cannot be read, and only there.
    folds = html.select("details.line__more")
    assert [fold.find_parent("fieldset")["id"] for fold in folds if fold.has_attr("open")] == ["measureitem-3"]


@pytest.mark.once
def test_words_that_cannot_be_read_are_an_error_and_nothing_is_saved(as_editor, carried):
    data = filled_in(as_editor, BILL) | {"planningstep-0-period": "ooit", "remark": "Anders."}
    response = as_editor.post(BILL, data)
    assert response.status_code == 200
    assert "De periode „ooit” is niet te lezen" in response.content.decode()
    assert "Anders." in response.content.decode()
    assert not carried.billsnapshots.filter(remark="Anders.").exists()


@pytest.mark.once
def test_a_rule_of_a_row_by_itself_is_told_in_its_own_words(as_editor, carried):
    steps = PlanningStep.objects.filter(snapshot__report=carried).order_by("pk")
    before = list(steps.values())
    response = as_editor.post(BILL, filled_in(as_editor, BILL) | {"planningstep-0-period": ""})
    assert response.status_code == 200
    assert "Vul de woorden van de planning in." in response.content.decode()
    assert list(steps.values()) == before


def test_all_statuses_on_one_screen(as_editor, carried, stand):
    address = "/beheer/redactie/vgr-6/statussen/"
    data = filled_in(as_editor, address)
    measure, motion = carried.tasks.get(measure__slug="leerrecht"), carried.tasks.get(motion__number="31497-305")
    data |= {f"status-{measure.pk}": "afgerond", f"status-{motion.pk}": "afgerond"}
    assert as_editor.post(address, data).status_code == 302
    assert MeasureSnapshot.objects.get(report=carried, measure__slug="leerrecht").status == Status.DONE
    assert MotionSnapshot.objects.get(report=carried, motion__number="31497-305").status == Status.DONE


@pytest.mark.once
@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("woorden=Q1/Q2 2026", {"dagen": "1 januari – 30 juni 2026", "let_op": ""}),
        ("woorden=nog nader te bepalen", {"dagen": "geen datum", "let_op": ""}),
        ("woorden=1 augustus 2027&fase=inwerkingtreding", {"dagen": "1 augustus 2027", "let_op": ""}),
    ],
)
def test_words_are_read_at_once(as_editor, query, answer):
    assert as_editor.get(f"/beheer/redactie/periode/?{query}").json() == answer


@pytest.mark.once
def test_words_that_cannot_be_read_or_are_strange_are_told_at_once(as_editor):
    assert "niet te lezen" in as_editor.get("/beheer/redactie/periode/?woorden=ooit").json()["fout"]
    strange = as_editor.get("/beheer/redactie/periode/?woorden=1 maart 2027&fase=inwerkingtreding").json()
    assert "Aanwijzing 4.17" in strange["let_op"]


PUBLISHED = "/beheer/redactie/vgr-5/maatregel/leerrecht/"


def test_a_correction_is_public_with_old_value_new_value_reason_and_function(client, publisher):
    client.force_login(publisher)
    data = filled_in(client, PUBLISHED) | {"status": "afgerond", "reason": "De tabel was verkeerd gelezen."}
    assert client.post(PUBLISHED, data).status_code == 302
    assert not Correction.objects.exists(), "nothing changes until somebody else approves"
    decided = agree()
    made = Correction.objects.get()
    assert (made.field, made.old_value, made.new_value, made.editor_function) == (
        "status",
        "In uitvoering",
        "Afgerond",
        "publicist",
    )
    client.logout()
    html = client.get("/maatregelen/leerrecht/").content.decode()
    assert "status was „In uitvoering” en is nu „Afgerond”" in html
    assert "De tabel was verkeerd gelezen." in html
    assert not {"piet", "vera"} & set(html.split())
    for elsewhere in ("/wijzigingen/", "/rapportages/vgr-5/"):
        html = " ".join(client.get(elsewhere).content.decode().split())
        assert "Leerrecht verankeren</a>, Voortgangsrapportage 5, status was „In uitvoering” en is nu „Afgerond”" in html, (
            elsewhere
        )
    entry = LogEntry.objects.filter(content_type__model="measuresnapshot").first()
    assert (entry.actor, entry.additional_data["reden"]) == (decided.decided_by, "De tabel was verkeerd gelezen.")
    assert entry.additional_data["voorgesteld door"] == "piet"


@pytest.mark.once
def test_a_correction_of_a_date_is_public_too(client, publisher):
    address = "/beheer/redactie/vgr-5/wetsvoorstel/terugdringen-verzuim/"
    client.force_login(publisher)
    data = filled_in(client, address)
    index = next(name for name, value in data.items() if value == "1 augustus 2027").split("-")[1]
    assert (
        client.post(address, data | {f"planningstep-{index}-period": "1 januari 2028", "reason": "Brief van mei."}).status_code
        == 302
    )
    agree()
    assert PlanningStep.objects.filter(snapshot__report__slug="vgr-5", period="1 januari 2028").exists()
    assert Correction.objects.get().old_value == "1 augustus 2027"


@pytest.mark.once
def test_a_correction_needs_a_reason_and_a_change(client, publisher):
    client.force_login(publisher)
    data = filled_in(client, PUBLISHED)
    assert "Dit veld is vereist" in client.post(PUBLISHED, data | {"status": "afgerond", "reason": " "}).content.decode()
    assert "Er is niets veranderd" in client.post(PUBLISHED, data | {"reason": "Zomaar."}).content.decode()
    assert not Correction.objects.exists()
    assert MeasureSnapshot.objects.get(report__slug="vgr-5", measure__slug="leerrecht").status == Status.UNDERWAY


@pytest.mark.once
def test_a_draft_is_not_corrected(stand, publisher):
    with pytest.raises(CorrectionError, match="gepubliceerde"):
        correct(stand, stand.save, "Zomaar.", publisher)


@pytest.mark.once
@pytest.mark.parametrize(
    "address", ["vgr-5/maatregel/niets/", "vgr-5/partij/hoorrecht/", "vgr-5/motie/99999-1/", "x/maatregel/hoorrecht/"]
)
def test_what_does_not_exist_is_404(client, publisher, address):
    client.force_login(publisher)
    assert client.get(f"/beheer/redactie/{address}").status_code == 404


def test_a_task_can_be_done_one_by_one(draft):
    assert carry_over(draft.tasks.first()).report == draft


def test_a_control_character_of_a_pdf_is_taken_out(client, editor, draft):
    client.force_login(editor)
    stand = carry_over(draft.tasks.get(measure__slug="hoorrecht"))
    sent = filled_in(client, HOORRECHT) | {"summary": "samen\x02werking\ufffe"}
    assert client.post(HOORRECHT, sent).status_code == 302
    stand.refresh_from_db()
    assert stand.summary == "samenwerking"
