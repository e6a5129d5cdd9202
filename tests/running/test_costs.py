"""The end of a run names what is dear, and says so when the whole takes more than was meant."""

import re
from types import SimpleNamespace

import pytest
from django.conf import settings

from tests.running import costs

pytestmark = pytest.mark.once


def told(monkeypatch, markexpr, most):
    """Return what a run says at its end that took a test of two seconds, and may take `most` seconds in all."""
    monkeypatch.setattr(costs, "AIMS", {"sqlite": most})
    lines = []
    reporter = SimpleNamespace(write_line=lines.append, config=SimpleNamespace(option=SimpleNamespace(markexpr=markexpr)))
    run = costs.Costs()
    run.pytest_testnodedown(SimpleNamespace(workeroutput={"costs": [{"tests/a.py": 2.0}, {"tests/a.py::test_a": 2.0}]}))
    run.pytest_terminal_summary(reporter)
    return lines


def test_it_names_the_dearest_files_and_tests(monkeypatch):
    assert told(monkeypatch, "", 0)[1:] == ["     2.0 s  tests/a.py", "     2.0 s  tests/a.py::test_a"]


@pytest.mark.parametrize(("markexpr", "most", "says"), [("not story", 0, True), ("not story", 10**6, False), ("story", 0, False)])
def test_it_says_when_make_test_took_more_than_was_meant(monkeypatch, markexpr, most, says):
    assert ("Dat is meer dan" in told(monkeypatch, markexpr, most)[0]) == says


def test_what_was_meant_stands_in_the_documents():
    table = (settings.BASE_DIR / "docs" / "tests.md").read_text()
    aims = {name.lower(): int(most) for name, most in re.findall(r"^\| (SQLite|PostgreSQL|`make lint`) \| (\d+) \|", table, re.M)}
    assert sum(aims.values()) == 600
    del aims["`make lint`"]
    assert aims == costs.AIMS
