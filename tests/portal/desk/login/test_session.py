"""A session ends by logout or after an hour without requests. Only staff gets one."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as portal_settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.desk.accounts.invitations import choose_password, invite
from portal.desk.accounts.resets import ask
from tests.conftest import take_second_step

pytestmark = pytest.mark.ignore_template_errors


def test_logging_out_is_a_button_and_ends_the_session(admin_client):
    page = admin_client.get(reverse("mfa_index")).content.decode()
    assert 'action="/beheer/account/uitloggen/"' in page
    assert 'action="/beheer/logout/"' in admin_client.get("/beheer/alle-gegevens/").content.decode()
    # A GET, such as from a link on another site, must not log anybody out.
    assert admin_client.get(reverse("account_logout")).status_code == 200
    assert admin_client.get("/beheer/alle-gegevens/").status_code == 200
    response = admin_client.post(reverse("account_logout"), follow=True)
    assert "U bent uitgelogd." in response.content.decode()
    assert admin_client.get("/beheer/").status_code == 302


def test_the_log_out_of_the_admin_works_too(admin_client):
    admin_client.post("/beheer/logout/")
    assert admin_client.get("/beheer/").status_code == 302


def test_a_session_ends_an_hour_after_the_last_page(admin_client):
    assert portal_settings.SESSION_COOKIE_AGE == 3600
    in_a_minute = timezone.now() + timedelta(minutes=1)
    Session.objects.update(expire_date=in_a_minute)
    assert admin_client.get("/beheer/alle-gegevens/").status_code == 200
    assert Session.objects.get().expire_date > timezone.now() + timedelta(minutes=59)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert admin_client.get("/beheer/").url.startswith("/beheer/login/")


def account_form(user, **change):
    return {"username": user.username, "is_staff": "on", "is_active": "on"} | change


@pytest.mark.parametrize("right", ["is_active", "is_staff"])
def test_a_session_does_not_outlive_the_right_to_log_in(client, admin_client, member, right):
    """It is gone from the database, so it does not revive when the account may log in again within the hour."""
    client.force_login(member)
    take_second_step(client, member)
    assert client.get("/beheer/alle-gegevens/").status_code == 200
    address = reverse("admin:auth_user_change", args=[member.pk])
    without = {name: value for name, value in account_form(member).items() if name != right}
    assert admin_client.post(address, without).status_code == 302
    assert admin_client.post(address, account_form(member)).status_code == 302
    assert client.get("/beheer/").url.startswith("/beheer/login/")
    # The session of whoever did this goes on.
    assert admin_client.get("/beheer/alle-gegevens/").status_code == 200


def test_a_reset_second_step_ends_the_sessions_of_its_owner(client, admin_client, member):
    for browser in (client, other := Client()):
        browser.force_login(member)
        take_second_step(browser, member)
    colleague = type(member).objects.create_user("cas")
    assert ask(member, colleague, "Telefoon weg.").account == member
    assert admin_client.post(reverse("reset-step", args=[member.pk]), {"bevestig": "ja"}).status_code == 302
    assert not Authenticator.objects.filter(user=member).exists()
    assert [browser.get("/beheer/").url.split("?")[0] for browser in (client, other)] == ["/beheer/login/"] * 2
    assert admin_client.get("/beheer/alle-gegevens/").status_code == 200


def test_a_new_password_with_a_link_ends_the_sessions(client, member):
    client.force_login(member)
    take_second_step(client, member)
    assert choose_password(invite(member, None)[0], "een-ander-lang-wachtwoord")
    assert client.get("/beheer/").url.startswith("/beheer/login/")


def test_pages_of_staff_are_not_kept_by_a_browser(admin_client):
    assert "no-store" in admin_client.get("/beheer/")["Cache-Control"]


@pytest.mark.parametrize("address", ["/", "/maatregelen/", "/nu/schoolleider/", "/over/", "/bestaat-niet/"])
def test_a_visitor_of_public_pages_gets_no_cookie(client, address):
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    # A visitor with an old cookie gets no cookie either.
    client.cookies["sessionid"] = "verlopen"
    assert not client.get(address).cookies
