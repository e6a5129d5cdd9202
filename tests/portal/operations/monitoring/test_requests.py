"""The id of every request, given by the proxy or made here. If a setting asks for it, each request gets a log entry."""

import logging

import pytest
from django.test import Client

from portal.operations.monitoring.requests import NameOfRequest

pytestmark = pytest.mark.once

LOGGER = "portaal.verzoeken"


@pytest.fixture
def told(settings, caplog):
    settings.LOG_REQUESTS = True
    caplog.set_level(logging.INFO, LOGGER)
    return caplog


def test_a_name_of_the_proxy_is_kept(client):
    assert client.get("/gezondheid/", headers={"X-Request-ID": "van-de-proxy-1"})["X-Request-ID"] == "van-de-proxy-1"


@pytest.mark.parametrize("given", ["", "kort", "x" * 65, "met spatie erin", "regel\neinde-van-niets", "éééééééééé"])
def test_anything_else_is_replaced(client, given):
    name = client.get("/gezondheid/", headers={"X-Request-ID": given})["X-Request-ID"]
    assert len(name) == 32
    assert name != given


def test_lines_written_meanwhile_carry_the_name(client, monkeypatch):
    seen = []

    def look(_response):
        record = logging.makeLogRecord({})
        NameOfRequest().filter(record)
        seen.append(record.request_id)

    monkeypatch.setattr(
        "portal.operations.monitoring.health.JsonResponse.__init__", lambda *_: look(None) or (_ for _ in ()).throw(ValueError)
    )
    client.raise_request_exception = False
    client.get("/gezondheid/", headers={"X-Request-ID": "van-de-proxy-2"})
    assert seen == ["van-de-proxy-2"]
    look(None)
    assert seen[-1] == ""


def test_a_line_about_an_error_response_carries_the_name(client, caplog):
    """Django writes it when the request has ended."""
    caplog.handler.addFilter(NameOfRequest())
    client.get("/api/v1/bestaat-niet", headers={"X-Request-ID": "van-de-proxy-3"})
    assert [record.request_id for record in caplog.records if record.name == "django.request"] == ["van-de-proxy-3"]


@pytest.mark.django_db
def test_a_line_tells_what_was_asked_but_not_by_whom_nor_the_words(told):
    Client().get("/zoeken/?q=mijn+kind", REMOTE_ADDR="203.0.113.9")
    [record] = [record for record in told.records if record.name == LOGGER]
    assert (record.method, record.path, record.status) == ("GET", "/zoeken/", 200)
    assert record.milliseconds > 0
    assert "kind" not in str(vars(record))
    assert "203.0.113.9" not in str(vars(record))


@pytest.mark.django_db
def test_a_line_break_in_an_address_makes_no_line(told):
    Client().get("/bestaat%0Aniet%0D/")
    [record] = [record for record in told.records if record.name == LOGGER]
    assert record.path == "/bestaat%0Aniet%0D/"
    assert "\n" not in record.getMessage()


def test_no_lines_unless_asked(client, caplog):
    caplog.set_level(logging.INFO, LOGGER)
    client.get("/gezondheid/")
    assert [record for record in caplog.records if record.name == LOGGER] == []
