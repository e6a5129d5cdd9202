"""The NLGov REST API Design Rules 2.2, rule by rule, in responses and in the OpenAPI document. Docstrings name the rules."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Correction, Report
from portal.desk.editing.prose import sentences
from portal.outputs.api.contract import RELEASES, VERSION
from portal.outputs.api.documentation import description
from tests.portal.outputs.api.problems import is_problem

pytestmark = pytest.mark.once

LISTS = [path for path in description()["paths"] if "{" not in path and path not in ("/", "/openapi.json")]
OPERATIONS = [(path, operation) for path, operations in description()["paths"].items() for operation in operations.values()]
# A response of every kind: a list, a record, the start page, the OpenAPI document, and each kind of error.
ANSWERS = {
    "/api/v1/maatregelen": 200, "/api/v1/maatregelen/hoorrecht": 200, "/api/v1/": 200, "/api/v1": 200,
    "/api/v1/openapi.json": 200, "/api/v1/moties?status=onzin": 400, "/api/v1/wijzigingen": 400, "/api/v1/onzin": 404,
    "/api/v1/maatregelen/bestaat-niet": 404, "/api/onzin": 404, "/api/v1/maatregelen/": 404, "/api/v1/maatregelen?page=99": 404,
}  # fmt: skip
VERBS = re.compile(r"opvragen|ophalen|zoeken|get|list|create|registreren")


@pytest.mark.parametrize("path", LISTS)
class TestNames:
    """`/core/naming-resources`, `/core/naming-collections`, `/core/interface-language`, `/core/path-segments-kebab-case`"""

    def test_a_list_is_a_dutch_noun_in_the_plural(self, path):
        name = path.strip("/")
        assert not VERBS.search(name)
        assert name.endswith(("en", "s", "es"))

    def test_a_path_is_kebab_case(self, path):
        assert re.fullmatch(r"(/[a-z0-9]+(-[a-z0-9]+)*)+", path)


def test_core_path_segments_kebab_case_and_no_file_extensions(client):
    """`/core/path-segments-kebab-case`"""
    for path in description()["paths"]:
        assert re.fullmatch(r"/|/openapi\.json|(/([a-z0-9-]+|\{[^}]+\}))+", path), path
    is_problem(client.get("/api/v1/maatregelen.json"), 404)
    is_problem(client.get("/api/v1/maatregelen/hoorrecht.json"), 404)
    is_problem(client.get("/api/v1/Maatregelen"), 404)


def test_core_query_keys_camel_case():
    """`/core/query-keys-camel-case`, for query parameters and also for fields."""
    for path, operation in OPERATIONS:
        for parameter in operation.get("parameters", []):
            assert re.fullmatch(r"[a-z0-9]+[a-zA-Z0-9]*", parameter["name"]), path
    for name, schema in description()["components"]["schemas"].items():
        assert re.fullmatch(r"[A-Z][a-zA-Z]+", name)
        assert all(re.fullmatch(r"[a-z][a-zA-Z0-9]*", field) for field in schema.get("properties", {})), name


@pytest.mark.parametrize("path", LISTS)
def test_core_no_trailing_slash(client, path):
    """`/core/no-trailing-slash`: a 404 and no redirect."""
    assert not path.endswith("/")
    is_problem(client.get(f"/api/v1{path}/"), 404)


@pytest.mark.parametrize(("address", "status"), ANSWERS.items())
class TestEveryAnswer:
    def test_core_version_header(self, client, address, status):
        """`/core/version-header`: also on errors and preflights."""
        for method in ("get", "head", "options", "post"):
            assert getattr(client, method)(address)["API-Version"] == VERSION

    def test_core_transport_security_headers(self, client, address, status):
        """`/core/transport/security-headers`"""
        answer = client.get(address)
        assert answer.status_code == status
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert answer["Content-Type"] == ("application/json" if status == 200 else "application/problem+json")
        assert answer["Strict-Transport-Security"].startswith("max-age=")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "no-referrer"

    def test_core_transport_cors(self, client, address, status):
        """`/core/transport/cors`: open data, so scripts of every site may read it."""
        answer = client.get(address, headers={"Origin": "https://swv.example.nl"})
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert {"API-Version", "Cache-Status"} <= set(answer["Access-Control-Expose-Headers"].split(", "))

    def test_core_stateless(self, client, address, status):
        """`/core/stateless`: no response sets a cookie, and no cookie changes a response."""
        answer = client.get(address)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        client.cookies["sessionid"] = "iets"
        assert client.get(address).content == answer.content

    def test_core_hide_implementation(self, client, address, status):
        """`/core/hide-implementation`: no response names the software behind the API."""
        answer = client.get(address)
        said = " ".join([*map(str, answer.headers.items()), answer.content.decode()]).lower()
        assert not re.search(r"django|python|rest_framework|traceback|sqlite|psycopg", said)
        assert "Server" not in answer
        assert "X-Powered-By" not in answer

    def test_core_http_methods(self, client, address, status):
        """`/core/http-methods`: a method that writes gets a 405 with an Allow header, or a 404 if the path does not exist."""
        exists = not address.startswith(("/api/onzin", "/api/v1/onzin")) and not address.endswith("maatregelen/")
        for method in ("post", "put", "patch", "delete", "trace"):
            answer = getattr(client, method)(address)
            is_problem(answer, 405 if exists else 404)
            assert answer.get("Allow") == ("GET, HEAD, OPTIONS" if exists else None)


def test_core_http_methods_in_the_description():
    """`/core/http-methods`"""
    assert {method for operations in description()["paths"].values() for method in operations} == {"get"}


@pytest.mark.parametrize("path", LISTS)
def test_core_http_safety(client, path):
    """`/core/http-safety`: GET writes nothing, and the same request gets the same response."""
    with CaptureQueriesContext(connection) as queries:
        answers = [
            client.get(f"/api/v1{path}?van=vgr-2&naar=vgr-5" if path == "/wijzigingen" else f"/api/v1{path}") for _ in "ab"
        ]
    assert answers[0].content == answers[1].content
    assert {query["sql"].split()[0] for query in queries} == {"SELECT"}
    assert client.head(f"/api/v1{path}").status_code in (200, 400)


def test_core_nested_child(client):
    """`/core/nested-child`: a snapshot (Dutch: stand) exists only within a measure."""
    stands = client.get("/api/v1/maatregelen/hoorrecht/standen").json()["results"]
    assert [stand["rapportage"] for stand in stands] == ["overzicht-2022", "vgr-2", "vgr-5"]


def test_core_doc_openapi():
    """`/core/doc-openapi`: OpenAPI 3.0. test_description.py validates the document."""
    assert re.fullmatch(r"3\.0\.\d", description()["openapi"])


def test_core_doc_openapi_contact():
    """`/core/doc-openapi-contact`"""
    assert set(description()["info"]["contact"]) == {"name", "url", "email"}


def test_core_doc_language():
    """`/core/doc-language`: in Dutch, in sentences that end with a full stop."""
    described = [*[operation for _, operation in OPERATIONS], *description()["components"]["schemas"].values()]
    words = " ".join(each["description"] for each in described)
    assert len(re.findall(r"\b(de|het|een|van|met|voor)\b", words)) > 40
    assert not re.search(r"\b(the|returns?|list of|what|which)\b", words, re.IGNORECASE)
    assert all(sentence.endswith(".") for sentence in sentences(words))


def test_core_publish_openapi(client):
    """`/core/publish-openapi`: at the base path, without login, for scripts of every site."""
    answer = client.get("/api/v1/openapi.json", headers={"Origin": "https://elders.example.nl"})
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "/openapi.json" in answer.json()["paths"]


def test_core_uri_version(client):
    """`/core/uri-version`: the path has the major version only."""
    for server in [*description()["servers"], *client.get("/api/v1/openapi.json").json()["servers"]]:
        assert re.search(r"/v1$", server["url"])


def test_core_semver():
    """`/core/semver`"""
    assert re.fullmatch(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)", VERSION)
    assert description()["info"]["version"] == VERSION


def test_core_changelog_and_deprecation_schedule(client):
    """`/core/changelog`, `/core/deprecation-schedule`, `/core/transition-period`: on the page of the API."""
    assert RELEASES[0].version == VERSION
    page = client.get("/api/v1/", headers={"Accept": "text/html"}).content.decode()
    assert "Wijzigingen in de API" in page
    assert VERSION in page
    assert "Uitfaseren" in page
    assert "twaalf maanden" in page


def test_core_transport_no_sensitive_uris():
    """`/core/transport/no-sensitive-uris`: no query parameter holds personal data or a secret."""
    keys = {parameter["name"].lower() for _, operation in OPERATIONS for parameter in operation.get("parameters", [])}
    assert not keys & {"token", "key", "apikey", "bsn", "email", "naam", "gebruiker", "wachtwoord"}


def test_core_date_time(client):
    """`/core/date-time`: a date has no time, and a timestamp is in UTC."""
    made = Correction.objects.create(
        report=Report.objects.get(slug="vgr-5"), subject_type="maatregel", subject_key="hoorrecht", subject_title="Hoorrecht",
        field="status", old_value="a", new_value="b", reason="x", editor_function="redacteur",
    )  # fmt: skip
    moment = client.get("/api/v1/correcties").json()["results"][0]["gemaaktOp"]
    assert moment.endswith("Z")
    assert dt.datetime.fromisoformat(moment) == made.made_at
    assert client.get("/api/v1/rapportages/vgr-5").json()["peildatum"] == "2026-02-01"
    fields = [each for schema in description()["components"]["schemas"].values() for each in schema.get("properties", {}).items()]
    for name, field in fields:
        if name in ("datum", "peildatum", "vroegst", "laatst", "geldtVanaf", "geldtTot"):
            assert field["format"] == "date", name
    assert dict(fields)["gemaaktOp"]["format"] == "date-time"


def test_a_list_is_wrapped_in_an_object(client):
    """An object can get more members later."""
    assert list(client.get("/api/v1/rollen").json()) == ["count", "next", "previous", "results"]


def test_a_preflight_is_answered(client):
    answer = client.options("/api/v1/acties", headers={"Origin": "https://a.nl", "Access-Control-Request-Method": "GET"})
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
