"""What can stand on an axis: marks with their words, in lanes, in rows, in one picture. Knows no records.

Widths of words are estimates, on the wide side; the browser tests measure what really comes out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.site.pictures.axis import MARGIN, Axis, Span

LANE = 24
# Pixels: the width of a picture on a screen of 320, that beside its names on a wide one, one letter, a mark with its gap.
NARROW, WIDE, LETTER, GAP = 288, 800, 7.6, 13


# What an earlier report planned, or what will not happen any more: fainter than the rest.
PROMISE = "promise"


class Shape(StrEnum):
    """What a mark looks like; with its tone, never colour alone."""

    BAR = "bar"
    DAY = "day"
    FACT = "fact"
    STATUS = "status"
    NO_DATE = "no-date"


IN_LEGEND = {shape: Span(15, 85) if shape == Shape.BAR else Span(50, 50) for shape in Shape}


@dataclass(frozen=True)
class Mark:
    """A day, a period, a fact, a status or a missing date, with the words that it stands for.

    `tone` is the standing or status that gives its colour, or "promise" (fainter) or "phase".
    """

    shape: Shape
    span: Span
    tone: str
    words: str = ""


class Screen(StrEnum):
    """On which screens words are shown."""

    EVERY = ""
    SMALL = "less"
    WIDE = "more"


@dataclass(frozen=True)
class Label:
    """Words at the marks of a lane; `more` of them where there is room."""

    text: str
    at: float
    shift: int
    anchor: str
    screen: Screen = Screen.EVERY
    more: str = ""
    more_on: Screen = Screen.EVERY


@dataclass(frozen=True)
class Step:
    """A line from a mark to that of the next lane: together they are the stairs of a date that moved."""

    from_x: float
    to_x: float


@dataclass(frozen=True)
class Lane:
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    step: Step | None = None

    @property
    def is_faint(self) -> bool:
        return all(mark.tone == PROMISE for mark in self.marks)


@dataclass(frozen=True)
class Row:
    """One record: its name and address outside the drawing, its lanes within. `title` and `facts` say it in words."""

    key: str
    name: str
    url: str
    remark: str
    title: str
    facts: tuple[str, ...]
    lanes: tuple[Lane, ...]

    @property
    def height(self) -> int:
        return LANE * len(self.lanes) + 8

    @property
    def placed(self) -> list[tuple[int, Lane]]:
        """Every lane with the height at which its marks stand."""
        return [(4 + LANE // 2 + LANE * n, lane) for n, lane in enumerate(self.lanes)]


@dataclass(frozen=True)
class Chart:
    """Rows on one axis, with the day that the page speaks of as a line. `words` says what each kind of mark means."""

    axis: Axis
    rows: tuple[Row, ...]
    today: float
    words: Mapping[tuple[Shape, str], str]

    @property
    def legend(self) -> list[tuple[Mark, str]]:
        """Every kind of mark that is drawn, once, with its meaning."""
        drawn = {(mark.shape, mark.tone) for row in self.rows for lane in row.lanes for mark in lane.marks}
        return [
            (Mark(shape, IN_LEGEND[shape], tone), words) for (shape, tone), words in self.words.items() if (shape, tone) in drawn
        ]

    @property
    def today_anchor(self) -> str:
        """The side of the line on which its word stands: never beyond the picture."""
        return "end" if self.today > 50 else "start"


# Where a mark without a date stands: at the end of time.
NOWHERE = Span(100 - MARGIN, 100 - MARGIN)


def labels_of(marks: Sequence[Mark], text: str, more: str = "") -> tuple[Label, ...]:
    """Words beside the marks, on the side with the most room.

    `more` follows on every screen where that fits a small one, else on wide screens where it fits those. Where even the
    first words do not fit a small screen, they stand above the marks there.
    """
    start, end = min(mark.span.start for mark in marks), max(mark.span.end for mark in marks)
    on_the_right = 100 - end >= start
    room = 100 - end if on_the_right else start
    more_on = Screen.EVERY if _fits(text + more, room, NARROW) else Screen.WIDE
    more = more if more_on == Screen.EVERY or _fits(text + more, room, WIDE) else ""
    at, shift, anchor = (end, GAP, "start") if on_the_right else (start, -GAP, "end")
    beside = Label(text, at, shift, anchor, Screen.EVERY, more, more_on)
    if _fits(text, room, NARROW):
        return (beside,)
    over = (start, 4, "start") if _fits(text, 100 - start, NARROW) else (end, -4, "end")
    return Label(text, *over, Screen.SMALL), replace(beside, screen=Screen.WIDE, more_on=Screen.EVERY)


def _fits(text: str, room: float, width: int) -> bool:
    """Whether words fit in `room` percent of a picture of so many pixels."""
    return len(text) * LETTER + GAP <= room / 100 * width


def lanes_of(marks: Iterable[Mark], text: str) -> list[Lane]:
    """Marks with one name, in as few lanes as possible; each lane says its name and, where there is room, their words."""
    lanes = []
    for together in apart(marks):
        words = " en ".join(dict.fromkeys(mark.words for mark in together if mark.words))
        lanes.append(Lane(tuple(together), labels_of(together, text, f": {words}" if words else "")))
    return lanes


def with_steps(flights: Iterable[list[Lane]]) -> list[Lane]:
    """All lanes in order. The last lane of each flight has a step down to the next: from where it ends to the nearest mark."""
    lanes: list[Lane] = []
    for flight in filter(None, flights):
        if lanes:
            above = lanes[-1]
            lanes[-1] = replace(above, step=_step(above.marks[-1].span.end, flight[0].marks))
        lanes += flight
    return lanes


def _step(x: float, marks: Iterable[Mark]) -> Step:
    nearest = [min(max(x, mark.span.start), mark.span.end) for mark in marks]
    return Step(x, min(nearest, key=lambda reached: abs(reached - x)))


def apart(marks: Iterable[Mark]) -> list[list[Mark]]:
    """Marks in as few lanes as possible, so that none covers another; equal marks are drawn once."""
    lanes: list[list[Mark]] = []
    for mark in sorted(dict.fromkeys(marks), key=lambda mark: (mark.span.start, mark.span.end)):
        room = GAP / NARROW * 100
        free = (found for found in lanes if found[-1].span.end + room <= mark.span.start)
        found = next(free, None)
        if found is None:
            lanes.append([mark])
        else:
            found.append(mark)
    return lanes
