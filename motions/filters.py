"""The FilterSet for lists of motions."""

from collections.abc import Iterable

import django_filters
from django.db.models import QuerySet

from measures.filters import StandFilterSet, TextRow, choice_of_measure, choice_of_status, columns_of
from measures.models import Measure
from motions.models import Motion, MotionSnapshot


def dossiers() -> list[tuple[str, str]]:
    numbers = Motion.objects.published().values_list("number", flat=True)
    return [(dossier, dossier) for dossier in sorted({number.rpartition("-")[0] for number in numbers})]


class MotionFilter(StandFilterSet):
    status = choice_of_status()
    maatregel = choice_of_measure(help_text="De maatregel waaraan de motie is gekoppeld.")
    dossier = django_filters.ChoiceFilter(
        choices=dossiers,
        label="Dossier",
        empty_label="Alle dossiers",
        method="in_dossier",
        help_text="Het kamerstukdossier, zoals 31497.",
    )

    field_order = ["status", "maatregel", "dossier", "rapportage", "zoek"]

    class Meta:
        model = Motion
        fields: list[str] = []

    def of_measure(self, queryset: QuerySet, name: str, value: Measure) -> QuerySet:
        return queryset.linked_to(value, report=self.form.cleaned_data["rapportage"])

    def in_dossier(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(number__startswith=f"{value}-")

    def texts(self) -> Iterable[TextRow]:
        for key, (number, title) in columns_of(Motion.objects.all(), "pk", "number", "title"):
            yield key, [f"Motie {number}", number.rpartition("-")[0], title]
        yield from columns_of(MotionSnapshot.objects.published(), "motion", "title_printed", "explanation", "measure_printed")
