"""Parsing the Dutch words of a planning, such as „Q3 2027”, as a period."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.enums import Precision
from measures.periods import NO_PERIOD, Period, PeriodError, chosen_period, read_period
from measures.periods.words import MONTHS, SEASONS, SHORT_MONTHS
from portal.core.dates import days_in_words, in_dutch

pytestmark = pytest.mark.once


def day(text):
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("words", "earliest", "latest", "precision"),
    [
        ("1 augustus 2027", "2027-08-01", "2027-08-01", Precision.DAY),
        ("Met ingang van 1 augustus 2025", "2025-08-01", "2025-08-01", Precision.DAY),
        ("29 februari 2024", "2024-02-29", "2024-02-29", Precision.DAY),
        ("1 aug. 2027", "2027-08-01", "2027-08-01", Precision.DAY),
        ("1 jan 2027", "2027-01-01", "2027-01-01", Precision.DAY),
        ("2027-08-01", "2027-08-01", "2027-08-01", Precision.DAY),
        ("1/8/2027", "2027-08-01", "2027-08-01", Precision.DAY),
        ("1-8-2027", "2027-08-01", "2027-08-01", Precision.DAY),
        ("beoogd 1 augustus 2027", "2027-08-01", "2027-08-01", Precision.DAY),
        ("Streefdatum: 1 augustus 2027", "2027-08-01", "2027-08-01", Precision.DAY),
        ("vóór 1 juli 2026", None, "2026-06-30", Precision.DAY),
        ("niet vóór 1 juli 2026", "2026-07-01", None, Precision.DAY),
        ("2 tot en met 6 juni 2014", "2014-06-02", "2014-06-06", Precision.DAY),
        ("in november 2026", "2026-11-01", "2026-11-30", Precision.MONTH),
        ("Eind februari 2026", "2026-02-21", "2026-02-28", Precision.MONTH),
        ("Juni t/m december 2022", "2022-06-01", "2022-12-31", Precision.MONTH),
        ("Q4 2023 – Q1 2024", "2023-10-01", "2024-03-31", Precision.QUARTER),
        ("Q1/Q2 2026", "2026-01-01", "2026-06-30", Precision.QUARTER),
        ("EK Q1 2026", "2026-01-01", "2026-03-31", Precision.QUARTER),
        ("derde kwartaal 2026", "2026-07-01", "2026-09-30", Precision.QUARTER),
        ("3e kwartaal 2026", "2026-07-01", "2026-09-30", Precision.QUARTER),
        ("laatste kwartaal van 2026", "2026-10-01", "2026-12-31", Precision.QUARTER),
        ("eerste of tweede kwartaal 2026", "2026-01-01", "2026-06-30", Precision.QUARTER),
        ("2026-Q3", "2026-07-01", "2026-09-30", Precision.QUARTER),
        ("eind Q2 2026", "2026-06-01", "2026-06-30", Precision.MONTH),
        ("begin van het derde kwartaal van 2026", "2026-07-01", "2026-07-31", Precision.MONTH),
        ("eerste helft van 2027", "2027-01-01", "2027-06-30", Precision.PART_OF_YEAR),
        ("tweede helft 2026", "2026-07-01", "2026-12-31", Precision.PART_OF_YEAR),
        ("2e halfjaar 2026", "2026-07-01", "2026-12-31", Precision.PART_OF_YEAR),
        ("tweede helft van februari 2026", "2026-02-16", "2026-02-28", Precision.MONTH),
        ("voorjaar 2023", "2023-03-01", "2023-05-31", Precision.SEASON),
        ("zomer 2022", "2022-06-01", "2022-08-31", Precision.SEASON),
        ("zomer van 2026", "2026-06-01", "2026-08-31", Precision.SEASON),
        ("najaar 2023", "2023-09-01", "2023-11-30", Precision.SEASON),
        ("winter 2023-2024", "2023-12-01", "2024-02-29", Precision.SEASON),
        ("winter van 2026/27", "2026-12-01", "2027-02-28", Precision.SEASON),
        ("eind zomer 2026", "2026-08-01", "2026-08-31", Precision.MONTH),
        # Before the summer recess of parliament, which begins in the first half of July.
        ("voor de zomer van 2026", "2026-01-01", "2026-07-15", Precision.SEASON),
        ("vóór het zomerreces van 2027", "2027-01-01", "2027-07-15", Precision.SEASON),
        ("tot de zomer van 2026", None, "2026-07-15", Precision.SEASON),
        ("na de zomer van 2027", "2027-09-01", None, Precision.SEASON),
        ("na het zomerreces van 2027", "2027-09-01", None, Precision.SEASON),
        ("voor het najaar van 2026", "2026-01-01", "2026-08-31", Precision.SEASON),
        ("t/m zomer 2022", None, "2022-08-31", Precision.SEASON),
        ("begin 2023", "2023-01-01", "2023-03-31", Precision.PART_OF_YEAR),
        ("eind 2022", "2022-10-01", "2022-12-31", Precision.PART_OF_YEAR),
        ("vanaf eind 2022", "2022-10-01", None, Precision.PART_OF_YEAR),
        ("begin schooljaar 2026-2027", "2026-08-01", "2026-10-31", Precision.PART_OF_YEAR),
        ("tot eind 2026", None, "2026-12-31", Precision.PART_OF_YEAR),
        ("voor het einde van 2026", None, "2026-12-31", Precision.PART_OF_YEAR),
        ("begin of eind augustus 2027", "2027-08-01", "2027-08-31", Precision.MONTH),
        ("eind schooljaar 2026/27", "2027-05-01", "2027-07-31", Precision.PART_OF_YEAR),
        ("start schooljaar 2027-2028", "2027-08-01", "2027-09-30", Precision.PART_OF_YEAR),
        ("bij aanvang van het schooljaar 2027-2028", "2027-08-01", "2027-09-30", Precision.PART_OF_YEAR),
        ("schooljaar 2026/27", "2026-08-01", "2027-07-31", Precision.YEAR),
        ("schooljaren 2024-2025 en 2025-2026", "2024-08-01", "2026-07-31", Precision.YEARS),
        ("schooljaar 2014-2015", "2014-08-01", "2015-07-31", Precision.YEAR),
        ("uiterlijk in 2026", None, "2026-12-31", Precision.YEAR),
        ("per 2026", "2026-01-01", "2026-12-31", Precision.YEAR),
        ("vanaf 2023", "2023-01-01", None, Precision.YEAR),
        ("op z'n vroegst per 2025", "2025-01-01", None, Precision.YEAR),
        ("2026, of zoveel eerder als mogelijk is", None, "2026-12-31", Precision.YEAR),
        ("tot kalenderjaar 2028", None, "2027-12-31", Precision.YEAR),
        ("2025-2026", "2025-01-01", "2026-12-31", Precision.YEARS),
        ("2024 of 2025", "2024-01-01", "2025-12-31", Precision.YEARS),
        ("Bij inwerkingtreding wet (2024 of 2025)", "2024-01-01", "2025-12-31", Precision.YEARS),
        ("in de loop van 2027", "2027-01-01", "2027-12-31", Precision.YEAR),
        ("gefaseerd vanaf 2027", "2027-01-01", None, Precision.YEAR),
        ("2027 en verder", "2027-01-01", None, Precision.YEAR),
        ("najaar 2020 t/m 2021", "2020-09-01", "2021-12-31", Precision.YEARS),
        ("2023 t/m 2027", "2023-01-01", "2027-12-31", Precision.YEARS),
    ],
)
def test_reads_the_phrases_of_the_sources(words, earliest, latest, precision):
    read = read_period(words)
    assert (read.earliest, read.latest, read.precision) == (day(earliest), day(latest), precision)


@pytest.mark.parametrize(
    "words",
    [
        "nog nader te bepalen",
        "Beoogde inwerkingtreding nog nader te bepalen.",
        "De planning is nog niet gereed",
        "De planning is nog niet klaar.",
        "Bij inwerkingtreding wet (volgt)",
        "Nog onbekend",
        "Vooralsnog niet voorzien",
        "Niet gepland",
        "n.t.b.",
        "nader te bepalen",
        "doorlopend",
        "structureel",
        "op termijn",
    ],
)
def test_words_that_say_there_is_no_date(words):
    assert read_period(words) == NO_PERIOD


@pytest.mark.parametrize(
    "words",
    [
        "sinds 2020-2024", "voor de zomer van 2026 of najaar 2026", "voor 1 juli 2026 of 1 januari 2027", "tot 2026 of 2027",
        "voor zomer 2026 of 2027", "na 2026 of 2027", "TK Q1 2026/EK Q2 2026", "per 1 januari 2027 en 1 augustus 2027",
        "2026 en 2028",
    ],
)  # fmt: skip
def test_words_of_which_a_part_would_be_lost_are_an_error(words):
    with pytest.raises(PeriodError, match="niet te lezen"):
        read_period(words)


@pytest.mark.parametrize(
    ("words", "earliest", "latest"),
    [
        ("vanaf 2026 t/m 2028", "2026-01-01", "2028-12-31"),
        ("vanaf 1 februari tot en met 30 april 2026", "2026-02-01", "2026-04-30"),
        ("vanaf schooljaar 2026-2027 t/m schooljaar 2027-2028", "2026-08-01", "2028-07-31"),
        ("structureel per 1 januari 2026", "2026-01-01", None),
        ("doorlopend per 2026", "2026-01-01", None),
    ],
)
def test_words_after_from_may_say_until_when_and_what_goes_on_has_no_last_day(words, earliest, latest):
    found = read_period(words)
    assert (str(found.earliest), found.latest and str(found.latest)) == (earliest, latest)


@pytest.mark.parametrize("words", ["", "  ", "morgen", "30 februari 2024", "Q5 2024", "2026-2025", "32 mei 2026", "1 foo 2026"])
def test_anything_else_is_an_error_in_dutch(words):
    with pytest.raises(PeriodError, match="periode"):
        read_period(words)


@pytest.mark.parametrize("words", ["zomer", "na de zomer", "dit najaar", "tweede helft", "start schooljaar"])
def test_words_without_a_year_are_an_error_that_asks_for_it(words):
    with pytest.raises(PeriodError, match="Noem ook het jaar"):
        read_period(words)


@pytest.mark.parametrize(
    "words",
    [
        "winter 2026", "winter 2026-2028", "Najaar 2020-2021", "Q4 2026-2027", "eerste helft 2026-2027", "juni/2027",
        "december/januari 2027", "Q4/Q1 2027", "eind/begin 2027", "schooljaar 2026-28", "schooljaar 2027", "derde helft 2026",
        "eerste helft schooljaar 2026-2027", "schooljaar 2025-2026 t/m 2027", "start schooljaar 2027", "start 2027",
        "begin of augustus 2027", "rond de zomer van 2027", "beoogd voor 1 augustus 2027", "30 december - 2 januari 2027",
        "2026/27", "2011-12", "half 2027", "Q1 2026, Q2 2026",
    ],
)  # fmt: skip
def test_words_that_can_be_read_only_in_part_are_an_error(words):
    """Many of these cross New Year. A guess would put the first or the last day in the wrong year."""
    with pytest.raises(PeriodError, match="niet te lezen"):
        read_period(words)


years = st.integers(1900, 2098)
single = st.one_of(
    years.map(str),
    st.builds("Q{} {}".format, st.integers(1, 4), years),
    st.builds(
        "{} {}".format, st.sampled_from([*MONTHS, *SHORT_MONTHS, *SEASONS, "begin", "medio", "eind", "tweede helft"]), years
    ),
    st.builds("{} {} {}".format, st.integers(1, 28), st.sampled_from(list(MONTHS)), years),
    st.builds("{} {} {}".format, st.sampled_from(["begin", "medio", "eind"]), st.sampled_from(list(MONTHS)), years),
    years.map(lambda year: f"schooljaar {year}-{year + 1}"),
    years.map(lambda year: f"winter {year}-{year + 1}"),
)
PARTS = {"begin", "medio", "eind"}


@given(single)
def test_a_period_begins_before_it_ends(words):
    read = read_period(words)
    assert read.earliest <= read.latest


@given(single)
def test_capitals_spaces_and_a_full_stop_mean_nothing(words):
    assert read_period(f"  {words.upper()} . ") == read_period(words)


@given(single)
def test_open_sides(words):
    read = read_period(words)
    assert read_period(f"vanaf {words}").latest is None
    assert read_period(f"vanaf {words}").earliest == read.earliest
    assert read_period(f"uiterlijk {words}").earliest is None
    assert read_period(f"uiterlijk {words}").latest == read.latest
    if words in {f"zomer {year}" for year in range(1900, 2099)}:
        assert read_period(f"tot {words}").latest == dt.date(read.earliest.year, 7, 15)
    elif words.split()[0] in PARTS:
        assert read_period(f"tot {words}").latest == read.latest
    else:
        assert read_period(f"tot {words}").latest < read.earliest


@given(single, single, st.sampled_from([" – ", " t/m ", " of ", " tot en met "]))
def test_a_range_runs_from_the_first_to_the_last_or_is_refused(first, second, joint):
    one, other = read_period(first), read_period(second)
    # "Schooljaar 2024-2025 t/m 2026" does not say whether 2026 is a school year.
    is_clear = not (first.startswith("schooljaar") and second.isdigit())
    if is_clear and one.earliest <= other.latest:
        read = read_period(f"{first}{joint}{second}")
        assert (read.earliest, read.latest) == (one.earliest, other.latest)
    else:
        with pytest.raises(PeriodError):
            read_period(f"{first}{joint}{second}")


@given(years)
def test_the_parts_of_a_year_fit_together_without_a_gap(year):
    """Quarters, halves, seasons, parts and school years: each begins on the day after the one before it."""
    for names in (
        [f"Q{n} {year}" for n in range(1, 5)],
        [f"{each} helft {year}" for each in ("eerste", "tweede")],
        [f"{each} {year}" for each in ("begin", "medio", "eind")],
        [f"{each} Q3 {year}" for each in ("begin", "medio", "eind")],
        [f"{each} februari {year}" for each in ("begin", "medio", "eind")],
        [f"{each} helft februari {year}" for each in ("eerste", "tweede")],
        [f"{each} schooljaar {year}-{year + 1}" for each in ("begin", "medio", "eind")],
        [f"voorjaar {year}", f"zomer {year}", f"najaar {year}", f"winter {year}-{year + 1}", f"voorjaar {year + 1}"],
        [f"schooljaar {year}-{year + 1}", f"schooljaar {year + 1}-{str(year + 2)[2:]}"],
    ):
        read = [read_period(words) for words in names]
        assert all(one.latest + dt.timedelta(1) == other.earliest for one, other in pairwise(read))
    school_year = read_period(f"schooljaar {year}-{year + 1}")
    assert (school_year.earliest, school_year.latest) == (dt.date(year, 8, 1), dt.date(year + 1, 7, 31))


@given(single)
def test_no_derived_day_lies_outside_the_years_that_the_words_name(words):
    read = read_period(words)
    named = {int(part) for part in words.replace("-", " ").split() if len(part) == 4 and part.isdigit()}
    assert {read.earliest.year, read.latest.year} <= named


@given(st.dates(dt.date(1900, 1, 1), dt.date(2098, 12, 31)), st.integers(0, 900), st.sampled_from(["both", "earliest", "latest"]))
def test_days_that_the_portal_prints_are_read_as_those_days(first, length, known):
    last = first + dt.timedelta(length)
    printed = Period(None if known == "latest" else first, None if known == "earliest" else last, Precision.DAY)
    read = read_period(days_in_words(printed))
    assert (read.earliest, read.latest) == (printed.earliest, printed.latest)
    assert read_period(in_dutch(first)).day == first


@given(st.dates(dt.date(1900, 1, 1), dt.date(2098, 12, 31)), st.integers(0, 900))
def test_chosen_days_are_those_days_but_never_a_day_that_a_source_names(first, length):
    last = first + dt.timedelta(length)
    read = chosen_period(f"{in_dutch(first)} – {in_dutch(last)}")
    assert (read.earliest, read.latest) == (first, last)
    assert read.first_day is None


@pytest.mark.parametrize("words", ["vanaf 2027", "uiterlijk 2027", "n.t.b.", "dit najaar"])
def test_a_choice_needs_a_first_and_a_last_day(words):
    with pytest.raises(PeriodError):
        chosen_period(words)


@pytest.mark.parametrize(("words", "is_over"), [("30 september 2027", True), ("Q3 2027", True), ("vanaf 2023", False)])
def test_a_period_is_over_the_day_after_its_last(words, is_over):
    assert [read_period(words).is_over(day(each)) for each in ("2027-09-30", "2027-10-01")] == [False, is_over]
    assert not NO_PERIOD.is_over(day("2027-10-01"))


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_but_never_breaks(words):
    try:
        read = read_period(words)
    except PeriodError:
        return
    assert read.earliest is None or read.latest is None or read.earliest <= read.latest
