"""Old addresses lead on: an action that became one with another, and a motion that got another number."""

import pytest
from django.http import HttpResponse
from django.urls import resolve
from django.utils import timezone

from measures.enums import ReportState
from measures.models import SourceNote
from measures.publication.freezing import correcting
from portal.operations.moved import lead_on
from tests import factories

pytestmark = [pytest.mark.usefixtures("empty"), pytest.mark.once]


@pytest.fixture
def renamed():
    """Return a report, and an action and a motion in it that each have two keys of before."""
    report = factories.make_report()
    records = factories.make_everything(report, "Nu", main_number=3)
    action, motion = records["action"], records["motion"]
    action.former_keys, motion.former_keys = "oude-actie nog-een-actie", "36200-93 36410-21"
    action.save()
    motion.save()
    return report, action, motion


def test_every_address_with_a_key_of_before_leads_to_the_record(client, renamed):
    _, action, motion = renamed
    expected = {
        "/acties/oude-actie/": f"/acties/{action.slug}/",
        "/acties/nog-een-actie/?op=2026-01-01": f"/acties/{action.slug}/?op=2026-01-01",
        "/api/v1/acties/oude-actie": f"/api/v1/acties/{action.slug}",
        "/moties/36200-93/": f"/moties/{motion.number}/",
        "/kst-36410-21": f"/kst-{motion.number}",
        "/api/v1/moties/36410-21": f"/api/v1/moties/{motion.number}",
    }
    found = {address: client.get(address) for address in expected}
    assert {address: (each.status_code, each.get("Location")) for address, each in found.items()} == {
        address: (301, place) for address, place in expected.items()
    }
    assert found["/api/v1/acties/oude-actie"]["API-Version"]
    assert client.get("/acties/oude-actie/", follow=True).status_code == 200


def test_a_note_that_another_took_over_is_found_in_the_api(client, renamed):
    report, *_ = renamed
    SourceNote.objects.create(report=report, slug="nu", former_keys="oud ouder", title="x", text="x", location="x")
    found = client.get("/api/v1/bronnotities/ouder")
    assert (found.status_code, found["Location"]) == (301, "/api/v1/bronnotities/nu")


def test_other_addresses_stay_absent(client, renamed):
    _, action, motion = renamed
    # Part of a key of before, the key of the other kind of record, and a page of another kind.
    for address in (
        "/acties/oude/",
        "/acties/36200-93/",
        "/moties/oude-actie/",
        "/maatregelen/oude-actie/",
        "/api/v1/oude-actie",
    ):
        assert client.get(address).status_code == 404, address
    assert client.get(f"/acties/{action.slug}/").status_code == client.get(f"/moties/{motion.number}/").status_code == 200


def test_a_key_of_now_never_leads_elsewhere(client, renamed):
    _, action, _ = renamed
    other = factories.make_action(factories.make_report(state=ReportState.DRAFT), action.measures.get(), action.roles.get())
    action.former_keys = f"{action.slug} {other.slug}"
    action.save()
    assert client.get(f"/acties/{action.slug}/").status_code == 200
    assert client.get(f"/acties/{other.slug}/").status_code == 404


def test_a_record_of_a_draft_is_not_told(client):
    draft = factories.make_report(state=ReportState.DRAFT)
    action = factories.make_everything(draft, "Concept", main_number=4)["action"]
    action.former_keys = "oude-actie"
    action.save()
    assert client.get("/acties/oude-actie/").status_code == 404


def test_an_old_address_leads_to_what_was_withdrawn(client, renamed):
    report, _, _ = renamed
    with correcting("Fout document."):
        report.state, report.withdrawn_at, report.withdrawal_reason = ReportState.WITHDRAWN, timezone.now(), "Fout document."
        report.save()
    assert client.get("/acties/oude-actie/", follow=True).status_code == 410


def test_an_answer_costs_no_query_more(rf, renamed, django_assert_num_queries):
    request = rf.get("/acties/oude-actie/")
    request.resolver_match = resolve("/acties/oude-actie/")
    with django_assert_num_queries(0):
        assert lead_on(lambda _: HttpResponse())(request).status_code == 200


def test_a_very_long_value_is_no_key_of_before(client, renamed):
    assert client.get("/moties/", {"maatregel": "x" * 60_000}).status_code == 400
