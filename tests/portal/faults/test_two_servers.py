"""Two servers on one PostgreSQL during a publication: every response has either the old content or the new content."""

import threading
import time
from urllib.request import urlopen

import pytest

from tests.server import PUBLISH, READY_TO_PUBLISH, environment_in, manage, postgresql, prepare, run, serving

pytestmark = [pytest.mark.once, pytest.mark.fault]

# Pages that a publication changes.
ADDRESSES = [
    "/",
    "/maatregelen/",
    "/api/v1/maatregelen?pageSize=100",
    "/wijzigingen/",
    "/maatregelen.csv",
    "/api/v1/moties?pageSize=100",
]


class Reader(threading.Thread):
    """A client in a thread: it requests the same pages from one server again and again.

    It records the path, the time of the request and the body of each response.
    """

    def __init__(self, site: str) -> None:
        super().__init__()
        self.site, self.seen, self.stop = site, [], threading.Event()

    def run(self) -> None:
        while not self.stop.is_set():
            for address in ADDRESSES:
                asked = time.monotonic()
                self.seen.append((address, asked, read(self.site, address)))


def read(site: str, address: str) -> bytes:
    """Return the body of a page without the host of its server, so that the pages of two servers can be compared."""
    with urlopen(site + address, timeout=30) as answer:
        return answer.read().replace(site.partition("://")[2].encode(), b"")


def test_no_visitor_sees_a_mix(tmp_path):
    """One server has a database connection per thread, the other has two workers with a connection pool."""
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
            # An upgrade runs this command. Running servers must not notice it.
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
