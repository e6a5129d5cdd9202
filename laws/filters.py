"""The FilterSet for lists of bills."""

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from laws.models import Bill, BillElement, BillSnapshot
from measures.filters import StandFilterSet
from measures.models import Measure, Report


class BillFilter(StandFilterSet):
    maatregel = django_filters.ModelChoiceFilter(
        queryset=lambda _request: Measure.objects.published().in_order(), to_field_name="slug", label="Maatregel",
        empty_label="Alle maatregelen", method="of_measure", help_text="De maatregel waaraan het wetsvoorstel bijdraagt.",
    )  # fmt: skip

    field_order = ["maatregel", "rapportage", "zoek"]

    class Meta:
        model = Bill
        fields: list[str] = []

    def with_stand(self, queryset: QuerySet, report: Report | None) -> QuerySet:
        return queryset.with_planning(report)

    def of_measure(self, queryset: QuerySet, name: str, value: Measure) -> QuerySet:
        return queryset.contributing_to(value)

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.split():
            says = BillSnapshot.objects.published().filter(
                Q(title_printed__icontains=word) | Q(remark__icontains=word), bill=OuterRef("pk")
            )
            elements = BillElement.objects.published().filter(snapshot__bill=OuterRef("pk"), text__icontains=word)
            queryset = queryset.filter(Q(title__icontains=word) | Exists(says) | Exists(elements))
        return queryset
