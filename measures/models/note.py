"""Source notes and corrections, which the editors of the portal write."""

from typing import Self

from django.db import models
from django.db.models import Case, OuterRef, Subquery, When

from measures.addresses import address_of
from measures.enums import NoteWeight
from measures.kinds import KINDS, kind_called, kind_of
from measures.models.action import Action
from measures.models.base import Counted, Located
from measures.models.fields import LONGEST_REASON, Line, LongText
from measures.models.programme import Measure
from measures.models.renamed import Renamed
from measures.models.report import Report
from measures.publication.links import Links
from measures.querysets import OfReportQuerySet, SourceNoteQuerySet

# The values of `Correction.subject_type`: the kinds of record, and "rapportage" (report). "rapportage" is for rows that belong
# to no record: a chapter, a source note, a mention of an action.
ABOUT_REPORT = "rapportage"
# The last word of `Correction.field` where a row was added that a published report lacked.
ADDED = "toegevoegd"
# `Correction.field` where a record became one with another.
MERGED = "opgenomen in"
SUBJECTS = [(kind.word, kind.title) for kind in KINDS] + [(ABOUT_REPORT, "Rapportage")]


class SourceNote(Renamed, Located):
    """A contradiction, a renumbering or unreadable text in a source, and how the portal reads it.

    The records that it is about are in `measures` here, and in `source_notes` of bills and motions. A note without records
    is about the report. The actions that it is about are in `actions`.
    """

    slug = models.SlugField("sleutel", unique=True, max_length=100)
    report = models.ForeignKey(Report, models.PROTECT, related_name="source_notes", verbose_name="rapportage")
    title = Line("titel", max_length=200)
    text = LongText("tekst")
    # With a default in the database as well: an older release that runs beside this one does not fill the column.
    weight = models.CharField(
        "gewicht", max_length=10, choices=NoteWeight, default=NoteWeight.READING, db_default=NoteWeight.READING,
        help_text="Betekenis: verandert wat iemand leest. Lezing: hoe wij het lezen. Drukwerk: een drukfout of leesfout.",
    )  # fmt: skip
    measures = Links(Measure, blank=True, related_name="source_notes", verbose_name="maatregelen")
    actions = Links(Action, blank=True, related_name="source_notes", verbose_name="acties")

    objects = SourceNoteQuerySet.as_manager()

    natural_key_field = "slug"

    class Meta:
        verbose_name = "bronnotitie"
        verbose_name_plural = "bronnotities"
        ordering = ["report", "pk"]

    def __str__(self) -> str:
        return self.title


class CorrectionQuerySet(OfReportQuerySet):
    def about(self, record: models.Model) -> Self:
        """Return the corrections of what reports say about one record."""
        kind = kind_of(record)
        return self.filter(subject_type=kind.word, subject_key=kind.key_of(record))

    def with_action(self) -> Self:
        """Add `action`: the key of the public action that each correction is about, as it is now; None without one."""
        lasting = Case(When(first_key="", then="slug"), default="first_key", output_field=models.CharField())
        actions = Action.objects.published().annotate(lasting=lasting).filter(lasting=OuterRef("action_key"))
        return self.annotate(action=Subquery(actions.values("slug")[:1]))


class Correction(Counted):
    """A row in the log of corrections of published reports. It names its subject as text instead of by a foreign key.

    So the log stays the same when the subject changes or is deleted.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="corrections", verbose_name="rapportage")
    subject_type = models.CharField("soort", max_length=20, choices=SUBJECTS)
    subject_key = Line("sleutel", max_length=80)
    subject_title = Line("titel", max_length=250)
    # The key of the action, if it is about one, that never changes (`lasting_key`).
    action_key = Line("sleutel van de actie", max_length=100, blank=True, default="", db_default="", editable=False)
    field = Line("veld", max_length=80)
    old_value = LongText("oude waarde", blank=True)
    new_value = LongText("nieuwe waarde", blank=True)
    reason = LongText("reden", longest=LONGEST_REASON)
    editor_function = Line("functie van de redacteur", max_length=80)
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
    def is_addition(self) -> bool:
        """Return whether this tells of a row that was forgotten, and not of a value that changed."""
        return not self.old_value and self.field.endswith(ADDED)

    @property
    def subject_url(self) -> str:
        """Return the path of the HTML page of the corrected record."""
        kind = kind_called(self.subject_type)
        return address_of(kind.field if kind else "report", self.subject_key)
