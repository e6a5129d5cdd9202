"""Spreadsheets: one model (`book`) and two writers, for Excel (`xlsx`) and for OpenDocument (`ods`)."""

from collections.abc import Callable

from portal.outputs.exports.spreadsheet.book import Book
from portal.outputs.exports.spreadsheet.ods import to_ods
from portal.outputs.exports.spreadsheet.xlsx import to_xlsx

# By the extension of the file.
WRITERS: dict[str, Callable[[Book], bytes]] = {"ods": to_ods, "xlsx": to_xlsx}
TYPES = {
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
