"""The numbers of the benchmark: ratios, targets and the tables. These tests measure nothing; `make bench` does."""

import re
from pathlib import Path

import pytest

from bench.figures import AIM_CPU_GROWN, AIM_CPU_MS, AIM_P99_MS, Aim, BenchError, Rate, ratio
from bench.measuring.beside import Beside
from bench.measuring.growth import Grown
from bench.measuring.pages import Page
from bench.measuring.rates import Rates
from bench.measuring.reading import Read
from bench.measuring.running import Case, Running
from bench.measuring.sizes import Serving
from bench.portal.synthetic import extra_reports
from bench.report import DID_NOT_ANSWER, HEADER, Results, table
from bench.running_report import running_table
from bench.servers import load
from bench.servers.building import build
from bench.servers.front import adapted
from bench.servers.serving import Build
from bench.table import cell, markdown, number

pytestmark = pytest.mark.once


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
    assert rows[2][6:] == ["0,67 ✓ (1.500)", "1,00 ✓ (1.000)", "25 ✓ (40)", "12,5 ✗ (80)", "20 ✓", "", "", ""]
    by_name = {row[0]: row for row in rows}
    grown, lost = by_name["10×: `/maatregelen/`"], by_name["100×: `/maatregelen/`"]
    assert grown[2:6] == ["400 (3 mislukt ✗)", "1,00", "2,0", "60 ✗"]
    assert grown[10:] == ["50 ✗", "0,40 ✗", "2,5 ✗", ""]
    assert lost[2] == lost[10] == DID_NOT_ANSWER
    assert by_name["geheugen: groei sinds een tiende"][1] == "1,20 × (≤ 1,1) ✗"
    assert by_name["geheugen, piek: publicatie"][1] == "310 MB (< 300) ✗"


SMALL, LARGE = "/maatregelen/", "/overzicht/"


def results(**changes):
    fast = Rate(1000, 1, 2, 3)
    rates = Rates(*[dict.fromkeys((SMALL, LARGE), fast) for _ in range(4)], fast, fast, fast, fast)
    pages = [Page(path, b"x" * 2048, "") for path in (SMALL, LARGE)]
    growth = {100: dict.fromkeys((SMALL, LARGE), Grown(fast, 40, 2048))}
    return Results(pages, rates, {SMALL: 10, LARGE: 10}, Serving(1, 1, 1, 1), 1, 1, {}, growth, **changes)


def rows_of(words):
    rows = [[each.strip() for each in line.split("|")[1:-1]] for line in words.splitlines()]
    return {row[0]: row for row in rows}


def test_costs_stand_beside_those_of_the_other_version():
    """A page without a target beside the other version shows its ratio without a mark."""
    costs = {1: {SMALL: 40, LARGE: 20}, 100: {SMALL: 50, LARGE: 100}}
    rows = rows_of(table(results(beside=Beside("bca7833", costs))))
    assert [rows[f"`{path}`"][-1] for path in (SMALL, LARGE)] == ["0,25 (40)", "0,50 ✓ (20)"]
    assert [rows[f"100×: `{path}`"][-1] for path in (SMALL, LARGE)] == ["0,80 (50)", "0,40 ✗ (100)"]
    assert rows[f"100×: `{LARGE}`"][-2] == "4,0 ✓"


def test_what_runs_stands_beside_a_file_and_the_other_version():
    few, many = Case(SMALL, unchanged=False, connections=16), Case(SMALL, unchanged=True, connections=64)
    running = Running(
        own={few: Rate(20_000, 1, 2, 30), many: Rate(30_000, 1, 2, 20, failed=2)},
        file={few: Rate(40_000), many: Rate(30_000)},
        beside={few: Rate(2_500), many: Rate(5_000)},
        saving={few: Rate(17_000, 1, 2, 3)},
        costly={SMALL: Rate(900, 1, 99, 200), LARGE: Rate(0, 0, 0, 0)},
    )
    rows = rows_of(running_table(results(running=running, processes_mb=120, beside=Beside("bca7833", processes_mb=240))))
    plain, unchanged = rows["`/maatregelen/`, 16 verbindingen"], rows["`/maatregelen/`, 304, 64 verbindingen"]
    assert plain[1:] == ["20.000", "1,00", "2,0", "30", "0,50 ✗ (40.000)", "8,0 ✓ (2.500)", ""]
    assert unchanged[1] == "30.000 (2 mislukt ✗)"
    assert unchanged[4:] == ["20 ✗", "1,00 ✓ (30.000)", "6,0 ✗ (5.000)", ""]
    assert rows["`/maatregelen/`, 16 verbindingen, terwijl iemand opslaat"][5:] == ["", "", "0,85 ✗ (20.000)"]
    assert rows["`/maatregelen/`, naast 64 op zware bestanden (p95 < 100)"][3] == "99 ✓"
    assert rows["`/overzicht/`, naast 64 op zware bestanden (p95 < 100)"][1:] == [DID_NOT_ANSWER, *[""] * 6]
    assert rows["geheugen van alle processen samen, in MB (≤ 0,6 × andere versie)"][6] == "0,50 ✓ (240)"


