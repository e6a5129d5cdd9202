"""Saving what a preview shows: everything or nothing, and only what the editor saw."""

from collections import Counter

from django.db import IntegrityError, transaction

from measures.models import Report
from portal.desk.workbook.known import Known
from portal.desk.workbook.preview import Preview, ProblemsError, Row, StaleError, What, require_draft
from portal.desk.workbook.saving import save_parts, save_stands
from portal.desk.workbook.sheets import SHEETS, Sheet


def apply(preview: Preview) -> Counter[str]:
    """Save a preview in one transaction and return how many rows were new, changed and removed (`What` values).

    Every row is saved by `save()` and removed by `delete()` of its record, so that the audit trail follows; a row that
    stays the same is not saved. Raises `ProblemsError` when the preview has mistakes, `NotADraftError` when the report is no
    longer a draft, and `StaleError` when a row concerned is no longer what the preview compared with.
    """
    if not preview.can_be_applied:
        raise ProblemsError
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
    known = Known(report, lock=True)
    if changed := _changed_since(preview, known):
        raise StaleError(changed)
    # Parts before the stands that own them; what goes makes place for what comes.
    for sheet in reversed(SHEETS):
        for row in _of(preview, sheet, What.REMOVED):
            known.by_pk[sheet.title][row.pk].delete()
    known = Known(report)
    for sheet in SHEETS:
        rows = _of(preview, sheet, What.NEW, What.CHANGED)
        if sheet.owner:
            save_parts(sheet, rows, known)
        else:
            save_stands(sheet, rows, known)


def _of(preview: Preview, sheet: Sheet, *what: What) -> list[Row]:
    return [row for row in preview.rows if row.sheet == sheet.title and row.what in what]


def _changed_since(preview: Preview, known: Known) -> list[str]:
    """What is no longer as the preview found it, a sentence each."""
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


def _no_longer_new(row: Row, sheet: Sheet, known: Known, preview: Preview) -> list[str]:
    key = row.values[sheet.record_column.name]
    if key not in known.records[sheet.record_model]:
        return [f"{row}: „{key}” bestaat niet meer."]
    if not sheet.owner:
        return [f"{row}: deze stand is intussen toegevoegd."] if key in known.by_key[sheet.title] else []
    coming = {new.key for new in _of(preview, sheet.owner, What.NEW)}
    if key not in known.by_key[sheet.owner.title] and key not in coming:
        return [f"{row}: de stand van „{key}” is verwijderd."]
    return []
