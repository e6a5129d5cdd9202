"""The workers of one server share new connections evenly."""

from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.workers.gthread import ThreadWorker

from portal.operations.serving import worker
from portal.operations.serving.worker import ABSENT, PLACES, FairWorker

pytestmark = pytest.mark.once


@pytest.fixture
def start(monkeypatch):
    """Return a function that creates a worker as gunicorn does. `age` is its number."""
    monkeypatch.setattr(FairWorker, "_connections", bytearray([ABSENT]) * PLACES)
    made = []

    def start(age):
        made.append(FairWorker(age, 1, [], None, 30, Config(), None))
        made[-1].set_accept_enabled(True)
        return made[-1]

    yield start
    for each in made:
        each.tmp.close()


@pytest.fixture
def acts(monkeypatch):
    """Return a list that records what a worker does about a new connection: it "waits" or "takes" the connection."""
    found = []
    monkeypatch.setattr(worker, "time", SimpleNamespace(sleep=lambda *_: found.append("waits")))
    monkeypatch.setattr(ThreadWorker, "accept", lambda *_: found.append("takes"))
    return found


def test_who_has_most_lets_another_go_first(start, acts):
    busy, idle = start(1), start(2)
    busy.nr_conns += 1
    busy.accept(None)
    assert acts == ["waits", "takes"]
    acts.clear()
    idle.accept(None)
    assert acts == ["takes"]


def test_who_has_as_many_as_the_others_takes_it_at_once(start, acts):
    first, second = start(1), start(2)
    first.nr_conns = second.nr_conns = 7
    first.accept(None)
    assert acts == ["takes"]


def test_a_process_that_ended_is_not_waited_for(start, acts):
    staying, ended = start(1), start(2)
    staying.nr_conns = 3
    ended.leave()
    staying.accept(None)
    assert acts == ["takes"]


def test_a_process_that_takes_nothing_is_not_waited_for(start, acts):
    staying, stopping = start(1), start(2)
    staying.nr_conns = 3
    stopping.set_accept_enabled(False)
    stopping.nr_conns = 1
    staying.accept(None)
    assert acts == ["takes"]


def test_a_count_that_gunicorn_gets_wrong_harms_nobody(start):
    process = start(1)
    process.nr_conns -= 1
    assert process.nr_conns == -1


def test_a_process_alone_never_waits(start, acts):
    alone = start(1)
    alone.nr_conns = 1000
    alone.accept(None)
    assert acts == ["takes"]
    assert alone.nr_conns == 1000
