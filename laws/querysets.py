"""Querysets of bills."""

from typing import Self

from django.apps import apps
from django.db.models import Exists, F, Model, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from measures.enums import WITHOUT_NUMBER
from measures.models import Measure, Report
from measures.querysets import OfReportQuerySet, RecordQuerySet, by_report


class OfBillSnapshotQuerySet(OfReportQuerySet):
    report_path = "snapshot__report"


class ContributionQuerySet(OfBillSnapshotQuerySet):
    def with_public_measure(self) -> Self:
        """Add what `Contribution.public_measure` needs, in the same query.

        A prefetch of the measures would be a query that SQLite refuses for more than a thousand of them.
        """
        public = Measure.objects.published().filter(pk=OuterRef("measure"))
        return self.select_related("measure").annotate(measure_is_public=Exists(public))


class RequirementQuerySet(OfReportQuerySet):
    def standing(self) -> Self:
        """Leave out what withdrawn reports and drafts that were thrown away state."""
        return self.exclude(report__state__in=WITHOUT_NUMBER)


def _known_with(report: Report | None) -> dict[str, QuerySet]:
    """Return the filter for rows of the reports up to and including `report`; an empty one without `report`."""
    return {"report__in": Report.objects.known_with(report)} if report else {}


def _newest_progress_about_bills(named: QuerySet, report: Report | None) -> QuerySet:
    """Return the known progress reports with a snapshot of `named`, newest first. Annotates `Report.day`."""
    reports = Report.objects.known_with(report).progress().filter(Exists(named.filter(report=OuterRef("pk"))))
    dated = reports.annotate(until=Coalesce(F("reference_date"), F("publication_latest")))
    return dated.order_by("-until", *by_report("", newest_first=True))


def law_since(bill: str = "pk", report: Report | None = None) -> Subquery:
    """Return a subquery: the first stated day on which (a part of) a bill is in force, by the newest source about each part.

    `bill` is the path from a row to the primary key of its bill. With `report`, later sources are ignored.
    """
    entries = apps.get_model("laws", "EntryIntoForce")._default_manager.published().filter(**_known_with(report))
    same_place = Q(report__place=OuterRef("report__place"), report__gt=OuterRef("report"))
    newer = Q(report__place__gt=OuterRef("report__place")) | same_place
    contradicted = entries.filter(newer, bill=OuterRef("bill"), part=OuterRef("part"))
    own = entries.filter(~Exists(contradicted), bill=OuterRef(bill))
    return Subquery(own.order_by("date").values("date")[:1])


class BillQuerySet(RecordQuerySet):
    def published(self) -> Self:
        """Select the public bills. Annotates `law_since`, which decides whether a bill is called a law."""
        return super().published().annotate(law_since=law_since())

    def with_planning(self, report: Report | None = None) -> Self:
        """Add how far each bill is: the counting snapshot (see `with_stand()`), planning, entries into force, successor.

        Annotates `successor_is_public`, `law_since` and the newest progress report about bills. Prefetches `stands` with their
        planning and contributions, `public_entries`, `public_names`, `public_stations` and `public_predecessors`. Eight queries,
        however many bills.

        With `report`, bills that it does not mention are left out. Entries into force, names, stations, successors and
        predecessors that only later reports mention are ignored.
        """
        named = self._published_snapshots().filter(**_known_with(report))
        is_named = Exists(named.filter(bill=OuterRef("pk")))
        public = self.model._default_manager.filter(is_named).annotate(law_since=law_since(report=report))
        names, stations, entries = (
            self._said("official_names", report), self._said("stations", report), self._said("entries_into_force", report)
        )  # fmt: skip
        progress = _newest_progress_about_bills(named, report)
        return (
            self.with_stand(report)
            .annotate(
                successor_is_public=Exists(named.filter(bill=OuterRef("successor"))),
                law_since=law_since(report=report),
                successor_law_since=law_since("successor", report),
                newest_progress_id=Subquery(progress.values("pk")[:1]),
                newest_progress_day=Subquery(progress.values("until")[:1]),
            )
            .select_related("successor")
            .prefetch_related(
                "stands__planning",
                Prefetch("stands__contributions", queryset=self._contributions.with_public_measure()),
                Prefetch("entries_into_force", queryset=entries, to_attr="public_entries"),
                Prefetch("official_names", queryset=names, to_attr="public_names"),
                Prefetch("stations", queryset=stations, to_attr="public_stations"),
                Prefetch("predecessors", queryset=public, to_attr="public_predecessors"),
            )
        )

    def contributing_to(self, *measures: Model, report: Report | None = None) -> Self:
        """Select the bills that contribute to one of these measures according to `report`, or else to any published report."""
        said = self._contributions.published().filter(measure__in=measures)
        return self.filter(pk__in=(said.filter(snapshot__report=report) if report else said).values("snapshot__bill"))

    def _said(self, relation: str, report: Report | None) -> OfReportQuerySet:
        """Return the public rows of a relation of bills in the known reports, with their reports."""
        rows = self.model._meta.get_field(relation).related_model._default_manager.published()
        return rows.filter(**_known_with(report)).select_related("report")

    @property
    def _contributions(self) -> ContributionQuerySet:
        snapshot = self.model._meta.get_field("snapshots").related_model
        contribution = snapshot._meta.get_field("contributions").related_model
        return ContributionQuerySet(contribution)
