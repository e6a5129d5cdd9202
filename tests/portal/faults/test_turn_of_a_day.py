"""At midnight in Amsterdam, in summer and winter time, every page switches to the new day, cached pages too."""

import csv
import datetime as dt

import pytest
from django.utils import timezone

from measures.enums import ActionKind
from measures.models import Role
from portal.agenda.standing import Standing
from tests import factories


@pytest.fixture
def duty(empty):
    """Create a duty that holds from 1 August up to and including 31 December 2026."""
    report = factories.make_report("vgr-5", publication="mei 2025")
    role = Role.objects.create(slug="leraar", name="Leraar", plural="leraren")
    measure = factories.make_measure(1, slug="hoofd")
    factories.make_stand(measure, report)
    days = {"in_force_from": dt.date(2026, 8, 1), "in_force_until": dt.date(2026, 12, 31)}
    return factories.make_action(report, measure, role, kind=ActionKind.DUTY, text="Doe dit.", **days)


def at(monkeypatch, moment):
    now = dt.datetime.fromisoformat(moment)
    monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.mark.parametrize(
    ("moment", "standing"),
    [
        ("2026-07-31T21:59:59+00:00", "komt-eraan"),
        ("2026-07-31T22:00:00+00:00", "geldt-nu"),
        ("2026-12-31T22:59:59+00:00", "geldt-nu"),
        ("2026-12-31T23:00:00+00:00", "vervallen"),
    ],
)
def test_a_duty_begins_and_ends_at_midnight(client, duty, monkeypatch, moment, standing):
    # The requests of an hour earlier fill the caches. A new day must not get their content.
    before = dt.datetime.fromisoformat(moment) - dt.timedelta(hours=1)
    pages = []
    for when in (before.isoformat(), moment):
        at(monkeypatch, when)
        row = client.get("/api/v1/acties").json()["results"][0]
        pages.append(client.get("/nu/leraar/").content.decode())
        listed = client.get("/nu/leraar.csv").content.decode("utf-8-sig")
    assert row["stand"] == standing
    assert next(csv.DictReader(listed.splitlines(), delimiter=";"))["Stand"] == Standing(standing).label
    is_new_day = moment.endswith("00:00+00:00")
    assert (pages[0] != pages[1]) == is_new_day
