"""What visitors read through nginx while something behind it is gone, slow or changes, and for how long."""

import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import ExitStack, suppress
from http.client import HTTPException
from pathlib import Path

import psycopg
import pytest

from tests.front import IN_PRODUCTION, WITHOUT_NGINX, nginx_before
from tests.server import PUBLISH, READY_TO_PUBLISH, copy_of, environment_in, postgresql, prepare, run, serving

pytestmark = [pytest.mark.once, pytest.mark.fault, WITHOUT_NGINX]

HOUR = 3_600
DAY = 24 * HOUR
# A process that remembers 1 MB keeps no response of more than an eighth of it: this file is kept by nginx only.
LARGE = "/open-data/voortgang-passend-onderwijs.zip"


def is_old(answer) -> bool:
    return "fwd=stale" in (answer.headers["Cache-Status"] or "")


def assert_says_it_will_be_back(answer) -> None:
    assert (answer.status, answer.headers["Retry-After"], answer.headers["Cache-Control"]) == (503, "30", "no-store")
    assert "even niet bereikbaar" in answer.text.lower()


class Visitor(threading.Thread):
    """A client that asks for one page again and again: `seen` holds when it asked and what it got."""

    def __init__(self, front, path: str) -> None:
        super().__init__()
        self.front, self.path, self.seen, self.stop = front, path, [], threading.Event()

    def run(self) -> None:
        while not self.stop.is_set():
            asked = time.monotonic()
            self.seen.append((asked, self.front.ask(self.path)))
            # Fewer requests than nginx allows.
            self.stop.wait(0.1)

    def has_asked_since(self, moment: float) -> bool:
        return bool(self.seen) and self.seen[-1][0] > moment


def wait_for(visitors, moment: float) -> None:
    """Wait until every visitor has asked after `moment` and got its answer."""
    while not all(visitor.has_asked_since(moment) for visitor in visitors):
        assert all(visitor.is_alive() for visitor in visitors)
        time.sleep(0.05)


@pytest.fixture(scope="module")
def on_postgresql(tmp_path_factory):
    """Yield a PostgreSQL with the real content and a draft, and the environment of a portal that remembers little."""
    with postgresql() as database:
        environment = environment_in(tmp_path_factory.mktemp("portal")) | {"DATABASE_URL": database.get_uri()}
        prepare(environment)
        assert run(environment, READY_TO_PUBLISH).returncode == 0
        yield database, environment | IN_PRODUCTION | {"PAGE_MEMORY_MB": "1", "LOG_LEVEL": "CRITICAL", "API_RATE": "1000000/min"}


@pytest.fixture
def behind(on_postgresql, tmp_path):
    """Yield that PostgreSQL, and an nginx in front of two processes that use it."""
    database, environment = on_postgresql
    with serving(environment, "--workers", "2") as site, nginx_before(site, environment, tmp_path) as front:
        yield database, front


def test_the_database_is_gone_and_comes_back(behind):
    database, front = behind
    known = {path: front.ask(path) for path in ("/maatregelen/", "/api/v1/maatregelen", LARGE)}
    assert len(known[LARGE].body) > 1024 * 1024 / 8
    database.stop()
    try:
        front.let_pass(HOUR)
        # Each is asked again and again, because one process may remember what the other does not.
        for path, before in known.items():
            for kept in [front.ask(path) for _ in range(6)]:
                assert (kept.status, kept.body, is_old(kept)) == (200, before.body, True)
                assert kept.headers["Cache-Control"] == before.headers["Cache-Control"]
        assert_says_it_will_be_back(front.ask("/moties/"))
        assert_says_it_will_be_back(front.ask("/api/v1/moties"))
        assert front.ask("/gereed/").status == 503
        front.let_pass(DAY)
        assert_says_it_will_be_back(front.ask(LARGE))
    finally:
        database.ensure_postgres_running()
    for path in ("/moties/", *known, "/gereed/"):
        front.until(path, lambda answer: answer.status == 200 and not is_old(answer))


def test_a_lock_on_every_table(behind):
    """A page that was kept stays readable, and comes within seconds. When the lock is gone, so is every trace of it."""
    database, front = behind
    page = front.ask("/maatregelen/")
    with psycopg.connect(database.get_uri()) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        connection.execute(f"LOCK TABLE {', '.join(name for (name,) in tables)} IN ACCESS EXCLUSIVE MODE")
        for _ in range(2):
            front.let_pass(HOUR)
            begun = time.monotonic()
            assert front.ask("/maatregelen/").body == page.body
            assert front.ask("/gezondheid/").status == 200
            assert time.monotonic() - begun < 10
        connection.rollback()
    assert front.until("/moties/", lambda answer: answer.status == 200)
    # The other process may still rest from a database that did not answer.
    front.until("/maatregelen/", lambda answer: answer.status == 200 and not is_old(answer))


