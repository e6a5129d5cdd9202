"""Removal of rows of a draft, and of whole drafts; a draft that continues a withdrawn report."""

import datetime as dt
import re

import pytest
from auditlog.models import LogEntry
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.utils import timezone

from measures.enums import ReportState
from measures.kinds import KINDS
from measures.models import ActionMention, Correction, Figure, Finding, MeasureItem, MeasureSnapshot, Report, SourceNote
from measures.publication.freezing import correcting
from motions.models import Motion, MotionSnapshot
from portal.desk.editing.checks import check
from portal.desk.merging.values import values_of
from portal.desk.models import Task
from portal.desk.records.continuing import ContinueError, continue_withdrawn
from portal.desk.records.discarding import KEPT, DiscardError, clear, discard, restore
from portal.desk.records.rows import rows_of
from portal.desk.team_models import Remark
from tests import factories
from tests.portal.desk.forms import filled_in

pytestmark = pytest.mark.ignore_template_errors


def confirm(client, address, **data):
    """Open the page that asks to confirm a removal, and confirm it. Return the HTML of the question."""
    html = client.get(address).content.decode()
    opened = BeautifulSoup(html, "html.parser").select_one("input[name=opened]")["value"]
    assert client.post(address, {"opened": opened} | data).status_code == 302
    return html


def test_a_row_of_a_draft_goes_with_all_that_belongs_to_it(as_editor, editor, draft):
    measure = factories.make_everything(draft, "Nieuw", main_number=1)["measure"]
    finding = Finding.objects.get(goal__isnull=False)
    html = confirm(as_editor, f"/beheer/redactie/vgr-6/weghalen/overig/bevinding/{finding.pk}/")
    assert "Cijfer: 12" in html
    assert not Figure.objects.exists()
    entry = LogEntry.objects.filter(content_type__model="finding", action=LogEntry.Action.DELETE).get()
    assert (entry.actor, entry.additional_data["rapportage"]) == (editor, "vgr-6")
    address = f"/beheer/redactie/vgr-6/maatregel/{measure.slug}/"
    removal = f"/beheer/redactie/vgr-6/weghalen/stand/maatregel/{measure.slug}/"
    assert removal in as_editor.get(address).content.decode()
    confirm(as_editor, removal)
    assert not MeasureItem.objects.exists()
    assert (MeasureSnapshot.objects.exists(), type(measure).objects.filter(pk=measure.pk).exists()) == (False, True)


def test_a_record_that_only_this_draft_names_goes_along(as_editor, draft):
    measure, role = factories.make_measure(1), factories.make_everything(draft, "Nieuw", main_number=2)["role"]
    factories.make_stand(measure, factories.make_report(number=5))
    new, old = factories.make_motion(), factories.make_motion()
    for report, motion in ((draft, new), (draft, old), (factories.make_report(number=4), old)):
        factories.make_motion_stand(motion, report)
    Task.objects.create(report=draft, motion=new)
    html = confirm(as_editor, f"/beheer/redactie/vgr-6/weghalen/stand/motie/{new.number}/", ook="ja")
    assert f"Alleen dit concept noemt „{new}”" in html
    assert not Motion.objects.filter(pk=new.pk).exists()
    assert "Alleen dit concept noemt" not in confirm(
        as_editor, f"/beheer/redactie/vgr-6/weghalen/stand/motie/{old.number}/", ook="ja"
    )
    assert Motion.objects.filter(pk=old.pk).exists()
    action = factories.make_action(draft, measure, role)
    confirm(as_editor, f"/beheer/redactie/vgr-6/weghalen/overig/vermelding/{action.mentions.get().pk}/", ook="ja")
    assert not type(action).objects.filter(pk=action.pk).exists()


