"""What the portal's editors add to a source: notes about contradictions, and corrections of published stands."""

from django.db import models

from measures.addresses import address_of
from measures.kinds import KINDS, kind_called
from measures.models.base import Located
from measures.models.programme import Measure
from measures.models.report import Report
from measures.querysets import CorrectionQuerySet, OfReportQuerySet

# What a correction is about: a record, or the report itself for a chapter, a note or a mention of an action.
ABOUT_REPORT = "rapportage"
SUBJECTS = [(kind.word, kind.title) for kind in KINDS] + [(ABOUT_REPORT, "Rapportage")]


class SourceNote(Located):
    """A contradiction, a renumbering or something unreadable in a source, and how the portal reads it.

    `measures` here, and `source_notes` on bills and motions, say which records it is about; none: about the report.
    """

    slug = models.SlugField("sleutel", unique=True, max_length=100)
    report = models.ForeignKey(Report, models.PROTECT, related_name="source_notes", verbose_name="rapportage")
    title = models.CharField("titel", max_length=200)
    text = models.TextField("tekst")
    measures = models.ManyToManyField(Measure, blank=True, related_name="source_notes", verbose_name="maatregelen")

    objects = OfReportQuerySet.as_manager()

    natural_key_field = "slug"

    class Meta:
        verbose_name = "bronnotitie"
        verbose_name_plural = "bronnotities"
        ordering = ["report", "pk"]

    def __str__(self) -> str:
        return self.title


class Correction(models.Model):
    """A change to a published stand. A line in a log: it names its subject in words, so that it outlives every change."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="corrections", verbose_name="rapportage")
    subject_type = models.CharField("soort", max_length=20, choices=SUBJECTS)
    subject_key = models.CharField("sleutel", max_length=80)
    subject_title = models.CharField("titel", max_length=250)
    field = models.CharField("veld", max_length=80)
    old_value = models.TextField("oude waarde", blank=True)
    new_value = models.TextField("nieuwe waarde", blank=True)
    reason = models.TextField("reden")
    editor_function = models.CharField("functie van de redacteur", max_length=80)
    made_at = models.DateTimeField("gemaakt op", auto_now_add=True)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = "correctie"
        verbose_name_plural = "correcties"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="correction_changes_something",
                condition=~models.Q(old_value=models.F("new_value")),
                violation_error_message="Een correctie verandert iets.",
            ),
            models.CheckConstraint(
                name="correction_has_reason", condition=~models.Q(reason=""), violation_error_message="Geef een reden."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_title}: {self.field}"

    @property
    def subject_url(self) -> str:
        """The page of what it is about."""
        kind = kind_called(self.subject_type)
        return address_of(kind.field if kind else "report", self.subject_key)
