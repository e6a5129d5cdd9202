"""Sources that are no report: they tell what became known between two progress reports, and are never the status of now."""

import pytest
from django.core.exceptions import ValidationError

from laws.enums import Effect, Outcome
from laws.models import Bill, EntryIntoForce, Requirement
from measures.enums import ActionKind, ReportKind, ReportState, Status
from measures.models import Action, ActionMention, Measure, Report, Role
from portal.desk.editing.checks import check
from portal.desk.editing.publishing import publish, withdraw
from portal.desk.merging.stored import StoredValues
from tests import factories
from tests.portal.desk.editing.conftest import agree
from tests.portal.outputs.feeds.reading import entries_at

LINK = "https://zoek.officielebekendmakingen.nl/stb-2026-412.html"
ADDRESS = "/api/v1/bronnen/stb-2026-412"


def make_source(slug="stb-2026-412", **fields):
    fields = {
        "kind": ReportKind.OFFICIAL, "title": "Besluit over de inwerkingtreding", "publication": "10 november 2026",
        "reference": "", "number": None, "official_number": "Stb. 2026, 412", "link": LINK,
    } | fields  # fmt: skip
    return factories.make_report(slug, **fields)


@pytest.fixture
def source(db):
    """A Staatsblad that says on which day the bill on absence enters into force, and names a duty."""
    source = make_source()
    bill = Bill.objects.get(slug="terugdringen-verzuim")
    EntryIntoForce.objects.create(bill=bill, report=source, part="Overige maatregelen", date="2027-08-01", location="Artikel 1")
    action = Action.objects.get(slug="verzuim-eenduidig-registreren")
    ActionMention.objects.create(action=action, report=source, location="Artikel 2")
    return source


def test_the_api_has_it_among_the_sources_and_not_among_the_reports(client, source):
    found = client.get(ADDRESS).json()
    assert found.pop("pagina").endswith("/rapportages/stb-2026-412/")
    assert found == {
        "slug": "stb-2026-412", "soort": "officiele-bekendmaking", "titel": "Besluit over de inwerkingtreding",
        "nummer": "Stb. 2026, 412", "datum": "2026-11-10", "url": LINK, "officieel": True, "zonderDag": False,
    }  # fmt: skip
    assert "stb-2026-412" not in client.get("/api/v1/bronnen?soort=nieuwsbericht").content.decode()
    assert client.get("/api/v1/rapportages").json()["count"] == 5
    assert client.get("/api/v1/rapportages/stb-2026-412").status_code == 404
    for address in ("/api/v1/maatregelen?rapportage=", "/wetsvoorstellen/?rapportage=", "/wijzigingen/?naar="):
        assert client.get(f"{address}stb-2026-412").status_code == 400, address


def test_it_counts_for_bills_and_actions(client, source):
    bill = client.get("/api/v1/wetsvoorstellen/terugdringen-verzuim").json()
    assert (bill["uitkomst"], bill["uitkomstNu"]) == ("in-behandeling", "aangenomen")
    assert bill["inwerkingtreding"] == [
        {"onderdeel": "Overige maatregelen", "datum": "2027-08-01", "bron": "stb-2026-412: Artikel 1"}
    ]
    last = bill["verschuivingen"][-1]
    assert (last["naarRapportage"], last["naarTekst"], last["maanden"]) == ("stb-2026-412", "1 augustus 2027", 0)
    assert client.get("/api/v1/wetsvoorstellen?uitkomst=in-behandeling").json()["count"] == 2
    action = client.get("/api/v1/acties/verzuim-eenduidig-registreren").json()
    assert action["vermeldingen"][-1]["bron"] == "stb-2026-412"
    assert (action["stand"], action["geldtVanaf"]) == ("komt-eraan", "2027-08-01")
    page = client.get("/wetsvoorstellen/terugdringen-verzuim/").content.decode()
    assert "Aangenomen, treedt in werking op 1 augustus 2027 (Overige maatregelen)" in page
    assert "geldt sinds" not in page


def test_its_page_gives_number_and_address(client, source):
    page = client.get("/rapportages/stb-2026-412/").content.decode()
    assert "Stb. 2026, 412" in page
    assert f'<a href="{LINK}">' in page
    assert "stb-2026-412" in client.get("/rapportages/").content.decode()


def test_it_is_never_the_status_of_now(client, source):
    measure = Measure.objects.get(slug="hoorrecht")
    factories.make_stand(measure, source, status=Status.NOT_STARTED)
    found = Measure.objects.published().with_stand().get(slug="hoorrecht")
    assert (found.stand.report.slug, found.stand.status) == ("vgr-5", Status.DONE)
    assert client.get("/api/v1/maatregelen?status=nog-niet-gestart").json()["count"] == 0
    assert client.get("/api/v1/maatregelen/hoorrecht").json()["stand"]["rapportage"] == "vgr-5"


@pytest.mark.parametrize(
    "address",
    ["/wijzigingen.atom", "/wetsvoorstellen/terugdringen-verzuim.atom", "/maatregelen/verzuim-en-schooluitval-voorkomen.atom",
     "/nu/samenwerkingsverband.atom"],
)  # fmt: skip
def test_it_is_news_in_every_feed_that_it_touches(client, source, address):
    entry = entries_at(client, address)["rapportage/stb-2026-412/gepubliceerd"]
    assert "treedt in werking op 1 augustus 2027" in entry.summary
    assert "rapportage/stb-2026-412/gepubliceerd" not in entries_at(client, "/wetsvoorstellen/maatwerk.atom")


