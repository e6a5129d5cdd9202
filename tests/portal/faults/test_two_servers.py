"""Two servers, one PostgreSQL, and a publication in between: every visitor sees all of it or nothing of it."""

import threading
import time
from urllib.request import urlopen

import pytest

from tests.server import PUBLISH, READY_TO_PUBLISH, environment_in, manage, postgresql, prepare, run, serving

pytestmark = [pytest.mark.once, pytest.mark.fault]

# What a publication changes, on one page each.
ADDRESSES = [
    "/",
    "/maatregelen/",
    "/api/v1/maatregelen?pageSize=100",
    "/wijzigingen/",
    "/maatregelen.csv",
    "/api/v1/moties?pageSize=100",
]


class Reader(threading.Thread):
    """Asks one server for the same pages again and again; keeps when each question was asked and what came back."""

    def __init__(self, site: str) -> None:
        super().__init__()
        self.site, self.seen, self.stop = site, [], threading.Event()

    def run(self) -> None:
        while not self.stop.is_set():
            for address in ADDRESSES:
                asked = time.monotonic()
                self.seen.append((address, asked, read(self.site, address)))


def read(site: str, address: str) -> bytes:
    """What a page says, whichever server says it."""
    with urlopen(site + address, timeout=30) as answer:
        return answer.read().replace(site.encode(), b"")


def test_no_visitor_sees_a_mix(tmp_path):
    """One with a connection for each thread, the other with two processes and a pool."""
    with postgresql() as database:
        environment = environment_in(tmp_path) | {"DATABASE_URL": database.get_uri(), "API_RATE": "1000000/min"}
        prepare(environment)
        assert run(environment, READY_TO_PUBLISH).returncode == 0
        pooled = environment | {"DATABASE_POOL_SIZE": "4"}
        with serving(environment) as one, serving(pooled, "--workers", "2") as other:
            before = {address: read(one, address) for address in ADDRESSES}
            readers = [Reader(site) for site in (one, other, one, other)]
            for reader in readers:
                reader.start()
            published = run(environment, PUBLISH)
            done = time.monotonic()
            # A server that is added now knows no better.
            manage(environment, "rebuild_search")
            for reader in readers:
                reader.stop.set()
                reader.join()
            assert published.returncode == 0, published.stderr
            after = {address: read(other, address) for address in ADDRESSES}
    assert all(before[address] != after[address] for address in ADDRESSES)
    for reader in readers:
        for address, asked, answer in reader.seen:
            assert answer in (before[address], after[address]), f"{address}: half oud, half nieuw"
            assert asked < done or answer == after[address], f"{address}: nog oud na publicatie"
    assert any(asked > done for reader in readers for _, asked, _ in reader.seen)
    assert any(answer == before[address] for reader in readers for address, _, answer in reader.seen)
