"""Spreadsheets: one model (`book`) and two writers, for Excel (`xlsx`) and for OpenDocument (`ods`)."""

from collections.abc import Callable

from django.http import HttpResponse

from portal.outputs.exports.spreadsheet.book import Book
from portal.outputs.exports.spreadsheet.ods import OPEN_DOCUMENT, to_ods
from portal.outputs.exports.spreadsheet.xlsx import to_xlsx

# By the extension of the file.
WRITERS: dict[str, Callable[[Book], bytes]] = {"ods": to_ods, "xlsx": to_xlsx}
TYPES = {
    "ods": OPEN_DOCUMENT,
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def file_of(book: Book, name: str, extension: str) -> HttpResponse:
    """Return a book as a file to save; `extension` is one of `WRITERS`."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{extension}"'}
    return HttpResponse(WRITERS[extension](book), content_type=TYPES[extension], headers=headers)
