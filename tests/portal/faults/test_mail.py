"""Readers get every message, whatever happens to the process that sends or to the mail server: on a real server, in processes.

The process is killed twenty times at random moments, while it gathers and while it sends. Nobody misses a message, and each kill
repeats at most the mail that was under way, with the same Message-ID.
"""

import random
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import ExitStack

import pytest
from django.conf import settings

from tests.portal.subscriptions.mail_server import mail_server, received
from tests.server import HANGS, copy_of, environment_in, postgresql, prepare, run

pytestmark = [pytest.mark.once, pytest.mark.fault]

READERS = 300
KILLS = 20
# Readers with different choices, who came before the newest publication.
READY = """
import datetime as dt
from django.utils import timezone
from portal.subscriptions.gathering.found import note_news
from portal.subscriptions.models import Choice, Subscriber
from tests import factories
from measures.models import Measure
from measures.publication.freezing import loading
note_news()
measures = list(Measure.objects.filter(parent=None)[:10])
readers = Subscriber.objects.bulk_create(
    Subscriber(address=f"{{name}}{{number}}@example.nl", confirmed_at=timezone.now(), consent_at=timezone.now())
    for name, count in {counts!r}.items() for number in range(count)
)
Choice.objects.bulk_create(
    Choice(subscriber=reader, kind="alles") if place % 2 else
    Choice(subscriber=reader, kind="maatregel", slug=measures[place % len(measures)].slug)
    for place, reader in enumerate(readers)
)
with loading():
    report = factories.make_report("vgr-9", number=9, title="Negende", publication="november 2026")
    for measure in measures:
        factories.make_stand(measure, report, status="nog-niet-gestart", code=str(measure.number))
"""
SEND = """
import django; django.setup()
from django.core.management import call_command
from portal.subscriptions.sending import server
server.ANSWER_SECONDS = {patience}
print("begint", flush=True)
call_command("send_messages")
"""
# The time that a kill costs the mail under way, passed.
CLAIM_ENDED = """
from post_office.models import Email
Email.objects.exclude(scheduled_time=None).update(scheduled_time=None)
"""
# A mail for which somebody waits, behind all others.
ASKED = """
from portal.subscriptions.outgoing import put
put("nieuw@example.nl", "Bevestig", "Tekst")
"""
LEFT = """
from post_office.models import Email
from portal.subscriptions.models import Subscriber
print(Email.objects.count(), Subscriber.objects.count())
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def environment(request, tmp_path, made_portal):
    """Yield the environment of a portal with the real content, without a mail server."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            yield copy_of(made_portal, tmp_path)
        else:
            found = environment_in(tmp_path) | {"DATABASE_URL": stack.enter_context(postgresql()).get_uri()}
            prepare(found)
            yield found


def with_mail(environment, port):
    address = f"smtp://127.0.0.1:{port}?from=portaal@example.nl"
    return environment | {"EMAIL_URL": address, "DJANGO_SETTINGS_MODULE": "portal.settings"}


def make_readers(environment, **counts):
    done = run(environment, READY.format(counts=counts))
    assert done.returncode == 0, done.stderr


def send(environment, patience=10):
    """Run the command to its end, and return its exit status. It waits `patience` seconds for each answer of the mail server."""
    command = [sys.executable, "-c", SEND.format(patience=patience)]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, check=False).returncode


def left(environment):
    """Return how many mails wait, and how many readers there are."""
    return tuple(map(int, run(environment, LEFT).stdout.split()))


def send_and_kill(environment, moment):
    """Start the command, and kill it when `moment` returns."""
    command = [sys.executable, "-c", SEND.format(patience=10)]
    process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout.readline()
    moment()
    process.kill()
    process.wait()
    process.stdout.close()


def by_address(mails):
    found = defaultdict(list)
    for mail in mails:
        found[mail["to"]].append(mail["id"])
    return found


def test_twenty_kills_lose_nothing_and_repeat_only_what_was_under_way(environment, tmp_path):
    make_readers(environment, lezer=READERS)
    file, chance = tmp_path / "mails", random.Random(22)
    with mail_server(file, seconds=0.05) as port:
        mailing = with_mail(environment, port)

        def after_a_while():
            time.sleep(chance.uniform(0, 4))

        def while_it_sends():
            until, before, more = time.monotonic() + HANGS, len(received(file)), chance.randint(1, 15)
            while len(received(file)) < before + more and time.monotonic() < until:
                time.sleep(chance.uniform(0, 0.1))

        for moment in chance.sample([after_a_while, while_it_sends], counts=[8, KILLS - 8], k=KILLS):
            send_and_kill(mailing, moment)
            run(environment, CLAIM_ENDED)
        assert len(received(file)) < READERS, "the kills came too late to say anything"
        assert send(mailing) == 0
    found = by_address(received(file))
    assert len(found) == READERS
    assert all(len(set(ids)) == 1 for ids in found.values())
    assert sum(len(ids) - 1 for ids in found.values()) <= KILLS
    assert left(environment) == (0, READERS)


def test_a_server_that_is_gone_full_slow_or_refuses_for_a_while(environment, tmp_path):
    """Gone at first, then with a full queue, then slower than we wait for it, then busy for some; in the end all have one mail.

    A mail that somebody waits for does not wait behind the queue that grew meanwhile.
    """
    make_readers(environment, lezer=20, later=3, weg=2)
    file = tmp_path / "mails"
    with mail_server(file) as port:
        pass
    assert send(with_mail(environment, port)) == 1
    assert left(environment) == (25, 25)
    file.with_suffix(".vol").touch()
    with mail_server(file, port):
        assert send(with_mail(environment, port)) == 1
    assert left(environment) == (25, 25)
    file.with_suffix(".vol").unlink()
    with mail_server(file, port, seconds=60):
        assert send(with_mail(environment, port), patience=1) == 1
    assert run(with_mail(environment, port), ASKED).returncode == 0
    run(environment, CLAIM_ENDED)
    file.with_suffix(".druk").touch()
    with mail_server(file, port):
        assert send(with_mail(environment, port)) == 0
        assert received(file)[0]["to"] == "nieuw@example.nl"
        assert len(by_address(received(file))) == 21
        assert left(environment) == (3, 25)
        file.with_suffix(".druk").unlink()
        run(environment, CLAIM_ENDED)
        assert send(with_mail(environment, port)) == 0
    found = by_address(received(file))
    assert len(found) == 24
    assert all(len(ids) == 1 for ids in found.values())
    assert left(environment) == (0, 25)
