"""The FilterSets for lists of measures, in pages, downloads, feeds and the API. Filter names are query parameters."""

from functools import cached_property

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.forms.renderers import Jinja2

from measures.enums import Status
from measures.models import Goal, Measure, MeasureItem, MeasureSnapshot, Priority, Report

# Renders form fields with Django's Jinja2 templates, which is five times faster for a select with dozens of choices.
RENDERER = Jinja2()


class StandFilterSet(django_filters.FilterSet):
    """A FilterSet for records with snapshots. `rapportage` selects a report, and the snapshots in that report are shown.

    Without `rapportage` the counting snapshots are shown.
    """

    rapportage = django_filters.ModelChoiceFilter(
        queryset=lambda _request: Report.objects.published().newest_first(),
        to_field_name="slug",
        label="Zoals het stond in",
        empty_label="De nieuwste rapportage",
        method="already_applied",
        help_text="De rapportage waarvan u de stand wilt zien.",
    )
    zoek = django_filters.CharFilter(
        label="Woorden", method="with_words", max_length=100, help_text="Alleen wat al deze woorden bevat.",
        widget=forms.TextInput(attrs={"type": "search"}),
    )  # fmt: skip

    # The order of the fields in the form.
    field_order: list[str] = []

    @cached_property
    def form(self) -> forms.Form:
        """Return the form with ordered fields and Dutch errors. It is built only once, because a template uses it often."""
        form = super().form
        form.renderer = RENDERER
        form.order_fields(self.field_order)
        for field in form.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = "Deze keuze bestaat niet."
        return form

    def already_applied(self, queryset: QuerySet, name: str, value: Report) -> QuerySet:
        """Return the queryset unchanged, for a filter that is applied elsewhere. `filter_queryset` applies `rapportage` first."""
        return queryset

    def with_stand(self, queryset: QuerySet, report: Report | None) -> QuerySet:
        return queryset.with_stand(report)

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        raise NotImplementedError

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().filter_queryset(self.with_stand(queryset, self.form.cleaned_data["rapportage"]))

    @property
    def chosen_report(self) -> Report | None:
        return self.form.cleaned_data.get("rapportage") if self.is_valid() else None

    def in_words(self) -> list[str]:
        """Return one phrase per chosen filter, such as "status: afgerond"; an empty list when a value is invalid."""
        chosen = self.form.cleaned_data if self.is_valid() else {}
        return [f"{str(self.form[name].label).lower()}: {value}" for name, value in chosen.items() if value]

    @property
    def is_filtering(self) -> bool:
        return any(self.form.cleaned_data.values()) if self.is_valid() else False


class MeasureFilter(StandFilterSet):
    doel = django_filters.ModelChoiceFilter(
        queryset=lambda _request: Goal.objects.published(), to_field_name="number", label="Doel",
        empty_label="Alle doelen", method="towards_goal", help_text="Een van de zeven doelen.",
    )  # fmt: skip
    status = django_filters.ChoiceFilter(
        choices=Status.choices, field_name="stand_status", label="Status", empty_label="Alle statussen",
        help_text="De status in de gekozen rapportage.",
    )  # fmt: skip
    speerpunt = django_filters.ModelChoiceFilter(
        queryset=lambda _request: Priority.objects.published(), field_name="priorities", to_field_name="number",
        label="Speerpunt", empty_label="Alle speerpunten", help_text="Een van de zeven speerpunten van juli 2022.",
    )  # fmt: skip

    field_order = ["doel", "status", "speerpunt", "rapportage", "zoek"]

    class Meta:
        model = Measure
        fields: list[str] = []

    def towards_goal(self, queryset: QuerySet, name: str, value: Goal) -> QuerySet:
        report = self.form.cleaned_data["rapportage"] or Report.objects.published().progress().newest_first().first()
        return queryset.towards(value.number, report)

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.split():
            says = MeasureSnapshot.objects.published().filter(
                Q(title_printed__icontains=word) | Q(summary__icontains=word), measure=OuterRef("pk")
            )
            items = MeasureItem.objects.published().filter(snapshot__measure=OuterRef("pk"), text__icontains=word)
            queryset = queryset.filter(Q(title__icontains=word) | Exists(says) | Exists(items))
        return queryset
