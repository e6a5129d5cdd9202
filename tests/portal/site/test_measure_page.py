"""The pages of a measure: `/maatregelen/<slug>/` and `/maatregelen/<slug>/<rapportage>/` (one snapshot)."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from measures.models import Measure
from measures.models.stand import MOST_WORDS
from tests import factories

pytestmark = pytest.mark.once


def test_the_number_leads_to_the_slug(client):
    response = client.get("/maatregelen/4/")
    assert (response.status_code, response.url) == (301, "/maatregelen/hoorrecht/")
    assert client.get("/maatregelen/26/").status_code == 404


def test_what_it_is_and_where_it_stands(client):
    page = client.get("/maatregelen/hoorrecht/").content.decode()
    for words in ("Maatregel 4", "Afgerond", "vooruit, was: in uitvoering", "1 februari 2026", "Let ook op"):
        assert words in page, words


def test_every_measure_begins_with_a_short_introduction_of_its_newest_stand():
    measures = Measure.objects.published().with_stand()
    lengths = {measure.slug: len(measure.stand.introduction.split()) for measure in measures}
    assert len(lengths) == 33
    assert [slug for slug, length in lengths.items() if not 15 <= length <= MOST_WORDS] == []


@pytest.mark.usefixtures("empty")
def test_a_long_introduction_is_refused():
    stand = factories.make_stand(factories.make_measure(1), factories.make_report(state="draft"))
    stand.introduction = "woord " * MOST_WORDS
    stand.full_clean()
    stand.introduction += "te veel"
    with pytest.raises(ValidationError, match=f"hoogstens {MOST_WORDS} woorden"):
        stand.full_clean()


def test_the_answer_comes_first(client):
    """Status, what it means, what it asks of whom, the line through time; then the words of the reports."""
    html = client.get("/maatregelen/verzuim-en-schooluitval-voorkomen/").content.decode()
    marks = ('class="standing"', 'class="lead"', 'id="voor-u"', 'id="geschiedenis"', "Deelmaatregelen", "Wat elke")
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)
    page = BeautifulSoup(html, "html.parser")
    lead = page.select_one(".lead").get_text(strip=True)
    assert lead not in page.select_one(".report-block[open]").get_text()
    assert len(page.select(".lead")) == 1


def test_a_measure_says_of_whom_it_asks_what(client):
    page = BeautifulSoup(client.get("/maatregelen/hoorrecht/").content, "html.parser")
    asked = [line.get_text(" ", strip=True) for line in page.select("#voor-u > ul.plain li")]
    assert "Schoolbestuur : 6 verplichtingen gelden nu, 1 zonder datum of niet bevestigd" in asked
    assert page.select_one('#voor-u a[href="/nu/schoolleider/?maatregel=hoorrecht"]')


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("onnodige-reserves", "Afgerond, maar de korting is teruggedraaid"),
        ("heldere-verwachtingen-leraren", "Maatregel 14 is afgerond, het werk gaat door"),
        ("geschillencommissie-bindend", "Bindend advies: 10 en 11 spreken elkaar tegen"),
        ("bekostiging-praktijkonderwijs", "Maatregel 25 is afgerond, de wet is er nog niet"),
    ],
)
def test_what_our_notes_say_of_a_measure_that_is_done_stands_at_the_top(client, slug, said):
    page = BeautifulSoup(client.get(f"/maatregelen/{slug}/").content, "html.parser")
    link = next(link for link in page.select('a[href^="#notitie-"]') if link.get_text(strip=True) == said)
    assert page.select_one(link["href"])


def test_what_each_report_says_newest_open(client):
    response = client.get("/maatregelen/hoorrecht/")
    assert [stand.report.slug for stand, _ in response.context["stands"]] == ["vgr-5", "vgr-2", "overzicht-2022"]
    assert response.content.decode().count('<details class="report-block" open>') == 1


def test_bills_motions_and_neighbours(client):
    response = client.get("/maatregelen/aanspreekpunt-vo-leerling/")
    assert [motion.number for motion in response.context["motions"]] == ["31497-305"]
    assert response.context["previous_measure"].slug == "hoorrecht"
    assert response.context["next_measure"].slug == "informatie-in-de-schoolgids"
    bills = client.get("/maatregelen/hoorrecht/").context["bills"]
    assert [bill.slug for bill in bills] == ["versterking-positie-ouders-en-leerlingen"]


def test_a_motion_that_moved_is_shown_at_its_new_measure_only(client):
    motions = client.get("/maatregelen/steunpunt-per-samenwerkingsverband/").context["motions"]
    assert "31497-305" not in [motion.number for motion in motions]


@pytest.mark.parametrize(("report", "code"), [("vgr-2", "16b"), ("vgr-5", "16a")])
def test_the_permanent_page_of_a_stand_keeps_the_printed_code(client, report, code):
    page = client.get(f"/maatregelen/zorg-in-onderwijstijd/{report}/").content.decode()
    assert f"Maatregel {code}" in page
    assert ("eerder document" in page) == (report == "vgr-2")


def test_stands_that_do_not_exist(client):
    assert client.get("/maatregelen/brugfunctie/vgr-2/").status_code == 404
    assert client.get("/maatregelen/hoorrecht/vgr-77/").status_code == 404
    assert client.get("/maatregelen/bestaat-niet/").status_code == 404


def test_cells_with_words_only_are_shown_as_what_they_are(client):
    page = client.get("/maatregelen/strakkere-zorgplicht/overzicht-2022/").content.decode()
    assert "Vooralsnog niet voorzien" in page
    assert "Niets vermeld" in page


@pytest.mark.usefixtures("empty")
def test_two_progress_reports_of_one_month_are_compared(client):
    """A snapshot is compared with that of the preceding report in report order, also if both reports came out in one month."""
    first = factories.make_report("vgr-7", number=7, publication="maart 2027")
    second = factories.make_report("vgr-8", number=8, publication="maart 2027")
    measure = factories.make_measure(1, slug="een")
    for report, words in ((first, "Wij begonnen in januari."), (second, "Wij begonnen in februari.")):
        factories.make_stand(measure, report, summary=words)
    response = client.get("/maatregelen/een/vgr-8/")
    assert response.context["before"].report == first
    assert response.context["before"] == measure.snapshots.get(report=first)
    assert client.get("/maatregelen/een/vgr-7/").context["before"] is None
    assert client.get("/wijzigingen/").context["comparison"].earlier == first
