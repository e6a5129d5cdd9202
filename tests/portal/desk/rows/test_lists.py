"""Lists of rows that are edited in place: findings, mentions, parties, chapters, notes and consequences of laws."""

import pytest
from bs4 import BeautifulSoup

from laws.models import Bill, Requirement
from measures.models import (
    Action,
    ActionMention,
    Figure,
    Finding,
    Goal,
    Measure,
    Party,
    Report,
    ReportSection,
    Representation,
    SectionItem,
    SourceNote,
)
from motions.models import Motion
from portal.desk.editing.carrying import CARRIED, carry_over_rows, unseen_rows
from portal.desk.editing.checks import check
from portal.desk.lists.kinds import LISTS
from portal.desk.models import CarriedRow
from tests.portal.desk.forms import filled_in, form_in

pytestmark = pytest.mark.ignore_template_errors

LIST = "/beheer/redactie/vgr-6/overig/{}/"


def list_form(client, kind):
    """Return the data of the form with all rows, which is the last one on the page."""
    return filled_in(client, LIST.format(kind))


def row_data(prefix, **values):
    return {f"{prefix}-{name}": value for name, value in values.items()}


@pytest.fixture
def finding(draft):
    goal = Goal.objects.first()
    texts = ("een", "twee", "drie")
    made = [
        Finding.objects.create(report=draft, position=place, goal=goal, text=text, location="x")
        for place, text in enumerate(texts, start=1)
    ]
    return made[0]


def texts(draft):
    return list(Finding.objects.filter(report=draft).order_by("position").values_list("text", flat=True))


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


PARTS = {
    "bevinding": ("figure", {"description": "Scholen", "value": "28", "unit": "%"}),
    "hoofdstuk": ("sectionitem", {"text": "Een punt.", "location": "p. 2", "heading": "Kop"}),
}


@pytest.mark.once
@pytest.mark.parametrize("kind", PARTS)
def test_the_parts_of_a_row_are_added_changed_and_removed_in_the_list(as_editor, draft, kind):
    """With the row itself new, or stored already; a line for a part is added by a button, also without a script."""
    address, (name, part) = LIST.format(kind), PARTS[kind]
    first = next(iter(part))
    new = row_data("nieuw-0", goal=str(Goal.objects.first()), title="Vooraf", text="Nieuw.", location="x")
    asked = form_in(as_editor.post(address, list_form(as_editor, kind) | new | {"rij": "nieuw-0-nieuw-:invoegen"}))
    assert as_editor.post(address, asked | row_data("nieuw-0-nieuw-0", **part)).status_code == 302
    within = LISTS[kind].parts.within
    parts = LISTS[kind].parts.model.objects.filter(**{f"{within}__report": draft})
    (made,) = parts.all()
    owner = getattr(made, within)
    assert (owner.report, owner.location) == (draft, "x")
    asked = form_in(as_editor.post(address, list_form(as_editor, kind) | {"rij": f"{owner.pk}-nieuw-:invoegen"}))
    asked |= row_data(f"{owner.pk}-nieuw-0", **part) | row_data(f"{name}-{made.pk}", DELETE="on")
    assert as_editor.post(address, asked).status_code == 302
    (other,) = parts.all()
    assert other.pk != made.pk
    changed = list_form(as_editor, kind) | row_data(f"{name}-{other.pk}", **{first: "Anders."})
    assert as_editor.post(address, changed).status_code == 302
    other.refresh_from_db()
    assert getattr(other, first) == "Anders."
    assert as_editor.post(address, list_form(as_editor, kind) | row_data(owner.pk, DELETE="on")).status_code == 302
    assert not parts.exists()


@pytest.mark.once
def test_parts_without_words_for_their_row_are_told_and_kept(as_editor, draft):
    data = form_in(
        as_editor.post(LIST.format("bevinding"), list_form(as_editor, "bevinding") | {"rij": "nieuw-0-nieuw-:invoegen"})
    )
    answer = as_editor.post(LIST.format("bevinding"), data | row_data("nieuw-0-nieuw-0", description="Scholen", value=""))
    html = BeautifulSoup(answer.content, "html.parser")
    links = {link.text: link["href"] for link in html.select("#fouten a")}
    assert links["Bevindingen, rij 1, tekst"] == "#id_nieuw-0-text"
    assert links["Bevindingen, rij 1, cijfers, rij 1, waarde"] == "#id_nieuw-0-nieuw-0-value"
    assert html.select_one("input[name=nieuw-0-nieuw-0-description]")["value"] == "Scholen"
    assert html.select_one(".line__parts").has_attr("open")


@pytest.mark.once
def test_points_of_a_chapter_keep_their_order_subheadings_and_measures(as_editor, draft):
    section = ReportSection.objects.create(report=draft, position=1, title="Vooraf", slug="vooraf", location="x")
    points = [
        SectionItem.objects.create(section=section, position=place, heading="Kop", text=text, location="x")
        for place, text in enumerate(("een", "twee"), start=1)
    ]
    measure = Measure.objects.first()
    data = list_form(as_editor, "hoofdstuk") | {f"sectionitem-{points[1].pk}-measures": ["", str(measure)]}
    data = form_in(as_editor.post(LIST.format("hoofdstuk"), data | {"rij": f"sectionitem-{points[1].pk}:omhoog"}))
    data[f"sectionitem-{points[1].pk}-heading"] = "Andere kop"
    assert as_editor.post(LIST.format("hoofdstuk"), data).status_code == 302
    found = list(section.items.order_by("position").values_list("text", "heading", "measures"))
    assert found == [("twee", "Andere kop", measure.pk), ("een", "Andere kop", None)]


