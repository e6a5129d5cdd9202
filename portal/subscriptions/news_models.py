"""What became public, in the order in which it was found: the memory of the messages by e-mail."""

from django.db import models

from measures.models.fields import Line


class Occasion(models.TextChoices):
    PUBLICATION = "publicatie", "Publicatie"
    WITHDRAWAL = "intrekking", "Intrekking"
    CORRECTION = "correctie", "Correctie"


class NewsItem(models.Model):
    """Something that became public. `row` is the primary key of its report or correction, `moment` when it became so.

    No content: that is read when a mail is made, so that a mail never tells what is no longer public. The primary key is the
    number of the item. Numbers rise in the order in which items were found (`found_at`), one finder at a time, so that "told up
    to number 12" says exactly what a reader knows.
    """

    kind = Line("soort", max_length=12, choices=Occasion.choices)
    row = models.BigIntegerField("rij")
    moment = models.DateTimeField("openbaar sinds")
    found_at = models.DateTimeField("gevonden op", db_index=True)

    class Meta:
        verbose_name = "nieuws"
        verbose_name_plural = "nieuws"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "row", "moment"], name="news_item_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"
