"""The metrics, for clients with the token. Without a token in the settings, the page does not exist and nothing is counted."""

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

pytestmark = [pytest.mark.django_db, pytest.mark.once]
TOKEN = {"Authorization": "Bearer een-lang-token"}


@pytest.fixture
def counted(settings):
    settings.METRICS_TOKEN = "een-lang-token"
    return Client()


def test_without_a_token_there_is_no_such_page(client):
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("given", ["", "Bearer ", "Bearer een-ander-token", "Basic een-lang-token", "een-lang-token", "Bearer é"])
def test_another_token_is_refused(counted, given):
    response = counted.get("/metrics", headers={"Authorization": given})
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"
    assert b"portaal_" not in response.content


def test_answers_are_counted_by_the_shape_of_their_address(counted):
    before = _answers(counted)
    for address in ("/maatregelen/", "/maatregelen/bestaat-niet/", "/bestaat-niet/geheim/", "/zoeken/?q=geheim", "/moties/"):
        counted.get(address)
    after = _answers(counted)
    grown = {key: after[key] - before.get(key, 0) for key in after if after[key] != before.get(key, 0)}
    assert grown == {
        ("maatregelen/", "GET", "200"): 1,
        ("maatregelen/<slug:slug>/", "GET", "404"): 1,
        ("onbekend", "GET", "404"): 1,
        ("zoeken/", "GET", "200"): 1,
        ("moties/", "GET", "200"): 1,
        ("metrics", "GET", "200"): 1,
    }
    assert b"geheim" not in counted.get("/metrics", headers=TOKEN).content


def test_a_method_of_somebody_s_own_is_no_label(counted):
    counted.generic("VERZONNEN", "/maatregelen/")
    assert "VERZONNEN" not in counted.get("/metrics", headers=TOKEN).text


def _answers(client: Client) -> dict[tuple[str, ...], float]:
    families = text_string_to_metric_families(client.get("/metrics", headers=TOKEN).text)
    [family] = [family for family in families if family.name == "portaal_verzoeken"]
    return {
        (each.labels["adres"], each.labels["methode"], each.labels["status"]): each.value
        for each in family.samples
        if each.name == "portaal_verzoeken_total"
    }
