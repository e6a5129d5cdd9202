"""Which words answer a question: forms of a word, compounds with and without hyphens and spaces, and numbers."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.words.question import Vocabulary, found_in, read_question
from measures.words.reading import findable

pytestmark = pytest.mark.once


def finds(question, *texts):
    return [texts[key] for key in found_in(read_question(question), ((key, [text]) for key, text in enumerate(texts)))]


WRITTEN = [
    "leerlingenvervoer",
    "leerlingen-vervoer",
    "leerlingen vervoer",
    "leerlingvervoer",
    "leerling-vervoer",
    "leerling vervoer",
]


@pytest.mark.parametrize(("question", "text"), list(product(WRITTEN, WRITTEN)))
def test_a_compound_is_found_with_without_and_across_hyphens_and_spaces(question, text):
    assert finds(question, f"Het {text} van de gemeente.")
    assert finds(question.upper(), f"Het {text} van de gemeente.")


def test_two_words_that_stand_apart_are_no_compound():
    assert finds("leerlingenvervoer", "Leerlingen krijgen vervoer.") == []
    assert finds("leerling vervoer", "Leerlingen krijgen vervoer.")
    assert finds("vsoschool", "een vso-school") == ["een vso-school"]
    assert finds("vso school", "een vsoschool") == ["een vsoschool"]
    assert finds("onderwijs-zorg-arrangement", "onderwijszorgarrangementen") == ["onderwijszorgarrangementen"]


def test_a_part_of_a_compound_finds_it():
    assert finds("regeling", "de subsidieregelingen", "de regeling", "regelingen") == [
        "de subsidieregelingen",
        "de regeling",
        "regelingen",
    ]
    assert finds("zorg", "jeugdzorg", "zorgplicht", "bezorgd") == ["jeugdzorg", "zorgplicht"]
    assert finds("plicht", "leerplicht", "verplicht") == ["leerplicht"]
    assert finds("taal", "totaal", "digitaal", "taalklas") == ["taalklas"]
    assert finds("regel", "maatregel", "spelregel", "regels") == ["spelregel", "regels"]


@pytest.mark.parametrize(("one", "other"), [("kind", "kinderen"), ("motie", "moties"), ("school", "scholen"), ("wet", "wetten")])
def test_all_forms_of_a_word_find_the_same(one, other):
    texts = [one, other, f"{one}geld", f"{other}lijst", f"jeugd{one}", "iets anders"]
    assert finds(one, *texts) == finds(other, *texts)
    assert set(finds(one, *texts)) >= {one, other}
    assert finds(other, f"{one}geld") == finds(one, f"{one}geld") == [f"{one}geld"]


def test_a_number_is_found_by_its_words_and_as_a_whole():
    rows = [(1, ["Motie 31497-305", "31497", "Over 16b"]), (2, ["Motie 36443-009"]), (3, ["Maatregel 16b"]), (3, ["Zorg"])]
    expected = {
        "31 497, nr. 305": [1], "kst-31497-305": [1], "nr. 305": [1], "36443-9": [2], "nr. 009": [2], "dossier 31497": [1],
        "motie 31497-305": [1], "M16b": [3], "16b zorg": [3], "305 zorg": [], "-": [], "": [],
    }  # fmt: skip
    assert {question: found_in(read_question(question), rows) for question in expected} == expected


def test_letters_alone_are_found_nowhere_in_words():
    assert finds("5 onder a", "Artikel 5 van de wet", "Maatregel 15", "Onderwijs aan vijf leerlingen") == ["Artikel 5 van de wet"]


@given(st.lists(st.sampled_from([*WRITTEN, "kind", "kinderen", "wet", "de", "31497-305"]), max_size=6), st.sampled_from(WRITTEN))
def test_each_word_that_is_found_stands_in_the_vocabulary(words, asked):
    known = Vocabulary(findable(" ".join(words)))
    for term in read_question(asked).terms:
        hits = known.hits(term)
        assert hits.exact | hits.partial <= known.words
        assert hits.exact.isdisjoint(hits.partial)
        assert bool(hits.exact) <= (hits.count_in(findable(" ".join(words))) > 0)
