"""Snapshots of measures and goals, the parts of these snapshots, and the findings of research."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from measures.addresses import address_of
from measures.enums import ItemKind, OverviewColumn, Status
from measures.models.base import Item, Located, OfReport, Snapshot
from measures.models.fields import Line, LongText
from measures.models.programme import Goal, Measure, Stakeholder
from measures.models.report import Report
from measures.publication.links import Links
from measures.querysets import OfReportQuerySet, SnapshotQuerySet

CODE_PATTERN = r"^[1-9][0-9]?[a-z]?$"
# What stands instead of a status where the source gives its statuses to the main measures only.
NO_STATUS_OF_ITS_OWN = "Geen eigen status in de bron"


class PartOfSnapshotQuerySet(OfReportQuerySet):
    report_path = "snapshot__report"


# The most words of an introduction: together with the status it is what one reads first.
MOST_WORDS = 60


def short_enough(text: str) -> None:
    """Raise `ValidationError` for an introduction of more than `MOST_WORDS` words."""
    if (count := len(text.split())) > MOST_WORDS:
        raise ValidationError(f"Een inleiding heeft hoogstens {MOST_WORDS} woorden. Dit zijn er {count}.")


class MeasureSnapshot(Snapshot):
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="snapshots", verbose_name="maatregel")
    code = Line(
        "code in de bron",
        max_length=4,
        validators=[RegexValidator(CODE_PATTERN, "Een code is een nummer met eventueel een letter: 4 of 16b.")],
    )
    title_printed = Line("titel in de bron", max_length=200)
    status = models.CharField("status", max_length=20, choices=Status)
    status_printed = Line("status in de bron", max_length=60, blank=True, help_text="Het gedrukte woord, zoals „Uitgevoerd”.")
    summary = LongText("samenvatting", blank=True)
    introduction = LongText(
        "inleiding", blank=True, default="", db_default="", validators=[short_enough],
        help_text=f"Wat de maatregel is en hoe zij er volgens deze bron voor staat, in hoogstens {MOST_WORDS} woorden.",
    )  # fmt: skip

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "stand van een maatregel"
        verbose_name_plural = "standen van maatregelen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "report"], name="one_measure_snapshot_per_report"),
            models.CheckConstraint(name="measure_snapshot_code", condition=Q(code__regex=CODE_PATTERN)),
            models.CheckConstraint(name="measure_snapshot_status", condition=Q(status__in=Status.values)),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title_printed} ({self.report.slug})"

    def get_absolute_url(self) -> str:
        return address_of("stand", self.measure.slug, self.report.slug)

    @property
    def has_own_status(self) -> bool:
        """Return False for a submeasure to which the report gives no status: that is no status that somebody could not read."""
        return self.measure.number is not None or self.status != Status.UNKNOWN or bool(self.status_printed)

    @property
    def status_words(self) -> str:
        """Return the status in words, for every page and file that shows one."""
        return self.get_status_display() if self.has_own_status else NO_STATUS_OF_ITS_OWN


class MeasureItem(Item):
    snapshot = models.ForeignKey(MeasureSnapshot, models.CASCADE, related_name="items", verbose_name="stand")
    kind = models.CharField("soort", max_length=20, choices=ItemKind)

    objects = PartOfSnapshotQuerySet.as_manager()

    class Meta(Item.Meta):
        verbose_name = "onderdeel van een stand"
        verbose_name_plural = "onderdelen van standen"
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["snapshot", "position"], name="measure_item_position_unique"),
            models.CheckConstraint(name="measure_item_kind", condition=Q(kind__in=ItemKind.values)),
        ]


class Involvement(OfReport):
    """A stakeholder that a report names as involved in a measure. `printed` has the words of the report."""

    snapshot = models.ForeignKey(MeasureSnapshot, models.CASCADE, related_name="involvements", verbose_name="stand")
    stakeholder = models.ForeignKey(Stakeholder, models.PROTECT, related_name="involvements", verbose_name="betrokkene")
    printed = Line("in de bron", max_length=200)
    position = models.PositiveSmallIntegerField("volgnummer")

    objects = PartOfSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "betrokkene bij een stand"
        verbose_name_plural = "betrokkenen bij een stand"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "position"], name="involvement_position_unique")]

    def __str__(self) -> str:
        return self.printed


class OverviewCell(OfReport):
    """A cell of the overview table with a few words instead of bullets: "Nog onbekend" (not yet known), or "X" when empty."""

    snapshot = models.ForeignKey(MeasureSnapshot, models.CASCADE, related_name="cells", verbose_name="stand")
    column = models.CharField("kolom", max_length=20, choices=OverviewColumn)
    words = Line("woorden in de bron", max_length=200)

    objects = PartOfSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "cel van het overzicht"
        verbose_name_plural = "cellen van het overzicht"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "column"], name="one_cell_per_column"),
            models.CheckConstraint(name="overview_cell_column", condition=Q(column__in=OverviewColumn.values)),
        ]

    def __str__(self) -> str:
        return f"{self.get_column_display()}: {self.words}"

    @property
    def is_empty(self) -> bool:
        """Return whether the cell is empty. The source prints "X" in an empty cell."""
        return self.words == "X"


class GoalSnapshot(Snapshot):
    """The snapshot of a goal. `measures` is the row of that goal in the report's matrix of goals and measures."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="snapshots", verbose_name="doel")
    title_printed = Line("titel in de bron", max_length=200)
    summary = LongText("samenvatting", blank=True)
    measures = Links(Measure, blank=True, related_name="goal_snapshots", verbose_name="maatregelen")

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "stand van een doel"
        verbose_name_plural = "standen van doelen"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["goal", "report"], name="one_goal_snapshot_per_report")]

    def __str__(self) -> str:
        return f"{self.title_printed} ({self.report.slug})"


class Finding(Located):
    """A result of research about one goal or one measure, from the doelstellingenmonitor (which monitors the goals)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="findings", verbose_name="rapportage")
    position = models.PositiveSmallIntegerField("volgnummer")
    goal = models.ForeignKey(Goal, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="doel")
    measure = models.ForeignKey(Measure, models.PROTECT, null=True, blank=True, related_name="findings", verbose_name="maatregel")
    text = LongText("tekst")

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = "bevinding"
        verbose_name_plural = "bevindingen"
        ordering = ["report", "position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="finding_position_unique"),
            models.CheckConstraint(
                name="finding_about_goal_or_measure",
                condition=Q(goal__isnull=True, measure__isnull=False) | Q(goal__isnull=False, measure__isnull=True),
                violation_error_message="Een bevinding gaat over één doel of over één maatregel.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class FigureQuerySet(OfReportQuerySet):
    report_path = "finding__report"


class Figure(OfReport):
    """A number in a finding, as printed: "28" with unit "%", or in words such as "ongeveer de helft" (about half)."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="figures", verbose_name="bevinding")
    description = Line("omschrijving", max_length=250)
    value = Line("waarde", max_length=60)
    unit = Line("eenheid", max_length=40, blank=True)
    group = Line("groep", max_length=200, blank=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "cijfer"
        verbose_name_plural = "cijfers"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.value} {self.unit}".strip()
