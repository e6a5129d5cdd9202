"""One reading of words and numbers: what the search of the site finds, every list, file and the API find as well."""

from urllib.parse import quote

import pytest

from tests import factories
from tests.portal.search.test_finding import Kind, found

ONE = "/moties/31497-305/"
TWO = "/moties/36443-009/"


def motions_of(client, question):
    """Return the motions that the search, the list, its file and the API find for a question."""
    words = quote(question)
    page = client.get(f"/moties/?zoek={words}").context["page"].object_list
    rows = client.get(f"/moties.csv?zoek={words}").content.decode().splitlines()[1:]
    api = client.get(f"/api/v1/moties?search={words}").json()["results"]
    return [
        set(found(question, Kind.MOTION)),
        {motion.get_absolute_url() for motion in page},
        {f"/moties/{row.split(';')[0]}/" for row in rows if row[:1].isdigit()},
        {f"/moties/{motion['nummer']}/" for motion in api},
    ]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("31 497, nr. 305", {ONE}), ("kst-31497-305", {ONE}), ("nr. 305", {ONE}), ("motie 31497-305", {ONE}), ("36443-9", {TWO}),
        ("31497\N{NON-BREAKING HYPHEN}305", {ONE}),
        ("31 497,\N{NO-BREAK SPACE}nr.\N{NO-BREAK SPACE}305\N{ZERO WIDTH SPACE}", {ONE}),
        ("aan\N{SOFT HYPHEN}spreek\N{SOFT HYPHEN}punt zorg\N{SOFT HYPHEN}behoefte", {ONE}),
        ("FINANCIËLE", {"/moties/31497-460/"}), ("financiële", {"/moties/31497-460/"}), ("financiele", {"/moties/31497-460/"}),
        ("leerlingenvervoer", {"/moties/31521-128/"}), ("leerling-vervoer", {"/moties/31521-128/"}),
        ("leerlingen vervoer", {"/moties/31521-128/"}),
    ],
)  # fmt: skip
def test_a_motion_is_found_everywhere_alike(client, question, expected):
    assert motions_of(client, question) == [expected] * 4


@pytest.mark.parametrize(("one", "other"), [("motie", "moties"), ("kind", "kinderen"), ("school", "scholen"), ("wet", "wetten")])
def test_a_plural_finds_what_its_singular_finds(client, one, other):
    assert found(one) == found(other)
    assert all(plural >= singular for singular, plural in zip(motions_of(client, one), motions_of(client, other), strict=True))


def codes(client, question):
    return [measure.stand.code for measure in client.get("/maatregelen/", {"zoek": question}).context["page"]]


def test_letters_of_a_question_are_not_found_one_by_one(client):
    """ "5 onder a" once matched 22 of the 33 measures, by an "a" and a "5" anywhere in a word."""
    assert "5" in (found_codes := codes(client, "5 onder a"))
    assert len(found_codes) < 10
    assert found_codes == codes(client, "5")


@pytest.mark.parametrize(("question", "code"), [("M4", "4"), ("maatregel 4", "4"), ("16b", "16b")])
def test_the_number_of_a_measure_finds_it_in_the_list(client, question, code):
    assert code in codes(client, question)
    assert len(codes(client, question)) < 5


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("doelen?search=doel+4", 1), ("speerpunten?search=speerpunt+2", 1), ("rapportages?search=31+497,+nr.+440", None),
        ("bevindingen?search=SCHOLEN", None), ("rollen?search=schoolleider", 1), ("acties?search=steun-punt", None),
        ("wijzigingen?van=vgr-2&naar=vgr-5&search=hoor-recht", None), ("maatregelen?search=hoor%C2%ADrecht", None),
        ("maatregelen?search=%3F", 0), ("correcties?search=qqqq", 0), ("bronnotities?search=Motie+31497-305", None),
    ],
)  # fmt: skip
def test_every_list_of_the_api_reads_alike(client, address, count):
    told = client.get(f"/api/v1/{address}").json()["count"]
    assert told == count if count is not None else told > 0


def test_the_texts_of_two_records_do_not_add_up(client, empty):
    report = factories.make_report()
    for title in ("Zeepkist", "Racebaan"):
        factories.make_motion_stand(factories.make_motion(title=title), report)
    assert client.get("/moties/?zoek=zeepkist").context["page"].paginator.count == 1
    assert client.get("/moties/?zoek=zeepkist+racebaan").context["page"].paginator.count == 0
