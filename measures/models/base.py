"""The base classes of records, snapshots and other rows of a report. `laws` and `motions` use them as well."""

from collections.abc import Sequence
from contextlib import suppress
from functools import reduce
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.functional import cached_property

from measures.enums import NEVER_PUBLIC, Direction, Precision, direction
from measures.models.fields import Line, LongText, WebLink
from measures.periods import NO_PERIOD, Period, PeriodError, chosen_period, read_period
from measures.publication.counting import count_if_public
from measures.publication.freezing import guard, guard_public, proposer_now, reason_now, reports_of
from measures.publication.links import linked_of_reports


def period_in_order(name: str, earliest: str = "earliest", latest: str = "latest") -> models.CheckConstraint:
    """Return a constraint: a period ends on or after the day on which it begins. Either day may be empty."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{earliest}__isnull": True}) | Q(**{f"{latest}__isnull": True}) | Q(**{f"{earliest}__lte": F(latest)}),
        violation_error_message="De vroegste dag ligt na de laatste dag.",
    )


class OfReport(models.Model):
    """A row whose content comes from one report. `save()` and `delete()` raise `FrozenError` unless that report is a draft.

    Within `correcting()` both are allowed. Within `loading()` a new row can be saved.
    """

    class Meta:
        abstract = True

    def save(self, **kwargs) -> None:
        with transaction.atomic():
            self._guard(is_new=self._state.adding)
            super().save(**kwargs)

    def delete(self, **kwargs) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            self._guard()
            return super().delete(**kwargs)

    def _guard(self, *, is_new: bool = False) -> None:
        """Check a change to this row, in the report that it belongs to and in the report that it moves to."""
        stored = type(self)._base_manager.filter(pk=self.pk)
        if self.report_path():
            # A row that moves to another report is a new row there.
            target = type(self.report_of())._base_manager.filter(pk=self.report_of().pk)
            guard(target, is_new=True) if is_new else guard(reports_of(stored) | target)
        elif not is_new:
            guard(stored)

    @classmethod
    def report_path(cls) -> str:
        """Return the ORM path from a row to its report, such as "snapshot__report"; empty for a report."""
        return cls._default_manager.all().report_path

    def report_of(self) -> models.Model:
        """Return the report of this row. For a report, return itself."""
        return reduce(getattr, filter(None, self.report_path().split("__")), self)

    def get_additional_data(self) -> dict[str, str | None]:
        """Return extra data for django-auditlog: the slug of the report; of a correction also why, and whose idea it was."""
        proposer = proposer_now()
        return {"rapportage": self.report_of().slug, "reden": reason_now()} | ({"voorgesteld door": proposer} if proposer else {})


class Counted(models.Model):
    """A row that other rows make public, such as a measure: it is public when a published report mentions it.

    Its default manager must have `published()`. `save()` and `delete()` of a public row count as a change of what is public, and
    raise `PublicError` outside `correcting()` and `loading()`.
    """

    class Meta:
        abstract = True

    def save(self, **kwargs) -> None:
        with transaction.atomic():
            # Before the write where possible: every transaction then locks the counter first, and this row after it.
            is_counted = guard_public(self._row())
            super().save(**kwargs)
            if not is_counted:
                count_if_public(self._row())

    def delete(self, **kwargs) -> tuple[int, dict[str, int]]:
        with transaction.atomic():
            guard_public(self._row())
            # A deletion alone would end the links of a draft without a line in its trail.
            for row, name in linked_of_reports(self):
                if row.report_of().state in NEVER_PUBLIC:
                    getattr(row, name).remove(self)
            return super().delete(**kwargs)

    def get_additional_data(self) -> dict[str, str | None]:
        """Return extra data for the audit trail of django-auditlog: the reason of a change of what is public, and whose idea."""
        return {"reden": reason_now(), "voorgesteld door": proposer_now()}

    def _row(self) -> models.QuerySet:
        return type(self)._base_manager.filter(pk=self.pk)


class Located(OfReport):
    """A row with its location in the source: a heading or table row, with a few words to search for."""

    location = Line(
        "vindplaats", max_length=400, help_text="Kop of tabelrij in de bron, met enkele letterlijke woorden om op te zoeken."
    )

    class Meta:
        abstract = True


class Dated(models.Model):
    """A row with a period in words. `save()` computes the days: with `read_period`, or from `chosen_days`.

    An editor chooses days only for words that `read_period` cannot read. `save()` raises `PeriodError` for such words without
    chosen days.
    """

    period = Line(
        "periode", max_length=120, blank=True, help_text="Letterlijk uit de bron, zoals „Q1/Q2 2026” of „zomer van 2026”."
    )
    # With a default in the database as well: an older release that runs beside this one does not fill the column.
    chosen_days = Line(
        "zelf gekozen dagen", max_length=80, blank=True, default="", db_default="",
        help_text="Alleen bij woorden die niet te lezen zijn: de eerste en de laatste dag, zoals „1 mei 2027 – 30 juni 2027”.",
    )  # fmt: skip
    earliest = models.DateField("vroegste dag", null=True, blank=True, editable=False)
    latest = models.DateField("laatste dag", null=True, blank=True, editable=False)
    precision = models.CharField("precisie", max_length=15, choices=Precision, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [period_in_order("%(app_label)s_%(class)s_period_in_order")]

    def save(self, **kwargs) -> None:
        self._read_period()
        super().save(**kwargs)

    def clean_fields(self, exclude: set[str] | None = None) -> None:
        # Words that cannot be read must be a form error. Otherwise `save()` would raise `PeriodError`.
        try:
            self._read_period()
        except PeriodError as error:
            if self.chosen_days:
                raise ValidationError({"chosen_days": str(error)}) from error
            raise ValidationError({"period": f"{error} Of kies zelf de eerste en de laatste dag."}) from error
        if self.chosen_days:
            self._require_unreadable()
        super().clean_fields(exclude=exclude)

    def _read_period(self) -> None:
        read = read_period(self.period) if self.period and not self.chosen_days else None
        if self.chosen_days:
            read = chosen_period(self.chosen_days)
        self.earliest, self.latest, self.precision = (read.earliest, read.latest, read.precision) if read else (None, None, "")

    def _require_unreadable(self) -> None:
        if not self.period:
            raise ValidationError({"chosen_days": "Vul bij „periode” de woorden van de bron in."})
        with suppress(PeriodError):
            read_period(self.period)
            raise ValidationError({"chosen_days": "Het portaal leest de woorden van deze periode zelf. Laat dit veld leeg."})

    @property
    def has_chosen_days(self) -> bool:
        """Return whether an editor chose the days, so that no rule derives them from the words."""
        return bool(self.chosen_days)

    @property
    def days(self) -> Period:
        return Period(self.earliest, self.latest, Precision(self.precision)) if self.precision else NO_PERIOD


class Item(Located, Dated):
    """An item: one bullet of a source, in the portal's own words."""

    position = models.PositiveSmallIntegerField("volgnummer")
    heading = Line("tussenkop", max_length=200, blank=True)
    text = LongText("tekst", help_text="Eigen korte zinnen in eenvoudig Nederlands; niet meer dan wat de bron zegt.")
    url = WebLink("link", blank=True, max_length=400, help_text="Alleen als de bron deze link zelf geeft.")

    class Meta(Dated.Meta):
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text

    @property
    def period_to_show(self) -> str:
        """Return the words of the period, or "" when the text contains them already."""
        return "" if self.period.lower() in self.text.lower() else self.period


