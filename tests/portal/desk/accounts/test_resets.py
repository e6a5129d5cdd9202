"""A lost second step is removed by two managers (beheerders)."""

import pytest
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.desk.account_models import Invitation, StepReset
from portal.desk.accounts.invitations import choose_password, invite
from portal.desk.accounts.resets import ResetError, ask, confirm
from portal.desk.roles import MANAGER
from tests.portal.desk.editing.conftest import person

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]


@pytest.fixture
def other(db):
    return person("bob", MANAGER)


def test_one_asks_and_another_confirms(client, editor, manager, other):
    client.force_login(editor)
    address = reverse("reset-step", args=[editor.pk])
    client.force_login(manager)
    client.post(address, {"vraag": "ja", "reden": "De telefoon is gestolen."})
    client.post(address, {"bevestig": "ja"})
    assert Authenticator.objects.filter(user=editor).exists()
    assert (
        "bevestig" not in client.get(reverse("account", args=[editor.pk])).content.decode().split("Trek het verzoek in")[0][-200:]
    )
    client.force_login(other)
    assert "De telefoon is gestolen." in client.get(reverse("accounts")).content.decode()
    assert "Bevestig" in client.get(reverse("account", args=[editor.pk])).content.decode()
    client.post(address, {"bevestig": "ja"})
    assert not Authenticator.objects.filter(user=editor).exists()
    told = LogEntry.objects.filter(content_type__model="stepreset").order_by("pk")
    assert [entry.actor.username for entry in told] == ["bea", "bob"]
    assert told.last().additional_data == {"reden": "De telefoon is gestolen."}


def test_a_request_can_be_taken_back(client, editor, manager):
    client.force_login(manager)
    address = reverse("reset-step", args=[editor.pk])
    client.post(address, {"vraag": "ja", "reden": "Vergissing."})
    client.post(address, {"terug": "ja"})
    assert not StepReset.objects.exists()
    assert "Niemand vroeg" in client.post(address, {"bevestig": "ja"}, follow=True).content.decode()


def test_it_asks_for_a_reason_and_once(editor, manager, other):
    with pytest.raises(ResetError):
        ask(editor, manager, " ")
    ask(editor, manager, "Weg.")
    with pytest.raises(ResetError, match="al gevraagd"):
        ask(editor, other, "Weg.")


def test_the_owner_and_whoever_counts_as_the_same_person_do_not_confirm(editor, manager, other):
    with pytest.raises(ResetError, match="eigen account"):
        confirm(ask(other, manager, "Weg."), other)
    # A second account that one manager made for themself.
    invitation, _ = invite(other, manager)
    choose_password(invitation, "een heel nieuw wachtwoord")
    with pytest.raises(ResetError, match="als één persoon"):
        confirm(ask(editor, manager, "Weg."), other)
    Invitation.objects.update(used_at=timezone.now() - timezone.timedelta(days=31))
    confirm(StepReset.objects.get(account=editor), other)


def test_the_database_refuses_one_person_twice(editor, manager):
    reset = ask(editor, manager, "Weg.")
    with pytest.raises(IntegrityError), transaction.atomic():
        StepReset.objects.filter(pk=reset.pk).update(confirmed_by=manager)
