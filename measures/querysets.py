"""The querysets that pages and outputs share. `published()` selects the public rows, as `measures.publication.gate` defines."""

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Self, cast

from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from measures.enums import OTHER_SOURCES, WITHOUT_NUMBER, NoteWeight, ReportKind, ReportState
from measures.publication.counting import count_if_public
from measures.publication.freezing import guard, guard_public, refuse_at_once, reports_of
from measures.publication.gate import public
from measures.publication.order import by_report

if TYPE_CHECKING:
    from measures.models import Report


def newest_progress(reports: "Iterable[Report]") -> "Report | None":
    """Return the newest progress report among `reports`, or None."""
    return max((each for each in reports if each.is_progress), key=lambda each: each.order, default=None)


def progress_before(reports: "Iterable[Report]", report: "Report") -> "Report | None":
    """Return the progress report among `reports` that comes before `report`, or None.

    If `report` has a number, the numbers decide: two progress reports can come out on the same day, and a report can be
    entered late. Otherwise the order of reports decides.
    """
    progress = [each for each in reports if each.is_progress]
    if report.number is not None:
        numbered = [each for each in progress if (each.number or 0) < report.number]
        return max(numbered, key=lambda each: each.number or 0, default=None)
    return newest_progress(each for each in progress if each.order < report.order)


class FrozenQuerySet(models.QuerySet):
    """Rows of reports, protected after publication. `report_path` is the ORM path to the report; empty for reports.

    `update()` and `delete()` raise `FrozenError` for rows of a report that is not a draft, except within `correcting()`.
    `bulk_create()` raises `AtOnceError`, except within `loading()`.
    """

    report_path = ""

    def bulk_create(self, *args, **kwargs) -> list:
        refuse_at_once()
        return super().bulk_create(*args, **kwargs)

    bulk_create.alters_data = True

    def update(self, **values) -> int:
        with transaction.atomic():
            guard(reports_of(self))
            return super().update(**values)

    update.alters_data = True

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            guard(reports_of(self))
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class CountedQuerySet(models.QuerySet):
    """Rows of a `Counted` model. A subclass must have `published()`. A change of a public row is counted, and has a reason."""

    def bulk_create(self, *args, **kwargs) -> list:
        with transaction.atomic():
            made = super().bulk_create(*args, **kwargs)
            count_if_public(self.model._base_manager.filter(pk__in=[row.pk for row in made]))
        return made

    bulk_create.alters_data = True

    def update(self, **values) -> int:
        with transaction.atomic():
            guard_public(self)
            return super().update(**values)

    update.alters_data = True

    def delete(self) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            guard_public(self)
            return super().delete()

    delete.alters_data = True
    delete.queryset_only = True


class ReportQuerySet(FrozenQuerySet):
    def published(self) -> Self:
        return self.filter(public())

    def drafts(self) -> Self:
        return self.filter(state=ReportState.DRAFT)

    def withdrawn(self) -> Self:
        """Select the withdrawn reports. The public may see that they are withdrawn, when and why, but not their content."""
        return self.filter(state=ReportState.WITHDRAWN)

    def discarded(self) -> Self:
        return self.filter(state=ReportState.DISCARDED)

    def standing(self) -> Self:
        """Select the drafts and the published reports. Each number occurs once among them."""
        return self.exclude(state__in=WITHOUT_NUMBER)

    def progress(self) -> Self:
        """Select the progress reports, which carry the statuses."""
        return self.filter(kind=ReportKind.PROGRESS)

    def reports(self) -> Self:
        return self.exclude(kind__in=OTHER_SOURCES)

    def with_goals(self) -> Self:
        """Select the published reports with a snapshot of a goal, newest first."""
        return self.published().filter(goalsnapshots__isnull=False).distinct().newest_first()

    def newest_first(self) -> Self:
        return self.order_by(*by_report("", newest_first=True))

    def oldest_first(self) -> Self:
        return self.order_by(*by_report(""))

    def newest_progress(self) -> "Report | None":
        """Return the newest progress report, or None. The database sends only that one row."""
        return cast("Report | None", self.progress().newest_first().first())

    def known_with(self, report: "Report | None") -> Self:
        """Select the published reports up to and including `report`, in the order of reports; all of them when it is None."""
        if report is None:
            return self.published()
        place, key = report.order
        return self.published().filter(Q(place__lt=place) | Q(place=place, pk__lte=key))

    def progress_before(self, report: "Report") -> "Report | None":
        """Return the progress report before `report`, or None; see the function `progress_before`. One query."""
        return progress_before(cast("Iterable[Report]", self.progress()), report)


class OfReportQuerySet(FrozenQuerySet):
    """Rows that belong to one report. A row is public when its report is."""

    report_path = "report"

    def published(self) -> Self:
        return self.filter(public(self.report_path))


class SourceNoteQuerySet(OfReportQuerySet):
    def beside_records(self) -> Self:
        """Select the public notes for the page of a record or action, with their report, those of the newest report first.

        A misprint is told only on the page of its report.
        """
        notes = self.published().exclude(weight=NoteWeight.PRINT).select_related("report")
        return notes.order_by(*by_report(newest_first=True), "pk")


