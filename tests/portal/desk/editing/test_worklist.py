"""Starting a draft, and its worklist."""

import pytest
from django.urls import reverse
from django.utils import timezone

from laws.models import Bill
from measures.enums import ReportState
from measures.kinds import KINDS
from measures.models import Measure, MeasureItem, MeasureSnapshot, Report
from motions.models import Motion, MotionSnapshot
from portal.desk.editing.checks import check
from portal.desk.editing.publishing import withdraw
from portal.desk.editing.worklist import NotADraftError, add, carry_over, carry_over_all, mark, previous_report, seen, start
from portal.desk.models import Task
from portal.desk.pages.desk import worklist_lines
from tests import factories
from tests.portal.desk.forms import filled_in

pytestmark = pytest.mark.ignore_template_errors

REPORT = {"kind": "kamerbrief", "publication": "mei 2026", "reference": "", "kamerstuk": "", "summary": "", "location": "x"}


def test_a_draft_begins_with_everything_that_the_previous_report_named(draft):
    counts = {kind.field: sum(task.kind == kind for task in draft.tasks.all()) for kind in KINDS}
    assert counts == {"measure": 32, "bill": 8, "motion": 31, "goal": 7}
    assert set(draft.tasks.values_list("state", flat=True)) == {"te-doen"}
    assert not MeasureSnapshot.objects.filter(report=draft).exists()


@pytest.mark.once
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


@pytest.mark.once
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


def test_after_a_save_comes_the_next_record_that_somebody_must_look_at(as_editor, draft):
    page = "/beheer/redactie/vgr-6/"
    tasks = [line.task for lines in worklist_lines(draft).values() for line in lines]
    mark(tasks[1], Task.State.DONE)
    answer = as_editor.get(f"{page}?na=maatregel:{tasks[0].measure.slug}&opgeslagen=/x/")
    assert answer["Location"] == f"{page}maatregel/{tasks[2].measure.slug}/?opgeslagen=%2Fx%2F"
    carry_over(tasks[0])
    form = f"{page}maatregel/{tasks[0].measure.slug}/"
    saved = as_editor.post(form, filled_in(as_editor, form) | {"verder": "ja"})
    assert saved["Location"] == f"{page}?na=maatregel:{tasks[0].measure.slug}&opgeslagen={form}"
    assert not draft.tasks.get(pk=tasks[0].pk).unseen
    draft.tasks.update(state=Task.State.DONE)
    assert as_editor.get(saved["Location"]).status_code == 200


def test_what_the_previous_report_did_not_name_is_added(as_editor, draft):
    page = "/beheer/redactie/vgr-6/"
    motion = Motion.objects.create(number="31497-999", title="Iets nieuws")
    assert '<option value="motie:31497-999">' in as_editor.get(page).content.decode()
    assert as_editor.post(page, {"nieuw": "motie:31497-999"})["Location"] == f"{page}motie/31497-999/"
    task = draft.tasks.get(motion=motion)
    # The previous report has no snapshot to carry over, and the draft has none that could get a status.
    answer = as_editor.post(page, {"taak": task.pk}, follow=True).content.decode()
    assert "De vorige rapportage zegt niets over 31497-999 Iets nieuws" in answer
    assert "31497-999" not in as_editor.get(f"{page}statussen/").content.decode()
    assert carry_over_all(draft) == 78
    factories.make_motion_stand(motion, draft)
    assert "31497-999" in as_editor.get(f"{page}statussen/").content.decode()
    assert "Kies eerst" in as_editor.post(page, {"nieuw": "motie:verzonnen"}, follow=True).content.decode()


def test_a_stand_that_was_entered_elsewhere_is_on_the_worklist(as_editor, draft):
    bill = Bill.objects.exclude(tasks__report=draft).first()
    factories.make_bill_stand(bill, draft)
    assert f"/beheer/redactie/vgr-6/wetsvoorstel/{bill.slug}/" in as_editor.get("/beheer/redactie/vgr-6/").content.decode()
    seen(draft, bill)
    assert draft.tasks.get(bill=bill).state == "klaar"


@pytest.mark.once
def test_a_record_that_was_added_and_got_no_stand_is_no_mistake(draft):
    motion = Motion.objects.create(number="31497-999", title="Iets nieuws")
    mark(add(draft, motion), Task.State.DONE)
    assert not any("31497-999" in finding.text for finding in check(draft))


