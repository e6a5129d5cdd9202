"""A draft with the content of a published report, and ways to change a workbook as an editor would."""

import io
from collections.abc import Callable
from typing import Any

from auditlog.context import disable_auditlog
from django.db import models
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from measures.enums import ReportState
from measures.models import Report
from portal.desk.workbook.sheets import SHEETS
from tests import factories


@disable_auditlog()
def draft_of(slug: str) -> Report:
    """A new draft in which everything that a workbook holds says the same as in `slug`, stakeholders included.

    The trail begins after it.
    """
    source = Report.objects.get(slug=slug)
    draft = factories.make_report(f"{slug}-concept", state=ReportState.DRAFT, number=99)
    copies: dict[tuple[type[models.Model], int], models.Model] = {}
    for sheet in SHEETS:
        for row in sheet.model.objects.filter(**{"snapshot__report" if sheet.owner else "report": source}).order_by("pk"):
            many = {field.name: list(getattr(row, field.name).all()) for field in row._meta.many_to_many}
            was, row.pk, row._state.adding = row.pk, None, True
            if sheet.owner:
                row.snapshot = copies[sheet.owner.model, row.snapshot_id]
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
    """The same workbook after an editor changed it."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def column(page: Worksheet, heading: str) -> int:
    return next(cell.column for cell in page[1] if cell.value == heading)


def find(page: Worksheet, **wanted: str) -> int:
    """The number of the first row with these words under these headings ("_" for a space)."""
    columns = {column(page, heading.replace("_", " ")): words for heading, words in wanted.items()}
    for number in range(2, page.max_row + 1):
        if all((page.cell(number, place).value or "") == words for place, words in columns.items()):
            return number
    raise LookupError(wanted)


def put(page: Worksheet, number: int, heading: str, value: Any) -> str:
    """Type something in a cell and return its reference."""
    cell = page.cell(number, column(page, heading))
    cell.value = value
    return cell.coordinate


def add(page: Worksheet, **values: Any) -> int:
    """Add a row at the end and return its number."""
    number = page.max_row + 1
    for heading, value in values.items():
        put(page, number, heading.replace("_", " "), value)
    return number
