"""The stem of a Dutch word, by the Snowball algorithm: http://snowball.tartarus.org/algorithms/dutch/stemmer.html.

The same stems as PostgreSQL's own `dutch_stem`, which SQLite does not have; a test compares the two.
"""

import re
from functools import lru_cache

VOWELS = "aeiouy"
# Where a stem can end: after the first consonant that follows a vowel, and the same once more.
REGION = re.compile(rf"[{VOWELS}][^{VOWELS}]")
LONG_VOWEL = re.compile(rf"([^{VOWELS}])(aa|ee|oo|uu)([^{VOWELS}I])$")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a word in small letters without accents: `ondersteuning` and `ondersteunen` are both `ondersteun`."""
    return _Stemmer(word).stem()


def _undouble(word: str) -> str:
    return word[:-1] if word.endswith(("kk", "dd", "tt")) else word


class _Stemmer:
    """One word on its way to its stem. `first` and `second` are where its regions R1 and R2 begin."""

    def __init__(self, word: str) -> None:
        # A y or i that sounds as a consonant is written large, so that it is no vowel.
        word = re.sub(rf"^y|(?<=[{VOWELS}])y", "Y", word)
        self.word = re.sub(rf"(?<=[{VOWELS}])i(?=[{VOWELS}])", "I", word)
        self.first = max(self._after(0), 3)
        self.second = self._after(self._after(0))
        self.lost_e = False

    def _after(self, start: int) -> int:
        found = REGION.search(self.word, start)
        return found.end() if found else len(self.word)

    def stem(self) -> str:
        self._inflection()
        self._final_e()
        self._heid()
        self._derivation()
        self.word = LONG_VOWEL.sub(lambda found: f"{found[1]}{found[2][0]}{found[3]}", self.word)
        return self.word.lower()

    def _ends(self, ending: str, region: int) -> bool:
        return self.word.endswith(ending) and len(self.word) - len(ending) >= region

    def _before(self, ending: str) -> str:
        return self.word[: -len(ending)]

    def _without_en(self, ending: str) -> None:
        before = self._before(ending)
        if self._ends(ending, self.first) and before[-1] not in VOWELS and not before.endswith("gem"):
            self.word = _undouble(before)

    def _inflection(self) -> None:
        ending = next((end for end in ("heden", "ene", "en", "se", "s") if self.word.endswith(end)), "")
        if ending == "heden" and self._ends(ending, self.first):
            self.word = self._before(ending) + "heid"
        elif ending in ("en", "ene"):
            self._without_en(ending)
        elif ending in ("s", "se") and self._ends(ending, self.first):
            before = self._before(ending)
            if before[-1] not in VOWELS + "j":
                self.word = before

    def _final_e(self) -> None:
        if self._ends("e", self.first) and self.word[-2] not in VOWELS:
            self.word, self.lost_e = _undouble(self.word[:-1]), True

    def _heid(self) -> None:
        if self._ends("heid", self.second) and not self._before("heid").endswith("c"):
            self.word = self._before("heid")
            if self.word.endswith("en"):
                self._without_en("en")

    def _derivation(self) -> None:
        ending = next((end for end in ("baar", "lijk", "bar", "end", "ing", "ig") if self.word.endswith(end)), "")
        if not ending or not self._ends(ending, self.second):
            return
        before = self._before(ending)
        if ending in ("end", "ing"):
            self.word = before
            if self._ends("ig", self.second) and not before.endswith("eig"):
                self.word = self._before("ig")
            else:
                self.word = _undouble(before)
        elif ending == "ig":
            self.word = self.word if before.endswith("e") else before
        elif ending == "lijk":
            self.word = before
            self._final_e()
        elif ending == "baar" or self.lost_e:
            self.word = before
