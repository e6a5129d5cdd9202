"""What people decide about the rows of a document."""

import pytest

from measures.models import ActionMention, Goal, MeasureItem
from portal.desk.editing.four_eyes import last_line
from portal.desk.models import Proposal, Task
from portal.desk.proposals.names import places_of, take_out
from portal.desk.reading_in import deciding
from portal.desk.reading_in.deciding import DecisionError
from portal.desk.reading_in.placing.draft import WaitsError
from portal.desk.reading_in.placing.filling import certain, fill
from portal.desk.together.moments import go_back
from tests import factories
from tests.portal.desk.reading_in.documents import FIRST, SECOND, document, goals, row, take, take_all

pytestmark = pytest.mark.once
LOOSE = "<h1>Inhoud</h1><p>Een losse zin over klassen.</p>"


def test_what_the_document_has_no_more_is_not_split_joined_or_moved(draft):
    take_all(draft, document())
    take(draft, document(steps=["Dit is een heel nieuwe stap."]))
    gone = [row(draft, "Scholen krijgen"), row(draft, "Ouders")]
    halves = ["Scholen krijgen in juni 2027", "uitleg over de zorgplicht."]
    for decide in (
        lambda: deciding.split(draft, gone[0], halves),
        lambda: deciding.join(draft, gone),
        lambda: deciding.move(draft, gone, "3", "Dilemma"),
    ):
        with pytest.raises(DecisionError, match="staat niet meer in het document"):
            decide()
    assert {each.state for each in draft.read_rows.filter(change="verdwenen")} == {"open"}
    assert not draft.read_rows.exclude(parts_of=[]).exists()


def test_a_record_is_done_when_nothing_of_it_is_left(draft):
    take(draft, document())
    fill(draft, [row(draft, "3 "), row(draft, "Scholen krijgen")])
    assert draft.tasks.get().state == Task.State.BUSY
    deciding.set_aside(draft, [row(draft, "Ouders")])
    assert draft.tasks.get().state == Task.State.DONE


def test_taken_back_is_out_of_the_draft(draft):
    take_all(draft, document())
    deciding.take_back(draft, [row(draft, "Ouders")])
    assert [item.text for item in MeasureItem.objects.all()] == [FIRST]
    assert row(draft, "Ouders").state == "open"
    with pytest.raises(WaitsError, match="Hieronder staan nog rijen"):
        deciding.take_back(draft, [row(draft, "3 ")])
    assert row(draft, "3 ").state == "overgenomen"


def test_an_own_sentence_is_not_taken_back(draft):
    take_all(draft, document())
    MeasureItem.objects.filter(text=FIRST).update(text="Er komt uitleg.")
    with pytest.raises(DecisionError, match="schreef iemand een eigen zin"):
        deciding.take_back(draft, [row(draft, "Scholen krijgen")])
    assert MeasureItem.objects.filter(text="Er komt uitleg.").exists()


def test_what_was_not_placed_is_placed_by_hand(draft):
    take_all(draft, document(extra=LOOSE))
    loose = row(draft, "Een losse zin")
    with pytest.raises(DecisionError, match="wat voor soort zin"):
        deciding.move(draft, [loose], "3", "")
    with pytest.raises(DecisionError, match="staat niet in dit document"):
        deciding.move(draft, [loose], "9", "Dilemma")
    deciding.move(draft, [loose], "3", "Dilemma")
    fill(draft, [row(draft, "Een losse zin")])
    assert MeasureItem.objects.get(kind="dilemma").text == "Een losse zin over klassen."


def test_a_sentence_becomes_an_action(draft, portal):
    take_all(draft, document(extra=LOOSE))
    deciding.move(draft, [row(draft, "Een losse zin")], "3", "Actie")
    fill(draft, [row(draft, "Een losse zin")])
    mention = ActionMention.objects.get()
    assert mention.action.slug == "actie-3-strakkere-zorgplicht"
    assert (mention.action.text, list(mention.action.measures.all())) == ("Een losse zin over klassen.", [portal.measure])


def test_a_placed_sentence_that_changed_and_is_moved_leaves_its_place(draft):
    take_all(draft, document())
    newer = "Scholen krijgen in juli 2027 uitleg over de zorgplicht."
    take(draft, document(steps=[newer, SECOND]))
    deciding.move(draft, [row(draft, "Scholen krijgen")], "3", "Bevinding")
    assert [item.text for item in MeasureItem.objects.all()] == [SECOND]
    fill(draft, [row(draft, "Scholen krijgen")])
    assert [finding.text for finding in draft.findings.all()] == [newer]
    assert [item.text for item in MeasureItem.objects.all()] == [SECOND]


def test_a_sentence_that_somebody_wrote_over_is_not_moved(draft):
    take_all(draft, document())
    MeasureItem.objects.filter(text=FIRST).update(text="Er komt uitleg.")
    take(draft, document(steps=["Scholen krijgen in juli 2027 uitleg over de zorgplicht.", SECOND]))
    with pytest.raises(DecisionError, match="schreef iemand een eigen zin"):
        deciding.move(draft, [row(draft, "Scholen krijgen")], "3", "Bevinding")
    assert MeasureItem.objects.filter(text="Er komt uitleg.").exists()


