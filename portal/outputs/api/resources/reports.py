"""`/rapportages` (reports). A single report also has its general chapters."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from measures.enums import ContractKind
from measures.models import Report, ReportSection
from measures.publication.order import REPORT_ORDER
from portal.core.reports import reports_with_counts
from portal.outputs.api.filters import ReportFilter
from portal.outputs.api.resource import Resource
from portal.outputs.api.resources.fields import AddressField, PeriodSerializer


@extend_schema_serializer(description="Hoeveel onderwerpen van elke soort de rapportage noemt.")
class Counts(serializers.Serializer):
    """The number of records of each kind that a report mentions."""

    maatregelen = serializers.IntegerField(help_text="Maatregelen met een eigen nummer.")
    deelmaatregelen = serializers.IntegerField(help_text="Deelmaatregelen.")
    wetsvoorstellen = serializers.IntegerField(help_text="Wetsvoorstellen.")
    moties = serializers.IntegerField(help_text="Moties.")


@extend_schema_serializer(description="Eén punt van een hoofdstuk.")
class SectionItemSerializer(serializers.Serializer):
    """An item of a chapter."""

    tekst = serializers.CharField(source="text", help_text="In onze eigen, korte woorden.")
    vindplaats = serializers.CharField(source="location", help_text="Waar het in de rapportage staat.")


@extend_schema_serializer(description="Een hoofdstuk: wat een rapportage onder één kop zegt.")
class SectionSerializer(serializers.Serializer):
    """A chapter of a report."""

    titel = serializers.CharField(source="title", help_text="De kop zoals gedrukt.")
    samenvatting = serializers.CharField(source="summary", help_text="Kan leeg zijn.")
    items = SectionItemSerializer(many=True, help_text="De onderdelen, in de volgorde van de rapportage.")


@extend_schema_serializer(description="Een document waaruit de gegevens op deze site komen.")
class Rapportage(serializers.Serializer):
    """A report. Needs `reports_with_counts()`."""

    slug = serializers.CharField(help_text="De vaste sleutel, zoals vgr-5.")
    soort = serializers.ChoiceField(source="kind", choices=ContractKind.choices, help_text="De soort document.")
    titel = serializers.CharField(source="title", help_text="De titel.")
    nummer = serializers.IntegerField(
        source="number", allow_null=True, help_text="Het nummer van een voortgangsrapportage; anders null."
    )
    publicatie = serializers.SerializerMethodField(help_text="Wanneer het document uitkwam.")
    peildatum = serializers.DateField(
        source="reference_date", allow_null=True, help_text="De dag waarvoor de rapportage geldt, als de bron die noemt."
    )
    kamerstuk = serializers.SerializerMethodField(help_text="Het nummer van het kamerstuk, zoals 31497-305, of null.")
    aantallen = serializers.SerializerMethodField(help_text="Over hoeveel onderwerpen de rapportage iets zegt.")
    url = AddressField()

    @extend_schema_field(PeriodSerializer)
    def get_publicatie(self, report: Report) -> dict:
        days = report.publication_earliest, report.publication_latest
        return {"tekst": report.publication, "vroegst": days[0].isoformat(), "laatst": days[1].isoformat()}

    def get_kamerstuk(self, report: Report) -> str | None:
        return report.kamerstuk or None

    @extend_schema_field(Counts)
    def get_aantallen(self, report: Report) -> dict:
        return {
            "maatregelen": report.measure_count,
            "deelmaatregelen": report.submeasure_count,
            "wetsvoorstellen": report.bill_count,
            "moties": report.motion_count,
        }


@extend_schema_serializer(description="Een document waaruit de gegevens komen, met zijn hoofdstukken.")
class RapportageInVolledigheid(Rapportage):
    """A report with its general chapters."""

    hoofdstukken = serializers.SerializerMethodField(
        help_text="Wat de rapportage zegt dat over geen enkel onderwerp alleen gaat."
    )

    @extend_schema_field(SectionSerializer(many=True))
    def get_hoofdstukken(self, report: Report) -> list:
        sections = ReportSection.objects.published().filter(report=report).prefetch_related("items")
        return list(SectionSerializer(sections, many=True).data)


class Reports(Resource):
    """Rapportages"""

    filterset_class = ReportFilter
    serializer_class = Rapportage
    lookup_field = "slug"
    key_pattern = "[a-z0-9-]+"
    sorting = {"publicatie": REPORT_ORDER[:1], "titel": ("title",), "nummer": ("number",)}
    tag = "rapportages"
    words = "De documenten waaruit alles op deze site komt, met hoeveel onderwerpen elk noemt."

    def get_queryset(self) -> QuerySet[Report]:
        return reports_with_counts().reports().newest_first()

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return RapportageInVolledigheid if self.action == "retrieve" else Rapportage
