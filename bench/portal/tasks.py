"""Tasks that each run in a process of their own: `python -m bench.portal.tasks <name>`.

The last line on stdout is JSON: `{"peak_mb": …}`, the peak memory of the process in MB, and what else the task returns.
"""

import itertools
import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import django
from django.core.management import call_command

from bench.servers import machine

SECONDS_BETWEEN_SAVES = 0.5


def empty() -> None:
    """Create a database with all tables and no content."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def static() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def seed() -> None:
    call_command("seed", stdout=sys.stderr)


def multiply(factor: str) -> None:
    # Models can be imported only after `django.setup()`.
    from bench.portal.synthetic import multiply

    multiply(int(factor))


def publication() -> None:
    """Publish a new progress report: one person carries everything over and explains each warning; another person publishes."""
    # Models can be imported only after `django.setup()`.
    from auditlog.context import set_actor
    from django.contrib.auth.models import User

    # These modules import models too.
    from measures.enums import ReportKind
    from measures.models import Report
    from portal.desk.editing.checks import check, unexplained
    from portal.desk.editing.publishing import publish
    from portal.desk.editing.worklist import carry_over_all, start
    from portal.desk.models import Explanation

    editor, publisher = (User.objects.create_user(name) for name in ("redacteur", "publicist"))
    with set_actor(editor):
        report = start(
            Report(
                slug="meting", kind=ReportKind.PROGRESS, number=99, title="Rapportage voor een meting", publication="1 mei 2099",
                reference="1 april 2099", location="Voorblad",
            )
        )  # fmt: skip
        carry_over_all(report)
        for finding in unexplained(report, check(report)):
            Explanation.objects.create(report=report, warning=finding.key, words="Zo staat het er.", by=editor)
    publish(report, publisher)


def editing() -> None:
    """Save a draft twice a second, until this process is ended. Print a line for each save that the audit trail holds."""
    # Models can be imported only after `django.setup()`.
    from auditlog.context import set_actor
    from auditlog.models import LogEntry
    from django.contrib.auth.models import User

    # These modules import models too.
    from measures.enums import ReportKind
    from measures.models import MeasureSnapshot, Report
    from portal.desk.editing.worklist import carry_over_all, start

    with set_actor(User.objects.create_user("bewerker")):
        report = start(
            Report(
                slug="concept", kind=ReportKind.PROGRESS, number=98, title="Concept voor een meting", publication="1 mei 2098",
                reference="1 april 2098", location="Voorblad",
            )
        )  # fmt: skip
        carry_over_all(report)
        snapshot = MeasureSnapshot.objects.filter(report=report).first()
        for nth in itertools.count():
            before = LogEntry.objects.count()
            snapshot.title_printed = f"Titel {nth}"
            snapshot.save()
            if LogEntry.objects.count() > before:
                print(nth, flush=True)
            time.sleep(SECONDS_BETWEEN_SAVES)


def document(kind: str, factor: str, path: str) -> None:
    """Write a report document of a length."""
    # Models can be imported only after `django.setup()`.
    from bench.portal.documents import document

    Path(path).write_bytes(document(kind, int(factor)))


def reading(path: str) -> dict[str, float]:
    """Read a document beside the newest report. Return the CPU seconds and the memory in MB that this adds to the process."""
    # Models can be imported only after `django.setup()`.
    from measures.models import Report
    from portal.desk.sources.stored import own_sentences
    from portal.reading.known import known_records
    from portal.reading.opening import open_document
    from portal.reading.own_words import fill_own_words
    from portal.reading.reader import read

    report = Report.objects.published().progress().newest_first().first()
    known, own = known_records(report), own_sentences(report)
    content = Path(path).read_bytes()
    before, begun = machine.memory_mb(), _cpu_seconds()
    with ThreadPoolExecutor() as beside:
        opened = beside.submit(open_document, content, path)
        peak = 0.0
        while not opened.done():
            peak = max(peak, machine.children_mb(os.getpid()))
            time.sleep(0.01)
    fill_own_words(read(opened.result(), known), own)
    added = machine.memory_mb(peak=True) - before
    return {"seconds": _cpu_seconds() - begun, "added_mb": max(peak, added)}


def readers(count: str, changes: str) -> None:
    """Create readers of messages by e-mail, and publish a report with so many changes."""
    # Models can be imported only after `django.setup()`.
    from bench.portal.readers import make_readers, publish_changes

    make_readers(int(count))
    publish_changes(int(changes))


def gathering() -> dict[str, float]:
    """Put a mail in the queue for every reader. Return the seconds, those of the processor, and the number of mails."""
    # Models can be imported only after `django.setup()`.
    from portal.subscriptions.gathering.gather import gather

    before, begun = _cpu_seconds(), time.monotonic()
    mails = gather()
    return {"seconds": time.monotonic() - begun, "cpu_seconds": _cpu_seconds() - before, "mails": mails}


def _cpu_seconds() -> float:
    """Return the CPU time of this process and of those that it started and that ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


TASKS: dict[str, Callable[..., dict[str, float] | None]] = {
    task.__name__: task for task in (empty, static, seed, multiply, publication, editing, document, reading, readers, gathering)
}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.portal.settings")
    django.setup()
    name, *arguments = sys.argv[1:]
    told = TASKS[name](*arguments) or {}
    print(json.dumps(told | {"peak_mb": machine.memory_mb(peak=True)}))


if __name__ == "__main__":
    main()
