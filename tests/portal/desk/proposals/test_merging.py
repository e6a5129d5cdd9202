"""Two rows that are one: nothing that was public is deleted, and the old addresses lead on."""

import datetime as dt

import pytest
from auditlog.models import LogEntry
from icalendar import Calendar

from measures.enums import ActionKind, ReportState
from measures.models import Action, Correction, Party
from portal.desk.models import Proposal
from tests import factories
from tests.portal.desk.forms import filled_in
from tests.portal.desk.proposals.conftest import decide, propose

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]


def merge_address(row):
    return f"/beheer/redactie/voorstellen/samenvoegen/{row._meta.verbose_name}/{row.pk}/"


def propose_merge(client, row, into, reason="Het is hetzelfde."):
    response = client.post(merge_address(row), {"into": into.pk, "reason": reason})
    assert response.status_code == 302, response.content.decode()
    return Proposal.objects.latest("pk")


@pytest.fixture
def twins(report, records):
    """Return two actions of one role: the one of `records`, and another that the same report mentions."""
    action = records["action"]
    other = factories.make_action(report, records["measure"], records["role"], text="Doe dit ook.", location="Elders")
    other.sectors.set(action.sectors.all())
    return action, other


def test_what_sources_say_of_the_one_moves_to_the_other(client, report, twins, roos, piet):
    action, other = twins
    proposal = propose_merge(roos, other, action)
    assert other.text in roos.get(f"/beheer/redactie/voorstellen/{proposal.pk}/").content.decode()
    assert decide(piet, proposal, "goedkeuren", "Twee keer hetzelfde.").status_code == 302
    assert not Action.objects.filter(pk=other.pk).exists()
    assert set(action.mentions.values_list("location", flat=True)) == {"Openbaar", "Elders"}
    for address in (f"/acties/{other.slug}/", f"/api/v1/acties/{other.slug}"):
        assert client.get(address)["Location"] == address.replace(other.slug, action.slug)
    made = Correction.objects.get(reason="Twee keer hetzelfde.")
    assert (made.subject_title, made.field, made.new_value) == ("Doe dit ook.", "opgenomen in", action.text)
    entry = LogEntry.objects.filter(content_type__model="action", action=LogEntry.Action.DELETE).get()
    assert entry.additional_data == {"reden": "Twee keer hetzelfde.", "voorgesteld door": "roos"}


def test_the_event_of_the_one_that_is_gone_is_cancelled_in_every_calendar(client, report, records, roos, piet):
    role, measure, days = records["role"], records["measure"], {"in_force_from": "2027-08-01", "in_force_until": "2028-07-31"}
    action = factories.make_action(report, measure, role, kind=ActionKind.DUTY, text="Doe het.", location="Ergens")
    other = factories.make_action(report, measure, role, kind=ActionKind.DUTY, text="Doe dit ook.", location="Elders", **days)

    def events():
        found = Calendar.from_ical(client.get(f"/nu/{role.slug}.ics").content).walk("VEVENT")
        return {str(event["UID"]).partition("@")[0]: event for event in found}

    before = events()
    decide(piet, propose_merge(roos, other, action), "goedkeuren", "Twee keer hetzelfde.")
    after = events()
    for what, day in (("begin", dt.date(2027, 8, 1)), ("einde", dt.date(2028, 7, 31))):
        was, now = before[f"{other.slug}-{what}"], after[f"{other.slug}-{what}"]
        assert (str(was["STATUS"]), str(now["STATUS"])) == ("CONFIRMED", "CANCELLED")
        assert (int(now["SEQUENCE"]), now.decoded("DTSTART")) == (int(was["SEQUENCE"]) + 1, day)
        assert str(now["SUMMARY"]) == f"Opgenomen in: {action.text}"
        assert after[f"{action.slug}-{what}"].decoded("DTSTART") == day, "the other has its days now"
        assert before.get(f"{action.slug}-{what}") is None
    third = factories.make_action(report, measure, role, kind=ActionKind.DUTY, text="Nog een.", location="Nog elders")
    decide(piet, propose_merge(roos, action, third), "goedkeuren", "Drie keer hetzelfde.")
    assert {f"{each.slug}-{what}" for each in (action, other, third) for what in ("begin", "einde")} <= set(events())


