"""The correction of misspelt search terms. It uses difflib, so that every database gives the same result."""

from collections.abc import Sequence
from difflib import get_close_matches

from portal.search.words import SearchTerm, words_of

# The shortest word that is corrected, in letters: shorter words resemble too many others.
SHORTEST = 4
# The most words of one search that are corrected.
MOST_MISTAKES = 4
# The least similarity of a misspelt word and its correction, from 0 to 1. One wrong letter of five gives 0.8.
ALIKE = 0.8
# The largest difference in length, in letters, of a misspelt word and its correction.
MOST_LETTERS = 2


def correct_words(text: str) -> set[str]:
    """Return the words of a text that can serve as a correction."""
    return {word for word in words_of(text) if len(word) >= SHORTEST and word.isalpha()}


def corrected(terms: Sequence[SearchTerm], known: Sequence[str]) -> list[SearchTerm]:
    """Return the terms with the misspelt ones corrected, or an empty list if nothing changes.

    A term is misspelt if it matches none of the `known` words. The most similar known word replaces it. Short words, words
    without a similar known word, and misspelt words after the first `MOST_MISTAKES` stay unchanged.
    """
    stems = {SearchTerm(word).stem for word in known}
    found, mistakes = [], 0
    for term in terms:
        is_known = term.stem in stems or (term.is_beginning and any(word.startswith(term.word) for word in known))
        if not is_known and len(term.word) >= SHORTEST and mistakes < MOST_MISTAKES:
            mistakes += 1
            near = [word for word in known if abs(len(word) - len(term.word)) <= MOST_LETTERS]
            term = SearchTerm(next(iter(get_close_matches(term.word, near, n=1, cutoff=ALIKE)), term.word))
        found.append(term)
    return found if found != list(terms) else []
