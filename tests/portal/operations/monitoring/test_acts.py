"""The log of acts of staff and of refusals: action, object, result, origin and actor (BIO2 8.15), without secrets."""

import logging

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from measures.enums import ReportState
from measures.models import Role
from tests import factories
from tests.codes import code_of
from tests.conftest import delete_all_content
from tests.portal.desk.editing.conftest import person
from tests.portal.safety.conftest import client_of

pytestmark = pytest.mark.ignore_template_errors

LOGGER = "portaal.handelingen"
PASSWORD = "een lang genoeg wachtwoord"


@pytest.fixture(autouse=True)
def _nothing_counted_yet():
    cache.clear()


@pytest.fixture
def told(caplog):
    """Return a function that gives the log entries so far, as (action, object, result, actor), and checks them for secrets."""
    caplog.set_level(logging.INFO, LOGGER)

    def lines():
        found = [record for record in caplog.records if record.name == LOGGER]
        for record in found:
            assert PASSWORD not in str(vars(record))
            assert record.origin
        return [(record.action, record.object, record.result, record.actor) for record in found]

    return lines


@pytest.fixture
def noor(django_user_model):
    return django_user_model.objects.create_superuser("noor", password=PASSWORD)


def log_in(client, name="noor", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": name, "password": password})


LOGIN = ("account_login", "/beheer/account/inloggen/")
SECOND = ("mfa_authenticate", "/beheer/account/inloggen/tweede-stap/")


def test_a_login_a_second_step_and_a_logout(client, noor, told):
    secret = generate_totp_secret()
    TOTP.activate(noor, secret)
    log_in(client)
    client.post(SECOND[1], {"code": "000000"})
    client.post(SECOND[1], {"code": code_of(secret)})
    client.post(reverse("admin:logout"))
    assert told() == [
        (*LOGIN, "gelukt", "noor"),
        (*SECOND, "geweigerd", "noor"),
        (*SECOND, "gelukt", "noor"),
        ("admin:logout", "/beheer/logout/", "gelukt", "noor"),
    ]


def test_a_wrong_password_names_the_account_that_exists_and_nothing_else_that_was_typed(client, noor, told):
    log_in(client, password="verkeerd")
    log_in(client, name=PASSWORD, password="noor")
    assert told() == [(*LOGIN, "geweigerd", "noor"), (*LOGIN, "geweigerd", "onbekend")]


def test_too_many_tries(client, noor, told):
    for _ in range(6):
        log_in(client, password="verkeerd")
    log_in(client)
    assert {line[2:] for line in told()} == {("geweigerd", "noor")}


def test_what_is_saved_corrected_and_refused(noor, told):
    address = reverse("admin:measures_role_add")
    browser, editor = client_of(noor), client_of(person("gast"))
    slug = Role.objects.first().slug
    browser.post(address, {"slug": slug, "name": "Bestaat al", "plural": "Bestaan al"})
    browser.post(address, {"slug": "nieuw", "name": "Nieuw", "plural": "Nieuwen"})
    editor.post(address, {})
    editor.get(address)
    browser.get(address)
    action = ("admin:measures_role_add", address)
    assert told() == [
        (*action, "niet uitgevoerd", "noor"),
        (*action, "gelukt", "noor"),
        (*action, "geweigerd", "gast"),
        (*action, "geweigerd", "gast"),
    ]


def test_nobody_is_told_too(client, told):
    client.post(reverse("admin:measures_role_add"), {})
    client.get("/beheer/")
    assert told() == [("admin:measures_role_add", reverse("admin:measures_role_add"), "geweigerd", "onbekend")]


def test_a_session_without_its_second_step(client, noor, told):
    client.force_login(noor)
    client.post(reverse("admin:measures_role_add"), {})
    assert [line[2:] for line in told()] == [("geweigerd", "noor")]


def test_a_form_without_its_token(noor, told):
    browser = Client(enforce_csrf_checks=True)
    browser.cookies.update(client_of(noor).cookies)
    browser.post(reverse("admin:measures_role_add"), {})
    assert [line[2:] for line in told()] == [("geweigerd", "noor")]


def test_what_is_taken_along(noor, told):
    draft = factories.make_report("concept", state=ReportState.DRAFT, number=6)
    browser = client_of(noor)
    address = f"/beheer/redactie/{draft.slug}/werkmap.xlsx"
    assert browser.get(address)["Content-Disposition"].startswith("attachment")
    assert [(object_, result, actor) for _, object_, result, actor in told()] == [(address, "gelukt", "noor")]


def test_a_mistake_of_ours(noor, told, monkeypatch):
    browser = client_of(noor)
    browser.raise_request_exception = False
    monkeypatch.setattr("django.contrib.admin.ModelAdmin.save_model", lambda *_: 1 / 0)
    browser.post(reverse("admin:measures_role_add"), {"slug": "n", "name": "N", "plural": "N"})
    assert [line[2:] for line in told()] == [("mislukt", "noor")]


def test_outside_the_desk_only_refusals_and_never_who(client, told, settings):
    settings.METRICS_TOKEN = "geheim-token"
    for address in ("/", "/maatregelen/", "/bestaat-niet/", "/api/v1/maatregelen"):
        client.get(address)
    client.get("/metrics", headers={"Authorization": f"Bearer {PASSWORD}"})
    assert told() == [("metrics", "/metrics", "geweigerd", "onbekend")]


def test_where_it_came_from_behind_a_proxy(client, noor, caplog, settings):
    caplog.set_level(logging.INFO, LOGGER)
    settings.BEHIND_TLS_PROXY = True
    # Only the last IP address is from the proxy. The client itself can send any others before it.
    client.post("/beheer/account/inloggen/", {"login": "noor"}, headers={"X-Forwarded-For": "192.0.2.9, 198.51.100.1"})
    assert [record.origin for record in caplog.records if record.name == LOGGER] == ["198.51.100.1"]


@pytest.mark.once
def test_a_path_makes_no_line_of_its_own(noor, told):
    client_of(noor).post("/beheer/a%0Ab%20c/")
    assert told()[0][1] == "/beheer/a%0Ab%20c/"


@pytest.mark.once
def test_commands_are_told_by_the_account_of_the_machine(told, tmp_path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "hosting")
    delete_all_content()
    factories.make_report()
    call_command("export_content", tmp_path / "map", verbosity=0)
    call_command("seed")
    delete_all_content()
    with pytest.raises(CommandError):
        call_command("seed", folder=tmp_path)
    monkeypatch.setattr("getpass.getuser", lambda: (_ for _ in ()).throw(KeyError("uid 1234")))
    with pytest.raises(CommandError):
        call_command("backup", tmp_path / "map")
    assert [line[:3] for line in told()] == [
        ("export_content", str(tmp_path / "map"), "gelukt"),
        ("seed", str(tmp_path), "mislukt"),
        ("backup", str(tmp_path / "map"), "mislukt"),
    ]
    assert told()[0][3] == "hosting"
    assert told()[2][3].isdigit()
