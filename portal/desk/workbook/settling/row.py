"""One row that a workbook and the portal both changed: mine, theirs or old, as the editor chooses."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.desk.merging.three_way import Clash, Side
from portal.desk.workbook.cells import as_read, tidy
from portal.desk.workbook.preview import CellClash, SheetRow, What
from portal.desk.workbook.settling.base import is_same
from portal.desk.workbook.sheets import Holds, Sheet

UNTOUCHED = "Deze rij is in het portaal gewijzigd na het maken van deze werkmap. Dat blijft zo: u wijzigde haar hier niet."
PARTLY = "In het portaal is „{}” gewijzigd na het maken van deze werkmap. Dat blijft zo."
REMOVED_THERE = "Deze rij is in het portaal weggehaald na het maken van deze werkmap. Dat blijft zo: u wijzigde haar hier niet."


@dataclass(frozen=True)
class RowVersions:
    """The texts of a row by field name: in the workbook, in the portal (None when it is not there), and when it was made.

    `base` is None when that is not known. Then every difference is asked.
    """

    sheet: Sheet
    key: str
    mine: Mapping[str, str]
    theirs: Mapping[str, str] | None
    base: Mapping[str, str] | None

    def clash(self, is_removed: bool = False) -> Clash:
        """Return the choice about this row, for a form. `is_removed` says that the workbook removes the row."""
        old, theirs, mine = (tuple((texts or {}).values()) for texts in (self.base, self.theirs, self.mine))
        return Clash(f"{self.sheet.title}:{self.key}", "", old, theirs, () if is_removed else mine)

    def choice(self, answers: Mapping[str, str], *, is_removed: bool = False) -> Side | None:
        clash = self.clash(is_removed)
        return next((choice for choice in Side if answers.get(clash.name) == clash.answer(choice)), None)

    @property
    def mine_changed(self) -> list[str]:
        """Return the names of the fields that differ in the workbook from its past, and from the portal."""
        changed = []
        for column in self.sheet.columns:
            text = self.mine.get(column.name)
            if text is None or column.holds == Holds.MARK:
                continue
            is_own = self.base is None or tidy(text) != self.base.get(column.name, "")
            if is_own and (self.theirs is None or tidy(text) != tidy(as_read(self.theirs[column.name]))):
                changed.append(column.name)
        return changed

    @property
    def theirs_changed(self) -> list[str]:
        """Return the names of the fields that somebody changed in the portal since the workbook was made, or may have changed."""
        theirs = self.theirs or {}
        return [
            name
            for name, text in theirs.items()
            if self.base is None or name not in self.base or not is_same(text, self.base[name])
        ]


def settle(versions: RowVersions, row: SheetRow, cells: Mapping[str, str], answers: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a row after settling it. `cells` has the reference of each cell by field name.

    A field that only one of both changed keeps that change. The row is asked (`What.ASKED`) while nothing was chosen for a field
    that both changed.
    """
    theirs = {name: as_read(text) for name, text in (versions.theirs or {}).items()}
    mine, other = versions.mine_changed, versions.theirs_changed
    both = [name for name in mine if name in other]
    texts = {name: text if name in mine else theirs.get(name, text) for name, text in versions.mine.items()}
    headings = {column.name: column.heading for column in versions.sheet.columns}
    if versions.base is not None and (kept := [name for name in other if name not in mine]):
        row.notes.append(PARTLY.format("”, „".join(headings[name] for name in kept)) if mine else UNTOUCHED)
    if not both:
        return texts
    choice = versions.choice(answers)
    base = versions.base or {}
    if choice is None:
        ask(versions, row)
        row.clashes = [
            CellClash(headings[name], cells[name], tidy(versions.mine[name]), theirs[name], base.get(name, "")) for name in both
        ]
    for name in both:
        if choice == Side.OLD and versions.base is not None:
            texts[name] = base.get(name, "")
        elif choice != Side.MINE:
            texts[name] = theirs[name]
    return texts


def ask(versions: RowVersions, row: SheetRow, *, is_removed: bool = False) -> None:
    """Ask about a row. Old can be chosen when it is known and not the same as leaving out."""
    row.what = What.ASKED
    clash = versions.clash(is_removed)
    row.name = clash.name
    choices = [choice for choice in Side if choice != Side.OLD or (versions.base is not None and not is_removed)]
    row.answers = {str(choice): clash.answer(choice) for choice in choices}
