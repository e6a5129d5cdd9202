"""The events of an action that became one with another. They stay in the calendar, as cancelled, on their last days.

The action itself is gone then. So its events are stored with the action that it became one with, as JSON: `uid`, the `first` and
`last` day (ISO), `sequence` and the moment `at` (ISO). Whoever imported the calendar so learns that the event is no longer there.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from measures.models import Action
from portal.core.dates import today
from portal.outputs.exports.calendar.revisions import revisions_of


@dataclass(frozen=True)
class MergedEvent:
    """A cancelled event: the part of its UID before the @, its days, its SEQUENCE and when it was cancelled."""

    uid: str
    span: tuple[dt.date, dt.date]
    sequence: int
    at: dt.datetime


def cancelled_events(action: Action) -> list[dict[str, Any]]:
    """Return the events of an action that is about to become one with another, cancelled, to store with that one.

    Days that are past need no cancelling. A dozen queries for each publication and withdrawal.
    """
    found = {
        f"{action.lasting_key}-{what}": revision
        for (pk, what), revision in revisions_of(None).items()
        if pk == action.pk and revision.last[1] >= today()
    }
    now = timezone.now().isoformat()
    return [
        {
            "uid": uid,
            "first": revision.last[0].isoformat(),
            "last": revision.last[1].isoformat(),
            "sequence": revision.sequence + 1,
            "at": now,
        }
        for uid, revision in found.items()
    ]


def merged_into(action: Action) -> Iterator[MergedEvent]:
    """Yield the events of the actions that became one with this one."""
    for event in action.merged_events or ():
        span = dt.date.fromisoformat(event["first"]), dt.date.fromisoformat(event["last"])
        yield MergedEvent(event["uid"], span, event["sequence"], dt.datetime.fromisoformat(event["at"]))
