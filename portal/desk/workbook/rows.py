"""The comparison of one row of a workbook with its draft: the effect of the row, its changes, and its mistakes."""

import copy
from typing import Any

from django.db import models

from measures.models.fields import HOW_TO_WRITE
from measures.periods import PeriodError, read_period
from portal.core.addresses import whole_number
from portal.core.dates import in_dutch
from portal.desk.workbook.cells import CellError, as_read, read, tidy
from portal.desk.workbook.checking import problems_of
from portal.desk.workbook.known import DraftRows
from portal.desk.workbook.lines import SheetLine
from portal.desk.workbook.preview import CellChange, SheetRow, What
from portal.desk.workbook.sheets import BETWEEN, CHECK, LAST_POSITION, NO, REMOVE, YES, Holds, Sheet, SheetColumn, check_of
from portal.outputs.exports.xlsx import LONGEST

AT_DESK = "Wijzig de {} van deze rij in het beheer."
IN_ADMIN = "Maak een nieuwe {} eerst aan in het beheer."
CHANGED_SINCE = "Deze rij is na het maken van deze werkmap ook in het portaal gewijzigd. Maak een nieuwe werkmap."
UNTOUCHED = "Deze rij is in het portaal gewijzigd na het maken van deze werkmap. Dat blijft zo: u wijzigde haar hier niet."


