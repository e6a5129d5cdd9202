"""The parts of the programme (goals, priorities and measures) and its people (roles, sectors, stakeholders, parties)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from measures.addresses import address_of
from measures.models.base import Counted, Item, Located, Record, Snapshot, StatusRecord
from measures.models.fields import Key, Line, LongText, Number
from measures.models.renamed import Renamed
from measures.publication.links import Links
from measures.publication.order import by_measure
from measures.querysets import (
    MeasureQuerySet,
    OfReportQuerySet,
    PartyQuerySet,
    RecordQuerySet,
    RoleQuerySet,
    SectorQuerySet,
    SnapshotQuerySet,
    StakeholderQuerySet,
)


class Role(Renamed, Counted):
    """A kind of person or organisation that actions are for, such as a leraar (teacher) or schoolbestuur (school board)."""

    slug = Key("adres", unique=True, pages=("role", "workplan"))
    name = Line("naam", max_length=80, unique=True)
    plural = Line("meervoud", max_length=80)

    objects = RoleQuerySet.as_manager()

    natural_key_field = "slug"

    class Meta:
        verbose_name = "rol"
        verbose_name_plural = "rollen"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("role", self.slug)


class Sector(Renamed, Counted):
    slug = models.SlugField("adres", unique=True, max_length=10)
    name = Line("naam", max_length=80, unique=True)

    objects = SectorQuerySet.as_manager()

    natural_key_field = "slug"

    class Meta:
        verbose_name = "sector"
        verbose_name_plural = "sectoren"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.slug})"


class Stakeholder(Counted):
    """A group that is involved in a measure. The words that a report prints for it are in `Involvement`."""

    slug = models.SlugField("adres", unique=True, max_length=80)
    name = Line("naam", max_length=120, unique=True)

    objects = StakeholderQuerySet.as_manager()

    natural_key_field = "slug"

    class Meta:
        verbose_name = "betrokkene"
        verbose_name_plural = "betrokkenen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Party(Counted):
    """An organisation that represents a group of stakeholders."""

    slug = models.SlugField("adres", unique=True, max_length=80)
    name = Line("naam", max_length=120, unique=True)

    objects = PartyQuerySet.as_manager()

    natural_key_field = "slug"

    class Meta:
        verbose_name = "veldpartij"
        verbose_name_plural = "veldpartijen"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Representation(Located):
    """A row of the table of parties in a report: the party that represents a group."""

    report = models.ForeignKey("measures.Report", models.CASCADE, related_name="representations", verbose_name="rapportage")
    position = models.PositiveSmallIntegerField("volgnummer")
    group_printed = Line("vertegenwoordiging van", max_length=120, help_text="Zoals gedrukt.")
    party = models.ForeignKey(Party, models.PROTECT, related_name="representations", verbose_name="veldpartij")
    party_printed = Line("naam in de bron", max_length=120)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        verbose_name = "vertegenwoordiging"
        verbose_name_plural = "vertegenwoordigingen"
        ordering = ["report", "position"]
        constraints = [models.UniqueConstraint(fields=["report", "group_printed", "party"], name="party_once_in_group_of_report")]

    def __str__(self) -> str:
        return f"{self.party_printed} ({self.group_printed})"


class Goal(Record):
    number = Number("nummer", unique=True)
    title = Line("titel", max_length=200)

    objects = RecordQuerySet.as_manager()

    natural_key_field = "number"

    class Meta:
        verbose_name = "doel"
        verbose_name_plural = "doelen"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        return address_of("goal", self.number)


class Priority(Record):
    number = Number("nummer", unique=True)
    title = Line("titel", max_length=200)
    measures = Links("measures.Measure", blank=True, related_name="priorities", verbose_name="maatregelen")

    objects = RecordQuerySet.as_manager()

    natural_key_field = "number"

    class Meta:
        verbose_name = "speerpunt"
        verbose_name_plural = "speerpunten"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    def get_absolute_url(self) -> str:
        return f"{address_of('priorities')}#speerpunt-{self.number}"


class PrioritySnapshot(Snapshot):
    priority = models.ForeignKey(Priority, models.PROTECT, related_name="snapshots", verbose_name="speerpunt")
    title_printed = Line("titel in de bron", max_length=200)
    summary = LongText("samenvatting", blank=True)

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        verbose_name = "stand van een speerpunt"
        verbose_name_plural = "standen van speerpunten"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["priority", "report"], name="one_priority_snapshot_per_report")]

    def __str__(self) -> str:
        return f"{self.title_printed} ({self.report.slug})"


class PriorityItemQuerySet(OfReportQuerySet):
    report_path = "snapshot__report"


class PriorityItem(Item):
    snapshot = models.ForeignKey(PrioritySnapshot, models.CASCADE, related_name="items", verbose_name="stand")

    objects = PriorityItemQuerySet.as_manager()

    class Meta(Item.Meta):
        verbose_name = "onderdeel van een speerpunt"
        verbose_name_plural = "onderdelen van speerpunten"
        constraints = [
            *Item.Meta.constraints,
            models.UniqueConstraint(fields=["snapshot", "position"], name="priority_item_position_unique"),
        ]


class Measure(Renamed, StatusRecord):
    """One of the 25 measures, or a submeasure. The printed code of a submeasure differs between reports, so snapshots have it."""

    slug = Key("adres", unique=True, max_length=80, pages=("measure",))
    number = Number(
        "nummer", unique=True, null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(25)],
        help_text="1 tot en met 25. Een deelmaatregel heeft geen eigen nummer.",
    )  # fmt: skip
    title = Line("titel", max_length=200)
    # The foreign key refers to `number`, which only main measures have. So the database refuses a submeasure of a submeasure.
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        to_field="number",
        null=True,
        blank=True,
        related_name="submeasures",
        verbose_name="hoofdmaatregel",
        limit_choices_to={"number__isnull": False},
    )

    objects = MeasureQuerySet.as_manager()

    natural_key_field = "slug"

    class Meta:
        verbose_name = "maatregel"
        verbose_name_plural = "maatregelen"
        # `MeasureQuerySet.in_order` sorts submeasures by code as well.
        ordering = by_measure()
        constraints = [
            models.CheckConstraint(
                name="measure_number_or_parent",
                condition=Q(number__isnull=False, parent__isnull=True) | Q(number__isnull=True, parent__isnull=False),
                violation_error_message="Vul een nummer in (maatregel) of een hoofdmaatregel (deelmaatregel), niet allebei.",
            ),
            models.CheckConstraint(
                name="measure_number_1_to_25",
                condition=Q(number__isnull=True) | Q(number__gte=1, number__lte=25),
                violation_error_message="Het nummer van een maatregel ligt tussen 1 en 25.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return address_of("measure", self.slug)