@pytest.mark.once
def test_what_the_previous_report_names_is_to_do_again(as_editor, draft):
    motion = factories.make_motion()
    factories.make_motion_stand(motion, factories.make_report(number=5))
    factories.make_motion_stand(motion, draft)
    Task.objects.create(report=draft, motion=motion, state=Task.State.DONE)
    confirm(as_editor, f"/beheer/redactie/vgr-6/weghalen/stand/motie/{motion.number}/")
    assert draft.tasks.get().state == Task.State.TODO


@pytest.mark.once
def test_nothing_goes_that_changed_since_the_question_or_that_is_public(as_editor, draft, published):
    motion = factories.make_motion()
    for report in (draft, published):
        factories.make_motion_stand(motion, report)
    address = f"/beheer/redactie/{{}}/weghalen/stand/motie/{motion.number}/"
    opened = BeautifulSoup(as_editor.get(address.format("vgr-6")).content, "html.parser").select_one("input[name=opened]")[
        "value"
    ]
    MotionSnapshot.objects.filter(report=draft).update(explanation="Van een ander.")
    assert as_editor.post(address.format("vgr-6"), {"opened": opened}).status_code == 409
    assert as_editor.post(address.format("vgr-5"), {"opened": opened}).status_code == 404
    assert MotionSnapshot.objects.count() == 2


def test_a_draft_is_thrown_away_and_comes_back(as_editor, draft):
    factories.make_everything(draft, "Geheim", main_number=1)
    assert "Schrijf waarom" in as_editor.post("/beheer/redactie/vgr-6/weggooien/", {"reden": " "}).content.decode()
    assert as_editor.post("/beheer/redactie/vgr-6/weggooien/", {"reden": "Dubbel begonnen."}).status_code == 302
    for gone in ("", "overig/", "gegevens/", "controle/", "voorbeeld/"):
        assert as_editor.get(f"/beheer/redactie/vgr-6/{gone}").status_code == 410
    assert "vgr-6" not in as_editor.get("/beheer/redactie/").content.decode()
    for page in ("/rapportages/", "/maatregelen/", "/wijzigingen.atom", "/api/v1/rapportages", "/api/v1/acties"):
        assert "Geheim" not in as_editor.get(page).content.decode()
    assert as_editor.get("/rapportages/vgr-6/").status_code == 404
    assert "Dubbel begonnen." in as_editor.get("/beheer/redactie/weggegooid/").content.decode()
    assert as_editor.post("/beheer/redactie/weggegooid/", {"rapportage": draft.pk})["Location"] == "/beheer/redactie/vgr-6/"
    assert as_editor.get("/beheer/redactie/vgr-6/overig/").status_code == 200


def test_the_number_of_a_discarded_draft_is_free_and_a_taken_number_is_said(draft):
    discard(draft, "Opnieuw.")
    again = factories.make_report(state=ReportState.DRAFT, number=6, title="Nog eens de zesde")
    with pytest.raises(DiscardError, match="Nummer 6 is nu van Nog eens de zesde"):
        restore(draft)
    discard(again, "Toch niet.")
    restore(draft)
    draft.refresh_from_db()
    assert (draft.state, draft.discarded_at, draft.discard_reason) == (ReportState.DRAFT, None, "")
    with pytest.raises(DiscardError, match="Alleen een concept"):
        discard(again, "Weer.")


def test_what_was_thrown_away_is_deleted_after_a_month_with_what_only_it_names(draft, published):
    kept = factories.make_everything(published, "Openbaar", main_number=1)
    new = factories.make_everything(draft, "Nieuw", main_number=2)
    factories.make_motion_stand(kept["motion"], draft)
    Task.objects.create(report=draft, motion=new["motion"])
    Correction.objects.filter(report=draft).delete()
    discard(draft, "Dubbel.")
    assert clear(timezone.now() + KEPT - dt.timedelta(minutes=1)) == []
    Report.objects.discarded().update(discarded_at=timezone.now() - KEPT - dt.timedelta(minutes=1))
    call_command("clear_discarded", verbosity=0)
    assert list(Report.objects.all()) == [published]
    assert list(Motion.objects.all()) == [kept["motion"]]
    assert not type(new["action"]).objects.filter(pk=new["action"].pk).exists()
    assert ActionMention.objects.get().report == published