def test_one_process_is_killed(behind):
    _database, front = behind
    page = front.ask("/maatregelen/").body
    visitors = [Visitor(front, "/maatregelen/") for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    wait_for(visitors, 0)
    # The server is a child of this process, and its workers are children of the server.
    server = next(child for child in children_of(os.getpid()) if children_of(child) and b"portal.wsgi" in command_of(child))
    os.kill(children_of(server)[0], signal.SIGKILL)
    wait_for(visitors, time.monotonic() + 3)
    for visitor in visitors:
        visitor.stop.set()
        visitor.join()
    assert {(answer.status, answer.body) for visitor in visitors for _asked, answer in visitor.seen} == {(200, page)}


def children_of(process: int) -> list[int]:
    parents = {int(file.parent.name): int(file.read_text().rsplit(")", 1)[1].split()[1]) for file in _running()}
    return sorted(child for child, parent in parents.items() if parent == process)


def _running() -> list[Path]:
    return [file for file in Path("/proc").glob("[0-9]*/stat") if file.exists()]


def command_of(process: int) -> bytes:
    return Path(f"/proc/{process}/cmdline").read_bytes()


def test_a_publication_is_seen_within_two_seconds(on_postgresql, behind):
    """Also on a page that nobody asked for in an hour. A page is wholly old or wholly new."""
    _database, environment = on_postgresql
    _database, front = behind
    paths = ["/", "/maatregelen/", "/wijzigingen.atom", "/api/v1/maatregelen"]
    before = {path: front.ask(path).body for path in [*paths, "/rapportages/"]}
    front.let_pass(HOUR)
    visitors = [Visitor(front, path) for path in paths]
    for visitor in visitors:
        visitor.start()
    published = run(environment, PUBLISH)
    done = time.monotonic()
    assert published.returncode == 0, published.stderr
    assert front.ask("/rapportages/").body != before["/rapportages/"], "the first after an hour"
    wait_for(visitors, done + 2)
    for visitor in visitors:
        visitor.stop.set()
        visitor.join()
    for visitor in visitors:
        after = front.ask(visitor.path).body
        assert after != before[visitor.path]
        for asked, answer in visitor.seen:
            assert answer.body in (before[visitor.path], after), f"{visitor.path}: half oud, half nieuw"
            assert asked < done + 2 or answer.body == after, f"{visitor.path}: nog oud, twee seconden na publicatie"
    assert any(answer.body == before[visitor.path] for visitor in visitors for _, answer in visitor.seen)


@pytest.fixture
def clock(made_portal, tmp_path):
    """Yield a portal whose clock stands still: nginx, a function that moves the clock, and one that stops the portal."""
    moment = tmp_path / "moment"
    moment.write_text("2026-07-31T12:00:00+02:00")
    environment = copy_of(made_portal, tmp_path) | IN_PRODUCTION
    environment |= {"DJANGO_SETTINGS_MODULE": "tests.shifted_clock", "MOMENT": str(moment)}
    with ExitStack() as portal:
        site = portal.enter_context(serving(environment))
        with nginx_before(site, environment, tmp_path) as front:
            yield front, moment.write_text, portal.close


DAILY = "/.well-known/security.txt"


def test_midnight_is_seen_within_two_seconds(clock):
    front, move, _stop = clock
    move("2026-07-31T23:59:59+02:00")
    yesterday = front.ask(DAILY).body
    visitor = Visitor(front, DAILY)
    visitor.start()
    wait_for([visitor], 0)
    midnight = time.monotonic()
    move("2026-08-01T00:00:00+02:00")
    wait_for([visitor], midnight + 2)
    visitor.stop.set()
    visitor.join()
    today = front.ask(DAILY).body
    assert today != yesterday
    assert {answer.body for asked, answer in visitor.seen if asked > midnight + 2} == {today}


def test_the_portal_is_gone_until_midnight(clock):
    """A page that depends on the day is told for the rest of that day in Amsterdam, and says that it is old."""
    front, move, stop = clock
    move("2026-07-31T23:40:00+02:00")
    page = front.ask(DAILY)
    assert not is_old(page)
    stop()
    front.let_pass(15 * 60)
    kept = front.ask(DAILY)
    assert (kept.status, kept.body, is_old(kept)) == (200, page.body, True)
    assert kept.headers["Cache-Control"] == "public, no-cache"
    assert front.ask(DAILY, If_None_Match=page.headers["ETag"]).status == 304
    assert_says_it_will_be_back(front.ask("/beheer/"))
    assert_says_it_will_be_back(front.ask("/moties/"))
    front.let_pass(5 * 60)
    assert_says_it_will_be_back(front.ask(DAILY))


@pytest.fixture
def small_disk():
    """Mount a disk of 2 MB in memory and yield its folder. Skip the test unless root runs it."""
    folder = Path(tempfile.mkdtemp(prefix="nginx-"))
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2M", "tmpfs", str(folder)], capture_output=True, check=False)
    if made.returncode:
        folder.rmdir()
        pytest.skip("Een kleine schijf maken mag hier niet (mount): een volle schijf onder nginx is niet geprobeerd.")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


def test_the_disk_of_the_cache_is_full(made_portal, tmp_path, small_disk):
    """What was kept stays readable. nginx breaks off what it can no longer keep, until there is room."""
    environment = copy_of(made_portal, tmp_path) | IN_PRODUCTION
    with serving(environment) as site, nginx_before(site, environment, tmp_path, small_disk / "kept") as front:
        page = front.ask("/maatregelen/").body
        rest = small_disk / "rest"
        with suppress(OSError), rest.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
        assert shutil.disk_usage(small_disk).free == 0
        for _ in range(3):
            front.let_pass(HOUR)
            assert front.ask("/maatregelen/").body == page
        with suppress(HTTPException, OSError):
            assert front.ask("/moties/").status == 200
        assert front.ask("/gereed/").status == 200
        assert front.ask("/beheer/account/inloggen/").status == 200
        rest.unlink()
        assert front.ask("/moties/").status == 200
        assert front.ask("/maatregelen/").body == page
