"""What is or was public is read-only in the admin, for everybody, and the way to a proposal stands there."""

import pytest
from auditlog.models import LogEntry
from bs4 import BeautifulSoup
from django.contrib.admin.sites import site
from django.contrib.auth.models import User
from django.db.models import ProtectedError

from measures.admin.rights import RecordAdmin
from measures.enums import ReportState
from measures.models import Role
from measures.publication.counting import changes_counted
from portal.core.trail import CONTENT_APPS
from portal.desk.proposals.subjects import SUBJECTS
from portal.desk.roles import EDITOR, MANAGER, PUBLISHER
from tests import factories
from tests.portal.desk.editing.conftest import person
from tests.portal.desk.proposals.conftest import address_for, logged_in

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

MODELS = [model for model in site._registry if model._meta.app_label in CONTENT_APPS]


def admin_of(row, page):
    return f"/beheer/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/{page}/"


def values_of(model):
    """Return all rows of a model, with their links."""
    names = [column.attname for column in model._meta.concrete_fields] + [many.name for many in model._meta.many_to_many]
    return list(model._base_manager.order_by("pk").values_list(*names))


@pytest.fixture
def people(db):
    superuser = User.objects.create_superuser("super", password="een-lang-wachtwoord")
    return [logged_in(user) for user in (person("ruud", EDITOR), person("pia", PUBLISHER), superuser)]


def test_every_record_of_the_admin_has_proposals():
    assert {model for model in MODELS if isinstance(site.get_model_admin(model), RecordAdmin)} == {
        subject.model for subject in SUBJECTS.values()
    }


def test_a_direct_post_changes_or_deletes_nothing_public(records, people, each):
    data = dict.fromkeys(("slug", "name", "title", "text", "plural", "summary", "title_printed"), "anders")
    for model in MODELS:
        row = model._base_manager.order_by("pk").first()
        before, counted, written = values_of(model), changes_counted(), LogEntry.objects.count()
        with each(model.__name__):
            for client in people:
                assert client.post(admin_of(row, "change"), data).status_code == 403
                assert client.post(admin_of(row, "delete"), {"post": "yes"}).status_code == 403
                chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
                client.post(f"/beheer/{model._meta.app_label}/{model._meta.model_name}/", chosen)
            assert values_of(model) == before
            assert (changes_counted(), LogEntry.objects.count()) == (counted, written)


def test_the_page_of_a_public_record_leads_to_a_proposal(records, roos, each):
    for name, subject in SUBJECTS.items():
        row = subject.model._base_manager.order_by("pk").first()
        with each(name):
            page = roos.get(admin_of(row, "change")).content.decode()
            assert address_for(row) in page
            assert 'name="_save"' not in page
            form = roos.get(address_for(row)).content.decode()
            assert "Stel een wijziging voor" in form


def test_deleting_a_role_and_changing_the_slug_of_a_bill_are_impossible(client, records, people):
    role, bill = records["role"], records["bill"]
    for each in people:
        each.post(admin_of(role, "delete"), {"post": "yes"})
        each.post(admin_of(bill, "change"), {"slug": "weg", "title": "Weg"})
    for address in (f"/nu/{role.slug}/", f"/nu/{role.slug}.ics", bill.get_absolute_url()):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("state", [ReportState.PUBLISHED, ReportState.WITHDRAWN])
def test_what_was_public_once_is_kept_too(empty, people, state):
    row = factories.make_everything(factories.make_report(state=state), "Ooit", main_number=4)["action"]
    for client in people:
        assert client.post(admin_of(row, "delete"), {"post": "yes"}).status_code == 403


def test_what_only_a_draft_names_is_edited_in_the_admin(empty, roos):
    role = factories.make_everything(factories.make_report(state=ReportState.DRAFT), "Concept", main_number=4)["role"]
    assert roos.get(address_for(role)).status_code == 302
    assert 'name="_save"' in roos.get(admin_of(role, "change")).content.decode()
    roos.post(admin_of(role, "change"), {"slug": "anders", "name": "Anders", "plural": "anderen"})
    assert Role.objects.get(pk=role.pk).slug == "anders"


def test_a_mention_that_is_published_protects_its_action(records):
    with pytest.raises(ProtectedError):
        records["action"].delete()


def test_beheer_opens_on_the_work_and_the_side_bar_names_it(empty, roos, piet):
    bea = logged_in(person("bea", MANAGER))
    assert roos.get("/beheer/")["Location"] == "/beheer/redactie/"

    def side_bar(client):
        page = BeautifulSoup(client.get("/beheer/redactie/").content, "html.parser")
        return [link.text for link in page.select("#nav-sidebar a")]

    work = ["Rapportages", "Nieuwe rapportage", "Er is iets gebeurd", "Voorstellen", "Adressen van wetten", "Alle gegevens"]
    for client in (roos, piet):
        assert [words for words in side_bar(client) if words != "Nieuw bericht"] == work
    assert side_bar(bea) == [
        "Rapportages", "Voorstellen", "Adressen van wetten", "Accounts", "Tweede stappen", "Logboek", "Alle gegevens",
    ]  # fmt: skip
    assert "/beheer/measures/action/" in roos.get("/beheer/alle-gegevens/").content.decode()


def test_who_has_no_role_sees_no_work(empty):
    page = logged_in(person("gast")).get("/beheer/").content.decode()
    assert "Alle gegevens" in page
    assert "/beheer/redactie/voorstellen/" not in page
