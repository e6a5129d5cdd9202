"""A list of 2,500 records: as many queries as for a short list, and pages in a stable order without duplicates or gaps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from measures.models import Action, ActionMention, Correction, Finding, Goal, Role, SourceNote
from motions.models import Motion, MotionSnapshot
from tests import factories

MANY = 2_500
pytestmark = [pytest.mark.usefixtures("empty", "without_memory"), pytest.mark.story]


def notes(report, count):
    SourceNote.objects.bulk_create(
        SourceNote(slug=f"n-{n}", report=report, title="x", text="x", location="x") for n in range(count)
    )


def findings(report, count):
    goal = Goal.objects.create(number=1, title="Doel")
    Finding.objects.bulk_create(Finding(report=report, position=n, goal=goal, text="x", location="x") for n in range(count))


def corrections(report, count):
    Correction.objects.bulk_create(
        Correction(
            report=report, subject_type="doel", subject_key="1", subject_title="x", field="status", old_value="a",
            new_value="b", reason="x", editor_function="redacteur",
        )
        for _ in range(count)
    )  # fmt: skip


def motions(report, count):
    made = Motion.objects.bulk_create(Motion(number=f"31497-{n + 1}", title="x") for n in range(count))
    MotionSnapshot.objects.bulk_create(
        MotionSnapshot(motion=motion, report=report, title_printed="x", status="onbekend", location="x") for motion in made
    )


def actions(report, count):
    role = Role.objects.create(slug="leraar", name="Leraar", plural="leraren")
    made = Action.objects.bulk_create(Action(slug=f"a-{n}", text="Doe iets.", kind="mogelijk") for n in range(count))
    ActionMention.objects.bulk_create(ActionMention(action=action, report=report, location="x") for action in made)
    through = Action.roles.through
    through.objects.bulk_create(through(action=action, role=role) for action in made)


LISTS = {"bronnotities": notes, "bevindingen": findings, "correcties": corrections, "moties": motions, "acties": actions}


@pytest.mark.parametrize("name", LISTS)
def test_walking_a_long_list(client, name):
    LISTS[name](factories.make_report("vgr-5"), MANY)
    short = f"/api/v1/{name}?pageSize=1"
    # The first request of a process may fill a cache.
    client.get(short)
    with CaptureQueriesContext(connection) as few:
        client.get(short)
    seen, costs, address = [], set(), f"/api/v1/{name}"
    while address:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address).json()
        costs.add(len(queries))
        seen += [row.get("id") or row["nummer"] for row in page["results"]]
        address = page["next"]
    assert page["count"] == len(seen) == len(set(seen)) == MANY
    assert costs == {len(few)}
    again = client.get(f"/api/v1/{name}?page=25").json()["results"]
    assert [row.get("id") or row["nummer"] for row in again] == seen[24 * 50 : 25 * 50]
