"""`/moties` (motions of the Tweede Kamer, the lower house), with their status in each report."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from measures.enums import Status
from motions.models import Motion
from portal.outputs.api.filters import ApiMotionFilter
from portal.outputs.api.resource import Resource
from portal.outputs.api.resources.fields import AddressField, SlugsField


@extend_schema_serializer(description="Wat één rapportage over een motie zegt.")
class StandVanMotie(serializers.Serializer):
    """The snapshot of a motion in one report."""

    rapportage = serializers.CharField(source="report.slug", help_text="De slug van de rapportage.")
    titelInBron = serializers.CharField(source="title_printed", help_text="De titel zoals gedrukt.")
    maatregelInBron = serializers.CharField(source="measure_printed", help_text="De maatregel zoals gedrukt. Kan leeg zijn.")
    status = serializers.ChoiceField(choices=Status.choices, help_text="De status.")
    statusInBron = serializers.CharField(source="status_printed", help_text="Het gedrukte woord. Kan leeg zijn.")
    toelichting = serializers.CharField(source="explanation", help_text="De toelichting in onze eigen woorden. Kan leeg zijn.")
    vindplaats = serializers.CharField(source="location", help_text="Waar het in de rapportage staat.")


@extend_schema_serializer(description="Een motie van de Tweede Kamer.")
class Motie(serializers.Serializer):
    """A motion with all its snapshots. Needs `with_stand()`."""

    nummer = serializers.CharField(source="number", help_text="Dossier en stuk, zoals 31497-305.")
    dossier = serializers.CharField(help_text="Het dossier, zoals 31497.")
    titel = serializers.CharField(source="title", help_text="De titel.")
    kamerstukUrl = serializers.URLField(source="kamerstuk_url", help_text="De officiële publicatie.")
    maatregelen = SlugsField("stand.measures", help_text="De slugs van de maatregelen, volgens de stand die geldt.")
    stand = StandVanMotie(help_text="De stand die geldt: de nieuwste, of die van de gekozen rapportage.")
    standen = StandVanMotie(source="stands", many=True, help_text="Wat elke rapportage zegt, oudste eerst.")
    url = AddressField()


class Motions(Resource):
    """Moties"""

    filterset_class = ApiMotionFilter
    serializer_class = Motie
    lookup_field = "number"
    lookup_url_kwarg = "nummer"
    key_pattern = "[0-9]{5}(?:-[IVXL]+)?-[0-9]+"
    sorting = {"nummer": ("dossier_part", "piece"), "titel": ("title",), "status": ("stand_status",)}
    tag = "moties"
    words = "De moties van de Tweede Kamer, met wat elke rapportage ervan zegt."

    def get_queryset(self) -> QuerySet[Motion]:
        found = Motion.objects.published().in_order()
        return found if self.action == "list" else found.with_stand()
