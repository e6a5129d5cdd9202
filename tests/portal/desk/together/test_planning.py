"""Publication at a chosen moment: four eyes beforehand, and what changed since then stops it."""

import datetime as dt

import pytest
from auditlog.context import set_actor
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from measures.models import MeasureSnapshot, Report
from portal.desk.editing.publishing import PublicationError
from portal.desk.models import Publication
from portal.desk.team_models import PlannedPublication
from portal.desk.together.planning import plan_publication, publish_planned

pytestmark = pytest.mark.ignore_template_errors

LATER = dt.timedelta(hours=2)


def change(report, by, words="Anders."):
    stand = MeasureSnapshot.objects.filter(report=report).first()
    with set_actor(by):
        stand.summary = words
        stand.save()


def test_the_timer_publishes_at_the_moment_in_the_name_of_who_planned_it(ready, publisher):
    now = timezone.now()
    plan_publication(ready, publisher, now + LATER)
    assert publish_planned(now) == []
    [(_, stopped)] = publish_planned(now + LATER)
    assert stopped == ""
    assert Report.objects.get(pk=ready.pk).is_public
    line = Publication.objects.get()
    assert (line.by, line.name, line.four_eyes) == (publisher, "piet", True)
    assert publish_planned(now + LATER) == []


def test_what_changed_since_stops_it_and_the_desk_says_so(client, ready, editor, publisher):
    now = timezone.now()
    plan_publication(ready, publisher, now + LATER)
    change(ready, editor)
    [(_, stopped)] = publish_planned(now + LATER)
    assert "Na het inplannen is er iets gewijzigd." in stopped
    assert not Report.objects.get(pk=ready.pk).is_public
    client.force_login(publisher)
    for address in (reverse("desk"), reverse("checklist", args=["vgr-6"])):
        assert stopped in client.get(address).content.decode()
    # It is not tried again by itself.
    assert publish_planned(now + LATER) == []
    plan_publication(ready, publisher, now + LATER)
    assert [stopped for _, stopped in publish_planned(now + LATER)] == [""]


@pytest.mark.once
def test_planning_needs_what_publishing_needs(ready, publisher):
    change(ready, publisher)
    with pytest.raises(PublicationError, match="Vraag een collega om akkoord"):
        plan_publication(ready, publisher, timezone.now() + LATER)
    assert not PlannedPublication.objects.exists()


@pytest.mark.once
def test_somebody_who_may_not_publish_any_more_publishes_nothing(ready, publisher):
    plan_publication(ready, publisher, timezone.now() + LATER)
    User.objects.filter(pk=publisher.pk).update(is_active=False)
    [(_, stopped)] = publish_planned(timezone.now() + LATER)
    assert "mag niet meer publiceren" in stopped


@pytest.mark.once
def test_the_pages(client, ready, publisher):
    client.force_login(publisher)
    address = reverse("plan", args=["vgr-6"])
    assert "op een moment dat u kiest" in client.get(reverse("checklist", args=["vgr-6"])).content.decode()
    for wrong in ("", "gisteren", "2020-01-01T09:00", "2099-01-01T09:00"):
        client.post(address, {"moment": wrong})
        assert not PlannedPublication.objects.exists()
    moment = timezone.localtime() + LATER
    page = client.post(address, {"moment": f"{moment:%Y-%m-%dT%H:%M}"}, follow=True).content.decode()
    assert "piet plande de publicatie" in page
    client.post(address, {"annuleer": "ja"})
    assert not PlannedPublication.objects.exists()
    call_command("publish_planned", verbosity=0)
    assert not Report.objects.get(pk=ready.pk).is_public
