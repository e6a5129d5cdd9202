"""What the forms of source notes and of effects of bills have besides their own fields."""

from typing import Any

from django import forms
from django.utils.functional import cached_property

from laws.models import Bill
from motions.models import Motion
from portal.desk.parts import named_parts, problem_of_part
from portal.desk.rows.fields import Suggested
from portal.desk.rows.forms import RowFormSet

LINKED = ("bills", "motions")


class NoteLinks(forms.ModelForm):
    """The bills and motions that link to a source note. The links are stored at their end, and are chosen here."""

    bills = forms.ModelMultipleChoiceField(Bill.objects.all(), required=False, label="Wetsvoorstellen")
    motions = forms.ModelMultipleChoiceField(Motion.objects.all(), required=False, label="Moties")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.update({name: list(getattr(self.instance, name).values_list("pk", flat=True)) for name in LINKED})

    def save(self, commit: bool = True) -> Any:
        note = super().save(commit)
        for name in LINKED:
            getattr(note, name).set(self.cleaned_data[name])
        return note


class PlanningRows(RowFormSet):
    """The planned phases of a bill. Its known parts are offered; a source can name another one."""

    @cached_property
    def offered(self) -> list[str]:
        return sorted(named_parts(self.instance.bill)[self.instance.bill_id]) if self.instance.bill_id else []

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["part"].widget = Suggested.of(self.offered)


class KnownPart(forms.ModelForm):
    """A part of a bill in the words that a plan, an entry into force or another effect uses. The known ones are offered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = named_parts()
        offered = [parts for pk, parts in self.parts.items() if self.instance.bill_id in (None, pk)]
        self.fields["part"].widget = Suggested.of(sorted(set().union(*offered)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if problem := problem_of_part(self.parts, getattr(cleaned.get("bill"), "pk", None), cleaned.get("part", "")):
            self.add_error("part", problem)
        return cleaned
