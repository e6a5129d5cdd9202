"""The filters of the agenda. One implementation for the page, the exports and every other output."""

import datetime as dt
from collections.abc import Iterable
from functools import cached_property

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from measures.filters import StandFilterSet, choice_of, choice_of_goal, choice_of_measure, choice_of_report
from measures.models import Action, Goal, Measure, Report, Sector
from portal.agenda import Entry, Standing, agenda_of
from portal.agenda.memory import Agenda
from portal.core.dates import in_dutch, today

DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y"]


class DayInput(forms.DateInput):
    """A browser takes a day in one form; a day in our other form becomes that, and what is no day stands in the message."""

    input_type = "date"

    def format_value(self, value: dt.date | str | None) -> str:
        try:
            day = forms.DateField(input_formats=DAY_FORMATS).to_python(value)
        except forms.ValidationError:
            return ""
        return day.isoformat() if day else ""


class MomentFilter(StandFilterSet):
    """A day, and the report that is the latest one known."""

    datum = django_filters.DateFilter(
        label="Op welke dag", method="already_applied", input_formats=DAY_FORMATS, widget=DayInput,
        help_text="Leeg is vandaag.",
        error_messages={"invalid": "Deze dag bestaat niet. Schrijf een dag als 2027-08-01 of 01-08-2027."},
    )  # fmt: skip
    rapportage = choice_of_report(
        label="Zoals bekend in",
        empty_label="Alles wat nu bekend is",
        method="already_applied",
        help_text="Alsof dit de nieuwste rapportage is.",
    )

    field_order = ["datum", "rapportage"]

    class Meta:
        model = Action
        fields: list[str] = []

    def with_stand(self, queryset: QuerySet, report: Report | None) -> QuerySet:
        """Actions have no stand of their own: their standing is computed in `entries`."""
        return queryset

    def says(self, word: str) -> Q:
        return Q(text__icontains=word) | Q(pk__in=Action.objects.about(word))

    def _value(self, name: str):  # as many types as there are fields
        return self.form.cleaned_data.get(name) if self.is_valid() else None

    @property
    def day(self) -> dt.date:
        return self._value("datum") or today()

    @property
    def chosen_day(self) -> dt.date | None:
        """The day that was asked for; None where that is today: what holds then, holds now."""
        return self.day if self.day != today() else None

    @cached_property
    def latest_known(self) -> Report | None:
        """The newest progress report that is known; actions that it does not name say where they were named last."""
        known = Report.objects.known_with(self.chosen_report)
        return known.newest_progress() or self.chosen_report

    @cached_property
    def _agenda(self) -> Agenda:
        return agenda_of(self.chosen_report)

    @property
    def actions(self) -> QuerySet[Action]:
        """What the filters leave, as far as it was known, without a standing yet; nothing where a filter is wrong."""
        return self._agenda.known_of(self.qs) if self.is_valid() else self.queryset.none()

    def entries_of(self, actions: Iterable[Action]) -> list[Entry]:
        """Some of `actions`, each with its standing on the day."""
        return self._agenda.entries_of((action.pk for action in actions), self.day)

    @cached_property
    def entries(self) -> list[Entry]:
        """What the filters leave, each with its standing on the day."""
        return self._agenda.entries(self.actions, self.day)

    def in_words(self) -> list[str]:
        """What is chosen, said in words: "op 1 augustus 2027", "zoals bekend in …"."""
        chosen = self._value("datum")
        words = [f"op {in_dutch(chosen)}" if chosen else f"vandaag, {in_dutch(self.day)}"]
        report = self.chosen_report
        return [*words, f"zoals bekend in: {report}" if report else "volgens alles wat nu bekend is"]


class AgendaFilter(MomentFilter):
    sector = choice_of(
        Sector.objects.all,
        "slug",
        label="Sector",
        empty_label="Alle sectoren",
        method="in_sector",
        help_text="Acties zonder sector gelden voor alle.",
    )
    maatregel = choice_of_measure(help_text="Met haar deelmaatregelen.")
    doel = choice_of_goal(method="towards_goal")
    stand = django_filters.ChoiceFilter(
        choices=Standing.choices, label="Stand", empty_label="Alle standen", method="already_applied",
        help_text="Hoe het er op die dag voor staat.",
    )  # fmt: skip

    field_order = ["sector", "datum", "rapportage", "maatregel", "doel", "stand", "zoek"]

    def in_sector(self, queryset: QuerySet, name: str, value: Sector) -> QuerySet:
        return queryset.in_sector(value)

    def of_measure(self, queryset: QuerySet, name: str, value: Measure) -> QuerySet:
        return queryset.of_measure(value)

    def towards_goal(self, queryset: QuerySet, name: str, value: Goal) -> QuerySet:
        """By the goals and measures of the newest progress report that is known."""
        known = Report.objects.known_with(self._value("rapportage"))
        return queryset.of_measures(Measure.objects.towards(value.number, known.newest_progress()))

    @property
    def chosen_standing(self) -> str:
        return self._value("stand") or ""

    @cached_property
    def shown(self) -> list[Entry]:
        """The entries of the chosen standing; all of them when none is chosen."""
        return [entry for entry in self.entries if self.chosen_standing in ("", entry.standing)]

    def in_words(self) -> list[str]:
        words = super().in_words()
        if sector := self._value("sector"):
            words.insert(0, sector.slug)
        if measure := self._value("maatregel"):
            words.append(f"maatregel: {measure.title}")
        if goal := self._value("doel"):
            words.append(f"doel {goal.number}")
        if self.chosen_standing:
            words.append(f"stand: {Standing(self.chosen_standing).label.lower()}")
        if search := self._value("zoek"):
            words.append(f"met „{search}”")
        return words
