"""The parser of Dutch planning phrases: "Q1/Q2 2026" gives the first and last day that the words can mean."""

import calendar
import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass

from measures.enums import Precision
from measures.words.signs import visible

MONTHS = {
    "januari": 1, "februari": 2, "maart": 3, "april": 4, "mei": 5, "juni": 6, "juli": 7,
    "augustus": 8, "september": 9, "oktober": 10, "november": 11, "december": 12,
}  # fmt: skip
SEASONS = {"voorjaar": 3, "lente": 3, "zomer": 6, "najaar": 9, "herfst": 9, "winter": 12}
PARTS_OF_YEAR = {"begin": (1, 3), "medio": (4, 9), "halverwege": (4, 9), "midden": (4, 9), "eind": (10, 12), "einde": (10, 12)}
PARTS_OF_MONTH = {
    "begin": (1, 10),
    "medio": (11, 20),
    "halverwege": (11, 20),
    "midden": (11, 20),
    "eind": (21, 31),
    "einde": (21, 31),
}
PARTS_OF_SCHOOL_YEAR = {"begin": (8, 10), "eind": (5, 7), "einde": (5, 7)}

# Phrases that say that there is no date (yet). They must match the whole text, after `LEAD_IN` is removed.
NO_DATE = re.compile(
    r"nog (nader )?te bepalen|(de )?planning is nog niet (gereed|klaar|bekend)|nog (niet )?(on)?bekend|onbekend"
    r"|volgt( in een later stadium)?|(voorals)?nog niet voorzien|niet gepland|x|-"
    r"|(dit is )?afhankelijk van verdere besluitvorming( de aankomende tijd)?"
)
# Words before a period that do not change its days: a chamber of parliament, or the start of a sentence.
LEAD_IN = re.compile(
    r"^(beoogde (\(gefaseerde\) )?inwerkingtreding:?|bij inwerkingtreding wet|met ingang van|ek|tk|eerste kamer|tweede kamer"
    r"|naar verwachting|in|op(?! zijn vroegst)|de|het|per|gedurende|tijdens|aan het|(de )?periode)\s+"
)
YEAR = r"(?:19|20)[0-9]{2}"
JOINT = re.compile(r"\s*(?:[-–—/]|\bt/m\b|\btot en met\b|\bof\b|\ben\b)\s*")


class PeriodError(ValueError):
    """A period that cannot be read. The message is in Dutch, for the editor."""


@dataclass(frozen=True)
class Period:
    """The days that the words of a period can mean.

    `earliest` or `latest` is None where the words leave that side open, as in "vanaf 2023" (from 2023). Both are None, with
    precision `NONE`, where the words say that there is no date. Raises `PeriodError` when `earliest` is after `latest`.
    """

    earliest: dt.date | None
    latest: dt.date | None
    precision: Precision

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise PeriodError("Deze periode eindigt voordat zij begint.")


NO_PERIOD = Period(None, None, Precision.NONE)


def read_period(words: str) -> Period:
    """Return the first and last day that the Dutch `words` can mean, with their precision.

    These are the main spellings; the constants and patterns of this module have more.

    One period:

    - A day ("1 augustus 2026", "1-8-2026"), a month ("augustus 2026") or a year ("2026").
    - A quarter: "Q1 2026", "eerste kwartaal 2026".
    - A season, in whole months: "voorjaar" or "lente" is March–May, "zomer" June–August, "najaar" or "herfst"
      September–November, "winter" December–February (of the next year).
    - A part of a year: "begin" is January–March, "medio" or "halverwege" April–September, "eind" October–December.
    - A part of a month: "begin" is the 1st–10th, "medio" the 11th–20th, "eind" from the 21st. Its precision is `MONTH`.
    - A school year: "schooljaar 2025-2026" is 1 August 2025–31 July 2026. Its precision is `YEAR`. "Begin schooljaar" is
      August–October and "eind schooljaar" May–July; their precision is `PART_OF_YEAR`.

    A range is two periods with a separator between them: "Q1/Q2 2026", "Q4 2023 – Q1 2024", "2024 of 2025", "2025-2026",
    "2023 t/m 2027". It runs from the first day of the first period to the last day of the second. Its precision is the coarser
    of the two, but `YEARS` instead of `YEAR`.

    Before or after a period or range X, with the precision of X:

    - "vanaf X", "sinds X", "op zijn vroegst X" (from) begin with X. "na X" (after) begins on the day after X. They have
      no last day.
    - "uiterlijk (in) X", "tot en met X" (at the latest) and "X, of zoveel eerder als mogelijk is" (or sooner) end with X. They
      have no first day.
    - "tot X" and "voor X" (before) end on the day before X begins. They have no first day, with one exception: "voor X" begins
      on 1 January when X begins later in the same year. So "voor de zomer van 2026" is January–May 2026.

    Other words:

    - "per 2026" is any day of 2026. It does not mean 1 January.
    - A chamber ("EK Q1 2026") or a lead-in ("beoogde inwerkingtreding:") does not change the days.
    - "nog nader te bepalen" (to be decided) and the like give no days.

    Raises `PeriodError` for words that it cannot read, for empty words, and for a period that ends before it begins.
    Source: the phrases in the five source documents. The months of the seasons are those of the KNMI (weather institute).
    """
    text = _normalise(words)
    if not text:
        raise PeriodError("Vul een periode in, of laat het veld leeg als de bron geen periode geeft.")
    try:
        period = _read(text)
    except (ValueError, OverflowError):
        period = None
    if period is None:
        raise PeriodError(
            f"De periode „{words}” is niet te lezen. Schrijf bijvoorbeeld „1 augustus 2027”, „Q1/Q2 2026”, "
            "„zomer 2026”, „vanaf 2027” of „nog nader te bepalen”."
        )
    return period


