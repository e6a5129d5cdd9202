"""Who works on what: tasks with a person and a day, remarks at a row, and a list of what waits for somebody."""

import pytest
from django.urls import reverse

from measures.models import Finding, Measure
from portal.desk.models import Task
from portal.desk.team_models import Remark
from portal.desk.together.waiting import waiting_for

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

HOME = "/beheer/redactie/"


def place_at(slug, place):
    return f"{HOME}{slug}/{place}"


def test_tasks_are_given_to_somebody_who_sees_them_at_the_start(client, draft, editor, publisher):
    client.force_login(publisher)
    task, other = draft.tasks.filter(measure__isnull=False)[:2]
    given = {"taak": [task.pk], "wie": editor.pk, "dag": "1 december 2026"}
    assert client.post(reverse("divide", args=["vgr-6"]), given).status_code == 302
    task.refresh_from_db()
    assert (task.assigned_to, str(task.due)) == (editor, "2026-12-01")
    assert "klaar op 1 december" in client.get(reverse("worklist", args=["vgr-6"])).content.decode()
    assert "Niets." in client.get(HOME).content.decode()
    client.force_login(editor)
    page = client.get(HOME).content.decode()
    assert str(task.record) in page
    assert str(other.record) not in page
    task.state = Task.State.DONE
    task.save()
    assert "Niets." in client.get(HOME).content.decode()


def test_nothing_is_given_without_a_choice_or_to_somebody_who_cannot_work(client, draft, editor, manager):
    client.force_login(editor)
    assert "Kies eerst" in client.post(reverse("divide", args=["vgr-6"]), {"wie": editor.pk}).content.decode()
    task = draft.tasks.first()
    client.post(reverse("divide", args=["vgr-6"]), {"taak": [task.pk], "wie": manager.pk})
    assert not Task.objects.filter(assigned_to__isnull=False).exists()


def test_a_remark_is_asked_answered_and_settled(client, draft, editor, publisher):
    place = "maatregel/hoorrecht/"
    client.force_login(editor)
    response = client.post(reverse("remarks", args=["vgr-6"]), {"plaats": place, "tekst": "Klopt deze dag?"})
    assert response.url == f"{place_at('vgr-6', place)}#opmerkingen"
    assert waiting_for(editor)["is_empty"]
    client.force_login(publisher)
    assert "Klopt deze dag?" in client.get(HOME).content.decode()
    assert "Klopt deze dag?" in client.get(place_at("vgr-6", place)).content.decode()
    remark = Remark.objects.get()
    assert remark.about == str(Measure.objects.get(slug="hoorrecht"))
    client.post(reverse("remarks", args=["vgr-6"]), {"antwoord": remark.pk, "tekst": "Ja, bladzijde 4."})
    assert waiting_for(publisher)["is_empty"]
    assert [each for each, _ in waiting_for(editor)["remarks"]] == [remark]
    client.force_login(editor)
    client.post(reverse("remarks", args=["vgr-6"]), {"afgehandeld": remark.pk})
    assert waiting_for(editor)["is_empty"]
    page = client.get(reverse("remarks", args=["vgr-6"])).content.decode()
    assert "Afgehandeld door roos" in page
    assert client.post(reverse("remarks", args=["vgr-6"]), {"antwoord": remark.pk, "tekst": "Nog iets."}).status_code == 404


def test_a_remark_stands_at_any_row_of_this_draft_and_nowhere_else(client, draft, editor):
    client.force_login(editor)
    finding = Finding.objects.create(
        report=draft, text="Het gaat goed.", position=1, location="p. 1", measure=Measure.objects.get(slug="hoorrecht")
    )
    for place, count in (
        (f"overig/bevinding/{finding.pk}/", 1), ("overig/bevinding/nieuw/", 0), ("overig/bevinding/999999/", 0),
        ("controle/", 0), ("../vgr-5/maatregel/hoorrecht/", 0), ("maatregel/bestaat-niet/", 0),
    ):  # fmt: skip
        Remark.objects.all().delete()
        client.post(reverse("remarks", args=["vgr-6"]), {"plaats": place, "tekst": "Kijk hier."})
        assert Remark.objects.count() == count, place
    client.post(reverse("remarks", args=["vgr-6"]), {"plaats": f"overig/bevinding/{finding.pk}/", "tekst": " "})
    assert not Remark.objects.exists()


def test_what_waits_asks_a_constant_number_of_questions(draft, editor, publisher, django_assert_num_queries):
    def waiting():
        found = waiting_for(publisher)
        return len(found["tasks"]), len(found["remarks"])

    # What has_perm asks once per person.
    waiting()
    with django_assert_num_queries(6):
        assert waiting() == (0, 0)
    for task in draft.tasks.all()[:20]:
        task.assigned_to = publisher
        task.save()
        Remark.objects.create(report=draft, place="x", about="x", text="x", by=editor, name="roos")
    with django_assert_num_queries(6):
        assert waiting() == (20, 20)
