"""Every page of `/beheer/` requires a second factor, passed in the same session."""

import re
import time

import pytest
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.codes import code_of
from tests.portal.desk.login.conftest import log_in, text_of

pytestmark = pytest.mark.once

SECOND_STEP = "/beheer/account/tweede-stap/"


def set_up_app(client):
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<code class="secret">(\w+)</code>', page).group(1)
    return secret, client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})


@pytest.mark.parametrize("address", ["/beheer/", "/beheer/measures/report/", "/beheer/bestaat-niet/", "/beheer/account/weg/"])
def test_without_a_second_step_every_page_leads_to_setting_it_up(client, member, address):
    log_in(client)
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (302, SECOND_STEP)
    assert client.post(address).status_code == 302


def test_an_app_is_set_up_and_opens_the_admin(client, member):
    log_in(client)
    _, response = set_up_app(client)
    codes = client.get(response.url)
    assert codes.content.decode().count('<code class="secret">') == 10
    assert client.get("/beheer/alle-gegevens/").status_code == 200


def test_the_qr_code_is_part_of_the_page(client, member):
    log_in(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "<svg" in page
    assert "<img" not in page.split("<main")[1]


def test_a_wrong_code_sets_nothing_up(client, member):
    log_in(client)
    client.get(reverse("mfa_activate_totp"))
    response = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Deze code klopt niet." in text_of(response)
    assert not Authenticator.objects.exists()


def test_the_code_of_the_app_is_asked_at_the_next_login(client, member, secret):
    response = log_in(client, next="/beheer/measures/report/")
    assert response.url == "/beheer/account/inloggen/tweede-stap/"
    assert client.get("/beheer/").status_code == 302
    assert "Deze code klopt niet." in text_of(client.post(response.url, {"code": "123"}))
    assert client.post(response.url, {"code": code_of(secret)}).url == "/beheer/measures/report/"
    assert client.get("/beheer/alle-gegevens/").status_code == 200


def test_a_code_works_once(client, member, secret):
    code = code_of(secret)
    step = log_in(client).url
    assert client.post(step, {"code": code}).status_code == 302
    other = Client()
    log_in(other)
    assert "Deze code klopt niet." in text_of(other.post(step, {"code": code}))


def test_guessing_codes_is_stopped(client, member, secret):
    step = log_in(client).url
    for _ in range(5):
        client.post(step, {"code": "000000"})
    assert "Wacht vijf minuten" in text_of(client.post(step, {"code": code_of(secret)}))


def test_a_recovery_code_replaces_the_app_once(client, member, secret):
    codes = RecoveryCodes.activate(member)
    first = codes.get_unused_codes()[0]
    assert client.post(log_in(client).url, {"code": first}).url == "/beheer/"
    assert client.get("/beheer/alle-gegevens/").status_code == 200
    other = Client()
    assert "Deze code klopt niet." in text_of(other.post(log_in(other).url, {"code": first}))


def test_new_recovery_codes_replace_the_old_ones(client, member):
    log_in(client)
    set_up_app(client)
    old = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    client.get(reverse("mfa_generate_recovery_codes"))
    page = client.post(reverse("mfa_generate_recovery_codes"), follow=True).content.decode()
    assert not any(code in page for code in old)


def test_a_session_from_before_the_second_step_must_take_it_too(client, member):
    """Somebody with only the password who logged in before the owner set up an app must also pass the second factor."""
    other = Client()
    log_in(other)
    log_in(client)
    secret, _ = set_up_app(client)
    for address in ("/beheer/", SECOND_STEP, reverse("mfa_deactivate_totp"), reverse("mfa_view_recovery_codes")):
        response = other.get(address)
        assert response.url.startswith("/beheer/account/bevestigen/code/?next="), address
    assert "Open de app" in text_of(other.get(response.url))
    cache.clear()
    assert other.post(response.url, {"code": code_of(secret)}).status_code == 302
    assert other.get("/beheer/alle-gegevens/").status_code == 200


def test_without_its_last_second_step_an_account_sets_up_another(client, member):
    log_in(client)
    set_up_app(client)
    assert "App verwijderen" in text_of(client.get(reverse("mfa_deactivate_totp")))
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert client.get("/beheer/").url == SECOND_STEP


def test_the_page_for_a_key_asks_the_browser_for_one(client, member):
    log_in(client)
    page = client.get(reverse("mfa_add_webauthn")).content.decode()
    assert '"challenge"' in page
    assert '"name": "Voortgang passend onderwijs"' in page
    assert "Voor een sleutel is JavaScript nodig." in page


@pytest.mark.parametrize("steps_ago", [0, 1])
def test_a_code_that_just_passed_counts_too_and_once(client, member, secret, steps_ago):
    """Somebody may type while the app changes to the next code. A code from before that is refused."""
    period = int(time.time()) // app_settings.TOTP_PERIOD
    code = format_hotp_value(hotp_value(secret, period - steps_ago))
    assert client.post(log_in(client).url, {"code": code}).status_code == 302
    other = Client()
    assert "Deze code klopt niet." in text_of(other.post(log_in(other).url, {"code": code}))
    old = format_hotp_value(hotp_value(secret, period - 3))
    assert "Deze code klopt niet." in text_of(other.post(log_in(other).url, {"code": old}))


@pytest.mark.ignore_template_errors
def test_nobody_reads_the_secret_of_a_second_step(admin_client, member, secret):
    step = Authenticator.objects.get(user=member)
    assert secret not in admin_client.get(reverse("admin:mfa_authenticator_change", args=[step.pk])).content.decode()
    assert admin_client.post(reverse("admin:mfa_authenticator_delete", args=[step.pk]), {"post": "yes"}).status_code == 403
