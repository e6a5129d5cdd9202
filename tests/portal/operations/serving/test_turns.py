"""One request makes a response while others wait for it; costly files wait in a short queue; a failing database gets rest."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from portal.operations.serving import middleware
from portal.operations.serving.middleware import FAILURES, PublicAnswers
from portal.operations.serving.rest import Rest
from portal.operations.serving.turns import BusyError, Queue, Turns

pytestmark = pytest.mark.once


class View:
    """A view that waits until it may answer, and counts how often it is asked."""

    def __init__(self, response=lambda: HttpResponse("klaar")):
        self.response, self.asked = response, 0
        self.is_asked, self.may_answer = threading.Semaphore(0), threading.Event()

    def __call__(self, request):
        self.asked += 1
        self.is_asked.release()
        assert self.may_answer.wait(30)
        return self.response()


@pytest.fixture
def answers(settings, monkeypatch):
    """Return a function that puts `PublicAnswers` before a view. The version of the content stays the same."""
    settings.PAGE_MEMORY_MB = 1
    known = middleware.version_now()
    monkeypatch.setattr(middleware, "version_now", lambda: known)
    monkeypatch.setattr(middleware, "limit_queries", lambda _seconds: None)
    return PublicAnswers


def get(path="/maatregelen/"):
    return RequestFactory().get(path)


@pytest.fixture
def ask_together(answers, monkeypatch):
    """Return a function that sends requests for one page, and lets the view answer once all of them want a turn."""
    waiting, take = threading.Semaphore(0), Turns.take
    monkeypatch.setattr(Turns, "take", lambda self, key: (take(self, key), waiting.release())[0])

    def ask(view, visitors):
        portal = answers(view)
        with ThreadPoolExecutor(visitors) as pool:
            coming = [pool.submit(portal, get()) for _ in range(visitors)]
            for _ in coming:
                assert waiting.acquire(timeout=30)
            view.may_answer.set()
            return [one.result() for one in coming]

    return ask


def test_one_request_makes_a_page_and_the_others_get_the_same(ask_together):
    view = View()
    assert {response.content for response in ask_together(view, 5)} == {b"klaar"}
    assert view.asked == 1


def test_who_waits_for_a_page_that_cannot_be_shared_makes_it(ask_together):
    view = View(lambda: HttpResponse("weg", status=404))
    assert {response.status_code for response in ask_together(view, 3)} == {404}
    assert view.asked == 3


def test_a_page_that_breaks_leaves_nobody_waiting(answers):
    def breaks(request):
        raise KeyError("kapot")

    portal = answers(breaks)
    for _ in range(2):
        with pytest.raises(KeyError):
            portal(get())


def test_more_costly_files_than_fit_in_the_queue_are_refused_and_pages_go_on(answers):
    view = View()
    portal = answers(view)
    page = answers(lambda _request: HttpResponse("pagina"))
    page.costly = portal.costly
    with ThreadPoolExecutor(8) as visitors:
        first = visitors.submit(portal, get("/overzicht.pdf?datum=2026-01-01"))
        assert view.is_asked.acquire(timeout=30)
        others = [visitors.submit(portal, get(f"/overzicht.pdf?datum=2026-01-0{n}")) for n in range(2, 8)]
        refused = []
        while len(refused) < 4:
            refused = [one for one in others if one.done()]
        busy = refused[0].result()
        assert (busy.status_code, busy["Retry-After"]) == (503, "5")
        assert "Even wachten" in busy.content.decode()
        assert page(get("/maatregelen/")).content == b"pagina"
        view.may_answer.set()
        assert first.result().status_code == 200
        assert sorted(one.result().status_code for one in others) == [200, 200, 503, 503, 503, 503]


def test_made_up_addresses_leave_a_thread_for_what_is_cached(answers):
    """A process has eight threads. Seven at most make a page or wait for a place; the others hear at once that it is busy."""
    view = View()
    portal = answers(view)
    view.may_answer.set()
    assert portal(get("/maatregelen/")).status_code == 200
    view.may_answer.clear()
    with ThreadPoolExecutor(12) as visitors:
        coming = [visitors.submit(portal, get(f"/open-data/?x={n}")) for n in range(12)]
        refused = []
        while len(refused) < 5:
            refused = [one for one in coming if one.done()]
        assert {(one.result().status_code, one.result()["Retry-After"]) for one in refused} == {(503, "5")}
        assert portal(get("/maatregelen/")).content == b"klaar"
        assert portal(get("/api/v1/maatregelen"))["Content-Type"] == "application/problem+json"
        view.may_answer.set()
        assert sorted(one.result().status_code for one in coming) == [200] * 7 + [503] * 5


@pytest.mark.parametrize("spelling", ["?a=1&b=2&", "?b=2&a=1", "?&&a=1&b=2", "?%61=%31&b=2"])
def test_other_spellings_of_a_query_are_the_same_address(answers, spelling):
    view = View()
    portal = answers(view)
    view.may_answer.set()
    assert portal(get("/maatregelen/?a=1&b=2"))["ETag"] == portal(get(f"/maatregelen/{spelling}"))["ETag"]
    assert view.asked == 1


def test_other_queries_and_paths_are_other_addresses(answers):
    view = View()
    portal = answers(view)
    view.may_answer.set()
    paths = ["/over/", "/x/../over/", "/over/?a=1", "/over/?a=", "/over/?a=1&a=2", "/over/?a=2&a=1", "/over/?a=1%26b"]
    assert len({portal(get(path))["ETag"] for path in paths}) == view.asked == len(paths)


def test_a_queue_gives_up_after_its_seconds():
    queue = Queue(places=1, waiting=1, seconds=0)
    with queue.place(), pytest.raises(BusyError), queue.place():
        pass
    with queue.place():
        pass


def test_pages_rest_after_some_failures_in_a_row(answers, monkeypatch):
    asked = []

    def gone(request):
        asked.append(1)
        return HttpResponse(status=503)

    monkeypatch.setattr(middleware, "SLOW", -1)

    portal = answers(gone)
    for _ in range(FAILURES):
        assert portal(get()).status_code == 503
    with pytest.raises(middleware.OperationalError):
        portal(get())
    assert len(asked) == FAILURES
    monkeypatch.setattr("portal.operations.serving.rest.time.monotonic", lambda: float("inf"))
    assert portal(get()).status_code == 503


def test_quick_failures_give_no_rest(answers):
    """When the database is back, the next visitor gets an answer."""
    states = [503] * (FAILURES + 1) + [200]
    portal = answers(lambda _request: HttpResponse(status=states.pop(0)))
    assert [portal(get()).status_code for _ in range(FAILURES + 2)][-1] == 200


def test_a_rest_takes_failures_that_come_together_and_lately(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("portal.operations.serving.rest.time.monotonic", lambda: now[0])
    rest = Rest(failures=2, seconds=2.0)
    rest.count_failure()
    assert not rest.is_on()
    now[0] += 10
    rest.count_failure()
    assert not rest.is_on()
    rest.count_failure()
    assert rest.is_on()
    now[0] += 2
    assert not rest.is_on()
