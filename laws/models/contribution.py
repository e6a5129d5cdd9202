"""What a bill contributes to, as a report prints it."""

from django.db import models

from laws.models.bill import BillSnapshot
from laws.querysets import ContributionQuerySet
from measures.models import Measure
from measures.models.base import Located
from measures.models.fields import Line


class Contribution(Located):
    """A line that a report prints under "Draagt bij aan" (contributes to).

    `measure` is the measure that the portal recognises in the line, or None.
    """

    snapshot = models.ForeignKey(BillSnapshot, models.CASCADE, related_name="contributions", verbose_name="stand")
    position = models.PositiveSmallIntegerField("volgnummer")
    printed = Line("in de bron", max_length=300)
    measure = models.ForeignKey(
        Measure, models.PROTECT, null=True, blank=True, related_name="contributions", verbose_name="maatregel"
    )

    # Set by `with_public_measure()`.
    measure_is_public: bool

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "bijdrage aan een maatregel"
        verbose_name_plural = "bijdragen aan maatregelen"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "position"], name="contribution_position_unique")]

    def __str__(self) -> str:
        return self.printed

    @property
    def public_measure(self) -> Measure | None:
        """Return the measure, or None when no published report mentions it. Needs `with_public_measure()`."""
        return self.measure if self.measure_is_public else None
