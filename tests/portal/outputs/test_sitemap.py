"""The sitemap, `/sitemap.xml`, and `/robots.txt`."""

import datetime as dt
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.urls import resolve

from measures.enums import ReportState, Status
from measures.models import Correction
from measures.publication.freezing import correcting
from tests import factories
from tests.portal.addresses.public import public_names

pytestmark = pytest.mark.once

NAMES = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9"}
HOST = "http://testserver"
# URL patterns without a page: files, feeds, redirects and responses for programs.
NO_PAGES = {
    "list-export", "role-export", "role-workbook", "overview-export", "overview-workbook", "measure-briefing", "bill-briefing",
    "goal-briefing", "goal-picture", "goal-framed",
    "changes-feed", "measure-feed", "bill-feed", "role-feed", "list-feed", "action-feed", "goal-feed", "motion-feed",
    "search-feed", "role-calendar", "list-calendar", "action-calendar", "measure-calendar", "bill-calendar", "goal-calendar",
    "search-calendar", "measure-picture", "measure-framed", "bill-picture", "bill-framed",
    "motion-picture", "motion-framed", "role-picture", "role-framed",
    "measure-by-number", "kamerstuk", "security-txt", "sitemap", "robots", "alive", "ready", "metrics",
    "open-data-package", "open-data-descriptor", "open-data-dcat", "open-data-turtle", "open-data-table",
    "motion-calendar", "letters-asked", "letters-confirm", "letters-own", "letters-kept", "letters-end",
}  # fmt: skip


def pages_of(client):
    """Return a dict from each path in the sitemap to the timestamp of its last change, or to None if the sitemap gives none."""
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    found = [
        (url.findtext("map:loc", namespaces=NAMES), url.findtext("map:lastmod", namespaces=NAMES))
        for url in ElementTree.fromstring(response.content)
    ]
    assert len(dict(found)) == len(found)
    assert all(address.startswith(f"{HOST}/") for address, _ in found)
    return {address.removeprefix(HOST): moment for address, moment in found}


def test_every_kind_of_page_is_in_it(client):
    """A new page needs an entry in `PAGES` of portal/outputs/sitemap.py."""
    names = {name for name in public_names() if not (name.startswith("api-") or name in NO_PAGES)}
    assert {resolve(address).url_name for address in pages_of(client)} == names


def test_every_record_is_in_it(client):
    found = pages_of(client)
    for address in (
        "/maatregelen/zorg-in-onderwijstijd/", "/maatregelen/zorg-in-onderwijstijd/vgr-2/", "/doelen/7/", "/moties/31497-305/",
        "/wetsvoorstellen/maatwerk/", "/rapportages/plan-2014/", "/nu/ouder/", "/acties/steunpunt-inrichten/",
    ):  # fmt: skip
        assert address in found


@pytest.mark.usefixtures("empty")
def test_the_moment_is_that_of_the_report_or_of_its_correction(client):
    measure, other = factories.make_measure(4, slug="vier"), factories.make_measure(5, slug="vijf")
    reports = [
        factories.make_report(f"vgr-{n}", publication=str(2020 + n), published_at=dt.datetime(2026, 3, n, 12, tzinfo=dt.UTC))
        for n in (1, 2)
    ]
    for report in reports:
        factories.make_stand(measure, report, status=Status.DONE)
    factories.make_stand(other, reports[0])
    draft = factories.make_report("vgr-3", state=ReportState.DRAFT, publication="2024")
    factories.make_stand(other, draft)
    correction = Correction.objects.create(
        report=reports[0], subject_type="maatregel", subject_key="vijf", subject_title="x", field="status",
        old_value="a", new_value="b", reason="x", editor_function="redacteur",
    )  # fmt: skip
    with correcting("Het moment van deze test."):
        Correction.objects.filter(pk=correction.pk).update(made_at=dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC))
    found = pages_of(client)
    assert {address: moment for address, moment in found.items() if moment} == {
        "/maatregelen/vier/": "2026-03-02",
        "/maatregelen/vier/vgr-1/": "2026-03-01",
        "/maatregelen/vier/vgr-2/": "2026-03-02",
        "/maatregelen/vijf/": "2026-03-09",
        "/maatregelen/vijf/vgr-1/": "2026-03-09",
        "/rapportages/vgr-1/": "2026-03-09",
        "/rapportages/vgr-2/": "2026-03-02",
    }
    assert "/rapportages/vgr-3/" not in found


def test_pages_that_depend_on_the_day_have_no_moment(client):
    found = pages_of(client)
    assert [found[address] for address in ("/", "/nu/schoolleider/", "/acties/steunpunt-inrichten/", "/maatregelen/")] == [
        None
    ] * 4


def test_robots_may_look_everywhere_but_behind_the_desk(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    robots = RobotFileParser()
    robots.parse(response.content.decode().splitlines())
    assert robots.site_maps() == [f"{HOST}/sitemap.xml"]
    for address in ("/", "/maatregelen/hoorrecht/", "/wijzigingen.atom", "/api/v1/maatregelen", "/zoeken/"):
        assert robots.can_fetch("Zoekmachine", address)
    for address in ("/beheer/", "/beheer/account/inloggen/", "/zoeken/?q=hoorrecht&soort=actie"):
        assert not robots.can_fetch("Zoekmachine", address)
