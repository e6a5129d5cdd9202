"""Publishing a draft: in one transaction, only once, and by somebody other than the last editor. Withdrawing a report."""

import pytest
from auditlog.context import set_actor
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from measures.enums import ReportState
from measures.models import Correction, MeasureSnapshot, PublicVersion, Report
from motions.models import MotionSnapshot
from portal.desk.editing.checks import check
from portal.desk.editing.concurrency import last_editor
from portal.desk.editing.correcting import CorrectionError, correct
from portal.desk.editing.publishing import PublicationError, publish, withdraw
from portal.desk.editing.worklist import carry_over_all
from portal.desk.models import Explanation, Publication, Task
from portal.search.models import SearchDocument, SearchIndex
from tests import factories
from tests.conftest import all_content_models
from tests.portal.addresses.public import HIDDEN
from tests.portal.desk.editing.conftest import agree
from tests.server import PUBLISH, READY_TO_PUBLISH, copy_of, run

pytestmark = pytest.mark.ignore_template_errors


def test_it_makes_everything_public_at_once(client, ready, publisher):
    assert client.get("/rapportages/vgr-6/").status_code == 404
    publish(ready, publisher)
    assert client.get("/rapportages/vgr-6/").status_code == 200
    assert "Zesde voortgangsrapportage" in client.get("/maatregelen/hoorrecht/").content.decode()
    line = Publication.objects.get()
    assert (line.act, line.by, line.four_eyes) == ("gepubliceerd", publisher, True)


def test_twice_is_once(ready, publisher):
    publish(ready, publisher)
    with pytest.raises(PublicationError, match="al gepubliceerd"):
        publish(ready, publisher)
    assert Publication.objects.count() == 1


@pytest.mark.once
def test_an_error_or_an_unexplained_warning_blocks(draft, publisher, editor):
    with pytest.raises(PublicationError, match="fouten"):
        publish(draft, publisher)
    with set_actor(editor):
        carry_over_all(draft)
    with pytest.raises(PublicationError, match="toelichting"):
        publish(draft, publisher)
    assert not Report.objects.get(pk=draft.pk).is_public


@pytest.mark.once
def test_who_entered_the_last_change_cannot_publish_it(ready, publisher, settings):
    stand = MeasureSnapshot.objects.filter(report=ready).first()
    with set_actor(publisher):
        stand.summary = "Anders."
        stand.save()
    assert last_editor(ready) == publisher.pk
    with pytest.raises(PublicationError, match="iemand anders"):
        publish(ready, publisher)
    settings.FOUR_EYES = False
    assert publish(ready, publisher).four_eyes is False


@pytest.mark.once
def test_explaining_a_warning_is_no_change_to_the_draft(ready, publisher):
    with set_actor(publisher):
        explanation = Explanation.objects.first()
        explanation.words = "Nog eens nagekeken."
        explanation.save()
    assert publish(ready, publisher).four_eyes is True


