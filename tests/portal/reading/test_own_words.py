"""Which of our sentences still say what a new document says."""

import pytest

from portal.reading.own_words import OwnSentence, Said, Topic, difference, wordings

pytestmark = pytest.mark.once

STEP, OTHER = Topic("maatregel:hoorrecht", "stap"), Topic("maatregel:zorgplicht", "stap")


def own(source, ours="Onze zin.", place=STEP, **values):
    return OwnSentence(place, ours, source, **values)


def words(texts, known, place=STEP):
    found = wordings([Said(place, text, "x") for text in texts], known)
    return [(wording.change, wording.text, wording.to_write) for wording in found]


def test_the_same_sentence_keeps_ours():
    source = "De handreiking „hoorrecht” is gegevens-technisch klaar."
    assert words(["De handreiking “hoorrecht” is gegevenstechnisch  klaar."], [own(source)]) == [("gelijk", "Onze zin.", False)]


def test_a_changed_sentence_keeps_ours_with_what_the_source_wrote_before():
    [wording] = wordings(
        [Said(STEP, "Het voorstel gaat in 2027 naar de Kamer.", "x")], [own("Het voorstel gaat in 2026 naar de Kamer.")]
    )
    assert (wording.change, wording.text, wording.to_write) == ("gewijzigd", "Onze zin.", False)
    assert difference(wording.source_before, wording.said.text) == [
        ("gelijk", "Het voorstel gaat in"), ("weg", "2026"), ("erbij", "2027"), ("gelijk", "naar de Kamer."),
    ]  # fmt: skip


def test_a_new_sentence_is_that_of_the_source_and_still_to_be_written():
    assert words(["Iets heel anders staat hier nu."], [own("Het voorstel gaat naar de Kamer.")]) == [
        ("nieuw", "Iets heel anders staat hier nu.", True)
    ]


def test_a_sentence_about_another_measure_or_of_another_kind_is_not_taken():
    same = "Het voorstel gaat naar de Kamer."
    others = [own(same, place=OTHER), own(same, place=Topic(STEP.subject, "vervolgstap"))]
    assert words([same], others) == [("nieuw", same, True)]


def test_the_most_alike_take_each_other_and_each_sentence_of_ours_is_used_once():
    known = [own("De pilot start in de regio Zwolle.", "A."), own("De pilot start in de regio Breda.", "B.")]
    found = words(["De pilot stopt in de regio Breda.", "De pilot start in de regio Breda.", "De pilot begon in Zwolle."], known)
    assert found == [
        ("gewijzigd", "A.", False), ("gelijk", "B.", False), ("nieuw", "De pilot begon in Zwolle.", True),
    ]  # fmt: skip


def test_a_sentence_that_became_several_of_ours_keeps_them_all_with_their_mark():
    known = [own("Een lange zin.", "Een."), own("Een lange zin.", "Twee.", to_write=True)]
    assert words(["Een lange zin."], known) == [("gelijk", "Een. Twee.", True)]
