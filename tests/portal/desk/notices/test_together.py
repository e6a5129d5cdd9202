"""Two people at one notice, and a notice that is sent twice: nothing is lost, and nothing is there twice."""

import pytest
from auditlog.context import set_actor
from bs4 import BeautifulSoup

from measures.models import Action, Report
from motions.models import Motion, MotionPaper
from portal.desk.merging.form import UNREADABLE
from tests.portal.desk.forms import filled_in, form_in
from tests.portal.desk.notices.conftest import NEW, PART, absence, address_of, day_of, filled, send, text_of

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]


def test_of_two_people_each_keeps_what_only_they_changed(as_editor, publisher):
    """Another field, row or day: nothing is asked, and who changed it and when is told."""
    motion, action = Motion.objects.get(number="31497-305"), Action.objects.first()
    draft = send(as_editor, motions=[{"motion": motion.pk, "vote_result": "aangenomen"}], **{day_of(absence()): "1-8-2027"})
    mine = filled_in(as_editor, address_of(draft)) | {"title": "Mijn titel", "motie-0-vote_against": "geen"}
    mine |= {"actie-0-action": str(action.pk), "actie-0-last": "31-7-2028"}
    other = Motion.objects.exclude(pk=motion.pk).first()
    with set_actor(publisher):
        entry = draft.entries_into_force.get()
        entry.date = "2029-01-01"
        entry.save()
        MotionPaper.objects.create(report=draft, motion=other, vote_result="verworpen", location="Artikel 1")
        paper = draft.motion_papers.get(motion=motion)
        paper.follow_up = "De brief komt."
        paper.save()
    response = as_editor.post(address_of(draft), mine, follow=True)
    told = BeautifulSoup(response.content, "html.parser").text
    for words in (f"{PART}: in werking op: gewijzigd door piet, ", f"Motie {other}: toegevoegd door piet, ", "Was „01-08-2027”"):
        assert words in told
    draft.refresh_from_db()
    paper.refresh_from_db()
    assert (draft.title, f"{draft.entries_into_force.get().date}") == ("Mijn titel", "2029-01-01")
    assert (paper.vote_result, paper.vote_against, paper.follow_up) == ("aangenomen", "geen", "De brief komt.")
    assert (draft.motion_papers.get(motion=other).vote_result, f"{draft.mentions.get().in_force_until}") == (
        "verworpen", "2028-07-31",
    )  # fmt: skip


def test_what_two_people_both_changed_is_asked(as_editor, publisher):
    motion, name = Motion.objects.get(number="31497-305"), day_of(absence())
    draft = send(as_editor, motions=[{"motion": motion.pk, "vote_result": "aangenomen"}], **{name: "1-8-2027"})
    page = filled_in(as_editor, address_of(draft))
    emptied = {key: "" for key in page if key.startswith("motie-0-")}
    with set_actor(publisher):
        for row in (draft.entries_into_force.get(), draft.motion_papers.get()):
            row.date, row.follow_up = "2029-01-01", "De brief komt."
            row.save()
    response = as_editor.post(address_of(draft), page | emptied | {name: "1-9-2027", "title": "Mijn titel"})
    told = response.context["told"]
    assert response.status_code == 409
    assert told.warnings[0].startswith(f"Motie {motion}: u haalt dit weg, maar het is intussen gewijzigd door piet, ")
    (question,) = told.questions
    assert [words for _answer, _heading, words in question.options] == ["1-9-2027", "01-01-2029", "01-08-2027"]
    assert Report.objects.get(pk=draft.pk).title != "Mijn titel"
    answered = form_in(response) | {question.name: question.options[1][0]}
    assert as_editor.post(address_of(draft), answered).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, f"{draft.entries_into_force.get().date}") == ("Mijn titel", "2029-01-01")
    assert draft.motion_papers.get().follow_up == "De brief komt."


@pytest.mark.parametrize("opened_on", ["bevinding", "kort-bericht"])
def test_what_another_kind_of_form_was_opened_on_is_not_readable(as_editor, opened_on):
    """The list of findings with what a notice was opened on, and the other way round: nothing is saved, and that is told."""
    draft = send(as_editor)
    addresses = {"bevinding": f"/beheer/redactie/{draft.slug}/overig/bevinding/", "kort-bericht": address_of(draft)}
    token = filled_in(as_editor, addresses.pop(opened_on))["opened"]
    (address,) = addresses.values()
    response = as_editor.post(address, filled_in(as_editor, address) | {"opened": token})
    assert response.status_code == 409
    assert UNREADABLE in response.content.decode()


def test_sent_twice_it_is_there_once(as_editor):
    send(as_editor)
    assert "Deze bron staat er al: Wet terugdringen schoolverzuim." in text_of(as_editor.post(NEW, filled()))
    own = {"kind": "eigen-bericht", "number": "", "link": ""}
    data = filled(**own)
    for title in ("Wet terugdringen schoolverzuim", "Met het adres erbij"):
        # Sent again it goes on with the draft that it made, also with other words.
        assert as_editor.post(NEW, data | {"title": title}).status_code == 302
    assert Report.objects.get(kind="kort-bericht").title == "Met het adres erbij"
    own["title"] = "Met het adres erbij"
    assert "Deze bron staat er al" in text_of(as_editor.post(NEW, filled(**own)))
