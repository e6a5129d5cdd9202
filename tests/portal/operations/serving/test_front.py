"""The headers for nginx: a public response may be kept, and only when nginx asks with its clock."""

import datetime as dt
import time
from email.utils import parsedate_to_datetime

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from measures.enums import ReportState
from portal.operations.serving.front import CLOCK, FOR_CLIENT, headers, may_be_kept, tell_front
from tests import factories

NOON = dt.datetime.fromisoformat("2026-07-31T12:00:00+02:00")
NGINX = {CLOCK: "1785492000.750"}
FOR_NGINX = ("X-Accel-Expires", FOR_CLIENT)


def test_a_page_that_does_not_depend_on_the_day_may_be_told_for_a_day():
    assert headers(1785492000.75, None, NOON) == {
        "Cache-Control": "max-age=1, stale-while-revalidate=1, stale-if-error=86400",
        "X-Accel-Expires": "@1785492000",
    }
    # nginx 1.22 reads them in this order.
    assert list(headers(0, None, NOON)) == ["Cache-Control", "X-Accel-Expires"]


@pytest.mark.parametrize(
    ("moment", "renewing", "gone"),
    [
        ("2026-07-31T12:00:00+02:00", 1, 12 * 3600 - 1),
        ("2026-07-31T23:59:57.500+02:00", 1, 1),
        ("2026-07-31T23:59:58.500+02:00", 0, 0),
        ("2026-07-31T23:59:59.900+02:00", 0, 0),
        # The day ended while the response was made.
        ("2026-08-01T00:00:03+02:00", 0, 0),
        # The day of winter time has 25 hours, and no response is told longer than a day.
        ("2026-10-25T00:00:00+02:00", 1, 86_400),
    ],
)
def test_a_page_that_depends_on_the_day_ends_at_midnight(moment, renewing, gone):
    now = dt.datetime.fromisoformat(moment)
    day = dt.date(2026, 7, 31) if now.month < 10 else now.date()
    told = headers(0, day, now)["Cache-Control"]
    assert told == f"max-age=1, stale-while-revalidate={renewing}, stale-if-error={gone}"


def answer(response, *, since=0.0, **asked):
    """Return the response to a request that may be kept, current since so many seconds ago."""

    def view(request):
        may_be_kept(request, time.monotonic() - since, None)
        return response

    return tell_front(view)(RequestFactory().get("/", headers=asked))


def test_the_client_gets_its_own_cache_control():
    told = answer(HttpResponse(headers={"Cache-Control": "no-store"}), **NGINX)
    assert (told[FOR_CLIENT], told["X-Accel-Expires"]) == ("no-store", "@1785492000")
    assert told["Cache-Control"].startswith("max-age=1, ")


def test_the_clock_of_nginx_counts_and_the_age_of_what_was_known():
    assert answer(HttpResponse(headers={"Cache-Control": "no-store"}), since=10, **NGINX)["X-Accel-Expires"] == "@1785491990"


@pytest.mark.parametrize("clock", ["", "nu", "nan", "inf", "-inf", "1e999", "0", "١٢x"])
def test_without_the_clock_of_nginx_nothing_changes(clock):
    told = answer(HttpResponse(headers={"Cache-Control": "public, no-cache"}), **({CLOCK: clock} if clock else {}))
    assert told["Cache-Control"] == "public, no-cache"
    assert not any(name in told for name in FOR_NGINX)


@pytest.mark.parametrize("status", [301, 400, 404, 405, 410, 429, 500, 503])
def test_an_error_or_redirect_is_not_kept(status):
    told = answer(HttpResponse(status=status, headers={"Cache-Control": "no-store"}), **NGINX)
    assert not any(name in told for name in FOR_NGINX)


def test_an_answer_with_a_cookie_is_not_kept():
    response = HttpResponse(headers={"Cache-Control": "no-store"})
    response.set_cookie("sessionid", "x")
    assert not any(name in answer(response, **NGINX) for name in FOR_NGINX)


@pytest.mark.parametrize("path", ["/", "/maatregelen.csv", "/wijzigingen.atom", "/api/v1/rollen", "/open-data/dcat.jsonld"])
def test_what_is_public_may_be_kept(reader, path):
    plain, told = reader.get(path), reader.get(path, headers=NGINX)
    assert told[FOR_CLIENT] == plain["Cache-Control"]
    assert told["X-Accel-Expires"] == "@1785492000"
    assert not any(name in plain for name in FOR_NGINX)
    if tag := plain.get("ETag"):
        again = reader.get(path, headers=NGINX | {"If-None-Match": tag})
        assert (again.status_code, again["X-Accel-Expires"]) == (304, "@1785492000")
        assert parsedate_to_datetime(again["Last-Modified"])


@pytest.mark.parametrize("path", ["/beheer/account/inloggen/", "/gezondheid/", "/gereed/", "/bestaat-niet/", "/maatregelen/4/"])
def test_what_is_not_public_is_not(reader, path):
    told = reader.get(path, headers=NGINX)
    assert not any(name in told for name in FOR_NGINX)


def test_a_preview_is_not_kept(admin_client, settings):
    settings.PAGE_MEMORY_MB = 8
    draft = factories.make_report("vgr-6", state=ReportState.DRAFT)
    told = admin_client.get(f"/beheer/redactie/{draft.slug}/voorbeeld/", headers=NGINX)
    assert told.status_code == 200
    assert not any(name in told for name in FOR_NGINX)
