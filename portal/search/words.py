"""The tokeniser of the search. It treats the text of documents and the words of a visitor in the same way."""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

WORD = re.compile(r"[^\W_]+")
# The number of a parliamentary paper (kamerstuk) is a dossier and a number within it. These spellings are all recognised:
# "31 497, nr. 305", "31497-305", "kst-31497-305", "36740-VIII-12" and "36443-009" (leading zeros are ignored).
DOSSIER = r"([0-9]{2})[ .]?([0-9]{3})(?:[- ]([ivxl]+))?"
KAMERSTUK = re.compile(rf"\b(?:kst[- ]?)?{DOSSIER}(?:,? ?nrs?\b\.? ?| ?[-–] ?)0*([0-9]{{1,4}})\b", re.IGNORECASE)
LARGE_NUMBER = re.compile(r"\b([0-9]{1,3})[ .]([0-9]{3})\b")
# Patterns for searches that are only a number: of a parliamentary paper, a dossier, a measure, a goal or a priority. A pattern
# must match the whole search. Its dict key is a format string for the groups of the match. The result is a key in
# `SearchDocument.numbers`, such as "31497n305" or "m16b".
NUMBERS = {
    "{0}{1}{2}n{3}": re.compile(rf"(?:motie|kamerstuk)? ?(?:{KAMERSTUK.pattern})", re.IGNORECASE),
    "{0}{1}{2}": re.compile(rf"(?:dossier|kamerstuk)? ?{DOSSIER}", re.IGNORECASE),
    "m{0}": re.compile(r"(?:m|(?:deel)?maatregel)? ?(?:nr\.? )?0?([0-9]{1,2}[a-z]?)", re.IGNORECASE),
    "d{0}": re.compile(r"doel ?(?:nr\.? )?([0-9]{1,2})", re.IGNORECASE),
    "s{0}": re.compile(r"speerpunt ?(?:nr\.? )?([0-9]{1,2})", re.IGNORECASE),
}
# Stop words. If a search has nothing else, they are kept; see `terms_of`.
COMMON = re.compile(
    "de|het|een|en|of|van|voor|in|op|te|ten|ter|met|aan|bij|door|uit|tot|om|als|dan|dat|die|dit|deze|er|is|zijn|was|waren|wordt|"
    "worden|ik|u|uw|wij|we|ze|hun|mijn|ook|naar|over|wat|hoe|wie|waar|welke|wanneer|niet|nog|nr"
)
# The minimum length of a term that also matches the beginning of longer words.
SHORTEST_BEGINNING = 3
# `dutch_porter` gives the stems of PostgreSQL's `dutch` dictionary. The newer algorithm `dutch` is of no use here: it gives
# "beleid" (policy) and "begeleiding" (guidance) the same stem.
ALGORITHM = "dutch_porter"

_of_thread = threading.local()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a folded word (see `fold`): `ondersteuning` and `ondersteunen` both give `ondersteun`."""
    # A stemmer keeps its word in attributes while it works, so two threads cannot share one.
    if not hasattr(_of_thread, "stemmer"):
        _of_thread.stemmer = snowballstemmer.stemmer(ALGORITHM)
    return str(_of_thread.stemmer.stemWord(word))


@dataclass(frozen=True)
class SearchTerm:
    """A search term. It matches words with the same stem, and words that begin with it if `is_beginning` is true."""

    word: str

    @property
    def stem(self) -> str:
        return stem(self.word)

    @property
    def is_beginning(self) -> bool:
        return len(self.word) >= SHORTEST_BEGINNING and self.word.isalpha()

    def is_in(self, words: set[str]) -> bool:
        """Return whether the term matches any of `words`: the set of words in a result of `searchable`."""
        return self.stem in words or (self.is_beginning and any(word.startswith(self.word) for word in words))

    def finds(self, printed: str) -> bool:
        """Return whether the term matches this printed word, so that it must be highlighted."""
        folded = fold(printed)
        if not folded:
            return False
        parts = self.word.split("n") if is_kamerstuk(self.word) else []
        return stem(folded) == self.stem or folded in parts or (self.is_beginning and folded.startswith(self.word))


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Return the word in lower case without accents, reduced to ASCII letters and digits; empty if it has none.

    So a word never contains an operator of a full-text query.
    """
    return "".join(letter for letter in unicodedata.normalize("NFKD", word).lower() if letter.isascii() and letter.isalnum())


def is_kamerstuk(word: str) -> bool:
    return re.fullmatch(r"[0-9]{5}[ivxl]*n[0-9]+", word) is not None


def words_of(text: str) -> list[str]:
    """Return the folded words of a text, in order. The number of a parliamentary paper is one word, in any spelling."""
    text = unicodedata.normalize("NFC", text)
    text = KAMERSTUK.sub(lambda found: _filled("{0}{1}{2}n{3}", found), text)
    text = LARGE_NUMBER.sub(r"\1\2", text)
    return [folded for word in WORD.findall(text) if (folded := fold(word))]


def searchable(text: str) -> str:
    """Return the words that the database indexes: every word of `text` and its stem, with spaces between.

    The number of a parliamentary paper is indexed as a whole and in its two parts.
    """
    found: list[str] = []
    for word in words_of(text):
        found.append(word)
        if is_kamerstuk(word):
            found += word.split("n")
        elif stem(word) != word:
            found.append(stem(word))
    return " ".join(found)


def terms_of(question: str) -> list[SearchTerm]:
    """Return the search terms in `question`, each once, without stop words and single letters.

    If no term is left, return all words.
    """
    words = list(dict.fromkeys(words_of(question)))
    telling = [word for word in words if not COMMON.fullmatch(word) and (len(word) > 1 or word.isdecimal())]
    return [SearchTerm(word) for word in telling or words]


def number_in(question: str) -> str:
    """Return a key such as `31497n305`, `m16b` or `d4` if `question` is only a number; otherwise an empty string."""
    asked = " ".join(question.split())
    for key, pattern in NUMBERS.items():
        if found := pattern.fullmatch(asked):
            return _filled(key, found)
    return ""


def _filled(key: str, found: re.Match[str]) -> str:
    return key.format(*(part or "" for part in found.groups())).lower()
