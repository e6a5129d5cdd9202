"""What a document says becomes rows of a draft, each with its place and the sentence of the source."""

import datetime as dt

import pytest

from laws.models import Bill, BillSnapshot
from measures.models import Measure, MeasureItem, MeasureSnapshot, Party
from measures.publication.freezing import correcting
from motions.models import Motion, MotionSnapshot
from portal.desk.editing.checks import check
from portal.desk.editing.worklist import NotADraftError
from portal.desk.models import Task
from portal.desk.reading_in.found.taking_in import NotEmptyError
from portal.desk.reading_in.placing.filling import fill
from portal.desk.source_models import SourceText
from tests import factories
from tests.portal.desk.reading_in.documents import FIRST, SECOND, bills, document, motions, parties, row, take, take_all


def items(draft):
    return list(MeasureItem.objects.filter(snapshot__report=draft).order_by("position").values_list("text", flat=True))


@pytest.mark.once
def test_reading_changes_nothing_of_the_draft(draft):
    rows = take(draft, document(extra=bills("Tweede Kamer: Q1 2027") + motions()))
    assert {row.kind for row in rows} >= {"maatregel", "onderdeel", "wetsvoorstel", "planning", "motie", "inhoud", "bijdrage"}
    assert not draft.measuresnapshots.exists()
    assert not draft.tasks.exists()


def test_what_is_certain_fills_the_draft(draft, portal):
    filled = take_all(draft, document(extra=bills("Tweede Kamer: Q1 2027", "Inwerkingtreding: nader te bepalen") + motions()))
    assert filled.waiting == []
    stand = draft.measuresnapshots.get()
    assert (stand.measure, stand.code, stand.status) == (portal.measure, "3", "in-uitvoering")
    assert (stand.status_printed, stand.summary) == ("In uitvoering", "Scholen zoeken een plek.")
    first, second = stand.items.all()
    assert (first.kind, first.text, first.position, second.text) == ("stap", FIRST, 1, SECOND)
    assert (first.earliest, first.latest) == (dt.date(2027, 6, 1), dt.date(2027, 6, 30))
    assert "Scholen krijgen in juni 2027" in first.location
    source = SourceText.objects.get(kind="measureitem", row=first.pk)
    assert (source.report, source.text, source.location, source.to_write) == (draft, FIRST, first.location, True)
    bill = draft.billsnapshots.get()
    assert [(step.phase, step.period) for step in bill.planning.all()] == [
        ("tweede-kamer", "Q1 2027"),
        ("inwerkingtreding", "nader te bepalen"),
    ]
    assert [each.measure for each in bill.contributions.all()] == [portal.measure]
    motion = draft.motionsnapshots.get()
    assert (motion.motion, motion.status, motion.explanation) == (portal.motion, "afgerond", "De brief komt nog.")
    assert set(draft.tasks.values_list("state", flat=True)) == {Task.State.DONE}


def test_what_is_new_is_proposed_and_made_by_hand(draft, portal):
    others = bills(title="Wetsvoorstel kleine klassen") + motions("31497-999", "Motie over stilte") + parties("Ouderraad")
    take_all(draft, document(new="Kleine klassen", extra=others))
    waiting = [row(draft, start) for start in ("3a Kleine", "De proef", "Wetsvoorstel kleine", "31497-999", "Ouderraad")]
    assert {each.state for each in waiting} == {"open"}
    assert {each.certainty for each in waiting if each.kind != "onderdeel"} == {"kies"}
    assert not Measure.objects.filter(title="Kleine klassen").exists()
    assert fill(draft, waiting).waiting == []
    new = Measure.objects.get(title="Kleine klassen")
    assert (new.parent, new.slug) == (portal.measure, "kleine-klassen")
    assert MeasureSnapshot.objects.get(measure=new).items.get().text == "De proef begint."
    assert BillSnapshot.objects.get(bill=Bill.objects.get(title="Wetsvoorstel kleine klassen")).report == draft
    assert MotionSnapshot.objects.get(motion=Motion.objects.get(number="31497-999")).report == draft
    assert Party.objects.get(name="Ouderraad").representations.get().group_printed == "Ouders"
    assert not Measure.objects.published().filter(pk=new.pk).exists()


@pytest.mark.once
def test_a_contradiction_is_a_note_when_somebody_says_so(draft, portal):
    take_all(draft, document(extra=motions(title="Iets heel anders over wachtlijsten")))
    note = draft.read_rows.get(kind="bronnotitie")
    assert (note.state, draft.source_notes.exists()) == ("open", False)
    fill(draft, [note])
    assert [list(made.motions.all()) for made in draft.source_notes.all()] == [[portal.motion]]


