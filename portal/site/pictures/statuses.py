"""Three overviews of statuses: a board of measures, a bar per report, and a matrix of goals and measures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from measures.enums import STATUS_ORDER, Direction, Status, direction
from measures.models import GoalSnapshot, Measure, MeasureSnapshot, Report
from measures.querysets import newest_progress, progress_before
from portal.core.dates import count_of
from portal.core.reports import missing_between, missing_in_words, with_day
from portal.site.pictures.drawing import LETTER, NARROW, WIDE

BAR_ORDER = [*reversed(STATUS_ORDER), Status.UNKNOWN]


@dataclass(frozen=True)
class BoardColumn:
    """A column of the board: the measures with one status."""

    status: Status
    measures: list[Measure]


def board(measures: Iterable[Measure]) -> list[BoardColumn]:
    """Return the columns, from not started to done. Needs `with_stand()`.

    A column for the status unknown is added only if any measure has that status.
    """
    found = list(measures)
    by_status = {status: [measure for measure in found if measure.stand.status == status] for status in Status}
    return [BoardColumn(status, by_status[status]) for status in Status if status in STATUS_ORDER or by_status[status]]


@dataclass(frozen=True)
class Movements:
    """How many measures moved from one progress report, `earlier`, to the newest, `later`.

    `missing`: the numbers of the progress reports between these two that the portal does not have. `went_back`: the measures
    whose status went back between two sources, each with its snapshots that have a status, oldest first. A step back from
    `earlier` to `later` is not among them: `back` counts it.
    """

    earlier: Report
    later: Report
    forward: int
    back: int
    missing: list[int]
    went_back: list[tuple[Measure, list[MeasureSnapshot]]]

    @property
    def in_words(self) -> str:
        """Return the movements as sentences. "No measure went back" is only said when no source can say otherwise."""
        forward = _how_many(self.forward)
        sentences = [f"Tussen {with_day(self.earlier)} en {with_day(self.later)} {forward} vooruit."]
        if self.back:
            sentences.append(f"{count_of(self.back, 'maatregel ging', 'maatregelen gingen')} terug.")
        elif self.missing or self.went_back:
            sentences.append("Geen maatregel staat nu minder ver dan toen.")
        else:
            sentences.append("Geen maatregel ging terug.")
        return " ".join(filter(None, [*sentences, missing_in_words(self.missing)]))


def movements(measures: Iterable[Measure], reports: Sequence[Report]) -> Movements | None:
    """Return the movements between the two newest progress reports among `reports`, the published ones; None without two.

    Only measures with a snapshot in both are counted. Needs `with_stand()`.
    """
    later = newest_progress(reports)
    earlier = progress_before(reports, later) if later else None
    if later is None or earlier is None:
        return None
    found = list(measures)
    in_both = [
        measure
        for measure in found
        if measure.previous_stand and (measure.previous_stand.report_id, measure.stand.report_id) == (earlier.pk, later.pk)
    ]
    ways = [measure.movement for measure in in_both]
    steps = [(measure, _known_stands(measure)) for measure in found]
    return Movements(
        earlier,
        later,
        forward=ways.count(Direction.FORWARD),
        back=ways.count(Direction.BACK),
        missing=missing_between(earlier, later, reports),
        went_back=[(measure, stands) for measure, stands in steps if _went_back(stands, earlier, later)],
    )


def _known_stands(measure: Measure) -> list[MeasureSnapshot]:
    """Return the snapshots of a measure with a status, up to the counting one, oldest first."""
    until = measure.stands.index(measure.stand) + 1
    return [stand for stand in measure.stands[:until] if stand.status != Status.UNKNOWN]


def _went_back(stands: Sequence[MeasureSnapshot], earlier: Report, later: Report) -> bool:
    return any(
        direction(before.status, after.status) == Direction.BACK and (before.report_id, after.report_id) != (earlier.pk, later.pk)
        for before, after in pairwise(stands)
    )


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
