"""The movement of the planned period of a phase between two reports."""

import datetime as dt

from laws.slip import months_between
from measures.enums import Direction
from measures.periods import Period
from portal.core.dates import months_in_words

LOST = "datum vervallen"


def movement_of(before: Period, after: Period) -> tuple[Direction | None, str] | None:
    """Return the direction and the distance in words; None if both periods have the same days, whatever their words.

    - Moved to a later time: BACK (a setback). Moved to an earlier time: FORWARD. The last days decide, as in
      `laws.slip`. If one of the periods has no last day, the first days decide.
    - The same last day, another first day: SAME.
    - All days lost: BACK. Days where there were none: FORWARD.
    - No two days to compare: no direction (None).
    """
    if (before.earliest, before.latest) == (after.earliest, after.latest):
        return None
    if not (after.earliest or after.latest):
        return Direction.BACK, LOST
    if not (before.earliest or before.latest):
        return Direction.FORWARD, "nu met een datum"
    if before.latest and after.latest:
        if before.latest == after.latest:
            return Direction.SAME, "de laatste dag blijft gelijk"
        return _between(before.latest, after.latest)
    if before.earliest and after.earliest and before.earliest != after.earliest:
        return _between(before.earliest, after.earliest)
    return None, "niet te vergelijken"


def _between(first: dt.date, second: dt.date) -> tuple[Direction, str]:
    months = months_between(first, second)
    side = "later" if second > first else "eerder"
    words = months_in_words(months) if months else f"minder dan een maand {side}"
    return (Direction.BACK if second > first else Direction.FORWARD), words
