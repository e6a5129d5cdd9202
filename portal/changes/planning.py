"""How the period of a phase moved between two reports."""

import datetime as dt

from laws.slip import months_between
from measures.enums import Direction
from measures.periods import Period
from portal.core.dates import months_in_words

LOST = "datum vervallen"


def movement_of(before: Period, after: Period) -> tuple[Direction | None, str] | None:
    """Return where a period went and how far, in words; None where both mean the same days, whatever their words.

    Later is back, earlier is forward; a date that was lost is back, one that was gained is forward. The latest days are
    compared, as everywhere with slip; the earliest days where one of the two has no latest day. A period with the same
    latest day moved at its beginning only: that is neither. What cannot be compared has no direction.
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
