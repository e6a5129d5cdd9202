"""A link to the preview for somebody without an account: only this draft, for some days, until it is withdrawn."""

import logging
import re

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from measures.models import Report
from portal.desk.team_models import PreviewLink
from portal.desk.tokens import digest_of
from tests import factories
from tests.browsing import send

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

LINK = re.compile(r'value="http://testserver(/beheer/meekijken/)#([\w-]{43})"')


@pytest.fixture
def token(client, draft, editor):
    client.force_login(editor)
    response = client.post(reverse("preview-links", args=["vgr-6"]), {"voor": "Directie", "dagen": "7"})
    assert response.status_code == 201
    return LINK.search(response.content.decode()).group(2)


def come_in(token):
    guest = Client(enforce_csrf_checks=True)
    return guest, send(guest, reverse("guest"), {"code": f"http://testserver/beheer/meekijken/#{token}"})


def test_a_guest_sees_the_preview_and_nothing_else(token, draft):
    guest, response = come_in(token)
    assert response.url == "/beheer/meekijken/vgr-6/"
    page = guest.get(response.url)
    assert "Zesde voortgangsrapportage" in page.content.decode()
    assert page["Cache-Control"].startswith("no-store") or "no-store" in page["Cache-Control"]
    assert "noindex" in page["X-Robots-Tag"]
    assert page["Referrer-Policy"] == "same-origin"
    # Links lead to other pages of the preview.
    assert 'href="/beheer/meekijken/vgr-6/maatregelen/"' in page.content.decode()
    assert guest.get("/beheer/meekijken/vgr-6/maatregelen/").status_code == 200
    for address in ("/beheer/", "/beheer/redactie/vgr-6/", "/beheer/redactie/vgr-6/voorbeeld/"):
        assert guest.get(address).status_code == 302
    assert guest.get("/beheer/meekijken/vgr-6/beheer/").status_code == 404
    token = {"csrfmiddlewaretoken": guest.cookies["csrftoken"].value}
    assert guest.post("/beheer/meekijken/vgr-6/", token).status_code == 404
    factories.make_report("vgr-7", state="concept")
    assert guest.get("/beheer/meekijken/vgr-7/").url == reverse("guest")
    assert guest.get("/rapportages/vgr-6/").status_code == 404


def test_it_ends_with_its_days_its_withdrawal_and_the_draft(client, token, draft):
    guest, _ = come_in(token)
    link = PreviewLink.objects.get()
    PreviewLink.objects.update(until=timezone.now())
    assert guest.get("/beheer/meekijken/vgr-6/").url == reverse("guest")
    PreviewLink.objects.update(until=link.until)
    assert guest.get("/beheer/meekijken/vgr-6/").status_code == 200
    client.post(reverse("preview-links", args=["vgr-6"]), {"intrekken": link.pk})
    assert guest.get("/beheer/meekijken/vgr-6/").url == reverse("guest")
    _, response = come_in(token)
    assert response.status_code == 400
    assert "Deze link werkt niet meer." in response.content.decode()
    PreviewLink.objects.update(withdrawn_at=None)
    Report.objects.filter(pk=draft.pk).update(state="gepubliceerd", published_at=timezone.now())
    assert guest.get("/beheer/meekijken/vgr-6/").url == reverse("guest")


def test_its_token_is_in_no_table_and_no_log(client, draft, editor, caplog, settings):
    settings.LOG_REQUESTS = True
    client.force_login(editor)
    with caplog.at_level(logging.INFO):
        made = client.post(reverse("preview-links", args=["vgr-6"]), {"voor": "Directie", "dagen": "7"})
        token = LINK.search(made.content.decode()).group(2)
        guest, response = come_in(token)
        guest.get(response.url)
    assert token not in caplog.text
    assert PreviewLink.objects.get().digest == digest_of(token)
    trail = str(list(LogEntry.objects.values()))
    assert token not in trail
    assert digest_of(token) not in trail
    assert token not in client.get(reverse("preview-links", args=["vgr-6"])).content.decode()


def test_a_link_has_a_reader_and_an_end(client, draft, editor):
    client.force_login(editor)
    for sent in ({"voor": "", "dagen": "7"}, {"voor": "Directie", "dagen": "0"}, {"voor": "Directie", "dagen": "400"}):
        assert client.post(reverse("preview-links", args=["vgr-6"]), sent).status_code == 200
    assert not PreviewLink.objects.exists()
