"""A word that is nowhere, and the word that was probably meant. By Python's own difflib, the same on every database."""

from collections.abc import Sequence
from difflib import get_close_matches

from portal.search.words import Term, words_of

# A shorter word with a mistake in it can be anything, and a question with more mistakes than this is another question.
SHORTEST = 4
MOST_MISTAKES = 4
# How alike two words are, from 0 to 1: one wrong letter in a word of five.
ALIKE = 0.8
# No more letters too many or too few than this.
MOST_LETTERS = 2


def correct_words(text: str) -> set[str]:
    """The words of a text that a misspelt word can be replaced by."""
    return {word for word in words_of(text) if len(word) >= SHORTEST and word.isalpha()}


def corrected(terms: Sequence[Term], known: Sequence[str]) -> list[Term]:
    """The terms with every word that no text has replaced by the word most like it; empty when that changes nothing."""
    stems = {Term(word).stem for word in known}
    found, mistakes = [], 0
    for term in terms:
        is_known = term.stem in stems or (term.is_beginning and any(word.startswith(term.word) for word in known))
        if not is_known and len(term.word) >= SHORTEST and mistakes < MOST_MISTAKES:
            mistakes += 1
            near = [word for word in known if abs(len(word) - len(term.word)) <= MOST_LETTERS]
            term = Term(next(iter(get_close_matches(term.word, near, n=1, cutoff=ALIKE)), term.word))
        found.append(term)
    return found if found != list(terms) else []
