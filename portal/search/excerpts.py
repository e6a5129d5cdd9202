"""Excerpts of search results, with the search terms highlighted. All text in them is HTML-escaped."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from measures.words.question import Hits
from measures.words.reading import WORD

# In characters: the maximum length of an excerpt, and the approximate length of its text before the first search term.
LONGEST = 240
BEFORE = 60


def marked(text: str, hits: Sequence[Hits]) -> SafeString:
    """Return the text with `<mark>` around each word that was found."""
    parts, end = [], 0
    for found in WORD.finditer(text):
        if any(each.finds(found[0]) for each in hits):
            parts += [(text[end : found.start()],), (format_html("<mark>{}</mark>", found[0]),)]
            end = found.end()
    return format_html_join("", "{}", [*parts, (text[end:],)])


def excerpt(text: str, hits: Sequence[Hits]) -> SafeString:
    """Return the line with the most terms, or the first line if no line has any.

    The terms are highlighted. The line is cut to `LONGEST` characters.
    """
    lines = text.split("\n")
    best = max(lines, key=lambda line: len(_places(line, hits)))
    return marked(_cut(best, min(_places(best, hits).values(), default=0)), hits)


def _places(line: str, hits: Sequence[Hits]) -> dict[str, int]:
    """Map each term that a line has to the position of its first match."""
    places: dict[str, int] = {}
    for found in WORD.finditer(line):
        for each in hits:
            if each.term.word not in places and each.finds(found[0]):
                places[each.term.word] = found.start()
    return places


def _cut(line: str, first: int) -> str:
    if len(line) <= LONGEST:
        return line
    start = line.rfind(" ", 0, max(first - BEFORE, 0)) + 1
    rest = line[start:]
    # Cut between words, unless a single word is too long.
    shown = rest if len(rest) <= LONGEST else rest[: LONGEST + 1].rpartition(" ")[0] or rest[:LONGEST]
    return f"{'… ' if start else ''}{shown}{'' if shown == rest else ' …'}"
