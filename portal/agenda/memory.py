"""What each process remembers of the agenda: for every day, role and filter the same facts."""

import datetime as dt
import threading
from collections.abc import Iterable

from cachetools import LRUCache
from django.conf import settings
from django.db.models import QuerySet

from measures.models import Action, Report
from measures.publication.gate import previewed
from measures.querysets import ActionQuerySet
from portal.agenda.facts import facts_of
from portal.agenda.known import Known
from portal.agenda.standing import Entry, Facts
from portal.core.version import version_now

# The newest report, and a few older ones that somebody looks back at.
REPORTS_REMEMBERED = 4
# A hundred times the actions of today; they take some eight kB each.
MOST_REMEMBERED = 15_000


class Agenda:
    """The facts about actions when a report is the latest, each gathered once. They follow from the content alone."""

    def __init__(self, report: Report | None) -> None:
        self._known = Known(report)
        self._found: dict[int, tuple[Action, Facts]] = {}

    def known_of(self, actions: ActionQuerySet) -> ActionQuerySet:
        """The actions that a known report mentions, in the order of the sources."""
        return self._known.of(actions)

    def entries(self, actions: QuerySet[Action], day: dt.date) -> list[Entry]:
        """An entry for each of `actions`, in their order, with its standing on the day."""
        return self.entries_of(actions.values_list("pk", flat=True), day)

    def entries_of(self, keys: Iterable[int], day: dt.date) -> list[Entry]:
        keys, found = list(keys), self._found
        if missing := [key for key in keys if key not in found]:
            found = found | {action.pk: (action, facts_of(action, self._known)) for action in self._known.in_full(missing)}
            if len(found) <= MOST_REMEMBERED:
                self._found = found
        return [Entry(*found[key], day) for key in keys]


_remembered: LRUCache[tuple[str, int | None], Agenda] = LRUCache(REPORTS_REMEMBERED)
_lock = threading.Lock()


def agenda_of(report: Report | None) -> Agenda:
    """The agenda when `report` is the latest (None: all that is published): remembered under the version of the content.

    A preview of a draft is nobody else's, and not remembered.
    """
    if previewed() is not None or not settings.AGENDA_MEMORY:
        return Agenda(report)
    key = version_now().tag, report.pk if report else None
    with _lock:
        found = _remembered.get(key)
    if found is None:
        found = Agenda(report)
        with _lock:
            _remembered[key] = found
    return found
