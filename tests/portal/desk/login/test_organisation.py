"""Login through the organisation: a real OpenID Connect provider over HTTP, which requires PKCE (RFC 7636)."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
import warnings

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as portal_settings
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.portal.desk.login.conftest import log_in as log_in_with_password
from tests.portal.desk.login.conftest import text_of

CLAIMS = {
    "preferred_username": "samira",
    "name": "Samira de Vries",
    "email": "samira@example.nl",
    "roles": ["redactie", "elders"],
}
OIDC = {"provider_id": "oidc"}
BUTTON = "Inloggen met het ministerie"

pytestmark = [
    pytest.mark.ignore_template_errors,
    # The provider runs in this process, and its libraries give warnings.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.once,
    pytest.mark.story,
]


def insist_on_pkce(app, challenges):
    """Make the provider refuse requests without PKCE, as a strict provider does. The challenges are added to `challenges`."""
    import flask

    @app.before_request
    def check():
        if flask.request.path == "/oauth2/authorize":
            if flask.request.args.get("code_challenge_method") != "S256":
                flask.abort(400)
            challenges.append(flask.request.args["code_challenge"])
        if flask.request.path == "/oauth2/token":
            digest = hashlib.sha256(flask.request.form.get("code_verifier", "").encode()).digest()
            if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != challenges[-1]:
                flask.abort(400)


@pytest.fixture
def challenges():
    """Return the list of challenges that the provider received."""
    return []


@pytest.fixture
def provider(settings, challenges):
    """Run a provider, set the portal to use it, and yield its URL."""
    with warnings.catch_warnings():
        # Importing this library turns its warnings on.
        import authlib.deprecate  # noqa: F401

        warnings.simplefilter("ignore")
        import oidc_provider_mock

    with oidc_provider_mock.run_server_in_thread() as server:
        insist_on_pkce(server.app, challenges)
        address = f"http://localhost:{server.server_port}"
        environment = {"OIDC_SERVER_URL": address, "OIDC_CLIENT_ID": "portaal", "OIDC_CLIENT_SECRET": "geheim"}
        settings.SOCIALACCOUNT_PROVIDERS = providers_with(OIDC_NAME="het ministerie", **environment)
        yield address


def start(**environment):
    """Load the settings in a child process that has only these environment variables."""
    command = [sys.executable, "-c", "import json, portal.settings as s; print(json.dumps(s.SOCIALACCOUNT_PROVIDERS))"]
    known = {"PATH": os.environ["PATH"], **environment}
    return subprocess.run(command, env=known, cwd=portal_settings.BASE_DIR, capture_output=True, text=True, check=False)


def providers_with(**environment):
    return json.loads(start(**environment).stdout)


def log_in(client, provider, subject="123", **claims):
    """Log in as a browser does: press the button, log in at the provider and return to the portal."""
    page = client.get(reverse("account_login"), {"next": "/beheer/measures/"}).content.decode()
    action = re.search(r'action="(/beheer/account/organisatie/[^"]*)"', page).group(1).replace("&amp;", "&")
    return go_and_come_back(client, provider, action, subject, **claims)


def go_and_come_back(client, provider, action, subject="123", **claims):
    requests.put(f"{provider}/users/{subject}", json=CLAIMS | claims, timeout=5).raise_for_status()
    at_provider = client.post(action).url
    assert at_provider.startswith(f"{provider}/oauth2/authorize?")
    back = requests.post(at_provider, data={"sub": subject}, allow_redirects=False, timeout=5)
    return client.get(back.headers["Location"].removeprefix("http://testserver"))


def test_without_settings_there_is_no_button_and_no_address(client):
    assert "organisatie" not in text_of(client.get(reverse("account_login"))).lower()
    assert client.get(reverse("openid_connect_login", kwargs=OIDC)).status_code == 404


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({"OIDC_SERVER_URL": "https://idp.example.nl"}, "OIDC_CLIENT_ID en OIDC_CLIENT_SECRET"),
        ({"OIDC_CLIENT_SECRET": "geheim"}, "OIDC_SERVER_URL en OIDC_CLIENT_ID"),
        (
            {
                "OIDC_SERVER_URL": "http://idp.example.nl",
                "OIDC_CLIENT_ID": "portaal",
                "OIDC_CLIENT_SECRET": "geheim",
                "PORTAL_ENV": "productie",
                "SECRET_KEY": "x1" * 30,
                "SECOND_STEP_KEYS": "y1" * 30,
                "ALLOWED_HOSTS": "portaal.example.nl",
                "DATABASE_URL": "sqlite://",
            },
            "https://",
        ),
    ],
)
def test_half_a_provider_does_not_start(environment, message):
    result = start(**environment)
    assert result.returncode != 0
    assert message in result.stderr


def test_someone_new_becomes_staff_without_rights_and_needs_no_second_step_here(client, provider, challenges, django_user_model):
    assert BUTTON in text_of(client.get(reverse("account_login")))
    response = log_in(client, provider)
    assert response.url == "/beheer/measures/"
    assert challenges
    user = django_user_model.objects.get()
    assert (user.username, user.email, user.is_staff, user.is_superuser) == ("samira", "samira@example.nl", True, False)
    assert not user.has_usable_password()
    assert not user.get_all_permissions()
    assert client.get("/beheer/alle-gegevens/").status_code == 200
    assert client.get("/beheer/measures/report/").status_code == 403


def test_a_second_login_finds_the_same_account(client, provider, django_user_model):
    log_in(client, provider)
    client.post(reverse("account_logout"))
    log_in(client, provider, preferred_username="andere.naam")
    assert django_user_model.objects.count() == 1


def test_an_account_with_the_same_address_or_name_is_not_taken_over(client, provider, django_user_model):
    other = django_user_model.objects.create_superuser("samira", "samira@example.nl", "een lang genoeg wachtwoord")
    log_in(client, provider, email_verified=True)
    assert client.session["_auth_user_id"] != str(other.pk)
    assert not django_user_model.objects.exclude(pk=other.pk).get().is_superuser


def test_a_password_alone_cannot_join_an_account_to_the_organisation(client, provider, member):
    log_in_with_password(client)
    response = go_and_come_back(client, provider, reverse("openid_connect_login", kwargs=OIDC) + "?process=connect")
    assert "Inloggen lukte niet" in text_of(response)
    assert not SocialAccount.objects.exists()


def test_a_beheerder_can_shut_an_account_out(client, provider, django_user_model):
    log_in(client, provider)
    client.post(reverse("account_logout"))
    django_user_model.objects.update(is_staff=False)
    assert log_in(client, provider).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_without_a_claim_groups_are_given_by_hand(client, provider, django_user_model):
    group = Group.objects.create(name="redactie")
    log_in(client, provider)
    user = django_user_model.objects.get()
    assert not user.groups.exists()
    user.groups.add(group)
    client.post(reverse("account_logout"))
    log_in(client, provider, roles=[])
    assert list(user.groups.all()) == [group]


def test_with_a_claim_the_provider_decides_at_every_login(client, provider, django_user_model, settings):
    settings.OIDC_GROUPS_CLAIM = "roles"
    editors, owners = Group.objects.create(name="redactie"), Group.objects.create(name="beheer")
    log_in(client, provider)
    user = django_user_model.objects.get()
    # "elders" is no group of the portal, and logging in must not create it.
    assert list(user.groups.all()) == [editors]
    assert not Group.objects.filter(name="elders").exists()
    client.post(reverse("account_logout"))
    log_in(client, provider, roles="beheer")
    assert list(user.groups.all()) == [owners]
    client.post(reverse("account_logout"))
    log_in(client, provider, roles=None)
    assert not user.groups.exists()


def test_an_answer_that_nobody_asked_for_is_refused(client, provider):
    response = client.get(reverse("openid_connect_callback", kwargs=OIDC), {"code": "x", "state": "y"})
    assert "Inloggen lukte niet" in text_of(response)
    assert "_auth_user_id" not in client.session


def test_a_refusal_at_the_provider_is_said(client, provider):
    action = client.post(reverse("openid_connect_login", kwargs=OIDC)).url
    state = re.search(r"state=(\w+)", action).group(1)
    response = client.get(
        reverse("openid_connect_callback", kwargs=OIDC),
        {"error": "access_denied", "state": state},
        follow=True,
    )
    assert "Inloggen afgebroken" in text_of(response)
