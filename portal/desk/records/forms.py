"""The forms of a new record with what a report says of it, and of a report's own data."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db import models
from django.db.models import Max
from django.forms import ModelForm

from laws.models import Bill, BillSnapshot, Requirement
from measures.models import (
    Action,
    ActionMention,
    Involvement,
    Measure,
    MeasureSnapshot,
    Party,
    Report,
    Representation,
    Stakeholder,
)
from measures.models.base import OfReport
from motions.models import Motion, MotionSnapshot
from portal.desk.editing.checks import out_of_order
from portal.desk.editing.correcting import CorrectionError
from portal.desk.pages.forms import FORMS, LONG, PERIOD, SHORT, EffectForm, StandForm, form_field, free_slug
from portal.desk.pages.stands import Editor

IN_FULL = ("roles", "sectors", "measures", "priorities")


class RecordForm(ModelForm):
    """The form of a new record. Its slug is made from its name. A name that is taken is refused: the record is there already."""

    name_field = "title"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, column in self.fields.items():
            if name in IN_FULL:
                column.widget.attrs["size"] = 8
            if isinstance(column, forms.ModelChoiceField) and column.queryset is not None and column.queryset.model is Measure:
                column.queryset = Measure.objects.in_order()
        if "parent" in self.fields:
            self.fields["parent"].queryset = Measure.objects.main()  # type: ignore[attr-defined]
            self.fields["parent"].required = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        model, name = self._meta.model, cleaned.get(self.name_field)
        if not name:
            return cleaned
        if model._default_manager.filter(**{f"{self.name_field}__iexact": name}).exists():
            self.add_error(self.name_field, "Dit staat al in het portaal. Kies het uit de lijst.")
        elif any(column.name == "slug" for column in model._meta.fields):
            self.instance.slug = free_slug(model, name)
        return cleaned


class ActionForm(RecordForm):
    name_field = "text"


class NamedForm(RecordForm):
    name_field = "name"


class MotionForm(RecordForm):
    name_field = "number"


def _record(model: type[models.Model], *names: str, form: type[RecordForm] = RecordForm) -> Any:
    widgets: dict[str, Any] = {"text": SHORT} if "text" in names else {}
    return forms.modelform_factory(model, form=form, fields=names, widgets=widgets, formfield_callback=form_field)


@dataclass(frozen=True)
class NewKind:
    """A kind of record that can be new in a report, with the row in which the report names it.

    `link` is the foreign key from the row to the record. `printed` pairs the field of the row with the name in the source and
    the field of the record with its name: the first may stay empty when both are the same. `has_parts` tells that the form of the
    row itself asks for more.
    """

    title: str
    form: Any
    row: type[OfReport]
    link: str
    row_form: Any
    printed: tuple[str, str] | None = None
    has_parts: bool = False


# Word in the URL -> the kind.
NEW_KINDS = {
    "motie": NewKind(
        "Nieuwe motie", _record(Motion, "number", "title", form=MotionForm), MotionSnapshot, "motion", FORMS[MotionSnapshot],
        ("title_printed", "title"),
    ),
    "wetsvoorstel": NewKind(
        "Nieuw wetsvoorstel", _record(Bill, "title", "dossier", "successor", "priorities"), BillSnapshot, "bill",
        FORMS[BillSnapshot], ("title_printed", "title"), has_parts=True,
    ),
    "deelmaatregel": NewKind(
        "Nieuwe deelmaatregel", _record(Measure, "title", "parent"), MeasureSnapshot, "measure", FORMS[MeasureSnapshot],
        ("title_printed", "title"), has_parts=True,
    ),
    "actie": NewKind(
        "Nieuwe actie",
        _record(Action, "text", "right", "kind", "roles", "sectors", "measures", form=ActionForm), ActionMention, "action",
        FORMS[ActionMention],
    ),
    "veldpartij": NewKind(
        "Nieuwe veldpartij", _record(Party, "name", form=NamedForm), Representation, "party", FORMS[Representation],
        ("party_printed", "name"),
    ),
    "betrokkene": NewKind(
        "Nieuwe betrokkene", _record(Stakeholder, "name", form=NamedForm), Involvement, "stakeholder",
        forms.modelform_factory(Involvement, form=StandForm, fields=["snapshot", "printed"]), ("printed", "name"),
    ),
}  # fmt: skip


@dataclass
class NewRecord:
    """The forms of a new record, of the row in which the report names it and, for an action, of the law that asks it.

    `data` fills the forms: POST data, or None.
    """

    report: Report
    kind: NewKind
    is_correction: bool
    data: Any = None
    record: Any = field(init=False)
    row: Any = field(init=False)
    effect: Any = field(init=False)

    def __post_init__(self) -> None:
        if self.data is not None and self.kind.printed:
            printed, name = self.kind.printed
            self.data = self.data.copy()
            self.data[printed] = self.data.get(printed) or self.data.get(f"nieuw-{name}", "")
        self.record = self.kind.form(self.data, prefix="nieuw")
        model = self.kind.row
        of_report = any(column.name == "report" for column in model._meta.fields)
        row: Any = model(report=self.report) if of_report else model()
        self.row = self.kind.row_form(self.data, instance=row, is_correction=self.is_correction)
        self._arrange()
        self.effect = OptionalEffectForm(self.data, prefix="gevolg")

    def _arrange(self) -> None:
        """Leave out what the forms need not ask, and offer only what the report has."""
        asked = self.row.fields
        asked.pop(self.kind.link, None)
        asked.pop("position", None)
        if self.kind.printed:
            asked[self.kind.printed[0]].help_text = "Leeg: hetzelfde als hierboven."
            asked[self.kind.printed[0]].required = False
        if "snapshot" in asked:
            asked["snapshot"].queryset = MeasureSnapshot.objects.filter(report=self.report)
            asked["snapshot"].label = "Betrokken bij"

    @property
    def has_effect(self) -> bool:
        return self.kind.row is ActionMention

    @property
    def forms(self) -> list[Any]:
        return [self.record, self.row, *([self.effect] if self.has_effect else [])]

    def is_valid(self) -> bool:
        # A list and not a generator: `all` would stop at the first error, and the page must show every error.
        return all([form.is_valid() for form in self.forms])  # noqa: C419

    def save(self) -> None:
        row = self.row.instance
        setattr(row, self.kind.link, self.record.save())
        if hasattr(row, "position"):
            row.position = _next_position(row)
        self.row.save()

    def new_effect(self) -> Requirement | None:
        """Return the effect of a law on the new action, not saved, or None when the form leaves it empty."""
        if not (self.has_effect and self.effect.has_changed()):
            return None
        effect: Requirement = self.effect.save(commit=False)
        effect.report, effect.action, effect.location = self.report, self.row.instance.action, self.row.instance.location
        return effect


class OptionalEffectForm(EffectForm):
    """The form of the effect of a law on an action that the same page makes. It may stay empty as a whole."""

    class Meta:
        model = Requirement
        fields = ["bill", "part", "effect"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        for column in self.fields.values():
            column.required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name in ("bill", "effect"):
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, "Vul dit ook in, of laat alles hieronder leeg.")
        return cleaned


def _next_position(row: Any) -> int:
    siblings = {"snapshot": row.snapshot} if isinstance(row, Involvement) else {"report": row.report}
    last = type(row)._default_manager.filter(**siblings).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


class ReportDataForm(StandForm):
    """The form of a report's own data. Its slug never changes; the kind and the number of what is published neither."""

    class Meta:
        model = Report
        fields = [
            "kind", "number", "title", "publication", "reference", "kamerstuk", "official_number", "link", "is_official",
            "is_undated", "summary", "location",
        ]  # fmt: skip
        widgets = {"summary": LONG, "publication": PERIOD, "reference": PERIOD}
        formfield_callback = form_field

    def __init__(self, *args: Any, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, is_correction=is_correction, **kwargs)
        if is_correction:
            del self.fields["kind"], self.fields["number"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        number = cleaned.get("number")
        if number and Report.objects.standing().filter(number=number).exclude(pk=self.instance.pk).exists():
            self.add_error("number", "Deze rapportage bestaat al.")
        return cleaned


class ReportEditor(Editor):
    """The form of a report's own data. What is published cannot get a day that contradicts its number."""

    def make_forms(self) -> None:
        self.form = ReportDataForm(self.data, instance=self.snapshot, is_correction=self.is_correction)

    def save(self) -> None:
        super().save()
        problem = next(iter(out_of_order(self.form.instance)), None) if self.is_correction else None
        if problem is not None:
            raise CorrectionError(problem.text)
