"""Tasks that each run in a process of their own: `python -m bench.portal.tasks <name>`.

The last line on stdout is JSON: `{"peak_mb": …}`, the peak memory of the process in MB.
"""

import itertools
import json
import os
import sys
import time
from collections.abc import Callable

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


TASKS: dict[str, Callable[..., None]] = {task.__name__: task for task in (empty, static, seed, multiply, publication, editing)}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.portal.settings")
    django.setup()
    name, *arguments = sys.argv[1:]
    TASKS[name](*arguments)
    print(json.dumps({"peak_mb": machine.memory_mb(peak=True)}))


if __name__ == "__main__":
    main()
