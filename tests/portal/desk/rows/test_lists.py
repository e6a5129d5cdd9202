"""Lists of rows that are edited in place: findings, mentions, parties, chapters, notes and consequences of laws."""

import pytest
from auditlog.context import set_actor
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.urls import reverse

from laws.models import Requirement
from measures.models import (
    Action,
    ActionMention,
    Finding,
    Party,
    Report,
    ReportSection,
    Representation,
    SourceNote,
)
from portal.desk.editing.carrying import CARRIED, carry_over_rows, unseen_rows
from portal.desk.editing.checks import check
from portal.desk.editing.four_eyes import last_line
from portal.desk.lists.kinds import LISTS
from portal.desk.models import CarriedRow
from portal.desk.together.moments import described, difference
from tests.portal.desk.forms import form_in
from tests.portal.desk.rows.lists import LIST, list_form, row_data, texts

pytestmark = pytest.mark.ignore_template_errors


def test_rows_are_added_changed_moved_and_removed_in_one_form(as_editor, draft, finding):
    address = LIST.format("bevinding")
    data = list_form(as_editor, "bevinding")
    first, second, third = Finding.objects.filter(report=draft).order_by("position")
    data |= row_data(first.pk, text="EEN", position="2") | row_data(second.pk, position="1") | row_data(third.pk, DELETE="on")
    data |= row_data("nieuw-0", goal=str(finding.goal), text="vier", location="y", position="4")
    answer = as_editor.post(address, data, follow=True)
    assert "Opgeslagen: 3 rijen gewijzigd of nieuw, 1 verwijderd." in answer.content.decode()
    assert texts(draft) == ["twee", "EEN", "vier"]


def test_buttons_work_without_a_script(as_editor, draft, finding):
    address = LIST.format("bevinding")
    data = list_form(as_editor, "bevinding") | row_data(finding.pk, text="half getypt")
    moved = form_in(as_editor.post(address, data | {"rij": f"{finding.pk}:omlaag"}))
    added = form_in(as_editor.post(address, moved | {"rij": f"{finding.pk}:invoegen"}))
    assert texts(draft) == ["een", "twee", "drie"]
    added |= row_data("nieuw-1", goal=str(finding.goal), text="ertussen", location="y")
    assert as_editor.post(address, added).status_code == 302
    assert texts(draft) == ["twee", "half getypt", "ertussen", "drie"]


def test_the_order_of_moved_rows_comes_back(as_editor, draft, finding):
    with set_actor(get_user_model().objects.get(username="roos")):
        Finding.objects.create(report=draft, position=4, goal=finding.goal, text="vier", location="x")
    line, data = last_line(draft), list_form(as_editor, "bevinding")
    before = list(Finding.objects.filter(report=draft).order_by("position").values_list("text", "position"))
    moved = form_in(as_editor.post(LIST.format("bevinding"), data | {"rij": f"{finding.pk}:omlaag"}))
    assert as_editor.post(LIST.format("bevinding"), moved).status_code == 302
    told = described(difference(draft, line, last_line(draft)).values())
    assert [fields for _happened, _name, fields in told] == [[("volgnummer", "1", "2")], [("volgnummer", "2", "1")]]
    address = reverse("history", args=[draft.slug])
    as_editor.post(address, {"naar": line, "regel": last_line(draft)})
    assert list(Finding.objects.filter(report=draft).order_by("position").values_list("text", "position")) == before


def test_what_a_colleague_saved_meanwhile_stays(as_editor, draft, finding):
    """Each changed another field or row: both changes stand. A row that the colleague added stands too."""
    data = list_form(as_editor, "bevinding") | row_data(finding.pk, text="van mij")
    Finding.objects.filter(pk=finding.pk).update(location="van een ander")
    Finding.objects.filter(text="drie").update(text="ook van een ander")
    Finding.objects.create(report=draft, position=4, goal=finding.goal, text="erbij", location="x")
    assert as_editor.post(LIST.format("bevinding"), data).status_code == 302
    assert texts(draft) == ["van mij", "twee", "ook van een ander", "erbij"]
    finding.refresh_from_db()
    assert finding.location == "van een ander"


