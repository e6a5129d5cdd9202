"""Querysets of motions."""

from typing import Self

from django.db.models import Exists, Model, OuterRef, Prefetch

from measures.models import Measure
from measures.querysets import RecordQuerySet


class MotionQuerySet(RecordQuerySet):
    stand_columns = ("status",)

    def with_stand(self, report: Model | None = None) -> Self:
        """Add the counting snapshot and `stands` (see `RecordQuerySet.with_stand`), with the published measures of each snapshot.

        Three queries, however many motions.
        """
        return (
            super()
            .with_stand(report)
            .prefetch_related(Prefetch("stands__measures", queryset=Measure.objects.published().in_order()))
        )

    def linked_to(self, *measures: Model) -> Self:
        """Select the motions that their counting snapshot links to one of these measures.

        Needs `with_stand()`, which defines that snapshot.
        """
        return self.filter(Exists(self._published_snapshots().filter(pk=OuterRef("stand_id"), measures__in=measures)))
