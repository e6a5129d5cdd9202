"""The value of one cell of a workbook: what the model holds, and the text as the workbook shows it."""

from collections.abc import Mapping
from typing import Any

from portal.desk.workbook.cells import CellError, tidy
from portal.desk.workbook.checking import AT_DESK, choice_in, day_in, number_in, refuse_shown
from portal.desk.workbook.known import DraftRows
from portal.desk.workbook.preview import SheetRow
from portal.desk.workbook.sheets import BETWEEN, Holds, Sheet, SheetColumn
from portal.outputs.exports.spreadsheet.book import LONGEST

AT_DESK_FIRST = "Is het nieuw? Maak het dan eerst aan in het beheer."
EMPTY = "Maak de cel leeg voor een nieuwe rij."


class ValueReader:
    """A reader of the cells of one sheet. `stands` are the rows of the sheet that owns those of this one, see `RowReader`."""

    def __init__(self, sheet: Sheet, known: DraftRows, stands: Mapping[str, SheetRow]) -> None:
        self.sheet = sheet
        self.known = known
        self.stands = stands

    def parse(self, column: SheetColumn, text: str, old: str | None) -> tuple[Any, str]:
        """Return the value for the model, and the text as the workbook would show it. Raises `CellError`."""
        if old is not None and len(old) > LONGEST:
            raise CellError("Deze tekst is langer dan een cel kan bevatten. Wijzig hem in het beheer.")
        if column.holds == Holds.NUMBER:
            return number_in(text)
        if column.holds == Holds.CHOICE:
            return choice_in(column, text)
        if column.holds == Holds.ONE:
            return self._one(column, text)
        if column.holds == Holds.MANY:
            return self._many(column, text)
        if column.holds == Holds.SHOWN:
            return refuse_shown(column, text, old)
        if column.is_day:
            return day_in(text)
        if column.holds == Holds.RECORD and self.sheet.is_marked:
            self._require_place_for(column, text, old)
        return text, text

    def _require_place_for(self, column: SheetColumn, text: str, old: str | None) -> None:
        """Raise `CellError` unless a marked row can belong to this record, or to this row of another sheet."""
        owner = self.sheet.owner
        if owner and owner.is_marked:
            if text not in self.known.by_key[owner.title] and text not in self.stands:
                raise CellError(f"„{text}” staat niet op het blad „{owner.title}”, in de kolom „{owner.key_column.heading}”.")
            return
        self.require_record(text)
        if not owner:
            if old is not None:
                raise CellError(AT_DESK.format(column.heading))
        elif text not in self.known.by_key[self.sheet.owner.title] and text not in self.stands:
            raise CellError(f"„{text}” heeft geen stand in deze rapportage. Zet eerst een rij op „{self.sheet.owner.title}”.")

    def _one(self, column: SheetColumn, text: str) -> tuple[str | None, str]:
        name = str(column.target._meta.verbose_name)
        if not text and column.field.blank:
            return None, ""
        if not text:
            raise CellError(f"Vul een {name} in.")
        if text not in self.known.records[column.target]:
            raise CellError(f"„{text}” is niet bekend als {name}. {AT_DESK_FIRST}")
        return text, text

    def _many(self, column: SheetColumn, text: str) -> tuple[list[str], str]:
        keys = sorted({tidy(part) for part in text.replace("\n", ";").split(";")} - {""})
        unknown = [key for key in keys if key not in self.known.records[column.target]]
        if unknown:
            name = str(column.target._meta.verbose_name)
            words = ", ".join(f"„{key}”" for key in unknown)
            raise CellError(f"{words} is niet bekend als {name}. {AT_DESK_FIRST}")
        return keys, BETWEEN.join(keys)

    def require_record(self, key: str) -> None:
        name = str(self.sheet.record_model._meta.verbose_name)
        if not key:
            raise CellError(f"Vul een {name} in.")
        if key not in self.known.records[self.sheet.record_model]:
            what_to_do = EMPTY if self.sheet.is_own_record else AT_DESK_FIRST
            raise CellError(f"„{key}” is niet bekend als {name}. {what_to_do}")
