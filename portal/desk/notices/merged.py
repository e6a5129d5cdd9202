"""The merge of a notice with what somebody else saved meanwhile: by field, and by row about a motion or an action."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import BaseFormSet
from django.http import QueryDict

from portal.desk.merging.form import UNREADABLE
from portal.desk.merging.form_data import as_sent, inputs_with, sent_for
from portal.desk.merging.saves import saved_by, start_of
from portal.desk.merging.stored import Opened
from portal.desk.merging.three_way import Merged, Row, continued, merge
from portal.desk.merging.told import MergeReport, sent_in_words
from portal.desk.notices.forms import NoticeForm
from portal.desk.notices.stored import StoredNotice
from portal.desk.notices.trail import NoticeTrail

# The kind of the form of a notice, as `Opened` has it.
KIND = "kort bericht"


@dataclass
class NoticeMerge:
    """What a browser sent for a notice (`sent`), merged with what is stored now: `data` fills the forms.

    The key of the source and of what it says of bills is "". A row has the prefix of its formset and the primary key of what it
    is about, such as "motie:12". `rows` are the formsets without data. `told` is what the page says to `reader`, `opened` what
    the form carries, and `sent_as` what it was opened on.
    """

    data: QueryDict
    stored: StoredNotice
    form: NoticeForm
    rows: tuple[BaseFormSet, ...]
    reader: Any
    told: MergeReport = field(default_factory=MergeReport)
    sent: dict[str, Row] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.data = self.data.copy()
        theirs = stored_rows(self.stored, self.form, self.rows)
        opened = self.sent_as = Opened.read(self.data.get("opened", ""), KIND)
        report = self.stored.report
        saved = saved_by(opened.form, report) if opened and report.pk else None
        if opened is None and report.pk:
            self.told.warnings.append(UNREADABLE)
        old = as_rows((start_of(opened, saved) if saved else opened.rows) if opened else {})
        mine = self.sent = self._read()
        if saved and saved.sent:
            mine = continued(mine, as_rows(saved.sent), old)
        merged = merge(old, theirs, mine, self.data)
        self._write(merged)
        rows = as_lists(theirs)
        # The old value of each field that is asked, so that it is asked until it is answered.
        for clash in merged.clashes:
            rows[clash.row][clash.field] = list(clash.old)
        self.opened = opened.again(rows) if opened else Opened(rows, KIND)
        self._tell(merged, {**old, **theirs, **merged.rows})

    def _read(self) -> dict[str, Row]:
        """Return what was sent. A row about nothing, or about the same as another row, stays out: it is refused later."""
        sent = {"": {name: sent_for(each, name, self.data) for name, each in self.form.fields.items()}}
        self.numbers: dict[str, int] = {}
        for rows in self.rows:
            for number in self._numbers(rows):
                about = self.data.get(f"{rows.prefix}-{number}-{rows.form.subject}", "")
                key = f"{rows.prefix}:{about}"
                if about and key not in sent:
                    sent[key] = {
                        name: sent_for(each, f"{rows.prefix}-{number}-{name}", self.data) for name, each in _fields(rows)
                    }
                    self.numbers[key] = number
        return sent

    def _numbers(self, rows: BaseFormSet) -> range:
        total = self.data.get(f"{rows.prefix}-TOTAL_FORMS", "")
        return range(min(int(total) if total.isascii() and total.isdigit() else 0, rows.absolute_max))

    def _write(self, merged: Merged) -> None:
        """Write the merged values into the data: the rows of `merged` first, then those that stayed out of the merge."""
        for name, value in merged.rows[""].items():
            if value != self.sent[""][name]:
                self._put(inputs_with(self.form.fields[name], name, value))
        for rows in self.rows:
            taken = {number for key, number in self.numbers.items() if key.startswith(f"{rows.prefix}:")}
            raw = {number: self._take_out(rows, number) for number in self._numbers(rows)}
            kept = [key for key in merged.rows if key.startswith(f"{rows.prefix}:")]
            for number, key in enumerate(kept):
                sent = raw.get(self.numbers.get(key, -1), {})
                self._put({f"{rows.prefix}-{number}-{name}": texts for name, texts in sent.items()})
                self.data[f"{rows.prefix}-{number}-{rows.form.subject}"] = key.partition(":")[2]
                for name, each in _fields(rows):
                    if merged.rows[key][name] != self.sent.get(key, {}).get(name):
                        self._put(inputs_with(each, f"{rows.prefix}-{number}-{name}", merged.rows[key][name]))
            others = [texts for number, texts in raw.items() if number not in taken]
            for number, texts_by_name in enumerate(others, start=len(kept)):
                self._put({f"{rows.prefix}-{number}-{name}": texts for name, texts in texts_by_name.items()})
            self.data[f"{rows.prefix}-TOTAL_FORMS"] = str(len(kept) + len(others))
            self.data[f"{rows.prefix}-INITIAL_FORMS"] = "0"

    def _take_out(self, rows: BaseFormSet, number: int) -> dict[str, list[str]]:
        names = [rows.form.subject, *(name for name, _field in _fields(rows))]
        found = {name: self.data.pop(f"{rows.prefix}-{number}-{name}", None) for name in names}
        return {name: texts for name, texts in found.items() if texts is not None}

    def _put(self, texts_by_name: Mapping[str, list[str]]) -> None:
        for name, texts in texts_by_name.items():
            self.data.setlist(name, texts)

    def _tell(self, merged: Merged, rows: Mapping[str, Row]) -> None:
        if not (merged.asks or merged.taken):
            return
        trail = NoticeTrail.of(self.stored, self.reader)
        for key in merged.kept:
            self.told.warnings.append(
                f"{self._name(key)}: u haalt dit weg, maar het is intussen gewijzigd door {trail.last(key)}. Het staat er nog."
            )
        for key in merged.gone:
            act = trail.last(key)
            self.told.warnings.append(
                f"{self._name(key)}: u wijzigde dit, maar het is intussen weggehaald door {act}. Uw tekst staat er nog."
            )
        for taken in merged.taken:
            act = trail.last(taken.row, taken.field)
            if not taken.field:
                self.told.lines.append(f"{self._name(taken.row)}: {'toegevoegd' if taken.new else 'weggehaald'} door {act}.")
            elif isinstance(taken.old, tuple) and isinstance(taken.new, tuple):
                old, new = (sent_in_words(self._field(taken.row, taken.field), value) for value in (taken.old, taken.new))
                self.told.lines.append(
                    f"{self._label(taken.row, taken.field)}: gewijzigd door {act}. Was „{old}”, is nu „{new}”."
                )
        for clash in merged.clashes:
            form_field = self._field(clash.row, clash.field)
            self.told.ask(
                clash, self._label(clash.row, clash.field), lambda value, form_field=form_field: sent_in_words(form_field, value),
                trail.last(clash.row, clash.field),
            )  # fmt: skip

    def _rows_of(self, key: str) -> BaseFormSet:
        return next(rows for rows in self.rows if key.startswith(f"{rows.prefix}:"))

    def _field(self, key: str, name: str) -> Any:
        return self._rows_of(key).form.base_fields[name] if key else self.form.fields[name]

    def _label(self, key: str, name: str) -> str:
        return f"{self._name(key)}, {self._field(key, name).label.lower()}" if key else self.form.full_label(name)

    def _name(self, key: str) -> str:
        rows = self._rows_of(key)
        subject = rows.form.base_fields[rows.form.subject]
        return f"{subject.label} {sent_in_words(subject, (key.partition(':')[2],))}"


def stored_rows(stored: StoredNotice, form: NoticeForm, rows: Iterable[BaseFormSet]) -> dict[str, Row]:
    """Return what a browser sends for a stored notice, by the keys of `NoticeMerge`."""
    shown = {"": {name: as_sent(each, stored.source.get(name)) for name, each in form.fields.items()}}
    for each, values_of_all in zip(rows, (stored.motions, stored.actions), strict=True):
        for values in values_of_all:
            key = f"{each.prefix}:{values[each.form.subject].pk}"
            shown[key] = {name: as_sent(form_field, values.get(name)) for name, form_field in _fields(each)}
    return shown


def as_lists(rows: Mapping[str, Row]) -> dict[str, dict[str, Any]]:
    """Return rows as JSON can hold them."""
    return {key: {name: list(value) for name, value in row.items()} for key, row in rows.items()}


def _fields(rows: BaseFormSet) -> list[tuple[str, Any]]:
    """Return the fields of a row but the one that says what it is about."""
    return [(name, each) for name, each in rows.form.base_fields.items() if name != rows.form.subject]


def as_rows(held: Mapping[str, Mapping[str, Any]]) -> dict[str, Row]:
    """Return rows that JSON held, with a tuple for each value."""
    return {key: {name: tuple(value) for name, value in row.items()} for key, row in held.items()}
