"""Forms on other sites can do nothing here (CSRF), and other sites cannot show pages of the portal in a frame."""

import re
from urllib.parse import urlsplit

import pytest
from auditlog.models import LogEntry
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.test import Client
from django.urls import resolve, reverse

from tests.conftest import take_second_step
from tests.portal.safety.addresses import patterns
from tests.portal.safety.rules import rules_of_accounts, rules_of_admin, rules_of_desk, rules_of_index
from tests.portal.safety.test_permissions import LEADING, address_of, names_of_account

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

SAYS = "Dit formulier is niet verstuurd"
# Words of Django's own error page and of a traceback.
INSIDE = ("CSRF", "Django", "Traceback", "Forbidden", "DEBUG", "Referer", "/site-packages/")


@pytest.fixture
def superuser(people):
    return people["superuser"]


@pytest.fixture
def strict(superuser):
    """Return a logged-in client that checks CSRF tokens. It stands for a browser in which another site sends a form."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(superuser)
    take_second_step(client, superuser)
    return client


@pytest.fixture
def addresses(small, people):
    """Return one path for every view under /beheer/. `test_permissions.py` checks that none is missing.

    The pages of rows and lists of all models have the same views: those of Django's admin.
    """
    for user in people.values():
        take_second_step(_logged_in(user), user)
    rules = rules_of_desk(small) | rules_of_index(small) | rules_of_admin(small, people) | rules_of_accounts(people)
    paths = [some[0].address for some in rules.values()] + [address_of(name) for name in names_of_account()]
    of_guests = {"guest", "guest-preview", "guest-preview-page"}
    assert len(paths) >= len({name for _, name in patterns() if name not in LEADING | of_guests})
    found = {}
    for path in paths:
        view = resolve(urlsplit(path).path).func
        # What would let a form of another site through, or a frame.
        assert not getattr(view, "csrf_exempt", False), path
        assert not getattr(view, "xframe_options_exempt", False), path
        found[view.__module__, view.__qualname__, getattr(view, "view_class", None)] = path
    return [*found.values(), "/beheer/login/", "/beheer/bestaat-niet/"]


def _logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_a_form_without_its_token_does_nothing_and_gets_a_page_of_our_own(strict, addresses, each):
    before = LogEntry.objects.count()
    for browser in (strict, Client(enforce_csrf_checks=True)):
        for address in addresses:
            with each(address):
                response = browser.post(address, {"post": "yes", "alles": "ja", "reden": "Zomaar."})
                page = response.content.decode()
                assert response.status_code == 403
                assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == [SAYS]
                assert not [word for word in INSIDE if word in page]
    assert LogEntry.objects.count() == before


def test_a_token_of_another_session_or_another_origin_does_not_count(strict, small):
    address = "/beheer/measures/party/add/"
    page = strict.get(address).content
    token = BeautifulSoup(page, "html.parser").select_one("[name=csrfmiddlewaretoken]")["value"]
    data = {"name": "Nieuw", "slug": "nieuw"}
    assert strict.post(address, data | {"csrfmiddlewaretoken": "x" * 64}).status_code == 403
    elsewhere = {"Origin": "https://elders.example.nl"}
    assert strict.post(address, data | {"csrfmiddlewaretoken": token}, headers=elsewhere).status_code == 403
    assert strict.post(address, data | {"csrfmiddlewaretoken": token}).status_code == 302


def test_a_public_page_takes_no_form_either(each):
    for address in ("/", "/zoeken/", "/maatregelen/", "/nu/schoolleider/"):
        with each(address):
            response = Client(enforce_csrf_checks=True).post(address, {"q": "x"})
            assert response.status_code == 405
            assert not [word for word in INSIDE if word in response.content.decode()]


@pytest.mark.usefixtures("unwritten")
def test_no_page_of_staff_can_stand_in_a_frame(superuser, addresses, each):
    """The same test for public pages is in `test_headers.py`."""
    client = _logged_in(superuser)
    take_second_step(client, superuser)
    for browser in (client, Client()):
        for address in addresses:
            with each(address):
                response = browser.get(address)
                assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
                assert response["X-Frame-Options"] == "DENY"
                assert response["X-Content-Type-Options"] == "nosniff"
                assert "no-store" in response["Cache-Control"]


def test_who_may_not_open_a_page_reads_why_in_dutch(people):
    client = _logged_in(people["redacteur"])
    take_second_step(client, people["redacteur"])
    for address, why in (
        ("/beheer/auth/user/", "Uw rol mag dit niet"),
        ("/beheer/auditlog/logentry/", "Uw rol mag dit niet"),
        ("/beheer/redactie/x/publiceren/", "Vraag een collega met de juiste rol."),
    ):
        response = client.get(address)
        assert response.status_code == 403
        assert why in response.content.decode()
        assert not [word for word in INSIDE if word in response.content.decode()]
    User.objects.filter(username="redacteur").update(is_staff=False)
    assert client.get(reverse("admin:index")).status_code == 302
