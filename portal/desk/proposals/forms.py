"""The form of a proposal: the fields of one public row, with their values of now, and a reason."""

from functools import cache
from typing import Any

from django import forms
from django.db import models

from measures.models import Measure
from measures.models.base import Counted
from measures.models.fields import LONGEST_REASON, LongText, Number
from measures.models.renamed import Renamed
from measures.publication.links import is_written_elsewhere
from portal.desk.pages.forms import LONG, SHORT, form_field
from portal.desk.proposals.merging import obstacles, targets_for
from portal.desk.proposals.names import PersonName, places_of

OLD_ADDRESS = "Het oude adres blijft werken: het leidt naar het nieuwe."


class ProposalForm(forms.ModelForm):
    """The base of the form of each kind of row. It never saves its row: the values go into a proposal."""

    reason = forms.CharField(
        label="Reden",
        widget=SHORT,
        max_length=LONGEST_REASON,
        help_text="Openbaar zodra een publicist het voorstel goedkeurt. Schrijf wat er fout was.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["reason"])
        for field in self.fields.values():
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.widget.attrs["size"] = 8
                if field.queryset.model is Measure:
                    field.queryset = Measure.objects.in_order()
        if isinstance(self.instance, Renamed) and self.instance.pk:
            self.fields[self.instance.natural_key_field].help_text = OLD_ADDRESS


class ReasonForm(forms.Form):
    """A form with a public reason."""

    reason = forms.CharField(label="Reden", widget=SHORT, max_length=LONGEST_REASON, help_text="Openbaar na goedkeuring.")


class MergeForm(ReasonForm):
    """The form to propose that a row becomes one with another."""

    field_order = ["into", "reason"]

    into = forms.ModelChoiceField(queryset=None, label="Opnemen in")

    def __init__(self, *args: Any, row: Counted, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.fields["into"].queryset = targets_for(row)  # type: ignore[attr-defined]

    def clean_into(self) -> Any:
        into = self.cleaned_data["into"]
        if found := obstacles(self.row, into):
            raise forms.ValidationError(found)
        return into


class NameForm(ReasonForm):
    """The form to propose that the name of a person is taken out everywhere."""

    field_order = ["name", "reason"]

    name = forms.CharField(label="Naam", min_length=3, max_length=200, help_text="Precies zoals hij er staat.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        name, reason = cleaned.get("name"), cleaned.get("reason")
        if name and reason and PersonName(name).in_text.search(reason):
            self.add_error("reason", "De reden noemt de naam zelf. Schrijf haar zonder de naam.")
        if name and not any(places_of(name)):
            self.add_error("name", "Deze naam staat nergens.")
        return cleaned


@cache
def form_for(model: type[models.Model]) -> Any:
    """Return the form for the rows of a model.

    A number that the programme itself counts with is no field: it never changes. Nor are links that are chosen at the row of a
    report.
    """
    columns = [
        column
        for column in (*model._meta.concrete_fields, *model._meta.many_to_many)
        if column.editable and not column.primary_key and not isinstance(column, Number) and not is_written_elsewhere(column)
    ]
    return forms.modelform_factory(
        model,
        form=ProposalForm,
        fields=[column.name for column in columns],
        widgets={column.name: LONG for column in columns if isinstance(column, LongText)},
        formfield_callback=form_field,
    )
