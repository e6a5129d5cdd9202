"""The comparison of two reports: its changes, their counts, and the sections of the page."""

from collections import Counter as Counts
from collections.abc import Callable
from dataclasses import dataclass, field

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
    """A count that the page shows above the changes. A count of zero is shown only if `always` is true."""

    label: str
    kind: ChangeKind
    counts: Callable[[Change], bool] = field(default=lambda _: True)
    always: bool = True


def has_moved(change: Change) -> bool:
    """Return whether a planning moved later or sooner, or lost or got its date."""
    return change.direction in (Direction.FORWARD, Direction.BACK)


COUNTERS = [
    Counter("vooruit", ChangeKind.STATUS, lambda change: change.direction == Direction.FORWARD),
    Counter("terug", ChangeKind.STATUS, lambda change: change.direction == Direction.BACK),
    Counter("status niet te vergelijken", ChangeKind.STATUS, lambda change: change.direction is None, always=False),
    Counter("nieuw genoemd", ChangeKind.NEW),
    Counter("niet meer genoemd", ChangeKind.GONE),
    Counter("planning verschoven", ChangeKind.PLANNING, has_moved),
    Counter(
        "andere planning, zonder zichtbare verschuiving", ChangeKind.PLANNING, lambda change: not has_moved(change), always=False
    ),
    Counter("hoort bij een andere maatregel", ChangeKind.MEASURE, always=False),
    Counter("andere code", ChangeKind.CODE, always=False),
    Counter("andere titel", ChangeKind.TITLE, always=False),
]


@dataclass(frozen=True)
class CounterFigure:
    """A counter with the changes that it counts. `is_shown`: there are changes, and the page lists them below."""

    counter: Counter
    changes: list[Change]
    is_shown: bool

    @property
    def details(self) -> str:
        """Return the count for each kind of record, such as "13 maatregelen, 2 wetsvoorstellen" (measures, bills).

        For changed plannings: the count for each direction, such as "5 later, 2 eerder" (later, sooner), or "2 niet te
        vergelijken" (not comparable).
        """
        if self.counter.kind == ChangeKind.PLANNING:
            lost = [change for change in self.changes if change.amount == LOST]
            later = [change for change in self.changes if change.direction == Direction.BACK and change.amount != LOST]
            sooner = [change for change in self.changes if change.direction == Direction.FORWARD]
            other = Counts(change.amount.partition(";")[0] for change in self.changes if not has_moved(change))
            ways = [("later", len(later)), ("eerder", len(sooner)), (LOST, len(lost)), *other.items()]
            return ", ".join(f"{number} {way}" for way, number in ways if number)
        return ", ".join(count_of(len(found), kind.word, kind.plural) for kind, found in by_type(self.changes))


@dataclass(frozen=True)
class ChangesSection:
    """All changes of one kind. `tables` has a caption and the changes for each kind of record."""

    kind: ChangeKind
    tables: list[tuple[str, list[Change]]]


@dataclass(frozen=True)
class Comparison:
    """The changes from the report `earlier` to the report `later`.

    The visitor chooses both, so `later` can be the older one; see `looks_back`.
    """

    earlier: Report
    later: Report
    changes: list[Change]
    common: list[Kind]
    # The corrections of both reports since publication. The changes are computed from the corrected texts.
    corrections: list[Correction] = field(default_factory=list)
    kind: str = ""
    # The snapshots in `later` of the measures that `earlier` mentions too. The page links to a comparison of their texts.
    in_both: list[MeasureSnapshot] = field(default_factory=list)

    @property
    def is_same(self) -> bool:
        return self.earlier.pk == self.later.pk

    @property
    def looks_back(self) -> bool:
        """Return whether `later` was published before `earlier`. The page then warns that all directions are reversed."""
        return self.later.order < self.earlier.order

    @property
    def shown(self) -> list[Change]:
        return [change for change in self.changes if self.kind in ("", change.kind)]

    @property
    def figures(self) -> list[CounterFigure]:
        """Return the counts of all changes, also of kinds that the visitor filtered out."""
        found = [
            (counter, [change for change in self.changes if change.kind == counter.kind and counter.counts(change)])
            for counter in COUNTERS
        ]
        return [
            CounterFigure(counter, changes, bool(changes) and self.kind in ("", counter.kind))
            for counter, changes in found
            if changes or counter.always
        ]

    @property
    def sections(self) -> list[ChangesSection]:
        of = {kind: [change for change in self.shown if change.kind == kind] for kind in ChangeKind}
        return [
            ChangesSection(kind, [(_caption(of_type, rows), rows) for of_type, rows in by_type(found)])
            for kind, found in of.items()
            if found
        ]

    @property
    def common_in_words(self) -> str:
        return " en ".join(", ".join(kind.plural for kind in self.common).rsplit(", ", 1))


def _caption(kind: Kind, changes: list[Change]) -> str:
    """Return the number of records in words, and the number of their changes if that differs."""
    records = len({change.subject.key for change in changes})
    words = count_of(records, kind.word, kind.plural)
    return words if records == len(changes) else f"{words}, {count_of(len(changes), 'wijziging', 'wijzigingen')}"


def by_type(changes: list[Change]) -> list[tuple[Kind, list[Change]]]:
    found = [(kind, [change for change in changes if change.subject.type == kind]) for kind in COMPARED]
    return [(kind, of_kind) for kind, of_kind in found if of_kind]


def compare(earlier: Report, later: Report, *, kind: str = "") -> Comparison:
    """Return the changes from `earlier` to `later`, whichever is the older. Nine queries, however many records.

    A report that is not published gives no changes, unless staff preview it. `kind` limits the changes that are shown, not
    those that are counted.
    """
    corrections = list(Correction.objects.published().filter(report__in=(earlier, later)).select_related("report"))
    before, after = stands_of((earlier, later))
    named_before = {stand.measure_id for stand in before.measures}
    return Comparison(
        before.report,
        after.report,
        differences(before, after),
        [of_type for of_type in COMPARED if of_type in before.speaks_of & after.speaks_of],
        corrections,
        kind,
        [stand for stand in after.measures if stand.measure_id in named_before],
    )
