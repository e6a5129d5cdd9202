"""The rate limit on searches. Other pages have no such limit."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _two_a_minute(settings):
    caches["memory"].clear()
    settings.SEARCH_RATE = "2/min"


def search(client, address="10.1.1.1", path="/zoeken/?q=hoorrecht"):
    return client.get(path, REMOTE_ADDR=address)


def test_the_third_search_waits(client):
    assert [search(client).status_code for _ in range(3)] == [200, 200, 429]
    refused = search(client)
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "Cookie" not in refused.get("Vary", "")
    page = BeautifulSoup(refused.content, "html.parser")
    assert page.h1.text == "U zoekt te vaak achter elkaar"
    assert f"Over {refused['Retry-After']} seconde" in " ".join(page.text.split())
    assert search(client, "10.1.1.2").status_code == 200, "somebody else does not wait"


def test_other_pages_do_not_count(client):
    for _ in range(4):
        assert search(client, path="/maatregelen/").status_code == 200
    assert search(client).status_code == 200


def test_an_address_that_does_not_exist_searches_no_more(client):
    """Over the limit, the 404 page keeps its search box but has no suggestions."""
    pages = [search(client, path="/hoorrecht/") for _ in range(3)]
    assert [page.status_code for page in pages] == [404] * 3
    assert ["Misschien bedoelt u" in page.content.decode() for page in pages] == [True, True, False]
    assert 'type="search"' in pages[-1].content.decode()


def test_behind_a_proxy_the_visitor_counts(client, settings):
    settings.BEHIND_TLS_PROXY = True
    said = [
        client.get("/zoeken/?q=x", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": f"6.6.6.{n}, 10.1.1.{n}"})
        for n in range(4)
    ]
    assert {page.status_code for page in said} == {200}
    forged = [
        client.get("/zoeken/?q=x", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": f"6.6.6.{n}, 10.9.9.9"}) for n in range(4)
    ]
    assert [page.status_code for page in forged] == [200, 200, 429, 429]
