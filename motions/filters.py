"""The FilterSet for lists of motions."""

from collections.abc import Iterable

import django_filters
from django.db import models
from django.db.models import QuerySet

from measures.enums import Status
from measures.filters import StandFilterSet, TextRow, choice_of_measure, choice_of_status, columns_of
from measures.models import Measure, Report
from motions.models import Motion, MotionPaper, MotionSnapshot, MotionSubmitter


class Course(models.TextChoices):
    """What became of a motion, in a word. A motion of which the newest report gives no status has none of these."""

    DONE = "afgedaan", "Afgedaan"
    RUNNING = "loopt", "Loopt"
    NOT_NAMED = "niet-meer-genoemd", "Niet meer genoemd"
    WITHOUT_A_WORD = "verdwenen-zonder-uitleg", "Verdwenen zonder uitleg"


def dossiers() -> list[tuple[str, str]]:
    numbers = Motion.objects.published().values_list("number", flat=True)
    return [(dossier, dossier) for dossier in sorted({number.rpartition("-")[0] for number in numbers})]


class MotionFilter(StandFilterSet):
    voortgang = django_filters.ChoiceFilter(
        choices=Course.choices,
        label="Wat ervan werd",
        empty_label="Alle moties",
        method="of_course",
        help_text="Afgedaan, nog bezig, of weg uit de nieuwste rapportage.",
    )
    status = choice_of_status()
    maatregel = choice_of_measure(help_text="De maatregel waaraan de motie is gekoppeld.")
    dossier = django_filters.ChoiceFilter(
        choices=dossiers,
        label="Dossier",
        empty_label="Alle dossiers",
        method="in_dossier",
        help_text="Het kamerstukdossier, zoals 31497.",
    )

    field_order = ["voortgang", "status", "maatregel", "dossier", "rapportage", "zoek"]

    class Meta:
        model = Motion
        fields: list[str] = []

    def with_stand(self, queryset: QuerySet, report: Report | None) -> QuerySet:
        return super().with_stand(queryset, report).with_papers()

    def of_course(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Keep the motions of one `Course`. The status is that of the shown stand; the newest progress report names them."""
        if value == Course.DONE:
            return queryset.filter(stand_status=Status.DONE)
        newest = Report.objects.published().newest_progress()
        if value == Course.NOT_NAMED:
            return queryset.left_out_by(newest)
        if value == Course.WITHOUT_A_WORD:
            return queryset.without_a_word_after(newest)
        named = Motion.objects.named_in(newest).values("pk")
        return queryset.exclude(stand_status__in=[Status.DONE, Status.UNKNOWN]).filter(pk__in=named)

    def of_measure(self, queryset: QuerySet, name: str, value: Measure) -> QuerySet:
        return queryset.linked_to(value, report=self.form.cleaned_data["rapportage"])

    def in_dossier(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(number__startswith=f"{value}-")

    def texts(self) -> Iterable[TextRow]:
        for key, (number, former, title) in columns_of(Motion.objects.all(), "pk", "number", "former_keys", "title"):
            yield key, [*[f"Motie {each}" for each in (number, *former.split())], number.rpartition("-")[0], title]
        yield from columns_of(MotionPaper.objects.published(), "motion", "official_title", "request", "follow_up")
        yield from columns_of(MotionSubmitter.objects.published(), "paper__motion", "name", "party")
        yield from columns_of(MotionSnapshot.objects.published(), "motion", "title_printed", "explanation", "measure_printed")
