"""Three overviews of statuses: a board of measures, a bar per report, and a matrix of goals and measures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from measures.enums import STATUS_ORDER, Direction, Status
from measures.models import GoalSnapshot, Measure, MeasureSnapshot, Report
from portal.core.dates import count_of
from portal.site.pictures.drawing import LETTER, NARROW, WIDE

# A column of the board with more measures than this gets the width "wide". The stylesheet gives such a column twice as much of
# the free space as a "narrow" one.
MANY = 6
BAR_ORDER = [*reversed(STATUS_ORDER), Status.UNKNOWN]


@dataclass(frozen=True)
class BoardColumn:
    """A column of the board: the measures with one status."""

    status: Status
    measures: list[Measure]

    @property
    def width(self) -> str:
        """Return "empty", "wide" or "narrow": part of a CSS class."""
        if not self.measures:
            return "empty"
        return "wide" if len(self.measures) > MANY else "narrow"


def board(measures: Iterable[Measure]) -> list[BoardColumn]:
    """Return the columns, from not started to done. Needs `with_stand()`.

    A column for the status unknown is added only if any measure has that status.
    """
    found = list(measures)
    by_status = {status: [measure for measure in found if measure.stand.status == status] for status in Status}
    return [BoardColumn(status, by_status[status]) for status in Status if status in STATUS_ORDER or by_status[status]]


def movement_in_words(measures: Iterable[Measure]) -> str:
    """Return in words how many measures moved forward and back; empty if no measure has a previous snapshot."""
    found = list(measures)
    if not any(measure.previous_stand for measure in found):
        return ""
    movements = [measure.movement for measure in found]
    forward, back = (_how_many(movements.count(way)) for way in (Direction.FORWARD, Direction.BACK))
    return f"Sinds de vorige voortgangsrapportage {forward} vooruit en {back} terug."


def _how_many(count: int) -> str:
    if not count:
        return "ging geen maatregel"
    return "ging 1 maatregel" if count == 1 else f"gingen {count} maatregelen"


@dataclass(frozen=True)
class Part:
    """A part of a bar: the measures with one status in one report. `start` and `width` are in percent of the longest bar."""

    status: Status
    count: int
    start: float
    width: float

    @property
    def has_room_for_count(self) -> bool:
        return self.width * NARROW / 100 >= len(str(self.count)) * LETTER + 2

    @property
    def has_room_for_name(self) -> bool:
        return self.width * WIDE / 100 >= len(f"{self.count} {self.status.label}") * LETTER


@dataclass(frozen=True)
class Bar:
    """The statuses in one report, in the order of `BAR_ORDER`: from done to unknown. `key` is the prefix of HTML ids."""

    key: str
    report: Report
    parts: list[Part]

    @property
    def total(self) -> int:
        return sum(part.count for part in self.parts)

    @property
    def counts(self) -> list[int]:
        """Return the number of measures with each status, in the order of `BAR_ORDER`."""
        found = {part.status: part.count for part in self.parts}
        return [found.get(status, 0) for status in BAR_ORDER]

    @property
    def in_words(self) -> str:
        parts = ", ".join(f"{part.count} {part.status.label.lower()}" for part in self.parts)
        return f"{count_of(self.total, 'maatregel', 'maatregelen')}: {parts}."


def status_bars(stands: Iterable[MeasureSnapshot]) -> list[Bar]:
    """Return one bar per report, in the order of `stands` (snapshots). All bars have the same scale."""
    by_report: dict[Report, list[str]] = {}
    for stand in stands:
        by_report.setdefault(stand.report, []).append(stand.status)
    longest = max(map(len, by_report.values()), default=1)
    return [
        Bar(f"staaf-{n}", report, _parts(statuses, longest)) for n, (report, statuses) in enumerate(by_report.items(), start=1)
    ]


def _parts(statuses: Sequence[str], longest: int) -> list[Part]:
    parts, before = [], 0
    for status in BAR_ORDER:
        if count := statuses.count(status):
            parts.append(Part(status, count, round(100 * before / longest, 2), round(100 * count / longest, 2)))
            before += count
    return parts


@dataclass(frozen=True)
class Matrix:
    """A table of goals (columns) and measures (rows).

    `rows`: each measure with a boolean per goal, in the order of `goals`: whether it belongs to that goal. `done`: for each
    goal the number of its measures that are done, and the number of its measures.
    """

    goals: list[GoalSnapshot]
    rows: list[tuple[Measure, list[bool]]]
    done: list[tuple[int, int]]

    @property
    def statuses(self) -> list[Status]:
        """Return the statuses that occur in the matrix, for its legend."""
        shown = {measure.stand.status for measure, belongs in self.rows if any(belongs)}
        return [status for status in BAR_ORDER if status in shown]


def matrix(goals: Iterable[GoalSnapshot], measures: Iterable[Measure]) -> Matrix:
    columns = [(goal, {measure.pk for measure in goal.measures.all()}) for goal in goals]
    found = list(measures)
    done = {measure.pk for measure in found if measure.stand.status == Status.DONE}
    return Matrix(
        goals=[goal for goal, _ in columns],
        rows=[(measure, [measure.pk in of_goal for _, of_goal in columns]) for measure in found],
        done=[(len(of_goal & done), len(of_goal)) for _, of_goal in columns],
    )
