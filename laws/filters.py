"""The FilterSet for lists of bills."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from laws.models import Bill, BillElement, BillSnapshot
from measures.filters import StandFilterSet, choice_of_measure
from measures.models import Measure, Report


class BillFilter(StandFilterSet):
    maatregel = choice_of_measure(help_text="De maatregel waaraan het wetsvoorstel bijdraagt.")

    field_order = ["maatregel", "rapportage", "zoek"]

    class Meta:
        model = Bill
        fields: list[str] = []

    def with_stand(self, queryset: QuerySet, report: Report | None) -> QuerySet:
        return queryset.with_planning(report).with_outcome(report)

    def of_measure(self, queryset: QuerySet, name: str, value: Measure) -> QuerySet:
        return queryset.contributing_to(value, report=self.form.cleaned_data["rapportage"])

    def says(self, word: str) -> Q:
        of_snapshots = Q(title_printed__icontains=word) | Q(remark__icontains=word)
        snapshots = BillSnapshot.objects.published().filter(of_snapshots, bill=OuterRef("pk"))
        elements = BillElement.objects.published().filter(snapshot__bill=OuterRef("pk"), text__icontains=word)
        return Q(title__icontains=word) | Exists(snapshots) | Exists(elements)
