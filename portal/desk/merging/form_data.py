"""What a browser sends for a form with formsets, as rows by identity, and back again.

The keys of rows are those of `StoredValues`. A row that is new in the form has the key "<prefix>:nieuw-<number>".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import models
from django.forms import BaseInlineFormSet
from django.http import QueryDict

from portal.desk.merging.stored import Fields, plain_values
from portal.desk.merging.three_way import Row, Value
from portal.desk.merging.values import links_to

# What stands between the texts of a field with several inputs, such as a first and a last day: they are one value.
BETWEEN = " – "


def as_sent(form_field: forms.Field, value: Any) -> Value:
    """Return what a browser sends for a field that shows `value`, a value of the model."""
    widget = form_field.widget
    if isinstance(widget, forms.CheckboxInput):
        return ("on",) if value else ()
    if isinstance(widget, forms.MultiWidget):
        return _in_one(widget.decompress(form_field.prepare_value(value)))
    shown = widget.format_value(form_field.prepare_value(value))
    return tidy(shown if isinstance(shown, list | tuple) else [shown])


def inputs_of(form_field: forms.Field, name: str) -> list[str]:
    """Return the names in POST data of the inputs of a field. `name` is its own name, with the prefix of its form."""
    if isinstance(form_field.widget, forms.MultiWidget):
        return [name + suffix for suffix in form_field.widget.widgets_names]
    return [name]


def sent_for(form_field: forms.Field, name: str, data: QueryDict) -> Value:
    """Return what a browser sent for a field."""
    if isinstance(form_field.widget, forms.MultiWidget):
        return _in_one(data.get(each, "") for each in inputs_of(form_field, name))
    return tidy(data.getlist(name))


def inputs_with(form_field: forms.Field, name: str, value: Value) -> dict[str, list[str]]:
    """Return the texts of each input of a field that shows `value`, by name in POST data."""
    names = inputs_of(form_field, name)
    if len(names) == 1:
        return {name: list(value)}
    texts = "".join(value).split(BETWEEN.strip())
    return {each: [text.strip()] for each, text in zip(names, [*texts, *("" for _ in names)], strict=False)}


def _in_one(texts: Any) -> Value:
    """Return the texts of several inputs as one value; none when all are empty."""
    plain = [str(text or "").strip() for text in texts]
    return (BETWEEN.join(plain).strip(),) if any(plain) else ()


def tidy(texts: Any) -> Value:
    """Return the texts of one field without spaces around them and with line feeds as line ends. Empty texts are left out."""
    plain = [str(text).replace("\r\n", "\n").replace("\r", "\n").strip() for text in texts if text is not None]
    return tuple(sorted(text for text in plain if text))


def form_row(fields: Mapping[str, forms.Field], model: type[models.Model], values: Fields) -> Row:
    """Return what a browser sends for stored values, by name of the field."""
    row: Row = {}
    for name, form_field in fields.items():
        column: Any = model._meta.get_field(name)
        value = values.get(name)
        row[name] = as_sent(form_field, value if value is None or column.many_to_many else column.to_python(value))
    return row


def content_fields(form: forms.BaseForm, model: type[models.Model], *without: str) -> dict[str, forms.Field]:
    """Return the fields of a form that are fields of the model, by name. The primary key and `without` are left out."""
    known = {column.name for column in (*model._meta.concrete_fields, *model._meta.many_to_many) if not column.primary_key}
    known |= set(links_to(model))
    return {name: form_field for name, form_field in form.fields.items() if name in known - set(without)}


@dataclass
class SentRows:
    """The rows of one formset in what a browser sent.

    `numbers` maps the key of each row to its number in the form; `removed` has the keys of rows that are ticked for removal, and
    `blank` the numbers of empty new rows. `made` maps the number of a new row to the key that it got when this form was saved
    before; `untouched` has the keys of such rows that are empty now, which is no change of them.
    """

    formset: BaseInlineFormSet
    data: QueryDict
    made: Mapping[str, str] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    blank: list[int] = field(default_factory=list)
    untouched: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.prefix = self.formset.prefix
        model: Any = self.formset.model
        self.model = model
        self.fields = content_fields(self.formset.empty_form, model, self.formset.fk.name)
        empty = self._own(form_row(self.fields, model, plain_values(model())))
        for number in range(min(self._count("TOTAL_FORMS"), self.formset.absolute_max)):
            row = {name: sent_for(each, f"{self.prefix}-{number}-{name}", self.data) for name, each in self.fields.items()}
            pk = self.data.get(f"{self.prefix}-{number}-{self.model._meta.pk.name}", "")
            new = self.made.get(f"{self.prefix}-{number}", f"{self.prefix}:nieuw-{number}")
            key = f"{self.prefix}:{pk}" if pk else new
            if self.data.get(f"{self.prefix}-{number}-DELETE"):
                self.removed.add(key)
            elif not pk and self._own(row) in (empty, dict.fromkeys(empty, ())):
                self.blank.append(number)
                self.untouched |= {key} & set(self.made.values())
                continue
            else:
                self.rows[key] = row
            self.numbers[key] = number

    def _own(self, row: Row) -> Row:
        """Return a row without what a new line takes from the line above it: that alone makes no row."""
        return {name: value for name, value in row.items() if name not in getattr(self.formset.form, "inherited", ())}

    def _count(self, name: str) -> int:
        text = self.data.get(f"{self.prefix}-{name}", "")
        return int(text) if text.isascii() and text.isdigit() else 0

    def write(self, merged: Mapping[str, Row], stored: Mapping[str, Row]) -> dict[int, int]:
        """Put the merged rows into `data`: first those in `stored`, then the new ones, then the blank ones.

        A stored row that is not in `merged` is ticked for removal. Returns the old number of each new row by its number now.
        """
        sent = self._taken_out()
        kept = sorted(stored, key=lambda key: _place(merged.get(key, stored[key])))
        added = [key for key in merged if key not in stored]
        origin: dict[int, int] = {}
        for number, key in enumerate([*kept, *added]):
            was = self.numbers.get(key)
            raw = dict(sent.get(was, {})) if was is not None else {}
            for name, value in merged.get(key, stored.get(key, {})).items():
                if was is None or sent_for(self.fields[name], name, _as_data(raw)) != value:
                    raw |= inputs_with(self.fields[name], name, value)
            raw[self.model._meta.pk.name] = [key.partition(":")[2]] if key in stored else []
            raw["DELETE"] = [] if key in merged else ["on"]
            if key not in stored and was is not None:
                origin[number] = was
            self._put(number, raw)
        for number, was in enumerate(self.blank, start=len(kept) + len(added)):
            self._put(number, sent.get(was, {}))
        self.data[f"{self.prefix}-INITIAL_FORMS"] = str(len(kept))
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(kept) + len(added) + len(self.blank))
        return origin

    def _taken_out(self) -> dict[int, dict[str, list[str]]]:
        """Remove all fields of numbered rows from the data, and return them by number and name."""
        found: dict[int, dict[str, list[str]]] = {}
        for key, number, name in list(self._numbered()):
            found.setdefault(number, {})[name] = self.data.pop(key)
        return found

    def _numbered(self) -> Iterator[tuple[str, int, str]]:
        for key in self.data:
            number, _, name = key.removeprefix(f"{self.prefix}-").partition("-")
            if key.startswith(f"{self.prefix}-") and number.isascii() and number.isdigit() and name:
                yield key, int(number), name

    def _put(self, number: int, raw: Mapping[str, list[str]]) -> None:
        for name, texts in raw.items():
            if texts:
                self.data.setlist(f"{self.prefix}-{number}-{name}", texts)


def _as_data(raw: Mapping[str, list[str]]) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, texts in raw.items():
        data.setlist(name, texts)
    return data


def _place(row: Row) -> int:
    text = (row.get("position") or ("0",))[0]
    return int(text) if text.isascii() and text.isdigit() else 0
