"""Management commands: without a database a sentence and no traceback, and progress unless it is not wanted."""

import io
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, ProgrammingError, connection

from portal.management import line

pytestmark = pytest.mark.once

COMMANDS = ["seed", "rebuild_search", "export_content", "first_account", "clear_discarded", "migrate", "createcachetable"]
REASON = 'connection to server at "10.0.0.1" failed'


def said_by(command, capsys):
    with pytest.raises(SystemExit) as ended:
        line.run(["manage.py", *command])
    # `sys.exit` with a text writes it to stderr and ends with exit code 1.
    assert isinstance(ended.value.code, str)
    assert "Traceback" not in capsys.readouterr().err
    return ended.value.code


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_database_it_says_so(command, capsys, monkeypatch, tmp_path):
    def fail(*_arguments, **_options):
        raise OperationalError(f"{REASON}\n\tIs the server running on that host?")

    with monkeypatch.context() as broken:
        broken.setattr(connection, "cursor", fail)
        arguments = [str(tmp_path / "map")] if command == "export_content" else []
        # pytest-django gives Django a setting of the templates that its system checks refuse. This command makes no checks.
        arguments += [] if command == "createcachetable" else ["--skip-checks"]
        said = said_by([command, *arguments], capsys)
    assert said == f"{line.GONE}\n{REASON}"


def failing_with(error, monkeypatch):
    def fail(_arguments):
        raise error

    monkeypatch.setattr(line, "execute_from_command_line", fail)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OperationalError("no such table: measures_report"), line.NO_TABLES),
        (ProgrammingError('relation "measures_report" does not exist\nLINE 1: …'), line.NO_TABLES),
        (OperationalError('database "portaal" does not exist'), line.GONE),
        (OperationalError("database is locked"), line.GONE),
        (ImproperlyConfigured("Productie start niet zonder SECRET_KEY."), "De instellingen kloppen niet."),
    ],
    ids=str,
)
def test_every_such_fault_has_its_sentence(error, sentence, monkeypatch, capsys):
    failing_with(error, monkeypatch)
    assert said_by(["seed"], capsys).startswith(sentence)


def test_a_bug_keeps_its_traceback(monkeypatch):
    failing_with(IntegrityError("UNIQUE constraint failed"), monkeypatch)
    with pytest.raises(IntegrityError):
        line.run(["manage.py", "seed"])


def test_who_asks_for_the_traceback_gets_it(monkeypatch):
    failing_with(OperationalError("database is locked"), monkeypatch)
    with pytest.raises(OperationalError):
        line.run(["manage.py", "seed", "--traceback"])


def test_seeding_tells_each_file(empty, tmp_path):
    for number in (2, 1):
        (tmp_path / f"{number}.yaml").write_text(f"goals:\n  - {{number: {number}, title: Doel}}\n")
    out = io.StringIO()
    call_command("seed", folder=tmp_path, stdout=out)
    assert [told for told in out.getvalue().splitlines() if told.endswith("laden …")] == ["— 1.yaml laden …", "— 2.yaml laden …"]


@pytest.mark.parametrize("command", ["seed", "rebuild_search"])
def test_without_words_it_says_nothing(command):
    out = io.StringIO()
    call_command(command, stdout=out, verbosity=0)
    assert out.getvalue() == ""


def test_what_takes_long_says_how_long(monkeypatch):
    moments = iter([0.0, 75.4])
    monkeypatch.setattr(line, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    out = io.StringIO()
    call_command("rebuild_search", stdout=out)
    assert out.getvalue().splitlines()[:2] == ["— Alles opnieuw vindbaar maken …", "  klaar in 75 s"]
