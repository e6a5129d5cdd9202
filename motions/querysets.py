"""Querysets of motions."""

from typing import Self

from django.apps import apps
from django.db.models import Exists, F, IntegerField, Model, OuterRef, Prefetch, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Left, Length, Reverse, Right, StrIndex

from measures.enums import Status
from measures.models import Measure
from measures.querysets import OfReportQuerySet, RecordQuerySet


def by_number(path: str = "number") -> tuple[Combinable, Combinable]:
    """Return the expressions for `order_by` that sort by number: first the dossier, then the piece as a number.

    So 31497-99 comes before 31497-305. `path` leads from a row to the number of a motion.
    """
    # The place of the last dash, counted from the end.
    dash = StrIndex(Reverse(F(path)), Value("-"))
    return Left(F(path), Length(F(path)) - dash), Cast(Right(F(path), dash - 1), IntegerField())


def number_key(number: str) -> tuple[str, int]:
    """Return a sort key for a number in memory. It gives the same order as `by_number` in a query."""
    dossier, _, piece = number.rpartition("-")
    return dossier, int(piece)


class SubmitterQuerySet(OfReportQuerySet):
    report_path = "paper__report"


class MotionQuerySet(RecordQuerySet):
    stand_columns = ("status",)

    def named_in(self, report: Model | None) -> Self:
        """Select the motions that the published `report` names; none without a report."""
        return self.filter(pk__in=self._published_snapshots().filter(report=report).values("motion"))

    def left_out_by(self, newest: Model | None) -> Self:
        """Select the motions that `newest` does not name while they were not done. Needs `with_stand_columns()`."""
        return self.exclude(stand_status=Status.DONE).exclude(pk__in=self.named_in(newest).values("pk"))

    def without_a_word_after(self, newest: Model | None) -> Self:
        """Select those of `left_out_by` of which no source says more after the day of their counting snapshot."""
        # `Report.day` as an expression.
        until = Coalesce(F("report__reference_date"), F("report__publication_latest"))
        papers = apps.get_model("motions", "MotionPaper")._default_manager.published().exclude(follow_up="")
        last_day = Subquery(self._counting(None).annotate(until=until).values("until")[:1])
        later = papers.annotate(until=until).filter(motion=OuterRef("pk"), until__gt=OuterRef("last_day"))
        return self.left_out_by(newest).alias(last_day=last_day).exclude(Exists(later))

    def in_order(self) -> Self:
        """Sort by number. Its parts are available to the query as `dossier_part` and `piece`."""
        dossier, piece = by_number()
        return self.alias(dossier_part=dossier, piece=piece).order_by("dossier_part", "piece")

    def with_stand(self, report: Model | None = None) -> Self:
        """Add the counting snapshot and `stands` (see `RecordQuerySet.with_stand`), with the published measures of each snapshot.

        Three queries, however many motions.
        """
        return (
            super()
            .with_stand(report)
            .prefetch_related(Prefetch("stands__measures", queryset=Measure.objects.published().in_order()))
        )

    def with_papers(self) -> Self:
        """Prefetch `public_papers`: the published rows about each motion itself, with their submitters. Two queries.

        A chosen report does not matter: who submitted a motion, and what it asks, is no matter of a moment.
        """
        papers = apps.get_model("motions", "MotionPaper")._default_manager.published().select_related("report")
        return self.prefetch_related(Prefetch("papers", papers.prefetch_related("submitters"), to_attr="public_papers"))

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
