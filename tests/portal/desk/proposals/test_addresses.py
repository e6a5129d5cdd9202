"""An address that was public leads on for ever, and what carries a key for ever keeps its first one."""

import re

import pytest

from measures.enums import ActionKind
from measures.models import Action, ActionMention
from tests import factories
from tests.portal.desk.proposals.conftest import address_for, decide, proposal_form, propose

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

ADDRESSES = {
    "measure": ("/maatregelen/{}/", "/maatregelen/{}.atom", "/maatregelen/{}/vgr-1/", "/moties/?maatregel={}",
                "/api/v1/maatregelen/{}", "/api/v1/maatregelen/{}/standen", "/api/v1/maatregelen/{}/standen/vgr-1",
                "/api/v1/moties?maatregel={}", "/wetsvoorstellen.csv?maatregel={}"),
    "bill": ("/wetsvoorstellen/{}/", "/wetsvoorstellen/{}.atom", "/api/v1/wetsvoorstellen/{}", "/api/v1/acties?wetsvoorstel={}"),
    "role": ("/nu/{}/", "/nu/{}.atom", "/nu/{}.ics", "/nu/{}.csv", "/nu/{}.xlsx", "/nu/{}.ods", "/nu/{}/?zoek=actie",
             "/api/v1/rollen/{}", "/api/v1/acties?rol={}&datum=2026-01-01"),
    "action": ("/acties/{}/", "/api/v1/acties/{}"),
}  # fmt: skip


@pytest.mark.parametrize("kind", ADDRESSES)
def test_every_address_with_an_old_slug_leads_on(client, records, roos, piet, kind):
    row = records[kind]
    old = row.slug
    decide(piet, propose(roos, row, slug=f"nieuw-{kind}"), "goedkeuren")
    decide(piet, propose(roos, row, slug=f"nieuwer-{kind}"), "goedkeuren")
    for pattern in ADDRESSES[kind]:
        for before in (old, f"nieuw-{kind}"):
            response = client.get(pattern.format(before))
            assert (response.status_code, response.get("Location")) == (301, pattern.format(f"nieuwer-{kind}")), pattern
        assert client.get(pattern.format(f"nieuwer-{kind}")).status_code == 200, pattern


def test_a_motion_keeps_its_old_number_as_an_address(client, records, roos, piet):
    motion = records["motion"]
    old = motion.number
    decide(piet, propose(roos, motion, number="31497-999"), "goedkeuren")
    for address in (f"/moties/{old}/", f"/kst-{old}", f"/api/v1/moties/{old}"):
        assert client.get(address)["Location"] == address.replace(old, "31497-999")


def test_an_address_that_leads_on_is_free_for_nothing_else(records, roos, piet):
    bill = records["bill"]
    old = bill.slug
    decide(piet, propose(roos, bill, slug="nieuw"), "goedkeuren")
    response = roos.post("/beheer/laws/bill/add/", {"title": "Ander", "slug": old})
    assert "was het adres van iets anders" in response.content.decode()
    decide(piet, propose(roos, bill, slug=old), "goedkeuren")
    bill.refresh_from_db()
    assert (bill.slug, bill.former_keys) == (old, "nieuw")


def test_a_key_that_is_in_use_is_refused(records, roos):
    bill = records["bill"]
    other = factories.make_bill("bezet")
    response = roos.post(address_for(bill), proposal_form(roos, bill, slug=other.slug))
    assert response.status_code == 200
    assert "bestaat al" in response.content.decode()


def test_feeds_and_calendars_know_a_renamed_record(client, report, records, roos, piet):
    role, measure, bill = records["role"], records["measure"], records["bill"]
    action = Action.objects.create(slug="oude-actie", text="Doe dit.", kind=ActionKind.DUTY)
    action.roles.add(role)
    action.measures.add(measure)
    ActionMention.objects.create(
        action=action, report=report, states_in_force=True, in_force_from="2027-01-01", location="Hoofdstuk 1"
    )

    def ids():
        feeds = client.get("/wijzigingen.atom").content + client.get(f"/nu/{role.slug}.atom").content
        events = client.get(f"/nu/{role.slug}.ics").content
        found = set(re.findall(r"<id>(.*?)</id>", feeds.decode())) | set(re.findall(r"UID:(.*)", events.decode()))
        return {each for each in found if "correctie" not in each and "http" not in each}

    before = ids()
    assert any("oude-actie" in each for each in before)
    for row in (role, measure, bill, action):
        decide(piet, propose(roos, row, slug=f"nieuw-{type(row).__name__.lower()}"), "goedkeuren")
        row.refresh_from_db()
    assert ids() == before


def test_corrections_of_before_stay_at_a_renamed_record(client, records, roos, piet):
    bill = records["bill"]
    decide(piet, propose(roos, bill, dossier="36999"), "goedkeuren", "Nummer vergeten.")
    decide(piet, propose(roos, bill, slug="nieuw"), "goedkeuren")
    for address in ("/wetsvoorstellen/nieuw/", "/wetsvoorstellen/nieuw.atom"):
        assert "Nummer vergeten." in client.get(address).content.decode()
