"""The error responses of the API, by the NLGov REST API Design Rules 2.2."""

import pytest
from django.core.cache import caches
from django.test import Client

from portal.outputs.api.contract import VERSION
from portal.outputs.api.documentation import description
from tests.portal.outputs.api.problems import is_problem

pytestmark = pytest.mark.once

OPERATIONS = [(path, operation) for path, operations in description()["paths"].items() for operation in operations.values()]


class TestErrors:
    """`/core/http-response-code` and `/core/error-handling/…`: the right status code, with a problem as body."""

    def test_400_tells_everything_that_is_wrong_at_once(self, client):
        query = "status=onzin&foo=1&page=0&pageSize=201&sort=&doel=1&doel=2&rapportage=vgr-99"
        body = is_problem(client.get(f"/api/v1/maatregelen?{query}"), 400)
        assert {param["name"] for param in body["invalidParams"]} == {
            "status", "foo", "page", "pageSize", "sort", "doel", "rapportage",
        }  # fmt: skip
        assert all(param["reason"] for param in body["invalidParams"])

    @pytest.mark.parametrize(
        "query",
        [
            "onbekend=1", "page=0", "page=-1", "page=1.0", "page= 1", "page=%D9%A1", "page=99999999999999999999", "pageSize=0",
            "pageSize=201", "pageSize=abc", "sort=onzin", "datum=2026-02-30", "datum=01-08-2027", "datum=morgen", "rol=directeur",
            "datum=2026-1-5", "datum= 2026-01-05", "datum=%D9%A2%D9%A0%D9%A2%D9%A6-01-05", "doel=%D9%A2", "doel= 2", "doel=-2",
            "sector=hbo", "doel=8", "doel=x", "doel=99999999999999999999", "stand=zeker", "soort=moet", "maatregel=leer%00recht",
            "search=%00", "search=", "search=" + "x" * 10_000, "rapportage=vgr-99", "rol=%FF%FE", "rol=leraar&rol=ouder",
        ],
    )  # fmt: skip
    def test_400_for_a_query_that_is_wrong(self, client, query):
        body = is_problem(client.get(f"/api/v1/acties?{query}"), 400)
        assert body["invalidParams"][0]["name"] == query.split("=")[0]

    @pytest.mark.parametrize("address", ["/api/v1/maatregelen/hoorrecht?x=1", "/api/v1/doelen/1?search=a", "/api/v1/?x=1"])
    def test_400_for_a_query_where_none_is_taken(self, client, address):
        is_problem(client.get(address), 400)

    @pytest.mark.parametrize(
        "address",
        [
            "maatregelen/x", "maatregelen/%00", "maatregelen/Hoorrecht", "maatregelen/hoorrecht/standen/vgr-99",
            "maatregelen/x/standen", "doelen/0", "doelen/999999999", "doelen/99999999999999999999999", "moties/1",
            "moties/31497-1", "acties/x", "correcties/1", "bevindingen/vgr-5-0", "bronnotities/x", "rapportages/vgr-6",
            "speerpunten/8", "rollen/x",
            "rollen/x/wijzigingen", "%FF", "maatregelen/hoorrecht/", "wijzigingen/1", "openapi.yaml", "v2",
        ],
    )  # fmt: skip
    def test_404_for_what_is_not_there(self, client, address):
        is_problem(client.get(f"/api/v1/{address}"), 404)

    def test_406_for_a_format_that_there_is_not(self, client):
        for address in ("/api/v1/moties", "/api/v1/moties/31497-305", "/api/v1/openapi.json", "/api/v1/"):
            is_problem(client.get(address, headers={"Accept": "text/csv"}), 406)

    def test_429_after_too_much_with_how_long_to_wait(self, client, settings):
        settings.API_RATE = "2/min"
        caches["memory"].clear()
        answers = [client.get("/api/v1/rollen") for _ in range(3)]
        caches["memory"].clear()
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        is_problem(answers[2], 429)
        assert 0 < int(answers[2]["Retry-After"]) <= 61

    def test_500_says_nothing_of_the_inside(self, monkeypatch):
        def broken(*_args, **_kwargs):
            raise RuntimeError("wachtwoord van de database")

        monkeypatch.setattr("portal.outputs.api.resources.programme.Roles.get_queryset", broken)
        answer = Client(raise_request_exception=False).get("/api/v1/rollen")
        body = is_problem(answer, 500)
        assert "wachtwoord" not in str(body)
        assert answer["API-Version"] == VERSION

    def test_a_host_that_is_not_ours_is_a_400(self):
        is_problem(Client(SERVER_NAME="kwaad.example.com").get("/api/v1/rollen"), 400)

    def test_every_operation_describes_its_problems(self):
        for path, operation in OPERATIONS:
            assert {"400", "404", "406", "429", "500"} <= set(operation["responses"]), path
        responses = description()["components"]["responses"]
        # A key that a record had before leads on, without a body.
        assert "Location" in responses.pop("Verhuisd")["headers"]
        for response in responses.values():
            assert list(response["content"]) == ["application/problem+json"]
        problem = description()["components"]["schemas"]["Probleem"]
        assert set(problem["properties"]) == set(problem["required"]) == {"status", "title", "detail"}
