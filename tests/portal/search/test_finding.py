"""The results of a search in the real content, and their order. They are the same on SQLite and PostgreSQL."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from measures.words.question import SearchTerm, Vocabulary, read_question
from portal.search.finding import find
from portal.search.models import SearchDocument
from portal.search.spelling import is_one_slip, mended

Kind = SearchDocument.Kind


def found(question, kind=""):
    """Return the URLs of the results, best first."""
    addresses = dict(SearchDocument.objects.values_list("pk", "url"))
    return [addresses[match.pk] for match in find(question).chosen(kind)]


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_found_by_its_title(kind):
    document = SearchDocument.objects.filter(kind=kind).first()
    assert document.url in found(document.title, kind)[:3]


@pytest.mark.parametrize("kind", [Kind.BILL, Kind.MOTION, Kind.STAND, Kind.SECTION, Kind.NOTE, Kind.GOAL, Kind.PRIORITY])
def test_every_kind_is_found_by_its_text(kind):
    document = SearchDocument.objects.filter(kind=kind).exclude(text="").last()
    assert document.url in found(document.text.split("\n")[0], kind)[:3]


def test_the_stem_of_a_word_is_enough():
    by_noun, by_verb = set(found("ondersteuning")), set(found("ondersteunen"))
    assert "/acties/steunpunt-inrichten/" not in by_noun - by_verb
    assert by_verb
    assert by_verb <= by_noun
    assert set(found("scholen")) <= set(found("school"))


def test_a_number_of_before_finds_the_motion():
    assert found("36200-93")[0] == found("motie kst-36200-93")[0] == "/moties/36200-VIII-93/"


def test_the_beginning_of_a_word_is_enough():
    assert found("hoorre")[0] == "/maatregelen/hoorrecht/"
    assert set(found("hoorrecht")) <= set(found("hoor"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("hoorecht", "hoorrecht"), ("samenwerkingsverbant", "samenwerkingsverband"), ("leerplciht", "leerplicht"),
     ("hoorecht leerling", "hoorrecht leerling")],
)  # fmt: skip
def test_a_typing_mistake_is_mended(typed, meant):
    answer = find(typed)
    assert answer.meant == meant
    assert [match.pk for match in answer.matches] == [match.pk for match in find(meant).matches]


def test_a_compound_that_is_not_known_becomes_its_parts():
    """It once became "onderwijsperspectief", with one result, while "inspectie" had thirty-five."""
    answer = find("onderwijsinspectie")
    assert answer.meant == "onderwijs inspectie"
    assert set(found("onderwijsinspectie")) == set(found("onderwijs inspectie"))
    assert len(answer.matches) > 20


@pytest.mark.parametrize("question", ["leerling vervoer", "leerling-vervoer", "leerlingen vervoer", "leerlingvervoer"])
def test_a_compound_is_found_in_every_writing(question):
    assert not find(question).partly
    assert set(found(question)) == set(found("leerlingenvervoer"))


def test_a_word_that_is_known_is_never_mended():
    assert find("hoorrecht").meant == ""
    assert mended(read_question("hoorrech verzuim").terms, Vocabulary(["hoorrecht", "verzuim"])) == []
    assert mended([SearchTerm("xbc")], Vocabulary(["abcd"])) == []


@pytest.mark.once
@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ("onderwijsinspectie", ["onderwijsperspectief", "onderwijs", "inspectie"], ["onderwijs", "inspectie"]),
        ("onderwijsinspecties", ["onderwijsperspectief", "onderwijs", "inspectie"], ["onderwijs", "inspectie"]),
        ("hoorecht", ["hoorrecht", "hoor", "echt"], ["hoorrecht"]),
        ("leerlingenhulp", ["leerlingenraad", "leerling", "hulp"], ["leerling", "hulp"]),
        ("samenwerkinsverbandt", ["samenwerkingsverband"], ["samenwerkingsverband"]),
    ],
)
def test_a_word_is_mended_only_into_a_word_that_is_nearer_than_its_parts(typed, known, meant):
    assert [term.word for term in mended([SearchTerm(typed)], Vocabulary(known))] == meant


@pytest.mark.once
def test_one_slip_of_a_finger():
    for typed in ("hoorecht", "hoorrrecht", "hoorrehct", "hoorrexht", "oorrecht"):
        assert is_one_slip(typed, "hoorrecht"), typed
    for typed in ("hoorrecht", "hoorehct", "hoorrechten", "rechthoor"):
        assert not is_one_slip(typed, "hoorrecht"), typed


def test_some_of_the_words_are_enough_when_no_text_has_all():
    answer = find("qqqq hoorrecht")
    assert answer.partly
    assert found("qqqq hoorrecht")[0] == "/maatregelen/hoorrecht/"
    assert not find("hoorrecht").partly


def test_nothing_is_found_where_nothing_is():
    answer = find("qqqq")
    assert (answer.matches, answer.meant, answer.partly) == ([], "", False)


@pytest.mark.parametrize("question", ["31497-305", "31 497 nr. 305", "31 497, nr. 305", "kst-31497-305", "motie 31497-305"])
def test_the_number_of_a_motion_comes_first_however_it_is_written(question):
    assert found(question)[0] == "/moties/31497-305/"


def test_zeros_in_the_number_of_a_motion_make_no_difference():
    assert found("36443-011")[0] == found("36443-11")[0] == "/moties/36443-011/"


@pytest.mark.parametrize("question", ["M4", "m4", "4", "maatregel 4", "Maatregel nr. 4"])
def test_the_number_of_a_measure_comes_first(question):
    addresses = found(question)
    assert addresses[0] == "/maatregelen/hoorrecht/"
    assert addresses[1] == "/maatregelen/hoorrecht/vgr-5/"


def test_a_code_finds_every_measure_that_ever_had_it_the_newest_first():
    """16b was the code of one submeasure in the second report, and is the code of another one in the fifth."""
    assert found("16b")[:2] == ["/maatregelen/brugfunctie/", "/maatregelen/zorg-in-onderwijstijd/"]
    caption = SearchDocument.objects.get(url="/maatregelen/zorg-in-onderwijstijd/").caption
    assert caption == "Deelmaatregel 16a van maatregel 16, eerder 16b"


def test_a_dossier_finds_its_motions_and_letters():
    first = found("31497")
    assert first == found("31 497")
    motions = [address for address in first if address.startswith("/moties/")]
    assert all(address.startswith("/moties/31497-") for address in first[: len(motions)])
    assert "/rapportages/kamerbrief-2022/" in first[: len(motions) + 1]


def test_the_title_goes_before_the_text():
    addresses = found("hoorrecht")
    titled = set(SearchDocument.objects.filter(title__icontains="hoorrecht").values_list("url", flat=True))
    # The words of an action are all as telling as its sentence.
    only_in_text = [address for address in addresses if address not in titled and not address.startswith("/acties/")]
    assert addresses.index("/maatregelen/hoorrecht/") == 0
    assert only_in_text
    assert addresses.index("/maatregelen/hoorrecht/vgr-2/") < addresses.index(only_in_text[0])


def test_nothing_is_found_twice():
    for question in ("maatregel", "31497", "M4", "16b", "maatregel 4"):
        matches = find(question).matches
        assert len({match.pk for match in matches}) == len(matches)


ODD = [
    '"',
    "'",
    "*",
    "-",
    "--",
    "(",
    ")",
    "\\",
    "%",
    "_",
    "&",
    "|",
    "!",
    "<->",
    ";",
    "\t\n",
    "日本",
    "\N{COMBINING ACUTE ACCENT}",
    "\x00",
]
WORDS = ["AND", "OR NOT", "a AND", "NEAR(a b)", "title_words:hoorrecht", "^hoor", "hoor*recht", "{a}", "a:*", "ß", "٣١٤٩٧-٣", "²"]


@pytest.mark.parametrize("question", ODD)
def test_signs_say_nothing(question):
    assert find(question).matches == []
    assert found(f"{question} hoorrecht{question}") == found("hoorrecht")


@pytest.mark.parametrize("question", WORDS)
def test_operators_are_plain_words(question):
    find(question)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=100))
def test_no_text_gives_an_error(question):
    find(question)