def test_without_another_version_its_columns_are_empty():
    case = Case(SMALL, unchanged=False, connections=16)
    alone = results(running=Running(own={case: Rate(20_000, 1, 2, 3)}, file={case: Rate(40_000)}), processes_mb=120)
    rows = rows_of(running_table(alone))
    assert rows["`/maatregelen/`, 16 verbindingen"][6] == ""
    assert rows["geheugen van alle processen samen, in MB (≤ 0,6 × andere versie)"][6] == ""
    assert rows_of(table(alone))["`/overzicht/`"][-1] == ""


def test_of_several_measurements_the_best_rate_and_the_middle_times():
    told = load.best_of([Rate(10, 1, 5, 9), Rate(30, 3, 7, 8, failed=1), Rate(20, 2, 6, 7)])
    assert (told.per_second, told.p50, told.p95, told.p99, told.failed) == (30, 2, 6, 8, 1)


SHIPPED = (Build().root / "deploy" / "nginx.conf").read_text()
FOLDER = Path("/meting")


def test_the_shipped_nginx_loses_its_limits_per_visitor_and_nothing_else():
    config = adapted(SHIPPED, FOLDER, FOLDER / "static", FOLDER / "portaal.sock", 4430)
    assert f"unix:{FOLDER}/portaal.sock" in config
    assert not re.search(r"limit_(req|conn) ", config)
    assert not re.search(r"/etc/portaal|/srv/portaal|/run/portaal|/var/l", config)
    before, after = (re.findall(r"^ *(\w+)", text, re.MULTILINE) for text in (SHIPPED, config))
    lifted = {"limit_req", "limit_conn", "listen"}
    assert [word for word in after if word != "listen"] == [word for word in before if word not in lifted]


@pytest.mark.parametrize("text", ["unix:/run/portaal.sock", "/etc/portaal/tls/", "listen 443 ssl http2;"])
def test_a_shipped_nginx_that_changed_stops_the_benchmark(text):
    with pytest.raises(BenchError, match="bevat niet"):
        adapted(SHIPPED.replace(text, "anders;"), FOLDER, FOLDER, FOLDER, 4430)


def test_a_shipped_nginx_without_limits_stops_the_benchmark():
    with pytest.raises(BenchError, match="geen grenzen"):
        adapted(re.sub("limit_(req|conn) ", "# ", SHIPPED), FOLDER, FOLDER, FOLDER, 4430)


def test_the_variables_of_the_service_file_are_those_of_make_run():
    words = Build().service_environment()
    assert words
    others = [(Build().root / name).read_text() for name in ("Makefile", "Containerfile")]
    assert all(f"{name}={value}" in text for name, value in words.items() for text in others)


def test_an_older_version_has_its_tasks_elsewhere(tmp_path):
    assert Build().bench == "bench.portal"
    assert Build(tmp_path).bench == "bench"


def test_a_commit_that_does_not_exist_is_told(tmp_path):
    with pytest.raises(BenchError, match="git archive"):
        build("0" * 40, tmp_path / "code")


def test_reading_stands_beside_its_targets():
    costs = {"docx": {1: Read(1.2, 130), 10: Read(15, 400)}, "pdf": {1: Read(6, 50)}}
    rows = rows_of(table(results(reading=costs)))
    name = "rapportage lezen, docx van 45 bladzijden"
    assert rows[f"{name}: CPU-tijd"][1] == "1,20 s (≤ 2) ✓"
    assert rows[f"{name}: geheugen erbij"][1] == "130 MB (≤ 120) ✗"
    assert rows[f"{name}, 10 keer zo lang: CPU-tijd"][1] == "12,5 × (≤ 12) ✗"
    assert rows["rapportage lezen, pdf van 45 bladzijden: CPU-tijd"][1] == "6,0 s (≤ 8) ✓"
