"""What a question asks for, and which words of a vocabulary answer it. It needs no database."""

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from measures.words.reading import findable, fold, number_in, parts_of, words_of
from measures.words.stems import halves, singulars, stem

Key = TypeVar("Key", bound=Hashable)

# Stop words. If a question has nothing else, they are kept; see `read_question`.
COMMON = re.compile(
    "de|het|een|en|of|van|voor|in|op|te|ten|ter|met|aan|bij|door|uit|tot|om|onder|als|dan|dat|die|dit|deze|er|is|zijn|was|waren|"
    "wordt|worden|ik|u|uw|wij|we|ze|hun|mijn|ook|naar|over|wat|hoe|wie|waar|welke|wanneer|niet|nog|nr"
)
# Words of a question about what to do. They are left out as stop words are, and say that actions answer the question.
ABOUT_DOING = re.compile("moet|moeten|mag|mogen|kan|kunnen|doen|verplicht")
# In letters: the shortest term that is also found at the beginning of a longer word, and the shortest that is also found at its
# end; the fewest letters that then stand before it, and the fewest of both. So "zorg" finds "jeugdzorg", "taal" not "digitaal".
SHORTEST_BEGINNING = 3
SHORTEST_END, FEWEST_BEFORE, FEWEST_IN_ALL = 4, 4, 9
# Words that a reader does not take for a compound of their end, among all words of the five source documents.
WHOLE = ("maatregel", "maatregelen", "onderwijs", "overzicht", "hoofdstuk", "verplicht")
# Compounds that differ in the letters between their halves only: how much longer one can be, and how short they can be.
MOST_BETWEEN, SHORTEST_COMPOUND = 2, 8
# What a longer word counts that begins or ends with the term, beside a word that is the term.
COUNT_OF_PART = 0.5


@dataclass(frozen=True)
class SearchTerm:
    """A word of a question, with the words that stand before and after it: together they may be written as one."""

    word: str
    before: str = ""
    after: str = ""

    @property
    def stem(self) -> str:
        return stem(self.word)

    @cached_property
    def _letters(self) -> int:
        """Return the length of the word in the singular, so that a plural finds no more than its singular does."""
        return min(map(len, {self.word, *singulars(self.word)}))

    def is_half_of(self, word: str) -> bool:
        """Return whether this term and its neighbours are the word, written together: "onderwijs zorg arrangementen"."""
        ways = {(stem(self.before), self.stem), (self.stem, stem(self.after)), (stem(self.before), stem(self.word + self.after))}
        return bool(ways & halves(word))

    def is_end_of(self, word: str) -> bool:
        """Return whether the word is a compound that ends with a form of this term: "subsidieregelingen" with "regeling"."""
        place = word.rfind(self.word[:SHORTEST_BEGINNING], FEWEST_BEFORE)
        if place < 0 or min(self._letters, len(word) - place) < SHORTEST_END or stem(word[place:]) != self.stem:
            return False
        return not any(word.endswith(whole) and len(word) - place < len(whole) for whole in WHOLE)

    def is_like(self, word: str) -> bool:
        """Return whether both are the same compound, with other letters between the halves: "leerling(en)vervoer"."""
        if min(len(word), len(self.word)) < SHORTEST_COMPOUND or abs(len(word) - len(self.word)) > MOST_BETWEEN:
            return False
        return not halves(word).isdisjoint(halves(self.word))


@dataclass(frozen=True)
class Asked:
    """What a visitor asks: `terms`, all of which must be found, or the `number` of a record (see `number_in`), if it is one.

    `is_about_doing`: beside its terms the question asks what one must or may do, as in "wat moet in de schoolgids".
    """

    terms: tuple[SearchTerm, ...]
    number: str
    is_about_doing: bool = False


def read_question(text: str) -> Asked:
    """Return what a text asks for: each word once, without stop words and single letters. If no word is left, all words."""
    words = words_of(text)
    said = [word for word in words if not COMMON.fullmatch(word) and (len(word) > 1 or word.isdecimal())]
    others = [word for word in said if not ABOUT_DOING.fullmatch(word)]
    telling = others or said
    between = ["", *words, ""]
    terms = {
        word: SearchTerm(word, before, after)
        for before, word, after in zip(between, words, between[2:], strict=False)
        if word in telling or not telling
    }
    return Asked(tuple(terms.values()), number_in(text), is_about_doing=bool(others) and others != said)


