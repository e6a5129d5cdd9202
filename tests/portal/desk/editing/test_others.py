"""The parts of a report other than snapshots, such as chapters: edited in a draft, by two people at once, and corrected later."""

import datetime as dt

import pytest
from django.utils import timezone

from laws.models import Bill, EntryIntoForce, LegalBasis
from measures.models import Action, ActionMention, Correction, Finding, Report, ReportSection, SourceNote
from measures.publication.freezing import correcting
from motions.models import MotionPaper
from portal.desk.models import Proposal
from tests import factories
from tests.portal.desk.editing.conftest import agree
from tests.portal.desk.forms import filled_in

pytestmark = pytest.mark.ignore_template_errors

DRAFT, PUBLISHED = "/beheer/redactie/vgr-6/overig/", "/beheer/redactie/vgr-5/overig/"
CHAPTER = {"title": "Vooraf", "summary": "Een begin.", "location": "Vooraf: „begin”"}
PART = {"sectionitem-0-position": "1", "sectionitem-0-text": "Zo is het.", "sectionitem-0-location": "x"}


def add_chapter(client, **changes):
    address = f"{DRAFT}hoofdstuk/nieuw/"
    response = client.post(address, filled_in(client, address) | CHAPTER | changes)
    assert response.status_code == 302, response.content.decode()
    return ReportSection.objects.order_by("pk").last()


def test_a_chapter_of_a_draft_with_its_parts(as_editor, draft):
    first, second = add_chapter(as_editor, **PART), add_chapter(as_editor, summary="Een ander begin.")
    assert [(row.position, row.report) for row in (first, second)] == [(1, draft), (2, draft)]
    assert first.slug != second.slug
    assert first.items.get().text == "Zo is het."
    html = as_editor.get(DRAFT).content.decode()
    assert f"{DRAFT}hoofdstuk/{first.pk}/" in html
    assert f"{DRAFT}bevinding/nieuw/" in html


@pytest.mark.once
def test_the_same_row_is_not_added_again(as_editor, draft):
    """As after the back button in a browser without scripts, whose form comes anew from the server."""
    add_chapter(as_editor)
    address = f"{DRAFT}hoofdstuk/nieuw/"
    again = as_editor.post(address, filled_in(as_editor, address) | CHAPTER)
    assert "Precies dit staat er al." in again.content.decode()
    assert draft.sections.count() == 1


def test_of_two_people_at_one_chapter_the_second_is_told(as_editor, draft):
    chapter = add_chapter(as_editor)
    address = f"{DRAFT}hoofdstuk/{chapter.pk}/"
    mine = filled_in(as_editor, address) | {"summary": "Van mij."}
    chapter.summary = "Van een ander."
    chapter.save()
    response = as_editor.post(address, mine)
    assert response.status_code == 409
    html = response.content.decode()
    assert all(f"<span>{words}</span>" in html for words in ("Van een ander.", "Een begin."))
    assert "Van mij." in html


@pytest.mark.once
def test_the_facts_of_a_motion_in_one_source(as_editor, client, draft):
    motion = draft.tasks.filter(motion__isnull=False).first().motion
    address = f"{DRAFT}motie/nieuw/"
    facts = {
        "motion": str(motion.pk), "official_title": "Motie van het lid Kwint", "submitted_on": "18 april 2024",
        "request": "Doe dit.", "vote_result": "aangenomen", "vote_against": "geen", "location": "kop",
        "motionsubmitter-0-position": "1", "motionsubmitter-0-name": "Kwint", "motionsubmitter-0-party": "SP",
    }  # fmt: skip
    response = as_editor.post(address, filled_in(as_editor, address) | facts)
    assert response.status_code == 302, response.content.decode()
    paper = MotionPaper.objects.get(report=draft)
    assert (paper.motion, str(paper.submitted_on), paper.said) == (
        motion, "2024-04-18", ["officiële titel", "indieners", "dag van indiening", "verzoek", "stemming", "fractie"],
    )  # fmt: skip
    assert [str(member) for member in paper.submitters.all()] == ["Kwint (SP)"]
    changed = filled_in(as_editor, f"{DRAFT}motie/{paper.pk}/") | {"vote_result": "verworpen"}
    assert as_editor.post(f"{DRAFT}motie/{paper.pk}/", changed).status_code == 302
    paper.refresh_from_db()
    assert (paper.vote_result, paper.submitters.count()) == ("verworpen", 1)
    assert "verworpen" not in client.get(motion.get_absolute_url()).content.decode(), "a draft is not public"


@pytest.mark.once
def test_every_kind_has_a_form_for_a_new_one_and_for_what_is_there(as_editor, publisher, client, draft):
    for kind in ("hoofdstuk", "bevinding", "bronnotitie", "vermelding", "inwerkingtreding", "naam", "gebeurtenis", "grondslag"):
        assert as_editor.get(f"{DRAFT}{kind}/nieuw/").status_code == 200
    client.force_login(publisher)
    rows = {"hoofdstuk": ReportSection, "bevinding": Finding, "bronnotitie": SourceNote, "vermelding": ActionMention}
    for kind, model in rows.items():
        row = model.objects.filter(report__slug="vgr-5").first()
        assert client.get(f"{PUBLISHED}{kind}/{row.pk}/").status_code == 200
        assert client.get(f"{DRAFT}{kind}/{row.pk}/").status_code == 404
    assert client.get(f"{PUBLISHED}hoofdstuk/nieuw/").status_code == 200
    assert client.get(f"{PUBLISHED}niets/1/").status_code == 404
    assert client.get(f"{PUBLISHED}hoofdstuk/{10**20}/").status_code == 404


