"""The search itself: exact numbers first, then matches in titles, then matches in texts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from measures.words.question import Hits, SearchTerm, Vocabulary, read_question
from portal.core.kept import Kept
from portal.search.matching import Match, matches
from portal.search.models import SearchDocument, SearchIndex
from portal.search.spelling import mended
from portal.search.standings import NowTold, Turn, told_today, turn_of

DOCUMENT_KINDS = SearchDocument.Kind.values
# The formula of `_scores`: how soon more of the same word adds nothing, and how much a long text counts as long. The usual values
# of BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009). A word of a title counts as ten.
SATURATION, LENGTH = 1.2, 0.75
COUNT_IN_TITLE = 10


@dataclass(frozen=True)
class Found:
    """The result of a search: its matches, best first.

    `hits`: the words that were looked for. `told`: what addresses tell of today. `meant`: the mended words, if the words as
    typed were found nowhere; otherwise empty. `partly`: no document has all terms, so each match has at least one of them.
    """

    matches: list[Match] = field(default_factory=list)
    hits: list[Hits] = field(default_factory=list)
    told: Mapping[str, NowTold] = field(default_factory=dict)
    meant: str = ""
    partly: bool = False

    def chosen(self, kind: str = "", report: str = "") -> list[Match]:
        return [match for match in self.matches if kind in ("", match.kind) and (not report or report in match.reports)]

    def count_by_kind(self, report: str = "") -> Counter[str]:
        return Counter(match.kind for match in self.chosen(report=report))

    def count_by_report(self, kind: str = "") -> Counter[str]:
        return Counter(slug for match in self.chosen(kind=kind) for slug in match.reports)


# The words of the index, until the content changes.
_vocabulary: Kept[str, Vocabulary] = Kept(1)


def vocabulary() -> Vocabulary:
    """Return all words of the index. One query, and none while the process keeps them."""
    return _vocabulary.one("", _read_vocabulary)


def _read_vocabulary() -> Vocabulary:
    return Vocabulary((SearchIndex.objects.values_list("words", flat=True).first() or "").split())


def find(text: str) -> Found:
    """Return the documents that match the words of a visitor.

    First, all words must match. If no document has them all, unknown words are mended. If that does not help, one matching
    word is enough. Besides the vocabulary and what the results tell (see `told_today`), one query when all words match; at
    most two more when they do not. A search for a number takes one more.
    """
    question = read_question(text)
    if not question.terms:
        return Found()
    numbered, known = _with_number(question.number), vocabulary()
    if found := _found(question.terms, known, first=numbered, actions_first=question.is_about_doing):
        return found
    meant = mended(question.terms, known)
    if meant and (found := _found(meant, known, meant=" ".join(term.word for term in meant))):
        return found
    some = meant or question.terms
    return _found(some, known, any_of=True, partly=len(some) > 1) or Found()


def _found(
    terms: Sequence[SearchTerm], known: Vocabulary, *, first: Sequence[Match] = (), any_of: bool = False, meant: str = "",
    partly: bool = False, actions_first: bool = False,
) -> Found | None:  # fmt: skip
    """Return the documents with all terms, or with one of them if `any_of`, after those of `first`. None when there are none."""
    hits = [known.hits(term) for term in terms]
    found = matches(hits, any_of=any_of)
    if not found and not first:
        return None
    told = told_today()
    return Found(ranked(found, hits, told, first, actions_first=actions_first), hits, told, meant, partly)


def _with_number(key: str) -> list[Match]:
    """Return the documents with this number, sorted by kind; none without a number.

    Within a kind, documents whose first number is this number come first. The first number of a measure is its code in the
    newest report.
    """
    if not key:
        return []
    rows = SearchDocument.objects.filter(numbers__contains=f" {key} ").order_by("pk")
    in_order = sorted(rows, key=lambda row: (DOCUMENT_KINDS.index(row.kind), not row.numbers.startswith(f" {key} ")))
    return [
        Match(row.pk, row.kind, row.url, row.reports.split(), row.title_words.split(), row.text_words.split()) for row in in_order
    ]


def ranked(
    found: Sequence[Match], hits: Sequence[Hits], told: Mapping[str, NowTold], first: Sequence[Match] = (), *,
    actions_first: bool = False,
) -> list[Match]:  # fmt: skip
    """Return all matches once: first those of `first` in their order, then those of `found` in this order:

    0. with `actions_first`, actions that have not ended;
    1. notes after everything else;
    2. most terms in the title;
    3. turn: duties that hold and other records, duties ahead, options, what ended, what a report said (see `Turn`);
    4. kind, for matches with a term in the title;
    5. score, then primary key.
    """
    known = {match.pk for match in first}
    others = [match for match in found if match.pk not in known]
    if not others:
        return list(first)
    in_title = [[each.count_in(match.title_words) for each in hits] for match in others]
    scores = _scores(others, hits, in_title)

    def order(place: int) -> tuple[bool, bool, int, int, int, float, int]:
        match = others[place]
        turn = turn_of(match.kind, told.get(match.url))
        terms = sum(count > 0 for count in in_title[place])
        kind = DOCUMENT_KINDS.index(match.kind) if terms else 0
        is_note = match.kind == SearchDocument.Kind.NOTE
        is_answer = actions_first and match.kind == SearchDocument.Kind.ACTION and turn != Turn.ENDED
        return not is_answer, is_note, -terms, turn, kind, -scores[place], match.pk

    return [*first, *[others[place] for place in sorted(range(len(others)), key=order)]]


def _scores(found: Sequence[Match], hits: Sequence[Hits], in_title: Sequence[Sequence[float]]) -> list[float]:
    """Return a score for each match: higher with more hits, of terms that are rarer among the matches, in fewer words (BM25)."""
    lengths = [len(match.title_words) + len(match.text_words) for match in found]
    average = sum(lengths) / len(found) or 1
    fullness = [SATURATION * (1 - LENGTH + LENGTH * length / average) for length in lengths]
    scores = [0.0] * len(found)
    for number, each in enumerate(hits):
        counts = [
            titled[number] * COUNT_IN_TITLE + each.count_in(match.text_words)
            for match, titled in zip(found, in_title, strict=True)
        ]
        rarity = log(1 + len(found) / (1 + sum(count > 0 for count in counts)))
        for place, count in enumerate(counts):
            scores[place] += rarity * count / (count + fullness[place])
    return scores