class RowReader:
    """A reader of the rows of one sheet.

    `stands` is for a sheet of parts: it maps the natural key of a record to the row that was read from the sheet of snapshots
    that own these parts. For another sheet it is empty.
    """

    def __init__(self, sheet: Sheet, known: DraftRows, stands: dict[str, SheetRow]) -> None:
        self.sheet = sheet
        self.known = known
        self.stands = stands
        self.seen: dict[str, int] = {}
        # Row number -> the texts that the row will have, by field name.
        self.after: dict[int, dict[str, str]] = {}

    def read(self, line: SheetLine) -> SheetRow:
        row = SheetRow(self.sheet.title, line.number, "")
        texts = self._texts(line, row)
        existing, is_lost = self._find(texts, line, row)
        if existing is not None:
            row.pk, row.before = existing.pk, self.sheet.texts(existing)
        row.key = self.sheet.key(row.before or {name: tidy(text) for name, text in texts.items()})
        if self._is_removed(line, row):
            self._remove(line, row)
            return row
        after = self._change(texts, line, row, existing)
        if not is_lost:
            self.after[line.number] = after
        self._guard_later_changes(texts, line, row)
        if self.sheet.owner:
            self._follow_stand(line, row)
        return row

    def _texts(self, line: SheetLine, row: SheetRow) -> dict[str, str]:
        """Return the text of each cell, by field name. Cells that cannot be read and missing columns are left out."""
        texts = {}
        for column in self.sheet.columns:
            cell = line.cell(column.heading)
            if cell is None:
                continue
            try:
                texts[column.name] = read(cell)
            except CellError as error:
                row.refuse(cell.coordinate, str(error))
        return texts

    def _find(self, texts: dict[str, str], line: SheetLine, row: SheetRow) -> tuple[models.Model | None, bool]:
        """Return the row of the draft that the line is about (None for a new row), and whether the key is wrong."""
        column, before = self.sheet.key_column, len(row.problems)
        if column.name not in texts:
            return None, True
        key, cell = tidy(texts[column.name]), line.reference(column.heading)
        existing = self.known.by_key[self.sheet.title].get(key)
        if key and key in self.seen:
            hint = " Maak het kenmerk leeg als dit een nieuwe rij is." if self.sheet.is_marked else ""
            row.refuse(cell, f"„{key}” staat ook in rij {self.seen[key]}.{hint}")
        elif key and existing is None and self.sheet.is_marked:
            reason = f"Het kenmerk „{key}” is er niet (meer) in deze rapportage. Maak de cel leeg voor een nieuwe rij."
            row.refuse(cell, reason)
        elif not self.sheet.is_marked:
            try:
                self._require_record(key)
            except CellError as error:
                row.refuse(cell, str(error))
        self.seen.setdefault(key, line.number)
        is_lost = len(row.problems) > before
        return None if is_lost else existing, is_lost

    def _require_record(self, key: str) -> None:
        name = str(self.sheet.record_model._meta.verbose_name)
        if not key:
            raise CellError(f"Vul een {name} in.")
        if key not in self.known.records[self.sheet.record_model]:
            raise CellError(f"„{key}” is geen bekende {name}. {IN_ADMIN.format(name)}")

    def _is_removed(self, line: SheetLine, row: SheetRow) -> bool:
        cell = line.cell(REMOVE)
        if cell is None:
            return False
        try:
            answer = tidy(read(cell)).lower()
        except CellError as error:
            row.refuse(cell.coordinate, str(error))
            return False
        if answer not in ("", YES, NO):
            row.refuse(cell.coordinate, f"Vul „{YES}” in om de rij te verwijderen, of laat de cel leeg.")
        return answer == YES

    def _remove(self, line: SheetLine, row: SheetRow) -> None:
        if row.pk is None:
            row.refuse(line.reference(REMOVE), "Deze rij staat niet in het portaal. Haal haar hier weg of maak deze cel leeg.")
        elif self._changed_since(line, row):
            row.refuse(line.reference(REMOVE), CHANGED_SINCE)
        if row.what == What.WRONG:
            return
        row.what = What.REMOVED
        for column in self.sheet.columns:
            if old := row.before[column.name]:
                row.changes.append(CellChange(column.heading, line.reference(column.heading), old, ""))

    def _change(self, texts: dict[str, str], line: SheetLine, row: SheetRow, existing: models.Model | None) -> dict[str, str]:
        """Compare each cell with the draft, and validate the result. Return the texts that the row will have."""
        after = dict(row.before)
        wrong: set[str] = set()
        for column in self.sheet.columns:
            if column.name not in texts or column.holds == Holds.MARK:
                continue
            old = row.before.get(column.name)
            if old is not None and texts[column.name] == as_read(old):
                continue
            try:
                value, new = self._parse(column, tidy(texts[column.name]), old)
            except CellError as error:
                row.refuse(line.reference(column.heading), str(error))
                wrong.add(column.name)
                after.pop(column.name, None)
                continue
            after[column.name] = new
            if old != new:
                row.values[column.name] = value
                if old or new:
                    row.changes.append(CellChange(column.heading, line.reference(column.heading), old or "", new))
        if existing is None or row.values:
            self._check(row, line, existing, set(texts) - wrong)
        if row.what != What.WRONG:
            row.what = What.NEW if existing is None else What.CHANGED if row.changes else What.SAME
        return after

    def _check(self, row: SheetRow, line: SheetLine, existing: models.Model | None, readable: set[str]) -> None:
        """Validate a copy of the row that has the new values, and add a mistake for each broken rule."""
        candidate = copy.copy(existing) if existing is not None else self.sheet.model()
        plain = {column.name: column for column in self.sheet.columns if column.holds in (Holds.TEXT, Holds.NUMBER, Holds.CHOICE)}
        for name in plain.keys() & row.values.keys():
            setattr(candidate, name, row.values[name])
        for name, reason in problems_of(candidate, plain.keys() & readable):
            row.refuse(line.reference(plain[name].heading if name in plain else self.sheet.key_column.heading), reason)

    def _parse(self, column: SheetColumn, text: str, old: str | None) -> tuple[Any, str]:
        """Return the value for the model, and the text as the workbook would show it. Raises `CellError`."""
        if old is not None and len(old) > LONGEST:
            raise CellError("Deze tekst is langer dan een cel kan bevatten. Wijzig hem in het beheer.")
        if column.holds == Holds.NUMBER:
            return _number(text)
        if column.holds == Holds.CHOICE:
            return _choice(column, text)
        if column.holds == Holds.MANY:
            return self._many(column, text)
        if column.holds == Holds.SHOWN:
            return _shown(column, text, old)
        if column.is_day:
            return _day(text)
        if column.holds == Holds.RECORD and self.sheet.is_marked:
            self._require_place_for(column, text, old)
        return text, text

    def _require_place_for(self, column: SheetColumn, text: str, old: str | None) -> None:
        """Raise `CellError` unless a marked row can belong to this record."""
        self._require_record(text)
        if not self.sheet.owner:
            if old is not None:
                raise CellError(AT_DESK.format(column.heading.lower()))
        elif text not in self.known.by_key[self.sheet.owner.title] and text not in self.stands:
            raise CellError(f"„{text}” heeft geen stand in deze rapportage. Zet eerst een rij op „{self.sheet.owner.title}”.")

    def _many(self, column: SheetColumn, text: str) -> tuple[list[str], str]:
        keys = sorted({tidy(part) for part in text.replace("\n", ";").split(";")} - {""})
        unknown = [key for key in keys if key not in self.known.records[column.target]]
        if unknown:
            name = str(column.target._meta.verbose_name)
            words = ", ".join(f"„{key}”" for key in unknown)
            raise CellError(f"{words} is geen bekende {name}. {IN_ADMIN.format(name)}")
        return keys, BETWEEN.join(keys)

    def _changed_since(self, line: SheetLine, row: SheetRow) -> bool:
        """Return whether the row of the draft changed after the workbook was made.

        Compares its present checksum with that in the workbook. A row without a checksum counts as not changed.
        """
        check = _check_in(line)
        return bool(check) and check != check_of([as_read(text) for text in row.before.values()])

    def _guard_later_changes(self, texts: dict[str, str], line: SheetLine, row: SheetRow) -> None:
        """Keep an old workbook from undoing a later change in the portal.

        A row that the editor did not change in the workbook stays as it is in the portal. A row with changes in both is refused.
        """
        if row.pk is None or not row.changes or not self._changed_since(line, row):
            return
        if row.what != What.WRONG and check_of(list(texts.values())) == _check_in(line):
            row.what, row.changes, row.values = What.SAME, [], {}
            row.notes.append(UNTOUCHED)
            self.after[line.number] = dict(row.before)
        else:
            row.refuse(line.reference(self.sheet.key_column.heading), CHANGED_SINCE)

    def _follow_stand(self, line: SheetLine, row: SheetRow) -> None:
        """Mark a part as removed when its snapshot is removed. A part that also has changes is refused."""
        record = self.sheet.record_column
        keys = {texts[record.name] for texts in (self.after.get(line.number, {}), row.before) if record.name in texts}
        removed = next((self.stands[key] for key in keys if key in self.stands and self.stands[key].what == What.REMOVED), None)
        if removed is None:
            return
        if row.what == What.SAME:
            row.what = What.REMOVED
            row.notes.append(f"Verdwijnt met de stand: {removed}.")
        else:
            row.refuse(line.reference(record.heading), f"De stand van deze rij wordt verwijderd: {removed}.")


