"""Parsing the Dutch words of a planning, such as „Q3 2027”, as a period."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measures.enums import Precision
from measures.periods import MONTHS, NO_PERIOD, PeriodError, read_period

pytestmark = pytest.mark.once


def day(text):
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("words", "earliest", "latest", "precision"),
    [
        ("1 augustus 2027", "2027-08-01", "2027-08-01", Precision.DAY),
        ("Met ingang van 1 augustus 2025", "2025-08-01", "2025-08-01", Precision.DAY),
        ("29 februari 2024", "2024-02-29", "2024-02-29", Precision.DAY),
        ("2 tot en met 6 juni 2014", "2014-06-02", "2014-06-06", Precision.DAY),
        ("in november 2026", "2026-11-01", "2026-11-30", Precision.MONTH),
        ("Eind februari 2026", "2026-02-21", "2026-02-28", Precision.MONTH),
        ("Juni t/m december 2022", "2022-06-01", "2022-12-31", Precision.MONTH),
        ("Q4 2023 – Q1 2024", "2023-10-01", "2024-03-31", Precision.QUARTER),
        ("Q1/Q2 2026", "2026-01-01", "2026-06-30", Precision.QUARTER),
        ("EK Q1 2026", "2026-01-01", "2026-03-31", Precision.QUARTER),
        ("derde kwartaal 2026", "2026-07-01", "2026-09-30", Precision.QUARTER),
        ("voorjaar 2023", "2023-03-01", "2023-05-31", Precision.SEASON),
        ("zomer 2022", "2022-06-01", "2022-08-31", Precision.SEASON),
        ("zomer van 2026", "2026-06-01", "2026-08-31", Precision.SEASON),
        ("najaar 2023", "2023-09-01", "2023-11-30", Precision.SEASON),
        ("winter 2023", "2023-12-01", "2024-02-29", Precision.SEASON),
        ("voor de zomer van 2026", "2026-01-01", "2026-05-31", Precision.SEASON),
        ("t/m zomer 2022", None, "2022-08-31", Precision.SEASON),
        ("begin 2023", "2023-01-01", "2023-03-31", Precision.PART_OF_YEAR),
        ("eind 2022", "2022-10-01", "2022-12-31", Precision.PART_OF_YEAR),
        ("vanaf eind 2022", "2022-10-01", None, Precision.PART_OF_YEAR),
        ("begin schooljaar 2026-2027", "2026-08-01", "2026-10-31", Precision.PART_OF_YEAR),
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
        ("Najaar 2020-2021", "2020-09-01", "2021-12-31", Precision.YEARS),
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
    ],
)
def test_words_that_say_there_is_no_date(words):
    assert read_period(words) == NO_PERIOD


@pytest.mark.parametrize(
    "words", ["", "  ", "morgen", "30 februari 2024", "Q5 2024", "2026-2025", "zomer", "32 mei 2026", "1 foo 2026"]
)
def test_anything_else_is_an_error_in_dutch(words):
    with pytest.raises(PeriodError, match="periode"):
        read_period(words)


years = st.integers(1900, 2098)
single = st.one_of(
    years.map(str),
    st.builds("Q{} {}".format, st.integers(1, 4), years),
    st.builds(
        "{} {}".format, st.sampled_from([*MONTHS, "voorjaar", "zomer", "najaar", "winter", "begin", "medio", "eind"]), years
    ),
    st.builds("{} {} {}".format, st.integers(1, 28), st.sampled_from(list(MONTHS)), years),
    st.builds("{} {} {}".format, st.sampled_from(["begin", "medio", "eind"]), st.sampled_from(list(MONTHS)), years),
    years.map(lambda year: f"schooljaar {year}-{year + 1}"),
)


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
    assert read_period(f"tot {words}").latest < read.earliest


@given(single, single, st.sampled_from([" – ", " t/m ", " of ", " tot en met "]))
def test_a_range_runs_from_the_first_to_the_last_or_is_refused(first, second, joint):
    one, other = read_period(first), read_period(second)
    if one.earliest <= other.latest:
        read = read_period(f"{first}{joint}{second}")
        assert (read.earliest, read.latest) == (one.earliest, other.latest)
    else:
        with pytest.raises(PeriodError):
            read_period(f"{first}{joint}{second}")


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_but_never_breaks(words):
    try:
        read = read_period(words)
    except PeriodError:
        return
    assert read.earliest is None or read.latest is None or read.earliest <= read.latest
