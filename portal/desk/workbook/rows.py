"""The comparison of one row of a workbook with its draft: the effect of the row, its changes, and its mistakes."""

import copy
from collections.abc import Mapping

from django.db import models

from laws.models import Bill, PlanningStep, Requirement
from portal.desk.merging.three_way import Side
from portal.desk.parts import problem_of_part
from portal.desk.workbook.cells import CellError, as_read, read, tidy
from portal.desk.workbook.checking import problems_of
from portal.desk.workbook.known import DraftRows
from portal.desk.workbook.lines import SheetLine
from portal.desk.workbook.preview import CellChange, SheetRow, What
from portal.desk.workbook.settling.base import Base
from portal.desk.workbook.settling.row import REMOVED_THERE, RowVersions, ask, settle
from portal.desk.workbook.sheets import NEW_MARK, NO, REMOVE, YES, Holds, Sheet
from portal.desk.workbook.values import ValueReader

# The name of the choice about rows that the workbook has no more, and its answers.
MISSING, GO, STAY = "keuze-weg", "weghalen", "laten"
MISSING_KEPT = "Deze rij staat niet in de werkmap, maar een collega wijzigde haar intussen. Zij blijft staan."


class RowReader:
    """A reader of the rows of one sheet.

    `stands` is for a sheet of parts: it maps the natural key of a record to the row that was read from the sheet of snapshots
    that own these parts. For another sheet it is empty. `base` holds what the workbook was made of, and `answers` what the
    editor chose, by the name of the choice.
    """

    def __init__(
        self, sheet: Sheet, known: DraftRows, stands: dict[str, SheetRow], base: Base, answers: Mapping[str, str]
    ) -> None:
        self.sheet = sheet
        self.known = known
        self.stands = stands
        self.base = base
        self.answers = answers
        self.values = ValueReader(sheet, known, stands)
        self.seen: dict[str, int] = {}
        # Row number -> the texts that the row will have, by field name.
        self.after: dict[int, dict[str, str]] = {}

    def read(self, line: SheetLine) -> SheetRow:
        row = SheetRow(self.sheet.title, line.number, "")
        texts = self._texts(line, row)
        existing, is_lost = self._find(texts, line, row)
        row.mark = tidy(texts.get(self.sheet.key_column.name, ""))
        if existing is not None:
            row.pk, row.before = existing.pk, self.sheet.texts(existing)
        row.key = self.sheet.key(row.before or {name: tidy(text) for name, text in texts.items()})
        is_removed = self._is_removed(line, row)
        versions = self._versions(texts, row if existing is not None else None)
        if existing is None and versions.base is not None and not is_lost:
            if self._is_gone(versions, row, is_removed):
                return row
        elif is_removed:
            self._remove(line, row, versions)
            return row
        if existing is not None:
            cells = {column.name: line.reference(column.heading) for column in self.sheet.columns}
            texts = settle(versions, row, cells, self.answers)
        after = self._change(texts, line, row, existing)
        if not is_lost:
            self.after[line.number] = after
        if self.sheet.model is PlanningStep:
            self._know_part(after)
        if self.sheet.owner:
            self._follow_stand(line, row)
        return row

    def _know_part(self, after: Mapping[str, str]) -> None:
        """Let the effects of laws name a part of a bill that this row of the planning names. Their sheet comes later."""
        bill = self.known.records[Bill].get(after.get(self.sheet.record_name, ""))
        if bill is not None and after.get("part"):
            self.known.parts[bill.pk].add(after["part"])

    def missing(self) -> list[SheetRow]:
        """Return the rows of the draft that the workbook had when it was made, and has no more."""
        rows = []
        for key in self.base.keys(self.sheet):
            existing = self.known.by_key[self.sheet.title].get(key)
            if existing is None or key in self.seen:
                continue
            row = SheetRow(self.sheet.title, 0, "", What.MISSING, pk=existing.pk, mark=key, before=self.sheet.texts(existing))
            row.key = self.sheet.key(row.before)
            versions = RowVersions(self.sheet, key, {}, row.before, self.base.of(self.sheet, key))
            if versions.theirs_changed:
                row.what = What.SAME
                row.notes.append(MISSING_KEPT)
            elif self.answers.get(MISSING) == GO:
                self._empty(row, None)
            elif self.answers.get(MISSING) == STAY:
                row.what = What.SAME
            if row.what != What.REMOVED:
                self._follow_missing_stand(row)
            rows.append(row)
        return rows

    def is_newer(self, pk: object, texts: Mapping[str, str]) -> bool:
        """Return whether somebody added a part, or moved it, after the workbook was made. `texts` are those in the draft."""
        base, names = self.base.of(self.sheet, str(pk)), self.sheet.place_fields
        return self.base.is_known and (base is None or any(base.get(name) != texts[name] for name in names))

    def _follow_missing_stand(self, row: SheetRow) -> None:
        """Remove a missing part when its snapshot is removed."""
        stand = self.stands.get(row.before[self.sheet.record_name]) if self.sheet.owner else None
        if stand is not None and stand.what == What.REMOVED:
            row.what = What.REMOVED
            row.notes.append(f"Verdwijnt met de stand: {stand}.")

    def _versions(self, texts: dict[str, str], row: SheetRow | None) -> RowVersions:
        """Return the versions of a row. `row` is None when the draft does not have it."""
        key = tidy(texts.get(self.sheet.key_column.name, ""))
        return RowVersions(self.sheet, key, texts, row.before if row else None, self.base.of(self.sheet, key) if key else None)

    def _is_gone(self, versions: RowVersions, row: SheetRow, is_removed: bool) -> bool:
        """Return whether a row that somebody removed in the portal is to stay away; when that is not clear, it is asked.

        Otherwise it comes back as a new row.
        """
        if is_removed or not versions.mine_changed:
            row.notes.append(REMOVED_THERE)
            return True
        choice = versions.choice(self.answers)
        if choice is None:
            ask(versions, row)
            row.notes.append("Een collega haalde deze rij weg, en u wijzigde haar.")
        elif choice == Side.MINE:
            return False
        return True

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
        existing, base = self.known.by_key[self.sheet.title].get(key), self.base.of(self.sheet, key)
        if key and key in self.seen:
            hint = " Maak het kenmerk leeg als dit een nieuwe rij is." if self.sheet.is_marked and existing else ""
            row.refuse(cell, f"„{key}” staat ook in rij {self.seen[key]}.{hint}")
        elif key and existing is None and self.sheet.is_marked and base is None and not self._is_new_mark(key):
            reason = f"Het kenmerk „{key}” is er niet (meer) in deze rapportage. Maak de cel leeg voor een nieuwe rij."
            row.refuse(cell, reason)
        elif not (self.sheet.is_marked or (self.sheet.is_own_record and (not key or base is not None))):
            try:
                self.values.require_record(key)
            except CellError as error:
                row.refuse(cell, str(error))
        self.seen.setdefault(key, line.number)
        is_lost = len(row.problems) > before
        return None if is_lost else existing, is_lost

    def _is_new_mark(self, key: str) -> bool:
        """Return whether this is the mark of a new row that can have parts, such as "nieuw 1"."""
        return not self.sheet.owner and not self.sheet.record and bool(NEW_MARK.fullmatch(key))

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

    def _remove(self, line: SheetLine, row: SheetRow, versions: RowVersions) -> None:
        if row.pk is None:
            row.refuse(line.reference(REMOVE), "Deze rij staat niet in het portaal. Haal haar hier weg of maak deze cel leeg.")
        if row.what == What.WRONG:
            return
        if versions.base is not None and versions.theirs_changed:
            choice = versions.choice(self.answers, is_removed=True)
            if choice is None:
                ask(versions, row, is_removed=True)
                row.notes.append("U haalt deze rij weg, en een collega wijzigde haar.")
            if choice != Side.MINE:
                self.after[line.number] = dict(row.before)
                return
        self._empty(row, line)

    def _empty(self, row: SheetRow, line: SheetLine | None) -> None:
        row.what = What.REMOVED
        for column in self.sheet.columns:
            if old := row.before[column.name]:
                cell = line.reference(column.heading) if line else "geen cel"
                row.changes.append(CellChange(column.heading, cell, old, ""))

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
                value, new = self.values.parse(column, tidy(texts[column.name]), old)
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
        if row.what not in (What.WRONG, What.ASKED):
            row.what = What.NEW if existing is None else What.CHANGED if row.changes else What.SAME
        return after

    def _check(self, row: SheetRow, line: SheetLine, existing: models.Model | None, readable: set[str]) -> None:
        """Validate a copy of the row that has the new values, and add a mistake for each broken rule."""
        candidate = copy.copy(existing) if existing is not None else self.sheet.model()
        kinds = (Holds.TEXT, Holds.NUMBER, Holds.CHOICE)
        plain = {column.name: column for column in self.sheet.columns if column.holds in kinds}
        named = {column.name: column for column in self.sheet.columns if column.holds == Holds.ONE}
        for name in plain.keys() & row.values.keys():
            setattr(candidate, name, row.values[name])
        for name in named.keys() & row.values.keys():
            setattr(candidate, name, self.known.records[named[name].target].get(row.values[name]))
        if self.sheet.record and not self.sheet.owner and existing is None:
            records = self.known.records[self.sheet.record_model]
            setattr(candidate, self.sheet.record, records.get(row.values.get(self.sheet.record, "")))
        if isinstance(candidate, Requirement):
            candidate.elsewhere = self.known.effects_elsewhere
        plain_names, named_names = plain.keys() & readable, named.keys() & readable
        plain |= named
        for name, reason in problems_of(candidate, plain_names, named_names):
            row.refuse(line.reference(plain[name].heading if name in plain else self.sheet.key_column.heading), reason)
        is_effect = isinstance(candidate, Requirement) and "part" in plain_names
        if is_effect and (reason := problem_of_part(self.known.parts, candidate.bill_id, candidate.part)):
            row.refuse(line.reference(plain["part"].heading), reason)

    def _follow_stand(self, line: SheetLine, row: SheetRow) -> None:
        """Mark a part as removed when its snapshot is removed. A part that also has changes is refused."""
        name = self.sheet.record_name
        keys = {texts[name] for texts in (self.after.get(line.number, {}), row.before) if name in texts}
        removed = next((self.stands[key] for key in keys if key in self.stands and self.stands[key].what == What.REMOVED), None)
        if removed is None:
            return
        if row.what == What.SAME:
            row.what = What.REMOVED
            row.notes.append(f"Verdwijnt met de stand: {removed}.")
        else:
            heading = self.sheet.record_column.heading if self.sheet.record_column else ""
            row.refuse(line.reference(heading), f"De stand van deze rij wordt verwijderd: {removed}.")
