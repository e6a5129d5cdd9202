"""Two reports beside each other: the changes, their counters, and the sections of a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from measures.enums import Direction
from measures.kinds import Kind
from measures.models import Correction, MeasureSnapshot, Report
from portal.changes.change import COMPARED, Change, ChangeKind
from portal.changes.planning import LOST
from portal.changes.reading import stands_of
from portal.changes.rules import differences
from portal.core.dates import count_of


@dataclass(frozen=True)
class Counter:
    """A figure above the changes: how many, and of which kinds of record. Without any it is shown only when `always`."""

    label: str
    kind: ChangeKind
    counts: Callable[[Change], bool] = field(default=lambda _: True)
    always: bool = True


COUNTERS = [
    Counter("vooruit", ChangeKind.STATUS, lambda change: change.direction == Direction.FORWARD),
    Counter("terug", ChangeKind.STATUS, lambda change: change.direction == Direction.BACK),
    Counter("status niet te vergelijken", ChangeKind.STATUS, lambda change: change.direction is None, always=False),
    Counter("nieuw genoemd", ChangeKind.NEW),
    Counter("niet meer genoemd", ChangeKind.GONE),
    Counter("planning verschoven", ChangeKind.PLANNING),
    Counter("hoort bij een andere maatregel", ChangeKind.MEASURE, always=False),
    Counter("andere code", ChangeKind.CODE, always=False),
    Counter("andere titel", ChangeKind.TITLE, always=False),
]


@dataclass(frozen=True)
class Figure:
    """A counter with what it counts; `is_shown`: the page has these changes below."""

    counter: Counter
    changes: list[Change]
    is_shown: bool

    @property
    def details(self) -> str:
        """What is counted: "13 maatregelen, 2 wetsvoorstellen"; of a planning, which way it went: "5 later"."""
        if self.counter.kind == ChangeKind.PLANNING:
            lost = [change for change in self.changes if change.amount == LOST]
            later = [change for change in self.changes if change.direction == Direction.BACK and change.amount != LOST]
            sooner = [change for change in self.changes if change.direction == Direction.FORWARD]
            ways = [("later", later), ("eerder", sooner), (LOST, lost)]
            return ", ".join(f"{len(found)} {way}" for way, found in ways if found)
        return ", ".join(count_of(len(found), kind.word, kind.plural) for kind, found in by_type(self.changes))


@dataclass(frozen=True)
class Section:
    """All changes of one kind, a table for each kind of record."""

    kind: ChangeKind
    tables: list[tuple[str, list[Change]]]


@dataclass(frozen=True)
class Comparison:
    """What changed from `earlier` to `later`; the caller decides which of the two is the older."""

    earlier: Report
    later: Report
    changes: list[Change]
    common: list[Kind]
    # What was corrected in either report since it was published. The changes are computed from the corrected stands.
    corrections: list[Correction] = field(default_factory=list)
    kind: str = ""
    # What the later report says of the measures that both speak of: their words can be compared as well.
    in_both: list[MeasureSnapshot] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        return self.earlier.pk == self.later.pk

    @property
    def looks_back(self) -> bool:
        """The report to which it looks came out first: forward and back have changed places."""
        return self.later.order < self.earlier.order

    @property
    def shown(self) -> list[Change]:
        return [change for change in self.changes if self.kind in ("", change.kind)]

    @property
    def figures(self) -> list[Figure]:
        """Of all changes, whatever kind is shown."""
        found = [
            (counter, [change for change in self.changes if change.kind == counter.kind and counter.counts(change)])
            for counter in COUNTERS
        ]
        return [
            Figure(counter, changes, bool(changes) and self.kind in ("", counter.kind))
            for counter, changes in found
            if changes or counter.always
        ]

    @property
    def sections(self) -> list[Section]:
        of = {kind: [change for change in self.shown if change.kind == kind] for kind in ChangeKind}
        return [
            Section(kind, [(count_of(len(rows), of_type.word, of_type.plural), rows) for of_type, rows in by_type(found)])
            for kind, found in of.items()
            if found
        ]

    @property
    def common_in_words(self) -> str:
        return " en ".join(", ".join(kind.plural for kind in self.common).rsplit(", ", 1))


def by_type(changes: list[Change]) -> list[tuple[Kind, list[Change]]]:
    found = [(kind, [change for change in changes if change.subject.type == kind]) for kind in COMPARED]
    return [(kind, of_kind) for kind, of_kind in found if of_kind]


def compare(earlier: Report, later: Report, *, kind: str = "") -> Comparison:
    """Compare any two reports, in either order. Nine queries, however many records.

    A report that is not published says nothing at all. `kind` limits what is shown, not what is counted.
    """
    return compare_in_turn((earlier, later), kind=kind)[0]


def compare_in_turn(reports: Sequence[Report], *, kind: str = "") -> list[Comparison]:
    """Compare every report with the next one in this row. Nine queries, however many reports and records."""
    corrections = list(Correction.objects.published().filter(report__in=reports).select_related("report"))
    return [
        Comparison(
            before.report,
            after.report,
            differences(before, after),
            [of_type for of_type in COMPARED if of_type in before.speaks_of & after.speaks_of],
            [correction for correction in corrections if correction.report_id in (before.report.pk, after.report.pk)],
            kind,
            [stand for stand in after.measures if stand.measure_id in {old.measure_id for old in before.measures}],
        )
        for before, after in pairwise(stands_of(reports))
    ]