CORRECTED = [
    (ReportSection, "hoofdstuk", {"summary": "Beter gelezen."}, "hoofdstuk, samenvatting"),
    (SourceNote, "bronnotitie", {"text": "Beter gelezen."}, "bronnotitie, tekst"),
    (ActionMention, "vermelding", {"in_force_from": "2025-08-02"}, "vermelding van een actie, geldt vanaf"),
]


@pytest.mark.once
@pytest.mark.parametrize(("model", "kind", "change", "field"), CORRECTED, ids=[row[1] for row in CORRECTED])
def test_a_correction_of_what_is_no_stand_is_public(client, publisher, model, kind, change, field):
    row = model.objects.filter(report__slug="vgr-5").first()
    address = f"{PUBLISHED}{kind}/{row.pk}/"
    client.force_login(publisher)
    response = client.post(address, filled_in(client, address) | change | {"reason": "Verkeerd gelezen."})
    assert response.status_code == 302, response.content.decode()
    agree()
    made = Correction.objects.get()
    assert (made.subject_type, made.subject_key, made.field) == ("rapportage", "vgr-5", field)
    client.logout()
    for page in ("/rapportages/vgr-5/", "/wijzigingen/", "/wijzigingen.atom"):
        assert "Verkeerd gelezen." in client.get(page).content.decode()
    assert client.get("/api/v1/correcties").json()["results"][0]["onderwerp"] == {"type": "rapportage", "sleutel": "vgr-5"}


@pytest.mark.once
def test_a_correction_of_a_finding_and_of_an_entry_into_force_is_told_at_what_it_is_about(client, publisher):
    finding = Finding.objects.filter(report__slug="vgr-5", goal__isnull=False).first()
    entry = EntryIntoForce.objects.filter(bill__in=Bill.objects.published()).first()
    client.force_login(publisher)
    for address, change in (
        (f"{PUBLISHED}bevinding/{finding.pk}/", {"text": "Beter geteld."}),
        (f"/beheer/redactie/{entry.report.slug}/overig/inwerkingtreding/{entry.pk}/", {"date": "2025-08-02"}),
    ):
        data = filled_in(client, address) | change | {"reason": "Verkeerd gelezen."}
        assert client.post(address, data).status_code == 302
        agree()
    client.logout()
    for page in (finding.goal.get_absolute_url(), entry.bill.get_absolute_url()):
        assert "Verkeerd gelezen." in client.get(page).content.decode()


TO_OPEN = "/beheer/redactie/nog-te-openen/"
ARTICLE = "https://wetten.overheid.nl/BWBR0003420/2026-08-01#Artikel18a"


@pytest.fixture
def bases(db):
    """Two duties that rest on the same article, and no other address to open."""
    with correcting("Alleen voor deze test."):
        LegalBasis.objects.all().delete()
    report = Report.objects.get(slug="vgr-5")
    return [factories.make_basis(action, report) for action in Action.objects.order_by("pk")[:2]]


def rows_of_list(client):
    return client.get(TO_OPEN).content.decode()


@pytest.mark.once
def test_an_address_is_ticked_off_for_all_its_duties_when_somebody_else_agrees(client, editor, bases):
    client.force_login(editor)
    assert "1 adres nog te openen, 0 al geopend" in rows_of_list(client)
    assert client.post(TO_OPEN, {"adres": "https://example.org/"}).status_code == 302
    assert LegalBasis.objects.filter(opened_on=None).count() == 2
    assert client.post(TO_OPEN, {"adres": ARTICLE}).status_code == 302
    assert LegalBasis.objects.filter(opened_on=None).count() == 2
    assert "wacht op goedkeuring" in rows_of_list(client)
    opened = timezone.now() - dt.timedelta(days=3)
    Proposal.objects.update(at=opened)
    agree()
    assert "0 adressen nog te openen, 1 al geopend" in rows_of_list(client)
    client.logout()
    address = f"/api/v1/acties/{bases[0].action.slug}"
    assert [basis["nagekeken"] for basis in client.get(address).json()["grondslagen"]] == [timezone.localdate(opened).isoformat()]
    assert "adres geopend op" in client.get(bases[0].action.get_absolute_url()).content.decode()


@pytest.mark.once
def test_a_manager_sees_the_list_and_ticks_nothing_off(client, manager, bases):
    client.force_login(manager)
    assert "Geopend, klopt" not in rows_of_list(client)
    assert client.post(TO_OPEN, {"adres": ARTICLE}).status_code == 403
    assert not Proposal.objects.exists()


@pytest.mark.once
def test_the_part_of_an_entry_into_force_is_one_of_its_bill(as_editor, draft):
    address, bill = f"{DRAFT}inwerkingtreding/nieuw/", Bill.objects.get(slug="terugdringen-verzuim")
    form = filled_in(as_editor, address) | {"bill": bill.pk, "date": "1 augustus 2027", "location": "Artikel 1"}
    for part, says in (
        ("overige artikelen", "Selecteer een geldige keuze"),
        ("Drie ondersteuningsgebieden", "van een ander wets"),
    ):
        assert says in as_editor.post(address, form | {"part": part}).content.decode()
    assert as_editor.post(address, form | {"part": "Overige maatregelen"}).status_code == 302
    entry = draft.entries_into_force.get()
    EntryIntoForce.objects.filter(pk=entry.pk).update(part="Zoals iemand het eerder schreef")
    address = f"{DRAFT}inwerkingtreding/{entry.pk}/"
    assert as_editor.post(address, filled_in(as_editor, address) | {"date": "1-1-2028"}).status_code == 302
    entry.refresh_from_db()
    assert (f"{entry.date}", entry.part) == ("2028-01-01", "Zoals iemand het eerder schreef")