def _normalise(words: str) -> str:
    text = re.sub(r"\s+", " ", visible(words)).strip().lower().rstrip(".:;,")
    text = re.sub(r"\bz['’]n\b", "zijn", text)
    text = re.sub(r"\((.*)\)$", r"\1", text)  # removes the brackets in "bij inwerkingtreding wet (2024)"
    previous = None
    while previous != text:
        previous, text = text, LEAD_IN.sub("", text)
    return text.strip()


def _read(text: str) -> Period | None:
    if NO_DATE.fullmatch(text):
        return NO_PERIOD
    return _open_ended(text) or _single(text) or _range(text)


def _open_ended(text: str) -> Period | None:
    """Return a period before or after another one, such as "vanaf 2026"; None for other words."""
    if found := re.fullmatch(r"(.+?),? of zoveel eerder als mogelijk( is)?", text):
        return _ending_with(found[1])
    if found := re.fullmatch(r"voor (?:de |het )?(.+)", text):
        period = _inner(found[1])
        return period and _before(period, since_year=True)
    if found := re.fullmatch(r"(?:uiterlijk|tot en met|t/m)(?: in| op| per)? (.+)", text):
        return _ending_with(found[1])
    if found := re.fullmatch(r"tot (?:kalenderjaar )?(.+)", text):
        period = _inner(found[1])
        return period and _before(period, since_year=False)
    if found := re.fullmatch(r"(?:vanaf|sinds|op zijn vroegst|niet eerder dan) (.+)", text):
        period = _inner(found[1])
        return period and Period(period.earliest, None, period.precision)
    if found := re.fullmatch(r"na (?:de |het )?(.+)", text):
        period = _inner(found[1])
        return period and Period(_shift(period.latest, 1), None, period.precision)
    return None


def _ending_with(words: str) -> Period | None:
    period = _inner(words)
    return period and Period(None, period.latest, period.precision)


def _inner(words: str) -> Period | None:
    text = _normalise(words)
    return _single(text) or _range(text)


def _before(period: Period, *, since_year: bool) -> Period | None:
    latest = _shift(period.earliest, -1)
    if latest is None:
        return None
    # "Voor de zomer van 2026" (before the summer) means a day in 2026. "Voor 2026" can be any day before 2026.
    starts_year = since_year and period.earliest is not None and latest.year == period.earliest.year
    return Period(dt.date(latest.year, 1, 1) if starts_year else None, latest, period.precision)


def _shift(day: dt.date | None, days: int) -> dt.date | None:
    return None if day is None else day + dt.timedelta(days=days)


