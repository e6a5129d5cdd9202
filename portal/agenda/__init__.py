"""The agenda: what every role must and can do on a day, by what was known when a report was the latest.

No standing is ever stored. `Known` holds what the reports up to and including a latest one say, `facts_of` gathers what
they say about one action, and `standing_of` follows from those facts and the day alone. A planned day that has passed is
never presented as law: only a report that states it is.
"""

import datetime as dt

from django.utils import timezone

from measures.models import Report
from measures.querysets import ActionQuerySet
from portal.agenda.facts import facts_of
from portal.agenda.known import Known
from portal.agenda.standing import AHEAD, Entry, Facts, Promise, Standing, Summary, in_order_of_date, standing_of, summary_of

__all__ = [
    "AHEAD",
    "Entry",
    "Facts",
    "Known",
    "Promise",
    "Standing",
    "Summary",
    "agenda",
    "facts_of",
    "in_order_of_date",
    "standing_of",
    "summary_of",
    "today",
]


def today() -> dt.date:
    """The day in the Netherlands, wherever the server stands."""
    return timezone.localdate()


def agenda(actions: ActionQuerySet, day: dt.date, report: Report | None = None) -> list[Entry]:
    """Return an entry for each of `actions` that was known when `report` was the latest (None: everything published).

    Eleven queries, however many actions.
    """
    known = Known(report)
    return [Entry(action, facts_of(action, known), day) for action in known.actions(actions)]
