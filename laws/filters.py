"""The FilterSet for lists of bills."""

from collections.abc import Iterable

from django.db.models import QuerySet

from laws.models import Bill, BillElement, BillSnapshot
from measures.filters import StandFilterSet, TextRow, choice_of_measure, columns_of
from measures.models import Measure, Report


class BillFilter(StandFilterSet):
    maatregel = choice_of_measure(help_text="De maatregel waaraan het wetsvoorstel bijdraagt.")

    field_order = ["maatregel", "rapportage", "zoek"]

    class Meta:
        model = Bill
        fields: list[str] = []

    def with_stand(self, queryset: QuerySet, report: Report | None) -> QuerySet:
        return queryset.with_planning(report)

    def of_measure(self, queryset: QuerySet, name: str, value: Measure) -> QuerySet:
        return queryset.contributing_to(value, report=self.form.cleaned_data["rapportage"])

    def texts(self) -> Iterable[TextRow]:
        yield from columns_of(Bill.objects.all(), "pk", "dossier", "title")
        yield from columns_of(BillSnapshot.objects.published(), "bill", "title_printed", "remark")
        yield from columns_of(BillElement.objects.published(), "snapshot__bill", "text")
