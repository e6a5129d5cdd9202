"""Excerpts of search results, with the search terms highlighted. All text in them is HTML-escaped."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from portal.search.words import WORD, SearchTerm

# In characters: the maximum length of an excerpt, and the approximate length of its text before the first search term.
LONGEST = 240
BEFORE = 60


def marked(text: str, terms: Sequence[SearchTerm]) -> SafeString:
    """Return the text with `<mark>` around each word that matches a term."""
    parts, end = [], 0
    for found in WORD.finditer(text):
        if any(term.finds(found[0]) for term in terms):
            parts += [(text[end : found.start()],), (format_html("<mark>{}</mark>", found[0]),)]
            end = found.end()
    return format_html_join("", "{}", [*parts, (text[end:],)])


def excerpt(text: str, terms: Sequence[SearchTerm]) -> SafeString:
    """Return the line with the most terms, or the first line if no line has any.

    The terms are highlighted. The line is cut to `LONGEST` characters.
    """
    lines = text.split("\n")
    best = max(lines, key=lambda line: len(_hits(line, terms)))
    return marked(_cut(best, min(_hits(best, terms).values(), default=0)), terms)


def _hits(line: str, terms: Sequence[SearchTerm]) -> dict[SearchTerm, int]:
    """Map each term that a line has to the position of its first match."""
    hits: dict[SearchTerm, int] = {}
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
    # Cut between words, unless a single word is too long.
    shown = rest if len(rest) <= LONGEST else rest[: LONGEST + 1].rpartition(" ")[0] or rest[:LONGEST]
    return f"{'… ' if start else ''}{shown}{'' if shown == rest else ' …'}"
