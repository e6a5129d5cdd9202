"""Conditional requests: a client with the newest ETag gets a 304, and any change that may show gives a new ETag."""

import datetime as dt
import gzip

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from measures.models import MeasureSnapshot, Report
from portal.core import version
from portal.desk.editing.correcting import correct
from portal.desk.editing.publishing import withdraw
from portal.operations.serving.front import CLOCK
from portal.operations.storage.seeding import load_folder

PAGES = [
    "/", "/maatregelen/", "/maatregelen/leerrecht/", "/nu/schoolleider/?datum=2027-01-01", "/overzicht/", "/rapportages/vgr-5/",
    "/wijzigingen/", "/maatregelen.csv", "/nu/schoolleider.ics", "/wijzigingen.xlsx", "/nu/schoolleider.pdf",
    "/open-data/", "/open-data/voortgang-passend-onderwijs.zip", "/open-data/dcat.jsonld", "/open-data/maatregelen.csv",
]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_a_reader_who_has_the_answer_gets_a_304(reader, address):
    first = reader.get(address)
    assert first.status_code == 200
    assert first["Cache-Control"] == "public, no-cache"
    again = reader.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    # A cache between server and client needs this header to renew the right entry (RFC 9110, 15.4.5).
    assert first.get("Vary", "") in again.get("Vary", "")
    assert reader.get(address).status_code == 200
    # Two changes can come within the second that Last-Modified names.
    assert reader.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 200


def test_a_304_costs_one_query_and_so_does_an_answer_from_memory(reader):
    tag = reader.get("/maatregelen/")["ETag"]
    for headers in ({"If-None-Match": tag}, {}):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            reader.get("/maatregelen/", headers=headers)
        assert len(queries) == 1


def test_every_address_and_query_has_its_own_tag(reader):
    tags = [reader.get(address)["ETag"] for address in ("/maatregelen/", "/moties/", "/maatregelen/?status=afgerond")]
    assert len(set(tags)) == 3
    assert reader.get("/moties/", headers={"If-None-Match": tags[0]}).status_code == 200


