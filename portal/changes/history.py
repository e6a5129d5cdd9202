"""What changed from one progress report to the next, each change under the name that it got when it was first told.

A report can be published here after one with a higher number. The change between its neighbours then stays true: it keeps the
two reports that identify it and the moment at which it became known. Nothing of this is stored: the moments of publication
tell what was known when.

- A record is compared with what was last said of it, also when reports in between are silent about it.
- What was told of a report and is still true of it, keeps its name.
- What the new report says already, and a later report therefore no longer changes, goes over to the new report.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import attrgetter

from django.utils import timezone

from measures.models import Report
from portal.changes.change import COMPARED, Change, ChangeKind
from portal.changes.reading import Stands, stands_of
from portal.changes.rules import differences, movements

# What identifies a change within a report: its kind, the kind and key of its record, and the part of the record.
Key = tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A change, the two reports that it was told of first, and since when.

    `change` holds what is true now. `earlier` and `later` never change, and identify it together with its key.
    """

    change: Change
    earlier: Report
    later: Report
    since: dt.datetime


def key_of(change: Change) -> Key:
    return change.kind.value, change.subject.type.word, change.subject.lasting_key, *change.aspect


def history_of(reports: Sequence[Report]) -> list[Told]:
    """Return every change from one of these reports to the next, the newest report first. Eight queries."""
    return told_by(stands_of(reports))


def told_by(reports: Sequence[Stands]) -> list[Told]:
    """Return every change from one of these reports to the next, the newest report first.

    A report that is not published yet counts as published now: staff preview it.
    """
    now = timezone.now()

    def moment(stands: Stands) -> dt.datetime:
        return stands.report.published_at or now

    known: list[Stands] = []
    told: dict[int, dict[Key, Told]] = {}
    for since, published in groupby(sorted(reports, key=moment), key=moment):
        known = sorted([*known, *published], key=_order)
        told = _retold(told, known, since)
    return [each for stands in reversed(known) for each in told.get(stands.report.pk, {}).values()]


def _order(stands: Stands) -> tuple[int, int]:
    return stands.report.order


def _retold(told: dict[int, dict[Key, Told]], known: list[Stands], since: dt.datetime) -> dict[int, dict[Key, Told]]:
    """Return the changes of each of the known reports (in order), by its primary key. `told` holds those of before `since`."""
    found = {
        later.report.pk: {key_of(told_now.change): told_now for told_now in _news(known[:place], later, since)}
        for place, later in enumerate(known)
        if place
    }
    left: dict[Key, list[tuple[tuple[int, int], Told]]] = defaultdict(list)
    for stands in known:
        for key, before in told.get(stands.report.pk, {}).items():
            if key not in found[stands.report.pk]:
                left[key].append((stands.report.order, before))

    def first_told(later: Report, key: Key, now: Told) -> Told:
        before = told.get(later.pk, {}).get(key)
        if before is None:
            of_later_reports = [each for each in left[key] if each[0] > later.order]
            if not of_later_reports:
                return now
            left[key].remove(of_later_reports[0])
            before = of_later_reports[0][1]
        return Told(now.change, before.earlier, before.later, before.since)

    return {
        stands.report.pk: {key: first_told(stands.report, key, now) for key, now in found[stands.report.pk].items()}
        for stands in known
        if stands.report.pk in found
    }


def _news(before: list[Stands], later: Stands, since: dt.datetime) -> Iterator[Told]:
    """Yield what `later` changes.

    What is new or gone is so since the last report about that kind of record. The rest changed since the record was last named.
    """
    last, newest = _last_said(before), _all_said(before)
    compared_with = {kind: next(iter(last.of(kind)), None) for kind in COMPARED}
    come_and_gone = (change for change in differences(last, later) if change.kind in (ChangeKind.NEW, ChangeKind.GONE))
    others = (change for change in differences(newest, later) if change.kind not in (ChangeKind.NEW, ChangeKind.GONE))
    in_order = sorted(
        chain(others, _plans_of_before(before, later), come_and_gone), key=lambda change: list(ChangeKind).index(change.kind)
    )
    for change in in_order:
        stand = compared_with[change.subject.type]
        earlier = change.old_source.report if change.old_source else stand.report if stand else before[-1].report
        yield Told(change, earlier, later.report, since)


def _last_said(before: list[Stands]) -> Stands:
    """Return, for each kind of record, what the last report about that kind says."""

    def last(name: str) -> list:
        return next((rows for rows in map(attrgetter(name), reversed(before)) if rows), [])

    return Stands(before[-1].report, last("measures"), last("bills"), last("motions"), [])


def _all_said(before: list[Stands]) -> Stands:
    """Return what was last said of each record."""

    def newest(name: str, record: str) -> list:
        return list({getattr(row, record): row for stands in before for row in getattr(stands, name)}.values())

    return Stands(
        before[-1].report, newest("measures", "measure_id"), newest("bills", "bill_id"), newest("motions", "motion_id"), []
    )


def _plans_of_before(before: list[Stands], later: Stands) -> Iterator[Change]:
    """Yield the movements of phases that the last reports about a bill do not plan, and older ones do."""
    for now in later.bills:
        stands = [row for said in reversed(before) for row in said.bills if row.bill_id == now.bill_id]
        planned: set[str] = set()
        for place, stand in enumerate(stands):
            if place:
                yield from (change for change in movements(stand, now) if change.aspect[0] not in planned)
            planned |= {step.phase for step in stand.planning.all()}
