"""Querysets of bills."""

from typing import Self

from django.db.models import Case, Exists, F, Model, OuterRef, Prefetch, Value, When

from laws.enums import Outcome
from measures.models import Measure, Report
from measures.querysets import OfReportQuerySet, RecordQuerySet


class OfBillSnapshotQuerySet(OfReportQuerySet):
    report_path = "snapshot__report"


class BillQuerySet(RecordQuerySet):
    stand_columns = ("outcome",)

    def with_planning(self, report: Model | None = None) -> Self:
        """Add the counting snapshot (see `with_stand()`), planning, contributions, entries into force and successor of each bill.

        Annotates `stand_id`, `outcome_now` and `successor_is_public`. Prefetches `stands`, `public_entries` and
        `public_predecessors`. Seven queries, however many bills.

        With `report`, bills that it does not mention are left out. Entries into force, successors and predecessors that only
        later reports mention are ignored.
        """
        known = {"report__in": Report.objects.known_with(report)} if report else {}
        stated = self.model._meta.get_field("entries_into_force").related_model.objects.published()
        entries = stated.filter(**known).select_related("report")
        named = self._published_snapshots().filter(**known)
        public = self.model._default_manager.filter(Exists(named.filter(bill=OuterRef("pk"))))
        return (
            self.with_stand(report)
            .alias(is_in_force=Exists(entries.filter(bill=OuterRef("pk"))))
            .annotate(successor_is_public=Exists(named.filter(bill=OuterRef("successor"))))
            .annotate(
                outcome_now=Case(
                    When(is_in_force=True, then=Value(Outcome.IN_FORCE)),
                    When(successor_is_public=True, then=Value(Outcome.MERGED)),
                    default=F("stand_outcome"),
                )
            )
            .select_related("successor")
            .prefetch_related(
                "stands__planning",
                "stands__contributions",
                Prefetch("stands__contributions__measure", queryset=Measure.objects.published()),
                Prefetch("entries_into_force", queryset=entries, to_attr="public_entries"),
                Prefetch("predecessors", queryset=public, to_attr="public_predecessors"),
            )
        )

    def contributing_to(self, *measures: Model) -> Self:
        """Select the bills that contribute to one of these measures according to a published report."""
        return self.filter(Exists(self._published_contributions().filter(snapshot__bill=OuterRef("pk"), measure__in=measures)))

    def _published_contributions(self) -> OfBillSnapshotQuerySet:
        snapshot = self.model._meta.get_field("snapshots").related_model
        return snapshot._meta.get_field("contributions").related_model._default_manager.published()
