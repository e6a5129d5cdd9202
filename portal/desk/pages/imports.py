"""Pages for editing a draft in Excel or LibreOffice: download the workbook, upload it, see what it would change, and apply it."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from measures.kinds import KINDS
from measures.models import Report
from portal.desk.editing.carrying import rows_seen, stands_seen
from portal.desk.editing.worklist import add_what_has_a_stand, mark
from portal.desk.merging.three_way import Side
from portal.desk.merging.told import Trail
from portal.desk.models import Task, Upload
from portal.desk.pages.access import find_draft, page, require
from portal.desk.pages.desk import worklist_lines
from portal.desk.roles import EDIT
from portal.desk.workbook import (
    SheetRow,
    UnreadableError,
    WorkbookError,
    apply,
    edited_records,
    edited_rows,
    open_workbook,
    read_workbook,
    to_workbook,
)
from portal.desk.workbook.rows import MISSING
from portal.desk.workbook.sheets import SHEETS
from portal.outputs.exports.spreadsheet import TYPES

# The number of mistakes that one page shows.
MOST_PROBLEMS = 100


def take_along(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """Return the draft as a workbook: an Excel file (xlsx), or an OpenDocument file (ods)."""
    report = find_draft(slug)
    require(request, EDIT)
    headers = {"Content-Disposition": f'attachment; filename="{report.slug}.{extension}"'}
    return HttpResponse(to_workbook(report, extension), content_type=TYPES[extension], headers=headers)


def send_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Read an uploaded workbook, store what it holds, and redirect to its preview. The draft does not change yet.

    The upload is kept until it is applied, or until the same editor uploads another workbook for the draft. A file that cannot
    be read replaces nothing.
    """
    report = find_draft(slug)
    require(request, EDIT)
    error = ""
    if request.method == "POST":
        file = request.FILES.get("werkmap")
        try:
            if file is None:
                raise UnreadableError("Kies eerst een bestand.")
            sheets = open_workbook(file.read())
        except UnreadableError as refusal:
            error = str(refusal)
        else:
            kept = {"name": (file.name or "werkmap.xlsx")[:200], "sheets": sheets}
            Upload.objects.update_or_create(report=report, by_id=request.user.pk, defaults=kept)
            return redirect("import-preview", slug)
    context = {"report": report, "error": error}
    return page(request, "editing/import.html", context, status=400 if error else 200)


def import_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """Render row by row what the uploaded workbook would change. A POST applies all of it or nothing.

    The POST contains the fingerprint of the preview that the editor saw, and a choice for each row that both the workbook and
    somebody else changed. When the draft has changed since then, or a choice is missing, nothing is saved and the preview is
    rendered with status 409.
    """
    report = find_draft(slug)
    require(request, EDIT)
    upload = get_object_or_404(Upload, report=report, by_id=request.user.pk)
    preview = read_workbook(upload.sheets, report)
    stale = request.method == "POST" and request.POST.get("vergelijking") != preview.fingerprint
    fingerprint, asked, missing = preview.fingerprint, preview.asked, preview.missing
    if request.method == "POST" and not stale:
        preview = read_workbook(upload.sheets, report, request.POST)
        if _apply(request, report, upload, preview):
            return redirect("worklist", slug)
    context: dict[str, Any] = {
        "report": report,
        "upload": upload,
        "preview": preview,
        "fingerprint": fingerprint,
        "problems": preview.all_problems[:MOST_PROBLEMS],
        "more": max(0, len(preview.all_problems) - MOST_PROBLEMS),
        "counts": sorted(preview.counts.items()),
        "asked": _questions(request, asked),
        "missing": missing,
        "missing_name": MISSING,
        "missing_answer": request.POST.get(MISSING, ""),
        "stale": stale,
    }
    return page(request, "editing/import_preview.html", context, status=409 if request.method == "POST" else 200)


def _questions(request: HttpRequest, rows: list[SheetRow]) -> list[tuple[SheetRow, list[tuple[str, str, bool]]]]:
    """Return each row that is asked, with its answers: (value in the form, words, whether it was chosen)."""
    if not rows:
        return []
    models = {sheet.title: sheet.model for sheet in SHEETS}
    # The key of a removed part is its primary key, in the name of the choice.
    keys = [(models[row.sheet], row.pk or row.name.rpartition(":")[2].rstrip("-")) for row in rows]
    trail = Trail.of({model: [key for other, key in keys if other is model] for model in set(models.values())}, request.user)
    found = []
    for row, (model, key) in zip(rows, keys, strict=True):
        names = {Side.MINE: "Van u, in de werkmap", Side.THEIRS: f"Van {trail.last(model, key)}", Side.OLD: "Oud"}
        answers = [(row.answers[choice], names[choice]) for choice in Side if choice in row.answers]
        found.append((row, [(answer, words, request.POST.get(row.name) == answer) for answer, words in answers]))
    return found


def _apply(request: HttpRequest, report: Report, upload: Upload, preview: Any) -> bool:
    try:
        with transaction.atomic():
            counts = apply(preview)
            upload.delete()
            _note_progress(report)
            for model, keys in edited_records(preview).items():
                for kind in (kind for kind in KINDS if kind.label == model._meta.label):
                    found = model._default_manager.filter(**{f"{model.natural_key_field}__in": keys})
                    stands_seen(report, kind, found.values_list("pk", flat=True))
            for model, pks in edited_rows(preview).items():
                rows_seen(report, model, pks)
    except WorkbookError as error:
        messages.error(request, str(error))
        return False
    told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()) if count)
    messages.success(request, f"De werkmap is verwerkt: {told or 'er veranderde niets'}.")
    return True


def _note_progress(report: Report) -> None:
    """Add missing tasks. Then set each task that is `TODO` and has a snapshot in the draft to `BUSY`."""
    add_what_has_a_stand(report)
    for lines in worklist_lines(report).values():
        for line in lines:
            if line.now and line.task.state == Task.State.TODO:
                mark(line.task, Task.State.BUSY)
