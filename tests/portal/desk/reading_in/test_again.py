"""A newer version of a document shows only what changed, and keeps what people did."""

import pytest

from measures.models import Goal, MeasureItem
from portal.desk.reading_in import deciding
from portal.desk.reading_in.placing.filling import fill
from portal.desk.source_models import SourceText
from tests.portal.desk.reading_in.documents import FIRST, SECOND, bills, document, goals, row, take, take_all

pytestmark = pytest.mark.once
NEWER = "Scholen krijgen in juli 2027 uitleg over de zorgplicht."


def texts(draft):
    return [item.text for item in MeasureItem.objects.filter(snapshot__report=draft).order_by("position")]


def test_the_same_document_asks_nothing(draft):
    take_all(draft, document())
    rows = take(draft, document())
    assert {(each.state, each.change) for each in rows if each.kind != "niet-geplaatst"} == {("overgenomen", "gelijk")}


def test_a_changed_sentence_is_open_with_its_difference(draft):
    take_all(draft, document())
    take(draft, document(steps=[NEWER, SECOND]))
    changed = row(draft, "Scholen krijgen")
    assert (changed.state, changed.change, changed.before, changed.text) == ("open", "gewijzigd", FIRST, NEWER)
    assert row(draft, "Ouders").state == "overgenomen"
    assert texts(draft) == [FIRST, SECOND]
    fill(draft, [changed])
    assert texts(draft) == [NEWER, SECOND]
    assert MeasureItem.objects.get(text=NEWER).period == "juli 2027"


def test_a_sentence_that_somebody_wrote_stays(draft):
    take_all(draft, document())
    item = MeasureItem.objects.get(text=FIRST)
    item.text = "Er komt uitleg."
    item.save()
    take(draft, document(steps=[NEWER, SECOND]))
    fill(draft, [row(draft, "Scholen krijgen")])
    assert texts(draft) == ["Er komt uitleg.", SECOND]
    assert SourceText.objects.get(kind="measureitem", row=item.pk).text == NEWER


def test_a_changed_status_is_asked_and_a_row_set_aside_stays_aside(draft):
    take(draft, document())
    deciding.set_aside(draft, [row(draft, "Ouders")])
    fill(draft, list(draft.read_rows.all()))
    take(draft, document(status="Afgerond"))
    assert {(each.kind, each.state) for each in draft.read_rows.all()} == {
        ("maatregel", "open"), ("onderdeel", "overgenomen"), ("onderdeel", "opzij"),
    }  # fmt: skip
    fill(draft, [row(draft, "3 ")])
    assert draft.measuresnapshots.get().status == "afgerond"


def test_what_is_gone_is_asked_only_when_it_is_in_the_draft(draft):
    take(draft, document(extra=bills("Tweede Kamer: Q1 2027")))
    fill(draft, [row(draft, "3 "), row(draft, "Ouders")])
    take(draft, document(steps=[]))
    gone = row(draft, "Ouders")
    assert (gone.state, gone.change) == ("open", "verdwenen")
    assert {each.kind for each in draft.read_rows.all()} == {"maatregel", "onderdeel"}
    fill(draft, [gone])
    assert texts(draft) == []
    assert not SourceText.objects.filter(kind="measureitem").exists()
    assert not draft.read_rows.filter(kind="onderdeel").exists()


def test_a_link_goes_out_of_the_draft_when_it_is_taken_back_or_gone(draft, portal):
    Goal.objects.create(number=1, title="Rust")
    take_all(draft, document(extra=goals("M3")))
    goal = draft.goalsnapshots.get()
    assert list(goal.measures.all()) == [portal.measure]
    deciding.take_back(draft, [draft.read_rows.get(kind="koppeling")])
    assert list(goal.measures.all()) == []
    fill(draft, [draft.read_rows.get(kind="koppeling")])
    take(draft, document(extra=goals()))
    gone = draft.read_rows.get(kind="koppeling")
    assert (gone.state, gone.change, list(goal.measures.all())) == ("open", "verdwenen", [portal.measure])
    fill(draft, [gone])
    assert list(goal.measures.all()) == []
    assert not draft.read_rows.filter(kind="koppeling").exists()


def test_the_figures_of_a_finding_follow_its_sentence_and_have_none_of_its_words(draft):
    Goal.objects.create(number=1, title="Rust")
    take_all(draft, document(extra=goals(said="28% van de scholen is rustig.")))
    take(draft, document(extra=goals(said="31% van de scholen is rustig.")))
    fill(draft, list(draft.read_rows.filter(kind="bevinding")))
    [figure] = draft.findings.get().figures.all()
    assert figure.value == "31"
    assert "rustig" not in figure.description


def test_a_record_that_was_made_is_known_again(draft):
    html = document(new="Kleine klassen")
    take_all(draft, html)
    fill(draft, list(draft.read_rows.filter(state="open")))
    rows = take(draft, html)
    assert {each.state for each in rows} == {"overgenomen"}
    assert len(rows) == 5


def test_parts_of_parts_stay_when_the_same_document_is_read_again(draft):
    three = "Een begin. Een midden. Een eind."
    take(draft, document(steps=[three]))
    deciding.split(draft, row(draft, three), ["Een begin.", "Een midden. Een eind."])
    deciding.split(draft, row(draft, "Een midden. Een eind."), ["Een midden.", "Een eind."])
    take(draft, document(steps=[three]))
    assert [each.text for each in draft.read_rows.filter(kind="onderdeel", state="open").order_by("pk")] == [
        "Een begin.", "Een midden.", "Een eind.",
    ]  # fmt: skip
    take(draft, document(steps=["Een begin. Een midden. Een heel ander eind."]))
    assert not draft.read_rows.exclude(parts_of=[]).exists()


def test_a_sentence_that_was_moved_or_split_stays_so(draft):
    take(draft, document(new="Kleine klassen", steps=[FIRST, f"{SECOND} Dat is nieuw."]))
    deciding.move(draft, [row(draft, "Scholen krijgen")], "3a", "Vervolgstap")
    deciding.split(draft, row(draft, "Ouders"), [SECOND, "Dat is nieuw."])
    take(draft, document(new="Kleine klassen", steps=[FIRST, f"{SECOND} Dat is nieuw."]))
    moved = row(draft, "Scholen krijgen")
    assert (moved.owner, moved.values["soort"]) == (row(draft, "3a").key, "vervolgstap")
    assert [(each.text, each.state) for each in draft.read_rows.filter(text__startswith="Dat is")] == [("Dat is nieuw.", "open")]
    take(draft, document(new="Kleine klassen", steps=[FIRST, f"{SECOND} Dat is anders."]))
    assert not draft.read_rows.filter(text="Dat is nieuw.").exists()
