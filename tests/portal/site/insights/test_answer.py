"""What the page of a law begins with, on small records and on the real ones."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from laws.enums import Outcome, Phase, StationKind
from laws.models import Bill, EntryIntoForce, Station
from portal.core.dates import today
from portal.site.answers.law import answer_of, last_said
from tests import factories

DAY = dt.date(2026, 11, 23)
pytestmark = pytest.mark.once


@pytest.fixture
def report(empty):
    return factories.make_report("vgr-5", number=5, publication="2026", reference_date=dt.date(2026, 2, 1))


def read(bill):
    return Bill.objects.with_planning().get(pk=bill.pk)


def planned(report, *plans, outcome=Outcome.IN_PREPARATION):
    bill = factories.make_bill("wet")
    steps = [(Phase.ENTRY_INTO_FORCE, words, part) for words, part in plans]
    factories.make_bill_stand(bill, report, planning=steps, outcome=outcome)
    return bill


@pytest.mark.parametrize(
    ("plans", "says"),
    [
        ([], "Geen bron geeft een datum."),
        ([("nog nader te bepalen", "")], "Een datum is er niet: „nog nader te bepalen” (Voortgangsrapportage 5)."),
        ([("1 januari 2028", "")], "Gepland: 1 januari 2028, volgens Voortgangsrapportage 5. Dat staat niet vast."),
        (
            [("2025", "Hoorrecht"), ("1 augustus 2027", "Overige")],
            "Gepland: 1 augustus 2027 (overige), volgens Voortgangsrapportage 5. Dat staat niet vast. "
            "Gepland was: 2025 (hoorrecht), volgens Voortgangsrapportage 5. Die tijd is voorbij, en geen bron bevestigt het.",
        ),
    ],
)
def test_a_plan_is_never_more_than_a_plan(report, plans, says):
    assert (
        answer_of(read(planned(report, *plans)), DAY)
        == f"In voorbereiding volgens Voortgangsrapportage 5: toen nog geen wet. {says}"
    )


def test_what_is_stated_needs_no_plan(report):
    bill = planned(report, ("2025", ""))
    for part, day in (("Hoorrecht", dt.date(2025, 8, 1)), ("Schoolgids", dt.date(2025, 8, 1)), ("Toezicht", dt.date(2099, 1, 1))):
        EntryIntoForce.objects.create(bill=bill, report=report, part=part, date=day, location=factories.PLACE)
    says = "In werking: hoorrecht en schoolgids sinds 1 augustus 2025. Later: toezicht op 1 januari 2099. Dat staat vast."
    assert answer_of(read(bill), DAY) == says
    assert last_said(read(bill), DAY) is None


def test_what_only_an_event_shows_is_called_that(report):
    bill = planned(report, ("2099", ""), outcome=Outcome.BEFORE_PARLIAMENT)
    news = factories.make_report("bericht", kind="nieuwsbericht", publication="1 oktober 2026")
    for kind, period, result in (
        (StationKind.ENTRY_INTO_FORCE, "1 oktober 2026", "Een artikel geldt."),
        (StationKind.STATE, "2 oktober 2026", "Meer is niet gelezen."),
        (StationKind.STATE, "1 januari 2099", "Dat komt nog."),
    ):
        Station.objects.create(
            bill=bill, report=news, kind=kind, period=period, result=result, is_reading=True, location=factories.PLACE + result
        )
    assert answer_of(read(bill), DAY).startswith(
        "Een deel geldt kennelijk sinds 1 oktober 2026 (onze lezing). Voortgangsrapportage 5 zegt nog: in behandeling. Gepland: "
    )
    assert last_said(read(bill), DAY).result == "Meer is niet gelezen."


def test_what_the_text_of_a_law_says_is_no_news_of_a_bill(report):
    bill = planned(report)
    text = factories.make_report("wet", kind="officiele-bekendmaking", publication="1 augustus 2026")
    for kind, period in ((StationKind.CONSULTATION, "1 mei 2026"), (StationKind.STATE, "1 augustus 2026")):
        Station.objects.create(bill=bill, report=text, kind=kind, period=period, result=kind, location=factories.PLACE + kind)
    assert last_said(read(bill), DAY).kind == StationKind.CONSULTATION


@pytest.mark.parametrize(
    ("outcome", "says"),
    [(Outcome.MERGED, "Dit wetsvoorstel is opgegaan in een ander."), (Outcome.IN_PREPARATION, "Volgens onze lezing is dit")],
)
def test_a_merger_that_no_source_states_is_called_a_reading(report, outcome, says):
    bill = planned(report, outcome=outcome)
    bill.successor = planned_elsewhere = factories.make_bill("ander")
    factories.make_bill_stand(planned_elsewhere, report)
    bill.save()
    assert answer_of(read(bill), DAY).startswith(says)


def test_every_page_of_a_law_begins_with_the_answer(client):
    for bill in Bill.objects.published():
        page = BeautifulSoup(client.get(bill.get_absolute_url()).content, "html.parser")
        first = page.select_one("h1").find_next("p", class_="lead").get_text(" ", strip=True)
        assert first.startswith(answer_of(Bill.objects.with_planning().get(pk=bill.pk), today()))
    verzuim = BeautifulSoup(client.get("/wetsvoorstellen/terugdringen-verzuim/").content, "html.parser")
    said = verzuim.select_one(".standing").get_text(" ", strip=True)
    assert "Het voorstel ligt bij de Eerste Kamer" in said
    assert "andere bron" in said
    listed = BeautifulSoup(client.get("/wetsvoorstellen/").content, "html.parser")
    cells = [cell.get_text(" ", strip=True) for cell in listed.select('td[data-label="Hoe ver"]')]
    assert any(cell.startswith("In werking: ouder- en jeugdsteunpunt sinds 1 januari 2025;") for cell in cells)
