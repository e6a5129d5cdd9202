"""What official papers say of a bill: its names, and its stations on the way to a law."""

from django.db import models
from django.db.models import Q

from laws.enums import StationKind
from laws.models.bill import Bill
from measures.models import Report
from measures.models.base import Dated, Located
from measures.models.fields import Line, LongText, WebLink
from measures.querysets import OfReportQuerySet


class BillName(Located):
    """The official title and the short title of a bill in one paper, with the laws that it changes. The newest paper leads."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="official_names", verbose_name="wetsvoorstel")
    report = models.ForeignKey(Report, models.PROTECT, related_name="bill_names", verbose_name="bron")
    official_title = LongText("opschrift", longest=1_000, blank=True, help_text="De volledige titel, letterlijk.")
    citation_title = Line("citeertitel", max_length=250, blank=True, help_text="De korte naam van de wet, letterlijk.")
    changes = LongText("wijzigt", longest=1_000, blank=True, help_text="Welke wetten het voorstel wijzigt, een wet per regel.")

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = "officiële naam van een wetsvoorstel"
        verbose_name_plural = "officiële namen van wetsvoorstellen"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["bill", "report"], name="one_name_per_bill_and_report")]

    def __str__(self) -> str:
        return f"{self.bill}: {self.citation_title or self.official_title}"

    @property
    def how_sure(self) -> str:
        return _how_sure(self.report)


class Station(Located, Dated):
    """One thing that happened to a bill, according to one source: a vote, a publication, an advice.

    `period` has the day, or the words of the source when it gives no day. `is_reading` marks what the portal concludes from
    sources that do not say it themselves. Whether the source is official is in `report.is_official`.
    """

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="stations", verbose_name="wetsvoorstel")
    report = models.ForeignKey(Report, models.PROTECT, related_name="stations", verbose_name="bron")
    kind = models.CharField("wat er gebeurde", max_length=30, choices=StationKind)
    result = Line("uitslag", max_length=400, help_text="Eén korte zin, niet meer dan wat de bron zegt.")
    reference = Line("kenmerk", max_length=60, blank=True, help_text="Zoals Stb. 2024, 165 of 36 663, nr. 6.")
    link = WebLink("adres", max_length=400, blank=True, help_text="Waar dit staat; leeg: het adres van de bron.")
    is_reading = models.BooleanField(
        "eigen lezing", default=False, help_text="Aan: geen bron zegt dit zelf; het volgt uit wat er wel staat."
    )

    objects = OfReportQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "gebeurtenis van een wetsvoorstel"
        verbose_name_plural = "gebeurtenissen van wetsvoorstellen"
        ordering = ["bill", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["bill", "report", "kind", "location"], name="one_station_per_place"),
            models.CheckConstraint(name="station_kind", condition=Q(kind__in=StationKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.bill}: {self.get_kind_display()}"

    @property
    def url(self) -> str:
        return self.link or self.report.link

    @property
    def how_sure(self) -> str:
        """Return in Dutch what stands behind this: an official source, another source, or only a reading of ours."""
        if self.is_reading:
            return "onze lezing"
        return _how_sure(self.report)


def _how_sure(source: Report) -> str:
    return "officiële bron" if source.is_official else "andere bron"
