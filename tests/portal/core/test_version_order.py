"""The version of what is public when transactions overlap, on a real PostgreSQL."""

import itertools
import queue
import threading

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from measures.enums import ReportState
from measures.models import Measure, MeasureSnapshot
from measures.publication.freezing import correcting
from tests import factories

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
        reason="Draden delen geen SQLite in het geheugen: alleen op PostgreSQL (DATABASE=postgresql).",
    ),
]

# What visitors can see, and the version, in one snapshot of the database.
SEEN = """
    SELECT (SELECT series || '-' || number FROM measures_publicversion),
           (SELECT string_agg(title, '|' ORDER BY id) FROM measures_measure)
"""
titles = itertools.count(1)


class Writer(threading.Thread):
    """A transaction of its own connection, which does one step at a time."""

    def __init__(self, public, draft):
        super().__init__()
        self.public, self.draft = public, draft
        self.steps = queue.Queue()
        self.done = threading.Semaphore(0)
        self.pid = None

    def run(self):
        transaction.set_autocommit(False)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.pid = cursor.fetchone()[0]
        self.done.release()
        while step := self.steps.get():
            getattr(self, step)()
            self.done.release()
        connections.close_all()

    def publicly(self):
        self.public.title = f"Titel {next(titles)}"
        # A thread does not inherit what the fixtures of a test allow.
        with correcting("Een andere titel."):
            self.public.save()

    def quietly(self):
        self.draft.summary = f"Samenvatting {next(titles)}"
        self.draft.save()

    def commit(self):
        transaction.commit()

    def rollback(self):
        transaction.rollback()


@pytest.fixture
def records(empty):
    """Return for each of three writers a measure that is public, and a snapshot in a draft."""
    published = factories.make_report("vgr-5")
    drafts = [factories.make_report(f"brief-{n}", state=ReportState.DRAFT, kind="kamerbrief") for n in range(3)]
    measures = [factories.make_measure(n + 1) for n in range(3)]
    for measure in measures:
        factories.make_stand(measure, published)
    stands = [factories.make_stand(measure, draft) for measure, draft in zip(measures, drafts, strict=True)]
    return list(zip(measures, stands, strict=True))


ENDS = st.sampled_from(["commit", "rollback"])
STEPS = st.tuples(st.lists(st.sampled_from(["publicly", "quietly"]), max_size=3), ENDS).map(lambda found: [*found[0], found[1]])


@examples(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), plans=st.lists(STEPS, min_size=3, max_size=3))
def test_one_version_is_one_content_however_transactions_overlap(records, data, plans):
    writers = [Writer(Measure.objects.get(pk=m.pk), MeasureSnapshot.objects.get(pk=s.pk)) for m, s in records]
    order = data.draw(st.permutations([n for n, plan in enumerate(plans) for _ in plan]))
    seen = [look()]
    for writer in writers:
        writer.start()
        assert writer.done.acquire(timeout=60)
    coming, waiting = [iter(plan) for plan in plans], dict.fromkeys(writers, 0)
    for n in order:
        writers[n].steps.put(next(coming[n]))
        waiting[writers[n]] += 1
        settle(waiting)
        seen.append(look())
    for writer in writers:
        writer.steps.put("")
        writer.join(timeout=60)
        assert not writer.is_alive()
    seen.append(look())
    assert len(set(seen)) == len({version for version, _ in seen}) == len({content for _, content in seen})


def settle(waiting):
    """Wait until every writer has done its steps, or waits for the lock of another writer."""
    while any(waiting.values()):
        assert all(writer.is_alive() for writer in waiting)
        for writer in waiting:
            while waiting[writer] and writer.done.acquire(timeout=0.001):
                waiting[writer] -= 1
        blocked = set(locked())
        if all(writer.pid in blocked for writer, steps in waiting.items() if steps):
            return


def locked():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")
        return [pid for (pid,) in cursor.fetchall()]


def look():
    with connection.cursor() as cursor:
        cursor.execute(SEEN)
        return cursor.fetchone()
