"""Querysets of motions."""

from typing import Self

from django.db.models import Exists, Model, OuterRef, Prefetch

from measures.models import Measure
from measures.querysets import RecordQuerySet


class MotionQuerySet(RecordQuerySet):
    stand_columns = ("status",)

    def with_stand(self, report: Model | None = None) -> Self:
        """Prefetch the published measures of each snapshot as well."""
        return (
            super()
            .with_stand(report)
            .prefetch_related(Prefetch("stands__measures", queryset=Measure.objects.published().in_order()))
        )

    def linked_to(self, *measures: Model) -> Self:
        """Select the motions whose counting snapshot links them to one of these measures. Needs `with_stand()`."""
        return self.filter(Exists(self._published_snapshots().filter(pk=OuterRef("stand_id"), measures__in=measures)))
