"""Drafts with the content of a published report, and edits of a workbook as an editor would make them."""

import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from auditlog.context import disable_auditlog
from django.db import models
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from measures.enums import ReportState
from measures.models import Report
from portal.core.workbooks.kinds import OPEN_DOCUMENT, program_for
from portal.core.workbooks.ods_program import read_ods
from portal.core.workbooks.opening import shared
from portal.core.workbooks.program import read_book
from portal.desk.workbook import Preview, read_workbook
from portal.desk.workbook.sheets import SHEETS
from tests import factories


@disable_auditlog()
def draft_of(slug: str) -> Report:
    """Create a draft with the same content as the report `slug`: all rows that a workbook holds, and the involvements.

    The audit trail does not record its creation.
    """
    source = Report.objects.get(slug=slug)
    draft = factories.make_report(f"{slug}-concept", state=ReportState.DRAFT, number=99)
    copies: dict[tuple[type[models.Model], int], models.Model] = {}
    for sheet in SHEETS:
        for row in sheet.model.objects.filter(**{sheet.report_path: source}).order_by("pk"):
            many = {field.name: list(getattr(row, field.name).all()) for field in row._meta.many_to_many}
            was, row.pk, row._state.adding = row.pk, None, True
            if sheet.is_own_record:
                row.slug = f"{row.slug}-concept"
            if sheet.owner:
                setattr(row, sheet.record_name, copies[sheet.owner.model, getattr(row, f"{sheet.record_name}_id")])
            else:
                row.report = draft
            row.save()
            for name, targets in many.items():
                getattr(row, name).set(targets)
            copies[sheet.model, was] = row
    for stand in source.measuresnapshots.all():
        for involvement in stand.involvements.all():
            involvement.pk, involvement.snapshot = None, copies[type(stand), stand.pk]
            involvement.save()
    return draft


def edit(content: bytes, change: Callable[[Workbook], Any]) -> bytes:
    """Return the content of a workbook after `change` has edited it."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def compare(content: bytes, report: Report, answers: Mapping[str, str] | None = None) -> Preview:
    """Compare the content of a workbook with a draft. The workbook is read in this process, which is faster."""
    return read_workbook(sheets_of(content), report, answers)


def sheets_of(content: bytes) -> list[Any]:
    """Return the sheets of a workbook of either kind."""
    sheets = read_ods(content, shared()) if program_for(content) == OPEN_DOCUMENT else read_book(content)
    return json.loads(json.dumps(sheets))


def column(page: Worksheet, heading: str) -> int:
    return next(cell.column for cell in page[1] if cell.value == heading)


def find(page: Worksheet, **wanted: str) -> int:
    """Return the number of the first row that has the given words in the given columns.

    The name of each keyword argument is a heading, with "_" for a space.
    Raises LookupError if there is none.
    """
    columns = {column(page, heading.replace("_", " ")): words for heading, words in wanted.items()}
    for number in range(2, page.max_row + 1):
        if all((page.cell(number, place).value or "") == words for place, words in columns.items()):
            return number
    raise LookupError(wanted)


def put(page: Worksheet, number: int, heading: str, value: Any) -> str:
    """Enter a value in a cell and return the reference of the cell."""
    cell = page.cell(number, column(page, heading))
    cell.value = value
    return cell.coordinate


def add(page: Worksheet, **values: Any) -> int:
    """Add a row at the end and return its number."""
    number = page.max_row + 1
    for heading, value in values.items():
        put(page, number, heading.replace("_", " "), value)
    return number
