"""The query parameters of the search: the search terms (`q`), and the filters `soort` (kind) and `rapportage` (report)."""

from dataclasses import dataclass
from functools import cached_property

import django_filters
from django import forms

from measures.filters import StandFilterSet, choice_of_report
from measures.kinds import BILL, MEASURE, MOTION
from measures.models import Measure, Report
from portal.search.finding import Found, find
from portal.search.matching import Match
from portal.search.models import SearchDocument

LONGEST_QUESTION = 100
# The kinds of answers that are about one record which readers can follow by e-mail, with the word for that kind of record.
OF_RECORDS: dict[str, str] = {each.word: each.word for each in (MEASURE, BILL, MOTION)} | {
    SearchDocument.Kind.STAND: MEASURE.word
}


@dataclass(frozen=True)
class FacetChoice:
    """One value of a filter. `count` is the number of results if the visitor chooses this value."""

    value: str
    label: str
    count: int
    is_chosen: bool


class SearchFilter(StandFilterSet):
    q = django_filters.CharFilter(
        label="Zoekwoorden", max_length=LONGEST_QUESTION, method="already_applied",
        help_text="Een of meer woorden, of een nummer zoals 31497-305, 16b of M4.",
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"max_length": f"Gebruik niet meer dan {LONGEST_QUESTION} letters en cijfers."},
    )  # fmt: skip
    soort = django_filters.ChoiceFilter(choices=SearchDocument.Kind.choices, label="Soort", method="already_applied")
    rapportage = choice_of_report(label="Rapportage", method="already_applied")
    # Removes the inherited filter: the search terms are in `q`.
    zoek = None

    field_order = ["q", "soort", "rapportage"]

    class Meta:
        model = SearchDocument
        fields: list[str] = []

    @property
    def question(self) -> str:
        return self.form.cleaned_data["q"] if self.is_valid() else ""

    @property
    def kind(self) -> str:
        return self.form.cleaned_data["soort"] if self.is_valid() else ""

    @property
    def report(self) -> str:
        return self.chosen_report.slug if self.chosen_report else ""

    @cached_property
    def found(self) -> Found:
        return find(self.question)

    @property
    def answers(self) -> list[Match]:
        return self.found.chosen(self.kind, self.report)

    @property
    def records(self) -> list[tuple[str, str]]:
        """Return the word and the key of each measure, bill and motion of the answers. An action stands for its measures.

        One query when there are actions. The second part of the path of a page is the key of its record.
        """
        found = [(OF_RECORDS[match.kind], match.url.split("/")[2]) for match in self.answers if match.kind in OF_RECORDS]
        actions = [match.url.split("/")[2] for match in self.answers if match.kind == SearchDocument.Kind.ACTION]
        measures = Measure.objects.published().in_order().filter(actions__slug__in=actions).distinct() if actions else []
        return found + [(MEASURE.word, measure.slug) for measure in measures]

    @property
    def kinds(self) -> list[FacetChoice]:
        counts = self.found.count_by_kind(self.report)
        choices = [FacetChoice(kind, kind.label, counts[kind], kind == self.kind) for kind in SearchDocument.Kind]
        return [choice for choice in choices if choice.count or choice.is_chosen]

    @property
    def reports(self) -> list[FacetChoice]:
        """Return a choice for each report that mentions any of the matches, newest first. The chosen report is always there."""
        counts = self.found.count_by_report(self.kind)
        choices = [
            FacetChoice(report.slug, report.short_name, counts[report.slug], report.slug == self.report)
            for report in Report.objects.published().newest_first()
        ]
        return [choice for choice in choices if choice.count or choice.is_chosen]
