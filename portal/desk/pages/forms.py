"""The forms of the desk. The models validate; a form chooses the fields and their order."""

from itertools import chain, count
from typing import Any

from django import forms
from django.db import models
from django.forms import ModelForm
from django.utils.text import slugify

from laws.models import (
    Bill,
    BillElement,
    BillName,
    BillSnapshot,
    Contribution,
    EntryIntoForce,
    LegalBasis,
    PlanningStep,
    Requirement,
    Station,
)
from measures.models import (
    ActionMention,
    Figure,
    Finding,
    GoalSnapshot,
    Involvement,
    Measure,
    MeasureItem,
    MeasureSnapshot,
    OverviewCell,
    PriorityItem,
    PrioritySnapshot,
    Report,
    ReportSection,
    Representation,
    SectionItem,
    SourceNote,
)
from measures.models.base import OfReport
from measures.models.fields import Key
from motions.models import MotionPaper, MotionSnapshot, MotionSubmitter
from portal.desk.pages.mixins import KnownPart, NoteLinks, PlanningRows
from portal.desk.parts import WHOLE, bills_with_parts
from portal.desk.rows.fields import PERIOD, form_field
from portal.desk.rows.forms import rows_of

SHORT = forms.Textarea(attrs={"rows": 2})
LONG = forms.Textarea(attrs={"rows": 4, "data-plain": ""})
PERIODS = ("period", "chosen_days")
LONG_TEXTS = ("introduction", "summary", "explanation", "remark", "text", "official_title", "changes", "request", "follow_up")


class ReportForm(ModelForm):
    """The form of a new report. The slug is made from the number, or from the title when there is no number.

    A withdrawn report keeps its slug. The report that replaces it gets the same slug with a number added: `vgr-6-2`.
    """

    class Meta:
        model = Report
        fields = [
            "kind", "number", "title", "publication", "reference", "kamerstuk", "official_number", "link", "is_official",
            "is_undated", "summary", "location",
        ]  # fmt: skip
        widgets = {"summary": LONG, "publication": PERIOD, "reference": PERIOD}
        formfield_callback = form_field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        number, title = cleaned.get("number"), cleaned.get("title") or ""
        slug = f"vgr-{number}" if number else slug_of(Report, title)
        if Report.objects.standing().filter(**{"number": number} if number else {"slug": slug}).exists():
            self.add_error("number" if number else "title", "Deze rapportage bestaat al.")
        self.instance.slug = free_slug(Report, slug)
        return cleaned


