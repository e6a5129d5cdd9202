"""The excerpt in a search result: the best line of the text, with the found words marked and all markup escaped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.words.question import Vocabulary, read_question
from measures.words.reading import findable
from portal.search.excerpts import LONGEST, excerpt, marked

pytestmark = pytest.mark.once


def hits(question, text):
    """Return what the question finds among the words of a text."""
    known = Vocabulary(findable(text))
    return [known.hits(term) for term in read_question(question).terms]


def show(text, question):
    return excerpt(text, hits(question, text))


def mark(text, question):
    return marked(text, hits(question, text))


def test_every_word_that_was_found_is_marked():
    assert (
        mark("Ondersteuning en het hoorrecht.", "ondersteunen hoorr")
        == "<mark>Ondersteuning</mark> en het <mark>hoorrecht</mark>."
    )
    assert mark("Financiële steun", "financiele") == "<mark>Financiële</mark> steun"


def test_both_words_of_a_compound_are_marked():
    assert mark("leerlingen-vervoer", "leerlingenvervoer") == "<mark>leerlingen</mark>-<mark>vervoer</mark>"


def test_a_number_is_marked_however_it_is_written():
    assert mark("Motie 31497-305", "31 497 nr. 305") == "Motie <mark>31497</mark>-<mark>305</mark>"


@pytest.mark.parametrize("question", ["script", "alert", "amp", "mark", "lt"])
def test_what_a_text_says_is_never_markup(question):
    text = "<script>alert('x')</script> & <mark>niet van ons</mark> &lt;"
    shown = mark(text, question)
    assert "<script" not in shown
    assert "<mark>niet" not in shown
    assert "&amp;lt;" in shown or "<mark>lt</mark>" in shown


def test_the_line_with_most_of_the_words_is_shown():
    text = "Iets over scholen.\nDe school vraagt ouders.\nOuders, leerlingen en de school."
    assert show(text, "school leerling") == "Ouders, <mark>leerlingen</mark> en de <mark>school</mark>."
    assert show(text, "anders") == "Iets over scholen."
    assert show("", "anders") == ""


def test_a_long_line_is_cut_around_the_word_between_words():
    line = "woord " * 100 + "hoorrecht " + "einde " * 100
    shown = show(line, "hoorrecht")
    assert shown.startswith("… woord ")
    assert "<mark>hoorrecht</mark>" in shown
    assert shown.endswith(" einde …")
    assert len(shown) < LONGEST + 30


@given(st.text(max_size=400), st.text(max_size=50))
def test_any_text_is_shown_whole_or_cut_and_escaped(text, question):
    shown = show(text, question)
    assert shown.replace("<mark>", "").replace("</mark>", "").count("<") == 0
