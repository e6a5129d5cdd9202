"""Requests that no form of the portal sends: none causes a server error, and each error gets a page with a heading."""

import re
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import resolve

from measures.enums import ReportState
from tests.portal.addresses.public import public_addresses

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

VALUES = {
    "null byte": "%00",
    "not UTF-8": "%FF%FE%C0%80",
    "half a pair": "%ED%A0%80",
    "not encoded": "%zz%",
    "long": "a" * 100_000,
    "huge number": "9" * 400,
    "negative": "-1",
    "not a day": "2026-02-30",
    "far away": "99999-12-31",
    "another script": "%D9%A1%D9%A2",
    "markup": "%3Cscript%3Ealert(1)%3C/script%3E",
    "sql": "%27%20OR%201%3D1%20--",
    "template": "%7B%7B%20settings.SECRET_KEY%20%7D%7D%25s",
}
# In bytes: the longest request line that the server reads (gunicorn.conf.py). A longer query never comes here.
LONGEST = 8_190
QUERIES = {
    "as many keys as fit": "&".join(f"k{n}=" for n in range(LONGEST // 4))[:LONGEST],
    "the same as often as fits": "zoek=a&" * (LONGEST // 7),
    "no key": "=&=&&&;",
    "a key that is not UTF-8": "%FF%FE=1",
    "brackets": "zoek[]=a&zoek[$gt]=1&zoek[a][b]=2",
}
PATHS = [
    "/%00/", "/%FF%FE/", "/maatregelen/%00/", "/maatregelen/%FF/", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
    "/maatregelen/" + "a" * 5_000 + "/", "/" + "a/" * 2_000, "/\\evil.example/", "/static/../manage.py",
    "/static/%2e%2e/%2e%2e/manage.py", "/rapportages/٣/", "/maatregelen/x/vgr-5/?met=%00", "/nu/leraar.%00", "/.git/config",
    "/.env", "/beheer/redactie/%00/", "/api/v1/%FF", "/nu/%0d%0aSet-Cookie:a=b/",
]  # fmt: skip
HEADERS = {
    "Accept": "x" * 4_000,
    "Accept-Encoding": "gzip;q=x, *;q=\xff",
    "Accept-Language": "nl;q=" + "9" * 400 + ", \x7f",
    "If-None-Match": '"' + "a" * 4_000,
    "If-Modified-Since": "gisteren",
    "Cookie": "sessionid=" + "a" * 3_000 + '; messages="\\; csrftoken=\xff',
    "Range": "bytes=-1,5-2,x",
    "X-Forwarded-For": "<script>, \x00",
    "X-Request-ID": "a\tb" * 50,
    "Content-Length": "-1",
}


def answer(client, address, **headers):
    """Send a GET with this path and query string, unchanged. Fail on a server error and on a page that shows internals."""
    path, _, query = address.partition("?")
    response = client.get(path, QUERY_STRING=query, headers=headers)
    assert response.status_code < 500, address[:80]
    if not response.streaming and "html" in response.get("Content-Type", ""):
        page = response.content.decode()
        assert "<script>alert(1)</script>" not in page
        assert not [word for word in ("Traceback", "/site-packages/", "SECRET_KEY =") if word in page]
        if response.status_code >= 400:
            assert BeautifulSoup(page, "html.parser").h1, address[:80]
    return response


@pytest.fixture
def published(small):
    """Return one path for every URL pattern and file format of the public site."""
    records = small.records[ReportState.PUBLISHED]
    addresses = public_addresses(records, small.reports[ReportState.PUBLISHED])
    paths = sorted({urlsplit(address).path for address in addresses})
    return list({resolve(path).view_name + path.rpartition(".")[2].rpartition("/")[2]: path for path in paths}.values())


@pytest.mark.story
def test_every_field_of_every_page_takes_any_value(client, published, each):
    asked = 0
    for address in published:
        response = client.get(address)
        page = "" if response.streaming else response.content.decode(errors="replace")
        names = set(re.findall(r'<(?:input|select)[^>]*\bname="([^"]+)"', page)) | {"pagina"}
        # Pages without a form get only one strange value, because other values would take the same code path.
        for kind, value in (VALUES if len(names) > 2 else {"null byte": "%00"}).items():
            with each(f"{address}: {kind}"):
                answer(client, f"{address}?" + "&".join(f"{name}={value}" for name in names))
                asked += len(names)
    assert asked > 500


@pytest.mark.parametrize("few", [True, pytest.param(False, marks=pytest.mark.story)])
def test_any_query(client, published, few, each):
    """`make stories` sends the long ones as well. A page without a filter reads no query, so one of them is enough."""
    for address in published:
        for name, query in QUERIES.items():
            if few and len(query) > 100:
                continue
            with each(f"{address}: {name}"):
                response = answer(client, f"{address}?{query}")
                if response["Content-Type"].startswith("text/html") and b'class="filter"' not in response.content:
                    break


def test_any_path(client, small, each):
    for path in PATHS:
        with each(path[:40]):
            response = answer(client, path)
            assert response.status_code in (301, 302, 400, 404)
            assert "evil.example" not in response.get("Location", "").split("?")[0]
            assert "Set-Cookie" not in response


def test_any_header(client, published, each):
    for address in ("/", "/maatregelen/", "/overzicht.xlsx", "/wijzigingen.atom", "/api/v1/acties"):
        usual = client.get(address).status_code
        for name, value in HEADERS.items():
            with each(f"{address}: {name}"):
                # Only the API chooses the format of a response by the Accept header.
                others = {406} if name == "Accept" and address.startswith("/api/") else set()
                assert answer(client, address, **{name: value}).status_code in {usual} | others


@pytest.mark.parametrize("path", ["/", "/maatregelen/hoorrecht/", "/bestaat-niet/", "/maatregelen.csv", "/beheer/"])
def test_another_name_than_ours(client, small, path):
    response = client.get(path, SERVER_NAME="kwaad.example.com")
    assert response.status_code == 400
    assert "Dit adres is niet te lezen" in response.content.decode()
    assert "kwaad.example.com" not in response.content.decode()


FORMS = ("/werkplan/bijwerken/", "/berichten/bevestigen/", "/berichten/mijn/", "/berichten/bewaard/")


# PUT and DELETE are refused where an unknown method is.
@pytest.mark.parametrize(
    "method", ["POST", "OPTIONS", "ONZIN", *[pytest.param(method, marks=pytest.mark.story) for method in ("PUT", "DELETE")]]
)
def test_any_method(client, published, method, each):
    for address in published:
        with each(address):
            response = client.generic(method, address)
            if address == "/api/v1/bestaat-niet":
                assert response.status_code == 404
            elif method == "POST" and address in FORMS:
                # A public form, sent without its file or its token.
                assert response.status_code == 400
            elif address.startswith("/berichten/stop/"):
                assert response.status_code == (404 if method == "POST" else 405)
            elif method == "POST" and address in ("/berichten/", "/berichten/gevraagd/"):
                # Nothing is asked: this site sends no mail.
                assert response.status_code == 200
            elif method == "OPTIONS" and address.startswith("/api/"):
                # This is a CORS preflight.
                assert response.status_code == 204
            else:
                assert (response.status_code, response["Allow"].startswith("GET, HEAD")) == (405, True)
