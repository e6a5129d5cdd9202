"""From text to search words: stems, numbers in any notation, and nothing that a database could read as an operator."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from portal.search.models import SearchIndex
from portal.search.words import number_in, searchable, stem, terms_of, words_of


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ondersteuning ondersteunen ondersteunt", {"ondersteun", "ondersteunt"}),
        ("school scholen", {"schol"}),
        ("mogelijk mogelijkheid mogelijkheden", {"mogelijk"}),
        ("maatregel maatregelen", {"maatregel"}),
        ("leerling leerlingen", {"leerling"}),
        ("gemeente gemeenten", {"gemeent"}),
        ("is ja ei", {"is", "ja", "ei"}),
        ("beleid begeleiding", {"beleid", "begeleid"}),
    ],
)
def test_stems(words, expected):
    assert {stem(word) for word in words.split()} == expected


@pytest.mark.once
def test_threads_stem_at_the_same_time():
    words = [f"ondersteuning{letter}en" for letter in "abcdefghijklmnopqrst"] * 20
    alone = [stem.__wrapped__(word) for word in words]
    with ThreadPoolExecutor(max_workers=8) as threads:
        assert list(threads.map(stem.__wrapped__, words)) == alone


@pytest.mark.skipif(connection.vendor != "postgresql", reason="Vergelijkt met PostgreSQL (DATABASE=postgresql).")
def test_the_stems_of_all_words_are_those_of_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEXT SEARCH DICTIONARY without_stop_words (TEMPLATE = snowball, LANGUAGE = dutch)")
        words = SearchIndex.objects.get().words.split()
        cursor.execute("SELECT word, (ts_lexize('without_stop_words', word))[1] FROM unnest(%s::text[]) word", [words])
        theirs = dict(cursor.fetchall())
    assert len(theirs) > 2000
    assert {word: stem(word) for word in theirs} == theirs


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("31497-305", "31497n305"),
        ("31 497 nr. 305", "31497n305"),
        ("31 497, nr. 305", "31497n305"),
        ("31.497 nr 305", "31497n305"),
        ("kst-31497-305", "31497n305"),
        ("KST-31497-305", "31497n305"),
        ("motie 31497-305", "31497n305"),
        ("36443-009", "36443n9"),
        ("36443-9", "36443n9"),
        ("36740-VIII-12", "36740viiin12"),
        ("36 740 VIII, nr. 12", "36740viiin12"),
        ("31497", "31497"),
        ("31 497", "31497"),
        ("dossier 31497", "31497"),
        ("16b", "m16b"),
        ("M4", "m4"),
        ("m 4", "m4"),
        ("4", "m4"),
        ("maatregel 4", "m4"),
        ("Maatregel  16B", "m16b"),
        ("deelmaatregel 16b", "m16b"),
        ("doel 4", "d4"),
        ("speerpunt 2", "s2"),
        ("hoorrecht", ""),
        ("maatregel 4 hoorrecht", ""),
        ("2026", ""),
        ("", ""),
    ],
)
def test_a_question_that_is_a_number(written, key):
    assert number_in(written) == key


def test_a_paper_in_a_text_is_found_however_it_is_written():
    for text in ("Zie 31 497, nr. 305.", "Zie kst-31497-305.", "Zie motie 31497-305 van mei."):
        for question in ("31497-305", "31 497 nr. 305"):
            (term,) = terms_of(question)
            assert term.is_in(set(searchable(text).split())), (text, question)
    assert "31497" in searchable("Zie 31 497, nr. 305.").split()


def test_words_that_say_nothing_are_left_out_unless_there_is_nothing_else():
    assert [term.word for term in terms_of("Wat is het hoorrecht van een leerling?")] == ["hoorrecht", "leerling"]
    assert [term.word for term in terms_of("wat is dit")] == ["wat", "is", "dit"]
    assert [term.word for term in terms_of("thema's")] == ["thema"]


def test_accents_and_capitals_make_no_difference():
    assert words_of("Eén CAFÉ coördineert, financiële") == ["een", "cafe", "coordineert", "financiele"]
    assert words_of("coo\N{COMBINING DIAERESIS}rdinatie") == ["coordinatie"]


@given(st.text(max_size=100))
def test_what_is_left_of_any_text_are_small_letters_and_digits(text):
    for word in searchable(text).split():
        assert word.isascii()
        assert word.isalnum()
        assert word == word.lower()
