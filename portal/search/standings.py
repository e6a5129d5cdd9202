"""What the results of a search say of today: the standing of an action, the status of a measure or motion, how far a bill is."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from laws.enums import Outcome
from laws.models import Bill
from measures.models import Measure, MeasureSnapshot
from motions.models import Motion
from portal.agenda import AHEAD, Standing, agenda_of
from portal.core.dates import today
from portal.core.kept import Kept
from portal.search.models import SearchDocument

Kind = SearchDocument.Kind


class Turn(IntEnum):
    """The turn of a result among those with as many words in their title: what holds comes first, what ended comes last."""

    HOLDS = 0
    DUTY_AHEAD = 1
    OPTION = 2
    ENDED = 3
    SAID_BY_REPORT = 4


TURNS = {
    Standing.IN_FORCE: Turn.HOLDS,
    **dict.fromkeys(AHEAD, Turn.DUTY_AHEAD),
    Standing.OPEN: Turn.OPTION,
    Standing.LATER: Turn.OPTION,
    Standing.ENDED: Turn.ENDED,
}
ENDED_BILLS = (Outcome.WITHDRAWN, Outcome.MERGED)
SAID_BY_REPORT = (Kind.STAND, Kind.SECTION)


@dataclass(frozen=True)
class NowTold:
    """What a result says beside its title. `value` is the value of the enum, for a style; `source` names the report."""

    value: str
    label: str
    source: str
    turn: Turn = Turn.HOLDS


# One value: what every address tells today.
_told: Kept[str, Mapping[str, NowTold]] = Kept(1)


def told_today() -> Mapping[str, NowTold]:
    """Map the address of each action, bill, measure, motion and stand of a measure to what it tells on the day of today.

    A constant number of queries, and none while the process keeps it: until the content or the day changes.
    """
    return _told.one("", _tell)


def turn_of(kind: str, told: NowTold | None) -> Turn:
    """Return the turn of a document of this kind; `told` is what its address tells, if anything."""
    if kind in SAID_BY_REPORT:
        return Turn.SAID_BY_REPORT
    return told.turn if told else Turn.HOLDS


def _tell() -> dict[str, NowTold]:
    agenda, day = agenda_of(None), today()
    found: dict[str, NowTold] = {}
    for entry in agenda.entries_of(agenda.keys_for(None), day):
        source = entry.source.report.short_name if entry.source else ""
        standing = entry.standing
        found[entry.action.get_absolute_url()] = NowTold(standing.value, str(standing.label), source, TURNS[standing])
    for bill in Bill.objects.published().with_planning():
        turn = Turn.ENDED if bill.outcome in ENDED_BILLS else Turn.HOLDS
        found[bill.get_absolute_url()] = NowTold(bill.outcome.value, bill.situation.words, bill.stand.report.short_name, turn)
    for records in (Measure.objects.published().with_stand(), Motion.objects.published().with_stand()):
        for record in records:
            found[record.get_absolute_url()] = _status(record.stand)
    for stand in MeasureSnapshot.objects.published().select_related("report", "measure"):
        found[stand.get_absolute_url()] = _status(stand)
    return found


def _status(stand: Any) -> NowTold:
    """Return what a snapshot with a status tells."""
    return NowTold(stand.status, stand.status_words, stand.report.short_name)
