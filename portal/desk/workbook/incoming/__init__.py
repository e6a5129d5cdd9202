"""Workbooks that come in: reading in a confined process, and the cells that come of it.

sheets = open_workbook(file)     # lists that JSON can hold, to be kept in the database
pages = pages_of(sheets)         # the same, as pages with cells
"""

from portal.desk.workbook.incoming.kinds import UnreadableError
from portal.desk.workbook.incoming.opening import open_workbook
from portal.desk.workbook.incoming.pages import FileCell, FilePage, Sheets, pages_of

__all__ = ["FileCell", "FilePage", "Sheets", "UnreadableError", "open_workbook", "pages_of"]
