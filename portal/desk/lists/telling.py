"""What the page of a list says after a merge: what somebody else changed, who and when, and what both changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.desk.lists.kinds import LONGEST_NAME
from portal.desk.lists.stored import StoredList
from portal.desk.merging.nested import OWNER
from portal.desk.merging.three_way import Merged, Row
from portal.desk.merging.told import Act, MergeReport, Trail, sent_in_words

# Fields of which nobody is told: the order, and the row that a part belongs to.
SILENT = ("position", OWNER)


def tell(told: MergeReport, merged: Merged, rows: Mapping[str, Row], stored: StoredList, reader: object) -> None:
    """Add what a merge did to `told`. `rows` has a version of each row that it is about."""
    changed = [*merged.kept, *merged.gone, *(each.row for each in (*merged.taken, *merged.clashes))]
    if not changed:
        return
    keys: dict[type, list[object]] = {}
    for key in [*changed, *(part for part, owner in stored.owners.items() if owner in changed)]:
        keys.setdefault(stored.lines_of(key).model, []).append(_pk(key))
    say = _Teller(told, rows, stored, Trail.of(keys, reader))
    for key in merged.kept:
        told.warnings.append(
            f"{say.name(key)}: u haalt dit weg, maar het is intussen gewijzigd door {say.act(key)}. Het staat er nog."
        )
    for key in merged.gone:
        told.warnings.append(f"{say.name(key)}: intussen weggehaald door {say.act(key)}. Als u opslaat, komt het er weer bij.")
    for taken in merged.taken:
        act = say.act(taken.row, taken.field)
        if not taken.field:
            told.lines.append(f"{say.name(taken.row)}: {'toegevoegd' if taken.new else 'weggehaald'} door {act}.")
        elif taken.field not in SILENT:
            told.lines.append(f"{say.label(taken.row, taken.field)}: gewijzigd door {act}.")
    for clash in merged.clashes:
        form_field = stored.lines_of(clash.row).fields[clash.field]
        told.ask(
            clash, say.label(clash.row, clash.field), lambda value, form_field=form_field: sent_in_words(form_field, value),
            say.act(clash.row, clash.field),
        )  # fmt: skip


@dataclass
class _Teller:
    told: MergeReport
    rows: Mapping[str, Row]
    stored: StoredList
    trail: Trail

    def act(self, key: str, name: str = "") -> Act:
        """Return who last changed a field of a row, or the row with its parts."""
        parts = [each for each, owner in self.stored.owners.items() if owner == key] if not name else []
        return self.trail.last_of([(self.stored.lines_of(each).model, _pk(each)) for each in (key, *parts)], name)

    def label(self, key: str, name: str) -> str:
        return f"{self.name(key)}, {str(self.stored.lines_of(key).fields[name].label).lower()}"

    def name(self, key: str) -> str:
        """Return what a row is called: the begin of its texts, with its title or text first; a part with its owner before it."""
        lines, owner = self.stored.lines_of(key), self.stored.owner(key)
        words = self._words(key)
        return f"{self._words(owner)}, {lines.model._meta.verbose_name} „{words}”" if owner in self.rows else words

    def _words(self, key: str) -> str:
        fields, row = self.stored.lines_of(key).fields, self.rows[key]
        names = sorted(fields.keys() - set(SILENT), key=lambda name: (name not in ("title", "text"), name))
        words = "; ".join(text for name in names for text in row.get(name, ()))
        return words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME]}…"


def _pk(key: str) -> str:
    return key.rpartition("-")[2]
