"""The security headers and cache headers of every page."""

import io

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory

from portal.operations.middleware import bare_heads, content_policy

pytestmark = pytest.mark.once

PAGES = ["/", "/maatregelen/", "/bestaat-niet/", "/beheer/account/inloggen/", "/api/v1/", "/maatregelen.csv"]


@pytest.mark.parametrize("address", PAGES)
def test_only_our_own_files_and_no_unsafe_source(client, address):
    policy = client.get(address, headers={"Accept": "text/html"})["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("address", PAGES)
def test_no_camera_and_no_frame_and_no_guessing(client, address):
    response = client.get(address)
    assert "camera=()" in response["Permissions-Policy"]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in response


@pytest.mark.parametrize(
    ("address", "status"), [("/bestaat-niet/", 404), ("/maatregelen/4/", 301), ("/maatregelen/?status=onzin", 400)]
)
def test_only_what_says_so_is_kept_on_the_way(client, address, status):
    """A page that does not exist today may be published tomorrow, so no cache may keep its 404."""
    response = client.get(address)
    assert (response.status_code, response["Cache-Control"]) == (status, "no-store")


def test_what_is_sent_to_a_page_is_refused_with_all_headers(client, settings):
    response = client.post("/maatregelen/")
    assert (response.status_code, response["Cache-Control"]) == (405, "no-store")
    for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Referrer-Policy"):
        assert name in response
    settings.SECURE_SSL_REDIRECT = True
    assert Client().post("/maatregelen/").status_code == 301


@pytest.mark.parametrize(
    "said", [{"CONTENT_LENGTH": str(7 * 1024**2)}, {"HTTP_TRANSFER_ENCODING": "chunked"}, {"CONTENT_LENGTH": "veel"}]
)
def test_what_is_too_large_is_refused_before_it_is_read(client, said):
    class Unread(io.BytesIO):
        def read(self, *_):
            raise AssertionError("gelezen")

    response = client.generic("POST", "/beheer/account/inloggen/", **said, **{"wsgi.input": Unread()})
    assert response.status_code == 413
    assert "Te groot" in response.content.decode()


def test_the_api_is_under_tls_for_as_long_as_the_pages(settings):
    settings.SECURE_HSTS_SECONDS, settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = 63_072_000, True
    told = {Client().get(address, secure=True)["Strict-Transport-Security"] for address in ("/", "/api/v1/maatregelen")}
    assert told == {"max-age=63072000; includeSubDomains"}


def test_a_login_may_go_on_to_the_organisation(monkeypatch):
    monkeypatch.setitem(settings.OIDC, "OIDC_SERVER_URL", "https://login.example.nl/realm/x")
    assert "form-action 'self' https://login.example.nl;" in content_policy()


def test_no_page_has_a_script_or_style_of_its_own(client):
    """The content security policy would block inline scripts and styles. The browser tests check that in a real browser."""
    for address in PAGES[:2]:
        html = Client().get(address).content.decode()
        assert " style=" not in html
        assert " onclick=" not in html


@pytest.mark.parametrize("address", [*PAGES, "/api/v1/moties?status=onzin"])
def test_head_has_the_length_of_get_and_no_body(client, address):
    head, whole = client.head(address), client.get(address)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head["Content-Type"] == whole["Content-Type"]
    # The token of a form differs each time, but its length does not.
    assert head["Content-Length"] == str(len(whole.content))


def test_the_body_of_a_head_is_dropped_by_us():
    """The test client also drops the body of a HEAD response, so this test calls the middleware directly."""
    dropped = bare_heads(lambda _request: HttpResponse("abc"))(RequestFactory().head("/"))
    assert (dropped.content, dropped["Content-Length"]) == (b"", "3")
