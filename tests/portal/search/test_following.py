"""The search index holds exactly what is public. Publishing, withdrawing and correcting rebuild it in their own transaction."""

import time
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from auditlog.context import set_actor
from django.core.management import call_command
from django.db import connection, connections
from django.urls import reverse

from laws.models import Bill
from measures.enums import ReportState
from measures.models import Action, Measure, MeasureSnapshot, SourceNote
from measures.publication.gate import previewing
from motions.models import Motion
from portal.desk.editing import publishing
from portal.desk.editing.correcting import correct
from portal.desk.editing.publishing import publish, withdraw
from portal.desk.models import Proposal
from portal.desk.proposals.deciding import approve
from portal.desk.proposals.subjects import subject_of
from portal.search.index import is_behind, rebuild
from portal.search.models import SearchDocument, SearchIndex
from tests import factories
from tests.portal.desk.editing.conftest import carried, client, draft, editor, explain, manager, person, publisher  # noqa: F401
from tests.portal.search.test_finding import found

pytestmark = pytest.mark.ignore_template_errors


@pytest.fixture
def ready(carried, editor):  # noqa: F811
    """Return a draft that can be published. One of its words occurs nowhere else."""
    with set_actor(editor):
        stand = MeasureSnapshot.objects.get(report=carried, measure__slug="hoorrecht")
        stand.summary = "Over de zeepkistenrace."
        stand.save()
    explain(carried, editor)
    return carried


def test_a_draft_is_not_found_a_publication_is_and_a_withdrawal_no_more(ready, publisher, manager):  # noqa: F811
    rebuild()
    assert found("zeepkistenrace") == []
    publish(ready, publisher)
    assert found("zeepkistenrace")[0] == "/maatregelen/hoorrecht/"
    assert "/maatregelen/hoorrecht/vgr-6/" in found("zeepkistenrace")
    withdraw(ready, manager, "Te vroeg.")
    assert found("zeepkistenrace") == []
    assert not SearchDocument.objects.filter(reports__contains="vgr-6").exists()


def test_a_publication_that_fails_leaves_what_could_be_found(ready, publisher, monkeypatch):  # noqa: F811
    before = list(SearchDocument.objects.values_list("pk", "url"))

    def broken():
        rebuild()
        raise RuntimeError("halverwege")

    monkeypatch.setattr(publishing, "rebuild", broken)
    with pytest.raises(RuntimeError):
        publish(ready, publisher)
    assert list(SearchDocument.objects.values_list("pk", "url")) == before
    assert found("zeepkistenrace") == []
    assert found("hoorrecht")


def test_a_correction_is_found_at_once(publisher):  # noqa: F811
    stand = MeasureSnapshot.objects.get(report__slug="vgr-5", measure__slug="leerrecht")

    def save():
        stand.summary = "Over de zeepkistenrace."
        stand.save()

    correct(stand, save, "Verkeerd gelezen.", publisher)
    assert set(found("zeepkistenrace")) == {"/maatregelen/leerrecht/", "/maatregelen/leerrecht/vgr-5/"}


@pytest.mark.parametrize(
    ("model", "key", "field"),
    [
        (Measure, {"slug": "hoorrecht"}, "title"),
        (Bill, {"slug": "terugdringen-verzuim"}, "title"),
        (Motion, {"number": "31497-305"}, "title"),
        (Action, {"slug": "steunpunt-inrichten"}, "text"),
    ],
)
def test_an_approved_change_is_found_at_once(editor, publisher, model, key, field):  # noqa: F811
    """These records belong to no report, so a change is public as soon as a second person approves it."""
    record = model.objects.get(**key)
    was = str(getattr(record, field))
    change = {"field": field, "was": was, "becomes": "Zeepkistenrace", "was_words": was, "becomes_words": "Zeepkistenrace"}
    word = subject_of(record).word
    proposal = Proposal.objects.create(
        kind=word, row=record.pk, title=str(record), changes=[change], reason="Zo heet het.", by=editor
    )
    approve(proposal, publisher, "Zo staat het in de bron.")
    assert found("zeepkistenrace")[0] == record.get_absolute_url()


@pytest.mark.once
def test_work_on_a_draft_costs_no_index(client, editor, draft):  # noqa: F811
    client.force_login(editor)
    before = SearchIndex.objects.get().made_at
    address = reverse("admin:measures_sourcenote_add")
    data = {"slug": "notitie", "report": draft.pk, "title": "Zeepkistenrace", "text": "x", "location": "x", "weight": "lezing"}
    assert client.post(address, data).status_code == 302
    assert SourceNote.objects.filter(report=draft).exists()
    assert SearchIndex.objects.get().made_at == before
    assert found("zeepkistenrace") == []


@pytest.mark.once
def test_a_preview_makes_nothing_findable(ready):
    with previewing(ready.pk), pytest.raises(RuntimeError, match="voorbeeld"):
        rebuild()
    assert found("zeepkistenrace") == []


def test_what_nobody_may_see_any_more_is_gone_after_a_rebuild(empty):
    report = factories.make_report(state=ReportState.DRAFT)
    factories.make_everything(report, "Zeepkist", main_number=4)
    assert rebuild() == 0
    report.state, report.published_at = ReportState.PUBLISHED, "2026-01-01T12:00:00Z"
    report.save()
    assert rebuild() == 11
    assert set(SearchDocument.objects.values_list("kind", flat=True)) == set(SearchDocument.Kind.values)


@pytest.mark.once
def test_the_command_says_how_many_can_be_found():
    out = StringIO()
    call_command("rebuild_search", stdout=out)
    assert f"{SearchDocument.objects.count()} onderwerpen" in out.getvalue()


def test_a_rebuild_is_quick():
    """Measured in processor time, which hardly depends on what else the machine does."""
    begun = time.process_time()
    rebuild()
    assert time.process_time() - begun < 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="Draden delen geen SQLite in het geheugen.")
def test_many_rebuilds_at_once_make_one_index(empty):
    factories.make_everything(factories.make_report(), "Zeepkist", main_number=4)

    def make(_):
        try:
            return rebuild()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=8) as pool:
        assert set(pool.map(make, range(8))) == {11}
    assert SearchDocument.objects.count() == 11
    assert found("zeepkist")


def test_after_a_load_the_index_is_up_to_date():
    """A load counts as one change, the index that it makes included."""
    assert not is_behind()
