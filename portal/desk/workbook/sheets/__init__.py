"""The sheets of a workbook: which rows of a draft each sheet holds, and in which columns."""

from portal.desk.workbook.sheets.facts import BASES, EFFECTS, MENTIONS, NAMES, PAPERS, STATIONS
from portal.desk.workbook.sheets.report import CHAPTERS, FIGURES, FINDINGS, NOTES, PARTIES, POINTS
from portal.desk.workbook.sheets.sheet import (
    ABOUT,
    BETWEEN,
    CHECK,
    NEW_MARK,
    NO,
    REMOVE,
    YES,
    Holds,
    Sheet,
    SheetColumn,
    natural_key,
)
from portal.desk.workbook.sheets.stands import BILLS, ELEMENTS, ITEMS, MEASURES, MOTIONS, PLANNING

# In the order of the workbook. A sheet of rows comes before the sheets of their parts, because a part cannot be read or saved
# without its owner.
SHEETS = (
    MEASURES, ITEMS, BILLS, PLANNING, ELEMENTS, MOTIONS, NAMES, STATIONS, BASES, PAPERS, EFFECTS, MENTIONS, FINDINGS, FIGURES,
    PARTIES, CHAPTERS, POINTS, NOTES,
)  # fmt: skip

__all__ = [
    "ABOUT",
    "BETWEEN",
    "CHECK",
    "NEW_MARK",
    "NO",
    "REMOVE",
    "SHEETS",
    "YES",
    "Holds",
    "Sheet",
    "SheetColumn",
    "natural_key",
]