def told(report):
    """Return all that a report says, without ids and slugs."""
    own = [(value.field, value.words) for value in values_of(report) if value.field != "adres"]
    rows = []
    for row in rows_of(report):
        # The name of a part without a position has its id.
        values = [(re.sub(r" [0-9]+,", ",", value.field), value.words) for value in values_of(row)]
        is_named = isinstance(row, SourceNote)
        rows.append([type(row).__name__, *[pair for pair in values if not (is_named and pair[0] == "sleutel")]])
    return own, rows


@pytest.fixture
def withdrawn(published):
    everything = factories.make_everything(published, "Woorden", main_number=1)
    factories.make_motion_stand(factories.make_motion(), published)
    Task.objects.create(report=published, motion=everything["motion"], state=Task.State.DONE)
    with correcting("Er stond een fout in."):
        published.state, published.withdrawn_at = ReportState.WITHDRAWN, timezone.now()
        published.withdrawal_reason = "Er stond een fout in."
        published.save()
    return published


def test_a_new_draft_goes_on_with_all_that_a_withdrawn_report_says(as_editor, editor, withdrawn):
    asked = Remark.objects.create(report=withdrawn, by=editor, name="roos", place="motie/1/", about="x", text="Klopt dit?")
    Remark.objects.create(report=withdrawn, by=editor, name="roos", place="motie/1/", about="x", text="Ja.", answers=asked)
    withdrawn.tasks.update(assigned_to=editor)
    assert "Ga verder met de ingetrokken rapportage" in as_editor.get("/beheer/redactie/vgr-5/").content.decode()
    response = as_editor.post("/beheer/redactie/vgr-5/vervolg/")
    assert response["Location"] == "/beheer/redactie/vgr-5-2/"
    draft = Report.objects.get(slug="vgr-5-2")
    assert (draft.state, draft.number, draft.published_at) == (ReportState.DRAFT, 5, None)
    assert told(draft) == told(withdrawn)
    assert set(draft.tasks.values_list("state", "unseen", "copied_from")) == {(Task.State.DONE, True, withdrawn.pk)}
    assert draft.tasks.count() == sum(kind.snapshot.objects.filter(report=draft).count() for kind in KINDS)
    assert draft.tasks.filter(assigned_to=editor).count() == withdrawn.tasks.count()
    (again,) = draft.remarks.filter(answers=None)
    assert (again.text, again.at, [each.text for each in again.replies.all()]) == ("Klopt dit?", asked.at, ["Ja."])
    assert (asked.replies.count(), withdrawn.remarks.count()) == (1, 2)
    assert len([each for each in check(draft) if each.key.startswith("ingetrokken")]) == 1
    assert as_editor.get("/beheer/redactie/vgr-5-2/werkmap.xlsx").status_code == 200


@pytest.mark.once
def test_a_withdrawn_report_goes_on_once_at_a_time(withdrawn):
    draft = continue_withdrawn(withdrawn)
    with pytest.raises(ContinueError, match="Nummer 5 is al van"):
        continue_withdrawn(withdrawn)
    with pytest.raises(ContinueError, match="Alleen een ingetrokken"):
        continue_withdrawn(draft)


def test_who_works_in_a_draft_that_was_thrown_away_reads_so(as_editor, draft):
    address = "/beheer/redactie/vgr-6/gegevens/"
    sent = filled_in(as_editor, address)
    discard(draft, "Te vroeg begonnen.")
    answer = as_editor.post(address, sent | {"title": "Iets anders"})
    assert answer.status_code == 410
    for words in ("Dit concept is weggegooid", "Te vroeg begonnen.", "/beheer/redactie/weggegooid/"):
        assert words in answer.content.decode()
    assert as_editor.get("/beheer/redactie/vgr-7/").status_code == 404