def test_the_measures_stand_in_order(draft):
    records = [line.task.record for line in worklist_lines(draft)["Maatregelen"]]
    assert records == list(Measure.objects.in_order().filter(tasks__report=draft))


@pytest.mark.parametrize(("slug", "previous"), [("vgr-2", None), ("vgr-5", "vgr-2"), ("vgr-6", "vgr-5")])
def test_the_previous_report_is_older(draft, slug, previous):
    Report.objects.filter(slug="vgr-6").update(state="gepubliceerd", published_at="2026-11-23T12:00Z")
    found = previous_report(Report.objects.get(slug=slug))
    assert (found and found.slug) == previous


@pytest.mark.once
def test_who_may_only_read_sees_no_buttons(client, manager, draft):
    client.force_login(manager)
    html = client.get("/beheer/redactie/vgr-6/").content.decode()
    assert "Neem over" not in html
    assert "Voeg toe" not in html
    assert "Corrigeer" not in client.get("/beheer/redactie/vgr-5/").content.decode()


@pytest.mark.once
def test_words_of_a_day_that_cannot_be_read_stand_with_their_own_field(as_editor):
    form = {"kind": "voortgangsrapportage", "number": "6", "title": "Zesde", "publication": "november 2026", "location": "x"}
    html = as_editor.post("/beheer/redactie/nieuw/", form | {"reference": "morgen"}).content.decode()
    assert 'id="id_reference_error"' in html
    assert 'id="id_publication_error"' not in html


@pytest.mark.once
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


def test_a_report_in_the_place_of_one_that_was_withdrawn(as_editor, client, manager):
    """The new report gets the same number and a new slug (vgr-5-2). A second new report with this number is refused."""
    withdraw(Report.objects.get(slug="vgr-5"), manager, "De tabel klopte niet.")
    form = {
        "kind": "voortgangsrapportage", "number": "5", "title": "Vijfde, herzien", "publication": "mei 2026",
        "reference": "1 februari 2026", "location": "Voorblad",
    }  # fmt: skip
    assert as_editor.post("/beheer/redactie/nieuw/", form).status_code == 302
    draft = Report.objects.drafts().get()
    assert (draft.slug, draft.number) == ("vgr-5-2", 5)
    assert previous_report(draft).slug == "vgr-2"
    assert "Vijfde, herzien" not in client.get("/rapportages/vgr-5/").content.decode()
    assert "Deze rapportage bestaat al" in as_editor.post("/beheer/redactie/nieuw/", form).content.decode()
    draft.state, draft.published_at = ReportState.PUBLISHED, timezone.now()
    draft.save()
    answer = client.get("/rapportages/vgr-5/")
    assert answer.status_code == 410
    assert '<a href="/rapportages/vgr-5-2/">Vijfde, herzien</a>' in answer.content.decode()


@pytest.mark.parametrize("title", ["Nieuw", "Periode", "nieuw!"])
def test_a_report_with_the_name_of_a_page_of_the_desk_has_its_own_desk(client, editor, title):
    client.force_login(editor)
    made = client.post(reverse("new-report"), REPORT | {"title": title}, follow=True)
    report = Report.objects.get(title=title)
    assert report.slug.startswith("rapportage-")
    assert made.redirect_chain[-1][0].startswith(reverse("worklist", args=[report.slug]))
    assert title in made.content.decode()
    # The same title again is the same report.
    again = client.post(reverse("new-report"), REPORT | {"title": title})
    assert "Deze rapportage bestaat al." in again.content.decode()


@pytest.mark.once
def test_a_long_title_leaves_room_for_a_number(client, editor):
    client.force_login(editor)
    client.post(reverse("new-report"), REPORT | {"title": "Brief " * 40})
    report = Report.objects.get(title__startswith="Brief Brief")
    assert len(report.slug) <= Report._meta.get_field("slug").max_length


@pytest.mark.parametrize("number", ["0", "٦", "²", "99999"])
def test_a_number_that_is_none(client, editor, number):
    client.force_login(editor)
    sent = REPORT | {"title": "Zesde", "kind": "voortgangsrapportage", "number": number}
    answer = client.post(reverse("new-report"), sent)
    assert answer.status_code == 200
    assert answer.context["form"].errors["number"]
    assert not Report.objects.filter(title="Zesde").exists()
