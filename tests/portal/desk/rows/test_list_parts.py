"""The parts and links of rows in lists, and a list that is sent twice."""

import pytest
from auditlog.context import set_actor
from bs4 import BeautifulSoup

from laws.models import Bill
from measures.models import Action, Figure, Finding, Goal, Measure, ReportSection, SectionItem, SourceNote
from motions.models import Motion
from portal.desk.lists.kinds import LISTS
from tests.portal.desk.forms import form_in
from tests.portal.desk.rows.lists import LIST, list_form, row_data, texts

pytestmark = [pytest.mark.ignore_template_errors, pytest.mark.once]

PARTS = {
    "bevinding": ("figure", {"description": "Scholen", "value": "28", "unit": "%"}),
    "hoofdstuk": ("sectionitem", {"text": "Een punt.", "location": "p. 2", "heading": "Kop"}),
}


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


def test_each_name_has_a_label_of_its_own_and_each_row_names_its_parts(as_editor, draft, finding):
    note = SourceNote.objects.create(report=draft, slug="tabel", title="Tabel", text="Anders.", weight="lezing", location="x")
    note.measures.set(Measure.objects.all()[:2])
    page = BeautifulSoup(as_editor.get(LIST.format("bronnotitie")).content, "html.parser")
    labels = [field["aria-label"] for field in page.select(f"input[name='{note.pk}-measures']")]
    assert labels == ["Maatregelen 1", "Maatregelen 2", "Maatregelen 3"]
    page = BeautifulSoup(as_editor.get(LIST.format("bevinding")).content, "html.parser")
    parts = page.find(id=f"{finding.pk}").select_one(".line__parts")
    assert " ".join(parts.summary.text.split()) == "Cijfers van een 0"
    assert "bij Cijfers van een" in " ".join(parts.select("button")[-1].text.split())


def test_a_part_keeps_or_brings_back_its_row(as_editor, publisher, draft, finding):
    """A row that I remove stays when a colleague changed a part of it; a row that is gone comes back when I changed a part.

    Who changed only the part is named, and not who wrote the row before.
    """
    figure = Figure.objects.create(finding=finding, description="Scholen", value="28")
    last = Finding.objects.get(text="drie")
    kept = Figure.objects.create(finding=last, description="Leraren", value="9")
    data = list_form(as_editor, "bevinding") | row_data(finding.pk, DELETE="on") | row_data(f"figure-{kept.pk}", value="10")
    with set_actor(publisher):
        figure.value = "31"
        figure.save()
    last.delete()
    asked = as_editor.post(LIST.format("bevinding"), data)
    told = asked.context["rows"].told.warnings
    assert asked.status_code == 409
    assert "gewijzigd door piet, " in told[0]
    assert [words.partition(": ")[2].partition(" door")[0] for words in told] == [
        "u haalt dit weg, maar het is intussen gewijzigd", "intussen weggehaald",
    ]  # fmt: skip
    assert as_editor.post(LIST.format("bevinding"), form_in(asked)).status_code == 302
    assert texts(draft) == ["een", "twee", "drie"]
    assert list(Figure.objects.filter(finding__report=draft).order_by("pk").values_list("finding__text", "value")) == [
        ("een", "31"),
        ("drie", "10"),
    ]
