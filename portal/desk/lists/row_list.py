"""All rows of one kind of a draft in one form, merged by field with what colleagues saved meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.http import QueryDict

from measures.models import Report
from portal.core.addresses import whole_number
from portal.desk.lists.kinds import Listed
from portal.desk.lists.names import Names
from portal.desk.merging.form import UNREADABLE
from portal.desk.merging.form_data import as_sent, content_fields, inputs_with, sent_for
from portal.desk.merging.stored import Opened
from portal.desk.merging.three_way import Clash, Merged, Row, arrange, merge
from portal.desk.merging.told import MergeReport, Trail, sent_in_words
from portal.desk.rows.forms import MOST, RowForm, in_order, park
from portal.desk.rows.order import BUTTON, act_on
from portal.desk.rows.order import arrange as number_lines

# The prefix of the lines that are not stored yet, and the hidden field with the keys of all lines on the page.
NEW, KEYS = "nieuw", "rijen"
# The checkbox that removes a line.
REMOVE = "DELETE"
# How many characters of a row its name has, in what the page says about it.
LONGEST_NAME = 60


@dataclass
class RowList:
    """The lines of one kind of row of a draft. `data` fills them: POST data, or None to show what is stored.

    A stored row has its primary key as prefix. What was sent is merged with what is stored now, see `portal.desk.merging`: `told`
    is what the page says of that to `reader`, and `opened` what the form carries.
    """

    report: Report
    listed: Listed
    reader: Any
    data: QueryDict | None = None
    told: MergeReport = field(default_factory=MergeReport)
    forms: list[RowForm] = field(default_factory=list)

    def __post_init__(self) -> None:
        order = ("position", "pk") if self.listed.is_ordered else ("pk",)
        self.stored = {str(row.pk): row for row in self.listed.model.objects.filter(report=self.report).order_by(*order)}
        self.fields = content_fields(self._form(None, NEW), self.listed.model)
        theirs = {key: self._row(row) for key, row in self.stored.items()}
        self.opened = Opened(_as_lists(theirs))
        if self.data is None:
            self.forms = [*(self._form(row) for row in self.stored.values()), self._form(None, f"{NEW}-0")]
            return
        self.data = self.data.copy()
        self._merge(theirs)
        keys = [*self.stored, *self._new_keys()]
        if self.listed.is_ordered:
            self._arrange(keys)
        elif self.data.get(BUTTON):
            self.data[f"{NEW}-TOTAL_FORMS"] = str(self.count_of_new + 1)
        keys = [*self.stored, *self._new_keys()]
        self.forms = [self._form(self.stored.get(key), key, self.data) for key in keys]
        if self.listed.is_ordered:
            self.forms = in_order(self.forms)

    @cached_property
    def names(self) -> dict[str, Names]:
        return self.listed.names()

    @cached_property
    def form_class(self) -> type[RowForm]:
        return self.listed.form_of(self.names)

    @property
    def count_of_new(self) -> int:
        sent = whole_number(self.data.get(f"{NEW}-TOTAL_FORMS", "")) if self.data is not None else 1
        return min(sent or 0, MOST)

    @property
    def empty_form(self) -> RowForm:
        """Return the form of a line that a script adds; it replaces `__prefix__` by a number."""
        return self._form(None, f"{NEW}-__prefix__")

    @property
    def is_arranging(self) -> bool:
        return bool(self.data and self.data.get(BUTTON))

    def _form(self, row: models.Model | None, prefix: str = "", data: QueryDict | None = None) -> RowForm:
        instance = row or self.listed.model(report=self.report)
        # A copy: validating a form puts the new values into its instance.
        values = {each.attname: getattr(instance, each.attname) for each in instance._meta.concrete_fields}
        copy = type(instance)(**values)
        copy._state.adding, copy._state.db = instance._state.adding, instance._state.db
        prefix = prefix or str(instance.pk)
        form = self.form_class(data, instance=copy, prefix=prefix, empty_permitted=row is None, use_required_attribute=False)
        form.is_removed = data is not None and data.get(f"{form.prefix}-{REMOVE}") == "on"
        return form

    def _new_keys(self) -> list[str]:
        return [f"{NEW}-{number}" for number in range(self.count_of_new)]

    def _arrange(self, keys: list[str]) -> None:
        assert self.data is not None
        wanted, new = self.data.get(BUTTON, ""), f"{NEW}-{self.count_of_new}"
        if not wanted:
            number_lines(self.data, keys)
            return
        act_on(self.data, keys, wanted, new)
        if f"{new}-position" in self.data:
            self.data[f"{NEW}-TOTAL_FORMS"] = str(self.count_of_new + 1)

    def _row(self, row: models.Model) -> Row:
        """Return what a browser sends for a stored row."""
        columns = row._meta
        return {name: as_sent(each, columns.get_field(name).value_from_object(row)) for name, each in self.fields.items()}

    def _merge(self, theirs: dict[str, Row]) -> None:
        """Merge what was sent with what is stored, by row and by field, and write the result into the data."""
        assert self.data is not None
        data, opened = self.data, Opened.read(self.data.get("opened", ""))
        if opened is None:
            self.told.warnings.append(UNREADABLE)
        old = {key: {name: tuple(texts) for name, texts in row.items()} for key, row in (opened.rows if opened else {}).items()}
        known = [key for key in data.getlist(KEYS) if key in theirs or key in old]
        kept = [key for key in known if data.get(f"{key}-{REMOVE}") != "on"]
        mine = {key: {name: sent_for(each, f"{key}-{name}", data) for name, each in self.fields.items()} for key in kept}
        merged = merge(old, theirs, mine, data)
        if self.listed.is_ordered:
            arrange(merged.rows, old, theirs, mine)
        for key, row in merged.rows.items():
            if key not in theirs:
                self._put(f"{NEW}-{self.count_of_new}", row)
                data[f"{NEW}-TOTAL_FORMS"] = str(self.count_of_new + 1)
            else:
                self._put(key, {name: value for name, value in row.items() if value != mine.get(key, {}).get(name)})
        for key in merged.kept:
            data.pop(f"{key}-{REMOVE}", None)
        self._keep_asking(merged.clashes, old)
        self._tell(merged, {**old, **theirs, **merged.rows})

    def _put(self, prefix: str, row: Row) -> None:
        assert self.data is not None
        for name, value in row.items():
            for name_of_input, texts in inputs_with(self.fields[name], f"{prefix}-{name}", value).items():
                self.data.setlist(name_of_input, texts)

    def _keep_asking(self, clashes: list[Clash], old: Mapping[str, Row]) -> None:
        """Let the new token hold the old value of each field that is asked, so that it is asked until it is answered."""
        rows = _as_lists({key: self._row(row) for key, row in self.stored.items()})
        for clash in clashes:
            rows[clash.row][clash.field] = list(old.get(clash.row, {}).get(clash.field, ()))
        self.opened = Opened(rows)

    def _tell(self, merged: Merged, rows: Mapping[str, Row]) -> None:
        changed = [*merged.kept, *merged.gone, *(each.row for each in (*merged.taken, *merged.clashes))]
        if not changed:
            return
        model, told = self.listed.model, self.told
        trail = Trail.of({model: changed}, self.reader)
        for key in merged.kept:
            act = trail.last(model, key)
            told.warnings.append(
                f"{self._name(rows[key])}: u haalt dit weg, maar het is intussen gewijzigd door {act}. Het staat er nog."
            )
        for key in merged.gone:
            act = trail.last(model, key)
            told.warnings.append(f"{self._name(rows[key])}: intussen weggehaald door {act}. Als u opslaat, komt het er weer bij.")
        for taken in merged.taken:
            act, name = trail.last(model, taken.row, taken.field), self._name(rows[taken.row])
            if not taken.field:
                told.lines.append(f"{name}: {'toegevoegd' if taken.new else 'weggehaald'} door {act}.")
            elif taken.field != "position":
                told.lines.append(f"{name}, {self._label(taken.field)}: gewijzigd door {act}.")
        for clash in merged.clashes:
            form_field = self.fields[clash.field]
            label = f"{self._name(rows[clash.row])}, {self._label(clash.field)}"
            told.ask(
                clash, label, lambda value, form_field=form_field: sent_in_words(form_field, value),
                trail.last(model, clash.row, clash.field),
            )  # fmt: skip

    def _label(self, name: str) -> str:
        return str(self.fields[name].label).lower()

    def _name(self, row: Row) -> str:
        """Return what a row is called: the begin of its texts, with its title or text first."""
        names = sorted(self.fields.keys() - {"position"}, key=lambda name: (name not in ("title", "text"), name))
        words = "; ".join(text for name in names for text in row.get(name, ()))
        return words if len(words) <= LONGEST_NAME else f"{words[:LONGEST_NAME]}…"

    def is_valid(self) -> bool:
        """Check every changed row, so that the page can show every error. A row that stays as it is needs no check."""
        wrong = [form for form in self.forms if form.has_changed() and not form.is_removed and not form.is_valid()]
        return not wrong

    def save(self) -> list[int]:
        """Save what changed, and return the primary keys of the rows that were changed or added."""
        for form in self.forms:
            if form.is_removed and form.instance.pk:
                form.instance.delete()
        changed = [form for form in self.forms if form.has_changed() and not form.is_removed]
        if self.listed.is_ordered:
            park(
                self.listed.model, [form.instance.pk for form in changed if form.instance.pk and "position" in form.changed_data]
            )
        return [form.save().pk for form in changed]


def _as_lists(rows: Mapping[str, Row]) -> dict[str, dict[str, Any]]:
    """Return rows as JSON can hold them."""
    return {key: {name: list(value) for name, value in row.items()} for key, row in rows.items()}
