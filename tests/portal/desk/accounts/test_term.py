"""Names and addresses in the audit trail: they stay as they were, and go after a term."""

from datetime import timedelta

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import User
from django.core.management import call_command
from django.utils import timezone

from measures.models import Party, Report
from portal.core.trail import name_in
from portal.desk.models import Publication
from portal.desk.roles import MANAGER, PUBLISHER
from tests.portal.desk.editing.conftest import agree_on_page, person

pytestmark = pytest.mark.ignore_template_errors


def test_a_renamed_account_keeps_its_earlier_name_in_what_it_did(client, manager):
    report = Report.objects.get(slug="vgr-5")
    client.force_login(person("piet", PUBLISHER, MANAGER))
    client.post(f"/beheer/redactie/{report.slug}/intrekken/", {"reden": "Er staat een fout in."})
    agree_on_page(client, manager)
    User.objects.filter(pk=manager.pk).update(username="beatrix")
    assert Publication.objects.get(report=report).name == "bea"
    assert "door bea" in client.get(f"/beheer/redactie/{report.slug}/").content.decode()
    entry = LogEntry.objects.filter(content_type__model="report").latest("pk")
    assert (name_in(entry), entry.actor.username) == ("bea", "beatrix")
    assert ">bea<" in client.get("/beheer/auditlog/logentry/").content.decode()


@pytest.mark.once
def test_after_the_term_the_trail_keeps_what_changed_and_not_who(client, publisher, settings, draft_entry):
    settings.TRAIL_DAYS = 10
    client.force_login(publisher)
    client.post("/beheer/measures/party/add/", {"name": "Nieuw", "slug": "nieuw"})
    party = LogEntry.objects.get(content_type__model="party")
    account = LogEntry.objects.filter(content_type__model="user").latest("pk")
    LogEntry.objects.filter(pk=party.pk).update(remote_addr="10.0.0.1")
    call_command("clear_trail", verbosity=0)
    party.refresh_from_db()
    assert party.actor == publisher
    LogEntry.objects.update(timestamp=timezone.now() - timedelta(days=11))
    call_command("clear_trail", verbosity=0)
    party.refresh_from_db()
    assert (party.actor, party.actor_email, party.remote_addr, party.object_repr) == (
        None,
        None,
        None,
        str(Party.objects.get(slug="nieuw")),
    )
    assert not LogEntry.objects.filter(pk=account.pk).exists()
    # Four eyes needs the authors of a draft.
    draft_entry.refresh_from_db()
    assert draft_entry.actor == publisher
    assert "Het wijzigingslog van vóór" in LogEntry.objects.latest("pk").object_repr


@pytest.fixture
def draft_entry(publisher, draft):
    from auditlog.context import set_actor

    with set_actor(publisher):
        draft.summary = "Anders."
        draft.save()
    return LogEntry.objects.filter(content_type__model="report").latest("pk")


@pytest.mark.once
def test_the_page_about_privacy_names_the_term(client, settings):
    settings.TRAIL_DAYS = 400
    assert "Na 400 dagen" in client.get("/privacy/").content.decode()