@pytest.mark.once
def test_the_checklist_says_how_much_is_undecided(draft):
    take(draft, document())
    [told] = [item for item in check(draft) if item.key.startswith("inlezen")]
    assert (told.is_error, told.text) == (False, "Inlezen: 3 rijen van het document wachten op een besluit.")


@pytest.mark.once
def test_words_that_are_no_period_are_said_and_not_invented(draft):
    take_all(draft, document(extra=bills("Tweede Kamer: als de tijd rijp is", "Inwerkingtreding: 1 januari 2028")))
    [step] = draft.billsnapshots.get().planning.all()
    assert step.period == "1 januari 2028"
    waiting = row(draft, "Tweede Kamer")
    assert (waiting.state, waiting.certainty) == ("open", "kies")
    assert "leest het portaal niet" in waiting.reason
    [still] = fill(draft, [waiting]).waiting
    assert "als de tijd rijp is" in still.reason


@pytest.mark.once
def test_a_row_that_is_accepted_later_stands_in_the_order_of_the_document(draft):
    take(draft, document(steps=["Een.", "Twee.", "Drie."]))
    rows = {text: row(draft, text) for text in ("3 ", "Een.", "Twee.", "Drie.")}
    fill(draft, [rows["3 "], rows["Een."], rows["Drie."]])
    fill(draft, [rows["Twee."]])
    assert items(draft) == ["Een.", "Twee.", "Drie."]


@pytest.mark.once
def test_a_row_waits_for_the_row_that_it_stands_under(draft):
    take(draft, document())
    [waiting] = fill(draft, [row(draft, "Scholen krijgen")]).waiting
    assert waiting.reason == "Dit hoort bij „3 Strakkere zorgplicht”. Neem die eerst over."


@pytest.mark.once
def test_what_a_colleague_entered_meanwhile_stays(draft, portal):
    take(draft, document())
    factories.make_stand(portal.measure, draft, status="afgerond")
    [taken, *_others] = fill(draft, list(draft.read_rows.all())).waiting
    assert taken.reason == "Dit staat al in het concept, en niet door dit document."
    assert draft.measuresnapshots.get().status == "afgerond"


@pytest.mark.once
def test_only_a_draft_that_is_empty_can_be_filled(draft, portal):
    with pytest.raises(NotADraftError, match="geen concept meer"):
        take(portal.before, document())
    factories.make_stand(portal.measure, draft)
    with pytest.raises(NotEmptyError, match="alleen in een leeg concept"):
        take(draft, document())


@pytest.mark.once
def test_our_remark_about_a_bill_stays_while_the_source_says_the_same(draft, portal):
    stand = portal.before.billsnapshots.get()
    with correcting("Dat stond er niet."):
        BillSnapshot.objects.filter(pk=stand.pk).update(remark="Er is nog geen dag.")
    remark = "De planning hangt af van de Kamer."
    SourceText.objects.create(report=portal.before, kind="billsnapshot", row=stand.pk, text=remark, to_write=False)
    chapter = f"<h1>Verwachte wet- en regelgeving</h1><h2>Wetsvoorstel rust in de klas</h2><p>{remark}</p>"
    take_all(draft, document(extra=chapter))
    made = draft.billsnapshots.get()
    assert made.remark == "Er is nog geen dag."
    assert not SourceText.objects.get(kind="billsnapshot", row=made.pk).to_write


@pytest.mark.once
def test_the_same_sentence_as_before_keeps_our_sentence_and_a_changed_one_is_asked(draft, portal):
    stand = portal.before.measuresnapshots.get()
    earlier = "Ouders vinden de regels op één plek."
    for position, (ours, source) in enumerate([("Uitleg volgt.", FIRST), ("Regels op één plek.", earlier)]):
        item = MeasureItem.objects.create(snapshot=stand, kind="stap", position=position, text=ours, location="x")
        SourceText.objects.create(report=portal.before, kind="measureitem", row=item.pk, text=source)
    take_all(draft, document())
    assert items(draft) == ["Uitleg volgt."]
    assert not SourceText.objects.get(report=draft, text=FIRST).to_write
    changed = row(draft, "Ouders")
    assert (changed.change, changed.certainty, changed.before) == ("gewijzigd", "waarschijnlijk", earlier)
    assert row(draft, "Scholen krijgen").change == "gelijk"
