"""The lines of a list as a browser sent them, merged by row and by field with what is stored now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.core.addresses import whole_number
from portal.desk.lists.lines import NEW, REMOVE, is_new, is_removed, owner_of_new, renamed
from portal.desk.lists.stored import StoredList, as_lists, as_rows
from portal.desk.lists.telling import tell
from portal.desk.merging.form import UNREADABLE
from portal.desk.merging.nested import OWNER, merge_nested
from portal.desk.merging.saves import saved_by, start_of
from portal.desk.merging.stored import Opened
from portal.desk.merging.three_way import Merged, Row, arrange, continued
from portal.desk.merging.told import MergeReport
from portal.desk.rows.forms import MOST
from portal.desk.rows.order import BELOW, BUTTON, act_on, place_of, regroup
from portal.desk.rows.order import arrange as number_lines

# The hidden field with the keys of all lines on the page.
KEYS = "rijen"


@dataclass
class LinesOnPage:
    """The lines of the page by their keys (`keys`), and the data that fills them; None for what is stored.

    `told` is what the page says to `reader` of the merge, and `opened` what the form carries. `sent` is what the browser sent by
    line, and `sent_as` what that form was opened on. When a button only moves or adds a line, nothing is merged: the form keeps
    what it was opened on. A list that is sent again goes on from what it saved. Only a tick removes a row.
    """

    stored: StoredList
    reader: Any
    data: Any
    told: MergeReport = field(default_factory=MergeReport)
    sent: dict[str, Row] = field(default_factory=dict)
    sent_as: Opened | None = None

    def __post_init__(self) -> None:
        self.opened = Opened(as_lists(self.stored.shown), self.stored.form_kind)
        if self.data is None:
            self.keys = [*self.stored.rows, f"{NEW}-0"]
            return
        self.data = self.data.copy()
        if self.data.get(BUTTON):
            self._arrange()
        else:
            self._merge()

    def in_group(self, owner: str) -> list[str]:
        """Return the keys of the lines that belong to a row, or with an empty `owner` those of the list itself."""
        return [key for key in self.keys if self.stored.owner(key) == owner]

    def total(self, owner: str) -> int:
        """Return the number that the next new line of a group gets."""
        sent = whole_number(self.data.get(f"{prefix_of(owner)}-TOTAL_FORMS", "")) if self.data is not None else 0
        numbers = [int(key.rpartition("-")[2]) for key in self.in_group(owner) if is_new(key)]
        return min(max([sent or 0, *(number + 1 for number in numbers)]), MOST)

    def is_pressed_in(self, owner: str) -> bool:
        """Return whether a button asked to move or add a line of this group."""
        line = self.data.get(BUTTON, "").rpartition(":")[0] if self.data is not None else ""
        return bool(line) and line in (*self.in_group(owner), f"{prefix_of(owner)}-")

    @property
    def _groups(self) -> list[str]:
        return ["", *(self.in_group("") if self.stored.has_parts else [])]

    def _start(self, old: Mapping[str, Row]) -> None:
        """Read which lines the page had. `old` has what it was opened on."""
        self.stored.know_owners(old)
        known = [key for key in dict.fromkeys(self.data.getlist(KEYS)) if key in self.stored.rows or key in old or is_new(key)]
        self.keys = [key for key in known if not owner_of_new(key) or self.stored.has_parts]

    def _number(self, owner: str) -> None:
        """Give the lines of a group their final places and subheadings, and let a button do its work."""
        keys, wanted, new, is_pressed = self.in_group(owner), self.data.get(BUTTON, ""), "", self.is_pressed_in(owner)
        if is_pressed and wanted.endswith(f":{BELOW}"):
            number = self.total(owner)
            new = f"{prefix_of(owner)}-{number}"
            self.data[f"{prefix_of(owner)}-TOTAL_FORMS"] = str(number + 1)
            self.keys.append(new)
        if not self.stored.kinds[-1 if owner else 0].listed.is_ordered:
            return
        if is_pressed:
            act_on(self.data, keys, wanted, new)
        elif keys:
            number_lines(self.data, keys)

    def _arrange(self) -> None:
        self.opened = Opened.read(self.data.get("opened", ""), self.stored.form_kind) or self.opened
        self._start(as_rows(self.opened.rows))
        for owner in self._groups:
            self._number(owner)

    def _merge(self) -> None:
        """Merge what was sent with what is stored, and write the result into the data."""
        opened = self.sent_as = Opened.read(self.data.get("opened", ""), self.stored.form_kind)
        saved = saved_by(opened.form, self.stored.report) if opened else None
        if saved:
            made = {line: key for line, key in saved.made.items() if not self._is_blank(line)}
            self.data = renamed(self.data, made)
            self.data.setlist(KEYS, [made.get(key, key) for key in self.data.getlist(KEYS)])
        if opened is None:
            self.told.warnings.append(UNREADABLE)
        old = as_rows((start_of(opened, saved) if saved else opened.rows) if opened else {})
        self._start(old)
        for owner in self._groups:
            self._number(owner)
        self.sent = self._read()
        # A row that is not on the page was not changed.
        mine = self.sent | {key: row for key, row in old.items() if key not in self.keys and not self._goes(key)}
        if saved and saved.sent:
            mine = continued(mine, as_rows(saved.sent), old)
        theirs = self.stored.shown
        merged = merge_nested(old, theirs, mine, self.data)
        self._put_in_order(merged, old, mine)
        self._write(merged)
        rows = as_lists(theirs)
        # The old value of each field that is asked, so that it is asked until it is answered.
        for clash in merged.clashes:
            rows[clash.row][clash.field] = list(clash.old)
        self.opened = opened.again(rows) if opened else Opened(rows, self.stored.form_kind)
        tell(self.told, merged, {**old, **theirs, **merged.rows}, self.stored, self.reader)

    def _is_blank(self, line: str) -> bool:
        """Return whether a new line says nothing. On a page that is sent again, that is no change of the row that it made."""
        lines = self.stored.lines_of(line)
        return lines.is_blank(lines.sent(line, self.data))

    def _goes(self, key: str) -> bool:
        """Return whether a line is ticked for removal, or the row that it belongs to."""
        owner = self.stored.owner(key)
        return is_removed(self.data, key) or bool(owner and is_removed(self.data, owner))

    def _read(self) -> dict[str, Row]:
        """Return what the browser sent, by line, without what is to be removed and without new lines that say nothing."""
        sent = {}
        for key in self.keys:
            if self._goes(key) or (is_new(key) and self._is_blank(key)):
                continue
            owner = self.stored.owner(key)
            sent[key] = self.stored.lines_of(key).sent(key, self.data) | ({OWNER: (owner,)} if owner else {})
        return sent

    def _put_in_order(self, merged: Merged, old: Mapping[str, Row], mine: Mapping[str, Row]) -> None:
        groups: dict[str, dict[str, Row]] = {}
        for key, row in merged.rows.items():
            if "position" in row:
                groups.setdefault(self.stored.owner(key), {})[key] = row
        for rows in groups.values():
            arrange(rows, old, self.stored.shown, mine)

    def _write(self, merged: Merged) -> None:
        """Write the merged rows into the data. A row that is stored no more becomes a new line, with its parts."""
        self.keys = [*self.stored.rows, *(key for key in self.keys if is_new(key))]
        homes: dict[str, str] = {}
        for key, row in merged.rows.items():
            self.data.pop(f"{key}-{REMOVE}", None)
            lines, owner = self.stored.lines_of(key), self.stored.owner(key)
            values = {name: value for name, value in row.items() if name != OWNER}
            if key in self.stored.rows or (is_new(key) and owner not in homes):
                was = self.sent.get(key, {})
                lines.put(self.data, key, {name: value for name, value in values.items() if value != was.get(name)})
                continue
            owner = homes.get(owner, owner)
            number = self.total(owner)
            homes[key] = f"{prefix_of(owner)}-{number}"
            self.data[f"{prefix_of(owner)}-TOTAL_FORMS"] = str(number + 1)
            self.keys = [each for each in self.keys if each != key] + [homes[key]]
            lines.put(self.data, homes[key], values)
        for owner in self._groups:
            if "heading" in self.stored.kinds[-1 if owner else 0].fields:
                regroup(self.data, sorted(self.in_group(owner), key=lambda key: place_of(self.data, key)))
            self._number(owner)


def prefix_of(owner: str) -> str:
    """Return what the key of a new line has before its number. `owner` is the row that it belongs to, or empty."""
    return f"{owner}-{NEW}" if owner else NEW
