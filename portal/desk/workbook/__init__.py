"""Export of a draft report to an Excel workbook, and import of the edited workbook.

    content = to_workbook(report)               # bytes of an .xlsx
    sheets = open_workbook(upload)              # read once, in a process of its own
    preview = read_workbook(sheets, report)     # saves nothing; every row and every mistake, each with its cell
    counts = apply(preview)                     # all or nothing

Between two requests, keep the sheets and `preview.fingerprint`, and compare the sheets with the draft again before applying.
When the fingerprint differs, the draft changed after the editor looked. Then show the new preview instead.

In this package a "stand" is a snapshot, and a "part" is a row that belongs to a snapshot: an item, a planning step or an
element of a bill. The other sheets hold facts about laws and motions, and source notes. The "mark" of a row is its primary key,
in the column "Kenmerk"; parts and most facts have one.
"""

from portal.core.workbooks import UnreadableError, open_workbook
from portal.desk.workbook.applying import apply, edited_records, edited_rows
from portal.desk.workbook.preview import (
    CellChange,
    Preview,
    Problem,
    ProblemsError,
    SheetRow,
    StaleError,
    UndecidedError,
    What,
    WorkbookClosedError,
    WorkbookError,
)
from portal.desk.workbook.reading import read_workbook
from portal.desk.workbook.writing import to_workbook

__all__ = [
    "CellChange",
    "Preview",
    "Problem",
    "ProblemsError",
    "SheetRow",
    "StaleError",
    "UndecidedError",
    "UnreadableError",
    "What",
    "WorkbookClosedError",
    "WorkbookError",
    "apply",
    "edited_records",
    "edited_rows",
    "open_workbook",
    "read_workbook",
    "to_workbook",
]