def test_the_page_of_an_action_lists_what_was_corrected_about_it(client, report, twins, roos, piet):
    action, other = twins
    decide(piet, propose(roos, other, text="Doe dit echt."), "goedkeuren", "Zo staat het er.")
    mention = other.mentions.get()
    address = f"/beheer/redactie/{report.slug}/overig/vermelding/{mention.pk}/"
    roos.post(address, filled_in(roos, address) | {"condition": "als het kan", "reason": "Vergeten."})
    decide(piet, Proposal.objects.latest("pk"), "goedkeuren", "Vergeten.")
    page = client.get(other.get_absolute_url()).content.decode()
    for words in ("Correcties", "tekst was „Doe dit ook.” en is nu „Doe dit echt.”", "voorwaarde in de bron", "Vergeten."):
        assert words in page
    assert "Correcties" not in client.get(action.get_absolute_url()).content.decode()
    assert [row["actie"] for row in client.get("/api/v1/correcties").json()["results"]][:2] == [other.slug] * 2
    other.refresh_from_db()
    decide(piet, propose_merge(roos, other, action), "goedkeuren", "Twee keer hetzelfde.")
    page = client.get(action.get_absolute_url()).content.decode()
    assert all(words in page for words in ("Doe dit echt.", "Vergeten.", "opgenomen in")), "they follow it"
    assert [row["actie"] for row in client.get("/api/v1/correcties").json()["results"]][:3] == [action.slug] * 3
    table = client.get("/open-data/correcties.csv").content.decode()
    assert f",{action.slug}," in table


def test_what_would_say_more_than_a_source_is_refused(twins, roos, piet):
    action, other = twins
    Action.objects.filter(pk=other.pk).update(kind=ActionKind.DUTY)
    page = roos.post(merge_address(other), {"into": action.pk, "reason": "Het is hetzelfde."}).content.decode()
    assert "Bij „soort” staat hier" in page
    assert not Proposal.objects.exists()


def test_two_stands_in_one_report_stay_two(report, records, roos):
    bill = records["bill"]
    other = factories.make_bill("ander")
    factories.make_bill_stand(other, report)
    page = roos.post(merge_address(other), {"into": bill.pk, "reason": "Het is hetzelfde."}).content.decode()
    assert "zou er dan twee keer staan" in page


def test_a_bill_of_another_report_becomes_one(client, records, roos, piet):
    bill = records["bill"]
    other = factories.make_bill("ander", title="Ander voorstel")
    factories.make_bill_stand(other, factories.make_report("vgr-0"))
    draft = factories.make_report(state=ReportState.DRAFT)
    draft.tasks.create(bill=other)
    draft.tasks.create(bill=bill)
    decide(piet, propose_merge(roos, other, bill), "goedkeuren", "Twee namen.")
    assert bill.snapshots.count() == 2
    assert draft.tasks.count() == 1
    assert client.get("/wetsvoorstellen/ander.atom")["Location"] == f"/wetsvoorstellen/{bill.slug}.atom"
    assert "Twee namen." in client.get(bill.get_absolute_url()).content.decode()


def test_parties_and_roles_become_one(report, records, roos, piet):
    party = Party.objects.get()
    other = Party.objects.create(slug="dubbel", name="Dubbele partij")
    factories.Representation.objects.create(
        report=report, position=2, group_printed="Leraren", party=other, party_printed="Dubbel", location="Hoofdstuk 1"
    )
    decide(piet, propose_merge(roos, other, party), "goedkeuren")
    assert party.representations.count() == 2
    role = records["role"]
    second = factories.Role.objects.create(slug="tweede", name="Tweede", plural="tweeden")
    factories.make_action(report, records["measure"], second)
    decide(piet, propose_merge(roos, second, role), "goedkeuren")
    assert role.actions.count() == 2


def test_what_the_programme_numbers_becomes_one_with_nothing(records, roos):
    for row in (records["goal"], records["priority"], records["measure"]):
        assert roos.get(merge_address(row)).status_code == 404
