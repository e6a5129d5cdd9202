"""`/bronnen`: sources that are no report, such as the Staatsblad or news, with what became known between two reports."""

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from measures.enums import OTHER_SOURCES, SourceKind
from measures.models import Report
from measures.publication.order import REPORT_ORDER
from portal.outputs.api.filters import SourceFilter
from portal.outputs.api.resource import Resource


@extend_schema_serializer(description="Een bron die geen rapportage is: een bekendmaking, een nieuwsbericht of een kort bericht.")
class Bron(serializers.Serializer):
    """A source that is no report."""

    slug = serializers.CharField(help_text="De vaste sleutel.")
    soort = serializers.ChoiceField(source="kind", choices=SourceKind.choices, help_text="De soort bron.")
    titel = serializers.CharField(source="title", help_text="De titel.")
    nummer = serializers.SerializerMethodField(help_text="Het nummer van de bekendmaking, zoals Stb. 2024, 165, of null.")
    datum = serializers.DateField(
        source="publication_latest",
        help_text="De dag waarop de bron verscheen. Bij een wettekst: waarop die geldt. Zonder eigen dag: waarop zij is gelezen.",
    )
    zonderDag = serializers.BooleanField(source="is_undated", help_text="Of de bron zelf geen dag noemt.")
    url = serializers.SerializerMethodField(
        help_text="Het adres van de bron zelf. Van een kort bericht zonder ander stuk is dat de pagina op deze site."
    )
    officieel = serializers.BooleanField(source="is_official", help_text="Of de bron van de overheid zelf is.")
    pagina = serializers.SerializerMethodField(help_text="Het adres van de pagina op deze site.")

    def get_nummer(self, source: Report) -> str | None:
        return source.official_number or None

    @extend_schema_field(OpenApiTypes.URI)
    def get_url(self, source: Report) -> str:
        return source.link or self.get_pagina(source)

    def get_pagina(self, source: Report) -> str:
        return str(self.context["request"].build_absolute_uri(source.get_absolute_url()))


class Sources(Resource):
    """Bronnen"""

    filterset_class = SourceFilter
    serializer_class = Bron
    lookup_field = "slug"
    key_pattern = "[a-z0-9-]+"
    sorting = {"datum": REPORT_ORDER[:1], "titel": ("title",), "nummer": ("official_number",)}
    tag = "bronnen"
    words = "Bronnen die geen rapportage zijn: wat tussen twee rapportages bekend werd."

    def get_queryset(self) -> QuerySet[Report]:
        return Report.objects.published().filter(kind__in=OTHER_SOURCES).newest_first()
