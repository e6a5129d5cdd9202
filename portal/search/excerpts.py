"""The words of an answer with what was asked marked, safe to show: everything from a text is escaped."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.search.words import WORD, Term

LONGEST = 240
# How much of a long line stands before the first word that was asked.
BEFORE = 60


def marked(text: str, terms: Sequence[Term]) -> SafeString:
    """The text, with `<mark>` around each word that was asked."""
    parts, end = [], 0
    for found in WORD.finditer(text):
        if any(term.finds(found[0]) for term in terms):
            parts += [(text[end : found.start()],), (format_html("<mark>{}</mark>", found[0]),)]
            end = found.end()
    return format_html_join("", "{}", [*parts, (text[end:],)])


def excerpt(text: str, terms: Sequence[Term]) -> SafeString:
    """The line that has most of the words, marked; cut where it is long. The first line where none has any."""
    lines = text.split("\n")
    best = max(lines, key=lambda line: len(_hits(line, terms)))
    return marked(_cut(best, min(_hits(best, terms).values(), default=0)), terms)


def _hits(line: str, terms: Sequence[Term]) -> dict[Term, int]:
    """Which of the terms a line has, and where first."""
    hits: dict[Term, int] = {}
    for found in WORD.finditer(line):
        for term in terms:
            if term not in hits and term.finds(found[0]):
                hits[term] = found.start()
    return hits


def _cut(line: str, first: int) -> str:
    if len(line) <= LONGEST:
        return line
    start = line.rfind(" ", 0, max(first - BEFORE, 0)) + 1
    rest = line[start:]
    # Never within a word, unless there is no other place.
    shown = rest if len(rest) <= LONGEST else rest[: LONGEST + 1].rpartition(" ")[0] or rest[:LONGEST]
    return f"{'… ' if start else ''}{shown}{'' if shown == rest else ' …'}"