class StandForm(ModelForm):
    """The form of a snapshot or of another row of a report. A correction of a published row also asks for `reason`."""

    # The sentence of the source, see `portal.desk.rows.sources`.
    source: Any = None
    reason = forms.CharField(
        label="Reden van de correctie",
        widget=SHORT,
        required=False,
        help_text="Openbaar. Schrijf wat er fout was.",
    )

    def __init__(self, *args: Any, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_correction:
            self.fields["reason"].required = True
            self.order_fields(["reason"])
        else:
            del self.fields["reason"]
        for field in self.fields.values():
            if isinstance(field, forms.ModelMultipleChoiceField):
                if field.queryset.model is Measure:
                    field.queryset = Measure.objects.in_order()
                field.widget.attrs["size"] = 8

    def clean(self) -> dict[str, Any]:
        """Make the slug of a new row from its title. An existing slug never changes, because it is part of a URL."""
        cleaned = super().clean() or self.cleaned_data
        if getattr(self.instance, "slug", None) == "" and cleaned.get("title"):
            self.instance.slug = free_slug(type(self.instance), cleaned["title"])
        return cleaned


class NoteForm(NoteLinks, StandForm):
    """The form of a source note."""


class EffectForm(KnownPart, StandForm):
    """The form of an effect of a bill on an action."""


class EntryForm(StandForm):
    """The form of an entry into force. The part is one that a report already uses: another name would move no action."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = {each.bill.pk: [part.name for part in each.parts] for each in bills_with_parts()}
        titles = dict(Bill.objects.values_list("pk", "title"))
        groups = [(titles[pk], [(name, name) for name in names if name]) for pk, names in self.parts.items()]
        own = self.instance.part
        kept = [] if own in chain("", *self.parts.values()) else [(own, own)]
        column = self.fields["part"]
        self.fields["part"] = forms.ChoiceField(
            label=column.label, required=False, choices=[("", WHOLE), *kept, *(group for group in groups if group[1])]
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        bill, part = cleaned.get("bill"), cleaned.get("part")
        known = self.parts.get(bill.pk, [""]) if bill else []
        if bill and part and part not in (*known, self.instance.part):
            self.add_error(
                "part", f"Dit onderdeel is van een ander wetsvoorstel. Kies: {'; '.join(filter(None, known)) or WHOLE}."
            )
        return cleaned


def slug_of(model: type[models.Model], title: str) -> str:
    """Return a slug made from `title`, with room for a number after it in the column of `model`.

    A title such as "Nieuw" would give the path of another page. Then the slug begins with the name of the model.
    """
    column = model._meta.get_field("slug")
    longest = (column.max_length or 0) - len("-9999")
    slug = slugify(title)[:longest].strip("-") or "deel"
    is_taken_path = isinstance(column, Key) and not column.is_free(slug)
    return slugify(f"{model._meta.verbose_name} {slug}")[:longest] if is_taken_path else slug


def free_slug(model: type[models.Model], title: str) -> str:
    """Return a slug made from `title` that no row of `model` has, with a number at its end when needed."""
    slug = slug_of(model, title)
    taken = set(model._default_manager.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(name for name in chain([slug], (f"{slug}-{n}" for n in count(2))) if name not in taken)


def _form(snapshot: type[OfReport], *names: str, form: type[StandForm] = StandForm) -> Any:
    widgets: dict[str, Any] = {name: LONG for name in LONG_TEXTS if name in names}
    if "period" in names:
        widgets["period"] = PERIOD
    return forms.modelform_factory(
        snapshot, form=form, fields=[*names, "location"], widgets=widgets, formfield_callback=form_field
    )


ITEM = ("position", "heading", *PERIODS, "text", "url", "location")

OF_MOTION = (
    "official_title", "submitted_on", "has_others", "request", "request_basis", "voted_on", "vote_result", "vote_against",
    "replaces", "follow_up", "is_reading",
)  # fmt: skip

# The form of each kind of row (FORMS), and the formsets of the rows that belong to it, by heading (ROWS).
FORMS: dict[type[OfReport], Any] = {
    MeasureSnapshot: _form(MeasureSnapshot, "code", "title_printed", "status", "status_printed", "introduction", "summary"),
    BillSnapshot: _form(BillSnapshot, "number", "title_printed", "outcome", "remark"),
    MotionSnapshot: _form(
        MotionSnapshot, "title_printed", "measure_printed", "measures", "status", "status_printed", "explanation", "url"
    ),
    GoalSnapshot: _form(GoalSnapshot, "title_printed", "summary", "measures"),
    ReportSection: _form(ReportSection, "position", "title", "summary"),
    Finding: _form(Finding, "position", "goal", "measure", "text"),
    SourceNote: _form(SourceNote, "title", "text", "weight", "measures", "actions", form=NoteForm),
    Representation: _form(Representation, "position", "group_printed", "party", "party_printed"),
    PrioritySnapshot: _form(PrioritySnapshot, "priority", "title_printed", "summary"),
    Requirement: _form(Requirement, "bill", "part", "effect", "action", form=EffectForm),
    ActionMention: _form(
        ActionMention, "action", "column", "condition", *PERIODS, "states_in_force", "in_force_from", "in_force_until"
    ),
    EntryIntoForce: _form(EntryIntoForce, "bill", "part", "date", form=EntryForm),
    LegalBasis: _form(
        LegalBasis,
        "action",
        "kind",
        "law",
        "article",
        "paragraph",
        *PERIODS,
        "is_reading",
        "begin_place",
        "begin_link",
        "until",
        "covers",
        "sectors",
        "link",
        "remark",
        "looked_up_on",
    ),
    BillName: _form(BillName, "bill", "official_title", "citation_title", "changes"),
    Station: _form(Station, "bill", "kind", *PERIODS, "result", "reference", "link", "is_reading"),
    MotionPaper: _form(MotionPaper, "motion", *OF_MOTION),
}
ROWS: dict[type[OfReport], dict[str, Any]] = {
    MeasureSnapshot: {
        "Onderdelen": rows_of(MeasureSnapshot, MeasureItem, "kind", *ITEM),
        "Betrokkenen": rows_of(MeasureSnapshot, Involvement, "position", "stakeholder", "printed"),
        "Woorden in het overzicht": rows_of(MeasureSnapshot, OverviewCell, "column", "words"),
    },
    PrioritySnapshot: {"Onderdelen": rows_of(PrioritySnapshot, PriorityItem, *ITEM)},
    BillSnapshot: {
        "Planning": rows_of(BillSnapshot, PlanningStep, "position", "phase", "part", *PERIODS, "location", formset=PlanningRows),
        "Wat het voorstel regelt": rows_of(BillSnapshot, BillElement, *ITEM),
        "Draagt bij aan": rows_of(BillSnapshot, Contribution, "position", "printed", "measure", "location"),
    },
    ReportSection: {"Onderdelen": rows_of(ReportSection, SectionItem, *ITEM, "measures")},
    MotionPaper: {"Indieners": rows_of(MotionPaper, MotionSubmitter, "position", "name", "party", "only_party")},
    Finding: {"Cijfers": rows_of(Finding, Figure, "description", "value", "unit", "group")},
}
