"""The audit trail: every change by a person, with old and new value, the person, the origin and the reason."""

import pytest
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.management import call_command
from django.urls import reverse

from measures.enums import Status
from measures.models import Measure, MeasureSnapshot
from motions.models import MotionSnapshot
from portal.desk.account_models import Invitation
from portal.desk.accounts.invitations import choose_password, invite
from portal.desk.accounts.resets import ask
from portal.desk.roles import MANAGER, PUBLISHER
from tests.conftest import all_content_models
from tests.portal.desk.editing.conftest import agree_on_page, person
from tests.portal.desk.forms import filled_in

pytestmark = pytest.mark.ignore_template_errors


def newest(model):
    return LogEntry.objects.filter(content_type__model=model).order_by("pk").last()


def actions_of(response):
    """Return the actions that a page of the admin offers. The empty one is the choice of none."""
    assert response.status_code == 200
    return [option["value"] for option in BeautifulSoup(response.content, "html.parser").select("select[name=action] option")]


def test_a_change_in_the_admin(client, publisher, draft):
    measure = Measure.objects.create(slug="nieuw", title="Nieuw", parent=Measure.objects.get(number=4))
    client.force_login(publisher)
    client.post(f"/beheer/measures/measure/{measure.pk}/change/", {"slug": "nieuw", "parent": "4", "title": "Nieuw!"})
    entry = newest("measure")
    assert entry.changes == {"title": ["Nieuw", "Nieuw!"]}
    assert (entry.actor, entry.remote_addr) == (publisher, "127.0.0.1")


@pytest.mark.parametrize(
    ("sent", "is_behind", "kept"),
    [
        ("198.51.100.7", False, "127.0.0.1"),
        ("geen adres", False, "127.0.0.1"),
        ("203.0.113.1, 198.51.100.7", True, "198.51.100.7"),
        ("203.0.113.1, 2001:db8::1", True, "2001:db8::1"),
        ("fe80::1%eth0", True, "fe80::1"),
        ("geen adres", True, None),
        ("198.51.100.7'; --", True, None),
    ],
)
def test_only_a_trusted_proxy_says_from_where(as_editor, carried, settings, sent, is_behind, kept):
    settings.BEHIND_TLS_PROXY = is_behind
    headers = {"X-Forwarded-For": sent, "X-Forwarded-Port": "9" * 30}
    task = carried.tasks.first()
    as_editor.post("/beheer/redactie/vgr-6/", {"taak": task.pk, "toestand": "klaar"}, headers=headers)
    assert (newest("task").remote_addr, newest("task").remote_port) == (kept, None)


def test_a_many_to_many(as_editor, editor, carried):
    stand = MotionSnapshot.objects.get(report=carried, motion__number="31497-305")
    stand.measures.add(Measure.objects.get(slug="hoorrecht"))
    assert newest("motionsnapshot").changes["measures"]["objects"] == ["4. Hoorrecht"]
    assert newest("motionsnapshot").additional_data["rapportage"] == "vgr-6"


def test_statuses_in_bulk_are_in_it_one_by_one(as_editor, editor, carried):
    tasks = carried.tasks.filter(measure__number__in=[1, 2])
    LogEntry.objects.all().delete()
    data = filled_in(as_editor, "/beheer/redactie/vgr-6/statussen/") | {f"status-{task.pk}": "afgerond" for task in tasks}
    as_editor.post("/beheer/redactie/vgr-6/statussen/", data)
    entries = LogEntry.objects.filter(content_type__model="measuresnapshot")
    assert [entry.changes["status"] for entry in entries] == [[Status.UNDERWAY, Status.DONE]] * 2
    assert {entry.actor for entry in entries} == {editor}


def test_carrying_over_is_in_it(as_editor, editor, draft):
    as_editor.post("/beheer/redactie/vgr-6/", {"alles": "ja"})
    assert LogEntry.objects.filter(content_type__model="measuresnapshot", actor=editor, action=0).count() == 32
    assert MeasureSnapshot.objects.filter(report=draft).count() == 32