@pytest.mark.once
def test_what_a_note_is_about_is_chosen_by_name(as_editor, draft):
    note = SourceNote.objects.create(report=draft, slug="tabel", title="Tabel", text="Anders.", weight="lezing", location="x")
    links = {"measures": Measure.objects.first(), "actions": Action.objects.first(), "bills": Bill.objects.first()}
    links["motions"] = Motion.objects.first()
    data = list_form(as_editor, "bronnotitie") | {f"{note.pk}-{name}": ["", str(row)] for name, row in links.items()}
    assert as_editor.post(LIST.format("bronnotitie"), data).status_code == 302
    assert {name: getattr(note, name).get() for name in links} == links
    data = list_form(as_editor, "bronnotitie") | {f"{note.pk}-bills": "", f"{note.pk}-motions": "Wat is dit"}
    assert "„Wat is dit” is niet gevonden" in as_editor.post(LIST.format("bronnotitie"), data).content.decode()
    data[f"{note.pk}-motions"] = str(links["motions"])
    assert as_editor.post(LIST.format("bronnotitie"), data).status_code == 302
    assert (note.bills.count(), note.motions.get()) == (0, links["motions"])


@pytest.mark.once
def test_a_list_that_is_sent_twice_makes_no_row_twice(as_editor, draft, finding):
    """Also from the page before a question about a conflict, and with one more line typed after going back."""
    address = LIST.format("bevinding")
    data = form_in(as_editor.post(address, list_form(as_editor, "bevinding") | {"rij": "nieuw-0-nieuw-:invoegen"}))
    data |= row_data("nieuw-0", goal=str(finding.goal), text="nieuw", location="y")
    data |= row_data("nieuw-0-nieuw-0", description="Scholen", value="28") | row_data(finding.pk, text="van mij")
    Finding.objects.filter(pk=finding.pk).update(text="van een ander", location="van een ander")
    asked = as_editor.post(address, data)
    assert asked.status_code == 409
    (question,) = asked.context["rows"].told.questions
    answered = form_in(asked) | {question.name: question.options[1][0]}
    for sent in (answered, answered, data | row_data(finding.pk, text="een")):
        assert as_editor.post(address, sent).status_code == 302
        assert texts(draft) == ["van een ander", "twee", "drie", "nieuw"]
        assert Figure.objects.get(finding__report=draft).value == "28"
    finding.refresh_from_db()
    assert finding.location == "van een ander"
    again = answered | row_data("nieuw-0", text="beter") | {"rijen": [*answered["rijen"], "nieuw-1"]}
    again |= row_data("nieuw-1", goal=str(finding.goal), text="nog een", location="y")
    assert as_editor.post(address, again).status_code == 302
    assert texts(draft) == ["van een ander", "twee", "drie", "beter", "nog een"]


@pytest.mark.once
def test_a_part_keeps_or_brings_back_its_row(as_editor, draft, finding):
    """A row that I remove stays when a colleague changed a part of it; a row that is gone comes back when I changed a part."""
    figure = Figure.objects.create(finding=finding, description="Scholen", value="28")
    last = Finding.objects.get(text="drie")
    kept = Figure.objects.create(finding=last, description="Leraren", value="9")
    data = list_form(as_editor, "bevinding") | row_data(finding.pk, DELETE="on") | row_data(f"figure-{kept.pk}", value="10")
    Figure.objects.filter(pk=figure.pk).update(value="31")
    last.delete()
    asked = as_editor.post(LIST.format("bevinding"), data)
    told = asked.context["rows"].told.warnings
    assert asked.status_code == 409
    assert [words.partition(": ")[2].partition(" door")[0] for words in told] == [
        "u haalt dit weg, maar het is intussen gewijzigd", "intussen weggehaald",
    ]  # fmt: skip
    assert as_editor.post(LIST.format("bevinding"), form_in(asked)).status_code == 302
    assert texts(draft) == ["een", "twee", "drie"]
    assert list(Figure.objects.filter(finding__report=draft).order_by("pk").values_list("finding__text", "value")) == [
        ("een", "31"),
        ("drie", "10"),
    ]


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
    action, bill = Action.objects.first(), Requirement.objects.first().bill
    new = {
        "hoofdstuk": row_data("nieuw-0", title="Vooraf", summary="Een begin."),
        "bevinding": row_data("nieuw-0", goal="1", text="Een bevinding."),
        "vermelding": row_data("nieuw-0", action=action.text, period="zomer 2027"),
        "partij": row_data("nieuw-0", group_printed="Leraren", party=Party.objects.first().name, party_printed="x"),
        "bronnotitie": row_data("nieuw-0", title="Tabel", text="De tabel is anders.", weight="lezing"),
        "gevolg": row_data("nieuw-0", bill=str(bill), part="Nieuw deel", effect="maakt-verplicht", action=action.slug),
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
