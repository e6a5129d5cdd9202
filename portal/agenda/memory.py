"""The cache, in each process, of the facts about actions. Facts do not depend on day, role or filter."""

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

# The maximum number of cached agendas: for all reports, and for a few older reports that visitors choose.
REPORTS_REMEMBERED = 4
# The maximum number of actions that one agenda caches: a hundred times the present number. Each takes about 8 kB.
MOST_REMEMBERED = 15_000


class Agenda:
    """The facts about actions according to the reports up to and including `report` (None: all published ones).

    The facts of each action are read once and kept. They depend on the content only, so an agenda stays right until the
    content changes.
    """

    def __init__(self, report: Report | None) -> None:
        self._known = Known(report)
        self._found: dict[int, tuple[Action, Facts]] = {}

    def known_of(self, actions: ActionQuerySet) -> ActionQuerySet:
        """Return the subset of `actions` that known reports mention, in order of primary key."""
        return self._known.of(actions)

    def entries(self, actions: QuerySet[Action], day: dt.date) -> list[Entry]:
        """Return an entry for each of `actions`, in their order, with its standing on `day`."""
        return self.entries_of(actions.values_list("pk", flat=True), day)

    def entries_of(self, keys: Iterable[int], day: dt.date) -> list[Entry]:
        """Return an entry for each primary key, in the same order.

        Each key must belong to an action that a known report mentions: another key can raise `IndexError` or `KeyError`.
        """
        keys, found = list(keys), self._found
        if missing := [key for key in keys if key not in found]:
            # A new dict rather than an update: another thread may be reading the old one.
            found = found | {action.pk: (action, facts_of(action, self._known)) for action in self._known.in_full(missing)}
            if len(found) <= MOST_REMEMBERED:
                self._found = found
        return [Entry(*found[key], day) for key in keys]


_remembered: LRUCache[tuple[str, int | None], Agenda] = LRUCache(REPORTS_REMEMBERED)
_lock = threading.Lock()


def agenda_of(report: Report | None) -> Agenda:
    """Return the agenda of the reports up to and including `report` (None: all published ones), from the cache if possible.

    The version of the content is part of the cache key, so every change of the content gives a new agenda. During the
    preview of a draft nothing is cached: other visitors must not see it.
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
