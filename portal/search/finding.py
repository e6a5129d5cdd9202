"""What a question finds, best first: exact numbers, then what has the words in its title, then what has them in its text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from portal.search.matching import Match, matches
from portal.search.models import SearchDocument, SearchIndex
from portal.search.spelling import corrected
from portal.search.words import Term, number_in, terms_of

KINDS = SearchDocument.Kind.values


@dataclass(frozen=True)
class Found:
    """The answer to a question. `terms` are the words that found it; `meant` the question with its mistakes mended, if any.

    `partly`: nothing has all words, so these have some of them.
    """

    matches: list[Match] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    meant: str = ""
    partly: bool = False

    def chosen(self, kind: str = "", report: str = "") -> list[Match]:
        return [match for match in self.matches if kind in ("", match.kind) and (not report or report in match.reports)]

    def count_by_kind(self, report: str = "") -> Counter[str]:
        return Counter(match.kind for match in self.chosen(report=report))

    def count_by_report(self, kind: str = "") -> Counter[str]:
        return Counter(slug for match in self.chosen(kind=kind) for slug in match.reports)


def find(question: str) -> Found:
    """Answer a question. Two queries; two more where no text has all of its words, and one more for a number.

    Where nothing has all words, a misspelt word is mended; where that does not help, some of the words are enough.
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
    """What the question names by number alone; of one kind, first what bears that number in the newest report."""
    key = number_in(question)
    if not key:
        return []
    rows = SearchDocument.objects.filter(numbers__contains=f" {key} ").order_by("pk")
    found = rows.values_list("pk", "kind", "reports", "title_words", "numbers")
    in_order = sorted(found, key=lambda row: (KINDS.index(row[1]), not row[4].startswith(f" {key} ")))
    return [Match(pk, kind, reports.split(), set(words.split()), 0) for pk, kind, reports, words, _ in in_order]


def ranked(found: Sequence[Match], terms: Sequence[Term], first: Sequence[Match] = ()) -> list[Match]:
    """Each match once: `first` as they are; then the more words in the title the better, by kind; then by rank of the text."""

    def order(match: Match) -> tuple[int, int, float, int]:
        in_title = sum(term.is_in(match.title_words) for term in terms)
        return -in_title, KINDS.index(match.kind) if in_title else 0, match.rank, match.pk

    known = {match.pk for match in first}
    return [*first, *sorted((match for match in found if match.pk not in known), key=order)]
