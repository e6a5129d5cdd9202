"""The version of what is public, as a row of the database."""

import secrets

from django.db import models


def new_series() -> str:
    """Return a random name that no other database has used."""
    return secrets.token_hex(8)


class PublicVersion(models.Model):
    """The single row (primary key 1) with the number of public changes; see `measures.publication.counting`.

    `series` makes the version unique. Without it, a restored backup would count past numbers that clients already know.
    """

    series = models.CharField("reeks", max_length=16, default=new_series)
    number = models.PositiveBigIntegerField("nummer", default=0)
    changed_at = models.DateTimeField("gewijzigd op")

    class Meta:
        verbose_name = "versie van wat openbaar is"
        verbose_name_plural = "versie van wat openbaar is"

    def __str__(self) -> str:
        return f"{self.series}-{self.number}"
