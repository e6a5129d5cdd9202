"""Saving the new and changed rows of a sheet, in an order that the unique constraints allow.

Rows are saved one by one with `save()`, so that the audit trail gets an entry for each row. The database checks a unique
constraint at each statement, not at the end of the transaction. Two rows can therefore never have the same place, not even
during the transaction. The place of a part is its snapshot and position. The place of a planning step is its snapshot, its
phase and its field `part` (a section of the bill); that of an effect of a law is all that it says. See `Sheet.place_fields`.

A row is saved as soon as its new place is free. While another row has that place, the row waits. Rows that swap places would
wait for each other forever. One of them is then put aside, so that the row that needs its place can be saved. The others
follow.
"""

import copy
from collections.abc import Hashable, Set
from itertools import chain, count

from django.db import models
from django.utils.text import slugify

from portal.desk.merging.places import places_of, put_aside
from portal.desk.workbook.known import DraftRows
from portal.desk.workbook.preview import SheetRow, StaleError
from portal.desk.workbook.sheets import Holds, Sheet

# The rows of a sheet that are still to be saved, each with its new values.
Waiting = list[tuple[SheetRow, models.Model]]


def save_stands(sheet: Sheet, rows: list[SheetRow], known: DraftRows) -> None:
    """Save new and changed rows of the report itself, and add the new ones to `known`, because their parts refer to them.

    A new row with a position that the sheet does not show, such as a finding, comes last. Raises `StaleError` as `save_parts`
    does.
    """
    last = max((getattr(row, "position", 0) for row in known.rows[sheet.title]), default=0)
    taken = _taken_slugs(sheet, known) if any(row.pk is None for row in rows) else set()
    waiting: Waiting = []
    for row in rows:
        existing = known.by_pk[sheet.title].get(row.pk)
        last += existing is None
        stand = _new(sheet, row, known, last) if existing is None else copy.copy(existing)
        _set_plain(sheet, stand, row, known)
        if getattr(stand, "slug", None) == "":
            stand.slug = _free_slug(stand, taken)
            taken.add(stand.slug)
        waiting.append((row, stand))
    _save_all(sheet, waiting, known)
    known.rows[sheet.title] += [stand for row, stand in waiting if row.pk is None]


def _new(sheet: Sheet, row: SheetRow, known: DraftRows, last: int) -> models.Model:
    stand = sheet.model(report=known.report)
    if sheet.record:
        key = row.values[sheet.record_name]
        setattr(stand, sheet.record, known.records[sheet.record_model][key])
    elif sheet.is_own_record:
        # Filled in for a row that comes back after a colleague removed it.
        setattr(stand, sheet.record_name, row.values[sheet.record_name])
    if "position" in {field.name for field in sheet.model._meta.fields}:
        stand.position = last
    known.by_key[sheet.title][row.mark] = stand
    return stand


def _taken_slugs(sheet: Sheet, known: DraftRows) -> set[str]:
    """Return the slugs that a new row cannot have: a chapter has one of its own in its report, a source note in the portal."""
    if sheet.is_own_record:
        return {key for other in sheet.model._default_manager.all() for key in other.keys}
    return {getattr(row, "slug", "") for row in known.rows[sheet.title]}


def _free_slug(stand: models.Model, taken: Set[str]) -> str:
    """Return a slug made from the title of a new row."""
    longest = (stand._meta.get_field("slug").max_length or 0) - 4
    slug = slugify(str(stand))[:longest].strip("-") or str(stand._meta.verbose_name)
    return next(name for name in chain([slug], (f"{slug}-{n}" for n in count(2))) if name not in taken)


def _set_links(sheet: Sheet, stand: models.Model, row: SheetRow, known: DraftRows) -> None:
    for column in sheet.columns:
        if column.holds == Holds.MANY and column.name in row.values:
            targets = known.records[column.target]
            getattr(stand, column.name).set([targets[key] for key in row.values[column.name]])


def save_parts(sheet: Sheet, rows: list[SheetRow], known: DraftRows) -> None:
    """Save new and changed parts, each as soon as its place is free. The docstring of this module explains the order.

    Raises `StaleError` when a place is taken by a part that does not move away.
    """
    last = _last_positions(sheet, known.rows[sheet.title])
    _save_all(sheet, [(row, _changed(sheet, row, known, last)) for row in rows], known)


