"""Links of one use: whoever is invited or forgot a password chooses one; nobody else sees or sets it."""

import logging
import re
from datetime import timedelta
from io import StringIO
from smtplib import SMTPServerDisconnected

import pytest
from allauth.mfa.models import Authenticator
from auditlog.models import LogEntry
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.core.mail import send_mail
from portal.core.trail import name_in
from portal.desk.account_models import Invitation
from portal.desk.accounts.invitations import choose_password, invitation_for, invite
from portal.desk.roles import MANAGER
from portal.desk.tokens import digest_of
from tests.browsing import send
from tests.portal.desk.editing.conftest import person

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

NEW = "een heel nieuw wachtwoord"
LINK = re.compile(r'value="(http://testserver/beheer/account/uitnodiging/#[\w-]{43})"')


def arrive(link):
    """Return a visitor who sent what stands in the link, and the answer."""
    visitor = Client(enforce_csrf_checks=True)
    return visitor, send(visitor, reverse("invitation"), {"code": link})


def choose(visitor, password=NEW):
    return send(visitor, reverse("choose-password"), {"new_password1": password, "new_password2": password})


def test_a_beheerder_invites_and_the_invited_person_chooses_the_password(client, manager):
    client.force_login(manager)
    group = Group.objects.get(name="Redacteur")
    response = client.post(reverse("new-account"), {"username": "nieuw", "groups": [group.pk]})
    assert response.status_code == 201
    account = User.objects.get(username="nieuw")
    assert (account.is_staff, account.has_usable_password(), list(account.groups.all())) == (True, False, [group])
    link = LINK.search(response.content.decode()).group(1)
    visitor, response = arrive(link)
    assert response.url == reverse("choose-password")
    assert "Uw gebruikersnaam is" in visitor.get(response.url).content.decode()
    assert choose(visitor).url == reverse("account_login")
    account.refresh_from_db()
    assert account.check_password(NEW)
    # What follows is the second step: no page opens without it.
    logged_in = send(visitor, reverse("account_login"), {"login": "nieuw", "password": NEW})
    assert visitor.get(logged_in.url).url == reverse("mfa_index")


def test_a_password_that_is_refused_is_refused_in_dutch(client, manager, editor):
    client.force_login(manager)
    link = LINK.search(client.post(reverse("account", args=[editor.pk]), {"link": "ja"}).content.decode()).group(1)
    page = choose(arrive(link)[0], "kort").content.decode()
    assert "Dit wachtwoord is te kort. Kies er een van minstens 12 tekens." in page
    assert "password" not in BeautifulSoup(page, "html.parser").main.get_text()


def test_with_mail_the_link_goes_to_its_owner_and_not_to_the_page(client, manager, settings, mailoutbox):
    settings.HAS_MAIL = True
    client.force_login(manager)
    group = Group.objects.get(name="Redacteur")
    sent = {"username": "nieuw", "groups": [group.pk], "email": "nieuw@example.nl"}
    page = client.post(reverse("new-account"), sent).content.decode()
    assert "gemaild naar nieuw@example.nl" in page
    assert LINK.search(page) is None
    mail = mailoutbox[0]
    link = re.search(r"http://testserver/beheer/account/uitnodiging/#[\w-]{43}", mail.body)[0]
    assert (mail.to, link in page) == (["nieuw@example.nl"], False)
    visitor, _answer = arrive(link)
    assert choose(visitor).url == reverse("account_login")


def test_a_link_that_cannot_be_mailed_is_shown(client, manager, editor, settings, monkeypatch, caplog):
    settings.HAS_MAIL = True
    client.force_login(manager)
    address = reverse("account", args=[editor.pk])
    page = client.post(address, {"link": "ja"}).content.decode()
    assert LINK.search(page), "this account has no address"
    User.objects.filter(pk=editor.pk).update(email="roos@example.nl")

    def refuse(_mail):
        raise SMTPServerDisconnected("weg")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    page = client.post(address, {"link": "ja"}).content.decode()
    assert "Mailen lukte niet" in page
    assert LINK.search(page)
    assert [record.getMessage() for record in caplog.records if record.name == "portal.mail"] == [
        "mail is niet verstuurd: SMTPServerDisconnected"
    ]


def test_an_address_that_is_no_address_gets_no_mail_and_no_error(settings):
    settings.HAS_MAIL = True
    assert not send_mail("roos@example.nl\nBcc: piet@example.nl", "Een link", "Tekst.")


def test_a_link_works_once_and_only_the_newest(editor, manager):
    _first, old = invite(editor, manager)
    invitation, token = invite(editor, manager)
    assert invitation_for(old) is None
    assert choose_password(invitation, NEW)
    assert invitation_for(token) is None
    assert not choose_password(invitation, "nog een ander wachtwoord")
    editor.refresh_from_db()
    assert editor.check_password(NEW)
    visitor, response = arrive(token)
    assert response.status_code == 400
    assert "Deze link werkt niet meer." in response.content.decode()
    assert visitor.get(reverse("choose-password")).url == reverse("invitation")