class SnapshotQuerySet(OfReportQuerySet):
    def current_first(self) -> Self:
        """Sort the snapshots: those of progress reports first, then of other reports, then of other sources; the newest first."""
        last = When(report__kind__in=OTHER_SOURCES, then=Value(2))
        rank = Case(When(report__kind=ReportKind.PROGRESS, then=Value(0)), last, default=Value(1))
        return self.order_by(rank, *by_report(newest_first=True))

    def oldest_first(self) -> Self:
        return self.order_by(*by_report())


class RecordQuerySet(CountedQuerySet):
    """Records: measures, bills, motions, goals or priorities. A record is public when a published report has a snapshot of it."""

    stand_columns: tuple[str, ...] = ()  # fields of the counting snapshot that `with_stand_columns()` adds

    def _published_snapshots(self) -> SnapshotQuerySet:
        return self.model._meta.get_field("snapshots").related_model._default_manager.published()

    def _snapshot_key(self) -> str:
        return self.model._meta.get_field("snapshots").field.name

    def published(self) -> Self:
        snapshots = self._published_snapshots().filter(**{self._snapshot_key(): OuterRef("pk")})
        return self.filter(Exists(snapshots))

    def with_stand(self, report: models.Model | None = None) -> Self:
        """Prefetch `stands`: the published snapshots, oldest first. `Record.stand` is the counting snapshot among them.

        The counting snapshot is the current state of a record on the site: its snapshot in the newest published progress
        report that mentions it, or else in the newest other report, or source. With `report`, the snapshot in that report
        counts, and records that it does not mention are left out. Two queries, however many records.

        Filters and sorting by the counting snapshot need `with_stand_columns()` as well.
        """
        stands = self._published_snapshots().select_related("report").oldest_first()
        records = self.filter(Exists(self._counting(report)))
        if report:
            records = records.annotate(stand_report_id=Value(report.pk))
        return records.prefetch_related(Prefetch("snapshots", queryset=stands, to_attr="stands"))

    def with_stand_columns(self, report: models.Model | None = None) -> Self:
        """Make the fields of the counting snapshot in `stand_columns` available to the query, as `stand_<field>`."""
        counting = self._counting(report)
        return self.alias(**{f"stand_{column}": Subquery(counting.values(column)[:1]) for column in self.stand_columns})

    def _counting(self, report: models.Model | None) -> SnapshotQuerySet:
        """Return the published snapshots of a record of an outer query, the counting one (see `with_stand()`) first."""
        own = self._published_snapshots().filter(**{self._snapshot_key(): OuterRef("pk")})
        return own.filter(report=report).order_by("pk") if report else own.current_first()


class MeasureQuerySet(RecordQuerySet):
    stand_columns = ("status", "code")

    def main(self) -> Self:
        return self.filter(number__isnull=False)

    def in_order(self, *, backwards: bool = False) -> Self:
        """Sort by the number of the main measure, backwards or not. Submeasures follow their parent, by their newest code."""
        newest = self._counting(None).values("code")[:1]
        return self.annotate(main_number=Coalesce("number", "parent_id"), newest_code=Subquery(newest)).order_by(
            F("main_number").desc() if backwards else F("main_number").asc(),
            F("number").asc(nulls_last=True),
            F("newest_code").asc(nulls_last=True),
            "pk",
        )

    def towards(self, goal_number: int, report: models.Model | None) -> Self:
        """Select the measures that `report` places under a goal, in its matrix of goals and measures."""
        return self.filter(goal_snapshots__report=report, goal_snapshots__goal__number=goal_number)


class ActionQuerySet(CountedQuerySet):
    def published(self) -> Self:
        """Select the actions that a published report mentions."""
        return self.filter(Exists(self._published_mentions().filter(action=OuterRef("pk"))))

    def mentioned_in(self, reports: Collection) -> Self:
        """Select the actions that one of `reports` mentions. Reports that are not published are ignored."""
        return self.filter(Exists(self._published_mentions().filter(action=OuterRef("pk"), report__in=reports)))

    def for_role(self, role: models.Model) -> Self:
        return self.filter(roles=role)

    def in_sector(self, sector: models.Model) -> Self:
        """Select the actions for a sector. An action without any sector is for all sectors."""
        return self.filter(Q(sectors=sector) | Q(sectors__isnull=True))

    def of_measures(self, measures: models.QuerySet) -> Self:
        """Select the actions of these measures and of their submeasures."""
        return self.filter(Q(measures__in=measures) | Q(measures__parent__in=measures)).distinct()

    def of_measure(self, measure: models.Model) -> Self:
        return self.of_measures(type(measure)._default_manager.filter(pk=measure.pk))

    def _published_mentions(self) -> OfReportQuerySet:
        return self.model._meta.get_field("mentions").related_model._default_manager.published()


class AddressedQuerySet(CountedQuerySet):
    """Roles or sectors, which actions name. `action_field` is the many-to-many field of actions."""

    action_field = ""

    def published(self) -> Self:
        """Select the rows that a published action names."""
        actions = self.model._meta.get_field("actions").related_model._default_manager.published()
        return self.filter(pk__in=actions.values(self.action_field))


class RoleQuerySet(AddressedQuerySet):
    action_field = "roles"


class SectorQuerySet(AddressedQuerySet):
    action_field = "sectors"


class StakeholderQuerySet(CountedQuerySet):
    def published(self) -> Self:
        return self.filter(public("involvements__snapshot__report")).distinct()


class PartyQuerySet(CountedQuerySet):
    def published(self) -> Self:
        return self.filter(public("representations__report")).distinct()