def _number(text: str) -> tuple[int, str]:
    number = whole_number(text)
    if number is None:
        raise CellError("Vul een heel getal in." if not text else f"„{text}” is geen heel getal.")
    if number > LAST_POSITION:
        raise CellError(f"Dit getal is hoogstens {LAST_POSITION}.")
    return number, str(number)


def _shown(column: SheetColumn, text: str, old: str | None) -> tuple[str, str]:
    if text or old:
        raise CellError(AT_DESK.format(column.heading.partition(" (")[0].lower()))
    return text, text


def _day(text: str) -> tuple[str | None, str]:
    """Return a day as ISO date (None for none), and as the workbook shows it. Raises `CellError`."""
    if not text:
        return None, ""
    try:
        read = read_period(text)
    except PeriodError as error:
        raise CellError(str(error)) from error
    if read.earliest is None or read.earliest != read.latest:
        raise CellError(f"„{text}” is niet één dag. {HOW_TO_WRITE}")
    return read.earliest.isoformat(), in_dutch(read.earliest)


def _choice(column: SheetColumn, text: str) -> tuple[Any, str]:
    options = ", ".join(column.options)
    if not text and isinstance(column.field, models.BooleanField):
        return False, NO
    if not text and column.field.blank:
        return "", ""
    if not text:
        raise CellError(f"Vul een waarde in. Kies uit: {options}.")
    value = column.labels.get(text.lower())
    if value is None:
        raise CellError(f"„{text}” staat niet in de lijst. Kies uit: {options}.")
    return value, dict(column.choices)[value]


def _check_in(line: SheetLine) -> str:
    cell = line.cell(CHECK)
    return str(cell.value or "").strip() if cell is not None else ""
