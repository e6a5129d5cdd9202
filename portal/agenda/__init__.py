"""The agenda: what every role must and can do on a day, by what was known when a report was the latest.

No standing is ever stored. `Known` holds what the reports up to and including a latest one say, `facts_of` gathers what
they say about one action, and `standing_of` follows from those facts and the day alone. A planned day that has passed is
never presented as law: only a report that states it is.
"""

import datetime as dt

from measures.models import Report
from measures.querysets import ActionQuerySet
from portal.agenda.memory import agenda_of
from portal.agenda.standing import AHEAD, Entry, Facts, Promise, Standing, Summary, in_order_of_date, standing_of, summary_of

__all__ = [
    "AHEAD",
    "Entry",
    "Facts",
    "Promise",
    "Standing",
    "Summary",
    "agenda",
    "agenda_of",
    "in_order_of_date",
    "standing_of",
    "summary_of",
]


def agenda(actions: ActionQuerySet, day: dt.date, report: Report | None = None) -> list[Entry]:
    """Return an entry for each of `actions` that was known when `report` was the latest (None: everything published).

    At most twelve queries, however many actions.
    """
    found = agenda_of(report)
    return found.entries(found.known_of(actions), day)
