"""Reading a range of two periods, and a period before or after another one."""

import datetime as dt
import re
from contextlib import suppress

from measures.enums import Precision
from measures.periods.period import Period
from measures.periods.single import single
from measures.periods.words import LAST, ORDINALS, PARTS, STARTS, YEAR, is_part, tidy

JOINT = re.compile(r"\s*(?:[-/]|\bt/m\b|\btot en met\b|\bof\b|\ben\b)\s*")
# The last possible day before the summer recess of parliament, and the first possible day after it, as month and day.
RECESS_BEGINS, AFTER_RECESS = (7, 15), (9, 1)
YEARS = rf"{YEAR}(?: ?[-/] ?(?:{YEAR}|[0-9]{{2}}))?"
CHAMBER = re.compile(r"(?:ek|tk|eerste kamer|tweede kamer)\b")
# Words that can borrow what follows a word of the same kind in the other half: "begin of eind augustus 2027".
BORROWERS = (frozenset([*PARTS, *STARTS]), frozenset([*ORDINALS, LAST]))


def reads(text: str) -> Period | None:
    """Return the period that the tidy words of `text` mean, or None. Raises `ValueError` for days that cannot be."""
    return _open_ended(text) or single(text) or _range(text)


def _open_ended(text: str) -> Period | None:
    """Return a period before or after another one, such as "vanaf 2026"; None for other words."""
    if found := re.fullmatch(r"(.+?),? of zoveel eerder als mogelijk( is)?", text):
        return _ending_with(found[1])
    if found := re.fullmatch(r"(?:vanaf |sinds )?(.+?) (?:en verder|en later|ev)", text):
        return _beginning_with(found[1])
    if found := re.fullmatch(rf"(voor|tot) (?:de |het )?(?:zomer|zomerreces)(?: van)? ({YEAR})", text):
        year = int(found[2])
        return Period(dt.date(year, 1, 1) if found[1] == "voor" else None, dt.date(year, *RECESS_BEGINS), Precision.SEASON)
    if found := re.fullmatch(rf"na (?:het )?zomerreces(?: van)? ({YEAR})", text):
        return Period(dt.date(int(found[1]), *AFTER_RECESS), None, Precision.SEASON)
    if found := re.fullmatch(r"(?:uiterlijk|tot en met|t/m)(?: in| op| per)? (.+)", text):
        return _ending_with(found[1])
    if found := re.fullmatch(r"(?:voor|tot)(?: de| het)? (.+)", text):
        return _before(found[1])
    if found := re.fullmatch(r"(?:vanaf|sinds) (.+? (?:t/m|tot en met) .+)", text):
        return _range(tidy(found[1]))
    if found := re.fullmatch(
        r"(?:vanaf|sinds|op zijn vroegst|niet eerder dan|niet voor"
        r"|(?:gefaseerd|structureel|doorlopend) (?:per|met ingang van)) (.+)",
        text,
    ):
        return _beginning_with(found[1])
    if found := re.fullmatch(r"na(?: de| het)? (.+)", text):
        return _after(found[1])
    return None


def _inner(words: str) -> Period | None:
    text = tidy(words)
    return single(text) or _range(text)


def _one(words: str) -> Period | None:
    """Return the period that the words mean; None for a range, because "voor 2026 of 2027" does not say before which of both."""
    return single(tidy(words))


def _beginning_with(words: str) -> Period | None:
    period = _inner(words)
    # "Vanaf 2026 of 2027" may begin in either. In "sinds 2020-2024" a reader cannot see what the second year is.
    if period != _one(words) and re.search(r"[0-9] ?- ?[0-9]|\b(?:t/m|tot en met)\b", words):
        return None
    return period and Period(period.earliest, None, period.precision)


def _ending_with(words: str) -> Period | None:
    period = _inner(words)
    return period and Period(None, period.latest, period.precision)


def _before(words: str) -> Period | None:
    period = _one(words)
    # "Tot eind 2026" (until the end of 2026) does not say which day of the end.
    if period is None or period.earliest is None or is_part(tidy(words)):
        return period and Period(None, period.latest, period.precision)
    # "Voor het najaar van 2026" (before the autumn of 2026) speaks of 2026. "Voor 1 juli 2026" can be any day before it.
    first = dt.date(period.earliest.year, 1, 1) if period.precision == Precision.SEASON else None
    return Period(first, period.earliest - dt.timedelta(days=1), period.precision)


def _after(words: str) -> Period | None:
    period = _one(words)
    if period is None or period.latest is None or is_part(tidy(words)):
        return period and Period(period.earliest, None, period.precision)
    return Period(period.latest + dt.timedelta(days=1), None, period.precision)


def _range(text: str) -> Period | None:
    """Return the period from one half of the text to the other, or None. A separator such as "-" or "t/m" splits the text."""
    for joint in JOINT.finditer(text):
        first, second = text[: joint.start()], tidy(text[joint.end() :])
        if CHAMBER.match(text[joint.end() :]):
            # Each chamber has its own period, as in "TK Q1 2026/EK Q2 2026".
            return None
        # The separator may belong to one half, as in "schooljaar 2025-2026". Then a half cannot be read: try the next separator.
        with suppress(ValueError):
            if first and second and (period := _two(first, second, joint[0])):
                return period
    return None


def _two(first_words: str, second_words: str, joint: str) -> Period | None:
    """Return the period from the first day of one half to the last day of the other, or None if either is not clear.

    `joint` stands between them. Without a space or word, as in "Najaar 2020-2021", a reader cannot see whether that is the autumn
    of 2020 until the end of 2021, or two autumns: such words are not read. Nor is "2026 en 2028", which leaves out 2027.
    """
    is_tight = joint in "-/"
    school_years = first_words.startswith("schooljaar")
    if re.fullmatch(YEARS, second_words) and not re.fullmatch(YEAR, first_words):
        if school_years and not re.fullmatch(YEAR, second_words):
            second_words = f"schooljaar {second_words}"
        elif school_years or is_tight or not single(first_words):
            return None
    second = single(second_words) or _range(second_words)
    first = second and (single(first_words) or _borrowing(first_words, second_words))
    if not first or not second or (joint.strip() == "en" and not _touch(first, second)):
        return None
    coarser = max(first.precision, second.precision, key=list(Precision).index)
    more_years = coarser == Precision.YEAR and first != second
    return Period(first.earliest, second.latest, Precision.YEARS if more_years else coarser)


def _touch(first: Period, second: Period) -> bool:
    """Return whether no day lies between two periods."""
    return bool(first.latest and second.earliest and second.earliest <= first.latest + dt.timedelta(days=1))


def _borrowing(first_words: str, second_words: str) -> Period | None:
    """Read the first half of a range such as "Q1/Q2 2026" with the year of the second half.

    "2 tot en met 6 juni 2014" also takes its month from the second half, and "begin of eind augustus 2027" all that follows the
    word "eind".
    """
    if re.fullmatch("[0-9]+", first_words) and (day := re.fullmatch(rf"[0-9]{{1,2}} ([a-z]+ {YEAR})", second_words)):
        return single(f"{first_words} {day[1]}")
    other, _, rest = second_words.partition(" ")
    if any(first_words in kind for kind in BORROWERS):
        return single(f"{first_words} {rest}") if any({first_words, other} <= kind for kind in BORROWERS) else None
    years = set(re.findall(YEAR, second_words))
    return single(f"{first_words} {years.pop()}") if len(years) == 1 else None
