"""Querysets of bills."""

from typing import Self

from django.db.models import Case, Exists, F, Model, OuterRef, Prefetch, QuerySet, Value, When

from laws.enums import Outcome
from measures.models import Measure, Report
from measures.querysets import OfReportQuerySet, RecordQuerySet


class OfBillSnapshotQuerySet(OfReportQuerySet):
    report_path = "snapshot__report"


def _known_with(report: Report | None) -> dict[str, QuerySet]:
    """Return the filter for rows of the reports up to and including `report`; an empty one without `report`."""
    return {"report__in": Report.objects.known_with(report)} if report else {}


class BillQuerySet(RecordQuerySet):
    stand_columns = ("outcome",)

    def with_planning(self, report: Report | None = None) -> Self:
        """Add the counting snapshot (see `with_stand()`), planning, contributions, entries into force and successor of each bill.

        Annotates `successor_is_public`. Prefetches `stands`, `public_entries` and `public_predecessors`. Seven queries, however
        many bills.

        With `report`, bills that it does not mention are left out. Entries into force, successors and predecessors that only
        later reports mention are ignored.
        """
        named = self._published_snapshots().filter(**_known_with(report))
        public = self.model._default_manager.filter(Exists(named.filter(bill=OuterRef("pk"))))
        entries = self._entries_into_force(report).select_related("report")
        return (
            self.with_stand(report)
            .annotate(successor_is_public=Exists(named.filter(bill=OuterRef("successor"))))
            .select_related("successor")
            .prefetch_related(
                "stands__planning",
                "stands__contributions",
                Prefetch("stands__contributions__measure", queryset=Measure.objects.published()),
                Prefetch("entries_into_force", queryset=entries, to_attr="public_entries"),
                Prefetch("predecessors", queryset=public, to_attr="public_predecessors"),
            )
        )

    def with_outcome(self, report: Report | None = None) -> Self:
        """Make `outcome_now`, the value of `Bill.outcome`, available to filters. Needs `with_planning(report)`."""
        return (
            self.with_stand_columns(report)
            .alias(is_in_force=Exists(self._entries_into_force(report).filter(bill=OuterRef("pk"))))
            .alias(
                outcome_now=Case(
                    When(is_in_force=True, then=Value(Outcome.IN_FORCE)),
                    When(successor_is_public=True, then=Value(Outcome.MERGED)),
                    default=F("stand_outcome"),
                )
            )
        )

    def contributing_to(self, *measures: Model) -> Self:
        """Select the bills that contribute to one of these measures according to a published report."""
        return self.filter(pk__in=self._published_contributions().filter(measure__in=measures).values("snapshot__bill"))

    def _entries_into_force(self, report: Report | None) -> OfReportQuerySet:
        entries = self.model._meta.get_field("entries_into_force").related_model
        return entries._default_manager.published().filter(**_known_with(report))

    def _published_contributions(self) -> OfBillSnapshotQuerySet:
        snapshot = self.model._meta.get_field("snapshots").related_model
        return snapshot._meta.get_field("contributions").related_model._default_manager.published()
