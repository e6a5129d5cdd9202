"""What the pages say of promised and delivered laws."""

import datetime as dt

import pytest
from bs4 import BeautifulSoup

from laws.enums import Outcome
from laws.promises import by_distance, lines_of
from portal.site.insights.promised import by_source, conclusion, distance_in_words, rows_of, words_of
from tests.factories import make_bill, make_bill_stand, make_report
from tests.laws.test_promises import DAY, ENTRY, fact, line, plan

pytestmark = pytest.mark.once


def test_the_conclusion_counts_only_laws_whose_first_day_has_passed():
    late = line([("1 augustus 2024",)], stated=[fact("2025-01-01", "Een"), fact("2025-08-01", "Twee")])
    lines = [late, line([("2024",)], open_on=dt.date(2025, 1, 1)), line([("2030",)]), line()]
    assert conclusion(lines, DAY) == [
        "Van de 2 wetten waarvan de eerst beloofde dag voorbij is, ging er geen op tijd in",
        "Eén geldt nu, 5 en 12 maanden later.",
        "Eén was na die dag nog niet geheel van kracht.",
    ]
    assert conclusion(lines[2:], DAY) == ["Van geen enkele wet is de eerst beloofde dag voorbij"]
    assert conclusion(lines[3:], DAY) == []


def test_the_conclusion_says_when_a_source_is_missing():
    assert conclusion([line([("2024",)])], DAY)[0].endswith("zij ging voor zover bekend niet op tijd in")
    assert "voor zover bekend geen op tijd" in conclusion([line([("2024",)]), line([("2023",)])], DAY)[0]


def test_a_row_begins_with_what_was_promised_and_ends_with_what_is_known():
    (row,) = rows_of([line([("2024",)], [("2024",)], [("1 januari 2027",)], open_on=DAY)], DAY)
    assert row.trail == "Beloofd: 2024."
    assert row.result == "Nu gepland: 1 januari 2027. Dat is 24 tot 36 maanden later."
    assert row.difference == distance_in_words(row.line) == "24 tot 36 maanden later"
    (row,) = rows_of([line([("1 augustus 2024",)], [("nog nader te bepalen",)], open_on=DAY)], DAY)
    assert row.result == "Nu zonder datum. De eerst beloofde tijd is 27 maanden voorbij."
    (row,) = rows_of([line([("2025",)])], DAY)
    assert row.result == "Die tijd is 11 maanden voorbij. Onbekend is of de wet geldt."


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (dt.date(2026, 12, 31), "Nu gepland: 1 januari 2027 (een) en 1 augustus 2027 (twee). Dat is 24 tot 36 en 31 tot 43"),
        (dt.date(2027, 2, 15), "Nu gepland: 1 augustus 2027 (twee). Dat is 24 tot 36 en 31 tot 43 maanden later. Gepland was:"),
        (dt.date(2028, 1, 1), "Gepland was: 1 januari 2027 (een) en 1 augustus 2027 (twee). Dat is 24 tot 36 en 31 tot 43"),
    ],
)
def test_a_plan_whose_day_has_passed_is_not_called_a_plan_of_now(day, says):
    later = [("1 januari 2027", "Een"), ("1 augustus 2027", "Twee")]
    (row,) = rows_of([line([("2024", "Een"), ("2024", "Twee")], later, open_on=day)], day)
    assert row.result.startswith(says)
    assert row.result.endswith("Die tijd is voorbij, en geen bron bevestigt het.") == (day.year > 2026)


def test_parts_stand_beside_their_day_only_when_the_days_differ():
    assert words_of([plan("2027", "Een"), plan("2027", "Twee")]) == "2027"
    assert words_of([plan("2026", "Een"), plan("2027", "Twee")]) == "2026 (een) en 2027 (twee)"


def test_each_source_is_held_to_what_it_said_itself(empty):
    first, second = make_report(publication="2023"), make_report(publication="2026")
    bill = make_bill()
    make_bill_stand(bill, first, planning=[(ENTRY, "2024")])
    make_bill_stand(bill, second, planning=[(ENTRY, "2027")], outcome=Outcome.BEFORE_PARLIAMENT)
    lines = by_distance(lines_of([type(bill).objects.published().with_planning().get()]), DAY)
    assert [(found.report, found.sentence) for found in by_source(lines, DAY)] == [
        (first, "noemde voor 1 wet een dag of periode. Bij 1 is die voorbij: 1 toen nog niet in werking."),
        (second, "noemde voor 1 wet een dag of periode. Geen daarvan is voorbij."),
    ]


def test_the_page_of_bills_begins_with_the_conclusion_and_has_every_figure_with_its_source(client):
    page = BeautifulSoup(client.get("/wetsvoorstellen/").content, "html.parser")
    figure = page.find(id="beloofd")
    assert (
        figure.h2.get_text()
        == "Van de 7 wetten waarvan de eerst beloofde dag voorbij is, ging er voor zover bekend geen op tijd in"
    )
    assert "Eén geldt nu, 5 en 12 maanden later." in figure.p.get_text()
    assert page.select_one("main h2") is figure.h2
    assert len(figure.select(".picture__row")) == 3
    rows = page.find(id="per-wet").find_next("table", attrs={"data-sortable": True}).select("tbody tr")
    assert len(rows) == 10
    for row in rows:
        cells = {cell["data-label"]: cell for cell in row.select("td")}
        if cells["Eerst beloofd"].get_text(strip=True) != "nooit":
            assert cells["Eerst beloofd"].a
            assert cells["Nu"].a
    assert not BeautifulSoup(client.get("/wetsvoorstellen/?rapportage=vgr-2").content, "html.parser").find(id="beloofd")
