"""The differences in text between two snapshots of a measure: by line, and by word within a rewritten line.

Editors of the portal summarise each report in their own words. So a difference can have two causes: the reports say
something else, or the editors wrote it in another way.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from measures.models import MeasureSnapshot

# Two lines count as one rewritten line if they are at least this similar, from 0 to 1; see `alike`.
ALIKE = 0.5


@dataclass(frozen=True)
class Piece:
    """A run of words. `how` says which text has it: "both", "old" or "new"."""

    how: str
    words: str


@dataclass(frozen=True)
class WordingLine:
    """A line that was added, removed or rewritten. `heading` is its kind in Dutch: the summary, or a kind of item."""

    heading: str
    pieces: tuple[Piece, ...]


def wording(old: MeasureSnapshot, new: MeasureSnapshot) -> list[WordingLine]:
    """Return the lines that differ between two snapshots of a measure, in the order of `new`.

    Needs the prefetch of `items` on both; without it each runs a query.
    """
    before, after = _lines(old), _lines(new)
    found: list[WordingLine] = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for how, start, end, begin, stop in matcher.get_opcodes():
        if how != "equal":
            found += _changed(before[start:end], after[begin:stop])
    return found


def _lines(stand: MeasureSnapshot) -> list[tuple[str, str]]:
    """Return the summary and every item as pairs of heading and text."""
    summary = [("Samenvatting", stand.summary)] if stand.summary else []
    return [*summary, *[(item.get_kind_display(), item.text) for item in stand.items.all()]]


def _changed(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> list[WordingLine]:
    """Pair each new line with the most similar old line of its kind. Lines without a partner were added or removed."""
    left = list(before)
    found = []
    for heading, text in after:
        partner = max((line for line in left if line[0] == heading), key=lambda line: alike(line[1], text), default=None)
        if partner is not None and alike(partner[1], text) >= ALIKE:
            left.remove(partner)
            found.append(WordingLine(heading, pieces_of(partner[1], text)))
        else:
            found.append(WordingLine(heading, (Piece("new", text),)))
    return found + [WordingLine(heading, (Piece("old", text),)) for heading, text in left]


def alike(old: str, new: str) -> float:
    """Return how similar two lines are by their words, from 0 to 1."""
    return SequenceMatcher(a=_words(old), b=_words(new), autojunk=False).ratio()


def _words(text: str) -> list[str]:
    return re.findall(r"\S+", text)


def pieces_of(old: str, new: str) -> tuple[Piece, ...]:
    """Return both texts merged into one sequence of pieces.

    The pieces "both" and "old" make up the old text; "both" and "new" make up the new text.
    """
    before, after = _words(old), _words(new)
    found = []
    for how, start, end, begin, stop in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        if how == "equal":
            found.append(Piece("both", " ".join(before[start:end])))
            continue
        for side, words in (("old", before[start:end]), ("new", after[begin:stop])):
            if words:
                found.append(Piece(side, " ".join(words)))
    return tuple(found)
