"""The cache, in each process, of the facts about actions, and of the roles and sectors that they name.

Facts do not depend on day, role or filter.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from measures.models import Action, Report, Role, Sector
from measures.querysets import ActionQuerySet
from portal.agenda.facts import facts_of
from portal.agenda.known import Known
from portal.agenda.standing import Entry
from portal.core.dates import today
from portal.core.kept import Kept

# The maximum number of cached agendas: for all reports, and for a few older reports that visitors choose.
REPORTS_REMEMBERED = 4
# The maximum number of actions that one agenda caches: a hundred times the present number.
MOST_REMEMBERED = 15_000


class Agenda:
    """The entries of actions according to the reports up to and including `report` (None: all published ones).

    The facts of each action are read once and kept. They depend on the content only, so an agenda stays right until the
    content changes. `day` is the day of the kept entries, which the pages share; entries for another day are made anew.
    """

    def __init__(self, report: Report | None, day: dt.date) -> None:
        self._known = Known(report)
        self._day = day
        self._found: dict[int, Entry] = {}

    @property
    def newest_progress(self) -> Report | None:
        """Return the newest progress report among the known reports, or None."""
        return self._known.newest_progress

    def known_of(self, actions: ActionQuerySet) -> ActionQuerySet:
        """Return the subset of `actions` that known reports mention, in order of primary key."""
        return self._known.of(actions)

    def keys_for(self, role: Role | None) -> list[int]:
        """Return the primary keys of all actions that known reports mention, in order. With `role`, only those for that role."""
        return self._keys_by_role.get(role.pk if role else None, [])

    @cached_property
    def _keys_by_role(self) -> dict[int | None, list[int]]:
        """Map the primary key of each role, and None for all roles, to the keys of its actions."""
        pairs = list(self.known_of(Action.objects.all()).values_list("roles", "pk"))
        found: dict[int | None, list[int]] = defaultdict(list)
        for role, key in pairs:
            found[role].append(key)
        return found | {None: list(dict.fromkeys(key for _, key in pairs))}

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
            found = found | {
                each.pk: Entry(each, facts_of(each, self._known), self._day) for each in self._known.in_full(missing)
            }
            if len(found) <= MOST_REMEMBERED:
                self._found = found
        entries = [found[key] for key in keys]
        return entries if day == self._day else [Entry(entry.action, entry.facts, day) for entry in entries]


_agendas: Kept[int | None, Agenda] = Kept(REPORTS_REMEMBERED)


def agenda_of(report: Report | None) -> Agenda:
    """Return the agenda of the reports up to and including `report` (None: all published ones), from the cache if possible.

    Every change of the content gives a new agenda. During the preview of a draft, each call gives a new one.
    """
    return _agendas.one(report.pk if report else None, lambda: Agenda(report, today()))


_named: Kept[str, list[Any]] = Kept(3)


def public_roles() -> list[Role]:
    """Return the roles that a published action names, from the cache if possible. All callers share them."""
    return _named.one("roles", lambda: list(Role.objects.published()))


def progress_reports() -> list[Report]:
    """Return the published progress reports, the newest first, from the cache if possible. All callers share them."""
    return _named.one("progress", lambda: list(Report.objects.published().progress().newest_first()))


def public_sectors() -> list[Sector]:
    """Return the sectors that a published action names, from the cache if possible. All callers share them."""
    return _named.one("sectors", lambda: list(Sector.objects.published()))
