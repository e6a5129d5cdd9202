"""Login with a password: for staff only, with a limit on attempts, and without registration."""

import re

import pytest
from django.core.management import call_command
from django.urls import NoReverseMatch, reverse

from tests.portal.desk.login.conftest import PASSWORD, log_in, text_of

LOGIN = "/beheer/account/inloggen/"


def test_the_admin_leads_to_the_login_and_back(client, member):
    response = client.get("/beheer/measures/report/", follow=True)
    page = response.content.decode()
    assert [address.split("?")[0] for address, _ in response.redirect_chain] == ["/beheer/login/", LOGIN]
    assert page.count("<h1>") == 1
    assert "Gebruikersnaam" in page
    assert log_in(client, next="/beheer/measures/report/").url == "/beheer/measures/report/"


def test_the_login_of_the_admin_itself_takes_no_password(client, admin_client, member):
    for visitor in (client, admin_client):
        assert visitor.post("/beheer/login/", {"username": "noor", "password": PASSWORD}).status_code == 405


def test_a_wrong_password_is_refused_in_words_that_do_not_tell_who_exists(client, member):
    known, unknown = log_in(client, password="verkeerd"), log_in(client, username="niemand")
    for response in (known, unknown):
        assert response.status_code == 200
        assert "Deze gebruikersnaam en dit wachtwoord horen niet bij elkaar." in text_of(response)
    assert "_auth_user_id" not in client.session


def test_after_five_wrong_passwords_even_the_right_one_must_wait(client, member):
    for _ in range(5):
        log_in(client, password="verkeerd")
    response = log_in(client)
    assert "Wacht vijf minuten" in text_of(response)
    assert "_auth_user_id" not in client.session


def test_one_address_may_not_try_many_names(client, member):
    for number in range(10):
        log_in(client, username=f"naam-{number}", password="verkeerd")
    assert "Wacht vijf minuten" in text_of(log_in(client))
    # A client with another IP address can still log in.
    client.defaults["REMOTE_ADDR"] = "192.0.2.1"
    assert log_in(client).status_code == 302


def test_behind_a_proxy_the_address_of_the_visitor_counts(client, member, settings):
    settings.BEHIND_TLS_PROXY = True
    for number in range(10):
        # Only the last IP address is from the proxy. The client itself can send any others before it.
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"192.0.2.{number}, 198.51.100.1"
        log_in(client, username=f"naam-{number}", password="verkeerd")
    assert "Wacht vijf minuten" in text_of(log_in(client))


def test_without_a_proxy_a_visitor_cannot_choose_an_address(client, member):
    for number in range(10):
        client.defaults["HTTP_X_FORWARDED_FOR"] = f"198.51.100.{number}"
        log_in(client, username=f"naam-{number}", password="verkeerd")
    assert "Wacht vijf minuten" in text_of(log_in(client))


def test_far_too_many_requests_get_a_page_that_says_so(client, member, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    log_in(client, password="verkeerd")
    response = log_in(client)
    assert response.status_code == 429
    assert "Te veel pogingen" in text_of(response)


@pytest.mark.parametrize("change", [{"is_staff": False, "is_superuser": False}, {"is_active": False}])
def test_only_active_staff_comes_in(client, member, django_user_model, change):
    django_user_model.objects.update(**change)
    response = client.get(log_in(client).url)
    assert "Dit account mag hier niet inloggen." in text_of(response)
    assert "_auth_user_id" not in client.session
    assert client.get("/beheer/").status_code == 302


def test_someone_who_is_no_longer_staff_is_stopped_at_once(admin_client, django_user_model):
    assert admin_client.get("/beheer/alle-gegevens/").status_code == 200
    django_user_model.objects.update(is_staff=False)
    assert admin_client.get("/beheer/", follow=True).status_code == 403


def test_a_login_leads_to_no_other_site(client, member):
    assert log_in(client, next="https://kwaad.example.com/").url == "/beheer/"


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email", "socialaccount_signup"])
def test_nobody_makes_an_account_or_resets_a_password_here(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_the_first_account_can_log_in_and_is_led_to_a_second_step(client, capsys):
    call_command("first_account")
    said = capsys.readouterr().out
    link = re.search(r"http://\S+/beheer/account/uitnodiging/#[\w-]{43}", said)[0]
    assert "tweede stap" in said
    assert client.post(reverse("invitation"), {"code": link}).url == reverse("choose-password")
    client.post(reverse("choose-password"), {"new_password1": PASSWORD, "new_password2": PASSWORD})
    assert log_in(client, "redactie", PASSWORD).url == "/beheer/"
    page = client.get("/beheer/", follow=True)
    assert page.redirect_chain == [("/beheer/account/tweede-stap/", 302)]
    assert "Stel eerst een tweede stap in" in text_of(page)


def test_the_password_is_asked_again_before_a_change_when_the_login_was_long_ago(client, member, settings):
    log_in(client)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    response = client.get(reverse("mfa_activate_totp"), follow=True)
    assert "Bevestig dat u het bent" in text_of(response)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    wrong = client.post(response.redirect_chain[0][0], {"password": "verkeerd"})
    assert "Dit wachtwoord klopt niet." in text_of(wrong)
    right = client.post(response.redirect_chain[0][0], {"password": PASSWORD})
    assert right.url == reverse("mfa_activate_totp")
