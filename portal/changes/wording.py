"""What changed in the words of a measure between two stands: line by line, and word by word where a line was rewritten.

The words are the portal's own; a difference shows that the sources say something else, or that it was written anew.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from measures.models import MeasureSnapshot

# Two lines are one line rewritten when at least this part of their words is the same.
ALIKE = 0.5


@dataclass(frozen=True)
class Piece:
    """A run of words: in both, only in the old one, or only in the new one."""

    how: str
    words: str


@dataclass(frozen=True)
class Line:
    """A line that came, went, or was rewritten; with what kind of line it is."""

    heading: str
    pieces: tuple[Piece, ...]


def wording(old: MeasureSnapshot, new: MeasureSnapshot) -> list[Line]:
    """Return the lines of two stands that differ, in the order of the new one. Needs both stands' `items`."""
    before, after = _lines(old), _lines(new)
    found: list[Line] = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for how, start, end, begin, stop in matcher.get_opcodes():
        if how != "equal":
            found += _changed(before[start:end], after[begin:stop])
    return found


def _lines(stand: MeasureSnapshot) -> list[tuple[str, str]]:
    """The summary and every item, each with the name of its kind."""
    summary = [("Samenvatting", stand.summary)] if stand.summary else []
    return [*summary, *[(item.get_kind_display(), item.text) for item in stand.items.all()]]


def _changed(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> list[Line]:
    """Pair each new line with the old one of its kind that is most like it; what has no partner came or went."""
    left = list(before)
    found = []
    for heading, text in after:
        partner = max((line for line in left if line[0] == heading), key=lambda line: alike(line[1], text), default=None)
        if partner is not None and alike(partner[1], text) >= ALIKE:
            left.remove(partner)
            found.append(Line(heading, pieces_of(partner[1], text)))
        else:
            found.append(Line(heading, (Piece("new", text),)))
    return found + [Line(heading, (Piece("old", text),)) for heading, text in left]


def alike(old: str, new: str) -> float:
    """How much of two lines is the same, by words: from 0 to 1."""
    return SequenceMatcher(a=_words(old), b=_words(new), autojunk=False).ratio()


def _words(text: str) -> list[str]:
    return re.findall(r"\S+", text)


def pieces_of(old: str, new: str) -> tuple[Piece, ...]:
    """Return the two texts as one row of pieces: without the new ones it is the old text, without the old ones the new."""
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
