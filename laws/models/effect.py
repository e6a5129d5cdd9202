"""What reports state of bills as facts: the entry into force of (a part of) a bill, and its effects on actions."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from laws.enums import Effect
from laws.models.bill import Bill
from laws.querysets import RequirementQuerySet
from measures.models import Action, Report
from measures.models.base import Located
from measures.models.fields import HOW_TO_WRITE, IN_REACH, Line
from measures.publication.freezing import cascade_drafts
from measures.querysets import OfReportQuerySet

# A bill, a part of it, an action, and what the part does with it.
StatedEffect = tuple[int, str, int, str]


class EntryIntoForce(Located):
    """The day on which (a part of) a bill enters into force, stated as a fact by a source. It can be a day that is still to come.

    A planned day is a `PlanningStep`.
    """

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="entries_into_force", verbose_name="wetsvoorstel")
    report = models.ForeignKey(Report, models.PROTECT, related_name="entries_into_force", verbose_name="rapportage")
    part = Line("onderdeel", max_length=120, blank=True)
    date = models.DateField("treedt in werking op", validators=IN_REACH, help_text=HOW_TO_WRITE)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = "inwerkingtreding"
        verbose_name_plural = "inwerkingtredingen"
        ordering = ["date", "pk"]
        constraints = [models.UniqueConstraint(fields=["bill", "part", "report"], name="one_entry_per_part_and_report")]

    def __str__(self) -> str:
        return f"{self.bill}: {self.part or 'geheel'}"


class Requirement(Located):
    """An effect of (a part of) a bill on an action: the action becomes obligatory or possible, or ends."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="requirements", verbose_name="wetsvoorstel")
    part = Line("onderdeel", max_length=120, blank=True, help_text="Zoals bij de planning; leeg: het hele wetsvoorstel.")
    action = models.ForeignKey(Action, cascade_drafts, related_name="requirements", verbose_name="actie")
    effect = models.CharField("gevolg", max_length=20, choices=Effect)
    report = models.ForeignKey(Report, models.PROTECT, related_name="requirements", verbose_name="rapportage")

    objects = RequirementQuerySet.as_manager()

    # The report that states an effect, when the reports besides that of this row were read before.
    elsewhere: Mapping[StatedEffect, Report] | None = None

    class Meta:
        verbose_name = "gevolg van een wet voor een actie"
        verbose_name_plural = "gevolgen van wetten voor acties"
        ordering = ["bill", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bill", "part", "action", "effect", "report"], name="requirement_unique_in_report"),
            models.CheckConstraint(name="requirement_effect", condition=Q(effect__in=Effect.values)),
        ]

    def __str__(self) -> str:
        return f"{self.bill} {self.get_effect_display().lower()}: {self.action}"

    def clean(self) -> None:
        """Refuse an effect that another report states already, unless that report is withdrawn or thrown away."""
        if self.bill_id is None or self.action_id is None:
            return
        report = self._report_that_states_it() if self.elsewhere is None else self.elsewhere.get(self.stated)
        if report is not None:
            raise ValidationError(f"Dit gevolg staat al in {report}.")

    @property
    def stated(self) -> StatedEffect:
        return self.bill_id, self.part, self.action_id, self.effect

    def _report_that_states_it(self) -> Report | None:
        same = Requirement.objects.filter(bill=self.bill_id, part=self.part, action=self.action_id, effect=self.effect)
        standing = same.standing().exclude(pk=self.pk).select_related("report").first()
        return standing.report if standing else None
