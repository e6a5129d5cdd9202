"""What nginx keeps of the portal (deploy/nginx.conf), for whom, and what clients see of that."""

from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.front import IN_PRODUCTION, NAME, WITHOUT_NGINX, nginx_before
from tests.server import copy_of, serving

EARLIER = "Sat, 01 Jan 2000 00:00:00 GMT"
pytestmark = [pytest.mark.once, pytest.mark.fault, WITHOUT_NGINX]


@pytest.fixture(scope="module")
def portal(made_portal, tmp_path_factory):
    """Yield the URL and the environment of a portal with production settings."""
    environment = copy_of(made_portal, tmp_path_factory.mktemp("portal")) | IN_PRODUCTION
    with serving(environment, "--workers", "2") as site:
        yield site, environment


@pytest.fixture
def front(portal, tmp_path):
    """Yield an nginx that keeps nothing yet."""
    with nginx_before(*portal, tmp_path) as found:
        yield found


def key(path: str, coding: str = " ") -> str:
    return f"https {NAME} {path} {coding}"


def test_public_pages_files_feeds_and_the_api_are_kept(front):
    paths = ["/", "/maatregelen.csv", "/nu/leraar/?sector=po", "/open-data/voortgang-passend-onderwijs.zip", "/wijzigingen.atom"]
    for path in [*paths, "/api/v1/maatregelen"]:
        assert front.ask(path).status == 200, path
    assert front.keys() == sorted([*map(key, paths), key("/api/v1/maatregelen", " */*")])


def test_nothing_else_is_kept(front):
    assert front.ask("/beheer/account/inloggen/").headers["Set-Cookie"]
    for path in ("/beheer/", "/beheer/redactie/", "/gezondheid/", "/gereed/", "/metrics"):
        front.ask(path, Cookie="sessionid=van-iemand")
    for path, status in (
        ("/bestaat-niet/", 404),
        ("/maatregelen/?status=onzin", 400),
        ("/api/v1/maatregelen?onzin=1", 400),
        ("/maatregelen/4/", 301),
    ):
        assert front.ask(path).status == status, path
    assert front.ask("/maatregelen/", "POST").status == 405
    assert front.ask("/api/v1/maatregelen", "OPTIONS").status == 204
    assert front.ask("/api/v1/maatregelen", Accept="text/csv").status == 406
    assert front.keys() == []


def test_a_page_is_kept_in_two_spellings(front):
    plain = {front.ask("/maatregelen/", Accept_Encoding=coding).body for coding in ("", "br", "gzip;q=0", "identity", "x-gzip")}
    small = {front.ask("/maatregelen/", Accept_Encoding=coding).body for coding in ("gzip", "br, GZIP", "deflate,gzip;q=0.5, br")}
    assert len(plain) == len(small) == 1
    assert small != plain
    assert front.keys() == [key("/maatregelen/"), key("/maatregelen/", "gzip ")]


FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"
CHROMIUM = f"{FIREFOX},application/signed-exchange;v=b3;q=0.7"


def test_the_api_is_kept_in_two_types(front):
    for kind in ("*/*", FIREFOX, CHROMIUM, "application/json", "application/json;q=0.9", "application/*"):
        assert front.ask("/api/v1/rollen", Accept=kind).headers["Content-Type"] == "application/json", kind
    assert front.keys() == [key("/api/v1/rollen", " */*"), key("/api/v1/rollen", " application/json")]


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1"])
def test_a_browser_gets_the_page_about_the_api(front, path):
    for kind, told in ((FIREFOX, "text/html"), (CHROMIUM, "text/html"), ("*/*", "application/json"), ("", "application/json")):
        for _ in range(2):
            assert front.ask(path, Accept=kind).headers["Content-Type"].startswith(told), kind


def test_who_prefers_a_page_to_turtle_gets_the_page_and_others_turtle(front):
    for _ in range(2):
        assert front.ask("/open-data/", Accept="text/html, text/turtle;q=0.5").status == 200
        assert front.ask("/open-data/", Accept="text/turtle").status == 303


def test_a_cookie_changes_no_page(front):
    """The key holds no cookie, so no public page may depend on one."""
    one, other = front.ask("/", Cookie="sessionid=a; messages=b"), front.ask("/")
    assert one.body == other.body
    assert front.keys() == [key("/")]


@pytest.mark.parametrize(("path", "client"), [("/maatregelen/", "public, no-cache"), ("/api/v1/maatregelen", "no-store")])
def test_a_client_sees_what_the_portal_meant(front, path, client):
    """The first response comes from the portal, the others from the cache."""
    for method in ("GET", "GET", "HEAD"):
        answer = front.ask(path, method)
        assert answer.headers.get_all("Cache-Control") == [client]
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "Content-Security-Policy" in answer.headers
        assert not {"x-accel-expires", "x-client-cache-control", "cache-status"} & {name.lower() for name in answer.headers}
    assert len(front.keys()) == 1


def test_each_answer_has_the_name_of_its_own_request(front):
    names = {front.ask("/maatregelen/").headers["X-Request-ID"] for _ in range(5)}
    assert len(names) == 5


def test_a_client_that_has_the_page_gets_a_304_without_the_portal(front):
    page = front.ask("/maatregelen/")
    tag, changed = page.headers["ETag"], page.headers["Last-Modified"]
    for asked in ({"If_None_Match": tag}, {"If_None_Match": tag, "If_Modified_Since": changed}):
        for method in ("GET", "HEAD"):
            answer = front.ask("/maatregelen/", method, **asked)
            assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", tag)
            assert answer.headers["Cache-Control"] == "public, no-cache"
    assert front.ask("/maatregelen/", If_None_Match='W/"anders"').body == page.body


def test_other_conditions_are_for_the_portal(portal, front):
    """nginx would answer these from the cache, with a page of its own in English."""
    site, _environment = portal
    changed = front.ask("/maatregelen/").headers["Last-Modified"]
    front.ask("/api/v1/rollen")
    host = {"Host": NAME, "X-Forwarded-Proto": "https"}
    for path in ("/maatregelen/", "/api/v1/rollen"):
        for name, value in (("If-Match", '"anders"'), ("If-Unmodified-Since", EARLIER), ("If-Modified-Since", changed)):
            asked = Request(site + path, headers=host | {name: value})
            try:
                with urlopen(asked, timeout=20) as answer:
                    expected = answer.status, answer.read()
            except HTTPError as error:
                expected = error.status, error.read()
            told = front.ask(path, **{name: value})
            assert (told.status, told.body) == expected, f"{path} {name}"
            assert b"nginx" not in told.body


def test_a_crowd_gets_one_new_page(front):
    with ThreadPoolExecutor(16) as crowd:
        pages = list(crowd.map(lambda _: front.ask("/overzicht/"), range(16)))
    assert {page.status for page in pages} == {200}
    assert len({page.body for page in pages}) == 1
    assert front.keys() == [key("/overzicht/")]
