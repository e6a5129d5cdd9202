"""Motions of the Tweede Kamer (lower house) and their snapshots."""

from django.db import models
from django.db.models import Q

from measures.addresses import address_of
from measures.enums import Status
from measures.models import Measure, SourceNote
from measures.models.base import Renamed, Snapshot, StatusRecord
from measures.models.fields import Line, LongText, WebLink
from measures.models.report import KAMERSTUK_NUMBER, kamerstuk_url
from measures.publication.links import Links
from measures.querysets import SnapshotQuerySet
from motions.querysets import MotionQuerySet, by_number

NUMBER_PATTERN = r"^[0-9]{5}(-[IVXL]+)?-[0-9]+$"


class Motion(Renamed, StatusRecord):
    """A motion. `number` is that of its kamerstuk (parliamentary paper), as printed: 31497-305, 36443-009, 36740-VIII-12."""

    number = Line("nummer", max_length=20, unique=True, validators=[KAMERSTUK_NUMBER])
    title = Line("titel", max_length=250)
    source_notes = Links(SourceNote, blank=True, related_name="motions", verbose_name="bronnotities")

    objects = MotionQuerySet.as_manager()

    natural_key_field = "number"

    class Meta:
        verbose_name = "motie"
        verbose_name_plural = "moties"
        ordering = list(by_number())
        constraints = [
            models.CheckConstraint(
                name="motion_number",
                condition=Q(number__regex=NUMBER_PATTERN),
                violation_error_message="Schrijf het nummer als dossier, streepje, stuk: 31497-305.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return address_of("motion", self.number)

    @property
    def dossier(self) -> str:
        return self.number.rpartition("-")[0]

    @property
    def kamerstuk_url(self) -> str:
        return kamerstuk_url(self.number)


class MotionSnapshot(Snapshot):
    motion = models.ForeignKey(Motion, models.PROTECT, related_name="snapshots", verbose_name="motie")
    title_printed = Line("titel in de bron", max_length=250)
    measure_printed = Line("maatregel in de bron", max_length=250, blank=True, help_text="Zoals gedrukt in de toelichting.")
    measures = Links(
        Measure,
        blank=True,
        related_name="motion_snapshots",
        verbose_name="maatregelen",
        help_text="Zoals het portaal de bron leest.",
    )
    status = models.CharField("status", max_length=20, choices=Status)
    status_printed = Line("status in de bron", max_length=60, blank=True)
    explanation = LongText("toelichting", blank=True)
    url = WebLink("link in de bron", blank=True, max_length=400)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "stand van een motie"
        verbose_name_plural = "standen van moties"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["motion", "report"], name="one_motion_snapshot_per_report"),
            models.CheckConstraint(name="motion_snapshot_status", condition=Q(status__in=Status.values)),
        ]

    def __str__(self) -> str:
        return f"{self.motion.number} ({self.report.slug})"

    @property
    def status_words(self) -> str:
        """Return the status in words, as `MeasureSnapshot.status_words` does for a measure."""
        return self.get_status_display()
