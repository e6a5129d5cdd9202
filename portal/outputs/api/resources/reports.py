"""`/rapportages`: the sources, and what each says that is about no single record."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from measures.enums import ReportKind
from measures.models import Report, ReportSection
from measures.querysets import REPORT_ORDER
from portal.core.reports import reports_with_counts
from portal.outputs.api.filters import ReportFilter
from portal.outputs.api.resource import Resource
from portal.outputs.api.resources.fields import AddressField, Period


class Counts(serializers.Serializer):
    """How many records of each kind the report says something about."""

    maatregelen = serializers.IntegerField(help_text="Maatregelen met een eigen nummer.")
    deelmaatregelen = serializers.IntegerField(help_text="Deelmaatregelen.")
    wetsvoorstellen = serializers.IntegerField(help_text="Wetsvoorstellen.")
    moties = serializers.IntegerField(help_text="Moties.")


class SectionItem(serializers.Serializer):
    """One thing that a report says."""

    tekst = serializers.CharField(source="text", help_text="In onze eigen, korte woorden.")
    vindplaats = serializers.CharField(source="location", help_text="Waar het in de rapportage staat.")


class Section(serializers.Serializer):
    """What a report says under one heading."""

    titel = serializers.CharField(source="title", help_text="De kop zoals gedrukt.")
    samenvatting = serializers.CharField(source="summary", help_text="Kan leeg zijn.")
    items = SectionItem(many=True, help_text="De onderdelen, in de volgorde van de rapportage.")


class Rapportage(serializers.Serializer):
    """One published source document."""

    slug = serializers.CharField(help_text="De vaste sleutel, zoals vgr-5.")
    soort = serializers.ChoiceField(source="kind", choices=ReportKind.choices, help_text="De soort document.")
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

    @extend_schema_field(Period)
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


class RapportageInVolledigheid(Rapportage):
    """One published source document, with its chapters."""

    hoofdstukken = serializers.SerializerMethodField(
        help_text="Wat de rapportage zegt dat over geen enkel onderwerp alleen gaat."
    )

    @extend_schema_field(Section(many=True))
    def get_hoofdstukken(self, report: Report) -> list:
        sections = ReportSection.objects.published().filter(report=report).prefetch_related("items")
        return list(Section(sections, many=True).data)


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
        return reports_with_counts().newest_first()

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return RapportageInVolledigheid if self.action == "retrieve" else Rapportage