def _single(text: str) -> Period | None:
    """Return a day, month, quarter, season, part of a year, school year or year, or None for other words."""
    if found := re.fullmatch(rf"([0-9]{{1,2}})(?: |-)([a-z]+|[0-9]{{1,2}})(?: |-)({YEAR})", text):
        month = MONTHS.get(found[2]) or int(found[2])
        day = dt.date(int(found[3]), month, int(found[1]))
        return Period(day, day, Precision.DAY)
    if found := re.fullmatch(rf"(?:q|kwartaal )([1-4]) ?({YEAR})", text):
        return _quarter(int(found[2]), int(found[1]))
    if found := re.fullmatch(rf"(eerste|tweede|derde|vierde) kwartaal (?:van )?({YEAR})", text):
        return _quarter(int(found[2]), ["eerste", "tweede", "derde", "vierde"].index(found[1]) + 1)
    if found := re.fullmatch(rf"(?:([a-z]+) )?(?:van )?(?:het )?schooljaar ({YEAR}) ?[-–/] ?({YEAR})", text):
        return _school_year(found[1], int(found[2]), int(found[3]))
    if found := re.fullmatch(rf"({YEAR})", text):
        return _months(int(found[1]), 1, int(found[1]), 12, Precision.YEAR)
    if found := re.fullmatch(rf"([a-z]+) (?:van )?({YEAR})", text):
        return _named(found[1], int(found[2]))
    if found := re.fullmatch(rf"([a-z]+) ([a-z]+) (?:van )?({YEAR})", text):
        return _part_of_month(found[1], found[2], int(found[3]))
    return None


def _quarter(year: int, number: int) -> Period:
    return _months(year, 3 * number - 2, year, 3 * number, Precision.QUARTER)


def _school_year(part: str | None, first: int, second: int) -> Period | None:
    if second != first + 1:
        return None
    if part is None:
        return _months(first, 8, second, 7, Precision.YEAR)
    if part not in PARTS_OF_SCHOOL_YEAR:
        return None
    start, end = PARTS_OF_SCHOOL_YEAR[part]
    year = first if start == MONTHS["augustus"] else second
    return _months(year, start, year, end, Precision.PART_OF_YEAR)


def _part_of_month(part: str, month_name: str, year: int) -> Period | None:
    if part not in PARTS_OF_MONTH or month_name not in MONTHS:
        return None
    month = MONTHS[month_name]
    first, last = PARTS_OF_MONTH[part]
    last = min(last, calendar.monthrange(year, month)[1])
    return Period(dt.date(year, month, first), dt.date(year, month, last), Precision.MONTH)


def _named(name: str, year: int) -> Period | None:
    if name in MONTHS:
        return _months(year, MONTHS[name], year, MONTHS[name], Precision.MONTH)
    if name in SEASONS:
        start = SEASONS[name]
        end_year, end = (year + 1, 2) if name == "winter" else (year, start + 2)
        return _months(year, start, end_year, end, Precision.SEASON)
    if name in PARTS_OF_YEAR:
        start, end = PARTS_OF_YEAR[name]
        return _months(year, start, year, end, Precision.PART_OF_YEAR)
    if name in ("kalenderjaar", "jaar"):
        return _months(year, 1, year, 12, Precision.YEAR)
    return None


def _months(year: int, month: int, end_year: int, end_month: int, precision: Precision) -> Period:
    last = calendar.monthrange(end_year, end_month)[1]
    return Period(dt.date(year, month, 1), dt.date(end_year, end_month, last), precision)


def _range(text: str) -> Period | None:
    """Return the period from one half of the text to the other, or None. A separator such as "-" or "t/m" splits the text."""
    for joint in JOINT.finditer(text):
        first_words, second_words = text[: joint.start()], _normalise(text[joint.end() :])
        # The separator may belong to one half, as in "schooljaar 2025-2026". Then a half cannot be read: try the next separator.
        with suppress(ValueError):
            if first_words and second_words and (period := _two(first_words, second_words)):
                return period
    return None


def _two(first_words: str, second_words: str) -> Period | None:
    second = _single(second_words) or _range(second_words)
    first = second and (_single(first_words) or _borrowing(first_words, second_words))
    if not first or not second:
        return None
    coarser = max(first.precision, second.precision, key=list(Precision).index)
    more_years = coarser == Precision.YEAR and first != second
    return Period(first.earliest, second.latest, Precision.YEARS if more_years else coarser)


def _borrowing(first_words: str, second_words: str) -> Period | None:
    """Read the first half of a range such as "Q1/Q2 2026" with the year of the second half.

    "2 tot en met 6 juni 2014" also takes its month from the second half.
    """
    if re.fullmatch("[0-9]+", first_words) and (day := re.fullmatch(rf"[0-9]{{1,2}} ([a-z]+ {YEAR})", second_words)):
        return _single(f"{first_words} {day[1]}")
    year = re.search(YEAR, second_words)
    return _single(f"{first_words} {year[0]}") if year else None
