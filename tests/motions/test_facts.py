"""What is known about a motion itself: put together from all sources, with the source of every fact."""

import pytest
from django.utils import timezone

from measures.enums import ReportKind, ReportState
from measures.models import Report
from measures.publication.freezing import FrozenError
from motions.models import Motion, MotionPaper, MotionSubmitter
from tests import factories

OFFICIAL = {"kind": ReportKind.OFFICIAL, "publication": "1 mei 2023", "reference": "", "link": "https://example.org/"}
NEWS = OFFICIAL | {"kind": ReportKind.NEWS}


@pytest.fixture
def motion(empty):
    motion = factories.make_motion("31497-1", looked_up_on="2026-11-29")
    factories.make_motion_stand(motion, factories.make_report())
    return motion


def facts_of(motion):
    return Motion.objects.published().with_stand().with_papers().get(pk=motion.pk).facts


def api(client, motion):
    return client.get(f"/api/v1/moties/{motion.number}").json()


@pytest.mark.once
def test_a_motion_of_which_nothing_is_known(client, motion):
    found = api(client, motion)
    assert (found["indieners"], found["datum"], found["verzoek"], found["opschrift"]) == ([], None, None, None)
    assert (found["stemming"], found["bron"], found["bronnen"], found["opgezochtOp"]) == (None, None, [], "2026-11-29")
    page = client.get(motion.get_absolute_url()).content.decode()
    assert "Officiële titel, indieners, dag van indiening, verzoek, stemming. Wij zochten" in page
    assert "Ingediend door" not in page
    assert "niet gevonden" in client.get("/moties/").content.decode()


@pytest.mark.once
def test_every_fact_comes_from_its_own_source(client, motion):
    paper, news = factories.make_report("kst-1", **OFFICIAL), factories.make_report("bericht", **NEWS)
    factories.make_paper(motion, paper, "Van Meenen", submitted_on="2023-04-11", request="Doe dit.", voted_on="2023-04-18")
    factories.make_paper(motion, news, "Van Meenen/D66", vote_result="aangenomen", is_reading=True)
    found = api(client, motion)
    assert found["indieners"] == [{"naam": "Van Meenen", "fractie": "D66"}]
    assert found["stemming"] == {"datum": "2023-04-18", "uitslag": "aangenomen", "tegen": None}
    assert [(each["bron"], each["officieel"], each["lezing"], each["zegt"]) for each in found["bronnen"]] == [
        ("kst-1", True, False, ["indieners", "dag van indiening", "verzoek", "stemming"]),
        ("bericht", False, True, ["indieners", "stemming", "fractie"]),
    ]
    page = client.get(motion.get_absolute_url()).content.decode()
    for words in (
        "Doe dit.",
        "Van Meenen (D66)",
        "11 april 2023",
        "wie tegen stemde, is niet gevonden",
        "secundair; onze lezing",
    ):
        assert words in page, words
    assert "31497-1" in client.get("/rapportages/kst-1/").content.decode()


@pytest.mark.once
def test_an_official_source_goes_before_news_and_a_statement_before_a_reading(motion):
    news, paper = factories.make_report("bericht", **NEWS), factories.make_report("kst-1", **OFFICIAL)
    factories.make_paper(motion, news, request="Volgens het bericht.", replaces="31497-2")
    factories.make_paper(motion, paper, request="Onze lezing.", is_reading=True)
    factories.make_paper(motion, paper, request="Volgens het stuk.")
    assert facts_of(motion).request.value == "Volgens het stuk."
    assert facts_of(motion).replaces.value == "31497-2"


@pytest.mark.once
def test_who_is_named_for_a_party_alone_is_no_submitter(motion):
    paper = factories.make_paper(motion, factories.make_report("handelingen", **OFFICIAL))
    MotionSubmitter.objects.create(paper=paper, position=1, name="Kwint", party="SP", only_party=True)
    assert (facts_of(motion).submitters, facts_of(motion).submitting_paper) == ([], None)
    factories.make_paper(motion, factories.make_report("kst-1", **OFFICIAL), "Kwint", has_others=True)
    assert [str(each) for each in facts_of(motion).submitters] == ["Kwint (SP)"]
    assert facts_of(motion).has_others