@dataclass(frozen=True)
class Hits:
    """The words of a vocabulary that one term finds.

    `exact`: the term itself, in any form. `partial`: longer words that begin or end with it. `pairs`: two words that stand
    beside each other, and are the term when written together.
    """

    term: SearchTerm
    exact: frozenset[str]
    partial: frozenset[str]
    pairs: frozenset[tuple[str, str]]

    @property
    def is_known(self) -> bool:
        """Return whether a word of the vocabulary is found. Whether a pair stands anywhere, only a text can tell."""
        return bool(self.exact or self.partial)

    @cached_property
    def shown(self) -> frozenset[str]:
        """Return every folded word that a page marks as found."""
        alone = self.exact | self.partial
        return alone.union(parts_of(self.term.word), *self.pairs)

    def finds(self, printed: str) -> bool:
        return fold(printed) in self.shown

    @cached_property
    def _counts(self) -> dict[str, float]:
        return dict.fromkeys(self.partial, COUNT_OF_PART) | dict.fromkeys(self.exact, 1.0)

    @cached_property
    def _first_of_pairs(self) -> frozenset[str]:
        return frozenset(first for first, _ in self.pairs)

    def count_in(self, words: Sequence[str]) -> float:
        """Return how often the term is found. A longer word with the term in it counts for less."""
        counts = self._counts
        alone = sum([counts[word] for word in words if word in counts])
        if self._first_of_pairs.isdisjoint(words):
            return alone
        return alone + sum(pair in self.pairs for pair in pairwise(words))


class Vocabulary:
    """The words among which the terms of a question are looked up."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)

    @cached_property
    def by_stem(self) -> dict[str, list[str]]:
        found = defaultdict(list)
        for word in sorted(self.words):
            found[stem(word)].append(word)
        return dict(found)

    def known_form(self, word: str) -> str:
        """Return the word, or else another form of it, when the vocabulary has one; otherwise an empty string."""
        return word if word in self.words else next(iter(self.by_stem.get(stem(word), [])), "")

    def hits(self, term: SearchTerm) -> Hits:
        """Return the words that a term finds. All its forms find the same: "kinderen" finds what "kind" finds."""
        exact = set(self.by_stem.get(term.stem, []))
        if not term.word.isalpha():
            return Hits(term, frozenset(exact), frozenset(), frozenset())
        forms = {term.word, *exact}
        forms |= {singular for form in forms for singular in singulars(form)}
        begins = tuple(form for form in forms if len(form) >= SHORTEST_BEGINNING)
        partial = {word for word in self.words if word.startswith(begins)}
        partial |= {word for word in self._long if term.is_end_of(word)}
        exact |= {word for word in self._compounds(term) if term.is_half_of(word) or term.is_like(word)}
        return Hits(term, frozenset(exact), frozenset(partial - exact), frozenset(self._pairs(term)))

    @cached_property
    def _long(self) -> list[str]:
        return [word for word in self.words if len(word) >= FEWEST_IN_ALL and word.isalpha()]

    def _compounds(self, term: SearchTerm) -> set[str]:
        """Return the words that begin as the term or the word before it, and so can be a compound with it."""
        begins = tuple(word[:SHORTEST_BEGINNING] for word in (term.word, term.before) if len(word) >= SHORTEST_BEGINNING)
        return {word for word in self.words if len(word) >= SHORTEST_BEGINNING * 2 and word.startswith(begins)}

    def _pairs(self, term: SearchTerm) -> Iterable[tuple[str, str]]:
        for first, second in halves(term.word):
            for left in self.by_stem.get(first, []):
                yield from ((left, right) for right in self.by_stem.get(second, []))


def found_in(question: Asked, rows: Iterable[tuple[Key, Collection[str]]]) -> list[Key]:
    """Return the key of each row that answers the question, in their order. A row has a key and texts; a key may come back.

    A row answers when its texts together have all terms, or when one of its texts is the number.
    """
    words: dict[Key, list[str]] = defaultdict(list)
    numbered = set()
    for key, texts in rows:
        for text in filter(None, texts):
            # Nothing between two texts, so that their words are no neighbours.
            words[key] += (*findable(text), "")
            if question.number and number_in(text) == question.number:
                numbered.add(key)
    vocabulary = Vocabulary({word for found in words.values() for word in found if word})
    hits = [vocabulary.hits(term) for term in question.terms]
    return [key for key, found in words.items() if key in numbered or (hits and all(each.count_in(found) for each in hits))]
