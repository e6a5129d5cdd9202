"""What was public until a report was withdrawn: 410 with the day, the reason and the way on, at every address."""

import datetime as dt

import pytest
from django.utils import timezone

from measures.enums import ReportKind, ReportState
from measures.publication.freezing import correcting
from portal.core.dates import in_dutch
from tests import factories
from tests.portal.addresses.public import public_addresses

pytestmark = [pytest.mark.usefixtures("empty"), pytest.mark.once]

REASON = "De tabel met statussen klopte niet."
# Files that take long to make; the role has a file for each other kind.
COSTLY = (".pdf", ".xlsx", ".ods", "/open-data/")


def key_of(record):
    return getattr(record, record.natural_key_field)


def withdraw(report):
    with correcting(REASON):
        report.state, report.withdrawn_at, report.withdrawal_reason = ReportState.WITHDRAWN, timezone.now(), REASON
        report.save()


@pytest.fixture
def stays():
    report = factories.make_report("zichtbaar-rapport", title="Zichtbaar rapport", publication="2025", number=1)
    return report, factories.make_everything(report, "Blijft", main_number=3)


@pytest.fixture
def gone():
    report = factories.make_report("weg", title="Weg rapport", publication="2026", number=2)
    return report, factories.make_everything(report, "Weg", main_number=24)


@pytest.mark.story
def test_every_address_that_was_public_is_gone(client, stays, gone):
    report, records = gone
    keys = [report.slug, *(str(key_of(record)) for record in records.values())]
    addresses = [each for each in public_addresses(records, report) if any(key in each for key in [*keys, "/24/"])]
    addresses = [each for each in addresses if not any(part in each for part in COSTLY)]
    were_public = {address for address in addresses if client.get(address).status_code < 400}
    withdraw(report)
    found = {address: client.get(address) for address in were_public}
    refused = {address: response.status_code for address, response in found.items() if response.status_code >= 400}
    assert set(refused.values()) == {410}
    # A page, a stand, a feed, files, the API, a motion that only this report named, and a query that names the report.
    assert refused.keys() >= {
        "/rapportages/weg/",
        f"/maatregelen/{records['measure'].slug}/",
        "/maatregelen/24/",
        f"/maatregelen/{records['measure'].slug}/weg/",
        f"/maatregelen/{records['measure'].slug}.atom",
        f"/wetsvoorstellen/{records['bill'].slug}.atom",
        f"/nu/{records['role'].slug}/",
        f"/nu/{records['role'].slug}.atom",
        f"/nu/{records['role'].slug}.ics",
        f"/nu/{records['role'].slug}.csv",
        f"/moties/{records['motion'].number}/",
        f"/kst-{records['motion'].number}",
        f"/acties/{records['action'].slug}/",
        "/maatregelen/?rapportage=weg",
        "/wijzigingen.atom?naar=weg",
        "/api/v1/rapportages/weg",
        f"/api/v1/moties/{records['motion'].number}",
        f"/api/v1/maatregelen/{records['measure'].slug}/standen/weg",
        "/api/v1/acties?rapportage=weg",
    }
    day = in_dutch(timezone.localdate())
    for address, response in found.items():
        if response.status_code == 410:
            words = response.json()["detail"] if address.startswith("/api/") else response.content.decode()
            assert all(part in words for part in (REASON, day, "Weg rapport")), address
            assert "Weg stap" not in words


def test_the_day_of_a_withdrawal_is_that_of_the_netherlands(client, gone):
    report, records = gone
    withdraw(report)
    with correcting(REASON):
        report.withdrawn_at = dt.datetime(2026, 11, 30, 23, 30, tzinfo=dt.UTC)
        report.save()
    for address in (f"/api/v1/moties/{records['motion'].number}", f"/moties/{records['motion'].number}/"):
        answer = client.get(address)
        words = answer.json()["detail"] if address.startswith("/api/") else answer.content.decode()
        assert "1 december 2026" in words, address


def test_a_frame_on_another_site_says_that_it_was_withdrawn(client, gone):
    """Any site may frame this answer too, so that its readers see one sentence and not the refusal of their browser."""
    report, records = gone
    addresses = [f"/insluiten/moties/{records['motion'].number}/", f"/insluiten/nu/{records['role'].slug}/"]
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    withdraw(report)
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 410
        assert "frame-ancestors *" in response["Content-Security-Policy"]
        assert "X-Frame-Options" not in response
        assert not response.cookies
        html = response.content.decode()
        assert f"ingetrokken, met de rapportage waar het in stond: Weg rapport. Reden: {REASON}" in html
        assert '<a href="http://testserver/rapportages/weg/" target="_top">Lees waarom op' in html
        assert "<nav" not in html


def test_the_way_on_is_the_report_that_came_instead(client, gone):
    report, records = gone
    withdraw(report)
    again = factories.make_report("weg-2", title="Nieuw rapport", number=2, publication="2026")
    page = client.get(f"/moties/{records['motion'].number}/").content.decode()
    assert '<a href="/rapportages/weg-2/">Nieuw rapport</a>' in page
    problem = client.get("/api/v1/rapportages/weg")
    assert problem["Content-Type"] == "application/problem+json"
    assert problem.json()["status"] == 410
    assert problem.json()["title"] == "Ingetrokken"
    assert "http://testserver/rapportages/weg-2/" in problem.json()["detail"]
    factories.make_stand(records["measure"], again)
    assert client.get(f"/maatregelen/{records['measure'].slug}/").status_code == 200
    assert client.get(f"/maatregelen/{records['measure'].slug}/weg/").status_code == 410


def test_what_never_was_there_is_not_found(client, stays, gone):
    hidden = factories.make_report("concept", state=ReportState.DRAFT, publication="2026", kind=ReportKind.LETTER)
    records = factories.make_everything(hidden, "Concept", main_number=5)
    withdraw(gone[0])
    for address in ("/moties/31497-1/", "/bestaat-niet/", "/rapportages/concept/", f"/moties/{records['motion'].number}/"):
        assert client.get(address).status_code == 404, address
    assert client.get("/api/v1/maatregelen/bestaat-niet").status_code == 404
    assert client.get("/maatregelen/?rapportage=concept").status_code == 400
    assert client.get("/maatregelen/?status=weg").status_code == 400
    assert client.get("/beheer/redactie/weg-ermee/").status_code == 302


def test_what_is_still_public_stays(client, stays, gone):
    _, records = stays
    withdraw(gone[0])
    assert client.get(f"/moties/{records['motion'].number}/").status_code == 200
    assert client.get("/maatregelen/?rapportage=zichtbaar-rapport").status_code == 200
