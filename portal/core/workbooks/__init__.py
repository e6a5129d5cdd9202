"""Workbooks that come in: reading in a confined process, and the cells that come of it.

sheets = open_workbook(file)     # lists that JSON can hold, to be kept in the database
pages = pages_of(sheets)         # the same, as pages with cells
"""

from portal.core.workbooks.kinds import UnreadableError, kind_of_file
from portal.core.workbooks.opening import open_workbook
from portal.core.workbooks.pages import FileCell, FilePage, Sheets, pages_of

__all__ = ["FileCell", "FilePage", "Sheets", "UnreadableError", "kind_of_file", "open_workbook", "pages_of"]