def test_a_field_that_both_changed_and_a_row_that_is_gone_are_asked(as_editor, draft, finding):
    gone = Finding.objects.get(text="drie")
    data = list_form(as_editor, "bevinding") | row_data(finding.pk, text="van mij") | row_data(gone.pk, text="nog nodig")
    Finding.objects.filter(pk=finding.pk).update(text="van een ander")
    gone.delete()
    answer = as_editor.post(LIST.format("bevinding"), data)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "nog nodig; " in html
    assert "intussen weggehaald door" in html
    assert texts(draft) == ["van een ander", "twee"]
    # The same form again, without a choice: what both changed is still asked, with what was typed.
    answer = as_editor.post(LIST.format("bevinding"), form_in(answer))
    assert answer.status_code == 409
    (question,) = answer.context["rows"].told.questions
    assert [words for _answer, _heading, words in question.options] == ["van mij", "van een ander", "een"]
    chosen = {question.name: question.options[0][0]}
    assert as_editor.post(LIST.format("bevinding"), form_in(answer) | chosen).status_code == 302
    assert texts(draft) == ["van mij", "twee", "nog nodig"]


@pytest.mark.once
def test_a_row_that_one_removes_and_the_other_changed_stays_until_it_is_removed_again(as_editor, draft, finding):
    data = list_form(as_editor, "bevinding") | row_data(finding.pk, DELETE="on")
    Finding.objects.filter(pk=finding.pk).update(text="van een ander")
    answer = as_editor.post(LIST.format("bevinding"), data)
    assert answer.status_code == 409
    assert "u haalt dit weg, maar het is intussen gewijzigd" in answer.content.decode()
    assert as_editor.post(LIST.format("bevinding"), form_in(answer) | row_data(finding.pk, DELETE="on")).status_code == 302
    assert texts(draft) == ["twee", "drie"]


@pytest.mark.once
def test_a_list_whose_token_was_changed_saves_nothing(as_editor, draft, finding):
    data = list_form(as_editor, "bevinding") | row_data(finding.pk, text="van mij") | {"opened": "stuk"}
    answer = as_editor.post(LIST.format("bevinding"), data)
    assert answer.status_code == 409
    assert "van mij" in answer.content.decode()
    assert texts(draft) == ["een", "twee", "drie"]


@pytest.mark.once
def test_mistakes_are_links_and_names_that_are_not_found_are_told(as_editor, draft, finding):
    data = list_form(as_editor, "bevinding") | row_data(finding.pk, goal="Iets anders", text="")
    html = BeautifulSoup(as_editor.post(LIST.format("bevinding"), data).content, "html.parser")
    links = {link.text: link["href"] for link in html.select("#fouten a")}
    assert links["Bevindingen, rij 1, doel"] == f"#id_{finding.pk}-goal"
    assert links["Bevindingen, rij 1, tekst"] == f"#id_{finding.pk}-text"
    assert "„Iets anders” is niet gevonden" in html.text


@pytest.mark.once
def test_every_kind_takes_a_new_row(as_editor, draft):
    action, effect = Action.objects.first(), Requirement.objects.exclude(part="").first()
    new = {
        "hoofdstuk": row_data("nieuw-0", title="Vooraf", summary="Een begin."),
        "bevinding": row_data("nieuw-0", goal="1", text="Een bevinding."),
        "vermelding": row_data("nieuw-0", action=action.text, period="zomer 2027"),
        "partij": row_data("nieuw-0", group_printed="Leraren", party=Party.objects.first().name, party_printed="x"),
        "bronnotitie": row_data("nieuw-0", title="Tabel", text="De tabel is anders.", weight="lezing"),
        "gevolg": row_data("nieuw-0", bill=str(effect.bill), part=effect.part, effect="maakt-verplicht", action=action.slug),
    }
    assert set(new) == set(LISTS)
    for kind, row in new.items():
        data = list_form(as_editor, kind) | row | {"nieuw-0-location": "x"}
        assert as_editor.post(LIST.format(kind), data).status_code == 302, kind
        assert LISTS[kind].model.objects.filter(report=draft).count() == 1, kind
    assert ReportSection.objects.get(report=draft).slug == "vooraf"
    assert ActionMention.objects.get(report=draft).earliest.isoformat() == "2027-06-01"
    assert as_editor.get(LIST.format("niets")).status_code == 404
    assert as_editor.get("/beheer/redactie/vgr-5/overig/bevinding/").status_code == 404


