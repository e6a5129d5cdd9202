"""The FilterSets for lists of measures, in pages, downloads, feeds and the API. Filter names are query parameters."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.forms.renderers import Jinja2
from django.utils.dateformat import format as format_date

from measures.enums import Status
from measures.models import Goal, GoalSnapshot, Measure, MeasureItem, MeasureSnapshot, Priority, Report
from measures.publication.gate import opened_for
from measures.words.question import found_in, read_question

# The key of a record, and some of its texts. A record may come back with other texts.
TextRow = tuple[int, Sequence[str]]

# Renders form fields with Django's Jinja2 templates, which is five times faster for a select with dozens of choices.
RENDERER = Jinja2()


def choice_of(records: Callable[[], QuerySet], key: str, **options: Any) -> django_filters.ModelChoiceFilter:
    """Return a filter whose value is the natural key of one of `records`, which are read anew for every request."""

    @lru_cache(maxsize=2)
    def unread(opened: object) -> QuerySet:
        """Return the queryset, built once for the public and once for another state of the gate. Each form reads its own copy."""
        return records()

    return django_filters.ModelChoiceFilter(queryset=lambda _request: unread(opened_for()), to_field_name=key, **options)


def choice_of_report(**options: Any) -> django_filters.ModelChoiceFilter:
    return choice_of(lambda: Report.objects.published().reports().newest_first(), "slug", **options)


def choice_of_measure(**options: Any) -> django_filters.ModelChoiceFilter:
    measures = {"label": "Maatregel", "empty_label": "Alle maatregelen", "method": "of_measure"}
    return choice_of(lambda: Measure.objects.published().in_order(), "slug", **measures | options)


def choice_of_goal(**options: Any) -> django_filters.ModelChoiceFilter:
    goals = {"label": "Doel", "empty_label": "Alle doelen", "help_text": "Een van de zeven doelen."}
    return choice_of(Goal.objects.published, "number", **goals | options)


def choice_of_status(unknown: str = Status.UNKNOWN.label) -> django_filters.ChoiceFilter:
    """Return the filter on the status of a measure or motion. `unknown` is the label of the status unknown."""
    return django_filters.ChoiceFilter(
        choices=[(value, unknown if value == Status.UNKNOWN else label) for value, label in Status.choices],
        field_name="stand_status",
        label="Status",
        empty_label="Alle statussen",
        help_text="De status in de gekozen rapportage.",
    )


class HasWords:
    """A mixin for a text search filter. `with_words` keeps the rows that the words or the number of the query parameter find.

    It reads them as the search of the site does (see `measures.words`). A question without any word finds nothing.
    """

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(pk__in=found_in(read_question(value), self.texts()))

    def texts(self) -> Iterable[TextRow]:
        """Return the searched texts of the rows, and of others that the queryset may leave out. A constant number of queries.

        A number stands in a text of its own, such as "Maatregel 4" or "31497".
        """
        raise NotImplementedError


def columns_of(rows: QuerySet, key: str, *columns: str) -> Iterable[TextRow]:
    """Return the texts in these columns, by the primary key in the column `key`. One query."""
    return ((found, texts) for found, *texts in rows.values_list(key, *columns) if found)


def with_own_words(form: forms.Form) -> forms.Form:
    """Return the form, in which every choice that does not exist is refused in the same words."""
    for field in form.fields.values():
        if isinstance(field, forms.ChoiceField):
            field.error_messages["invalid_choice"] = "Deze keuze bestaat niet."
    return form


def _told(field: forms.Field, value: Any) -> str:
    """Return a chosen value as people say it: the label of a choice, and a day in words."""
    if isinstance(value, dt.date):
        return format_date(value, "j F Y")
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        choices: Any = field.choices
        label = next(str(label) for each, label in choices if each == value)
        return label[:1].lower() + label[1:]
    return str(value)


class StandFilterSet(HasWords, django_filters.FilterSet):
    """A FilterSet for records with snapshots. `rapportage` selects a report, and the snapshots in that report are shown.

    Without `rapportage` the counting snapshots are shown; see `RecordQuerySet.with_stand`.
    """

    rapportage = choice_of_report(
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
        return with_own_words(form)

    def already_applied(self, queryset: QuerySet, name: str, value: Report) -> QuerySet:
        """Return the queryset unchanged, for a filter that is applied elsewhere. `filter_queryset` applies `rapportage` first."""
        return queryset

    def with_stand(self, queryset: QuerySet, report: Report | None) -> QuerySet:
        return queryset.with_stand(report).with_stand_columns(report)

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        return super().filter_queryset(self.with_stand(queryset, self.form.cleaned_data["rapportage"]))

    @property
    def chosen_report(self) -> Report | None:
        return self.form.cleaned_data.get("rapportage") if self.is_valid() else None

    def in_words(self) -> list[str]:
        """Return one phrase per chosen filter, such as "status: in uitvoering"; an empty list when a value is invalid."""
        chosen = {name: value for name, value in self.form.cleaned_data.items() if value} if self.is_valid() else {}
        if "zoek" in chosen:
            chosen["zoek"] = f"„{chosen['zoek']}”"
        return [f"{str(self.form[name].label).lower()}: {_told(self.form.fields[name], value)}" for name, value in chosen.items()]

    @property
    def is_filtering(self) -> bool:
        return any(self.form.cleaned_data.values()) if self.is_valid() else False


class MeasureFilter(StandFilterSet):
    doel = choice_of_goal(method="towards_goal")
    status = choice_of_status("Onbekend of geen eigen status")
    speerpunt = choice_of(
        Priority.objects.published,
        "number",
        field_name="priorities",
        label="Speerpunt",
        empty_label="Alle speerpunten",
        help_text="Een van de zeven speerpunten van juli 2022.",
    )

    field_order = ["doel", "status", "speerpunt", "rapportage", "zoek"]

    class Meta:
        model = Measure
        fields: list[str] = []

    def towards_goal(self, queryset: QuerySet, name: str, value: Goal) -> QuerySet:
        report = self.form.cleaned_data["rapportage"] or Report.objects.published().newest_progress()
        return queryset.towards(value.number, report)

    def texts(self) -> Iterable[TextRow]:
        yield from columns_of(Measure.objects.all(), "pk", "title")
        of_stands = MeasureSnapshot.objects.published()
        for key, (code, *texts) in columns_of(of_stands, "measure", "code", "title_printed", "introduction", "summary"):
            yield key, [f"Maatregel {code}", *texts]
        yield from columns_of(MeasureItem.objects.published(), "snapshot__measure", "text")


class GoalFilter(StandFilterSet):
    """The choice of a report with a matrix of goals; without `rapportage` this is the newest such report."""

    rapportage = choice_of(
        Report.objects.with_goals,
        "slug",
        label="Zoals het stond in",
        empty_label="De nieuwste rapportage die doelen noemt",
        method="already_applied",
        help_text="De rapportage waarvan u de samenhang wilt zien.",
    )
    zoek = None

    class Meta:
        model = GoalSnapshot
        fields: list[str] = []

    @cached_property
    def report(self) -> Report | None:
        """Return the report whose matrix is shown; None when no published report mentions goals."""
        return self.chosen_report or Report.objects.with_goals().first()

    def with_stand(self, queryset: QuerySet, report: Report | None) -> QuerySet:
        return queryset.filter(report=self.report)
