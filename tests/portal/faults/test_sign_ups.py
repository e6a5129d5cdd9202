"""Two thousand sign-ups for messages in a minute, from one address, each for another mailbox: on the server of production.

A few of them cause a mail, and no page notices anything.
"""

import http.client
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pytest

from portal.settings.environment import env
from tests.server import copy_of, run, serving

pytestmark = [pytest.mark.once, pytest.mark.fault]

SIGN_UPS, AT_ONCE, PROCESSES = 2_000, 8, 2
# Each process counts visitors for itself.
MOST = int(env("MAIL_RATE").partition("/")[0]) * PROCESSES
# The longest that a page may take for 95 of 100 visitors, in seconds, also on a machine that does other things.
LONGEST = 1.0
KEPT = """
from post_office.models import Email
from portal.subscriptions.models import Choice, Subscriber
print(Subscriber.objects.count(), Email.objects.count(), Choice.objects.count())
"""


def asked(address, method, path, **fields):
    """Send one request, and return the status, the seconds that it took, and the body."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    began = time.monotonic()
    headers = {"Content-Type": "application/x-www-form-urlencoded"} if fields else {}
    connection.request(method, path, urlencode(fields) or None, headers)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, time.monotonic() - began, body


def test_two_thousand_sign_ups_from_one_address_cause_a_few_mails_and_slow_no_page(made_portal, tmp_path):
    environment = copy_of(made_portal, tmp_path) | {"EMAIL_URL": "smtp://127.0.0.1:1", "SITE_CONTACT": "portaal@example.nl"}
    with serving(environment, "--workers", str(PROCESSES)) as address:
        form = asked(address, "GET", "/berichten/")[2]
        key = re.search(r'name="sleutel" value="([^"]+)"', form)[1]
        is_over, pages = threading.Event(), []

        def visit():
            while not is_over.is_set():
                pages.append(asked(address, "GET", "/maatregelen/hoorrecht/")[:2])
                time.sleep(0.05)

        def sign_up(number):
            return asked(
                address, "POST", "/berichten/", adres=f"lezer{number}@school{number}.nl", alles="on", vaak="direct", akkoord="on",
                sleutel=key,
            )[0]  # fmt: skip

        with ThreadPoolExecutor(AT_ONCE + 1) as pool:
            visitor = pool.submit(visit)
            try:
                statuses = list(pool.map(sign_up, range(SIGN_UPS)))
            finally:
                is_over.set()
            visitor.result()
    taken = statuses.count(302)
    assert set(statuses) == {302, 429}
    assert 0 < taken <= MOST
    # Nobody confirmed, so nobody chose anything yet.
    assert run(environment, KEPT).stdout.split() == [str(taken), str(taken), "0"]
    assert {status for status, _ in pages} == {200}
    assert sorted(took for _, took in pages)[int(len(pages) * 0.95)] < LONGEST
