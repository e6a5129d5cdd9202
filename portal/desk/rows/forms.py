"""The forms of rows that belong to a snapshot or to another row of a report, shown as lines below each other."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BaseInlineFormSet, BoundField, ModelForm, inlineformset_factory
from django.forms.models import InlineForeignKeyField
from django.http import QueryDict

from measures.models.base import OfReport
from portal.core.addresses import whole_number
from portal.desk.merging.places import make_way
from portal.desk.rows.fields import PERIOD, form_field
from portal.desk.rows.order import BELOW, BUTTON, DOWN, UP, act_on, arrange, follows, place_of, regroup

# What a new line takes from the line above it. A line with nothing else is empty.
INHERITED = {"position", "kind", "heading"}
# Rarely used fields. They are folded within the line.
FOLDED = (
    "chosen_days", "url", "measures", "actions", "bills", "motions", "condition", "states_in_force", "in_force_from",
    "in_force_until",
)  # fmt: skip
# The fields that have a place of their own in a line.
APART = ("position", "heading", "DELETE")
# The most lines of one form, as Django has it.
MOST = 2_000

WIDGETS = {
    "text": forms.Textarea(attrs={"rows": 1, "data-plain": ""}),
    "position": forms.NumberInput(attrs={"hidden": True}),
    "period": PERIOD,
}


class RowForm(ModelForm):
    """The form of one line.

    `is_in_group` says that the line stands below the same subheading as the line above. The list of lines sets it.
    """

    is_in_group = False
    inherited = INHERITED
    is_removed = False
    # In a list of one kind: whether nobody looked at this row since it was carried over, and the page with all its fields.
    is_unseen = False
    address = ""
    # The sentence of the source, see `portal.desk.rows.sources`.
    source: Any = None
    # The buttons that move the line or add one: act, sign and name.
    moves = ((UP, "↑", "Omhoog (Alt+↑)"), (DOWN, "↓", "Omlaag (Alt+↓)"), (BELOW, "+", "Voeg hieronder een rij in"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The help stands once, at the names of the fields above the lines.
        for field in self.fields.values():
            field.hint, field.help_text = field.help_text, ""

    @cached_property
    def changed_data(self) -> list[str]:
        changed = super().changed_data
        return [] if self.empty_permitted and set(changed) <= self.inherited else changed

    @property
    def in_line(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name not in (*FOLDED, *APART)]

    @property
    def folded(self) -> list[BoundField]:
        return [field for field in self.visible_fields() if field.name in FOLDED]

    @property
    def has_folded(self) -> bool:
        """Return whether one of the folded fields is filled in."""
        return any(_is_filled(field.value()) for field in self.folded)

    @property
    def is_open(self) -> bool:
        """Return whether the fold must be open: something in it is wrong, or the period needs two chosen days."""
        return any(field.errors for field in self.visible_fields() if field.name in (*FOLDED, "period"))

    @property
    def subheading(self) -> BoundField | None:
        return self["heading"] if "heading" in self.fields else None

    @property
    def place(self) -> float:
        """Return the place of the line on the page; infinity for a line without a place."""
        value = whole_number(str(self["position"].value())) if "position" in self.fields else None
        return float("inf") if value is None else value

    def validate_constraints(self) -> None:
        """Check the row by itself, as Django 5.2 does. The formset checks whether it differs from its neighbours.

        Since 6.1, Django also compares each row with the neighbours that are stored, and refuses two rows that swap positions.
        """
        # As Django does: a constraint on a column that this form does not ask, or that is wrong already, is not checked.
        unchecked = {column.name for column in self.instance._meta.fields} - (set(self.fields) - set(self.errors))
        between_rows = {name for name, column in self.fields.items() if isinstance(column, InlineForeignKeyField)}
        try:
            self.instance.validate_constraints(exclude=unchecked | between_rows)
        except ValidationError as error:
            self.add_error(None, error)


def _is_filled(value: Any) -> bool:
    return any(value) if isinstance(value, list) else bool(value)


def in_order(rows: Iterable[RowForm]) -> list[RowForm]:
    """Return the lines in the order of the page, each with its `is_in_group`."""
    order = sorted(rows, key=lambda form: form.place)
    above: RowForm | None = None
    for form in order:
        if form.is_bound:
            form.is_in_group = above is not None and follows(form.data, str(form.prefix))
        elif form.subheading and above is not None:
            form.is_in_group = not form.instance.pk or form.subheading.value() == above.subheading.value()
        above = form
    return order


def errors_of_rows(heading: str, rows: Iterable[forms.BaseForm]) -> list[tuple[str, str, str]]:
    """Return (anchor, name, error) for each error in the lines. The name says which line and which field."""
    found: list[tuple[str, str, str]] = []
    for number, form in enumerate(rows, start=1):
        name = f"{heading}, rij {number}"
        prefix = str(form.prefix)
        found += [(prefix, name, str(error)) for error in form.non_field_errors()]
        for field in form:
            anchor = "" if field.name == "position" else field.id_for_label
            found += [(anchor or prefix, f"{name}, {field.label.lower()}", str(error)) for error in field.errors]
    return found


class RowFormSet(BaseInlineFormSet):
    """The lines that belong to a snapshot or to another row of a report, in the order in which they stand on the page."""

    @classmethod
    def keys_of(cls, data: QueryDict, prefix: str) -> list[str]:
        total = whole_number(data.get(f"{prefix}-TOTAL_FORMS", "")) or 0
        return [f"{prefix}-{index}" for index in range(min(total, MOST))]

    @classmethod
    def arranged(cls, data: QueryDict, prefix: str) -> QueryDict:
        """Return data in which each line has its final place and subheading, and in which a button has done its work."""
        keys = cls.keys_of(data, prefix)
        if not keys or "position" not in cls.form.base_fields:
            return data
        copy = data.copy()
        wanted, new = copy.get(BUTTON, ""), f"{prefix}-{len(keys)}"
        if not wanted.startswith(f"{prefix}-"):
            arrange(copy, keys)
            return copy
        act_on(copy, keys, wanted, new)
        if f"{new}-position" in copy:
            copy[f"{prefix}-TOTAL_FORMS"] = str(len(keys) + 1)
        return copy

    @classmethod
    def regroup(cls, data: QueryDict, prefix: str) -> None:
        """Write into `data` which lines stand in the group of the line above, after the order or a subheading changed."""
        if "heading" in cls.form.base_fields:
            regroup(data, sorted(cls.keys_of(data, prefix), key=lambda key: place_of(data, key)))

    @cached_property
    def in_order(self) -> list[RowForm]:
        rows: list[Any] = self.forms
        return in_order(rows)

    def get_unique_error_message(self, unique_check: tuple[str, ...]) -> str:
        names = [str(self.model._meta.get_field(name).verbose_name) for name in unique_check if name != self.fk.name]
        return f"Twee rijen hebben hetzelfde: {' en '.join(names)}. Gebruik elk één keer."

    def get_form_error(self) -> str:
        return "Dit staat ook in een andere rij."

    def save(self, commit: bool = True) -> list:
        if commit:
            # What goes, goes first: another row may take its place. Django then passes over a row without a key.
            for form in self.deleted_forms:
                if form.instance.pk is not None:
                    self.delete_existing(form.instance)
            gone = self.deleted_forms
            make_way(form.instance for form in self.forms if form.has_changed() and form not in gone)
        return super().save(commit)


def rows_of(parent: type[OfReport], model: type[models.Model], *names: str, formset: type[RowFormSet] = RowFormSet) -> Any:
    """Return the formset of the lines of `model` that belong to a row of `parent`, with these fields."""
    return inlineformset_factory(
        parent, model, form=RowForm, formset=formset, fields=names, extra=1, can_delete=True, formfield_callback=form_field,
        widgets={name: widget for name, widget in WIDGETS.items() if name in names},
    )  # fmt: skip
