"""The version of what is public, as a row of the database."""

from django.db import models

from measures.models.fields import Line
from measures.publication.counting import new_series


class PublicVersion(models.Model):
    """The single row (primary key 1) with the number of public changes in this series; see `measures.publication.counting`."""

    series = Line("reeks", max_length=16, default=new_series)
    number = models.PositiveBigIntegerField("nummer", default=0)
    changed_at = models.DateTimeField("gewijzigd op")

    class Meta:
        verbose_name = "versie van wat openbaar is"
        verbose_name_plural = "versie van wat openbaar is"

    def __str__(self) -> str:
        return f"{self.series}-{self.number}"
