"""Saving rows one by one in an order that the database allows: two parts never hold the same place, not even for a moment."""

import copy
from collections.abc import Hashable

from django.db import models

from portal.desk.workbook.known import Known
from portal.desk.workbook.preview import Row, StaleError
from portal.desk.workbook.sheets import LAST_POSITION, Holds, Sheet


def save_stands(sheet: Sheet, rows: list[Row], known: Known) -> None:
    """Save new and changed stands, and let `known` know the new ones, for their parts."""
    for row in rows:
        stand = known.by_pk[sheet.title].get(row.pk)
        if stand is None:
            key = row.values[sheet.record_column.name]
            stand = sheet.model(report=known.report, **{sheet.record: known.records[sheet.record_model][key]})
            known.by_key[sheet.title][key] = stand
        _set_plain(sheet, stand, row)
        stand.save()
        for column in sheet.columns:
            if column.holds == Holds.MANY and column.name in row.values:
                targets = known.records[column.target]
                getattr(stand, column.name).set([targets[key] for key in row.values[column.name]])


def save_parts(sheet: Sheet, rows: list[Row], known: Known) -> None:
    """Save new and changed parts, each once its place is free. Raises `StaleError` when somebody else took a place."""
    taken = {_place(sheet, part): part.pk for part in known.rows[sheet.title]}
    last = _last_positions(known.rows[sheet.title])
    waiting = [(row, _changed(sheet, row, known, last)) for row in rows]
    while waiting:
        # A row that moves up waits for the one after it, a row that moves down for the one before: turn around each time.
        waiting.reverse()
        still = []
        for row, part in waiting:
            if taken.get(_place(sheet, part), part.pk) == part.pk:
                _save(sheet, part, taken)
            else:
                still.append((row, part))
        if len(still) == len(waiting):
            _make_way(sheet, still, taken, known)
        waiting = still


def _last_positions(parts: list[models.Model]) -> dict[int, int]:
    """The highest position within each stand."""
    last: dict[int, int] = {}
    for part in parts:
        last[part.snapshot_id] = max(last.get(part.snapshot_id, 0), part.position)
    return last


def _changed(sheet: Sheet, row: Row, known: Known, last: dict[int, int]) -> models.Model:
    """The part as the row wants it, not saved yet; what the draft holds stays as it is."""
    existing = known.by_pk[sheet.title].get(row.pk)
    part = copy.copy(existing) if existing is not None else sheet.model()
    record = sheet.record_column.name
    if record in row.values:
        part.snapshot = known.by_key[sheet.stands.title][row.values[record]]
    _set_plain(sheet, part, row)
    # A sheet without a column for it (the planning) adds at the end, and so does a row that moves to another stand.
    if "position" not in {column.name for column in sheet.columns} and record in row.values:
        part.position = last[part.snapshot_id] = last.get(part.snapshot_id, 0) + 1
    return part


def _set_plain(sheet: Sheet, instance: models.Model, row: Row) -> None:
    for column in sheet.columns:
        if column.holds in (Holds.TEXT, Holds.NUMBER, Holds.CHOICE) and column.name in row.values:
            setattr(instance, column.name, row.values[column.name])


def _place(sheet: Sheet, part: models.Model) -> tuple[Hashable, ...]:
    return tuple(part.snapshot_id if name == "snapshot" else getattr(part, name) for name in sheet.place_fields)


def _save(sheet: Sheet, part: models.Model, taken: dict) -> None:
    part.save()
    for place in [place for place, pk in taken.items() if pk == part.pk]:
        del taken[place]
    taken[_place(sheet, part)] = part.pk


def _make_way(sheet: Sheet, waiting: list[tuple[Row, models.Model]], taken: dict, known: Known) -> None:
    """Rows that want each other's places: one steps aside for a moment, with a save of its own."""
    blocker = taken[_place(sheet, waiting[0][1])]
    if blocker not in {part.pk for _row, part in waiting}:
        raise StaleError([f"{waiting[0][0]}: deze plaats is intussen bezet."])
    aside = known.by_pk[sheet.title][blocker]
    if "position" in sheet.place_fields:
        held = {position for snapshot, position in taken if snapshot == aside.snapshot_id}
        aside.position = next(number for number in range(LAST_POSITION, 0, -1) if number not in held)
    else:
        aside.part = f"tijdelijk {aside.pk}"
    _save(sheet, aside, taken)
