"""The mending of words that stand nowhere: typing mistakes, and compounds of which only the parts are known."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import takewhile
from operator import eq

from measures.words.question import SearchTerm, Vocabulary

# The shortest word that is mended, and the shortest part of a compound, in letters: shorter words resemble too many others.
SHORTEST = 4
# The most words of one search that are mended.
MOST_MISTAKES = 4
# The least similarity of a misspelt word and its correction, from 0 to 1. One wrong letter of five gives 0.8.
ALIKE = 0.8
# The largest difference in length, in letters, of a misspelt word and its correction.
MOST_LETTERS = 2


def mended(terms: Sequence[SearchTerm], vocabulary: Vocabulary) -> list[SearchTerm]:
    """Return the terms with those mended that find no word, or an empty list if nothing changes.

    The first of these that exists takes the place of such a term:

    1. a known word that differs by one slip of a finger;
    2. its parts, when it is a compound of known words;
    3. the most similar known word.

    Short words, words of which none exists, and unknown words after the first `MOST_MISTAKES` stay unchanged.
    """
    words = sorted(word for word in vocabulary.words if len(word) >= SHORTEST and word.isalpha())
    found: list[str] = []
    mistakes = 0
    for term in terms:
        is_mistake = len(term.word) >= SHORTEST and not vocabulary.hits(term).is_known and mistakes < MOST_MISTAKES
        mistakes += is_mistake
        found += _instead(term.word, words, vocabulary) if is_mistake else [term.word]
    return [SearchTerm(word) for word in dict.fromkeys(found)] if found != [term.word for term in terms] else []


def _instead(word: str, words: list[str], vocabulary: Vocabulary) -> list[str]:
    near = [known for known in words if abs(len(known) - len(word)) <= MOST_LETTERS]
    slips = [known for known in near if is_one_slip(word, known)]
    return (
        get_close_matches(word, slips, n=1, cutoff=0)
        or max(_parts(word, vocabulary), key=lambda parts: len(min(parts, key=len)), default=[])
        or get_close_matches(word, near, n=1, cutoff=ALIKE)
        or [word]
    )


def is_one_slip(one: str, other: str) -> bool:
    """Return whether two words differ by one letter that is wrong, missing, too many, or swapped with the next."""
    begin = _same_letters(one, other)
    one, other = one[begin:], other[begin:]
    end = _same_letters(one[::-1], other[::-1])
    one, other = one[: len(one) - end], other[: len(other) - end]
    return max(len(one), len(other)) == 1 or (len(one) == 2 and one == other[::-1])


def _same_letters(one: str, other: str) -> int:
    """Return how many letters two words begin with in common."""
    return len(list(takewhile(bool, map(eq, one, other))))


def _parts(word: str, vocabulary: Vocabulary) -> Iterator[list[str]]:
    """Yield the known words that a compound is made of, for each way to divide it in two."""
    for place in range(SHORTEST, len(word) - SHORTEST + 1):
        parts = [vocabulary.known_form(word[:place]), vocabulary.known_form(word[place:])]
        if all(parts):
            yield parts
