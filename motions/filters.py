"""The FilterSet for lists of motions."""

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet

from measures.enums import Status
from measures.filters import StandFilterSet
from measures.models import Measure
from motions.models import Motion, MotionSnapshot


def dossiers() -> list[tuple[str, str]]:
    numbers = Motion.objects.published().values_list("number", flat=True)
    return [(dossier, dossier) for dossier in sorted({number.rpartition("-")[0] for number in numbers})]


class MotionFilter(StandFilterSet):
    status = django_filters.ChoiceFilter(
        choices=Status.choices, field_name="stand_status", label="Status", empty_label="Alle statussen",
        help_text="De status in de gekozen rapportage.",
    )  # fmt: skip
    maatregel = django_filters.ModelChoiceFilter(
        queryset=lambda _request: Measure.objects.published().in_order(), to_field_name="slug", label="Maatregel",
        empty_label="Alle maatregelen", method="of_measure", help_text="De maatregel waaraan de motie is gekoppeld.",
    )  # fmt: skip
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
        return queryset.linked_to(value)

    def in_dossier(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(number__startswith=f"{value}-")

    def with_words(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        for word in value.split():
            says = MotionSnapshot.objects.published().filter(
                Q(title_printed__icontains=word) | Q(explanation__icontains=word), motion=OuterRef("pk")
            )
            queryset = queryset.filter(Q(number__icontains=word) | Q(title__icontains=word) | Exists(says))
        return queryset