@pytest.mark.once
@pytest.mark.usefixtures("empty")
def test_a_new_duty_of_a_source_waits_for_its_law(client):
    role = Role.objects.create(slug="rol", name="Rol", plural="rollen")
    source, measure, bill = make_source(), factories.make_measure(1), factories.make_bill("wet")
    factories.make_stand(measure, factories.make_report())
    factories.make_bill_stand(bill, source, outcome=Outcome.ADOPTED)
    action = factories.make_action(source, measure, role, kind=ActionKind.DUTY)
    Requirement.objects.create(bill=bill, action=action, report=source, effect=Effect.MAKES_OBLIGATORY, location="x")
    assert client.get(f"/api/v1/acties/{action.slug}").json()["stand"] == "datum-onbekend"
    assert client.get("/wetsvoorstellen/wet/").status_code == 200
    EntryIntoForce.objects.create(bill=bill, report=source, date="2027-01-01", location="x")
    assert client.get(f"/api/v1/acties/{action.slug}?datum=2026-12-31").json()["stand"] == "komt-eraan"
    assert client.get(f"/api/v1/acties/{action.slug}?datum=2027-01-01").json()["stand"] == "geldt-nu"


@pytest.mark.once
def test_a_source_that_gives_no_day_says_on_which_day_it_was_read(client):
    source = make_source("kalender", publication="29 november 2026", is_undated=True)
    assert client.get("/api/v1/bronnen/kalender").json()["zonderDag"] is True
    page = client.get("/rapportages/kalender/").content.decode()
    assert "Gelezen op" in page
    assert "de bron noemt zelf geen dag" in page
    assert 'De nieuwste bron: <a href="/rapportages/kalender/">' not in page, "it may be old"
    source.kind, source.number = ReportKind.PROGRESS, 9
    with pytest.raises(ValidationError, match="Alleen een bekendmaking of een nieuwsbericht kan zonder dag zijn"):
        source.full_clean()


@pytest.mark.once
def test_a_text_of_a_law_gives_the_day_on_which_it_holds(client):
    link = "https://wetten.overheid.nl/BWBR0003420/2026-08-01"
    source = make_source("wpo", publication="1 augustus 2026", title="Wet, toestand 1 augustus 2026", link=link)
    assert source.short_name == "Wet, toestand 1 augustus 2026"
    assert "Tekst die geldt op" in client.get("/rapportages/wpo/").content.decode()


@pytest.mark.once
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"link": ""}, "link"), ({"official_number": ""}, "official_number"), ({"publication": "november 2026"}, "publication")],
)
def test_what_a_source_must_have(fields, wrong):
    source = make_source()
    for name, value in fields.items():
        setattr(source, name, value)
    with pytest.raises(ValidationError) as refused:
        source.full_clean()
    assert wrong in refused.value.message_dict


@pytest.mark.ignore_template_errors
def test_from_the_desk_to_the_public_and_back(client, admin_client, django_user_model):
    form = {
        "kind": "nieuwsbericht", "title": "Kamer stemt in", "publication": "1 december 2026", "location": "Bericht",
        "link": "https://www.rijksoverheid.nl/actueel/nieuws/x", "is_official": "on",
    }  # fmt: skip
    assert b"Vul het adres in" in admin_client.post("/beheer/redactie/nieuw/", form | {"link": ""}).content
    assert admin_client.post("/beheer/redactie/nieuw/", form).status_code == 302
    draft = Report.objects.drafts().get()
    entry = {"bill": Bill.objects.get(slug="terugdringen-verzuim").pk, "part": "Overige maatregelen", "location": "Alinea 1"}
    address = f"/beheer/redactie/{draft.slug}/overig/inwerkingtreding/nieuw/"
    entry["opened"] = StoredValues({}).token
    for day, words in (("1-1-1827", "te lang geleden"), ("1-1-2927", "te ver weg"), ("ooit", "Schrijf de dag als")):
        assert words in admin_client.post(address, entry | {"date": day}).content.decode()
    assert admin_client.post(address, entry | {"date": "1 augustus 2027"}).status_code == 302
    assert check(draft) == [], "a draft with only an entry into force may be published"
    draft.entries_into_force.update(part="overige artikelen")
    assert ["heet nergens anders zo" in finding.text for finding in check(draft)] == [True]
    draft.entries_into_force.update(part="Overige maatregelen")
    other = django_user_model.objects.create_superuser("ander", password="een-lang-wachtwoord")
    assert client.get(f"/api/v1/bronnen/{draft.slug}").status_code == 404
    publish(draft, other)
    assert client.get(f"/api/v1/bronnen/{draft.slug}").json()["officieel"] is True
    row = draft.entries_into_force.get()
    corrected = entry | {"date": "1-1-2028", "reason": "De dag was anders.", "opened": StoredValues.of(row).token}
    address = f"/beheer/redactie/{draft.slug}/overig/inwerkingtreding/{row.pk}/"
    assert admin_client.post(address, corrected).status_code == 302
    agree(other)
    assert client.get("/api/v1/wetsvoorstellen/terugdringen-verzuim").json()["inwerkingtreding"][0]["datum"] == "2028-01-01"
    withdraw(draft, other, "Het was een vergissing.")
    assert client.get(f"/rapportages/{draft.slug}/").status_code == 410
    assert client.get(f"/api/v1/bronnen/{draft.slug}").status_code == 410
    assert Report.objects.get(pk=draft.pk).state == ReportState.WITHDRAWN
