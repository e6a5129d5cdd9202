"""The permissions of each role, on drafts and published reports."""

import pytest
from django.contrib.auth.models import User

from measures.models import MeasureSnapshot, Report
from portal.desk.roles import EDITOR, MANAGER, PUBLISHER
from tests.portal.desk.editing.conftest import person

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

ROLES = {"redacteur": [EDITOR], "publicist": [PUBLISHER], "beheerder": [MANAGER], "geen": []}
DRAFT, PUBLISHED = "/beheer/redactie/vgr-6/", "/beheer/redactie/vgr-5/"
STAND = "maatregel/hoorrecht/"
# By path: the roles that may open the page. Others get a 403.
PAGES = {
    "/beheer/redactie/": {"redacteur", "publicist", "beheerder"},
    "/beheer/redactie/nieuw/": {"redacteur", "publicist"},
    "/beheer/redactie/periode/?woorden=2027": {"redacteur", "publicist", "beheerder"},
    DRAFT: {"redacteur", "publicist", "beheerder"},
    f"{DRAFT}statussen/": {"redacteur", "publicist"},
    f"{DRAFT}controle/": {"redacteur", "publicist", "beheerder"},
    f"{DRAFT}{STAND}": {"redacteur", "publicist"},
    f"{DRAFT}voorbeeld/": {"redacteur", "publicist", "beheerder"},
    f"{DRAFT}voorbeeld/maatregelen/": {"redacteur", "publicist", "beheerder"},
    f"{DRAFT}intrekken/": {"beheerder"},
    PUBLISHED: {"redacteur", "publicist", "beheerder"},
    f"{PUBLISHED}{STAND}": {"publicist"},
    f"{PUBLISHED}intrekken/": {"beheerder"},
    "/beheer/measures/measuresnapshot/": {"redacteur", "publicist", "beheerder"},
    "/beheer/measures/measuresnapshot/add/": {"redacteur", "publicist"},
    "/beheer/measures/stakeholder/add/": {"redacteur", "publicist"},
    "/beheer/auth/user/": {"beheerder"},
    "/beheer/accounts/nieuw/": {"beheerder"},
    "/beheer/auditlog/logentry/": {"beheerder"},
}
WRITES = {
    DRAFT: {"redacteur", "publicist"},
    f"{DRAFT}statussen/": {"redacteur", "publicist"},
    f"{DRAFT}controle/": {"redacteur", "publicist"},
    f"{DRAFT}{STAND}": {"redacteur", "publicist"},
    f"{DRAFT}publiceren/": {"publicist"},
    f"{DRAFT}intrekken/": {"beheerder"},
    f"{PUBLISHED}{STAND}": {"publicist"},
    f"{PUBLISHED}publiceren/": {"publicist"},
    f"{PUBLISHED}intrekken/": {"beheerder"},
}


@pytest.mark.parametrize("role", ROLES)
def test_opening_pages(client, draft, role, each):
    client.force_login(person(role, *ROLES[role]))
    for address, allowed in PAGES.items():
        with each(address):
            assert client.get(address).status_code == (200 if role in allowed else 403)


@pytest.mark.parametrize("role", ROLES)
def test_writing(client, draft, role, each):
    client.force_login(person(role, *ROLES[role]))
    for address, allowed in WRITES.items():
        with each(address):
            assert (client.post(address, {"alles": "ja"}).status_code == 403) == (role not in allowed)


@pytest.mark.parametrize("address", [*PAGES, *WRITES])
def test_a_visitor_is_sent_to_the_login(client, draft, address):
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 302
        assert "/login/" in response["Location"]


def test_an_account_that_is_no_staff_has_no_rights(client, draft, editor):
    User.objects.filter(pk=editor.pk).update(is_staff=False)
    client.force_login(editor)
    assert client.get(DRAFT).status_code == 302
    assert not User.objects.get(pk=editor.pk).has_perm("portal.edit_draft")


@pytest.mark.parametrize("page", ["statussen/", "controle/", "voorbeeld/", "publiceren/"])
def test_a_published_report_is_no_draft(client, publisher, page):
    client.force_login(publisher)
    assert client.get(f"{PUBLISHED}{page}").status_code in (302, 404)
    assert client.post(f"{PUBLISHED}{page}").status_code in (302, 404)
    assert Report.objects.get(slug="vgr-5").is_public


def test_nobody_edits_or_deletes_what_is_published_in_the_admin(client, each):
    stand = MeasureSnapshot.objects.first()
    for role, groups in ROLES.items():
        client.force_login(person(role, *groups))
        for page in ("change", "delete"):
            with each(f"{role} {page}"):
                assert client.post(f"/beheer/measures/measuresnapshot/{stand.pk}/{page}/", {"post": "yes"}).status_code == 403


def test_a_beheerder_cannot_make_a_superuser(client, manager, editor):
    """Rights follow from groups. The account form of a manager (beheerder) has no checkbox that makes somebody a superuser."""
    client.force_login(manager)
    html = client.get(f"/beheer/auth/user/{editor.pk}/change/").content.decode()
    assert 'name="is_superuser"' not in html
    assert 'name="groups"' in html
