"""The FilterSets of the API. The search parameter is `search`; a FilterSet that extends one of an HTML page removes `zoek`."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property

from laws.enums import ContractOutcome
from laws.filters import BillFilter
from laws.models import Bill
from measures.enums import ActionKind, ContractKind, SourceKind
from measures.filters import (
    HasWords,
    MeasureFilter,
    TextRow,
    choice_of,
    choice_of_goal,
    choice_of_report,
    columns_of,
    with_own_words,
)
from measures.models import (
    Correction,
    Finding,
    Goal,
    Measure,
    MeasureSnapshot,
    Priority,
    Report,
    Representation,
    Role,
    SourceNote,
)
from measures.words.question import found_in, read_question
from motions.filters import MotionFilter
from portal.agenda import Entry
from portal.agenda.answers.between import Differing, Way, between
from portal.agenda.answers.changed import entries_for, points_between
from portal.agenda.filters import AgendaFilter, MomentFilter
from portal.changes import Change
from portal.changes.filters import ChangesFilter
from portal.outputs.api.lists import WholeNumberField


class WholeNumberFilter(django_filters.Filter):
    field_class = WholeNumberField


def _search(method: str = "with_words") -> django_filters.CharFilter:
    return django_filters.CharFilter(method=method, max_length=100, help_text="Alleen wat al deze woorden bevat.")


def _day(words: str) -> django_filters.DateFilter:
    return django_filters.DateFilter(
        method="already_applied", input_formats=["%Y-%m-%d"], help_text=words,
        error_messages={"invalid": "Deze dag bestaat niet. Schrijf een dag als 2027-08-01."},
    )  # fmt: skip


class WordFilter(HasWords, django_filters.FilterSet):
    """A FilterSet with a `search` parameter, which finds words in the ORM fields of `searched`.

    `numbered` is the word before the number of a record, such as "Doel" for "Doel 4".
    """

    searched: tuple[str, ...] = ()
    numbered = ""

    search = _search()

    @cached_property
    def form(self) -> forms.Form:
        return with_own_words(super().form)

    def texts(self) -> Iterable[TextRow]:
        rows = self._meta.model._default_manager.all()
        yield from columns_of(rows, "pk", *self.searched)
        if self.numbered:
            yield from ((key, [f"{self.numbered} {number}"]) for key, (number,) in columns_of(rows, "pk", "number"))


def _of_report() -> django_filters.ModelChoiceFilter:
    return choice_of_report(field_name="report", help_text="Alleen wat deze rapportage zegt.")


class ReportFilter(WordFilter):
    soort = django_filters.ChoiceFilter(choices=ContractKind.choices, field_name="kind", help_text="De soort rapportage.")
    searched = ("title", "summary", "kamerstuk")

    class Meta:
        model = Report
        fields: list[str] = []


class SourceFilter(WordFilter):
    soort = django_filters.ChoiceFilter(choices=SourceKind.choices, field_name="kind", help_text="De soort bron.")
    searched = ("title", "summary", "official_number")

    class Meta:
        model = Report
        fields: list[str] = []


class ApiGoalFilter(WordFilter):
    searched = ("title",)
    numbered = "Doel"

    class Meta:
        model = Goal
        fields: list[str] = []


class PriorityFilter(WordFilter):
    searched = ("title",)
    numbered = "Speerpunt"

    class Meta:
        model = Priority
        fields: list[str] = []


class RoleFilter(WordFilter):
    searched = ("name", "plural")

    class Meta:
        model = Role
        fields: list[str] = []


class RepresentationFilter(WordFilter):
    searched = ("group_printed", "party__name")

    class Meta:
        model = Representation
        fields: list[str] = []


class ApiMeasureFilter(MeasureFilter):
    search = _search()
    nummer = WholeNumberFilter(field_name="number", help_text="Het nummer van een hoofdmaatregel, 1 tot en met 25.")
    hoofdmaatregel = choice_of(
        lambda: Measure.objects.published().main(),
        "slug",
        field_name="parent",
        help_text="Alleen de deelmaatregelen van deze hoofdmaatregel.",
    )
    zoek = None


class StandsOfMeasureFilter(WordFilter):
    searched = ("code", "title_printed", "introduction", "summary", "items__text")

    class Meta:
        model = MeasureSnapshot
        fields: list[str] = []


class ApiBillFilter(BillFilter):
    search = _search()
    uitkomst = django_filters.ChoiceFilter(
        choices=ContractOutcome.choices,
        method="with_outcome",
        help_text="Wat er van het wetsvoorstel werd.",
    )
    zoek = None

    def with_outcome(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        # In Python, because the outcome follows from the day and from all sources: see `laws.outcome`.
        return queryset.filter(pk__in=[bill.pk for bill in queryset if bill.situation.in_contract == value])


class ApiMotionFilter(MotionFilter):
    search = _search()
    zoek = None


class ApiMomentFilter(MomentFilter):
    """The filters of a single action: the day, and the report that counts as the newest."""

    datum = _day("De dag waarvoor u de stand vraagt. Leeg is vandaag.")
    zoek = None


class ApiAgendaFilter(AgendaFilter):
    datum = ApiMomentFilter.base_filters["datum"]
    search = _search()
    rol = choice_of(Role.objects.published, "slug", field_name="roles", help_text="Alleen acties voor deze rol.")
    soort = django_filters.ChoiceFilter(choices=ActionKind.choices, field_name="kind", help_text="Verplicht of mogelijk.")
    wetsvoorstel = choice_of(
        Bill.objects.published, "slug", method="already_applied", help_text="Alleen acties die aan dit wetsvoorstel hangen."
    )
    zoek = None

    @property
    def needs_standings(self) -> bool:
        """Return whether a chosen filter needs the computed facts of each action. The database applies the other filters."""
        return bool(self.chosen_standing or self.form.cleaned_data["wetsvoorstel"])

    @property
    def results(self) -> list[Entry]:
        """Return the entries that pass all filters."""
        # Filtered here and not in the database: the bills of an action are computed, like its standing.
        bill = self.form.cleaned_data["wetsvoorstel"]
        return [entry for entry in self.shown if bill is None or bill in entry.facts.bills]


class ApiChangesFilter(ChangesFilter):
    """The comparison of two reports. `van` (from) and `naar` (to) are both required, unlike on the HTML page."""

    required_keys = ("van", "naar")

    search = _search(method="already_applied")

    def __init__(self, data: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name in self.required_keys:
            self.form.fields[name].required = True

    def completed(self, data: QueryDict) -> QueryDict:
        """Return `data` unchanged. The HTML page fills in default reports here, but a client must name both."""
        return data

    @property
    def results(self) -> list[Change]:
        shown = self.comparison.shown if self.comparison else []
        if not (asked := self.form.cleaned_data["search"]):
            return shown
        found = set(found_in(read_question(asked), enumerate(map(_texts, shown))))
        return [change for place, change in enumerate(shown) if place in found]


def _texts(change: Change) -> list[str]:
    return [change.subject.name, change.detail, change.old, change.new, change.remark]


class RoleChangesFilter(WordFilter):
    """The two moments of what changed for a role. A moment is a day, and what was known: everything, or up to one report."""

    van = _day("De eerste dag. Leeg is de dag van vanRapportage, of een jaar voor de tweede dag.")
    vanRapportage = choice_of_report(method="already_applied", help_text="Alsof dit toen de nieuwste was. Leeg is alles.")
    naar = _day("De tweede dag. Leeg is de dag van naarRapportage, of vandaag.")
    naarRapportage = choice_of_report(method="already_applied", help_text="Alsof dit dan de nieuwste is. Leeg is alles.")
    soort = django_filters.ChoiceFilter(choices=Way.choices, method="already_applied", help_text="De soort verschil.")
    search = _search(method="already_applied")

    class Meta:
        model = Role
        fields: list[str] = []

    def already_applied(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Leave the roles as they are: `differing` applies these filters."""
        return queryset

    def differing(self, role: Role) -> list[Differing]:
        """Return what changed for a role and passes the filters, in the order of the page."""
        asked = self.form.cleaned_data
        earlier, later = points_between(asked["van"], asked["vanRapportage"], asked["naar"], asked["naarRapportage"])
        entries_at = entries_for(role)
        found = [each for each in between(entries_at(earlier), entries_at(later)) if asked["soort"] in ("", each.way)]
        if not asked["search"]:
            return found
        kept = set(found_in(read_question(asked["search"]), ((n, [each.action.text]) for n, each in enumerate(found))))
        return [each for n, each in enumerate(found) if n in kept]


class FindingFilter(WordFilter):
    doel = choice_of_goal(field_name="goal", help_text="Alleen bevindingen bij dit doel.")
    rapportage = _of_report()
    searched = ("text",)

    class Meta:
        model = Finding
        fields: list[str] = []


class SourceNoteFilter(WordFilter):
    rapportage = _of_report()
    searched = ("title", "text")

    class Meta:
        model = SourceNote
        fields: list[str] = []


class CorrectionFilter(WordFilter):
    rapportage = _of_report()
    searched = ("subject_title", "field", "old_value", "new_value", "reason")

    class Meta:
        model = Correction
        fields: list[str] = []
