"""What a briefing says, and the rule that makes it fit on one page."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from operator import attrgetter
from typing import Any

# The room on the page, in rows of text, and the number of characters in one row. Both are estimates on the safe side: the tests
# make every briefing and count its pages.
ROWS, IN_ROW = 62, 96
HEADING = 1.7
# The longest line, in characters, and the words at the end of a line that is longer.
LONGEST = 3 * IN_ROW
FURTHER = "… (verder op de site)"
SENTENCE_END = ". "


@dataclass(frozen=True)
class BriefingPart:
    """A heading with lines. `more` is the number of lines that did not fit.

    `weight`: how much room the part may take beside the others. One line always stays.
    """

    heading: str
    lines: tuple[str, ...]
    weight: int = 1
    more: int = 0

    @property
    def rows(self) -> float:
        return HEADING + sum(math.ceil(len(line) / IN_ROW) for line in self.lines) + bool(self.more)

    @property
    def claim(self) -> float:
        return self.rows / self.weight

    @property
    def shorter(self) -> "BriefingPart":
        return replace(self, lines=self.lines[:-1], more=self.more + 1)

    @property
    def more_in_words(self) -> str:
        return f"en {self.more} meer op de site" if self.more else ""


@dataclass(frozen=True)
class Briefing:
    """A briefing: `made` says when it was made, `address` is the URL of the page."""

    title: str
    made: str
    address: str
    parts: tuple[BriefingPart, ...]

    @property
    def as_data(self) -> dict[str, Any]:
        """Return the data for `typst/briefing.typ`."""
        parts = [asdict(part) | {"more": part.more_in_words} for part in self.parts]
        return {"title": self.title, "made": self.made, "address": self.address, "parts": parts}


def briefing(title: str, made: str, address: str, parts: Sequence[BriefingPart]) -> Briefing:
    """Return a briefing that fits on one page. Parts without lines are left out.

    A line of more than `LONGEST` characters ends with `FURTHER`. While there is too much, the part with the most rows for its
    weight loses its last line, and says how many lines are on the site.
    """
    found = [replace(part, lines=tuple(map(shortened, part.lines))) for part in parts if part.lines]
    room = ROWS - math.ceil(len(title) / (IN_ROW / 2))
    while sum(part.rows for part in found) > room:
        longest = max((part for part in found if len(part.lines) > 1), key=attrgetter("claim"), default=None)
        if longest is None:
            break
        found[found.index(longest)] = longest.shorter
    return Briefing(title, made, address, tuple(found))


def shortened(text: str) -> str:
    """Return the text in one line. One of more than `LONGEST` characters ends with `FURTHER`, after a sentence or else a word."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    fits = text[: LONGEST - len(FURTHER)]
    sentences, dot, _ = fits.rpartition(SENTENCE_END)
    return f"{sentences}{dot.strip()} {FURTHER}" if len(sentences) > LONGEST / 2 else fits.rpartition(" ")[0] + FURTHER
