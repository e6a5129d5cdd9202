"""The tables for working together on a draft."""

from django.conf import settings
from django.db import models

from measures.models import Report
from measures.models.fields import Line


class Approval(models.Model):
    """Somebody's agreement with a draft as it stood.

    `line` is the primary key of the newest line of the audit trail about the draft at that moment: what has a higher one changed
    afterwards. `name` is what the person was called then.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="approvals", verbose_name="rapportage")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="door")
    name = Line("naam", max_length=150)
    at = models.DateTimeField("op", auto_now_add=True)
    line = models.BigIntegerField("tot en met regel van het logboek")

    class Meta:
        verbose_name = "akkoord"
        verbose_name_plural = "akkoorden"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.report.slug}: akkoord"

    def get_additional_data(self) -> dict[str, str]:
        return {"rapportage": self.report.slug}
