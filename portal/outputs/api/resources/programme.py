"""`/doelen` (goals), `/speerpunten` (priorities), `/rollen` (roles), `/veldpartijen` (parties) and `/bevindingen` (findings)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from laws.models import Bill
from measures.models import Finding, Goal, Measure, Priority, PrioritySnapshot, Representation, Role
from measures.querysets import by_report
from portal.outputs.api.filters import ApiGoalFilter, FindingFilter, PriorityFilter, RepresentationFilter, RoleFilter
from portal.outputs.api.resource import Resource
from portal.outputs.api.resources.fields import AddressField, SlugsField


@extend_schema_serializer(description="Een van de zeven doelen.")
class Doel(serializers.Serializer):
    """One of the seven goals. Needs `with_stand()`."""

    nummer = serializers.IntegerField(source="number", help_text="Het nummer, 1 tot en met 7.")
    titel = serializers.CharField(source="title", help_text="De titel.")
    maatregelen = SlugsField(
        "stand.measures", "number", child=serializers.IntegerField(),
        help_text="De nummers van de maatregelen, volgens de nieuwste rapportage die de doelen noemt.",
    )  # fmt: skip
    url = AddressField()


class Goals(Resource):
    """Doelen"""

    filterset_class = ApiGoalFilter
    serializer_class = Doel
    lookup_field = "number"
    lookup_url_kwarg = "nummer"
    key_pattern = "[0-9]{1,9}"
    sorting = {"nummer": ("number",), "titel": ("title",)}
    tag = "doelen"
    words = "De zeven doelen, met de maatregelen die eraan werken."

    def get_queryset(self) -> QuerySet[Goal]:
        measures = Prefetch("stands__measures", Measure.objects.published().main().in_order())
        return Goal.objects.published().with_stand().prefetch_related(measures).order_by("number")


@extend_schema_serializer(description="Eén punt dat een rapportage over een speerpunt noemt.")
class PuntVanSpeerpunt(serializers.Serializer):
    """An item of the snapshot of a priority."""

    tekst = serializers.CharField(source="text", help_text="In onze eigen, korte woorden.")
    periode = serializers.CharField(source="period", help_text="De periode, letterlijk uit de bron. Kan leeg zijn.")
    vindplaats = serializers.CharField(source="location", help_text="Waar het in de rapportage staat.")
    groep = serializers.CharField(source="heading", help_text="De tussenkop waaronder het staat, zoals gedrukt. Kan leeg zijn.")


@extend_schema_serializer(description="Wat één rapportage over een speerpunt zegt.")
class StandVanSpeerpunt(serializers.Serializer):
    """The snapshot of a priority in one report."""

    rapportage = serializers.CharField(source="report.slug", help_text="De slug van de rapportage.")
    titelInBron = serializers.CharField(source="title_printed", help_text="De titel zoals gedrukt.")
    samenvatting = serializers.CharField(source="summary", help_text="In onze eigen woorden. Kan leeg zijn.")
    punten = PuntVanSpeerpunt(source="items", many=True, help_text="De punten, in de volgorde van de rapportage.")
    vindplaats = serializers.CharField(source="location", help_text="Waar het in de rapportage staat.")


@extend_schema_serializer(description="Een van de zeven speerpunten van juli 2022.")
class Speerpunt(serializers.Serializer):
    """One of the seven priorities of July 2022."""

    nummer = serializers.IntegerField(source="number", help_text="Het nummer.")
    titel = serializers.CharField(source="title", help_text="De titel.")
    maatregelen = SlugsField("public_measures", help_text="De slugs van de maatregelen.")
    wetsvoorstellen = SlugsField("public_bills", help_text="De slugs van de wetsvoorstellen.")
    standen = StandVanSpeerpunt(source="public_stands", many=True, help_text="Wat elke rapportage erover zegt, oudste eerst.")
    url = AddressField()


class Priorities(Resource):
    """Speerpunten"""

    filterset_class = PriorityFilter
    serializer_class = Speerpunt
    lookup_field = "number"
    lookup_url_kwarg = "nummer"
    key_pattern = "[0-9]{1,9}"
    sorting = {"nummer": ("number",), "titel": ("title",)}
    tag = "speerpunten"
    words = "De zeven speerpunten van juli 2022, met hun maatregelen en wetsvoorstellen."

    def get_queryset(self) -> QuerySet[Priority]:
        measures = Prefetch("measures", Measure.objects.published().in_order(), to_attr="public_measures")
        bills = Prefetch("bills", Bill.objects.published(), to_attr="public_bills")
        said = PrioritySnapshot.objects.published().select_related("report").prefetch_related("items").order_by(*by_report())
        stands = Prefetch("snapshots", said, to_attr="public_stands")
        return Priority.objects.published().prefetch_related(measures, bills, stands).order_by("number")


@extend_schema_serializer(description="Een groep voor wie er acties zijn, zoals schoolleiders.")
class Rol(serializers.Serializer):
    """A role that actions are addressed to."""

    slug = serializers.CharField(help_text="De vaste sleutel.")
    naam = serializers.CharField(source="name", help_text="De naam in het enkelvoud.")
    meervoud = serializers.CharField(source="plural", help_text="De naam in het meervoud.")
    url = AddressField()


class Roles(Resource):
    """Rollen"""

    filterset_class = RoleFilter
    serializer_class = Rol
    lookup_field = "slug"
    key_pattern = "[a-z0-9-]+"
    sorting = {"naam": ("name",)}
    tag = "rollen"
    words = "Voor wie er acties zijn: samenwerkingsverband, schoolbestuur, schoolleider en anderen."

    def get_queryset(self) -> QuerySet[Role]:
        return Role.objects.published().order_by("pk")


@dataclass(frozen=True)
class PartyOfGroup:
    """An organisation that represents a group, with the slugs of the reports that say so, oldest first."""

    group: str
    name: str
    reports: list[str]


@extend_schema_serializer(description="Een organisatie die volgens een of meer rapportages een groep vertegenwoordigt.")
class Veldpartij(serializers.Serializer):
    """A `PartyOfGroup`."""

    groep = serializers.CharField(source="group", help_text="De groep, zoals gedrukt.")
    naam = serializers.CharField(source="name", help_text="De naam van de organisatie.")
    rapportages = serializers.ListField(
        source="reports", child=serializers.CharField(), help_text="De slugs van de rapportages die dit zeggen, oudste eerst."
    )


class Parties(Resource):
    """Veldpartijen"""

    filterset_class = RepresentationFilter
    serializer_class = Veldpartij
    sorting = {"groep": (), "naam": ()}
    tag = "veldpartijen"
    words = "De organisaties waarmee het ministerie overlegt, per groep die zij vertegenwoordigen."

    def get_queryset(self) -> QuerySet[Representation]:
        return Representation.objects.published().select_related("party", "report").order_by(*by_report(), "position")

    def found(self, filterset: RepresentationFilter, sort: str) -> Sequence[PartyOfGroup]:
        """Return a row for each organisation in a group. An empty `sort` gives the order of the oldest report."""
        reports: dict[tuple[str, str], list[str]] = {}
        for row in filterset.qs:
            reports.setdefault((row.group_printed, row.party.name), []).append(row.report.slug)
        rows = [PartyOfGroup(group, name, named_by) for (group, name), named_by in reports.items()]
        keys = {"groep": lambda row: row.group.casefold(), "naam": lambda row: row.name.casefold()}
        key = keys.get(sort.lstrip("-"))
        return sorted(rows, key=key, reverse=sort.startswith("-")) if key else rows


@extend_schema_serializer(description="Een getal in een bevinding, zoals gedrukt.")
class Cijfer(serializers.Serializer):
    """A number in a finding, as printed."""

    omschrijving = serializers.CharField(source="description", help_text="Wat er geteld of gemeten is.")
    waarde = serializers.CharField(source="value", help_text="De waarde zoals gedrukt; soms in woorden.")
    eenheid = serializers.CharField(source="unit", help_text="De eenheid, zoals %. Kan leeg zijn.")
    groep = serializers.CharField(source="group", help_text="Om wie het gaat. Kan leeg zijn.")


@extend_schema_serializer(description="Wat onderzoek zegt over een doel of een maatregel.")
class Bevinding(serializers.Serializer):
    """A result of research about a goal or a measure."""

    id = serializers.SerializerMethodField(help_text="De vaste sleutel: rapportage en volgnummer.")
    doel = serializers.IntegerField(
        source="goal.number", default=None, allow_null=True, help_text="Het nummer van het doel, of null."
    )
    maatregel = serializers.CharField(
        source="measure.slug", default=None, allow_null=True, help_text="De slug van de maatregel, of null."
    )
    rapportage = serializers.CharField(source="report.slug", help_text="De slug van de rapportage.")
    tekst = serializers.CharField(source="text", help_text="De bevinding in onze eigen woorden.")
    cijfers = Cijfer(source="figures", many=True, help_text="De cijfers in de bevinding.")
    vindplaats = serializers.CharField(source="location", help_text="Waar het in de rapportage staat.")

    def get_id(self, finding: Finding) -> str:
        return f"{finding.report.slug}-{finding.position}"


class Findings(Resource):
    """Bevindingen"""

    filterset_class = FindingFilter
    serializer_class = Bevinding
    lookup_field = "id"
    key_pattern = "[a-z0-9-]+-[0-9]{1,9}"
    sorting = {"rapportage": (*by_report(), "position")}
    tag = "bevindingen"
    words = "Wat onderzoek zegt over een doel of een maatregel, met cijfers."

    def get_queryset(self) -> QuerySet[Finding]:
        found = Finding.objects.published().select_related("report", "goal", "measure").prefetch_related("figures")
        return found.order_by(*by_report(), "position")

    def one(self, key: str, filterset: Any) -> Finding | None:
        report, _, position = key.rpartition("-")
        return self.get_queryset().filter(report__slug=report, position=position).first()
