"""The secrets of second steps are encrypted in the database, with keys of their own that can be replaced."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from portal.desk.login.second_steps import MARK, decrypt, renew, unreadable
from tests.codes import code_of
from tests.portal.desk.login.conftest import log_in, text_of
from tests.portal.desk.login.test_second_step import set_up_app

pytestmark = pytest.mark.once

NEW, OLD = "n" * 60, "o" * 60


@pytest.fixture(autouse=True)
def keys(settings):
    settings.SECOND_STEP_KEYS = [OLD]
    return settings


@pytest.fixture
def codes(member, secret):
    """Return the recovery codes of the member, who also has an app."""
    return RecoveryCodes.activate(member).get_unused_codes()


def stored(kind="totp"):
    return Authenticator.objects.get(type=kind).data


def give(client, code):
    cache.clear()
    step = log_in(client).url
    return client.post(step, {"code": code})


def test_no_secret_stands_in_the_database(codes, secret):
    assert stored()["secret"].startswith(MARK)
    assert stored("recovery_codes")["seed"].startswith(MARK)
    written = repr(list(Authenticator.objects.values_list("data")))
    assert not [clear for clear in (secret, *codes) if clear in written]
    assert decrypt(stored()["secret"]) == secret


def test_a_second_step_survives_a_new_secret_key(client, secret, codes, settings):
    settings.SECRET_KEY = "een heel andere sleutel dan die van vorige week"
    assert give(client, code_of(secret)).url == "/beheer/"
    assert give(Client(), codes[0]).url == "/beheer/"


def test_a_new_key_reads_what_the_old_one_wrote_and_the_login_takes_it_over(client, secret, codes, settings):
    settings.SECOND_STEP_KEYS = [NEW, OLD]
    assert give(client, code_of(secret)).url == "/beheer/"
    settings.SECOND_STEP_KEYS = [NEW]
    assert decrypt(stored()["secret"]) == secret
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == codes


def test_the_command_takes_over_everybody_and_keeps_which_codes_were_used(client, secret, codes, settings, capsys):
    give(client, codes[0])
    settings.SECOND_STEP_KEYS = [NEW, OLD]
    call_command("renew_second_steps")
    assert "Opnieuw versleuteld: 2." in capsys.readouterr().out
    settings.SECOND_STEP_KEYS = [NEW]
    call_command("renew_second_steps")
    assert "Opnieuw versleuteld: 0." in capsys.readouterr().out
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes() == codes[1:]
    assert give(Client(), code_of(secret)).url == "/beheer/"


def test_a_secret_of_before_encryption_still_works_and_is_encrypted_at_the_login(client, member):
    clear = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    Authenticator.objects.create(user=member, type="totp", data={"secret": clear})
    assert give(client, code_of(clear)).url == "/beheer/"
    assert decrypt(stored()["secret"]) == clear
    assert stored()["secret"].startswith(MARK)


def test_the_data_of_a_key_stays_as_it_is(member):
    """It holds a public key, so there is nothing to encrypt."""
    key = Authenticator.objects.create(user=member, type="webauthn", data={"name": "Sleutel", "credential": {}})
    assert (renew([key]), unreadable([key])) == (0, [])


def test_without_its_key_a_second_step_says_whom_to_ask(client, member, secret, codes, settings, capsys):
    settings.SECOND_STEP_KEYS = [NEW]
    for code in (code_of(secret), codes[0], "123456"):
        assert "Vraag een beheerder om uw tweede stap te verwijderen." in text_of(give(client, code))
    assert client.get("/beheer/").status_code == 302
    call_command("renew_second_steps")
    assert "de tweede stap van noor." in capsys.readouterr().err


def test_after_a_reset_everything_works_again(client, member, secret, codes, settings):
    settings.SECOND_STEP_KEYS = [NEW]
    Authenticator.objects.get(user=member, type="totp").delete()
    # The recovery codes were forgotten: they must not stand in the way of a new app.
    log_in(client)
    new, response = set_up_app(client)
    assert response.status_code == 302
    page = client.get(reverse("mfa_view_recovery_codes"), follow=True)
    assert page.redirect_chain[-1][0] == reverse("mfa_generate_recovery_codes")
    assert "Uw herstelcodes zijn niet meer te lezen" in text_of(page)
    client.post(reverse("mfa_generate_recovery_codes"))
    assert 'class="secret"' in client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert give(Client(), code_of(new)).url == "/beheer/"
