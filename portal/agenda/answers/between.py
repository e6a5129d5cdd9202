"""What changed for a role between two moments: the rules, without a database."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models

from measures.models import Action
from portal.agenda.standing import Entry, Standing, in_order_of_date


class Way(models.TextChoices):
    """How an action differs between two moments. Every action has at most one, the first that fits."""

    NEW = "nieuw", "Nieuw genoemd"
    ENDED = "vervallen", "Vervallen"
    GONE = "weg", "Niet genoemd in deze bronnen"
    STANDING = "stand", "Andere stand"
    MOVED = "verschoven", "Andere datum"


@dataclass(frozen=True)
class Differing:
    """An action that differs. `before` is None for what is new, `after` for what these sources do not name.

    `entry` is `after`, or else `before`.
    """

    way: Way
    entry: Entry
    before: Entry | None
    after: Entry | None

    @property
    def action(self) -> Action:
        return self.entry.action


def between(before: Iterable[Entry], after: Iterable[Entry]) -> list[Differing]:
    """Return what differs between the entries of two moments, by way, duties first, and then by date. Each action at most once.

    1. Only afterwards, and not ended: NEW. Before and not afterwards: GONE.
    2. Ended afterwards only: ENDED. Ended on both moments, or new and ended at once: nothing.
    3. Another standing: STANDING. The same standing with other days: MOVED.
    """
    of_before = {entry.action.pk: entry for entry in before}
    of_after = {entry.action.pk: entry for entry in after}
    newest = in_order_of_date((of_before | of_after).values())
    found = [
        Differing(way, entry, of_before.get(key), of_after.get(key))
        for entry in newest
        if (way := _way(of_before.get(key := entry.action.pk), of_after.get(key))) is not None
    ]
    ways = list(Way)
    return sorted(found, key=lambda each: (ways.index(each.way), each.entry.is_option))


def _way(before: Entry | None, after: Entry | None) -> Way | None:
    had_ended, has_ended = (entry is not None and entry.standing == Standing.ENDED for entry in (before, after))
    if before is None:
        return None if after is None or has_ended else Way.NEW
    if after is None:
        return None if had_ended else Way.GONE
    if had_ended and has_ended:
        return None
    if has_ended:
        return Way.ENDED
    if before.standing != after.standing:
        return Way.STANDING
    return Way.MOVED if before.days != after.days else None