def test_a_failure_halfway_leaves_the_draft_whole(client, ready, publisher, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("schijf vol")

    monkeypatch.setattr(Report, "save", fail)
    with pytest.raises(OSError, match="schijf vol"):
        publish(ready, publisher)
    assert not Publication.objects.exists()
    assert Report.objects.get(pk=ready.pk).state == "concept"
    assert client.get("/rapportages/vgr-6/").status_code == 404


def test_the_queries_of_the_checklist_do_not_grow_with_the_report(ready, django_assert_max_num_queries):
    with django_assert_max_num_queries(28):
        check(ready)


def test_publishing_asks_a_constant_number_of_questions(ready, publisher, django_assert_max_num_queries):
    assert MeasureSnapshot.objects.filter(report=ready).count() > 25
    assert MotionSnapshot.objects.filter(report=ready).count() > 25
    # Who writes the audit trail first, asks for the content types. They are not counted.
    ContentType.objects.get_for_models(*apps.get_models())
    # 112 are enough for the checklist, four eyes, the publication and the rebuild of the search index, which reads every kind of
    # record.
    with django_assert_max_num_queries(113):
        publish(ready, publisher)


KILLED = "import os; from measures.models import Report; Report.save = lambda self, **kwargs: os._exit(9)" + PUBLISH


@pytest.mark.once
@pytest.mark.story
def test_a_process_that_is_killed_halfway_changes_nothing(made_portal, tmp_path):
    """The publication runs in a child process with its own database. It exits when the report itself is saved."""
    environment = copy_of(made_portal, tmp_path)
    made = run(environment, READY_TO_PUBLISH)
    assert made.returncode == 0, made.stderr
    assert run(environment, KILLED).returncode == 9
    assert run(environment, TOLD).stdout.strip() == "concept 0"


TOLD = """
from measures.models import Report
from portal.desk.models import Publication
print(Report.objects.get(slug="vgr-6").state, Publication.objects.count())
"""


def withdrawable():
    return Report.objects.get(slug="vgr-5")


def test_withdrawing_hides_what_it_says_and_shows_that_and_why(client, manager):
    withdraw(withdrawable(), manager, "De tabel met statussen was verkeerd.")
    response = client.get("/rapportages/vgr-5/")
    assert response.status_code == 410
    assert "De tabel met statussen was verkeerd." in response.content.decode()
    assert "Ingetrokken" in client.get("/rapportages/").content.decode()
    assert "Tweede voortgangsrapportage" in client.get("/maatregelen/hoorrecht/").content.decode()
    assert client.get("/maatregelen/hoorrecht/vgr-5/").status_code == 410


@pytest.mark.once
def test_withdrawing_needs_a_reason_and_a_published_report(draft, manager):
    with pytest.raises(PublicationError, match="reden"):
        withdraw(withdrawable(), manager, "  ")
    with pytest.raises(PublicationError, match="gepubliceerde"):
        withdraw(draft, manager, "Weg ermee.")


@pytest.mark.once
def test_the_pages(client, ready, publisher, manager):
    client.force_login(publisher)
    assert "Publiceer Zesde voortgangsrapportage" in client.get(reverse("checklist", args=["vgr-6"])).content.decode()
    assert client.post(reverse("publish", args=["vgr-6"])).status_code == 302
    assert Report.objects.get(pk=ready.pk).is_public
    again = client.post(reverse("publish", args=["vgr-6"]), follow=True)
    assert "al gepubliceerd" in again.content.decode()
    client.force_login(manager)
    assert "Geef een reden" in client.post(reverse("withdraw", args=["vgr-6"])).content.decode()
    client.post(reverse("withdraw", args=["vgr-6"]), {"reden": "Te vroeg."})
    assert Report.objects.get(pk=ready.pk).is_public, "until somebody else approves"
    agree(publisher)
    assert Report.objects.get(pk=ready.pk).withdrawal_reason == "Te vroeg."
    assert Publication.objects.get(report=ready, act=Publication.Act.WITHDRAWN).four_eyes


@pytest.mark.once
@pytest.mark.usefixtures("empty")
def test_a_draft_stays_invisible_after_an_attempt_that_fails(publisher):
    """No row of the content differs afterwards, and no page shows a draft (tests/portal/test_published.py)."""
    draft = factories.make_report("verborgen", state=ReportState.DRAFT, publication="2026")
    hidden = factories.make_everything(draft, HIDDEN, main_number=24)
    Task.objects.create(report=draft, measure=hidden["measure"])

    def stored():
        models = [*all_content_models(), PublicVersion, SearchDocument, SearchIndex, Task, Publication]
        return {model: list(model._base_manager.order_by("pk").values()) for model in models}

    before = stored()
    with pytest.raises(PublicationError, match="fouten"):
        publish(draft, publisher)
    assert stored() == before


def test_a_reason_is_not_endless(client, manager, publisher):
    long = "a" * 200_000
    report = Report.objects.get(slug="vgr-5")
    with pytest.raises(PublicationError, match="te lang: 200000 tekens"):
        withdraw(report, manager, long)
    stand = MeasureSnapshot.objects.filter(report=report).first()
    with pytest.raises(CorrectionError, match="te lang"):
        correct(stand, stand.save, long, publisher)
    client.force_login(manager)
    answer = client.post(reverse("withdraw", args=["vgr-5"]), {"reden": long})
    assert "te lang" in answer.content.decode()
    # What was entered is still there.
    assert long in answer.content.decode()
    assert not Publication.objects.filter(report=report, act="ingetrokken").exists()
    assert not Correction.objects.filter(reason__startswith="aaa").exists()
