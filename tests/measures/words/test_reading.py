"""From text to search words: stems, numbers in any notation, and nothing that a database could read as an operator."""

import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.words.question import read_question
from measures.words.reading import findable, number_in, words_of
from measures.words.signs import INVISIBLE, plain, visible
from measures.words.stems import halves, singulars, stem

pytestmark = pytest.mark.once


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


# Of each pair, the singular and its plural.
PLURALS = (
    "motie/moties inspectie/inspecties kind/kinderen pleegkind/pleegkinderen school/scholen wet/wetten plan/plannen "
    "les/lessen klas/klassen brief/brieven bewijs/bewijzen bestuur/besturen leraar/leraren gemeente/gemeentes "
    "gemeente/gemeenten methode/methodes proces/processen adres/adressen rapportage/rapportages thuiszitter/thuiszitters "
    "samenwerkingsverband/samenwerkingsverbanden mogelijkheid/mogelijkheden probleem/problemen"
)


@pytest.mark.parametrize("pair", PLURALS.split())
def test_a_plural_has_the_stem_of_its_singular(pair):
    singular, plural = pair.split("/")
    assert stem(plural) == stem(singular)
    assert singular in singulars(plural)
    assert len(singulars(plural)) <= 3


@pytest.mark.parametrize(("one", "other"), [("leerlingenvervoer", "leerlingvervoer"), ("kinderopvang", "kindopvang")])
def test_the_letters_between_two_halves_make_no_difference(one, other):
    assert halves(one) & halves(other)
    assert halves("hoorrecht").isdisjoint(halves("leerrecht"))


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
        ("31497\N{NON-BREAKING HYPHEN}305", "31497n305"),
        ("31497\N{EN DASH}305", "31497n305"),
        ("31\N{NO-BREAK SPACE}497, nr.\N{NO-BREAK SPACE}305", "31497n305"),
        ("kst-31\N{SOFT HYPHEN}497-305\N{ZERO WIDTH SPACE}", "31497n305"),
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
        assert set(findable(text)) >= {"31497n305", "31497", "305"}
        for question in ("31497-305", "31 497 nr. 305"):
            (term,) = read_question(question).terms
            assert term.word in findable(text), (text, question)


def test_words_that_say_nothing_are_left_out_unless_there_is_nothing_else():
    def terms(text):
        return [term.word for term in read_question(text).terms]

    assert terms("Wat is het hoorrecht van een leerling?") == ["hoorrecht", "leerling"]
    assert terms("wat is dit") == ["wat", "is", "dit"]
    assert terms("thema's") == ["thema"]
    assert terms("5 onder a") == ["5"]


def test_accents_and_capitals_make_no_difference():
    assert words_of("Eén CAFÉ coördineert, financiële") == ["een", "cafe", "coordineert", "financiele"]
    assert words_of("coo\N{COMBINING DIAERESIS}rdinatie") == ["coordinatie"]
    assert words_of("FINANCIËLE") == words_of("financiële") == ["financiele"]
    assert words_of("\N{FULLWIDTH DIGIT FIVE} ﬁnancieel") == ["5", "financieel"]


def test_zeros_before_a_number_make_no_difference():
    assert words_of("nr. 009, 2026 en 0") == ["nr", "9", "2026", "en", "0"]


def test_what_nobody_sees_makes_no_difference():
    assert visible("ge\N{SOFT HYPHEN}hoor\N{ZERO WIDTH SPACE}recht\N{BYTE ORDER MARK}") == "gehoorrecht"
    assert plain(" Q1\N{ZERO WIDTH SPACE} \N{NO-BREAK SPACE}2026\N{LEFT-TO-RIGHT MARK} ") == "Q1 2026"


def test_what_nobody_sees_is_nothing_that_people_write():
    """Every character of the invisible ones is a mark of layout, a filler, a selector, or not given out."""
    unseen = INVISIBLE.findall("".join(map(chr, range(0x110000))))
    assert {unicodedata.category(sign) for sign in unseen} <= {"Cf", "Mn", "Cn", "Lo"}
    letters = [unicodedata.name(sign) for sign in unseen if unicodedata.category(sign) == "Lo"]
    assert all("FILLER" in name for name in letters)
    assert visible("Eén café – „hoorrecht” … € 5\n\t👍") == "Eén café – „hoorrecht” … € 5\n\t👍"


@given(st.text(max_size=100))
def test_what_is_left_of_any_text_are_small_letters_and_digits(text):
    for word in findable(text):
        assert word.isascii()
        assert word.isalnum()
        assert word == word.lower()
