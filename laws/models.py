"""Bills: their snapshots, planning, entries into force and effects on actions."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from laws.enums import Effect, Outcome, Phase
from laws.querysets import BillQuerySet, OfBillSnapshotQuerySet
from laws.slip import Slip, slips
from measures.addresses import address_of
from measures.models import Action, Measure, Priority, Report, SourceNote
from measures.models.base import Dated, Item, Located, Record, Snapshot
from measures.models.fields import Key, Line, LongText
from measures.publication.freezing import cascade_drafts
from measures.publication.links import Links
from measures.querysets import OfReportQuerySet, SnapshotQuerySet


class Bill(Record):
    """A legislative proposal. Its `outcome` is computed from the reports, not stored."""

    slug = Key("adres", unique=True, max_length=80, pages=("bill",))
    title = Line("titel", max_length=200)
    dossier = Line("dossiernummer", max_length=10, blank=True, help_text="Alleen als een bron het noemt.")
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="opvolger",
        help_text="Het wetsvoorstel waarin dit is opgegaan.",
    )  # fmt: skip
    priorities = Links(Priority, blank=True, related_name="bills", verbose_name="speerpunten")
    source_notes = Links(SourceNote, blank=True, related_name="bills", verbose_name="bronnotities")

    objects = BillQuerySet.as_manager()

    natural_key_field = "slug"

    class Meta:
        verbose_name = "wetsvoorstel"
        verbose_name_plural = "wetsvoorstellen"
        ordering = [Lower("title")]
        constraints = [
            models.CheckConstraint(
                name="bill_not_its_own_successor",
                condition=Q(successor__isnull=True) | ~Q(successor=F("id")),
                violation_error_message="Een wetsvoorstel kan zichzelf niet opvolgen.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        following, seen = self.successor, {self.pk}
        while following is not None:
            if following.pk in seen:
                raise ValidationError({"successor": "Deze opvolging loopt in een kring."})
            seen.add(following.pk)
            following = following.successor

    def get_absolute_url(self) -> str:
        return address_of("bill", self.slug)

    @cached_property
    def outcome(self) -> Outcome:
        """Return the outcome of the bill according to the published reports. Needs `with_planning()`.

        The first of these that exists decides: a stated entry into force, a public successor, the counting snapshot (`stand`).
        """
        if self.public_entries:
            return Outcome.IN_FORCE
        return Outcome.MERGED if self.successor_is_public else Outcome(self.stand.outcome)

    @cached_property
    def public_successor(self) -> "Bill | None":
        """Return the successor, or None when no published report mentions it. Needs `with_planning()`."""
        return self.successor if self.successor_is_public else None

    @cached_property
    def slips(self) -> list[Slip]:
        """Return the slips of each phase between the reports that plan it. Needs `with_planning()`."""
        return slips(self.stands)


class BillSnapshot(Snapshot):
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="snapshots", verbose_name="wetsvoorstel")
    number = Line("volgnummer in de bron", max_length=4, blank=True)
    title_printed = Line("titel in de bron", max_length=200)
    outcome = models.CharField(
        "hoe ver het is",
        max_length=20,
        choices=Outcome,
        default=Outcome.UNKNOWN,
        help_text="Volgens deze rapportage. Inwerkingtreding en opvolging staan bij het wetsvoorstel zelf.",
    )
    remark = LongText("opmerking", blank=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "stand van een wetsvoorstel"
        verbose_name_plural = "standen van wetsvoorstellen"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["bill", "report"], name="one_bill_snapshot_per_report"),
            models.CheckConstraint(name="bill_snapshot_outcome", condition=Q(outcome__in=Outcome.values)),
        ]

    def __str__(self) -> str:
        return f"{self.title_printed} ({self.report.slug})"


class BillElement(Item):
    """An item about the content of a bill."""

    snapshot = models.ForeignKey(BillSnapshot, models.CASCADE, related_name="elements", verbose_name="stand")

    objects = OfBillSnapshotQuerySet.as_manager()

    class Meta(Item.Meta):
        verbose_name = "onderdeel van een wetsvoorstel"
        verbose_name_plural = "onderdelen van een wetsvoorstel"
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["snapshot", "position"], name="bill_element_position_unique"),
        ]


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

    objects = OfBillSnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "bijdrage aan een maatregel"
        verbose_name_plural = "bijdragen aan maatregelen"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "position"], name="contribution_position_unique")]

    def __str__(self) -> str:
        return self.printed


class PlanningStep(Located, Dated):
    """A phase of (a part of) a bill, with the period in which a report plans it."""

    snapshot = models.ForeignKey(BillSnapshot, models.CASCADE, related_name="planning", verbose_name="stand")
    position = models.PositiveSmallIntegerField("volgnummer")
    phase = models.CharField("fase", max_length=30, choices=Phase)
    part = Line("onderdeel", max_length=120, blank=True, help_text="Alleen als delen apart in werking treden.")

    objects = OfBillSnapshotQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "planning"
        verbose_name_plural = "planning"
        ordering = ["position"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["snapshot", "phase", "part"], name="one_planning_step_per_phase_and_part"),
            models.CheckConstraint(name="planning_step_phase", condition=Q(phase__in=Phase.values)),
            models.CheckConstraint(
                name="planning_step_has_words",
                condition=~Q(period=""),
                violation_error_message="Vul de woorden van de planning in.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_phase_display()}: {self.period}"


class EntryIntoForce(Located):
    """A day on which (a part of) a bill entered into force, stated as a fact by a report. A planned day is a `PlanningStep`."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="entries_into_force", verbose_name="wetsvoorstel")
    report = models.ForeignKey(Report, models.PROTECT, related_name="entries_into_force", verbose_name="rapportage")
    part = Line("onderdeel", max_length=120, blank=True)
    date = models.DateField("in werking sinds")

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

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = "gevolg van een wet voor een actie"
        verbose_name_plural = "gevolgen van wetten voor acties"
        ordering = ["bill", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["bill", "part", "action", "effect"], name="requirement_unique"),
            models.CheckConstraint(name="requirement_effect", condition=Q(effect__in=Effect.values)),
        ]

    def __str__(self) -> str:
        return f"{self.bill} {self.get_effect_display().lower()}: {self.action}"
