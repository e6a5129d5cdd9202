"""Slips: how far the latest day of a phase moved between two successive reports that plan it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from laws.enums import Phase

if TYPE_CHECKING:
    from laws.models import BillSnapshot, PlanningStep


@dataclass(frozen=True)
class Slip:
    """The same phase of (a part of) a bill in two successive reports that plan it."""

    earlier: "PlanningStep"
    later: "PlanningStep"
    earlier_stand: "BillSnapshot"
    later_stand: "BillSnapshot"

    @property
    def phase(self) -> Phase:
        return Phase(self.later.phase)

    @property
    def part(self) -> str:
        return self.later.part or self.earlier.part

    @property
    def months(self) -> int | None:
        """Return the calendar months from the latest day in the earlier report to that in the later report.

        Negative if the phase is now planned sooner. None if either report gives no latest day.
        """
        if self.earlier.latest is None or self.later.latest is None:
            return None
        return months_between(self.earlier.latest, self.later.latest)

    @property
    def lost_date(self) -> bool:
        """Return whether only the earlier report gives a latest day. Then `months` is None."""
        return self.earlier.latest is not None and self.later.latest is None


def months_between(first: dt.date, second: dt.date) -> int:
    """Return the calendar months from `first` to `second`. The days of the month do not count."""
    return (second.year - first.year) * 12 + second.month - first.month


def slips(stands: Iterable["BillSnapshot"]) -> list[Slip]:
    """Return the slips of each phase, for each two successive reports that plan it. `stands` must be a list, oldest first.

    If both reports have a part with the same name, only parts with the same name are compared. Otherwise the number of parts
    decides:

    - One earlier part: it is compared with each later part.
    - Several earlier parts and one later part: the earlier part with the latest day is compared with the later part.
    - Several earlier parts and several later parts: no slip.
    """
    found = []
    for phase in Phase:
        planned = [(stand, [step for step in stand.planning.all() if step.phase == phase]) for stand in stands]
        planned = [(stand, steps) for stand, steps in planned if steps]
        for (earlier_stand, earlier_steps), (later_stand, later_steps) in pairwise(planned):
            found += [Slip(earlier, later, earlier_stand, later_stand) for earlier, later in _pairs(earlier_steps, later_steps)]
    return found


def _pairs(earlier: list["PlanningStep"], later: list["PlanningStep"]) -> list[tuple["PlanningStep", "PlanningStep"]]:
    before = {step.part: step for step in earlier}
    same = [(before[step.part], step) for step in later if step.part in before]
    if same:
        return same
    if len(earlier) == 1:
        return [(earlier[0], step) for step in later]
    # Several parts became one. The one part is compared with the earlier part that has the latest day.
    if len(later) == 1:
        last = max(earlier, key=lambda step: (step.latest is not None, step.latest or dt.date.min))
        return [(last, later[0])]
    return []