@pytest.mark.parametrize(
    "address", ["/bestaat-niet/", "/maatregelen/bestaat-niet/", "/maatregelen/?status=onzin", "/maatregelen/4/"]
)
def test_only_whole_answers_have_a_tag(reader, address):
    late = {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT", "If-None-Match": "*"}
    assert reader.get(address, headers=late).status_code in (301, 400, 404)
    assert "ETag" not in reader.get(address)


def test_a_correction_is_seen_at_once(reader, publisher):
    address = "/maatregelen/leerrecht/"
    before = reader.get(address)
    stand = MeasureSnapshot.objects.get(report__slug="vgr-5", measure__slug="leerrecht")

    def save():
        stand.summary = "Verbeterde samenvatting."
        stand.save()

    correct(stand, save, "Verkeerd gelezen.", publisher)
    after = reader.get(address, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert "Verbeterde samenvatting." in after.content.decode()
    assert after["ETag"] != before["ETag"]


def test_a_new_day_is_a_new_version(reader, monkeypatch):
    before = reader.get("/nu/schoolleider/")
    monkeypatch.setattr(version, "date_now", lambda: dt.date(2027, 1, 1))
    after = reader.get("/nu/schoolleider/", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after["Last-Modified"] == "Thu, 31 Dec 2026 23:00:00 GMT"


def test_new_code_is_a_new_version(reader, monkeypatch):
    before = reader.get("/")["ETag"]
    monkeypatch.setattr(version, "code_version", lambda: "een andere uitgave")
    assert reader.get("/")["ETag"] != before


def test_a_database_that_is_gone_is_not_asked_for_every_visitor(reader, monkeypatch):
    """Waiting for a database that does not respond can take seconds. Cached pages stay available without that wait."""
    known = reader.get("/maatregelen/")
    asked = []

    def gone():
        asked.append(1)
        raise OperationalError

    monkeypatch.setattr("portal.operations.serving.middleware.version_now", gone)
    assert [reader.get("/maatregelen/")["ETag"] for _ in range(3)] == [known["ETag"]] * 3
    assert len(asked) == 1
    monkeypatch.setattr("portal.operations.serving.rest.time.monotonic", lambda: float("inf"))
    reader.get("/maatregelen/")
    assert len(asked) == 2


@pytest.mark.parametrize("address", ["/maatregelen/", "/api/v1/maatregelen"])
def test_an_answer_that_nobody_could_check_says_so_until_somebody_can(reader, monkeypatch, address):
    """nginx may not keep that header, nor send what it keeps without it: it gets no permission, and no 304."""
    known = reader.get(address)
    mine = {"If-None-Match": known.get("ETag", "")}
    nginx = mine | {CLOCK: "1785492000.750"}
    assert "Cache-Status" not in known

    def gone():
        raise OperationalError

    with monkeypatch.context() as outage:
        outage.setattr("portal.operations.serving.middleware.version_now", gone)
        whole, unchanged, through = reader.get(address), reader.get(address, headers=mine), reader.get(address, headers=nginx)
        assert unchanged.status_code == (304 if "ETag" in known else 200)
        assert (whole.status_code, through.status_code, through.content) == (200, 200, known.content)
        for answer in (whole, unchanged, through):
            assert answer["Cache-Status"] == 'portaal; fwd=stale; detail="database onbereikbaar"'
        assert through["Cache-Control"] == known["Cache-Control"]
        assert "X-Accel-Expires" not in through
        outage.setattr("portal.operations.serving.rest.time.monotonic", lambda: float("inf"))
        assert "Cache-Status" in reader.get(address)
    monkeypatch.setattr("portal.operations.serving.rest.time.monotonic", lambda: float("inf"))
    assert "Cache-Status" not in reader.get(address)
    assert "X-Accel-Expires" in reader.get(address, headers=nginx)


def test_what_nginx_keeps_and_the_process_does_not_is_for_nginx_to_tell(reader, settings, monkeypatch):
    """A 503 makes nginx send what it keeps, with its own header. A reader of the process itself gets a 304."""
    settings.PAGE_MEMORY_MB = 0.001
    known = reader.get("/maatregelen/")

    def gone():
        raise OperationalError

    monkeypatch.setattr("portal.operations.serving.middleware.version_now", gone)
    monkeypatch.setattr("measures.views.filtered_list", lambda *_: gone())
    reader.raise_request_exception = False
    mine = {"If-None-Match": known["ETag"]}
    assert reader.get("/maatregelen/", headers=mine).status_code == 304
    assert reader.get("/maatregelen/", headers=mine | {CLOCK: "1785492000.750"}).status_code == 503


def test_what_is_loaded_from_a_file_is_a_new_version(reader, tmp_path):
    before = reader.get("/nu/")["ETag"]
    (tmp_path / "brief.yaml").write_text(
        "reports:\n- {slug: brief, kind: kamerbrief, title: Brief, publication: 1 mei 2026, location: Aanhef,"
        " state: gepubliceerd, published_at: '2026-11-23T08:00:00Z'}\n"
    )
    load_folder(tmp_path)
    assert reader.get("/nu/")["ETag"] != before


def test_a_page_made_during_a_write_is_made_again(reader, monkeypatch):
    """Otherwise the page could mix content from before and after the change."""
    made = _versions(monkeypatch, "voor", "na", "na")
    first = reader.get("/moties/")
    assert first.status_code == 200
    assert made == [], "na de eerste keer is de pagina nog een keer gemaakt"
    _versions(monkeypatch, "na")
    assert reader.get("/moties/")["ETag"] == first["ETag"]


def test_while_writes_keep_coming_nobody_keeps_the_page(reader, monkeypatch):
    _versions(monkeypatch, *"abcdefgh")
    response = reader.get("/moties/")
    assert response.status_code == 200
    assert "ETag" not in response


def _versions(monkeypatch, *tags):
    """Make the content have these versions, one after another. Return the list of the versions that were not yet used."""
    coming = list(tags)
    now = dt.datetime.now(dt.UTC)
    monkeypatch.setattr(
        "portal.operations.serving.middleware.version_now", lambda: version.Version(coming.pop(0), timezone.localdate(), now, 0.0)
    )
    return coming


def test_a_draft_and_a_logged_in_page_are_never_kept(reader, publisher):
    reader.force_login(publisher)
    for address in ("/beheer/", "/beheer/login/"):
        response = reader.get(address)
        assert "ETag" not in response
        assert "public" not in response.get("Cache-Control", "")


def test_compressed_for_who_wants_it(reader):
    plain = reader.get("/maatregelen/")
    small = reader.get("/maatregelen/", headers={"Accept-Encoding": "br, gzip"})
    assert small["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.content) == plain.content
    assert len(small.content) < len(plain.content) / 4
    assert int(small["Content-Length"]) == len(small.content)
    assert small["Vary"] == plain["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in reader.get("/maatregelen/", headers={"Accept-Encoding": "gzip;q=0"})


def test_the_api_is_answered_from_memory_and_says_no_store(reader):
    first = reader.get("/api/v1/maatregelen")
    with CaptureQueriesContext(connection) as queries:
        again = reader.get("/api/v1/maatregelen")
    assert len(queries) == 1
    assert again.json() == first.json()
    assert again["Cache-Control"] == "no-store"
    assert "ETag" not in again
    assert again["API-Version"] == first["API-Version"]
    assert reader.get("/api/v1/", headers={"Accept": "text/html"})["Content-Type"].startswith("text/html")
    assert reader.get("/api/v1/", headers={"Accept": "application/json"})["Content-Type"] == "application/json"


def test_without_memory_everything_is_made_anew(settings):
    settings.PAGE_MEMORY_MB = 0
    assert "ETag" not in Client().get("/")


def test_a_withdrawn_report_is_gone_at_once(reader, publisher):
    address = "/rapportages/vgr-2/"
    assert reader.get(address).status_code == 200
    withdraw(Report.objects.get(slug="vgr-2"), publisher, "Verkeerd document.")
    assert reader.get(address).status_code == 410