class Snapshot(Located):
    """The content of one report about one record. A subclass adds the foreign key to the record and its own fields."""

    report = models.ForeignKey("measures.Report", models.PROTECT, related_name="%(class)ss", verbose_name="rapportage")
    created_at = models.DateTimeField("ingevoerd op", auto_now_add=True)
    updated_at = models.DateTimeField("gewijzigd op", auto_now=True)

    class Meta:
        abstract = True


AnySnapshot = TypeVar("AnySnapshot", bound=Snapshot)


def stand_before(stands: Sequence[AnySnapshot], stand: AnySnapshot) -> AnySnapshot | None:
    """Return the last snapshot in a progress report before `stand`, or None.

    `stands` has all snapshots of the same record, oldest first.
    """
    earlier = [each for each in stands[: stands.index(stand)] if each.report.is_progress]
    return earlier[-1] if earlier else None


class Record(Counted):
    """A record: an identity with a permanent URL. Its content is in its snapshots; see `RecordQuerySet.with_stand`."""

    # The primary key of the report that `with_stand()` was given, if any.
    stand_report_id: int | None = None
    stands: list

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        """Return what visitors call the record."""
        return str(self)

    @cached_property
    def stand(self) -> models.Model | None:
        """Return the counting snapshot (see `RecordQuerySet.with_stand`), or None. Needs `with_stand()`."""
        if self.stand_report_id is not None:
            return next((stand for stand in self.stands if stand.report_id == self.stand_report_id), None)
        newest_first = self.stands_newest_first
        of_reports = [stand for stand in newest_first if stand.report.is_report]
        progress = [stand for stand in of_reports if stand.report.is_progress]
        return next(iter([*progress, *of_reports, *newest_first]), None)

    @cached_property
    def previous_stand(self) -> models.Model | None:
        """Return the last snapshot in a progress report before `stand`, or None. Needs `with_stand()`."""
        if self.stand is None:
            return None
        return stand_before(self.stands, self.stand)

    @cached_property
    def stands_newest_first(self) -> list:
        return self.stands[::-1]


class StatusRecord(Record):
    """A record whose snapshots have a status."""

    class Meta:
        abstract = True

    @cached_property
    def movement(self) -> Direction | None:
        """Return the direction from the status in `previous_stand` to that in `stand`, or None. Needs `with_stand()`.

        None means that a snapshot is missing or a status is unknown.
        """
        if self.stand is None or self.previous_stand is None:
            return None
        return direction(self.previous_stand.status, self.stand.status)