def _save_all(sheet: Sheet, waiting: Waiting, known: DraftRows) -> None:
    # By place: the primary key of the row that has this place in the database.
    taken = {_place(sheet, row): row.pk for row in known.rows[sheet.title]}
    forwards = True
    while waiting:
        still: Waiting = []
        for row, changed in waiting if forwards else reversed(waiting):
            if taken.get(_place(sheet, changed), changed.pk) == changed.pk:
                _save(sheet, changed, taken)
                _set_links(sheet, changed, row, known)
            else:
                still.append((row, changed))
        if len(still) == len(waiting):
            # No row could be saved in this pass: the waiting rows block each other.
            _make_way(sheet, still, taken, known)
        # Passes alternate in direction. When all rows move to the next position, the last row must be saved first. When
        # all rows move to the previous position, the first row must be saved first. Such a chain needs at most two passes.
        waiting, forwards = (still if forwards else still[::-1]), not forwards


def _owner_of(sheet: Sheet, part: models.Model) -> int:
    return getattr(part, f"{sheet.record_name}_id")


def _last_positions(sheet: Sheet, parts: list[models.Model]) -> dict[int, int]:
    """Return the highest position in each owner, by primary key of the owner."""
    last: dict[int, int] = {}
    for part in parts:
        last[_owner_of(sheet, part)] = max(last.get(_owner_of(sheet, part), 0), getattr(part, "position", 0))
    return last


def _changed(sheet: Sheet, row: SheetRow, known: DraftRows, last: dict[int, int]) -> models.Model:
    """Return the part with the new values of the row, not saved yet.

    This is a copy, as of a stand: what `known` has keeps the stored values, which `_make_way` needs.
    """
    existing = known.by_pk[sheet.title].get(row.pk)
    part = copy.copy(existing) if existing is not None else sheet.model()
    name = sheet.record_name
    if name in row.values:
        setattr(part, name, known.by_key[sheet.stands.title][row.values[name]])
    _set_plain(sheet, part, row, known)
    # The planning sheet has no column for the position. A step that is new, or that moves to another snapshot, goes last.
    if hasattr(part, "position") and "position" not in {column.name for column in sheet.columns} and name in row.values:
        part.position = last[_owner_of(sheet, part)] = last.get(_owner_of(sheet, part), 0) + 1
    return part


def _set_plain(sheet: Sheet, instance: models.Model, row: SheetRow, known: DraftRows) -> None:
    for column in sheet.columns:
        if column.name not in row.values:
            continue
        value = row.values[column.name]
        if column.holds in (Holds.TEXT, Holds.NUMBER, Holds.CHOICE):
            setattr(instance, column.name, value)
        elif column.holds == Holds.ONE:
            setattr(instance, column.name, known.records[column.target][value] if value else None)


def _place(sheet: Sheet, part: models.Model) -> tuple[Hashable, ...]:
    """Return the place of a row. A row without one, such as a figure, never waits."""
    if not sheet.has_places:
        return (id(part),)
    return tuple(_owner_of(sheet, part) if name == sheet.record_name else getattr(part, name) for name in sheet.place_fields)


def _save(sheet: Sheet, row: models.Model, taken: dict) -> None:
    row.save()
    _now_at(sheet, row, taken)


def _now_at(sheet: Sheet, row: models.Model, taken: dict) -> None:
    for place in [place for place, pk in taken.items() if pk == row.pk]:
        del taken[place]
    taken[_place(sheet, row)] = row.pk


def _make_way(sheet: Sheet, waiting: Waiting, taken: dict, known: DraftRows) -> None:
    """Break a cycle of waiting rows. The first waiting row needs the place of another row: put that row aside.

    Only the place changes in this extra save. A later pass saves all new values of the row, together with its new place.
    Raises `StaleError` when the blocking row is not waiting itself, because somebody else saved it meanwhile.
    """
    blocker = taken[_place(sheet, waiting[0][1])]
    if blocker not in {part.pk for _row, part in waiting}:
        raise StaleError([f"{waiting[0][0]}: deze plaats is intussen bezet."])
    aside = known.by_pk[sheet.title][blocker]
    put_aside(aside, places_of(sheet.model)[0], [changed for _row, changed in waiting])
    _now_at(sheet, aside, taken)