def test_a_new_record_can_be_one_that_exists(draft):
    other = factories.make_measure(parent=factories.make_measure(4), slug="klassen", title="Heel iets anders")
    take_all(draft, document(new="Kleine klassen"))
    with pytest.raises(DecisionError, match="kent het portaal niet"):
        deciding.move(draft, [row(draft, "3a")], "bestaat-niet", "")
    deciding.move(draft, [row(draft, "3a")], "klassen – Heel iets anders", "")
    fill(draft, list(draft.read_rows.filter(state="open")))
    assert other.snapshots.get().title_printed == "Kleine klassen"


def test_split_and_join(draft):
    take(draft, document())
    with pytest.raises(DecisionError, match="moeten de zin van de bron zijn"):
        deciding.split(draft, row(draft, "Scholen krijgen"), ["Scholen krijgen uitleg", "over iets anders."])
    deciding.split(draft, row(draft, "Scholen krijgen"), ["Scholen krijgen in juni 2027", "uitleg over de zorgplicht."])
    assert row(draft, "uitleg over").state == "open"
    joined = deciding.join(draft, list(draft.read_rows.filter(kind="onderdeel", state="open")))
    assert joined.text == f"{FIRST} {SECOND}"
    fill(draft, [row(draft, "3 "), joined])
    assert MeasureItem.objects.get().text == f"{FIRST} {SECOND}"
    with pytest.raises(DecisionError, match="twee of meer open zinnen"):
        deciding.join(draft, [joined])


def test_what_was_split_and_its_parts_never_stand_in_the_draft_together(draft):
    take_all(draft, document())
    take(draft, document(steps=[f"{FIRST} Nu al.", SECOND]))
    deciding.split(draft, row(draft, "Scholen krijgen"), [FIRST, "Nu al."])
    assert [item.text for item in MeasureItem.objects.all()] == [SECOND]
    whole = draft.read_rows.get(text=f"{FIRST} Nu al.")
    part = row(draft, "Nu al.")
    deciding.set_aside(draft, [draft.read_rows.get(text=FIRST)])
    deciding.split(draft, part, ["Nu", "al."])
    deciding.set_aside(draft, [row(draft, "al.")])
    with pytest.raises(DecisionError, match="Leg die eerst opzij"):
        deciding.take_back(draft, [whole])
    deciding.set_aside(draft, list(draft.read_rows.filter(text="Nu")))
    whole.refresh_from_db()
    deciding.take_back(draft, [whole])
    with pytest.raises(DecisionError, match="Leg die eerst opzij"):
        deciding.take_back(draft, [row(draft, "al.")])


def test_a_name_that_must_go_is_found_in_what_was_read(draft, portal):
    take(draft, document(steps=["Jan Smit vertelt over de zorgplicht."], new="Klas van Jan Smit"))
    places = [place.words for place in places_of("Jan Smit")]
    assert "ingelezen rij, zin van de bron" in places
    proposal = Proposal(act=Proposal.Act.NAME, name="Jan Smit", title="Een naam", reason="Gevraagd.")
    take_out(proposal, "Die persoon vroeg erom.", None)
    assert list(places_of("Jan Smit")) == []
    assert not any("Jan Smit" in str(values) for values in draft.read_rows.values_list("values", flat=True))


def test_the_way_back_to_an_earlier_moment_opens_what_goes_and_places_what_comes_back(draft):
    empty = last_line(draft)
    take_all(draft, document())
    both = last_line(draft)
    deciding.take_back(draft, [row(draft, "Ouders")])
    seen = row(draft, "Ouders").version
    go_back(draft, both, last_line(draft))
    again = row(draft, "Ouders")
    assert (again.state, again.row, again.version) == ("overgenomen", MeasureItem.objects.get(text=SECOND).pk, seen + 1)
    assert not certain(draft).exists()
    go_back(draft, empty, last_line(draft))
    assert set(draft.read_rows.values_list("state", "row")) == {("open", None)}
    fill(draft, certain(draft))
    assert [item.text for item in MeasureItem.objects.all()] == [FIRST, SECOND]


def test_words_that_come_back_are_not_taken_over_again_in_another_sentence(draft):
    take_all(draft, document())
    before = last_line(draft)
    one = row(draft, "Scholen krijgen")
    deciding.take_back(draft, [one])
    deciding.split(draft, row(draft, "Scholen krijgen"), ["Scholen krijgen in juni 2027", "uitleg over de zorgplicht."])
    go_back(draft, before, last_line(draft))
    assert draft.read_rows.get(pk=one.pk).state == "overgenomen"
    assert set(draft.read_rows.exclude(parts_of=[]).values_list("state", flat=True)) == {"opzij"}


def test_a_link_that_goes_with_the_way_back_is_open_again(draft):
    Goal.objects.create(number=1, title="Rust")
    take(draft, document(extra=goals("M3")))
    fill(draft, [each for each in draft.read_rows.all() if each.kind != "koppeling"])
    before = last_line(draft)
    fill(draft, draft.read_rows.filter(kind="koppeling"))
    assert draft.read_rows.get(kind="koppeling").state == "overgenomen"
    go_back(draft, before, last_line(draft))
    assert draft.read_rows.get(kind="koppeling").state == "open"
