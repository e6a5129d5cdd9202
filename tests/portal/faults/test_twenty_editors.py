"""Twenty editors at once. Changes to different pages are all saved; of changes to one page, one is saved and 19 get a 409."""

import json

import pytest

from tests.server import READY_TO_PUBLISH, copy_of, environment_in, postgresql, prepare, run

pytestmark = [pytest.mark.once, pytest.mark.fault]

EDITORS = (
    READY_TO_PUBLISH
    + """
import json
from concurrent.futures import ThreadPoolExecutor
from auditlog.models import LogEntry
from django.db import connections
from django.test import Client
from measures.models import MeasureSnapshot
from portal.desk.roles import EDITOR
from tests.conftest import take_second_step
from tests.portal.desk.editing.conftest import person
from tests.portal.desk.forms import filled_in

def at_work(number):
    user, client = person(f"roos-{number}", EDITOR), Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    take_second_step(client, user)
    return client

def save(opened):
    client, address, data = opened
    try:
        return client.post(address, data).status_code
    finally:
        connections.close_all()

def all_at_once(addresses, words):
    opened = [
        (client, address, filled_in(client, address) | {"summary": f"{words} {number}."})
        for number, (client, address) in enumerate(zip(clients, addresses))
    ]
    with ThreadPoolExecutor(max_workers=20) as pool:
        return list(pool.map(save, opened))

clients = [at_work(number) for number in range(20)]
slugs = list(MeasureSnapshot.objects.filter(report=report).order_by("pk").values_list("measure__slug", flat=True)[:20])
pages = [f"/beheer/redactie/vgr-6/maatregel/{slug}/" for slug in slugs]
own = all_at_once(pages, "Samenvatting")
stands = MeasureSnapshot.objects.filter(report=report, measure__slug__in=slugs).order_by("pk")
written = list(stands.values_list("summary", flat=True))
lines = LogEntry.objects.filter(content_type__model="measuresnapshot", actor__username__startswith="roos-")
traced = lines.filter(changes__has_key="summary").count()
same = all_at_once([pages[0]] * 20, "Dezelfde")
kept = MeasureSnapshot.objects.get(report=report, measure__slug=slugs[0]).summary
print(json.dumps({"own": own, "written": written, "traced": traced, "same": same, "kept": kept}))
"""
)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_twenty_editors_lose_nothing(made_portal, tmp_path, engine):
    if engine == "sqlite":
        assert_nothing_is_lost(copy_of(made_portal, tmp_path))
    else:
        with postgresql() as database:
            environment = environment_in(tmp_path) | {"DATABASE_URL": database.get_uri()}
            prepare(environment)
            assert_nothing_is_lost(environment)


def assert_nothing_is_lost(environment):
    done = run(environment, EDITORS)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["own"] == [302] * 20
    assert told["written"] == [f"Samenvatting {number}." for number in range(20)]
    assert told["traced"] == 20
    assert told["same"].count(302) == 1
    assert told["same"].count(409) == 19
    assert told["kept"] == f"Dezelfde {told['same'].index(302)}."
