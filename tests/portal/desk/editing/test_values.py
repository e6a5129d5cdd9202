"""Values that an editor enters by mistake: refused with a sentence in Dutch, or stored in a form that every output takes."""

import pytest
from django.urls import reverse

from measures.models import Correction, MeasureSnapshot, Report
from portal.desk.editing.checks import LONGEST_KEY, check
from portal.desk.editing.correcting import CorrectionError, correct
from portal.desk.editing.publishing import PublicationError, withdraw
from portal.desk.editing.worklist import carry_over_all, seen
from portal.desk.models import Explanation, Publication

pytestmark = pytest.mark.ignore_template_errors

REPORT = {"kind": "kamerbrief", "publication": "mei 2026", "reference": "", "kamerstuk": "", "summary": "", "location": "x"}
LONG = "a" * 200_000


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


def test_a_control_character_of_a_pdf_is_taken_out(client, editor, draft):
    client.force_login(editor)
    carry_over_all(draft)
    stand = MeasureSnapshot.objects.filter(report=draft).first()
    address = reverse("edit-stand", args=[draft.slug, "maatregel", stand.measure.slug])
    page = client.get(address).context["editor"]
    sent = {"opened": client.get(address).context["opened"]}
    for form in (page.form, *(form for rows in page.rows.values() for form in (rows.management_form, *rows.initial_forms))):
        sent |= {form.add_prefix(name): form[name].value() for name in form.fields if form[name].value() is not None}
    assert client.post(address, sent | {"summary": "samen\x02werking\ufffe"}).status_code == 302
    stand.refresh_from_db()
    assert stand.summary == "samenwerking"


def test_a_reason_is_not_endless(client, manager, publisher):
    report = Report.objects.get(slug="vgr-5")
    with pytest.raises(PublicationError, match="te lang: 200000 tekens"):
        withdraw(report, manager, LONG)
    stand = MeasureSnapshot.objects.filter(report=report).first()
    with pytest.raises(CorrectionError, match="te lang"):
        correct(stand, stand.save, LONG, publisher)
    client.force_login(manager)
    answer = client.post(reverse("withdraw", args=["vgr-5"]), {"reden": LONG})
    assert "te lang" in answer.content.decode()
    # What was entered is still there.
    assert LONG in answer.content.decode()
    assert not Publication.objects.filter(report=report, act="ingetrokken").exists()
    assert not Correction.objects.filter(reason__startswith="aaa").exists()


def test_an_explanation_that_is_too_long_loses_nothing(client, editor, draft):
    client.force_login(editor)
    carry_over_all(draft)
    address = reverse("checklist", args=[draft.slug])
    warnings = [finding.key for finding in check(draft) if not finding.is_error]
    assert len(warnings) > 1
    answer = client.post(address, {"waarschuwing": warnings[:2], "toelichting": ["Zo is het.", "b" * 501]})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Niets is bewaard. Deze tekst is te lang: 501 tekens." in page
    assert "Zo is het." in page
    assert "b" * 501 in page
    assert not Explanation.objects.exists()


def test_an_explanation_is_for_these_records_only(draft, editor):
    """The same number of other records is another warning."""
    carry_over_all(draft)
    tasks = list(draft.tasks.all()[:2])
    draft.tasks.exclude(pk=tasks[0].pk).update(unseen=False)
    first = _unseen(draft)
    draft.tasks.filter(pk=tasks[1].pk).update(unseen=True)
    seen(draft, tasks[0].record)
    second = _unseen(draft)
    assert first.text != second.text
    assert first.key != second.key


@pytest.mark.once
def test_keys_of_many_records_fit_and_differ(draft):
    carry_over_all(draft)
    before = _unseen(draft).key
    seen(draft, draft.tasks.last().record)
    after = _unseen(draft).key
    assert before != after
    assert max(len(before), len(after)) <= LONGEST_KEY


def _unseen(draft):
    return next(finding for finding in check(draft) if finding.key.startswith("niet-bekeken"))
