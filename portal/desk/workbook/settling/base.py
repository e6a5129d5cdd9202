"""The values that a workbook was made of, on a hidden sheet of it.

With them a row of the workbook can be compared with its own past, so it is known what the editor changed and what a colleague
changed meanwhile. Sorting and cutting the other sheets does not harm them.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from portal.core.workbooks import FilePage
from portal.desk.workbook.cells import CellError, as_read, read, tidy
from portal.desk.workbook.sheets import SHEETS, Sheet
from portal.outputs.exports.spreadsheet.book import BookSheet

# The sheet that holds them. Each row has the title of a sheet, the key of a row, and its texts; the first row of a sheet has no
# key, and the names of the fields.
BASE = "Controle"


@dataclass(frozen=True)
class Base:
    """The texts of each row by field name, by the title of its sheet and its key. `is_known` is False without the sheet.

    `titles` are the sheets that the workbook was made with: one of an older version of the portal lacks those that are new.
    """

    texts: Mapping[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    titles: Collection[str] = ()
    is_known: bool = False

    def of(self, sheet: Sheet, key: str) -> dict[str, str] | None:
        return self.texts.get((sheet.title, key))

    def keys(self, sheet: Sheet) -> list[str]:
        return [key for title, key in self.texts if title == sheet.title]


def base_page(rows: Mapping[str, list[tuple[str, dict[str, str]]]]) -> BookSheet:
    """Return the hidden sheet with the texts of the rows of each sheet, given by title as pairs of key and texts."""
    lines = []
    for sheet in SHEETS:
        names = [column.name for column in sheet.columns]
        for key, texts in [("", dict(zip(names, names, strict=True))), *rows[sheet.title]]:
            lines.append([sheet.title, key, *(texts[name] for name in names)])
    return BookSheet(BASE, lines, holds_text=True, is_hidden=True)


def read_base(page: FilePage | None) -> Base:
    """Read the hidden sheet. A workbook without it, or with a sheet that cannot be read, has an unknown past."""
    if page is None:
        return Base()
    found: dict[tuple[str, str], dict[str, str]] = {}
    names: dict[str, list[str]] = {}
    try:
        for title, key, texts in _rows(page):
            if key:
                found[title, key] = dict(zip(names.get(title, []), texts, strict=False))
            else:
                names[title] = [text for text in texts if text]
    except CellError:
        return Base()
    return Base(found, names.keys(), is_known=True)


def _rows(page: FilePage) -> Iterator[tuple[str, str, list[str]]]:
    width = max((len(sheet.columns) for sheet in SHEETS), default=0) + 2
    for number in page.rows:
        title, key, *texts = (tidy(read(page.cell(number, column))) for column in range(1, width + 1))
        yield title, key, texts


def is_same(text: str, base: str) -> bool:
    """Return whether a text of the portal is that of the base, which is without spaces around it."""
    return tidy(as_read(text)) == base
