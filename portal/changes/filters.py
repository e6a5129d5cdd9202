"""The filters that choose two reports: one implementation for pages, exports, feeds and the API."""

from functools import cached_property
from typing import Any

import django_filters
from django.http import HttpRequest, QueryDict

from measures.filters import StandFilterSet, choice_of_report
from measures.models import Report
from portal.changes.change import ChangeKind
from portal.changes.comparison import Comparison, compare


class ChangesFilter(StandFilterSet):
    """The filters `van` (from), `naar` (to) and `soort` (kind of change).

    By default `naar` is the newest progress report, and `van` the progress report before `naar`.
    """

    van = choice_of_report(
        label="Van",
        empty_label="De voortgangsrapportage ervoor",
        method="already_applied",
        help_text="De rapportage waarmee u begint.",
    )
    naar = choice_of_report(
        label="Naar",
        empty_label="De nieuwste voortgangsrapportage",
        method="already_applied",
        help_text="De rapportage waarmee u vergelijkt.",
    )
    soort = django_filters.ChoiceFilter(
        choices=ChangeKind.choices, label="Soort wijziging", empty_label="Alle soorten", method="already_applied",
        help_text="Toon alleen deze soort.",
    )  # fmt: skip
    # Removes two inherited filters, which only make sense for a list of records.
    rapportage = None
    zoek = None

    field_order = ["van", "naar", "soort"]

    class Meta:
        model = Report
        fields: list[str] = []

    def __init__(self, data: QueryDict, *, request: HttpRequest | None = None, **kwargs: Any) -> None:
        self.asked = any(data.get(name) for name in self.field_order)
        super().__init__(self.completed(data), queryset=Report.objects.none(), request=request, **kwargs)

    def completed(self, data: QueryDict) -> QueryDict:
        """Return a copy of the query parameters with the default reports filled in.

        The default for `van` is the newest progress report that is older than `naar`.
        """
        filled = data.copy()
        if not data.get("naar"):
            newest = Report.objects.published().newest_progress()
            filled["naar"] = newest.slug if newest else ""
        if not data.get("van"):
            later = Report.objects.published().filter(slug=filled["naar"]).first()
            before = Report.objects.published().progress_before(later) if later else None
            filled["van"] = before.slug if before else ""
        return filled

    @property
    def is_filtering(self) -> bool:
        """Return whether the visitor chose a filter, with valid values.

        The original query parameters decide, because the form always contains the default reports.
        """
        return self.asked and self.is_valid()

    @cached_property
    def comparison(self) -> Comparison | None:
        """Return the comparison; None if a filter value is invalid or there are no two reports to compare."""
        chosen = self.form.cleaned_data if self.is_valid() else {}
        earlier, later = chosen.get("van"), chosen.get("naar")
        return compare(earlier, later, kind=chosen["soort"]) if earlier and later else None
