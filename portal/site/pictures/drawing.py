"""The elements of a picture: a chart has rows, a row has lanes, and a lane has marks with labels.

The widths of labels are estimates, rather large so that labels fit. The browser tests measure the real widths.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from portal.site.pictures.axis import Axis, Span

# All in pixels. LANE: the height of a lane; THIN: that of a lane without words. NARROW: the width of a picture on a screen of
# 320 pixels. WIDE: its width on a wide screen, beside the names. LETTER: the width of a letter. GAP: the distance from the
# position of a mark to its label.
LANE, THIN = 24, 17
NARROW, WIDE, LETTER, GAP = 288, 800, 7.6, 13


# The tone of a plan from an earlier report, or of a bill that was merged or withdrawn. It is fainter than the others.
PROMISE = "promise"


class Shape(StrEnum):
    """The shapes of marks. Each shape has a meaning, because colour must not be the only carrier of meaning (WCAG 1.4.1)."""

    BAR = "bar"
    DAY = "day"
    FACT = "fact"
    STATUS = "status"
    NO_DATE = "no-date"


# The position of each shape in the small picture of the legend.
IN_LEGEND = {shape: Span(15, 85) if shape == Shape.BAR else Span(50, 50) for shape in Shape}


@dataclass(frozen=True)
class Mark:
    """A mark for a day, a period, a fact, a status or a missing date. `words` is its text.

    `tone` decides its colour: the value of a standing or status, or "promise" (fainter), or "phase".
    """

    shape: Shape
    span: Span
    tone: str
    words: str = ""


class Screen(StrEnum):
    """The screens on which a label is shown. The values are parts of CSS classes."""

    EVERY = ""
    SMALL = "less"
    WIDE = "more"


@dataclass(frozen=True)
class Label:
    """The text beside the marks of a lane. `more` is added on the screens `more_on`.

    `at` is its position in percent, `shift` a distance from there in pixels, and `anchor` the SVG `text-anchor`.
    """

    text: str
    at: float
    shift: int
    anchor: str
    screen: Screen = Screen.EVERY
    more: str = ""
    more_on: Screen = Screen.EVERY


@dataclass(frozen=True)
class Step:
    """A line from a mark down to a mark in the next lane, positions in percent. It shows how a planned date moved."""

    from_x: float
    to_x: float


@dataclass(frozen=True)
class Lane:
    """A horizontal line of marks that do not overlap. `step` leads to the next lane."""

    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    step: Step | None = None

    @property
    def is_faint(self) -> bool:
        return all(mark.tone == PROMISE for mark in self.marks)


@dataclass(frozen=True)
class ChartRow:
    """The picture of one record: its lanes in SVG, its name, URL and remark beside it in HTML.

    `title` and `facts` are the title and description of the SVG. `key` is the prefix of HTML ids. `lane` is the height of each
    lane. `trail` is a line of words under the name. `said` is the text of the marks, beside the picture instead of in it.
    `late` is a band behind the marks: how long something is late.
    """

    key: str
    name: str
    url: str
    remark: str
    title: str
    facts: tuple[str, ...]
    lanes: tuple[Lane, ...]
    lane: int = LANE
    trail: str = ""
    said: tuple[tuple[Mark, str], ...] = ()
    late: Span | None = None

    @property
    def half(self) -> int:
        return self.lane // 2

    @property
    def height(self) -> int:
        return self.lane * len(self.lanes) + 8

    @property
    def placed(self) -> list[tuple[int, Lane]]:
        """Return pairs of y coordinate and lane. The coordinate, in pixels, is that of the centre of the marks."""
        return [(4 + self.half + self.lane * n, lane) for n, lane in enumerate(self.lanes)]


@dataclass(frozen=True)
class Chart:
    """Rows on one axis. `words` has the meaning of each shape and tone, in the order of the legend.

    `today` is the position, in percent, of a vertical line: at today, or at the day that the visitor chose.
    """

    axis: Axis
    rows: tuple[ChartRow, ...]
    today: float
    words: Mapping[tuple[Shape, str], str]

    def rows_from(self, first: int, end: int | None = None) -> "Chart":
        """Return the same chart with some of its rows: those from `first` to `end`, not included."""
        return replace(self, rows=self.rows[first:end])

    @property
    def legend(self) -> list[tuple[Mark, str]]:
        """Return each combination of shape and tone that is drawn, as a mark, with its meaning."""
        drawn = {(mark.shape, mark.tone) for row in self.rows for lane in row.lanes for mark in lane.marks}
        return [(icon(shape, tone), words) for (shape, tone), words in self.words.items() if (shape, tone) in drawn]

    @property
    def today_anchor(self) -> str:
        """Return the SVG `text-anchor` of the label at the line of `today`.

        "end" puts it to the left of the line, "start" to the right: the side with more room.
        """
        return "end" if self.today > 50 else "start"


def icon(shape: Shape, tone: str) -> Mark:
    """Return a mark for the legend, or to stand before words."""
    return Mark(shape, IN_LEGEND[shape], tone)


def labels_of(marks: Sequence[Mark], text: str, more: str = "") -> tuple[Label, ...]:
    """Return the labels of a lane: `text` beside its marks, on the side with more room.

    If `text` and `more` together fit on a small screen, `more` is shown everywhere. If they fit on a wide screen only, it
    is shown there. If `text` alone does not fit on a small screen, a second label above the marks replaces it there.
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
    """Return whether a text fits in `room` percent of a picture that is `width` pixels wide."""
    return len(text) * LETTER + GAP <= room / 100 * width


def lanes_of(marks: Iterable[Mark], text: str) -> list[Lane]:
    """Return the marks in as few lanes as possible. The label of each lane is `text`, then the words of its marks if they fit."""
    lanes = []
    for together in apart(marks):
        words = " en ".join(dict.fromkeys(mark.words for mark in together if mark.words))
        lanes.append(Lane(tuple(together), labels_of(together, text, f": {words}" if words else "")))
    return lanes


def bare_lanes(marks: Iterable[Mark]) -> list[Lane]:
    """Return the marks in as few lanes as possible, without labels: their words stand beside the picture."""
    return [Lane(tuple(together), ()) for together in apart(marks)]


def with_steps(flights: Iterable[list[Lane]]) -> list[Lane]:
    """Return the lanes of all groups (`flights`) in one list, joined by steps.

    The last lane of a group has a step to the first lane of the next group. The step leads from the end of the last mark
    to the nearest point of a mark below it.
    """
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
    """Return the marks in as few lanes as possible, so that none overlap on a small screen. Equal marks are drawn once."""
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
