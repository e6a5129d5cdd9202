"""The merge of a form of a row, with the formsets of the rows that belong to it, with what is stored now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms
from django.db import models
from django.forms import BaseInlineFormSet
from django.http import QueryDict

from portal.desk.merging.form_data import SentRows, content_fields, form_row, inputs_with, sent_for
from portal.desk.merging.saves import saved_by, start_of
from portal.desk.merging.stored import Fields, Opened, StoredValues, plain_values
from portal.desk.merging.three_way import Clash, Merged, Row, Taken, arrange, continued, merge
from portal.desk.merging.told import Act, MergeReport, Trail, sent_in_words
from portal.desk.models import SavedForm

UNREADABLE = "Het formulier is niet te lezen. Kijk het na en sla opnieuw op."


@dataclass
class FormMerge:
    """The data of a form after the merge, and what the page says about it.

    `row` is the row that the form is about: that of an earlier save when the same form of a new row is sent again. `origin` maps
    the place of each new row in `data`, like "measureitem-5", to its place in what was sent. `sent` is what the browser sent, and
    `sent_as` what its form was opened on.
    """

    row: Any
    data: QueryDict
    opened: Opened
    told: MergeReport = field(default_factory=MergeReport)
    origin: dict[str, str] = field(default_factory=dict)
    sent: dict[str, Row] = field(default_factory=dict)
    sent_as: Opened | None = None


def merge_form(
    data: QueryDict, row: models.Model, form: forms.ModelForm, formsets: Sequence[BaseInlineFormSet], by: Any
) -> FormMerge:
    """Merge what a browser sent for a form with what is stored now.

    `form` and `formsets` are those of `row`, without data. `by` is the user. `data` is not changed; it stays as it is when nobody
    else changed anything. The new token (`opened`) holds what is stored now, except for fields that still must be chosen.
    """
    kind = row._meta.label_lower
    opened, saved = Opened.read(data.get("opened", ""), kind), None
    if opened and (saved := saved_by(opened.form, row)):
        opened = replace(opened, rows=start_of(opened, saved))
        row = row if row.pk else type(row)._base_manager.filter(pk=saved.row).first() or row
    stored = StoredValues.of(row)
    result = FormMerge(row, data.copy(), opened.again(stored.rows) if opened else Opened(stored.rows, kind), sent_as=opened)
    rows = [SentRows(each, result.data, saved.made if saved else {}) for each in formsets]
    content = content_fields(form, type(row))
    result.sent = {"": {name: sent_for(each, form.add_prefix(name), data) for name, each in content.items()}}
    for each in rows:
        result.sent |= each.rows
    if opened is None:
        result.told.warnings.append(UNREADABLE)
    elif opened.rows == stored.rows and not saved:
        return result
    _Merger(result, stored, opened.rows if opened else {}, form, rows, by, saved).run()
    return result


@dataclass
class _Merger:
    result: FormMerge
    stored: StoredValues
    old: Mapping[str, Fields]
    form: forms.ModelForm
    sent: list[SentRows]
    by: Any
    saved: SavedForm | None

    def run(self) -> None:
        model = type(self.result.row)
        self.kinds: dict[str, tuple[type[models.Model], dict[str, forms.Field]]] = {"": (model, content_fields(self.form, model))}
        self.kinds |= {rows.prefix: (rows.model, rows.fields) for rows in self.sent}
        data = self.result.data
        mine, sent = dict(self.result.sent), self.result.sent[""]
        theirs, old = self._rows(self.stored.rows), self._rows(self.old)
        if "" not in theirs:
            if "" in old:
                self.result.told.warnings.append("Een ander haalde dit intussen weg. Als u opslaat, komt het er weer bij.")
            # Everything in the form is new. A new row starts from its defaults.
            old = {"": old.get("") or form_row(self.kinds[""][1], model, plain_values(model()))}
            theirs = dict(old)
        old.setdefault("", form_row(self.kinds[""][1], model, plain_values(model())))
        if self.saved and self.saved.sent:
            mine = continued(mine, _as_rows(self.saved.sent), old)
        mine |= {key: old[key] for rows in self.sent for key in rows.untouched & old.keys()}
        merged = merge(old, theirs, mine, data)
        for rows in self.sent:
            own = {key: row for key, row in merged.rows.items() if key.startswith(f"{rows.prefix}:")}
            arrange(own, old, theirs, mine)
            origin = rows.write(own, {key: row for key, row in theirs.items() if key.startswith(f"{rows.prefix}:")})
            self.result.origin |= {f"{rows.prefix}-{now}": f"{rows.prefix}-{was}" for now, was in origin.items()}
        for name, value in merged.rows[""].items():
            if value != sent[name]:
                for name_of_input, texts in inputs_with(self.form.fields[name], self.form.add_prefix(name), value).items():
                    data.setlist(name_of_input, texts)
        self._keep_asking(merged.clashes)
        self._tell(merged, old, theirs, mine)

    def _rows(self, stored: Mapping[str, Fields]) -> dict[str, Row]:
        found = {}
        for key, values in stored.items():
            if kind := self.kinds.get(key.partition(":")[0]):
                found[key] = form_row(kind[1], kind[0], values)
        return found

    def _keep_asking(self, clashes: list[Clash]) -> None:
        """Let the new token hold the old value of each field that is asked, so that it is asked until it is answered."""
        rows = {key: dict(values) for key, values in self.stored.rows.items()}
        for clash in clashes:
            before = self.old.get(clash.row, {})
            if clash.field in before:
                rows[clash.row][clash.field] = before[clash.field]
            else:
                rows[clash.row].pop(clash.field, None)
        self.result.opened = replace(self.result.opened, rows=rows)

    def _tell(self, merged: Merged, old: dict[str, Row], theirs: dict[str, Row], mine: dict[str, Row]) -> None:
        told = self.result.told
        changed = [*merged.kept, *merged.gone, *(each.row for each in (*merged.taken, *merged.clashes))]
        if not changed:
            return
        keys: dict[type[models.Model], list[object]] = {}
        for key in changed:
            keys.setdefault(self.kinds[key.partition(":")[0]][0], []).append(self._pk(key))
        trail = Trail.of(keys, self.by)
        for key in merged.kept:
            name, act = self._name(key, theirs[key]), self._act(trail, key)
            told.warnings.append(f"{name}: u haalt dit weg, maar het is intussen gewijzigd door {act}. Het staat er nog.")
        for key in merged.gone:
            name, act = self._name(key, mine[key]), self._act(trail, key)
            told.warnings.append(f"{name}: u wijzigde dit, maar het is intussen weggehaald door {act}. Uw tekst staat er nog.")
        for taken in merged.taken:
            told.lines.append(self._line(taken, {**old, **theirs}.get(taken.row, {}), self._act(trail, taken.row, taken.field)))
        for clash in merged.clashes:
            form_field = self.kinds[clash.row.partition(":")[0]][1][clash.field]
            label = self._label(clash.row, theirs[clash.row], str(form_field.label))
            act = self._act(trail, clash.row, clash.field)
            told.ask(clash, label, lambda value, form_field=form_field: sent_in_words(form_field, value), act)

    def _line(self, taken: Taken, row: Row, act: Act) -> str:
        if not taken.field:
            return f"{self._name(taken.row, row)}: {'toegevoegd' if taken.new else 'weggehaald'} door {act}."
        form_field = self.kinds[taken.row.partition(":")[0]][1][taken.field]
        label = self._label(taken.row, row, str(form_field.label))
        old, new = (sent_in_words(form_field, value) for value in (taken.old, taken.new) if isinstance(value, tuple))
        return f"{label}: gewijzigd door {act}. Was „{old}”, is nu „{new}”."

    def _act(self, trail: Trail, key: str, name: str = "") -> Act:
        return trail.last(self.kinds[key.partition(":")[0]][0], self._pk(key), name)

    def _pk(self, key: str) -> object:
        return key.partition(":")[2] if key else self.result.row.pk

    def _name(self, key: str, row: Row) -> str:
        """Return what a row is called: its kind, and its place when it has one."""
        name = str(self.kinds[key.partition(":")[0]][0]._meta.verbose_name)
        return " ".join([name.capitalize(), *row.get("position", ())])

    def _label(self, key: str, row: Row, label: str) -> str:
        return f"{self._name(key, row)}, {label.lower()}" if key else label


def _as_rows(held: Mapping[str, Mapping[str, list[str]]]) -> dict[str, Row]:
    """Return rows that JSON held, with a tuple for each value."""
    return {key: {name: tuple(value) for name, value in row.items()} for key, row in held.items()}