@pytest.mark.once
def test_an_effect_names_a_part_that_the_bill_has(as_editor, draft):
    effect = Requirement.objects.exclude(part="").first()
    data = list_form(as_editor, "gevolg") | row_data("nieuw-0", bill=str(effect.bill), part="Verzonnen", location="x")
    data |= row_data("nieuw-0", effect=effect.effect, action=Action.objects.first().slug)
    html = BeautifulSoup(as_editor.post(LIST.format("gevolg"), data).content, "html.parser")
    assert "Dit onderdeel kent het wetsvoorstel niet. Wel: " in html.select_one("#fouten").text
    assert effect.part in html.select_one("#fouten").text
    assert not Requirement.objects.filter(report=draft).exists()


def test_everything_is_carried_over_and_marked_as_not_looked_at(as_editor, draft):
    previous = Report.objects.get(slug="vgr-5")
    before = {model: model.objects.filter(report=previous).count() for model in CARRIED}
    answer = as_editor.post("/beheer/redactie/vgr-6/", {"alles": "ja"}, follow=True).content.decode()
    assert {model: len(pks) for model, pks in unseen_rows(draft).items()} == before
    assert f"{before[Finding]} bevindingen" in answer
    assert f"bevindingen niet bekeken: <strong>{before[Finding]}</strong>" in answer
    original = ReportSection.objects.filter(report=previous, items__isnull=False).first()
    copy = ReportSection.objects.get(report=draft, slug=original.slug)
    assert list(copy.items.values_list("text", flat=True)) == list(original.items.values_list("text", flat=True))
    note = SourceNote.objects.filter(report=draft, bills__isnull=False).first()
    assert note.slug.endswith("-vgr-6")
    assert not SourceNote.objects.filter(report=draft).exclude(former_keys="").exists()
    # A second time adds nothing. A consequence of a law holds until a source says otherwise: it is not copied.
    assert carry_over_rows(draft) == {}
    assert not Requirement.objects.filter(report=draft).exists()


@pytest.mark.once
def test_one_kind_is_carried_over_and_looked_at_row_by_row_or_at_once(as_editor, draft):
    address = LIST.format("partij")
    assert as_editor.post(address, {"overnemen": "ja"}).status_code == 302
    rows = Representation.objects.filter(report=draft).order_by("position")
    first, second = rows[0].pk, rows[1].pk
    assert len(unseen_rows(draft)[Representation]) == len(rows)
    data = list_form(as_editor, "partij") | {"bekeken": str(first)} | row_data(second, party_printed="Anders")
    assert as_editor.post(address, data).status_code == 302
    assert not {first, second} & set(unseen_rows(draft)[Representation])
    assert as_editor.post(address, list_form(as_editor, "partij") | {"bekeken": "alle"}).status_code == 302
    assert unseen_rows(draft) == {}


@pytest.mark.once
def test_the_checklist_counts_what_is_less_and_what_nobody_looked_at(draft):
    texts = {item.text for item in check(draft) if not item.is_error}
    assert "Bevindingen: was 85 in voortgangsrapportage 5, is nu 0." in texts
    assert any(text.startswith("Maatregelen: was 32") for text in texts)
    carry_over_rows(draft, Finding)
    texts = {item.text for item in check(draft)}
    assert not any(text.startswith("Bevindingen: was") for text in texts)
    assert "Overgenomen zonder te kijken: 85 bevindingen." in texts
    assert CarriedRow.objects.filter(report=draft).count() == 85


@pytest.mark.once
def test_a_list_has_a_constant_number_of_queries(as_editor, draft, finding, django_assert_max_num_queries):
    as_editor.get(LIST.format("bevinding"))
    carry_over_rows(draft, ReportSection, SourceNote, ActionMention)
    for kind in LISTS:
        with django_assert_max_num_queries(30):
            as_editor.get(LIST.format(kind))
