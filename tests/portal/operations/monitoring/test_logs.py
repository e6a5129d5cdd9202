"""A log entry is one line for one event, whatever a client sends. Its format suits either people or programs."""

import json
import logging
import sys

import pytest
from django.test import RequestFactory

from portal.operations.monitoring.logs import Json, Text
from tests.server import environment_in, run

pytestmark = pytest.mark.once

FORGED = "gewoon\n2026-01-01T00:00:00.000Z INFO portaal.handelingen [x] alles is goed"


def record(message="Er is iets.", *args, **extra):
    made = logging.LogRecord("portaal.iets", logging.WARNING, "pad.py", 1, message, args, None)
    made.created = 1_790_000_000.25
    vars(made).update({"request_id": "abc12345"} | extra)
    return made


def failed():
    try:
        raise ValueError(FORGED)
    except ValueError:
        return sys.exc_info()


def test_a_line_for_people():
    assert Text().format(record("Er %s iets.", "is")) == "2026-09-21T14:13:20.250Z WARNING portaal.iets [abc12345] Er is iets."


def test_a_line_for_programs():
    assert json.loads(Json().format(record("Er %s iets.", "is", actor="noor", status=200))) == {
        "time": "2026-09-21T14:13:20.250Z",
        "level": "WARNING",
        "logger": "portaal.iets",
        "message": "Er is iets.",
        "request_id": "abc12345",
        "actor": "noor",
        "status": 200,
    }


def test_what_is_no_plain_value_is_left_out():
    """Django adds the whole request to some log records. Its parameters must not reach the log."""
    told = json.loads(Json().format(record(request=RequestFactory().post("/?zoek=mijn+kind", {"password": "geheim"}))))
    assert "request" not in told
    assert "kind" not in str(told)


@pytest.mark.parametrize("form", [Text, Json])
@pytest.mark.parametrize("made", [record(FORGED), record("%s", FORGED)], ids=["message", "argument"])
def test_nobody_makes_a_line_of_their_own(form, made):
    written = form().format(made)
    assert [line for line in written.splitlines() if not line.startswith("    ")] == written.splitlines()[:1]


@pytest.mark.parametrize("form", [Text, Json])
def test_a_failure_is_one_event_with_where_it_was(form):
    made = record()
    made.exc_info = failed()
    written = form().format(made)
    assert "ValueError" in written
    assert "test_logs.py" in written
    assert [line for line in written.splitlines() if not line.startswith("    ")] == written.splitlines()[:1]


@pytest.mark.parametrize("form", [Text, Json])
@pytest.mark.parametrize("sent", ["\x1b[2K", "\r", "\x00", "\u2028", "\x85", "\ud800"])
def test_no_character_moves_the_cursor_or_breaks_the_line(form, sent):
    written = form().format(record("%s", f"a{sent}b"))
    assert sent not in written
    assert len(written.splitlines()) == 1
    written.encode()


def test_the_setting_chooses(tmp_path):
    for form, begins in (("tekst", "20"), ("json", "{")):
        process = run(environment_in(tmp_path) | {"LOG_FORMAT": form}, "import logging; logging.error('Er is iets.')")
        assert process.stderr.startswith(begins), process.stderr
        assert "Er is iets." in process.stderr
