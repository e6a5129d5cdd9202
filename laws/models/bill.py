"""Bills: their snapshots and planning, and what reports and official papers say of them."""

import datetime as dt
from typing import TYPE_CHECKING, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from laws.enums import Outcome, Phase, StationKind
from laws.outcome import Situation, situation_on, standing_entries
from laws.querysets import BillQuerySet, OfBillSnapshotQuerySet
from laws.slip import Slip, comparisons
from measures.addresses import address_of
from measures.clock import today
from measures.models import Measure, Priority, Renamed, SourceNote
from measures.models.base import Dated, Item, Located, Record, Snapshot
from measures.models.fields import HOW_TO_WRITE, IN_REACH, Key, Line, LongText
from measures.publication.links import Links
from measures.querysets import SnapshotQuerySet

if TYPE_CHECKING:
    from laws.models.effect import EntryIntoForce
    from laws.models.station import BillName, Station

# The first word of the title of a bill.
BILL = "Wetsvoorstel "


class Bill(Renamed, Record):
    """A legislative proposal. Its `outcome` is computed from the reports, not stored."""

    slug = Key("adres", unique=True, max_length=80, pages=("bill",))
    title = Line("titel", max_length=200)
    dossier = Line("dossiernummer", max_length=10, blank=True, help_text="Alleen als een bron het noemt.")
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="opvolger",
        help_text="Het wetsvoorstel waarin dit is opgegaan.",
    )  # fmt: skip
    # What the editors looked for on official pages and did not find, with the day on which they looked.
    not_found = LongText(
        "niet gevonden",
        longest=1_000,
        blank=True,
        default="",
        db_default="",
        help_text="Wat op officiële pagina’s niet te vinden was.",
    )
    looked_up_on = models.DateField("opgezocht op", null=True, blank=True, validators=IN_REACH, help_text=HOW_TO_WRITE)
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

    # The first day on which (a part of) the bill is in force, when the query annotates it.
    law_since: dt.date | None = None

    @property
    def is_law(self) -> bool:
        """Return whether (a part of) the bill is in force today. Needs the annotation of `published()` or `with_planning()`."""
        return self.law_since is not None and self.law_since <= today()

    @property
    def name(self) -> str:
        """Return the title; the title of a law once (a part of) it is in force. Needs the same as `is_law`."""
        return f"Wet {self.title.removeprefix(BILL)}" if self.is_law and self.title.startswith(BILL) else self.title

    @property
    def kind_in_words(self) -> str:
        """Return what the bill is today, in a sentence. Needs the same as `is_law`."""
        return "deze wet" if self.is_law else "dit wetsvoorstel"

    @property
    def former_name(self) -> str:
        """Return the title that the bill had before it became a law, or an empty string."""
        return f"was {self.title[0].lower()}{self.title[1:]}" if self.is_law else ""

    @cached_property
    def known_stands(self) -> list["BillSnapshot"]:
        """Return the snapshots, oldest first; with a chosen report without those of later ones. Needs `with_planning()`."""
        return [stand for stand in self.stands if self.stand_report_id is None or stand.report.order <= self.stand.report.order]

    def stand_for(self, phase: Phase) -> "BillSnapshot":
        """Return the snapshot whose plan of this phase counts: the newest one since `stand` that plans it, or else `stand`."""
        since = [stand for stand in self.known_stands if stand.report.order > self.stand.report.order]
        planning = [stand for stand in since if any(step.phase == phase for step in stand.planning.all())]
        return planning[-1] if planning else cast("BillSnapshot", self.stand)

    @property
    def planning_now(self) -> list["PlanningStep"]:
        """Return the steps that count, in the order of the phases. Needs `with_planning()`."""
        return [step for phase in Phase for step in self.stand_for(phase).planning.all() if step.phase == phase]

    @property
    def situation(self) -> Situation:
        """Return how far the bill is today, according to the published reports. Needs `with_planning()`.

        With a chosen report, what later reports say does not count.
        """
        newest = (self.newest_progress_id, self.newest_progress_day) if self.newest_progress_id else None
        return situation_on(
            today(), self.known_stands, self.standing_entries, is_merged=self.successor_is_public, newest_progress=newest
        )

    @property
    def outcome(self) -> Outcome:
        """Return the outcome of `situation`. Needs `with_planning()`."""
        return self.situation.outcome

    @cached_property
    def standing_entries(self) -> list["EntryIntoForce"]:
        """Return the stated entries into force that no newer source contradicts. Needs `with_planning()`."""
        return standing_entries(self.public_entries)

    @property
    def titled(self) -> "BillName | None":
        """Return the newest published paper that gives the official title, or None. Needs `with_planning()`."""
        return self._newest_name("official_title")

    @property
    def cited(self) -> "BillName | None":
        """Return the newest published paper that gives the short title, or None. Needs `with_planning()`."""
        return self._newest_name("citation_title")

    @property
    def laws_changed(self) -> list[str]:
        """Return the laws that the bill changes, as the papers name them, the oldest paper first. Needs `with_planning()`."""
        names = sorted(self.public_names, key=lambda name: name.report.order)
        return list(dict.fromkeys(law for name in names for law in name.changes.splitlines() if law))

    def _newest_name(self, field: str) -> "BillName | None":
        named = [name for name in self.public_names if getattr(name, field)]
        return max(named, key=lambda name: name.report.order, default=None)

    @property
    def publications(self) -> list["Station"]:
        """Return the stations that tell of the publication in the Staatsblad. Needs `with_planning()`."""
        return [station for station in self.timeline if station.kind == StationKind.PUBLISHED]

    @property
    def timeline(self) -> list["Station"]:
        """Return the stations in the order of their days. Needs `with_planning()`.

        Stations without a last day come last; those of one day stand in the order of the procedure.
        """
        return sorted(
            self.public_stations,
            key=lambda each: (each.latest or dt.date.max, StationKind.values.index(each.kind), each.pk),
        )

    @property
    def has_news(self) -> bool:
        """Return whether something happened after the day of the report that counts. Needs `with_planning()`."""
        return any(station.latest and station.latest > self.stand.report.day for station in self.public_stations)

    @cached_property
    def public_successor(self) -> "Bill | None":
        """Return the successor, or None when no published report mentions it. Needs `with_planning()`."""
        if not self.successor_is_public:
            return None
        self.successor.law_since = self.successor_law_since
        return self.successor

    @cached_property
    def comparisons(self) -> list[Slip]:
        """Return the steps of each phase between the reports that plan it, also without a move. Needs `with_planning()`."""
        return comparisons(self.stands, self.standing_entries)

    @property
    def slips(self) -> list[Slip]:
        """Return the steps that are slips: a move that cannot be shown is none. Needs `with_planning()`."""
        return [slip for slip in self.comparisons if slip.can_be_shown]


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

    @property
    def public_measures(self) -> list[Measure]:
        """Return the public measures that the bill contributes to, each once. Needs `with_public_measure()`."""
        named = [contribution.public_measure for contribution in self.contributions.all()]
        return list(dict.fromkeys(measure for measure in named if measure))


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
