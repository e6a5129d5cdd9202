"""The round trip of a draft report through a workbook: export, edit in Excel or LibreOffice, preview, apply.

    content = to_workbook(report)               # bytes of an .xlsx
    preview = read_workbook(upload, report)     # saves nothing; every row and every mistake, each with its cell
    counts = apply(preview)                     # all or nothing

Between two requests, keep the uploaded bytes and `preview.fingerprint`, and read the bytes again before applying: when
the fingerprint differs, the draft changed after the editor looked, and the new preview is shown instead.
"""

from portal.desk.workbook.applying import apply
from portal.desk.workbook.preview import (
    Change,
    NotADraftError,
    Preview,
    Problem,
    ProblemsError,
    Row,
    StaleError,
    What,
    WorkbookError,
)
from portal.desk.workbook.reading import read_workbook
from portal.desk.workbook.writing import to_workbook

__all__ = [
    "Change",
    "NotADraftError",
    "Preview",
    "Problem",
    "ProblemsError",
    "Row",
    "StaleError",
    "What",
    "WorkbookError",
    "apply",
    "read_workbook",
    "to_workbook",
]
