"""From text to the words that are searched, the same for what is found and for what is asked."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from portal.search.stemming import stem

WORD = re.compile(r"[^\W_]+")
# 31 497, nr. 305 · 31497-305 · kst-31497-305 · 36740-VIII-12. Zeros before a number say nothing: 36443-009.
DOSSIER = r"([0-9]{2})[ .]?([0-9]{3})(?:[- ]([ivxl]+))?"
KAMERSTUK = re.compile(rf"\b(?:kst[- ]?)?{DOSSIER}(?:,? ?nrs?\b\.? ?| ?[-–] ?)0*([0-9]{{1,4}})\b", re.IGNORECASE)
LARGE_NUMBER = re.compile(r"\b([0-9]{1,3})[ .]([0-9]{3})\b")
# What a whole question can be, apart from words: the number of a paper, a dossier, a measure, a goal, a priority.
NUMBERS = {
    "{0}{1}{2}n{3}": re.compile(rf"(?:motie|kamerstuk)? ?(?:{KAMERSTUK.pattern})", re.IGNORECASE),
    "{0}{1}{2}": re.compile(rf"(?:dossier|kamerstuk)? ?{DOSSIER}", re.IGNORECASE),
    "m{0}": re.compile(r"(?:m|(?:deel)?maatregel)? ?(?:nr\.? )?0?([0-9]{1,2}[a-z]?)", re.IGNORECASE),
    "d{0}": re.compile(r"doel ?(?:nr\.? )?([0-9]{1,2})", re.IGNORECASE),
    "s{0}": re.compile(r"speerpunt ?(?:nr\.? )?([0-9]{1,2})", re.IGNORECASE),
}
# Words that are in every text. A question of nothing else keeps them.
COMMON = re.compile(
    "de|het|een|en|of|van|voor|in|op|te|ten|ter|met|aan|bij|door|uit|tot|om|als|dan|dat|die|dit|deze|er|is|zijn|was|waren|wordt|"
    "worden|ik|u|uw|wij|we|ze|hun|mijn|ook|naar|over|wat|hoe|wie|waar|welke|wanneer|niet|nog|nr"
)
SHORTEST_BEGINNING = 3


@dataclass(frozen=True)
class Term:
    """One word of a question. Found are words with its stem and, when it is long enough to say something, its beginning."""

    word: str

    @property
    def stem(self) -> str:
        return stem(self.word)

    @property
    def is_beginning(self) -> bool:
        return len(self.word) >= SHORTEST_BEGINNING and self.word.isalpha()

    def is_in(self, words: set[str]) -> bool:
        """Whether it is among the searchable words of a text."""
        return self.stem in words or (self.is_beginning and any(word.startswith(self.word) for word in words))

    def finds(self, printed: str) -> bool:
        """Whether one word as it is printed is a reason why its text was found."""
        folded = fold(printed)
        if not folded:
            return False
        parts = self.word.split("n") if is_kamerstuk(self.word) else []
        return stem(folded) == self.stem or folded in parts or (self.is_beginning and folded.startswith(self.word))


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Small letters without accents, and nothing else: what is left is no operator in any query language."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", word).lower() if letter.isascii() and letter.isalnum())


def is_kamerstuk(word: str) -> bool:
    return re.fullmatch(r"[0-9]{5}[ivxl]*n[0-9]+", word) is not None


def words_of(text: str) -> list[str]:
    """The words of a text, in order; the number of a paper is one word, however it is written."""
    text = unicodedata.normalize("NFC", text)
    text = KAMERSTUK.sub(lambda found: _filled("{0}{1}{2}n{3}", found), text)
    text = LARGE_NUMBER.sub(r"\1\2", text)
    return [folded for word in WORD.findall(text) if (folded := fold(word))]


def searchable(text: str) -> str:
    """What the database keeps of a text: every word, and its stem."""
    found: list[str] = []
    for word in words_of(text):
        found.append(word)
        if is_kamerstuk(word):
            found += word.split("n")
        elif stem(word) != word:
            found.append(stem(word))
    return " ".join(found)


def terms_of(question: str) -> list[Term]:
    """The words of a question that say something, each once."""
    words = list(dict.fromkeys(words_of(question)))
    telling = [word for word in words if not COMMON.fullmatch(word) and (len(word) > 1 or word.isdigit())]
    return [Term(word) for word in telling or words]


def number_in(question: str) -> str:
    """The key of the number that the whole question is: `31497n305`, `31497`, `m16b`, `d4`, `s2`; empty when it is none."""
    asked = " ".join(question.split())
    for key, pattern in NUMBERS.items():
        if found := pattern.fullmatch(asked):
            return _filled(key, found)
    return ""


def _filled(key: str, found: re.Match[str]) -> str:
    return key.format(*(part or "" for part in found.groups())).lower()
