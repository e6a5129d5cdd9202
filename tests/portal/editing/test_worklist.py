"""Starting a report and its worklist."""

import pytest

from measures.models import MeasureItem, MeasureSnapshot, Report
from motions.models import MotionSnapshot
from portal.editing.worklist import NotADraftError, carry_over, carry_over_all, mark, start
from portal.models import Task


def test_a_draft_begins_with_everything_that_the_previous_report_named(draft):
    counts = {kind: sum(task.kind == kind for task in draft.tasks.all()) for kind in Task.KINDS}
    assert counts == {"measure": 32, "bill": 8, "motion": 31, "goal": 7}
    assert set(draft.tasks.values_list("state", flat=True)) == {"te-doen"}
    assert not MeasureSnapshot.objects.filter(report=draft).exists()


def test_a_letter_has_no_worklist(db):
    letter = start(Report(slug="brief", kind="kamerbrief", title="Brief", publication="1 mei 2026", location="x"))
    assert not letter.tasks.exists()


def test_carrying_over_copies_a_stand_with_all_its_parts_and_marks_it_as_not_looked_at(draft):
    task = draft.tasks.get(measure__slug="landelijke-norm-basisondersteuning")
    copy = carry_over(task)
    original = MeasureSnapshot.objects.get(measure=task.measure, report__slug="vgr-5")
    assert (copy.status, copy.code, copy.summary) == (original.status, original.code, original.summary)
    texts = MeasureItem.objects.filter(snapshot=original).values_list("position", "text", "period", "earliest")
    assert list(copy.items.values_list("position", "text", "period", "earliest")) == list(texts)
    assert copy.involvements.count() == original.involvements.count() > 0
    assert (task.state, task.unseen) == ("klaar", True)


def test_carrying_over_keeps_links(draft):
    task = draft.tasks.get(motion__number="31497-305")
    assert list(carry_over(task).measures.values_list("slug", flat=True)) == ["aanspreekpunt-vo-leerling"]


def test_carrying_over_twice_changes_nothing(draft):
    task = draft.tasks.first()
    assert carry_over(task) == carry_over(task)


def test_everything_that_is_still_to_do_is_carried_over_at_once(draft):
    mark(draft.tasks.get(motion__number="31497-305"), Task.State.DONE)
    assert carry_over_all(draft) == 77
    assert MotionSnapshot.objects.filter(report=draft).count() == 30
    assert draft.tasks.filter(unseen=True).count() == 77


def test_looking_at_it_takes_the_mark_away(draft):
    task = draft.tasks.first()
    carry_over(task)
    mark(task, Task.State.DONE)
    assert not draft.tasks.get(pk=task.pk).unseen


def test_a_published_report_is_not_worked_on(draft):
    task = draft.tasks.first()
    Report.objects.filter(pk=draft.pk).update(state="gepubliceerd", published_at="2026-11-23T12:00Z")
    with pytest.raises(NotADraftError):
        carry_over(task)
    assert not MeasureSnapshot.objects.filter(report=draft).exists()


def test_the_pages_of_the_worklist(as_editor, draft):
    html = as_editor.get("/beheer/redactie/vgr-6/").content.decode()
    assert "Te doen: <strong>78</strong>" in html
    task = draft.tasks.get(measure__slug="hoorrecht")
    as_editor.post("/beheer/redactie/vgr-6/", {"taak": task.pk})
    assert MeasureSnapshot.objects.filter(report=draft).count() == 1
    as_editor.post("/beheer/redactie/vgr-6/", {"taak": task.pk, "toestand": "bezig"})
    assert draft.tasks.get(pk=task.pk).state == "bezig"
    as_editor.post("/beheer/redactie/vgr-6/", {"alles": "ja"})
    assert draft.tasks.filter(state="te-doen").count() == 0
    assert as_editor.post("/beheer/redactie/vgr-6/", {"taak": "x"}).status_code == 404


def test_a_new_report_by_the_form(as_editor):
    form = {
        "kind": "voortgangsrapportage", "number": "6", "title": "Zesde", "publication": "november 2026",
        "reference": "1 oktober 2026", "location": "Voorblad",
    }  # fmt: skip
    refused = as_editor.post("/beheer/redactie/nieuw/", form | {"publication": "ooit", "number": ""})
    assert "De periode „ooit” is niet te lezen" in refused.content.decode()
    assert not Report.objects.drafts().exists()
    assert as_editor.post("/beheer/redactie/nieuw/", form).status_code == 302
    assert Report.objects.drafts().get().slug == "vgr-6"
    assert "Deze rapportage bestaat al" in as_editor.post("/beheer/redactie/nieuw/", form).content.decode()


pytestmark = pytest.mark.ignore_template_errors
