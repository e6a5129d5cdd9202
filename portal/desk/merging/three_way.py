"""The three-way merge of rows and their fields, on plain data.

There are three versions: the old one, from which both editors started; theirs, which is stored now; and mine, which comes in.
What only one of them changed is kept. What both changed differently is a clash, and the editor chooses.
"""

import hashlib
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# The texts that a browser sends for one field: none when it is empty, several for a list with several choices.
Value = tuple[str, ...]
Row = dict[str, Value]
# By key. The key "" is that of the row itself; rows that belong to it have keys of their own.
Rows = Mapping[str, Row]


class Side(StrEnum):
    """The side that an editor chooses: mine, theirs, or the old value."""

    MINE = "u"
    THEIRS = "ander"
    OLD = "oud"


@dataclass(frozen=True)
class Clash:
    """A field that both changed, each to something else."""

    row: str
    field: str
    old: Value
    theirs: Value
    mine: Value

    @property
    def name(self) -> str:
        """Return the name of the choice in a form."""
        return f"keuze-{self.row}-{self.field}"

    def answer(self, choice: Side) -> str:
        """Return a choice as the form sends it. It holds a hash of what was shown: a later change is asked again."""
        shown = json.dumps([self.old, self.theirs])
        return f"{choice}.{hashlib.sha256(shown.encode()).hexdigest()[:12]}"

    def chosen(self, answers: Mapping[str, str]) -> Value | None:
        """Return the value that was chosen, or None when nothing was chosen for these versions."""
        values = {Side.MINE: self.mine, Side.THEIRS: self.theirs, Side.OLD: self.old}
        return next((value for choice, value in values.items() if answers.get(self.name) == self.answer(choice)), None)


@dataclass(frozen=True)
class Taken:
    """A field that only the other changed. Without `field`, the other added the row (`new`) or removed it (`old`)."""

    row: str
    field: str
    old: Row | Value | None
    new: Row | Value | None


@dataclass
class Merged:
    """The result of a merge.

    In `rows`, a field with a clash holds mine. `kept` are rows that I removed but the other changed: they stay. `gone` are rows
    that the other removed but I changed: they stay too, as mine.
    """

    rows: dict[str, Row] = field(default_factory=dict)
    taken: list[Taken] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)

    @property
    def asks(self) -> bool:
        """Return whether the editor must decide before anything is saved."""
        return bool(self.clashes or self.kept or self.gone)


def merge(old: Rows, theirs: Rows, mine: Rows, answers: Mapping[str, str] | None = None, place: str = "position") -> Merged:
    """Merge three versions by row and by field. `answers` are the choices of the editor, by `Clash.name`.

    The field `place` is a number that orders rows. It is never asked: `arrange` makes one order out of both.
    """
    merged = Merged()
    for key in [*theirs, *(key for key in mine if key not in theirs)]:
        was, their, my = old.get(key), theirs.get(key), mine.get(key)
        if my is not None and their is not None:
            merged.rows[key] = _fields(merged, key, was or {}, their, my, answers or {}, place)
        elif my is None and their is not None:
            if was is None:
                merged.taken.append(Taken(key, "", None, their))
            elif was != their:
                merged.kept.append(key)
            if was != their:
                merged.rows[key] = their
        elif my is not None:
            if was == my:
                merged.taken.append(Taken(key, "", was, None))
                continue
            if was is not None:
                merged.gone.append(key)
            merged.rows[key] = my
    return merged


def _fields(merged: Merged, key: str, old: Row, theirs: Row, mine: Row, answers: Mapping[str, str], place: str) -> Row:
    row: Row = {}
    for name, my in mine.items():
        was, their = old.get(name, ()), theirs.get(name, ())
        clash = Clash(key, name, was, their, my)
        if my in (was, their):
            row[name] = their
            if my != their:
                merged.taken.append(Taken(key, name, was, their))
        elif their == was:
            row[name] = my
        elif name == place and _is_number(my):
            row[name] = their
        elif (chosen := clash.chosen(answers)) is not None:
            row[name] = chosen
        else:
            row[name] = my
            merged.clashes.append(clash)
    return row


def continued(mine: Rows, sent: Rows, saved: Rows) -> dict[str, Row]:
    """Return what is sent now (`mine`) as if it was typed on what the same form saved before (`saved`).

    A form that is sent again shows what was sent then (`sent`), not what was saved: that may be merged. So only a field that
    differs from what was sent is a new change.
    """
    rows = {key: row for key, row in saved.items() if key not in mine and key not in sent}
    for key, row in mine.items():
        was, now = sent.get(key), saved.get(key)
        if was is None or (now is None and row != was):
            rows[key] = row
        elif now is not None:
            rows[key] = {name: now.get(name, ()) if value == was.get(name, ()) else value for name, value in row.items()}
    return rows


def _is_number(value: Value) -> bool:
    return len(value) == 1 and value[0].isascii() and value[0].isdigit()


def arrange(rows: Mapping[str, Row], old: Rows, theirs: Rows, mine: Rows, place: str = "position") -> None:
    """Put merged rows in one order, and number them anew when their numbers are not in that order.

    The order is mine when I moved rows, and otherwise theirs. Rows that only the other order has follow the same row as there.
    Nothing happens when a place is missing or no number.
    """
    if not all(_is_number(row.get(place, ())) for row in rows.values()):
        return
    was, their, my = (_order(version, rows, place) for version in (old, theirs, mine))
    common = set(was) & set(their) & set(my)
    moved = [key for key in my if key in common] != [key for key in was if key in common]
    first, second = (my, their) if moved else (their, my)
    order = list(first)
    for number, key in enumerate(second):
        if key in order:
            continue
        after = order.index(second[number - 1]) + 1 if number else 0
        # Rows that both added after the same row: first those of the order that counts.
        while after < len(order) and order[after] not in second:
            after += 1
        order.insert(after, key)
    numbers = [int(rows[key][place][0]) for key in order]
    if any(number >= following for number, following in itertools.pairwise(numbers)):
        for number, key in enumerate(order, start=1):
            rows[key][place] = (str(number),)


def _order(version: Rows, rows: Mapping[str, Row], place: str) -> list[str]:
    found = {key: row[place] for key, row in version.items() if key in rows}
    return sorted(found, key=lambda key: int(found[key][0]) if _is_number(found[key]) else 0)
