"""The tables for working together on a draft: agreement, remarks, links to the preview, and publication at a chosen moment."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from measures.enums import ReportState
from measures.models import Report
from measures.models.fields import Line, LongText


class OfDraft(models.Model):
    """Something that a person did about a draft. `name` is what the person was called then."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    name = Line("naam", max_length=150)
    at = models.DateTimeField("op", auto_now_add=True)

    class Meta:
        abstract = True

    def get_additional_data(self) -> dict[str, str]:
        return {"rapportage": self.report.slug}


class Approval(OfDraft):
    """Somebody's agreement with a draft as it stood.

    `line` is the primary key of the newest line of the audit trail about the draft at that moment: what has a higher one changed
    afterwards.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="approvals", verbose_name="rapportage")
    line = models.BigIntegerField("tot en met regel van het logboek")

    class Meta:
        verbose_name = "akkoord"
        verbose_name_plural = "akkoorden"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.report.slug}: akkoord"


class Remark(OfDraft):
    """A remark at a row of a draft, or an answer to one.

    `place` is the path of the form of the row below that of the draft, such as `maatregel/hoorrecht/`. `about` is what the row
    was called. An answer has the same place, and `answers` is the remark that it belongs to.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="remarks", verbose_name="rapportage")
    place = Line("plaats", max_length=200)
    about = Line("bij", max_length=250)
    answers = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name="antwoord op")
    text = LongText("opmerking", longest=2000)
    settled_at = models.DateTimeField("afgehandeld op", null=True, blank=True)
    settled_name = Line("afgehandeld door", max_length=150, blank=True, default="")

    class Meta:
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.about}: {self.text[:60]}"


class PreviewLinkQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Return the links that still work: not withdrawn, not too old, and to a draft."""
        return self.filter(withdrawn_at=None, until__gt=timezone.now(), report__state=ReportState.DRAFT)


class PreviewLink(OfDraft):
    """A link to the preview of a draft, for somebody without an account. Only the SHA-256 of its token is stored (`digest`)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="preview_links", verbose_name="rapportage")
    digest = models.CharField("kenmerk", max_length=64, unique=True, editable=False)
    reader = Line("voor wie", max_length=150)
    until = models.DateTimeField("geldig tot")
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "link naar het voorbeeld"
        verbose_name_plural = "links naar het voorbeeld"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.report.slug}: link voor {self.reader}"


class PlannedPublication(OfDraft):
    """The publication of a draft at a moment that a publisher chose. A timer carries it out.

    `line` is the newest line of the trail that the publisher agreed with: a newer one stops the publication. `stopped` is why it
    did not happen, in Dutch; empty while it still waits.
    """

    report = models.OneToOneField(Report, models.CASCADE, related_name="planned", verbose_name="rapportage")
    moment = models.DateTimeField("moment")
    line = models.BigIntegerField("tot en met regel van het logboek")
    stopped = LongText("tegengehouden", longest=2000, blank=True, default="")

    class Meta:
        verbose_name = "geplande publicatie"
        verbose_name_plural = "geplande publicaties"

    def __str__(self) -> str:
        return f"{self.report.slug}: publicatie gepland"
