"""The rules that decide what counts as a change between two reports. They run no queries.

If a report does not cover a subject, a record that is missing from that report is not a change. For each kind of change:

- NEW and GONE: only if both reports mention at least one record of that kind. Otherwise a letter without measures would
  give a GONE for all 25 measures. Between reports of different kinds, main measures and submeasures count as two kinds of
  record: an overview of the 25 main measures says nothing about submeasures.
- MEASURE (a bill or motion belongs to other measures): only if both reports link it to a measure. A report that leaves its
  place empty does not say that it belongs to none.
- STATUS: the value differs. The status of a bill is its outcome: how far it is. A change to or from "unknown" has no
  direction, and counts only between reports of the same kind. Otherwise an overview that prints few statuses would
  give a STATUS for all other records.
- CODE: measures only. The number that a report prints before a bill is only its place in a list.
- TITLE: the printed titles differ in more than capitals, white space, a last full stop or the shape of an apostrophe.
  Those differences are only typography.
- PLANNING: both reports plan the phase of a bill or of a part of it, on different days, or one plans the whole bill and
  the other a part of it. A phase that only one of them plans is skipped, because it may be over. `laws.slip` has the rules.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from laws.enums import Outcome
from laws.models import BillSnapshot
from laws.slip import Move, Slip, comparisons
from measures.enums import Direction, Status, direction
from measures.kinds import BILL, MEASURE, MOTION, Kind
from measures.models import Measure, MeasureSnapshot
from motions.models import MotionSnapshot
from motions.querysets import number_key
from portal.changes.change import Change, ChangeKind, Subject
from portal.changes.planning import direction_of, slip_in_words
from portal.changes.reading import Stands, measure_order
from portal.core.dates import in_dutch
from portal.core.sources import Source

# How far a bill is, from first to last. Other outcomes (withdrawn, merged, unknown) have no place in this order, so a
# change to or from one of those has no direction.
BILL_ORDER = [Outcome.IN_PREPARATION, Outcome.BEFORE_PARLIAMENT, Outcome.ADOPTED, Outcome.IN_FORCE]

Stand = MeasureSnapshot | BillSnapshot | MotionSnapshot


@dataclass(frozen=True)
class Pair:
    """The snapshots of one record in two reports. One of them can be None: that report does not mention the record."""

    subject: Subject
    before: Any
    after: Any

    @property
    def is_in_both(self) -> bool:
        return self.before is not None and self.after is not None

    def change(self, kind: ChangeKind, old: str = "", new: str = "", **more: Any) -> Change:
        """Return a change of this record. `more` has further fields of `Change`.

        The sources are the places of the two snapshots, unless `more` has more precise ones.
        """
        sources = {"old_source": _source(self.before), "new_source": _source(self.after)}
        return Change(kind, self.subject, old, new, **{**sources, **more})


def differences(earlier: Stands, later: Stands) -> list[Change]:
    """Return all changes in the order of the page: by kind, then measures, bills and motions.

    Measures are sorted by number, bills by title, motions by number.
    """
    found = [*_of_measures(earlier, later), *_of_bills(earlier, later), *_of_motions(earlier, later)]
    kinds = list(ChangeKind)
    return sorted(found, key=lambda change: kinds.index(change.kind))


def same_title(one: str, other: str) -> bool:
    """Return whether two titles are equal, apart from capitals, white space, last full stops and shapes of apostrophes."""
    return _plain(one) == _plain(other)


def _plain(title: str) -> str:
    straight = unicodedata.normalize("NFC", title).replace("’", "'").replace("‘", "'")
    return " ".join(straight.casefold().split()).rstrip(".")


def _source(stand: Stand | None) -> Source | None:
    return Source(stand.report, stand.location) if stand else None


def _pairs(kind: Kind, before: Iterable[Any], after: Iterable[Any], order: Callable[[Any], Any]) -> list[Pair]:
    name = kind.field
    earlier, later = ({getattr(stand, name).pk: stand for stand in stands} for stands in (before, after))
    records = {getattr(stand, name).pk: getattr(stand, name) for stand in (*earlier.values(), *later.values())}
    found = []
    for record in sorted(records.values(), key=order):
        stands = earlier.get(record.pk), later.get(record.pk)
        title = record.name if kind == BILL else record.title
        subject = Subject(kind, record.key, record.lasting_key, title, record.name, record.get_absolute_url())
        found.append(Pair(subject, *stands))
    return found


def _new_and_gone(
    pairs: list[Pair], shown: Callable[[Any], str], remark: Callable[[Pair], str], group: Callable[[Any], Any] = lambda _: None
) -> Iterator[Change]:
    """Yield NEW and GONE for records that only one of the reports mentions.

    `group` maps a snapshot to a group of records. A group that one of the reports does not mention at all is skipped.
    `shown` and `remark` return the words and the explanation of a change.
    """
    before = {group(pair.before) for pair in pairs if pair.before}
    after = {group(pair.after) for pair in pairs if pair.after}
    for pair in pairs:
        if pair.is_in_both or group(pair.before or pair.after) not in before & after:
            continue
        if pair.before is None:
            yield pair.change(ChangeKind.NEW, new=shown(pair.after), remark=remark(pair))
        else:
            yield pair.change(ChangeKind.GONE, old=shown(pair.before), remark=remark(pair))


def _titles(pairs: list[Pair]) -> Iterator[Change]:
    for pair in pairs:
        if pair.is_in_both and not same_title(pair.before.title_printed, pair.after.title_printed):
            yield pair.change(ChangeKind.TITLE, pair.before.title_printed, pair.after.title_printed)


def _statuses(
    pairs: list[Pair], value: Callable[[Any], Status | Outcome], way: Callable[[Any, Any], Direction | None]
) -> Iterator[Change]:
    for pair in pairs:
        if not pair.is_in_both:
            continue
        old, new = value(pair.before), value(pair.after)
        is_known = not {old, new} & {Status.UNKNOWN, Outcome.UNKNOWN}
        if old != new and (is_known or pair.before.report.kind == pair.after.report.kind):
            yield pair.change(ChangeKind.STATUS, str(old.label), str(new.label), direction=way(old, new))


def _status(stand: MeasureSnapshot | MotionSnapshot) -> Status:
    return Status(stand.status)


def _by_code(pair: Pair) -> tuple[int, bool, str]:
    """Return a sort key for measures: by number, submeasures after their parent by the code in the later report."""
    stand = pair.after or pair.before
    main, is_submeasure, _ = measure_order(stand.measure)
    return main, is_submeasure, stand.code if is_submeasure else ""


def _of_measures(earlier: Stands, later: Stands) -> Iterator[Change]:
    pairs = _pairs(MEASURE, earlier.measures, later.measures, measure_order)
    pairs.sort(key=_by_code)
    same_kind = earlier.report.kind == later.report.kind

    def whose_code(pair: Pair) -> str:
        """Return in words which other measure has this code in the other report; empty if none has.

        Codes of submeasures move: a report can give the code of one measure to another.
        """
        stand, other = (pair.after, earlier) if pair.after else (pair.before, later)
        held = [each for each in other.measures if each.code == stand.code and each.measure_id != stand.measure_id]
        titles = "; ".join(each.title_printed for each in held)
        return f"In {held[0].report.short_name} hoort {stand.code} bij: {titles}" if held else ""

    yield from _statuses(pairs, _status, direction)
    yield from _new_and_gone(
        pairs,
        lambda stand: f"{stand.code}. {stand.title_printed}",
        whose_code,
        group=lambda stand: same_kind or stand.measure.number is not None,
    )
    for pair in pairs:
        if pair.is_in_both and pair.before.code != pair.after.code:
            yield pair.change(ChangeKind.CODE, pair.before.code, pair.after.code, remark=whose_code(pair))
    yield from _titles(pairs)


def _of_bills(earlier: Stands, later: Stands) -> Iterator[Change]:
    pairs = _pairs(BILL, earlier.bills, later.bills, lambda bill: bill.title.casefold())
    in_both = [pair for pair in pairs if pair.is_in_both]
    yield from _statuses(pairs, lambda stand: Outcome(stand.outcome), _bill_direction)
    for pair in in_both:
        yield from _planning(pair)
    yield from _new_and_gone(pairs, lambda stand: stand.title_printed, lambda pair: _succession(pair, earlier, later))
    yield from _measures(in_both, lambda stand: stand.public_measures)
    yield from _titles(pairs)


def _bill_direction(old: Outcome, new: Outcome) -> Direction | None:
    if old not in BILL_ORDER or new not in BILL_ORDER:
        return None
    return Direction.FORWARD if BILL_ORDER.index(new) > BILL_ORDER.index(old) else Direction.BACK


def _planning(pair: Pair) -> Iterator[Change]:
    # `comparisons` needs the older report first. So both directions of comparison give the same pairs, old and new swapped.
    in_time = sorted((pair.before, pair.after), key=lambda stand: stand.report.order)
    for found in comparisons(in_time):
        slip = found if in_time[0] is pair.before else replace(found, earlier=found.later, later=found.earlier)
        if found.move not in (Move.NONE, Move.DROPPED):
            yield pair.change(
                ChangeKind.PLANNING,
                slip.earlier.words,
                slip.later.words,
                old_source=Source(pair.before.report, slip.earlier.location),
                new_source=Source(pair.after.report, slip.later.location),
                direction=direction_of(slip),
                amount=slip_in_words(slip),
                detail=_detail(found),
                aspect=(found.phase.value, found.part) if found.part else (found.phase.value,),
            )


def _detail(slip: Slip) -> str:
    """Return the phase, and the part of the bill. If the reports speak of other parts, name both."""
    phase = str(slip.phase.label)
    if slip.is_comparable:
        return f"{phase}: {slip.part.lower()}" if slip.part else phase
    parts = [planned.part.lower() or "het hele voorstel" for planned in (slip.earlier, slip.later)]
    return f"{phase}: eerst {parts[0]}, later {parts[1]}"


def movements(before: BillSnapshot, after: BillSnapshot) -> Iterator[Change]:
    """Yield how the planning of a bill moved between two snapshots."""
    for pair in _pairs(BILL, [before], [after], lambda bill: bill.pk):
        yield from _planning(pair)


def _succession(pair: Pair, earlier: Stands, later: Stands) -> str:
    """Return in words why a bill is new or gone: it is in force, or one bill was merged into another.

    Empty if neither of the two reports shows that. Facts from other reports are not used.
    """
    if pair.before is None:
        taken = [stand.bill.name for stand in earlier.bills if stand.bill.successor_id == pair.after.bill_id]
        return f"Neemt over: {'; '.join(taken)}" if taken else ""
    bill = pair.before.bill
    in_force = [f"{entry.part or 'geheel'}: {in_dutch(entry.date)}" for entry in later.entries if entry.bill_id == bill.pk]
    if in_force:
        return f"In werking volgens {later.report.short_name}: {'; '.join(in_force)}"
    successor = next((stand.bill.name for stand in later.bills if stand.bill_id == bill.successor_id), "")
    return f"Opgegaan in: {successor}" if successor else ""


def _measures(in_both: list[Pair], linked: Callable[[Any], list[Measure]]) -> Iterator[Change]:
    """Yield a change of kind MEASURE for each record whose measures differ, if both reports link it to a measure."""
    for pair in in_both:
        old, new = set(linked(pair.before)), set(linked(pair.after))
        if old and new and old != new:
            yield pair.change(ChangeKind.MEASURE, _names(old), _names(new))


def _names(measures: Iterable[Measure]) -> str:
    return "; ".join(str(measure) for measure in sorted(measures, key=measure_order))


def _of_motions(earlier: Stands, later: Stands) -> Iterator[Change]:
    pairs = _pairs(MOTION, earlier.motions, later.motions, lambda motion: number_key(motion.number))
    in_both = [pair for pair in pairs if pair.is_in_both]
    yield from _statuses(pairs, _status, direction)
    yield from _new_and_gone(pairs, lambda stand: stand.title_printed, lambda _: "")
    yield from _measures(in_both, lambda stand: list(stand.measures.all()))
    yield from _titles(pairs)
