"""The sentences of the source beside ours. They are for staff only: nothing public is made from them."""

from django.db import models

from measures.models import Report
from measures.models.fields import Line, LongText


class SourceText(models.Model):
    """The sentence of the document that a row of a report was made from, as the document prints it, with white space folded.

    `kind` is the name of the model of the row, such as `measureitem`; `row` is its primary key. `location` is where the sentence
    stands in the document. `to_write` says that the row still has the words of the source, and not yet our own.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="source_texts", verbose_name="rapportage")
    kind = models.CharField("soort", max_length=30)
    row = models.BigIntegerField("rij")
    text = LongText("zin van de bron")
    location = Line("vindplaats", max_length=400, blank=True, default="")
    to_write = models.BooleanField("nog te schrijven", default=False)

    class Meta:
        verbose_name = "zin van de bron"
        verbose_name_plural = "zinnen van de bron"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["kind", "row"], name="one_source_text_per_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row}"

    def get_additional_data(self) -> dict[str, str]:
        return {"rapportage": self.report.slug}