@pytest.mark.once
def test_it_can_be_read_and_exported_but_not_changed(client, manager, as_editor, draft):
    as_editor.post("/beheer/redactie/vgr-6/", {"taak": draft.tasks.first().pk})
    client.force_login(manager)
    entry = LogEntry.objects.first()
    assert actions_of(client.get("/beheer/auditlog/logentry/")) == ["", "export"]
    assert actions_of(client.get(f"/beheer/auditlog/logentry/{entry.pk}/change/")) == []
    assert client.post(f"/beheer/auditlog/logentry/{entry.pk}/change/", {}).status_code == 403
    assert client.post(f"/beheer/auditlog/logentry/{entry.pk}/delete/", {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}
    client.post("/beheer/auditlog/logentry/", action)
    assert LogEntry.objects.filter(pk=entry.pk).exists()
    exported = client.post("/beheer/auditlog/logentry/", action | {"action": "export"})
    assert exported["Content-Type"].startswith("text/csv")
    assert "Wanneer (UTC);Wie;Vanaf" in exported.content.decode()


@pytest.mark.once
def test_it_tells_from_where_and_why_in_dutch(client, publisher, manager):
    client.force_login(publisher)
    address = "/beheer/redactie/vgr-5/maatregel/hoorrecht/"
    client.post(address, filled_in(client, address) | {"summary": "Beter gelezen.", "reason": "Verkeerd gelezen."})
    agree_on_page(client, person("vera", PUBLISHER))
    client.force_login(manager)
    kind = newest("measuresnapshot").content_type_id
    for query in ("", f"?soort={kind}&action=1", "?soort=onzin", "?action=onzin"):
        html = client.get(f"/beheer/auditlog/logentry/{query}", follow=True).content.decode()
        assert "127.0.0.1" in html
        assert "Verkeerd gelezen." in html
        assert "Gewijzigd" in html
    html = client.get(f"/beheer/auditlog/logentry/{newest('measuresnapshot').pk}/change/").content.decode()
    assert "samenvatting: " in html
    assert "→ „Beter gelezen.”" in html


@pytest.mark.once
def test_a_password_is_in_it_without_its_words(client, manager, editor):
    """It says who set whose password: the owner with a link, the owner later on, and a command."""
    secret = "een-lang-wachtwoord-2"
    invitation, _token = invite(editor, manager)
    choose_password(invitation, secret)
    assert (newest("user").actor, newest("user").object_repr) == (editor, "roos")
    editor.refresh_from_db()
    client.force_login(editor)
    own = {"old_password": secret, "new_password1": secret + "3", "new_password2": secret + "3"}
    client.post("/beheer/password_change/", own)
    assert (newest("user").actor, newest("user").object_repr) == (editor, "roos")
    Invitation.objects.all().delete()
    User.objects.all().delete()
    call_command("first_account")
    assert (newest("user").actor, newest("user").object_repr) == (None, "redactie")
    entries = LogEntry.objects.filter(content_type__model="user", changes__has_key="password")
    assert entries.count() >= 3
    assert {tuple(entry.changes["password"]) for entry in entries} == {("geheim", "geheim")}
    assert "een-lang" not in str(list(LogEntry.objects.values()))
    client.force_login(person("bas", MANAGER))
    assert "wachtwoord: ingesteld, geheim" in client.get(f"/beheer/auditlog/logentry/{entries[0].pk}/change/").content.decode()


@pytest.mark.once
def test_a_second_step_is_in_it_without_its_secret(client, manager, editor):
    client.force_login(editor)
    step = Authenticator.objects.get(user=editor)
    added = newest("authenticator")
    assert (added.action, added.changes["user"]) == (LogEntry.Action.CREATE, ["None", str(editor.pk)])
    client.post(reverse("mfa_generate_recovery_codes"))
    assert (newest("authenticator").actor, newest("authenticator").action) == (editor, LogEntry.Action.CREATE)
    client.force_login(manager)
    reset = ask(editor, person("bep", MANAGER), "Telefoon weg.")
    client.post(reverse("reset-step", args=[editor.pk]), {"bevestig": "ja"})
    assert reset.account == step.user
    removed = newest("authenticator")
    assert (removed.actor, removed.action) == (manager, LogEntry.Action.DELETE)
    assert not [entry for entry in LogEntry.objects.filter(content_type__model="authenticator") if "data" in entry.changes]
    assert ", van roos" in client.get(f"/beheer/auditlog/logentry/{removed.pk}/change/").content.decode()
    assert ", van roos" in client.get("/beheer/auditlog/logentry/").content.decode()


def test_reading_the_site_leaves_no_trace_and_seeding_one_line(client):
    """The entry of a seeding changes the version of the content, so that running processes drop their caches."""
    client.get("/")
    assert [entry.object_repr for entry in LogEntry.objects.all()] == ["Inhoud geladen uit fixtures/"]


@pytest.mark.once
def test_every_kind_of_content_is_followed():
    from auditlog.registry import auditlog

    assert [model for model in all_content_models() if not model._meta.auto_created and not auditlog.contains(model)] == []
