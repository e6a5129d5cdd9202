"""The filters of the agenda: one implementation for pages, exports and the API."""

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict

from measures.filters import StandFilterSet, TextRow, choice_of, choice_of_goal, choice_of_measure, choice_of_report, columns_of
from measures.models import Action, ActionMention, Goal, Measure, Report, Role, Sector
from portal.agenda import Entry, Standing, agenda_of
from portal.agenda.memory import Agenda
from portal.agenda.sectors import OF_SCHOOLS, SPECIALISED, WITH_SPECIALISED
from portal.core.dates import in_dutch, today

DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y"]


class DayInput(forms.DateInput):
    """An `<input type="date">`. Its value must be in ISO 8601, so a day in another of `DAY_FORMATS` is converted.

    Text that is not a day leaves the field empty: a browser cannot show it there.
    """

    input_type = "date"

    def format_value(self, value: dt.date | str | None) -> str:
        try:
            day = forms.DateField(input_formats=DAY_FORMATS).to_python(value)
        except forms.ValidationError:
            return ""
        return day.isoformat() if day else ""


class MomentFilter(StandFilterSet):
    """The filters that choose a day and the known reports.

    `datum` is the day of the standings, by default today. `rapportage` is the newest known report. By default all
    published reports are known.
    """

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
        """Return `queryset` unchanged: reports have no snapshots of actions. `entries` computes their standings instead."""
        return queryset

    def texts(self) -> Iterable[TextRow]:
        yield from columns_of(Action.objects.all(), "pk", "text", "right")
        yield from columns_of(ActionMention.objects.published(), "action", "condition")
        for key, (number, title) in columns_of(Measure.objects.published(), "actions", "number", "title"):
            yield key, [str(number or ""), title]

    def _value(self, name: str):  # No return annotation: the type depends on the field.
        return self.form.cleaned_data.get(name) if self.is_valid() else None

    @property
    def day(self) -> dt.date:
        return self._value("datum") or today()

    @property
    def chosen_day(self) -> dt.date | None:
        """Return the chosen day, or None for today. Pages then say "now" rather than a date."""
        return self.day if self.day != today() else None

    @cached_property
    def latest_known(self) -> Report | None:
        """Return the newest known progress report; without any, the chosen report, which may be None.

        An action that this report does not mention is shown with the report that mentioned it last.
        """
        return self._agenda.newest_progress or self.chosen_report

    @cached_property
    def _agenda(self) -> Agenda:
        return agenda_of(self.chosen_report)

    @property
    def actions(self) -> QuerySet[Action]:
        """Return the actions that match the filters and that a known report mentions; none if a filter value is invalid."""
        return self._agenda.known_of(self.qs) if self.is_valid() else self.queryset.none()

    @property
    def keys(self) -> Sequence[int] | QuerySet:
        """Return the primary keys of `actions`, in the order of entry."""
        return self.actions.values_list("pk", flat=True)

    def entries_of(self, keys: Iterable[int]) -> list[Entry]:
        """Return an entry for each of these keys, in their order. They must be some of `self.keys`."""
        return self._agenda.entries_of(keys, self.day)

    @cached_property
    def entries(self) -> list[Entry]:
        """Return an entry, with its standing on the day, for each of `self.keys`."""
        return self.entries_of(self.keys)

    def in_words(self) -> list[str]:
        """Return Dutch phrases for the chosen day and report, such as "op 1 augustus 2027" (on 1 August 2027)."""
        chosen = self._value("datum")
        words = [f"op {in_dutch(chosen)}" if chosen else f"vandaag, {in_dutch(self.day)}"]
        report = self.chosen_report
        return [*words, f"zoals bekend in: {report}" if report else "volgens alles wat nu bekend is"]


class AgendaFilter(MomentFilter):
    """The filters of a list of actions: those of `MomentFilter`, and sector, measure, goal, standing and search text (`zoek`).

    The list has the actions for `role`; None: the actions for all roles.
    """

    sector = choice_of(
        Sector.objects.published,
        "slug",
        label="Sector",
        empty_label="Alle sectoren",
        method="in_sector",
        help_text="Acties zonder sector gelden voor alle. Wie geen school is, ziet bij po en vo ook acties voor go.",
    )
    maatregel = choice_of_measure(help_text="Met haar deelmaatregelen.")
    doel = choice_of_goal(method="towards_goal")
    stand = django_filters.ChoiceFilter(
        choices=Standing.choices, label="Stand", empty_label="Alle standen", method="already_applied",
        help_text="Hoe het er op die dag voor staat.",
    )  # fmt: skip

    field_order = ["sector", "datum", "rapportage", "maatregel", "doel", "stand", "zoek"]

    def __init__(self, data: QueryDict, *, role: Role | None = None, **kwargs: Any) -> None:
        super().__init__(data, **{"queryset": Action.objects.for_role(role) if role else Action.objects.all()} | kwargs)
        self.role = role

    @property
    def keys(self) -> Sequence[int] | QuerySet:
        # Without a filter that the database applies, the agenda knows the actions of each role already.
        chooses = any(self._value(name) for name, each in self.filters.items() if each.method != "already_applied")
        return super().keys if chooses or not self.is_valid() else self._agenda.keys_for(self.role)

    @property
    def of_role(self) -> list[Entry]:
        """Return the entries of all known actions for the role on the day, whatever the other filters choose."""
        return self.entries_of(self._agenda.keys_for(self.role)) if self.is_valid() else []

    @property
    def chosen_sector(self) -> Sector | None:
        return self._value("sector")

    @property
    def chooses_more(self) -> bool:
        """Return whether more than a sector is chosen. A page shows the chosen sector in its row of sectors."""
        return any(value for name, value in self.form.cleaned_data.items() if name != "sector") if self.is_valid() else False

    def in_sector(self, queryset: QuerySet, name: str, value: Sector) -> QuerySet:
        """Keep the actions for a sector, and for organisations that are no school also those for specialised education."""
        found, role = queryset.in_sector(value), self.role or self._value("rol")
        if value.slug not in WITH_SPECIALISED or (role and role.slug in OF_SCHOOLS):
            return found
        across = Role.objects.filter(pk=role.pk) if role else Role.objects.exclude(slug__in=OF_SCHOOLS)
        also = Action.objects.filter(sectors__slug=SPECIALISED, roles__in=across)
        return queryset.filter(Q(pk__in=found.values("pk")) | Q(pk__in=also.values("pk")))

    def of_measure(self, queryset: QuerySet, name: str, value: Measure) -> QuerySet:
        return queryset.of_measure(value)

    def towards_goal(self, queryset: QuerySet, name: str, value: Goal) -> QuerySet:
        """Keep the actions of measures that the newest known progress report places under this goal."""
        known = Report.objects.known_with(self._value("rapportage"))
        return queryset.of_measures(Measure.objects.towards(value.number, known.newest_progress()))

    @property
    def chosen_standing(self) -> str:
        return self._value("stand") or ""

    @cached_property
    def shown(self) -> list[Entry]:
        """Return the entries with the chosen standing; all entries when none is chosen."""
        chosen = self.chosen_standing
        return [entry for entry in self.entries if entry.standing == chosen] if chosen else self.entries

    def in_words(self) -> list[str]:
        words = super().in_words()
        if sector := self.chosen_sector:
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
