"""The outcome of a bill on a day: it follows from that day and from the newest source that speaks of it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import formats

from laws.enums import Outcome

if TYPE_CHECKING:
    from laws.models import BillSnapshot, EntryIntoForce

# Outcomes that a newer progress report must confirm, because they pass. A law, a withdrawal and an adoption stay.
PASSING = (Outcome.IN_PREPARATION, Outcome.BEFORE_PARLIAMENT)


@dataclass(frozen=True)
class Situation:
    """The outcome of a bill on a day, with what it follows from.

    - `in_force`, `coming`: the stated entries into force up to that day, and after it, by date.
    - `said`: the newest snapshot that gives an outcome, or None. When nothing newer confirms it, `outcome` can be unknown.
    """

    outcome: Outcome
    in_force: Sequence["EntryIntoForce"] = ()
    coming: Sequence["EntryIntoForce"] = ()
    said: "BillSnapshot | None" = None

    @property
    def words(self) -> str:
        """Return the outcome in Dutch, with its days and parts: "Aangenomen, treedt in werking op 1 januari 2027"."""
        if self.outcome == Outcome.IN_FORCE and self.in_force:
            return _in_force(self.in_force, self.coming)
        if self.outcome == Outcome.ADOPTED:
            return f"Aangenomen, treedt in werking {_on(self.coming)}" if self.coming else "Aangenomen, nog niet in werking"
        return str(self.outcome.label)

    @property
    def in_contract(self) -> Outcome:
        """Return the outcome as one of the closed list of the API, in which an adopted bill is still before parliament."""
        return Outcome.BEFORE_PARLIAMENT if self.outcome == Outcome.ADOPTED else self.outcome


def _in_force(in_force: Sequence["EntryIntoForce"], coming: Sequence["EntryIntoForce"]) -> str:
    whole = next((entry for entry in in_force if not entry.part), None)
    if whole:
        return f"In werking sinds {_day(whole.date)}"
    parts = "; ".join(dict.fromkeys(entry.part for entry in in_force))
    return f"In werking: {parts}. Later: {_on(coming)}" if coming else f"In werking: {parts}"


def _on(entries: Sequence["EntryIntoForce"]) -> str:
    days: dict[dt.date, list[str]] = {}
    for entry in entries:
        days.setdefault(entry.date, []).append(entry.part)
    found = []
    for day, parts in days.items():
        named = "; ".join(dict.fromkeys(filter(None, parts)))
        found.append(f"op {_day(day)} ({named})" if named else f"op {_day(day)}")
    return " en ".join(found)


def _day(day: dt.date) -> str:
    return formats.date_format(day, "j F Y")


def newest_said(stands: Iterable["BillSnapshot"]) -> "BillSnapshot | None":
    """Return the snapshot that gives an outcome and whose source speaks of the latest day (`Report.day`), or None."""
    given = [stand for stand in stands if stand.outcome != Outcome.UNKNOWN]
    return max(given, key=lambda stand: (stand.report.day, stand.report.order), default=None)


def standing_entries(entries: Iterable["EntryIntoForce"]) -> list["EntryIntoForce"]:
    """Return the entries into force that no newer source contradicts, by date: of each part those with its newest stated day."""
    known = sorted(entries, key=lambda entry: entry.report.order)
    newest = {entry.part: entry.date for entry in known}
    return sorted((entry for entry in known if entry.date == newest[entry.part]), key=lambda entry: (entry.date, entry.part))


def situation_on(
    day: dt.date,
    stands: Iterable["BillSnapshot"],
    entries: Sequence["EntryIntoForce"],
    *,
    is_merged: bool = False,
    newest_progress: tuple[int, dt.date] | None = None,
) -> Situation:
    """Return the situation of a bill on `day`. The first rule that fits decides.

    1. An entry into force on or before `day`: in force. Before its day nothing is in force, whatever a source says.
    2. The bill was merged into another one.
    3. The newest source that gives an outcome says that the bill was withdrawn.
    4. An entry into force after `day`: adopted.
    5. What the newest source that gives an outcome says. The kind of source does not matter. "In preparation" and "before
       parliament" are unknown when a newer progress report about bills does not say so again.

    `entries` are those of `standing_entries`. `newest_progress` is the primary key of the newest progress report about bills,
    and its `day`.
    """
    in_force = [entry for entry in entries if entry.date <= day]
    coming = [entry for entry in entries if entry.date > day]
    said = newest_said(stands)
    outcome = Outcome(said.outcome) if said else Outcome.UNKNOWN
    if in_force:
        outcome = Outcome.IN_FORCE
    elif is_merged:
        outcome = Outcome.MERGED
    elif coming and outcome != Outcome.WITHDRAWN:
        outcome = Outcome.ADOPTED
    elif said and outcome in PASSING and newest_progress:
        report, until = newest_progress
        outcome = outcome if said.report_id == report or said.report.day > until else Outcome.UNKNOWN
    return Situation(outcome, in_force, coming, said)
