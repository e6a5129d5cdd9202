"""The parser of Dutch planning phrases: "Q1/Q2 2026" gives the first and last day that the words can mean."""

import re

from measures.periods.period import NO_PERIOD, Period, PeriodError, chosen
from measures.periods.spans import reads
from measures.periods.words import GOES_ON, NO_DATE, YEAR, tidy

__all__ = ["NO_PERIOD", "Period", "PeriodError", "chosen_period", "goes_on", "read_period"]


def read_period(words: str) -> Period:
    """Return the first and last day that the Dutch `words` can mean, with their precision.

    These are the main spellings; `words.py` has more. Capitals, accents and the full stops of abbreviations do not count.

    One period:

    - A day ("1 augustus 2026", "1 aug. 2026", "1-8-2026", "1/8/2026", "2026-08-01"), a month ("augustus 2026"), a year ("2026").
    - A quarter ("Q1 2026", "eerste kwartaal 2026", "3e kwartaal", "laatste kwartaal") or a half ("tweede helft van 2026", "H2
      2026") of a calendar year. The halves of a month are the 1st–15th, and from the 16th.
    - A season, in whole months: "voorjaar" or "lente" is March–May, "zomer" June–August, "najaar" or "herfst"
      September–November. "Winter 2026-2027" is December–February; with one year it is not read, as it can be either winter.
    - A school year: "schooljaar 2025-2026" or "2025/26" is 1 August 2025–31 July 2026. Its precision is `YEAR`.
    - A part: of a year "begin" is the first three months, "medio" or "halverwege" the next six, "eind" the last three; a school
      year has the same parts. Of a quarter or season it is the first, second or third month; of a month the 1st–10th, the
      11th–20th, or from the 21st. "Start" or "aanvang" of a school year is August–September: from its first day by law until
      lessons have begun in all regions.
    - The summer recess of parliament ("zomerreces 2026"), from the first half of July to the first half of September: 1 July–15
      September.

    A range is two periods with a separator between them: "Q1/Q2 2026", "Q4 2023 – Q1 2024", "2024 of 2025", "2025-2026",
    "2023 t/m 2027", "januari en februari 2026", "vanaf 2026 t/m 2028". It runs from the first day of the first period to the last
    day of the second. Its precision is the coarser of the two, but `YEARS` instead of `YEAR`. Not read are "Najaar 2020-2021",
    which can be one period or two autumns, two moments apart ("2026 en 2028"), and a period for each chamber.

    Before or after a period X, with the precision of X:

    - "vanaf X", "sinds X", "op zijn vroegst X" (from) and "X en verder" begin with X. "na X" (after) begins on the day after X.
      They have no last day.
    - "uiterlijk (in) X", "tot en met X" (at the latest) and "X, of zoveel eerder als mogelijk is" (or sooner) end with X. They
      have no first day.
      X can be a range ("vanaf Q1/Q2 2026", "uiterlijk 2026 of 2027"), but not one with a dash after "vanaf" or "sinds".
    - "tot X" and "voor X" (before) end on the day before X begins. They have no first day, but "voor" a season begins on
      1 January of its year. Before or after a part, such as "tot eind 2026", includes that part: which day of it is not said.
    - "voor de zomer van 2026" and "voor het zomerreces van 2026" end on 15 July: in parliament the words mean before the summer
      recess, which begins in the first half of July. A bill that comes in June is on time. "Na het zomerreces" begins on
      1 September.

    Other words:

    - "per 2026" is any day of 2026. It does not mean 1 January. So is "in de loop van 2026".
    - A chamber ("EK Q1 2026") or a lead-in ("beoogde inwerkingtreding:", "streefdatum") does not change the days.
    - "nog nader te bepalen", "n.t.b." (to be decided), "op termijn" (in time), "structureel", "doorlopend" (continuous) and the
      like give no days.

    Raises `PeriodError` for words that it cannot read as a whole, for empty words, and for a period that ends before it begins.

    Sources: the phrases in the five source documents. Seasons: the months of the KNMI (weather institute). School year: the
    definition in the laws on primary and secondary education (1 August–31 July); lessons begin at the end of the summer holidays,
    in August or the first days of September. Recess: the days that the Tweede Kamer published (8 July–5 September 2022, 7 July–4
    September 2023, 5 July–2 September 2024); the Eerste Kamer meets about a week longer.
    """
    text = tidy(words)
    if not text:
        raise PeriodError("Vul een periode in, of laat het veld leeg als de bron geen periode geeft.")
    if NO_DATE.fullmatch(text):
        return NO_PERIOD
    try:
        period = reads(text)
    except (ValueError, OverflowError):
        period = None
    if period is None:
        raise PeriodError(f"De periode „{words}” is niet te lezen. {_hint(text)}")
    return period


def _hint(text: str) -> str:
    if not re.search(YEAR, text):
        return "Noem ook het jaar, zoals in „najaar 2027”, of schrijf „nog nader te bepalen”."
    if "winter" in text:
        return "Noem bij een winter beide jaren, zoals in „winter 2026-2027”."
    return "Schrijf bijvoorbeeld „1 augustus 2027”, „Q1/Q2 2026”, „zomer 2026”, „vanaf 2027” of „nog nader te bepalen”."


def chosen_period(words: str) -> Period:
    """Return the days from one chosen day to another, such as "1 mei 2027 – 30 september 2027".

    Raises `PeriodError` when the words do not give both a first and a last day.
    """
    period = read_period(words)
    if period.earliest is None or period.latest is None:
        raise PeriodError("Schrijf twee dagen, zoals „1 mei 2027 – 30 september 2027”.")
    return chosen(period.earliest, period.latest)


def goes_on(words: str) -> bool:
    """Return whether the words say that something goes on all the time, such as "doorlopend" (continuous)."""
    return GOES_ON.fullmatch(tidy(words)) is not None
