"""A draft while it is filled: the records that its rows are about, the rows that others stand under, and their order."""

from collections import defaultdict
from typing import Any

from django.db import models

from laws.models import Bill
from measures.enums import ActionKind
from measures.kinds import find
from measures.models import Action, Measure, Party, Report, Role, Stakeholder
from motions.models import Motion
from portal.desk.pages.forms import free_slug
from portal.desk.reading_models import ReadRow
from portal.desk.sources.becomes import BECOMES

Kind, State = ReadRow.Kind, ReadRow.State
CHOOSE_FIRST = "Kies eerst bij welk onderwerp dit hoort."


class WaitsError(Exception):
    """A row that cannot be placed yet; the message says why in Dutch."""


class Draft:
    """The draft of a report. Each record and each row that others stand under is asked for once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.rows = {row.key: row for row in report.read_rows.all()}
        self._records: dict[tuple[ReadRow.Kind, str], Any] = {}
        self._stored: dict[str, Any] = {}
        self._children: dict[str, list[ReadRow]] = defaultdict(list)
        self._order: dict[tuple[Any, int], list[tuple[int, Any]]] = {}
        for row in self.rows.values():
            self._children[row.owner].append(row)

    # Records

    def record(self, row: ReadRow) -> Any:
        """Return the record of a row. One that is new is made here, and noted in the row. Raises `WaitsError`."""
        kind, key = Kind(row.kind), row.values.get("record")
        if not key:
            made = self._new(kind, row)
            row.values = row.values | {"record": str(getattr(made, made.natural_key_field))}
            self._records[kind, row.values["record"]] = made
            return made
        if (kind, key) not in self._records:
            self._records[kind, key] = find(BECOMES[kind].record, key)
        found = self._records[kind, key]
        if found is None:
            raise WaitsError(CHOOSE_FIRST)
        return found

    def _new(self, kind: ReadRow.Kind, row: ReadRow) -> Any:
        """Make the record that a row is the first to name."""
        made: Any = None
        if kind == Kind.MEASURE:
            made = self._submeasure(row)
        elif kind == Kind.BILL:
            made = Bill(slug=free_slug(Bill, row.values["titel"]), title=row.values["titel"])
        elif kind == Kind.MOTION:
            made = Motion(number=row.values["nummer"], title=row.values["titel"])
        elif kind == Kind.INVOLVED:
            made = Stakeholder(slug=free_slug(Stakeholder, row.title), name=row.title)
        elif kind == Kind.PARTY:
            made = Party(slug=free_slug(Party, row.values["naam"]), name=row.values["naam"])
        elif kind == Kind.ACTION:
            # An address stays for good, so it has no words of the source.
            slug = free_slug(Action, f"actie {self.owner(row, Kind.MEASURE).measure}")
            made = Action(slug=slug, text=row.ours, kind=ActionKind.OPTION)
        if made is None:
            raise WaitsError(CHOOSE_FIRST)
        made.clean_fields(exclude={"parent"})
        made.save()
        if kind == Kind.ACTION:
            made.roles.set(Role.objects.filter(slug__in=row.values.get("rollen", ())))
            made.measures.set([self.owner(row, Kind.MEASURE).measure])
        return made

    @staticmethod
    def _submeasure(row: ReadRow) -> Measure | None:
        """Return a new submeasure of the measure whose number its code begins with. A main measure is never new."""
        code, title = row.values["code"], row.values["titel"]
        parent = Measure.objects.filter(number=int(code[:-1])).first() if code[-1:].isalpha() and title else None
        return Measure(slug=free_slug(Measure, title), title=title, parent=parent) if parent else None

    def measure(self, code: str) -> Measure | None:
        """Return the measure that has a code in the document, or None when its row is not in the draft."""
        row = next((row for row in self.rows.values() if row.kind == Kind.MEASURE and row.values["code"] == code), None)
        return self.record(row) if row and row.row else None

    # Rows of the draft

    def owner(self, row: ReadRow, *kinds: ReadRow.Kind) -> Any:
        """Return the row of the draft that a row stands under. Raises `WaitsError` when that is not in the draft."""
        above = self.rows.get(row.owner)
        if above is None or above.kind not in kinds:
            raise WaitsError(CHOOSE_FIRST)
        stored = self._stored.get(above.key)
        if stored is None and above.row:
            stored = self._stored[above.key] = BECOMES[Kind(above.kind)].model.objects.filter(pk=above.row).first()
        if stored is None:
            raise WaitsError(f"Dit hoort bij „{above}”. Neem die eerst over.")
        return stored

    def note(self, row: ReadRow, stored: models.Model) -> None:
        """Remember which row of the draft a row of the document became."""
        self._stored[row.key] = stored

    def forget(self) -> None:
        """Forget what was asked for or made, because the last of it was undone."""
        self._records, self._stored, self._order = {}, {}, {}

    def owns_placed(self, row: ReadRow) -> bool:
        """Return whether a row of the draft stands under this one."""
        return any(child.row for child in self._children[row.key])

    # Order

    def put_in_order(self, row: ReadRow, stored: Any) -> None:
        """Give a new row its position, so that it stands in the order of the document among the rows that came from it.

        Rows behind it move up by one, the last one first, as no two may have the same position.
        """
        becomes = BECOMES[Kind(row.kind)]
        above = getattr(stored, becomes.within)
        order = self._order.get((becomes.model, above.pk))
        if order is None:
            places = {each.row: each.position for each in self.rows.values() if each.row and each.kind == row.kind}
            siblings = becomes.model.objects.filter(**{becomes.within: above}).order_by("position")
            order = self._order[becomes.model, above.pk] = [(places.get(each.pk, -1), each) for each in siblings]
        behind = [each.position for place, each in order if place > row.position]
        stored.position = min(behind, default=max((each.position for _place, each in order), default=0) + 1)
        for each in sorted((each for _place, each in order if each.position >= stored.position), key=lambda one: -one.position):
            each.position += 1
            each.save()
        order.append((row.position, stored))
