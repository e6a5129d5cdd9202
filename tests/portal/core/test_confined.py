"""A confined process stops at its limits, knows no secrets, writes no files, and gives back what its program writes."""

import pytest

from portal.core.confined import ConfinedError, Limits, run_confined

pytestmark = pytest.mark.once

ENOUGH = Limits(megabytes=200, seconds=30)


@pytest.fixture
def run(tmp_path):
    """Return a function that runs code as a confined program."""

    def confined(code, *arguments, content=b"", limits=ENOUGH):
        program = tmp_path / "program.py"
        program.write_text(code, encoding="utf-8")
        return run_confined(program, *arguments, content=content, limits=limits).decode()

    return confined


def test_it_reads_and_writes(run):
    code = "import sys; print(sys.argv[1:], sys.stdin.read().upper(), __name__)"
    assert run(code, "a", "b", content=b"tekst") == "['a', 'b'] TEKST __main__\n"


@pytest.mark.parametrize(
    ("code", "limits", "reason"),
    [
        ("bytearray(300 * 1024 * 1024)", ENOUGH, "MemoryError"),
        ("import time; time.sleep(60)", Limits(megabytes=200, seconds=0), "niet klaar na 0 seconden"),
        ("raise SystemExit('Het lukt niet.')", ENOUGH, r"code 1\. Het lukt niet\."),
        ("open('{folder}/nieuw', 'w').write('x' * 100_000)", ENOUGH, "File too large"),
        ("import portal", ENOUGH, "No module named 'portal'"),
    ],
    ids=["memory", "time", "failure", "files", "the portal"],
)
def test_it_stops_at(run, tmp_path, code, limits, reason):
    with pytest.raises(ConfinedError, match=reason):
        run(code.replace("{folder}", str(tmp_path)), limits=limits)


def test_linux_keeps_its_limits(run):
    """They hold without the worker process, which may have ended."""
    code = """
import resource as of
print([of.getrlimit(kind) for kind in (of.RLIMIT_AS, of.RLIMIT_CPU, of.RLIMIT_FSIZE, of.RLIMIT_CORE)])
"""
    memory = 200 * 1024 * 1024
    assert run(code) == f"{[(memory, memory), (30, 30), (0, 0), (0, 0)]}\n"


def test_it_sees_no_secrets(run, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "geheim")
    assert "geheim" not in run("import os; print(dict(os.environ))")


def test_it_goes_after_the_processes_that_answer_requests(run):
    """It has a lower priority. Where Linux runs out of memory, it ends this process first."""
    assert run("import os; print(os.nice(0) > 0, open('/proc/self/oom_score_adj').read())") == "True 1000\n\n"
