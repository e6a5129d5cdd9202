"""The search itself: exact numbers first, then matches in titles, then matches in texts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.search.matching import Match, matches
from portal.search.models import SearchDocument, SearchIndex
from portal.search.spelling import corrected
from portal.search.words import SearchTerm, number_in, terms_of

DOCUMENT_KINDS = SearchDocument.Kind.values


@dataclass(frozen=True)
class Found:
    """The result of a search: its matches, best first.

    `terms`: the terms that were used. `meant`: the corrected words, if a spelling mistake was corrected; otherwise empty.
    `partly`: no document has all terms, so each match has at least one of them.
    """

    matches: list[Match] = field(default_factory=list)
    terms: list[SearchTerm] = field(default_factory=list)
    meant: str = ""
    partly: bool = False

    def chosen(self, kind: str = "", report: str = "") -> list[Match]:
        return [match for match in self.matches if kind in ("", match.kind) and (not report or report in match.reports)]

    def count_by_kind(self, report: str = "") -> Counter[str]:
        return Counter(match.kind for match in self.chosen(report=report))

    def count_by_report(self, kind: str = "") -> Counter[str]:
        return Counter(slug for match in self.chosen(kind=kind) for slug in match.reports)


def find(question: str) -> Found:
    """Return the documents that match the words of a visitor.

    First, all words must match. If no document has them all, misspelt words are corrected. If that does not help, one
    matching word is enough. One query when all words match; at most three more when they do not. A search for a number
    takes one more.
    """
    terms = terms_of(question)
    if not terms:
        return Found()
    numbered = _with_number(question)
    if found := ranked(matches(terms), terms, first=numbered):
        return Found(found, terms)
    index = SearchIndex.objects.first()
    meant = corrected(terms, index.words.split() if index else [])
    if meant and (found := ranked(matches(meant), meant)):
        return Found(found, meant, meant=" ".join(term.word for term in meant))
    some = meant or terms
    return Found(ranked(matches(some, any_of=True), some), some, partly=len(some) > 1)


def _with_number(question: str) -> list[Match]:
    """Return the documents with this number, sorted by kind; none if `question` is not just a number.

    Within a kind, documents whose first number is this number come first. The first number of a measure is its code in the
    newest report.
    """
    key = number_in(question)
    if not key:
        return []
    rows = SearchDocument.objects.filter(numbers__contains=f" {key} ").order_by("pk")
    found = rows.values_list("pk", "kind", "reports", "title_words", "numbers")
    in_order = sorted(found, key=lambda row: (DOCUMENT_KINDS.index(row[1]), not row[4].startswith(f" {key} ")))
    return [Match(pk, kind, reports.split(), set(words.split()), 0) for pk, kind, reports, words, _ in in_order]


def ranked(found: Sequence[Match], terms: Sequence[SearchTerm], first: Sequence[Match] = ()) -> list[Match]:
    """Return all matches once: first those of `first` in their order, then those of `found` in this order:

    1. most terms in the title;
    2. kind, for matches with a term in the title;
    3. rank by the database, then primary key.
    """

    def order(match: Match) -> tuple[int, int, float, int]:
        in_title = sum(term.is_in(match.title_words) for term in terms)
        return -in_title, DOCUMENT_KINDS.index(match.kind) if in_title else 0, match.rank, match.pk

    known = {match.pk for match in first}
    return [*first, *sorted((match for match in found if match.pk not in known), key=order)]
