"""All rows of one kind of a draft in one form, merged by field with what colleagues saved meanwhile."""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from django.core import signing
from django.db import models
from django.forms import BoundField, MultiWidget
from django.http import QueryDict

from measures.models import Report
from portal.core.addresses import whole_number
from portal.desk.lists.kinds import Listed
from portal.desk.lists.names import Names
from portal.desk.merging.stored import SALT
from portal.desk.rows.forms import MOST, RowForm, in_order, park
from portal.desk.rows.order import BUTTON, act_on, arrange

# The prefix of the lines that are not stored yet, and the hidden field with the keys of all lines on the page.
NEW, KEYS = "nieuw", "rijen"
# The checkbox that removes a line.
REMOVE = "DELETE"


@dataclass(frozen=True)
class ListConflict:
    """A field that both the editor and a colleague changed, or a row that one of them removed. `theirs` is what is stored now."""

    row: str
    field: str
    theirs: str


@dataclass
class RowList:
    """The lines of one kind of row of a draft. `data` fills them: POST data, or None to show what is stored.

    A stored row has its primary key as prefix. Fields that the editor left alone get what is stored now.
    """

    report: Report
    listed: Listed
    data: QueryDict | None = None
    conflicts: list[ListConflict] = field(default_factory=list)
    forms: list[RowForm] = field(default_factory=list)

    def __post_init__(self) -> None:
        order = ("position", "pk") if self.listed.is_ordered else ("pk",)
        self.stored = {str(row.pk): row for row in self.listed.model.objects.filter(report=self.report).order_by(*order)}
        stored = [self._form(row) for row in self.stored.values()]
        if self.data is None:
            self.forms = [*stored, self._form(None, f"{NEW}-0")]
            return
        self.data = self.data.copy()
        self._merge({form.prefix: form for form in stored})
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

    @property
    def token(self) -> str:
        """Return what each field of each row holds now, as signed short hashes, for the hidden field `opened` of the form."""
        held = {key: {each.name: _hash(words_of(each)) for each in self._form(row)} for key, row in self.stored.items()}
        return signing.dumps(held, salt=SALT, compress=True)

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
            arrange(self.data, keys)
            return
        act_on(self.data, keys, wanted, new)
        if f"{new}-position" in self.data:
            self.data[f"{NEW}-TOTAL_FORMS"] = str(self.count_of_new + 1)

    def _merge(self, stored: dict[str, RowForm]) -> None:
        """Put what is stored into each field that the editor left alone. Collect a conflict for each that both changed."""
        assert self.data is not None
        try:
            opened: dict[str, dict[str, str]] = signing.loads(self.data.get("opened", ""), salt=SALT)
        except signing.BadSignature:
            self.conflicts.append(ListConflict("het formulier", "", "is niet te lezen; kijk het na en sla opnieuw op"))
            return
        sent = set(self.data.getlist(KEYS))
        for key, now in stored.items():
            if key in sent and key in opened:
                self._merge_row(key, now, opened[key])
            else:
                # A colleague added this row. It joins the form as it is stored.
                for each in now:
                    self._put(each)
        for key in sent & (opened.keys() - stored.keys()):
            mine = [each for each in self._form(None, key, self.data) if each.name != "position"]
            if any(_hash(words_of(each)) != opened[key].get(each.name) for each in mine):
                words = "; ".join(filter(None, map(words_of, mine)))
                self.conflicts.append(ListConflict(words, "deze rij", "verwijderd; voeg haar opnieuw toe als zij moet blijven"))

    def _merge_row(self, key: str, now: RowForm, opened: dict[str, str]) -> None:
        mine = self._form(self.stored[key], key, self.data)
        name = str(self.stored[key])
        overtaken = [each for each in now if _hash(words_of(each)) != opened.get(each.name)]
        if mine.is_removed and any(each.name != "position" for each in overtaken):
            self.conflicts.append(ListConflict(name, "deze rij", "gewijzigd, terwijl u haar weghaalt"))
        for each in overtaken:
            typed = words_of(mine[each.name])
            if _hash(typed) == opened.get(each.name):
                self._put(each)
            elif typed != words_of(each) and each.name != "position":
                self.conflicts.append(ListConflict(name, str(each.label).lower(), words_of(each)))

    def _put(self, stored: BoundField) -> None:
        """Write the stored value of a field into the data, as a browser would send it."""
        assert self.data is not None
        name, words = stored.html_name, words_of(stored)
        if isinstance(stored.field.widget, MultiWidget):
            for number, part in enumerate(words.split("\n")):
                self.data[f"{name}_{number}"] = part
        elif words or not isinstance(stored.value(), bool):
            self.data[name] = words
        else:
            self.data.pop(name, None)

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


def words_of(bound: BoundField) -> str:
    """Return the value of a field as a browser sends it, for a stored and for a sent value alike."""
    value, widget = bound.value(), bound.field.widget
    if isinstance(widget, MultiWidget) and not isinstance(value, list):
        value = widget.decompress(value)
    if isinstance(value, list):
        return "\n".join(str(each or "") for each in value)
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, dt.date):
        value = widget.format_value(value)
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]