@pytest.mark.once
def test_only_published_sources_count_and_what_is_published_is_frozen(motion):
    draft = factories.make_report("concept", state=ReportState.DRAFT, **OFFICIAL)
    row = factories.make_paper(motion, draft, "Kwint/SP", request="Doe dit.")
    assert facts_of(motion).is_empty
    Report.objects.filter(pk=draft.pk).update(state=ReportState.PUBLISHED, published_at=timezone.now())
    assert not facts_of(motion).is_empty
    row.refresh_from_db()
    for change in (row.save, row.delete, row.submitters.get().save):
        with pytest.raises(FrozenError):
            change()


def test_what_became_of_motions(client):
    counts = {"afgedaan": 10, "loopt": 21, "niet-meer-genoemd": 11}
    for value, count in counts.items():
        assert client.get(f"/moties/?voortgang={value}").context["page"].paginator.count == count, value
    assert client.get("/moties/?voortgang=weg").status_code == 400


@pytest.mark.parametrize(
    ("query", "number"),
    [("Pijpelink", "31289-577"), ("Claudia van Zanten", "36600-99"), ("ondersteuningsmogelijkheden beschrijven", "31497-267")],
)
def test_submitters_and_official_titles_are_found(client, query, number):
    assert f"/moties/{number}/" in client.get("/zoeken/", {"q": query}).content.decode()
    assert f"/moties/{number}/" in client.get("/moties/", {"zoek": query}).content.decode()


@pytest.mark.once
def test_the_facts_that_were_entered():
    """The figures of the sources: 14 motions of which something was read, of 42 that were looked for."""
    motions = list(Motion.objects.published().with_stand().with_papers())
    known = [motion for motion in motions if not motion.facts.is_empty]
    assert (len(motions), len(known)) == (42, 14)
    assert all(motion.looked_up_on.isoformat() == "2026-11-29" for motion in motions)
    names = ("official_title", "submitters", "submitted_on", "request", "vote")
    assert [sum(bool(getattr(motion.facts, name)) for motion in known) for name in names] == [9, 14, 11, 14, 9]
    assert (MotionPaper.objects.count(), MotionSubmitter.objects.count()) == (34, 28)
    # Nothing is entered that was matched by subject alone.
    assert not {"31497-376", "31497-380", "31497-387", "31497-430"} & {motion.number for motion in known}


def test_the_official_title_leads_and_the_print_stays(client):
    page = client.get("/moties/31497-460/").content.decode()
    assert "Het formuleren van de contouren van een wet inclusief onderwijs</h1>" in page
    assert "Financiële middelen in kaart brengen actielijnen en maatregelen werkagenda inclusief onderwijs" in page
    assert "De titel van motie 460 staat in de rapportage bij 458" in client.get("/moties/31497-458/").content.decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [("/moties/36200-93/", "/moties/36200-VIII-93/"), ("/moties/36410-021/", "/moties/36410-VIII-21/"),
     ("/api/v1/moties/36410-021", "/api/v1/moties/36410-VIII-21"), ("/kst-36410-21", "/kst-36410-VIII-21")],
)  # fmt: skip
def test_old_numbers_lead_on(client, old, new):
    response = client.get(old)
    assert (response.status_code, response.url) == (301, new)


@pytest.mark.once
def test_a_source_about_a_motion_is_in_the_feed_and_the_files(client):
    assert "Motie 31497-460" in client.get("/wijzigingen.atom").content.decode()
    assert "Van Meenen (D66)" in client.get("/moties.csv").content.decode("utf-8-sig")
    assert "Pijpelink" in client.get("/open-data/indieners-van-moties.csv").content.decode()
    assert "kst-31497-460" in client.get("/open-data/stukken-over-moties.csv").content.decode()
    assert "Kamerleden haar indienden" in client.get("/privacy/").content.decode()
