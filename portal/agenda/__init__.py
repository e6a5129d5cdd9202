"""The agenda: what each role must or may do on a day, according to the known reports.

An action is something that a role must do (a duty) or may do (an option). The known reports are all published reports up
to and including a chosen one. `Known` reads what they say, and `facts_of` turns that into the `Facts` about one action.

`standing_of` derives the standing (in force, expected, open, ended …) from those facts and a day. A standing is never
stored. A planned day never puts a duty into force, not even after it has passed: only a statement in a report does.
"""

import datetime as dt

from measures.models import Report
from measures.querysets import ActionQuerySet
from portal.agenda.memory import agenda_of
from portal.agenda.standing import (
    AHEAD,
    Entry,
    Facts,
    Promise,
    Standing,
    Summary,
    by_role,
    in_order_of_date,
    standing_of,
    summary_of,
)

__all__ = [
    "AHEAD",
    "Entry",
    "Facts",
    "Promise",
    "Standing",
    "Summary",
    "agenda",
    "agenda_of",
    "by_role",
    "in_order_of_date",
    "standing_of",
    "summary_of",
]


def agenda(actions: ActionQuerySet, day: dt.date, report: Report | None = None) -> list[Entry]:
    """Return an entry for each of `actions` that a known report mentions, in order of primary key.

    The known reports are the published ones up to and including `report`; None: all of them. At most fifteen queries,
    however many actions; two once the process has cached the facts.
    """
    found = agenda_of(report)
    return found.entries(found.known_of(actions), day)
