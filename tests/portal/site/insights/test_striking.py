"""What stands out on home: each finding follows from records, has its sources, and stays out when there is nothing to say."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from laws.enums import Effect, Phase, StationKind
from laws.models import Requirement
from measures.enums import ActionKind, ReportKind, Status
from measures.models import Role
from portal.site.insights import striking
from tests import factories as make

pytestmark = pytest.mark.once

DAY = dt.date(2026, 11, 30)
ENTRY = Phase.ENTRY_INTO_FORCE


@pytest.fixture
def reports(empty):
    old = make.make_report(publication="2023", reference="31 maart 2023", number=2)
    return old, make.make_report(publication="april 2026", reference="1 februari 2026", number=5)


def test_without_records_nothing_stands_out(empty):
    assert [rule(DAY) for rule in striking.RULES] == [None] * 5


def test_a_promise_that_one_source_told_once_is_no_trend(reports):
    bill = make.make_bill(title="Wetsvoorstel rust")
    make.make_bill_stand(bill, reports[0], planning=[(ENTRY, "2024")])
    assert striking.moved_furthest(DAY) is None
    make.make_bill_stand(bill, reports[1], planning=[(ENTRY, "1 januari 2028")])
    found = striking.moved_furthest(DAY)
    assert (
        "„Wetsvoorstel rust”. Eerst beloofd was 2024. Nu gepland: 1 januari 2028. Dat is 36 tot 48 maanden later." in found.text
    )
    assert [words for words, _ in found.sources] == ["Voortgangsrapportage 2", "Voortgangsrapportage 5"]


def test_a_measure_that_is_done_with_an_open_law(reports):
    measure = make.make_measure(19, title="Eisen")
    make.make_stand(measure, reports[1], status=Status.DONE)
    assert striking.done_with_open_law(DAY) is None
    stand = make.make_bill_stand(make.make_bill(), reports[1])
    stand.contributions.create(position=1, printed="Maatregel 19", measure=measure, location=make.PLACE)
    found = striking.done_with_open_law(DAY)
    assert found.text == "OCW noemt 1 maatregel afgerond. Bij één daarvan is een wet nog niet van kracht."
    assert found.links == (("19. Eisen", measure.get_absolute_url()),)


def test_a_motion_that_vanished_unless_it_was_done_or_a_later_source_tells(reports):
    silent, told, done = (make.make_motion() for _ in range(3))
    for motion in (silent, told, done):
        make.make_motion_stand(motion, reports[0], status=Status.DONE if motion is done else Status.UNKNOWN)
    # A source of before the report does not explain what came after it.
    before, after = (
        make.make_report(kind=ReportKind.LETTER, publication=day, reference="") for day in ("1 juli 2022", "1 mei 2023")
    )
    make.make_paper(silent, before, follow_up="Er komt een brief.")
    make.make_paper(told, after, follow_up="De brief kwam.")
    text = striking.motions_without_a_word(DAY).text
    assert text.startswith("Voortgangsrapportage 5 noemt 2 moties niet meer")
    assert text.endswith("Bij één daarvan zegt ook geen latere bron wat ermee gebeurde.")


def test_the_list_of_motions_can_be_cut_down_to_those(client, reports):
    silent, done = make.make_motion(), make.make_motion()
    make.make_motion_stand(silent, reports[0], status=Status.UNKNOWN)
    make.make_motion_stand(done, reports[0], status=Status.DONE)
    page = BeautifulSoup(client.get("/moties/?voortgang=verdwenen-zonder-uitleg").content, "html.parser")
    assert [row.a.get_text() for row in page.select("tbody tr")] == [silent.number]


def test_duties_of_the_coming_year_tell_what_is_stated_from_what_is_planned(reports):
    role, measure = Role.objects.create(slug="leraar", name="Leraar", plural="leraren"), make.make_measure(1)
    make.make_stand(measure, reports[1])
    for period in ("1 augustus 2027", "2029"):
        action = make.make_action(reports[1], measure, role, kind=ActionKind.DUTY)
        bill = make.make_bill()
        make.make_bill_stand(bill, reports[1], planning=[(ENTRY, period)])
        Requirement.objects.create(
            bill=bill, action=action, report=reports[1], effect=Effect.MAKES_OBLIGATORY, location=make.PLACE
        )
    found = striking.duties_within_a_year(DAY)
    assert found.text == "Binnen een jaar beginnen verplichtingen: één is gepland, de eerste: 1 augustus 2027."
    assert found.sources == (("Voortgangsrapportage 5", reports[1].get_absolute_url()),)


def test_the_newest_that_a_source_tells_says_whose_reading_it_is(reports):
    bill = make.make_bill()
    make.make_bill_stand(bill, reports[1])
    law = make.make_report(kind=ReportKind.OFFICIAL, publication="1 oktober 2026", reference="", official_number="Wet A")
    make.make_station(bill, law, StationKind.STATE, period="1 oktober 2026", result="Nog niets.")
    assert striking.told_last(DAY) is None
    make.make_station(bill, law, StationKind.ENTRY_INTO_FORCE, period="1 oktober 2026", result="Geldt.", is_reading=True)
    found = striking.told_last(DAY)
    assert found.text.endswith(" is van 1 oktober 2026. Geldt. Dat is onze lezing van de bron.")
    assert striking.told_last(dt.date(2026, 9, 30)) is None


def test_home_gives_the_figures_first_and_five_findings_with_their_sources(client):
    page = BeautifulSoup(client.get("/").content, "html.parser")
    assert [each.get_text(" ", strip=True) for each in page.select(".tally li")] == [
        "12 Afgerond", "11 In uitvoering", "2 In opstartfase", "0 Nog niet gestart"
    ]  # fmt: skip
    findings = page.select(".striking > li")
    assert len(findings) == 5
    for finding in findings:
        assert finding.select('a[href^="/rapportages/"]')
    assert page.select_one("main h2").get_text() == "Wat opvalt"
    assert page.find(id="beloofd")
