"""The words and the numbers in a text. A text and a question are read in the same way."""

import re
import unicodedata
from functools import lru_cache

from measures.words.signs import plain

WORD = re.compile(r"[^\W_]+")
# The number of a parliamentary paper (kamerstuk) is a dossier and a number within it. These spellings are all recognised:
# "31 497, nr. 305", "31497-305", "kst-31497-305", "36740-VIII-12" and "36443-009" (leading zeros are ignored).
DOSSIER = r"([0-9]{2})[ .]?([0-9]{3})(?:[- ]([ivxl]+))?"
KAMERSTUK = re.compile(rf"\b(?:kst[- ]?)?{DOSSIER}(?:,? ?nrs?\b\.? ?| ?- ?)0*([0-9]{{1,4}})\b", re.IGNORECASE)
LARGE_NUMBER = re.compile(r"\b([0-9]{1,3})[ .]([0-9]{3})\b")
# Patterns for a text that is only a number: of a parliamentary paper, a dossier, a measure, a goal or a priority. A pattern
# must match the whole text. Its dict key is a format string for the groups of the match, which gives "31497n305" or "m16b".
NUMBERS = {
    "{0}{1}{2}n{3}": re.compile(rf"(?:motie|kamerstuk)? ?(?:{KAMERSTUK.pattern})", re.IGNORECASE),
    "{0}{1}{2}": re.compile(rf"(?:dossier|kamerstuk)? ?{DOSSIER}", re.IGNORECASE),
    "m{0}": re.compile(r"(?:m|(?:deel)?maatregel)? ?(?:nr\.? )?0?([0-9]{1,2}[a-z]?)", re.IGNORECASE),
    "d{0}": re.compile(r"doel ?(?:nr\.? )?([0-9]{1,2})", re.IGNORECASE),
    "s{0}": re.compile(r"speerpunt ?(?:nr\.? )?([0-9]{1,2})", re.IGNORECASE),
}


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return the word in lower case without accents, reduced to ASCII letters and digits; empty if it has none.

    So a word never contains an operator of a full-text query. Zeros before a number are left out.
    """
    letters = unicodedata.normalize("NFKD", word).lower()
    folded = "".join(letter for letter in letters if letter.isascii() and letter.isalnum())
    return (folded.lstrip("0") or "0") if folded.isdecimal() else folded


def is_kamerstuk(word: str) -> bool:
    return re.fullmatch(r"[0-9]{5}[ivxl]*n[0-9]+", word) is not None


def parts_of(word: str) -> list[str]:
    """Return the dossier and the number in it, if the word is the number of a parliamentary paper; otherwise nothing."""
    return word.split("n") if is_kamerstuk(word) else []


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, in order. The number of a parliamentary paper is one word, in any spelling."""
    text = KAMERSTUK.sub(lambda found: _filled("{0}{1}{2}n{3}", found), plain(text))
    text = LARGE_NUMBER.sub(r"\1\2", text)
    return [folded for word in WORD.findall(text) if (folded := fold(word))]


@lru_cache(maxsize=20_000)
def findable(text: str) -> tuple[str, ...]:
    """Return the words by which a text is found, in order: its words. A parliamentary paper is followed by its parts."""
    return tuple(each for word in words_of(text) for each in (word, *parts_of(word)))


def number_in(text: str) -> str:
    """Return a key such as `31497n305`, `m16b` or `d4` if the text is only a number; otherwise an empty string."""
    asked = plain(text)
    for key, pattern in NUMBERS.items():
        if found := pattern.fullmatch(asked):
            return _filled(key, found)
    return ""


def _filled(key: str, found: re.Match[str]) -> str:
    return key.format(*(part or "" for part in found.groups())).lower()
