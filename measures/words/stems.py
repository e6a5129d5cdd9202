"""The stem of a word, and the two words that a compound can be made of."""

import re
import threading
from functools import lru_cache

import snowballstemmer

# The newer algorithm `dutch` is of no use here: it gives "beleid" (policy) and "begeleiding" (guidance) the same stem.
ALGORITHM = "dutch_porter"
# Plurals that the algorithm leaves as they are: "moties", "gemeentes", and the nouns with -eren (Algemene Nederlandse
# Spraakkunst, 3.5.3) that can be the first half of a compound as well: "kinderopvang".
PLURAL_IN_S = re.compile(r"(?<=ie)s$|(?<=[dgst]e)s$")
PLURAL_IN_EREN = re.compile(r"(?<=kind|blad|lied|volk|goed)er(?:en|s)?$")
# What Dutch spelling does to the end of a word in its plural: "plan" and "plannen", "brief" and "brieven", "huis" and "huizen".
DOUBLED = re.compile(r"([b-df-hj-np-tv-z])\1$")
VOICED = str.maketrans("vz", "fs")
# A vowel that is written once before the ending of a plural, and mostly twice without it: "scholen" and "school".
LONG_IN_PLURAL = re.compile(r"(?<![aeiou])[aeou][b-df-hj-np-tv-z]$")
VOWELS = re.compile("[aeiou]+")
# In letters: the shortest half of a compound.
SHORTEST_HALF = 3

_of_thread = threading.local()


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a folded word: `ondersteun` for `ondersteuning` and `ondersteunen`, `motie` for `motie` and `moties`."""
    # A stemmer keeps its word in attributes while it works, so two threads cannot share one.
    if not hasattr(_of_thread, "stemmer"):
        _of_thread.stemmer = snowballstemmer.stemmer(ALGORITHM)
    singular = PLURAL_IN_EREN.sub("", PLURAL_IN_S.sub("", word))
    found = DOUBLED.sub(r"\1", str(_of_thread.stemmer.stemWord(singular)))
    return found[:-1] + found[-1:].translate(VOICED)


def singulars(word: str) -> set[str]:
    """Return the words that a folded word can be the plural of, all with its stem: `school` for `scholen`. Often none."""
    found = {PLURAL_IN_EREN.sub("", word), PLURAL_IN_S.sub("", word), re.sub("[ns]$", "", word), re.sub("heden$", "heid", word)}
    if word.endswith("en"):
        base = word[:-2]
        ends = base[:-1] + base[-1:].translate(VOICED)
        if DOUBLED.search(base):
            found.add(base[:-1])
        elif LONG_IN_PLURAL.search(base):
            found |= {f"{ends[:-1]}{ends[-2:]}", *([ends] if len(VOWELS.findall(base)) > 1 else [])}
        else:
            found.add(ends)
    return {each for each in found - {word} if stem(each) == stem(word)}


@lru_cache(maxsize=2_000)
def halves(word: str) -> frozenset[tuple[str, str]]:
    """Return the stems of every two words that are this word when written together: `leerling` and `vervoer`, among others.

    Letters between the two belong to the first: `leerlingenvervoer` has the same halves as `leerlingvervoer`.
    """
    if not word.isalpha():
        return frozenset()
    places = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
    return frozenset((stem(word[:place]), stem(word[place:])) for place in places)