def test_a_link_stops_after_some_days_and_with_its_account(editor, manager, settings):
    settings.INVITATION_DAYS = 3
    invitation, token = invite(editor, manager)
    assert invitation.until - timezone.now() > timedelta(days=2, hours=23)
    User.objects.filter(pk=editor.pk).update(is_active=False)
    assert invitation_for(token) is None
    User.objects.filter(pk=editor.pk).update(is_active=True)
    assert invitation_for(token) == invitation
    Invitation.objects.update(until=timezone.now())
    assert invitation_for(token) is None


def test_a_weak_password_is_refused_and_the_link_still_works(editor, manager):
    visitor, _ = arrive(invite(editor, manager)[1])
    assert choose(visitor, "kort").status_code == 200
    assert choose(visitor).status_code == 302


def test_the_token_is_in_no_table_and_no_log(client, editor, manager, caplog, settings):
    settings.LOG_REQUESTS = True
    client.force_login(manager)
    with caplog.at_level(logging.INFO):
        response = client.post(reverse("account", args=[editor.pk]), {"link": "ja"})
        link = LINK.search(response.content.decode()).group(1)
        token = link.partition("#")[2]
        visitor, _ = arrive(link)
        choose(visitor)
    assert "account_uitnodiging" in caplog.text or "uitnodiging" in caplog.text
    assert token not in caplog.text
    assert Invitation.objects.get().digest == digest_of(token)
    trail = str(list(LogEntry.objects.values()))
    assert token not in trail
    assert digest_of(token) not in trail


def test_the_pages_are_kept_by_nobody_and_tell_no_other_site(client, editor, manager):
    client.force_login(manager)
    given = client.post(reverse("account", args=[editor.pk]), {"link": "ja"})
    visitor, response = arrive(LINK.search(given.content.decode()).group(1))
    for answer in (Client().get(reverse("invitation")), response, visitor.get(response.url)):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "same-origin"
        assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in given["Cache-Control"]


def test_the_trail_says_who_gave_a_link_and_that_the_owner_used_it(client, editor, manager):
    client.force_login(manager)
    client.post(reverse("account", args=[editor.pk]), {"link": "ja"})
    given = LogEntry.objects.filter(content_type__model="invitation").latest("pk")
    assert (name_in(given), given.object_repr) == ("bea", "link voor roos")
    choose_password(Invitation.objects.get(), NEW)
    used = LogEntry.objects.filter(content_type__model="user", changes__has_key="password").latest("pk")
    assert (used.actor, used.changes["password"]) == (editor, ["geheim", "geheim"])


def test_no_page_shows_or_sets_the_password_of_somebody_else(client, editor, manager):
    client.force_login(manager)
    page = client.get(reverse("admin:auth_user_change", args=[editor.pk])).content.decode()
    assert "password" not in page.replace("/beheer/password_change/", "")
    assert client.get("/beheer/auth/user/add/").status_code == 403
    address = f"/beheer/auth/user/{editor.pk}/password/"
    client.post(address, {"password1": NEW, "password2": NEW, "usable_password": "true"}, follow=True)
    editor.refresh_from_db()
    assert not editor.check_password(NEW)


def test_the_server_helps_the_last_beheerder_in(client, manager):
    client.force_login(manager)
    assert Authenticator.objects.filter(user=manager).exists()
    call_command("help_in", "bea", stdout=(said := StringIO()))
    link = re.search(r"http://\S+", said.getvalue()).group()
    assert Authenticator.objects.filter(user=manager).exists()
    visitor, _ = arrive(link)
    assert choose(visitor).status_code == 302
    call_command("help_in", "bea", "--tweede-stap", stdout=StringIO())
    assert not Authenticator.objects.filter(user=manager).exists()
    assert client.get("/beheer/").status_code == 302
    told = [entry.object_repr for entry in LogEntry.objects.filter(object_repr__startswith="Op de server geholpen")]
    assert len(told) == 2
    with pytest.raises(CommandError, match="Er is geen account"):
        call_command("help_in", "niemand")
    User.objects.filter(pk=manager.pk).update(is_active=False)
    with pytest.raises(CommandError, match="staat uit"):
        call_command("help_in", "bea")


def test_the_list_tells_how_accounts_stand(client, editor, manager, django_assert_max_num_queries):
    client.force_login(manager)
    invite(editor, manager)
    for number in range(5):
        invite(person(f"b{number}", MANAGER), manager)
    with django_assert_max_num_queries(20):
        page = client.get(reverse("accounts")).content.decode()
    assert "link tot" in page
    assert "roos" in page
