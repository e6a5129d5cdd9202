"""The numbers of the benchmark: ratios, targets and the table. These tests measure nothing; `make bench` does."""

import pytest

from bench.figures import AIM_CPU_GROWN, AIM_CPU_MS, AIM_P99_MS, Aim, Rate, ratio
from bench.measuring.growth import Grown
from bench.measuring.pages import Page
from bench.measuring.rates import Rates
from bench.measuring.sizes import Serving
from bench.portal.synthetic import extra_reports
from bench.report import DID_NOT_ANSWER, HEADER, Results, table
from bench.table import cell, markdown, number


@pytest.mark.parametrize(("value", "words"), [
    (0.567, "0,57"), (1.996, "2,00"), (5.67, "5,7"), (56.7, "57"), (1234.5, "1.234"), (1_234_567, "1.234.567"), (0, "0,00"),
])  # fmt: skip
def test_numbers_are_dutch(value, words):
    assert number(value) == words


@pytest.mark.parametrize(("value", "other", "expected"), [(10, 4, 2.5), (10, 0, None), (None, 4, None), (10, None, None)])
def test_a_ratio_needs_both_numbers(value, other, expected):
    assert ratio(value, other) == expected


def test_an_aim_is_never_hidden():
    aim = Aim("< 5", lambda value: value < 5)
    assert cell(4, aim) == "4,0 ✓"
    assert cell(5, aim) == "5,0 ✗"
    assert cell(5, aim, beside=1200) == "5,0 ✗ (1.200)"
    assert cell(None, aim) == ""


def test_the_limits_themselves():
    assert not AIM_CPU_MS.is_met(25)
    assert not AIM_P99_MS.is_met(50)
    assert AIM_CPU_GROWN.is_met(2)


def test_every_row_is_as_long_as_the_header():
    assert markdown(["", "a"], [["x", "1"]]) == "|  | a |\n| :-- | --: |\n| x | 1 |"
    with pytest.raises(ValueError, match="Een rij"):
        markdown(["", "a"], [["x"]])


def test_each_factor_of_ten_adds_reports():
    assert [extra_reports(factor) for factor in (1, 10, 100)] == [0, 5, 10]


def test_the_files_of_pages_have_names_of_their_own():
    names = [Page(path, b"", "").static_name for path in ("/", "/maatregelen/", "/nu/leraar/", "/api/v1/acties")]
    assert names == ["home.html", "maatregelen.html", "nu-leraar.html", "api-v1-acties.json"]


def test_the_table_says_what_failed():
    path, fast = "/maatregelen/", Rate(1000, 1, 2, 3)
    rates = Rates({path: fast}, {path: Rate(1500)}, {path: Rate(40)}, {path: Rate(80)}, fast, fast, fast, fast)
    growth = {10: {path: Grown(Rate(400, 1, 2, 60, failed=3), 50, 2_000_000)}, 100: {path: Grown(None, None, None)}}
    serving = Serving(100, 150, 180, 100_000)
    words = table(Results([Page(path, b"x" * 2048, "")], rates, {path: 20}, serving, 120, 310, {"/a.pdf": 150}, growth))
    rows = [[each.strip() for each in line.split("|")[1:-1]] for line in words.splitlines()]
    assert {len(row) for row in rows} == {len(HEADER)}
    assert rows[2][:6] == ["`/maatregelen/`", "2,0 kB", "1.000", "1,00", "2,0", "3,0 ✓"]
    assert rows[2][6:] == ["0,67 ✓ (1.500)", "1,00 ✓ (1.000)", "25 ✓ (40)", "12,5 ✗ (80)", "20 ✓", "", ""]
    by_name = {row[0]: row for row in rows}
    grown, lost = by_name["10×: `/maatregelen/`"], by_name["100×: `/maatregelen/`"]
    assert grown[2:6] == ["400 (3 mislukt ✗)", "1,00", "2,0", "60 ✗"]
    assert grown[10:] == ["50 ✗", "0,40 ✗", "2,5 ✗"]
    assert lost[2] == lost[10] == DID_NOT_ANSWER
    assert by_name["geheugen: groei sinds een tiende"][1] == "1,20 × (≤ 1,1) ✗"
    assert by_name["geheugen, piek: publicatie"][1] == "310 MB (< 300) ✗"
