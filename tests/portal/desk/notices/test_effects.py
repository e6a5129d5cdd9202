"""What the page shows of a draft is what readers see once it is published, and nothing else changes."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from laws.enums import Effect, Outcome
from laws.models import Bill, EntryIntoForce, Requirement
from measures.enums import ActionKind, ReportKind, ReportState
from measures.models import Action, Role
from motions.models import Motion
from portal.desk.editing.checks import check
from portal.desk.editing.publishing import publish
from portal.desk.effects.of_draft import effects_of
from tests import factories
from tests.portal.desk.notices.conftest import PART, absence, day_of, send
from tests.portal.outputs.feeds.reading import entries_at

pytestmark = pytest.mark.ignore_template_errors

TEXT = "Registreer verzuim op de manier die voor iedereen gelijk wordt."
STANDINGS = "/api/v1/acties/verzuim-eenduidig-registreren"


def by_place(draft):
    """Return {name of a place: {what: (was, becomes)}}."""
    return {place.name: {each.what: (each.was, each.becomes) for each in place.differences} for place in effects_of(draft)}


def test_a_day_of_entry_into_force(client, as_editor, publisher):
    """Until its day the part is coming, in every output; the preview said so beforehand."""
    draft = send(as_editor, **{day_of(absence()): "1 augustus 2027"})
    found, places = by_place(draft), effects_of(draft)
    assert found["Wat moet ik nu doen: schoolbesturen"][TEXT] == (
        "Verwacht: gepland: 1 augustus 2027", "Komt eraan: vanaf 1 augustus 2027",
    )  # fmt: skip
    assert found["Agenda voor schoolleiders"][f"{TEXT} (begin)"] == (
        f"1 augustus 2027: Verwacht: {TEXT} (nog niet vast)", f"1 augustus 2027: Verplicht: {TEXT} (vast)",
    )  # fmt: skip
    bill = found["Wetsvoorstel terugdringen verzuim"]
    becomes = f"Aangenomen, treedt in werking op 1 augustus 2027 ({PART})"
    assert bill["Hoe ver het is"] == ("In behandeling", becomes)
    assert bill[PART] == ("", "in werking op 1 augustus 2027")
    told = "Gepubliceerd: Wet terugdringen schoolverzuim"
    feeds = {name for name in found if told in found[name]}
    assert {"Feed van alle wijzigingen", "Feed voor schoolleiders", "Feed van Wetsvoorstel terugdringen verzuim"} <= feeds
    assert not any("leraren" in name for name in found), "nothing changes for teachers"
    for place in (each for each in places if each.is_page or "wijzigingen" in each.address):
        assert as_editor.get(place.address).status_code == 200, place.address
    assert client.get(STANDINGS).json()["stand"] == "verwacht", "nothing is public yet"
    publish(draft, publisher)
    assert effects_of(draft) == []
    assert client.get(STANDINGS).json()["stand"] == "komt-eraan"
    assert client.get("/api/v1/wetsvoorstellen/terugdringen-verzuim").json()["uitkomstNu"] == "aangenomen"
    page = client.get("/wetsvoorstellen/terugdringen-verzuim/").content.decode()
    assert becomes in page
    assert "geldt sinds" not in page
    for address in ("/wijzigingen.atom", "/wetsvoorstellen/terugdringen-verzuim.atom", "/nu/schoolleider.atom"):
        assert (
            "treedt in werking op 1 augustus 2027" in entries_at(client, address)["rapportage/stb-2026-412/gepubliceerd"].summary
        )
    assert "kamerbrief" not in client.get("/rapportages/stb-2026-412/").content.decode().lower()
    assert client.get("/api/v1/bronnen/stb-2026-412").json()["soort"] == "officiele-bekendmaking"


@pytest.mark.once
@pytest.mark.parametrize(("kind", "number"), [("kamerbrief", "31497-999"), ("nieuwsbericht", "")])
def test_a_withdrawal_counts_whatever_source_says_it(client, as_editor, publisher, kind, number):
    draft = send(as_editor, kind=kind, number=number, **{f"wet-{absence().pk}-outcome": Outcome.WITHDRAWN})
    assert check(draft) == [], "who withdraws a bill plans nothing"
    found = by_place(draft)
    assert found["Wetsvoorstel terugdringen verzuim"]["Hoe ver het is"] == ("In behandeling", "Ingetrokken")
    assert found["Wat moet ik nu doen: schoolbesturen"][TEXT][1].startswith("Vervallen")
    publish(draft, publisher)
    found = client.get("/api/v1/wetsvoorstellen/terugdringen-verzuim").json()
    assert (found["uitkomst"], found["uitkomstNu"]) == ("ingetrokken", "ingetrokken")
    assert client.get(STANDINGS).json()["stand"] == "vervallen"
    page = BeautifulSoup(client.get("/wetsvoorstellen/terugdringen-verzuim/").content, "html.parser")
    said = page.select_one(".standing")
    assert said.select_one(".lead").get_text(strip=True) == "Ingetrokken."
    assert said.select_one(f'.source a[href="{draft.get_absolute_url()}"]'), (
        "the source stands beside it, before the older report"
    )
    entry = entries_at(client, "/wetsvoorstellen/terugdringen-verzuim.atom")[f"rapportage/{draft.slug}/gepubliceerd"]
    assert "ingetrokken" in entry.summary


@pytest.mark.once
def test_a_vote_on_a_motion_and_the_last_day_of_an_action(client, as_editor, publisher):
    motion = Motion.objects.with_papers().published().get(number="31497-305")
    action = Action.objects.get(slug="steunpunt-inrichten")
    draft = send(
        as_editor,
        kind="stemming",
        motions=[{"motion": motion.pk, "voted_on": "9-11-2026", "vote_result": "aangehouden", "status": "in-uitvoering",
                  "status_printed": "Loopt nog", "follow_up": "De Kamer stemt later."}],
        actions=[{"action": action.pk, "last": "31 juli 2028"}],
    )  # fmt: skip
    found = by_place(draft)
    of_motion = found[f"Motie 31497-305: {motion.title}"]
    assert of_motion["Wat ermee gebeurde"][1] == "De Kamer stemt later."
    assert "In uitvoering" in {becomes for _, becomes in of_motion.values()}
    roles = [name for name in found if name.startswith("Wat moet ik nu doen") and action.text in found[name]]
    assert roles
    assert all(found[name][action.text][1].endswith("tot en met 31 juli 2028") for name in roles)
    assert f"{action.text} (einde)" in found["Agenda voor samenwerkingsverbanden"]
    publish(draft, publisher)
    entry = entries_at(client)[f"rapportage/{draft.slug}/gepubliceerd"]
    assert "geldt tot en met 31 juli 2028" in entry.summary
    assert "Loopt nog" in entry.summary
    assert "De Kamer stemt later." in client.get("/moties/31497-305/").content.decode()


@pytest.mark.once
def test_a_message_of_the_editors_is_public_as_such(client, as_editor, publisher):
    own = {"kind": "eigen-bericht", "number": "", "link": "", "summary": "OCW meldt de redactie dat het Staatsblad later komt."}
    draft = send(as_editor, **own)
    publish(draft, publisher)
    assert draft.kind == ReportKind.NOTICE
    page = client.get(f"/rapportages/{draft.slug}/").content.decode()
    assert "Een bericht van de redactie van deze site. Er is geen stuk van een ander." in page
    source = client.get("/api/v1/bronnen?soort=kort-bericht").json()["results"][0]
    assert source["url"] == source["pagina"]
    assert (source["titel"], source["officieel"], source["nummer"]) == ("Wet terugdringen schoolverzuim", False, None)
    assert draft.slug not in [each["slug"] for each in client.get("/api/v1/rapportages").json()["results"]]


@pytest.mark.once
@pytest.mark.usefixtures("empty")
def test_the_number_of_queries_does_not_grow_with_what_it_moves():
    role, bill = Role.objects.create(slug="rol", name="Rol", plural="rollen"), factories.make_bill("wet")
    report, measure = factories.make_report(), factories.make_measure(1)
    factories.make_bill_stand(bill, report)
    draft = factories.make_report("stb", state=ReportState.DRAFT, kind=ReportKind.OFFICIAL)
    EntryIntoForce.objects.create(bill=bill, report=draft, date="2027-01-01", location="x")
    counts = []
    for more in (1, 10):
        for _ in range(more):
            action = factories.make_action(report, measure, role, kind=ActionKind.DUTY)
            Requirement.objects.create(
                bill=bill, action=action, report=report, effect=Effect.MAKES_OBLIGATORY, location=factories.PLACE
            )
        with CaptureQueriesContext(connection) as queries:
            found = effects_of(draft)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert len(found[0].differences) == 1 + 11, "the sentence above, and each duty"


@pytest.mark.once
@pytest.mark.usefixtures("empty")
def test_a_new_action_is_news_for_its_role_alone():
    report, measure = factories.make_report(), factories.make_measure(1)
    roles = [Role.objects.create(slug=name, name=name, plural=f"{name}s") for name in ("rol", "ander")]
    for role in roles:
        factories.make_action(report, measure, role, text=f"Iets voor {role}.")
    draft = factories.make_report("stb", state=ReportState.DRAFT, kind=ReportKind.OFFICIAL)
    factories.make_action(draft, measure, roles[0], text="Doe iets nieuws.")
    found = by_place(draft)
    assert found["Wat moet ik nu doen: rols"]["Doe iets nieuws."] == ("", "Kan nu al")
    assert "Nieuw: Doe iets nieuws." in found["Feed voor rols"]
    assert "Nieuw: Doe iets nieuws." not in found.get("Feed voor anders", {})
    assert "Wat moet ik nu doen: anders" not in found


@pytest.mark.once
def test_what_changes_is_what_changes_today(as_editor, monkeypatch):
    """On the day itself the same draft puts the law into force."""
    draft = send(as_editor, **{day_of(absence()): "1 augustus 2027"})
    day = dt.datetime(2027, 8, 1, 10, tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr("django.utils.timezone.now", lambda: day)
    bill = by_place(draft)["Wetsvoorstel terugdringen verzuim"]
    assert bill["Hoe ver het is"][1] == f"In werking: {PART}"
    assert bill["Naam"] == ("Wetsvoorstel terugdringen verzuim", "Wet terugdringen verzuim")
    assert not Bill.objects.published().get(pk=absence().pk).is_law
