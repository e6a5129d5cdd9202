"""Querysets of motions."""

from typing import Self

from django.db.models import Model, Prefetch, Subquery

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

    def linked_to(self, *measures: Model, report: Model | None = None) -> Self:
        """Select the motions that their counting snapshot (see `with_stand(report)`) links to one of these measures.

        The primary key of that snapshot is available to the query as `stand_id`.
        """
        links = self._published_snapshots().filter(measures__in=measures)
        # The first condition follows from the second, and spares the database a search through all other motions.
        return (
            self.filter(pk__in=links.values("motion"))
            .alias(stand_id=Subquery(self._counting(report).values("pk")[:1]))
            .filter(stand_id__in=links.values("pk"))
        )
