"""Who changed what the form of a notice shows: fields of the report, and of rows about bills, motions and actions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from auditlog.models import LogEntry

from laws.models import BillSnapshot, EntryIntoForce, Station
from measures.models import ActionMention, Report
from motions.models import MotionPaper, MotionSnapshot
from portal.desk.editing.four_eyes import lines_of
from portal.desk.merging.told import Act, act_of
from portal.desk.notices.forms import FIELDS, name_of
from portal.desk.notices.stored import OF_PAPER, OF_STAND, StoredNotice


@dataclass(frozen=True)
class StoredIn:
    """Where a field is stored: the model and its column, and the values that tell the row, by column. No column is any change."""

    model: Any
    column: str = ""
    about: tuple[tuple[str, str], ...] = ()


# The fields of a row about a motion or an action -> its model and column.
OF_ROWS: dict[str, dict[str, tuple[Any, str]]] = {
    "motie": {name: (MotionPaper, name) for name in OF_PAPER} | {name: (MotionSnapshot, name) for name in OF_STAND},
    "actie": {"first": (ActionMention, "in_force_from"), "last": (ActionMention, "in_force_until")},
}
SUBJECTS = {"motie": "motion", "actie": "action"}
OF_BILL = {"station": (Station, "kind"), "result": (Station, "result"), "outcome": (BillSnapshot, "outcome")}


@dataclass
class NoticeTrail:
    """The lines of the audit trail about a notice, the newest first. `reader` is the user who is told."""

    stored: StoredNotice
    entries: list[LogEntry]
    reader: Any

    @classmethod
    def of(cls, stored: StoredNotice, reader: Any) -> Self:
        entries = lines_of(stored.report).select_related("actor", "content_type").order_by("-timestamp", "-pk")
        return cls(stored, list(entries), reader)

    def last(self, key: str, name: str = "") -> Act:
        """Return who last changed a field of the notice, or without `name` a row about a motion or action."""
        places = list(self._places(key, name))
        return next((act_of(entry, self.reader) for entry in self.entries if self._tells(entry, places)), Act())

    def _places(self, key: str, name: str) -> Iterable[StoredIn]:
        prefix, _, pk = key.partition(":")
        if prefix:
            fields = OF_ROWS[prefix]
            about = ((SUBJECTS[prefix], pk),)
            for model, column in [fields[name]] if name else fields.values():
                yield StoredIn(model, column if name else "", about)
            return
        yield from (StoredIn(Report, column) for column, of_form in FIELDS.items() if of_form == name)
        if name == "is_official":
            yield StoredIn(Report, name)
        for each in self.stored.bills:
            about = (("bill", str(each.bill.pk)),)
            yield from (StoredIn(*of, about) for word, of in OF_BILL.items() if name == f"{name_of(each)}-{word}")
            for part in each.parts:
                if name == f"{name_of(each)}-{part.key}":
                    yield StoredIn(EntryIntoForce, "date", (*about, ("part", part.name)))

    def _tells(self, entry: LogEntry, places: Iterable[StoredIn]) -> bool:
        return any(
            entry.content_type.model == place.model._meta.model_name
            and (not place.column or place.column in (entry.changes or {}))
            and all(self._said(entry, column, value) for column, value in place.about)
            for place in places
        )

    def _said(self, entry: LogEntry, column: str, value: str) -> bool:
        """Return whether a row has a value, as any line about it tells. The trail tells no empty value."""
        row = (entry.content_type_id, entry.object_pk)
        same = [each.changes or {} for each in self.entries if (each.content_type_id, each.object_pk) == row]
        said = {words for changes in same for words in changes.get(column, ())}
        return value in said if value else not (said - {"", "None"})
