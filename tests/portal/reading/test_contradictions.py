"""Contradictions of a document become proposals for source notes; nothing is decided silently."""

import pytest

from measures.enums import ReportState
from portal.desk.rows.proposed_notes import make_note
from portal.reading.result import NoteRead
from tests import factories
from tests.portal.reading.test_reading import reading

STATUSES = (
    "<h1>Maatregelen</h1><table><tr><td>Maatregel</td><td>Status</td></tr><tr><td>4. Hoorrecht</td><td>Afgerond</td></tr>"
    "<tr><td>16. Zorg in onderwijstijd</td><td>Afgerond</td></tr></table>"
)


def bills(*contributions):
    rows = "".join(f"<tr><td>1. Wet</td><td>{words}</td><td>Inwerkingtreding: 2027</td></tr>" for words in contributions)
    return f"<h1>Wetgeving</h1><table><tr><td>Wetsvoorstel</td><td>Draagt bij aan</td><td>Planning</td></tr>{rows}</table>"


def motion(number, title, explanation):
    head = "<tr><td>Motie</td><td></td><td>Toelichting</td><td>Status</td></tr>"
    return (
        f"<h1>Moties</h1><table>{head}<tr><td>{number}</td><td>{title}</td><td>{explanation}</td><td>Afgerond</td></tr></table>"
    )


def notes(html):
    return [doubt["notitie"] for doubt in reading(html).twijfels if doubt["notitie"]]


@pytest.mark.once
@pytest.mark.parametrize("words", ["Maatregel 4 Zorg in onderwijstijd.", "Maatregel 4: zorg in onderwijstijd"])
def test_a_bill_that_names_a_measure_with_the_title_of_another(words):
    note = notes(STATUSES + bills(words))[-1]
    assert note.titel == "Wetsvoorstel 1 noemt maatregel 4 met de titel van 16"
    assert note.tekst == (
        f"Bij wetsvoorstel 1 staat „{words.rstrip('.')}”. Maatregel 4 heet in dit document „Hoorrecht”; deze titel is van "
        "maatregel 16. Welke van de twee is bedoeld, staat er niet."
    )
    assert note.maatregelen == ["hoorrecht", "zorg-in-onderwijstijd"]


@pytest.mark.once
def test_a_motion_that_names_a_measure_with_the_title_of_another():
    said = "Deze motie is uitgevoerd binnen maatregel 16: Hoorrecht. Daarna volgt maatregel 4: Hoorrecht."
    note = notes(STATUSES + motion("31497-305", "Aanspreekpunt voor leerlingen", said))[-1]
    assert (note.titel, note.moties) == ("Motie 31497-305 noemt maatregel 16 met de titel van 4", ["31497-305"])
    assert note.vindplaats == "Moties, 31497-305: „maatregel 16: Hoorrecht”"


@pytest.mark.once
@pytest.mark.parametrize("words", ["Maatregel 4 Hoorrecht.", "Maatregel 4, en nog iets anders.", "Maatregel 4: een nieuwe naam"])
def test_its_own_title_or_a_title_of_nothing_is_no_contradiction(words):
    titles = [note.titel for note in notes(STATUSES + bills(words))]
    assert titles == ["Maatregel 16 had in vgr-2 de code 16b"]


@pytest.mark.once
def test_a_code_and_a_title_that_are_used_twice():
    twice = "<h1>Maatregelen</h1><h2>Maatregel 4 Hoorrecht</h2><p>a</p><h2>Maatregel 4 Zorg in onderwijstijd</h2><p>b</p>"
    note = next(note for note in notes(twice) if note.titel == "De code 4 staat bij twee maatregelen")
    assert note.maatregelen == ["hoorrecht", "zorg-in-onderwijstijd"]
    motions = motion("31497-305", "Dezelfde titel", "a") + motion("31497-306", "Dezelfde titel", "b")
    assert "De moties 31497-305 en 31497-306 hebben dezelfde titel" in [note.titel for note in notes(STATUSES + motions)]


def test_a_note_is_made_once_with_what_it_is_about(empty):
    draft = factories.make_report("vgr-6", state=ReportState.DRAFT)
    factories.make_measure(4, slug="hoorrecht")
    factories.make_bill("wet")
    factories.make_motion("31497-305")
    proposal = NoteRead("Twee titels", "Een zin.", "Plek: „woorden”", "betekenis", ["hoorrecht"], ["wet"], ["31497-305"])
    note = make_note(draft, proposal)
    assert make_note(draft, proposal) == note
    assert (note.slug, note.weight, note.location) == ("vgr-6-twee-titels", "betekenis", "Plek: „woorden”")
    assert [list(rows.all()) != [] for rows in (note.measures, note.bills, note.motions)] == [True, True, True]
