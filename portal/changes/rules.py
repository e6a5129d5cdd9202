"""The rules of changes, without a database: from what two reports say to the differences between them.

- *nieuw* and *vervallen* need common ground: they are told of a kind of record only when both reports name at least one
  of that kind. A letter that names no measures does not end 25 of them. Between reports of different kinds main measures
  and submeasures are two kinds, because an overview of the 25 says nothing about submeasures.
- The same holds for *maatregel*: it is told only when both reports link at least one bill (or motion) to a measure.
- *status* is told when the value differs. Of a bill it is how far it is. From or to unknown it has no direction, and is told
  between reports of one kind only: an overview that prints no statuses does not make 22 of them unknown.
- *code* is of measures only. The number before a bill is its place in a list, and every document counts anew.
- *titel*: capitals, white space, a full stop at the end and the shape of an apostrophe make no other title.
- *planning* is told of every phase or part that both reports plan in other days. A phase that a report does not plan is
  passed over, as with slip: it may be over.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from laws.enums import Outcome
from laws.models import BillSnapshot
from laws.slip import slips
from measures.enums import Direction, Status, direction
from measures.kinds import BILL, MEASURE, MOTION, Kind
from measures.models import Measure, MeasureSnapshot
from motions.models import MotionSnapshot
from portal.changes.change import Change, ChangeKind, Subject
from portal.changes.planning import movement_of
from portal.changes.reading import Stands, measure_order
from portal.core.dates import in_dutch
from portal.core.sources import Source

BILL_ORDER = [Outcome.IN_PREPARATION, Outcome.BEFORE_PARLIAMENT, Outcome.IN_FORCE]

Stand = MeasureSnapshot | BillSnapshot | MotionSnapshot


@dataclass(frozen=True)
class Pair:
    """What two reports say of one record; at least one of them says something."""

    subject: Subject
    before: Any
    after: Any

    @property
    def is_in_both(self) -> bool:
        return self.before is not None and self.after is not None

    def change(self, kind: ChangeKind, old: str = "", new: str = "", **more: Any) -> Change:
        """A change of this record, with the place in both reports unless `more` names a better one."""
        sources = {"old_source": _source(self.before), "new_source": _source(self.after)}
        return Change(kind, self.subject, old, new, **{**sources, **more})


def differences(earlier: Stands, later: Stands) -> list[Change]:
    """Everything that differs, in the order of a page: by kind, then measures, bills and motions in their own order."""
    found = [*_of_measures(earlier, later), *_of_bills(earlier, later), *_of_motions(earlier, later)]
    kinds = list(ChangeKind)
    return sorted(found, key=lambda change: kinds.index(change.kind))


def same_title(one: str, other: str) -> bool:
    """Whether two printed titles are the same but for capitals, white space, a last full stop and shapes of apostrophes."""
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
        subject = Subject(kind, kind.key_of(record), record.title, str(record), record.get_absolute_url())
        found.append(Pair(subject, *stands))
    return found


def _new_and_gone(
    pairs: list[Pair], shown: Callable[[Any], str], remark: Callable[[Pair], str], group: Callable[[Any], Any] = lambda _: None
) -> Iterator[Change]:
    """Records that only one of the reports names, of every group of which both name at least one."""
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


def _of_measures(earlier: Stands, later: Stands) -> Iterator[Change]:
    pairs = _pairs(MEASURE, earlier.measures, later.measures, measure_order)
    same_kind = earlier.report.kind == later.report.kind

    def whose_code(pair: Pair) -> str:
        """To whom the other report gives this code, where that is another subject."""
        stand, other = (pair.after, earlier) if pair.after else (pair.before, later)
        held = [s.title_printed for s in other.measures if s.code == stand.code and s.measure_id != stand.measure_id]
        return f"In {other.report.short_name} hoort {stand.code} bij: {'; '.join(held)}" if held else ""

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
    yield from _measures(in_both, earlier.bills, later.bills, contributes_to)
    yield from _titles(pairs)


def _bill_direction(old: Outcome, new: Outcome) -> Direction | None:
    if old not in BILL_ORDER or new not in BILL_ORDER:
        return None
    return Direction.FORWARD if BILL_ORDER.index(new) > BILL_ORDER.index(old) else Direction.BACK


def _planning(pair: Pair) -> Iterator[Change]:
    # Slip pairs a whole with its parts in the order of time, so that looking back gives the same pairs, turned around.
    in_time = sorted((pair.before, pair.after), key=lambda stand: stand.report.order)
    for slip in slips(in_time):
        steps = {slip.earlier_stand.pk: slip.earlier, slip.later_stand.pk: slip.later}
        old, new = steps[pair.before.pk], steps[pair.after.pk]
        moved = movement_of(old.days, new.days)
        if moved is not None:
            yield pair.change(
                ChangeKind.PLANNING,
                old.period,
                new.period,
                old_source=Source(pair.before.report, old.location),
                new_source=Source(pair.after.report, new.location),
                direction=moved[0],
                amount=moved[1],
                detail=f"{slip.phase.label}: {slip.part.lower()}" if slip.part else str(slip.phase.label),
                aspect=(slip.phase.value, slip.part) if slip.part else (slip.phase.value,),
            )


def _succession(pair: Pair, earlier: Stands, later: Stands) -> str:
    """Why a bill appeared or went, by these two reports alone: another one took it over, or it is in force."""
    if pair.before is None:
        taken = [stand.bill.title for stand in earlier.bills if stand.bill.successor_id == pair.after.bill_id]
        return f"Neemt over: {'; '.join(taken)}" if taken else ""
    bill = pair.before.bill
    in_force = [f"{entry.part or 'geheel'}: {in_dutch(entry.date)}" for entry in later.entries if entry.bill_id == bill.pk]
    if in_force:
        return f"In werking volgens {later.report.short_name}: {'; '.join(in_force)}"
    successor = next((stand.bill.title for stand in later.bills if stand.bill_id == bill.successor_id), "")
    return f"Opgegaan in: {successor}" if successor else ""


def contributes_to(stand: BillSnapshot) -> list[Measure]:
    return [contribution.measure for contribution in stand.contributions.all() if contribution.measure]


def _measures(
    in_both: list[Pair], before: Iterable[Any], after: Iterable[Any], linked: Callable[[Any], list[Measure]]
) -> Iterator[Change]:
    """Records that belong to other measures; only where both reports say such a thing of any record at all."""
    if not (any(linked(stand) for stand in before) and any(linked(stand) for stand in after)):
        return
    for pair in in_both:
        old, new = set(linked(pair.before)), set(linked(pair.after))
        if old != new:
            yield pair.change(ChangeKind.MEASURE, _names(old), _names(new))


def _names(measures: Iterable[Measure]) -> str:
    return "; ".join(str(measure) for measure in sorted(measures, key=measure_order))


def _of_motions(earlier: Stands, later: Stands) -> Iterator[Change]:
    pairs = _pairs(MOTION, earlier.motions, later.motions, lambda motion: motion.number)
    in_both = [pair for pair in pairs if pair.is_in_both]
    yield from _statuses(pairs, _status, direction)
    yield from _new_and_gone(pairs, lambda stand: stand.title_printed, lambda _: "")
    yield from _measures(in_both, earlier.motions, later.motions, lambda stand: list(stand.measures.all()))
    yield from _titles(pairs)
