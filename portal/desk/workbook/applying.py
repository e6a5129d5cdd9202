"""Application of a preview to its draft: everything or nothing, and only when the draft is still as the editor saw it."""

from collections import Counter
from collections.abc import Iterator

from django.db import IntegrityError, models, transaction

from measures.models import Report
from portal.desk.sources.stored import follow
from portal.desk.workbook.known import DraftRows
from portal.desk.workbook.preview import Preview, ProblemsError, SheetRow, StaleError, UndecidedError, What, require_draft
from portal.desk.workbook.saving import save_parts, save_stands
from portal.desk.workbook.sheets import SHEETS, Sheet


def apply(preview: Preview) -> Counter[str]:
    """Save a preview in one transaction; return how many rows were new, changed and removed (`What` values).

    Rows are saved and removed one by one, with `save()` and `delete()`, because only these write to the audit trail. Unchanged
    rows are not saved. Raises `ProblemsError` when the preview has mistakes, `UndecidedError` when the editor must still choose,
    `WorkbookClosedError` when the report is no longer a draft, and `StaleError` when the draft no longer matches the preview.
    """
    if not preview.can_be_applied:
        raise ProblemsError
    if preview.asked or preview.missing:
        raise UndecidedError
    try:
        with transaction.atomic():
            _save(preview)
    except IntegrityError as error:
        raise StaleError(["Een ander sloeg tegelijk iets op dezelfde plaats op."]) from error
    return Counter(row.what.value for row in preview.to_do)


def _save(preview: Preview) -> None:
    report = Report.objects.select_for_update().filter(pk=preview.report_pk).first()
    if report is None:
        raise StaleError([f"De rapportage „{preview.report_slug}” bestaat niet meer."])
    require_draft(report)
    if not preview.to_do:
        return
    known = DraftRows(report, lock=True)
    if changed := _changed_since(preview, known):
        raise StaleError(changed)
    # Parts are removed before the snapshots that own them. All removals come before the first save, because a new or
    # changed part may take the position of a removed part.
    for sheet in reversed(SHEETS):
        for row in _of(preview, sheet, What.REMOVED):
            known.by_pk[sheet.title][row.pk].delete()
    # Read the draft again, without the removed rows.
    known = DraftRows(report)
    for sheet in SHEETS:
        rows = _of(preview, sheet, What.NEW, What.CHANGED)
        if sheet.owner:
            save_parts(sheet, rows, known)
        else:
            save_stands(sheet, rows, known)
    follow(report)


def _of(preview: Preview, sheet: Sheet, *what: What) -> list[SheetRow]:
    return [row for row in preview.rows if row.sheet == sheet.title and row.what in what]


def _changed_since(preview: Preview, known: DraftRows) -> list[str]:
    """Return a Dutch sentence for each later change to the draft that conflicts with the preview."""
    changed = []
    sheets = {sheet.title: sheet for sheet in SHEETS}
    for row in preview.to_do:
        sheet = sheets[row.sheet]
        found = known.by_pk[row.sheet].get(row.pk)
        if row.what == What.NEW:
            changed += _no_longer_new(row, sheet, known, preview)
        elif found is None:
            changed.append(f"{row}: deze rij is verwijderd.")
        elif (now := sheet.texts(found)) != row.before:
            columns = [column for column in sheet.columns if now[column.name] != row.before[column.name]]
            changed += [
                f"{row}: „{column.heading}” was „{row.before[column.name]}” en is nu „{now[column.name]}”." for column in columns
            ]
    return changed


def _no_longer_new(row: SheetRow, sheet: Sheet, known: DraftRows, preview: Preview) -> list[str]:
    if not sheet.record_name:
        return []
    key = row.values[sheet.record_name]
    if sheet.is_own_record:
        return [f"{row}: deze rij is intussen teruggezet."] if key in known.by_key[sheet.title] else []
    if sheet.owner and sheet.owner.is_marked:
        marks = {new.mark for new in _of(preview, sheet.owner, What.NEW)}
        is_there = key in known.by_key[sheet.owner.title] or key in marks
        return [] if is_there else [f"{row}: „{key}” bestaat niet meer."]
    if key not in known.records[sheet.record_model]:
        return [f"{row}: „{key}” bestaat niet meer."]
    if not sheet.owner:
        return [f"{row}: deze stand is intussen toegevoegd."] if key in known.by_key[sheet.title] else []
    coming = {new.key for new in _of(preview, sheet.owner, What.NEW)}
    if key not in known.by_key[sheet.owner.title] and key not in coming:
        return [f"{row}: de stand van „{key}” is verwijderd."]
    return []


def edited_records(preview: Preview) -> dict[type[models.Model], set[str]]:
    """Return the natural keys of the records that the new, changed and removed rows of a preview are about, by their model.

    A part that moves to another record counts for both.
    """
    found: dict[type[models.Model], set[str]] = {}
    for sheet, row in _edited(preview):
        if sheet.record:
            found.setdefault(sheet.record_model, set()).update(_keys(row, sheet.record_name))
    return found


def edited_rows(preview: Preview) -> dict[type[models.Model], set[int]]:
    """Return the primary keys of the changed and removed rows, by model. A figure or a point of a chapter is its owner."""
    found: dict[type[models.Model], set[int]] = {}
    for sheet, row in _edited(preview):
        keys = _keys(row, sheet.record_name) if sheet.owner and sheet.owner.is_marked else {str(row.pk)}
        found.setdefault(sheet.stands.model, set()).update(int(key) for key in keys if key.isdecimal())
    return found


def _edited(preview: Preview) -> Iterator[tuple[Sheet, SheetRow]]:
    sheets = {sheet.title: sheet for sheet in SHEETS}
    return ((sheets[row.sheet], row) for row in preview.to_do)


def _keys(row: SheetRow, name: str) -> set[str]:
    return {str(values[name]) for values in (row.before, row.values) if values.get(name)}
