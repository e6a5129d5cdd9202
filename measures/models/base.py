"""What snapshots, items and records have in common. Laws and motions build on these."""

from collections.abc import Sequence
from functools import reduce

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from measures.enums import Direction, Precision, direction
from measures.periods import NO_PERIOD, Period, PeriodError, read_period
from measures.publication.freezing import reason_now, refuse_frozen, refuse_growth


def period_in_order(name: str, earliest: str = "earliest", latest: str = "latest") -> models.CheckConstraint:
    """A period ends on or after the day it begins; either side may be open."""
    return models.CheckConstraint(
        name=name,
        condition=Q(**{f"{earliest}__isnull": True}) | Q(**{f"{latest}__isnull": True}) | Q(**{f"{earliest}__lte": F(latest)}),
        violation_error_message="De vroegste dag ligt na de laatste dag.",
    )


class OfReport(models.Model):
    """A row that a report says. Once the report is published, the row changes on the correction path only."""

    class Meta:
        abstract = True

    def save(self, **kwargs) -> None:
        self._refuse_frozen()
        super().save(**kwargs)

    def delete(self, **kwargs) -> tuple[int, dict[str, int]]:
        self._refuse_frozen()
        return super().delete(**kwargs)

    def _refuse_frozen(self) -> None:
        if not self._state.adding:
            refuse_frozen(type(self)._base_manager.filter(pk=self.pk), self.report_path())
        if self.report_path():
            refuse_growth(self.report_of())

    @classmethod
    def report_path(cls) -> str:
        """What leads from a row to its report; empty for the report itself."""
        return cls._default_manager.all().report_path

    def report_of(self) -> models.Model:
        """The report that says this; for a report, itself."""
        return reduce(getattr, filter(None, self.report_path().split("__")), self)

    def get_additional_data(self) -> dict[str, str | None]:
        """What the audit trail keeps beside a change: the report that it is about, and why when it is a correction."""
        return {"rapportage": self.report_of().slug, "reden": reason_now()}


class Located(OfReport):
    """Everything that a source says, says where: heading or table row, with a few words to search for."""

    location = models.CharField(
        "vindplaats", max_length=400, help_text="Kop of tabelrij in de bron, met enkele letterlijke woorden om op te zoeken."
    )

    class Meta:
        abstract = True


class Dated(models.Model):
    """Words of a period, with the days that `read_period` reads in them. The days are never entered by hand."""

    period = models.CharField(
        "periode", max_length=120, blank=True, help_text="Letterlijk uit de bron, zoals „Q1/Q2 2026” of „zomer van 2026”."
    )
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
        # Before the base class looks, so that an unreadable period is an error on the field "periode".
        try:
            self._read_period()
        except PeriodError as error:
            raise ValidationError({"period": str(error)}) from error
        super().clean_fields(exclude=exclude)

    def _read_period(self) -> None:
        read = read_period(self.period) if self.period else None
        self.earliest, self.latest, self.precision = (read.earliest, read.latest, read.precision) if read else (None, None, "")

    @property
    def days(self) -> Period:
        return Period(self.earliest, self.latest, Precision(self.precision)) if self.precision else NO_PERIOD


class Item(Located, Dated):
    """One bullet of a source, in the portal's own words."""

    position = models.PositiveSmallIntegerField("volgnummer")
    heading = models.CharField("tussenkop", max_length=200, blank=True)
    text = models.TextField("tekst", help_text="Eigen korte zinnen in eenvoudig Nederlands; niet meer dan wat de bron zegt.")
    url = models.URLField("link", blank=True, max_length=400, help_text="Alleen als de bron deze link zelf geeft.")

    class Meta(Dated.Meta):
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text

    @property
    def period_to_show(self) -> str:
        """The words of the period, unless the sentence already says them."""
        return "" if self.period.lower() in self.text.lower() else self.period


class Snapshot(Located):
    """What one report says about one record. Subclasses add the foreign key to the record and their own columns."""

    report = models.ForeignKey("measures.Report", models.PROTECT, related_name="%(class)ss", verbose_name="rapportage")
    created_at = models.DateTimeField("ingevoerd op", auto_now_add=True)
    updated_at = models.DateTimeField("gewijzigd op", auto_now=True)

    class Meta:
        abstract = True


def stand_before(stands: Sequence[Snapshot], stand: Snapshot) -> Snapshot | None:
    """Return what the progress report before that of `stand` said, or None. `stands` are those of one record, oldest first."""
    earlier = [each for each in stands[: stands.index(stand)] if each.report.is_progress]
    return earlier[-1] if earlier else None


class Record(models.Model):
    """An identity with a permanent address. Its stand lives in snapshots; see `RecordQuerySet.with_stand`."""

    stand_id: int | None
    stands: list

    class Meta:
        abstract = True

    @cached_property
    def stand(self) -> models.Model | None:
        """The snapshot that counts. Needs `with_stand()`."""
        return next((stand for stand in self.stands if stand.pk == self.stand_id), None)

    @cached_property
    def previous_stand(self) -> models.Model | None:
        """What the progress report before that one said."""
        if self.stand is None:
            return None
        return stand_before(self.stands, self.stand)

    @cached_property
    def stands_newest_first(self) -> list:
        return self.stands[::-1]


class StatusRecord(Record):
    """A record whose stands carry a status."""

    class Meta:
        abstract = True

    @cached_property
    def movement(self) -> Direction | None:
        """Where its status went since the progress report before the one that counts."""
        if self.stand is None or self.previous_stand is None:
            return None
        return direction(self.previous_stand.status, self.stand.status)
