"""Actions (duties and options of a role) and their mentions in reports."""

from django.db import models
from django.db.models import F, Q

from measures.addresses import address_of
from measures.enums import ActionKind, OverviewColumn
from measures.models.base import Counted, Dated, Located
from measures.models.fields import HOW_TO_WRITE, IN_REACH, Key, Line, LongText
from measures.models.programme import Measure, Role, Sector
from measures.models.renamed import Renamed
from measures.models.report import Report
from measures.publication.freezing import cascade_drafts
from measures.publication.links import Links
from measures.querysets import ActionQuerySet, OfReportQuerySet


class Action(Renamed, Counted):
    """One thing that one or more roles must or can do. Its standing on a day is computed in `portal.agenda`, never stored."""

    slug = Key("sleutel", unique=True, max_length=100, pages=("action",), help_text="Leesbaar en blijvend.")
    text = LongText("tekst", help_text="Eén zin in de gebiedende wijs.")
    right = LongText(
        "recht van ouders en leerlingen", longest=400, blank=True, default="", db_default="",
        help_text="Waar ouders of leerlingen hierdoor recht op hebben, gezegd tegen ouders. Leeg: het is geen recht van hen.",
    )  # fmt: skip
    kind = models.CharField("soort", max_length=10, choices=ActionKind)
    roles = Links(Role, blank=True, related_name="actions", verbose_name="voor", help_text="Leeg: de bronnen noemen niemand.")
    sectors = Links(Sector, blank=True, related_name="actions", verbose_name="sectoren", help_text="Leeg: voor alle sectoren.")
    measures = Links(Measure, related_name="actions", verbose_name="maatregelen")
    # What calendars said of the actions that became one with this one, see `portal.outputs.exports.calendar.merged`.
    merged_events = models.JSONField("vervallen dagen in agenda’s", null=True, blank=True, editable=False)

    objects = ActionQuerySet.as_manager()

    natural_key_field = "slug"

    class Meta:
        verbose_name = "actie"
        verbose_name_plural = "acties"
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="action_kind", condition=Q(kind__in=ActionKind.values))]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return address_of("action", self.slug)


class ActionMention(Located, Dated):
    """A mention of an action in a report, with its printed condition and the days that the report states as facts."""

    action = models.ForeignKey(Action, cascade_drafts, related_name="mentions", verbose_name="actie")
    report = models.ForeignKey(Report, models.PROTECT, related_name="mentions", verbose_name="rapportage")
    column = models.CharField("kolom van het overzicht", max_length=20, choices=OverviewColumn, blank=True)
    condition = Line("voorwaarde in de bron", max_length=200, blank=True)
    states_in_force = models.BooleanField(
        "de bron zegt dat dit verplicht is",
        default=False,
        help_text="Alleen als dit volgens deze bron al geldt.",
    )
    in_force_from = models.DateField(
        "geldt vanaf",
        null=True,
        blank=True,
        validators=IN_REACH,
        help_text=f"Alleen als de bron deze dag als feit noemt, niet als planning. {HOW_TO_WRITE}",
    )
    in_force_until = models.DateField(
        "geldt tot en met", null=True, blank=True, validators=IN_REACH, help_text="De laatste dag, als de bron die noemt."
    )

    objects = OfReportQuerySet.as_manager()

    class Meta(Dated.Meta):
        verbose_name = "vermelding van een actie"
        verbose_name_plural = "vermeldingen van acties"
        ordering = ["report", "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(fields=["action", "report", "location"], name="one_mention_per_place"),
            models.CheckConstraint(
                name="mention_in_force_in_order",
                condition=Q(in_force_from__isnull=True)
                | Q(in_force_until__isnull=True)
                | Q(in_force_from__lte=F("in_force_until")),
                violation_error_message="De actie eindigt voordat zij begint.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action.slug} in {self.report.slug}"
