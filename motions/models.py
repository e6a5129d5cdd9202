"""Motions of the Tweede Kamer (lower house), their snapshots, and what papers and news say about a motion itself."""

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from measures.addresses import address_of
from measures.enums import Status
from measures.models import Measure, Renamed, Report, SourceNote
from measures.models.base import Located, OfReport, Snapshot, StatusRecord
from measures.models.fields import HOW_TO_WRITE, IN_REACH, Line, LongText, WebLink
from measures.models.report import KAMERSTUK_NUMBER, as_kamerstuk, kamerstuk_url
from measures.publication.links import Links
from measures.querysets import OfReportQuerySet, SnapshotQuerySet
from motions.facts import MotionFacts, said_by
from motions.querysets import MotionQuerySet, SubmitterQuerySet, by_number

NUMBER_PATTERN = r"^[0-9]{5}(-[IVXL]+)?-[0-9]+$"


class Motion(Renamed, StatusRecord):
    """A motion. `number` is that of its kamerstuk (parliamentary paper), as printed: 31497-305, 36443-009, 36740-VIII-12."""

    number = Line("nummer", max_length=20, unique=True, validators=[KAMERSTUK_NUMBER])
    title = Line("titel", max_length=250)
    looked_up_on = models.DateField(
        "opgezocht op",
        null=True,
        blank=True,
        validators=IN_REACH,
        help_text=f"De dag waarop op openbare pagina’s naar deze motie is gezocht. {HOW_TO_WRITE}",
    )
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

    def clean_fields(self, exclude: set[str] | None = None) -> None:
        self.number = as_kamerstuk(self.number)
        super().clean_fields(exclude=exclude)

    def get_absolute_url(self) -> str:
        return address_of("motion", self.number)

    # The published papers about the motion, when `with_papers()` prefetches them.
    public_papers: list["MotionPaper"]

    @cached_property
    def facts(self) -> MotionFacts:
        """Return what papers and news say about the motion itself. Needs `with_papers()`."""
        return MotionFacts(self.public_papers)

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


class MotionPaper(Located):
    """What one source says about a motion itself: its official title, its submitters, its day, what it asks, the vote.

    A source can say a part of this; `motions.facts` puts the parts together. What the portal concludes stands in a row of its
    own, with `is_reading`.
    """

    motion = models.ForeignKey(Motion, models.PROTECT, related_name="papers", verbose_name="motie")
    report = models.ForeignKey(Report, models.PROTECT, related_name="motion_papers", verbose_name="bron")
    is_reading = models.BooleanField(
        "onze lezing", default=False, help_text="De bron noemt het nummer niet, of wat hier staat is eruit afgeleid."
    )
    official_title = Line("officiële titel", max_length=400, blank=True, help_text="Het opschrift, letterlijk.")
    submitted_on = models.DateField("ingediend op", null=True, blank=True, validators=IN_REACH, help_text=HOW_TO_WRITE)
    has_others = models.BooleanField("met anderen", default=False, help_text="De bron schrijft „c.s.” en noemt de anderen niet.")
    request = LongText("wat de motie vraagt", longest=600, blank=True, help_text="In een of twee eigen zinnen.")
    request_basis = Line(
        "waaruit het verzoek blijkt",
        max_length=200,
        blank=True,
        help_text="Alleen als de tekst van de motie zelf niet is gelezen.",
    )
    voted_on = models.DateField("gestemd op", null=True, blank=True, validators=IN_REACH, help_text=HOW_TO_WRITE)
    vote_result = Line("uitslag", max_length=120, blank=True, help_text="Zoals: aangenomen.")
    vote_against = Line("tegen", max_length=250, blank=True, help_text="Wie tegen stemden. Schrijf „geen” als niemand tegen was.")
    replaces = Line("in de plaats van", max_length=20, blank=True, validators=[KAMERSTUK_NUMBER])
    follow_up = LongText("wat ermee gebeurde", longest=600, blank=True, help_text="In eigen zinnen.")

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = "stuk over een motie"
        verbose_name_plural = "stukken over moties"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "report", "is_reading"],
                name="one_paper_per_motion_and_source",
                violation_error_message="Deze bron staat al bij deze motie.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.motion.number} ({self.report.short_name})"

    @property
    def source_name(self) -> str:
        """Return the number of the source, such as "Kamerstuk 31497, nr. 267"; the title of news, the short name of a report."""
        return self.report.short_name if self.report.is_report else self.report.official_number or self.report.title

    @property
    def how_sure(self) -> str:
        """Return in Dutch what stands behind this, after the name of the source; empty for what an official source says."""
        return f"{'' if self.is_official else ', secundair'}{'; onze lezing' if self.is_reading else ''}"

    @property
    def said(self) -> list[str]:
        """Return the Dutch names of what this row says. Reads the submitters."""
        return said_by(self)

    @property
    def is_official(self) -> bool:
        """Return whether the source is of the government or of parliament. The reports of this portal all are."""
        return self.report.is_report or self.report.is_official


class MotionSubmitter(OfReport):
    """A member of the Tweede Kamer in a source about a motion. `party` is empty when the source does not give it."""

    paper = models.ForeignKey(MotionPaper, models.CASCADE, related_name="submitters", verbose_name="stuk")
    position = models.PositiveSmallIntegerField("volgnummer")
    name = Line("naam", max_length=80)
    party = Line("fractie", max_length=60, blank=True)
    only_party = models.BooleanField(
        "alleen de fractie",
        default=False,
        help_text="De bron zegt niet dat dit lid de motie indiende, alleen van welke fractie het is.",
    )

    objects = SubmitterQuerySet.as_manager()

    class Meta:
        verbose_name = "indiener van een motie"
        verbose_name_plural = "indieners van moties"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["paper", "position"], name="submitter_position_unique")]

    def __str__(self) -> str:
        return f"{self.name} ({self.party})" if self.party else self.name
