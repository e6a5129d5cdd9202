"""`/moties` (motions of the Tweede Kamer, the lower house), with their status in each report."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from measures.enums import Status
from motions.models import Motion, MotionPaper
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


@extend_schema_serializer(description="Een Kamerlid dat de motie indiende.")
class Indiener(serializers.Serializer):
    """A submitter of a motion."""

    naam = serializers.CharField(source="name", help_text="De naam zoals de bron die schrijft.")
    fractie = serializers.CharField(
        source="party_name", allow_null=True, help_text="De fractie, of null als die niet gevonden is."
    )


@extend_schema_serializer(description="De stemming over een motie. Elk deel kan null zijn: dan is het niet gevonden.")
class Stemming(serializers.Serializer):
    """The vote about a motion."""

    datum = serializers.DateField(source="day.value", default=None, allow_null=True, help_text="De dag van de stemming, of null.")
    uitslag = serializers.CharField(
        source="result.value", default=None, allow_null=True, help_text="De uitslag, zoals aangenomen, of null."
    )
    tegen = serializers.CharField(
        source="against.value", default=None, allow_null=True, help_text="Wie tegen stemden; geen is niemand. Null is onbekend."
    )


@extend_schema_serializer(description="Een bron die iets over de motie zelf zegt.")
class BronVanMotie(serializers.Serializer):
    """A row about a motion in one source."""

    bron = serializers.CharField(source="report.slug", help_text="De slug van een van de bronnen, of van een rapportage.")
    officieel = serializers.BooleanField(source="is_official", help_text="Of de bron van de overheid of het parlement is.")
    lezing = serializers.BooleanField(
        source="is_reading", help_text="Of dit onze lezing is: de bron noemt het nummer niet, of wij leiden het eruit af."
    )
    zegt = serializers.ListField(
        source="said", child=serializers.CharField(), help_text="Waarover de bron iets zegt, zoals indieners of stemming."
    )
    vindplaats = serializers.CharField(source="location", help_text="Waar het in de bron staat.")


@extend_schema_serializer(description="Een motie van de Tweede Kamer.")
class Motie(serializers.Serializer):
    """A motion with all its snapshots and papers. Needs `with_stand()` and `with_papers()`."""

    nummer = serializers.CharField(source="number", help_text="Dossier en stuk, zoals 31497-305.")
    dossier = serializers.CharField(help_text="Het dossier, zoals 31497.")
    titel = serializers.CharField(source="title", help_text="De titel.")
    kamerstukUrl = serializers.URLField(source="kamerstuk_url", help_text="De officiële publicatie.")
    opschrift = serializers.CharField(
        source="facts.official_title.value", default=None, allow_null=True, help_text="De officiële titel, of null."
    )
    indieners = Indiener(source="facts.submitters", many=True, help_text="Wie de motie indienden, voor zover een bron hen noemt.")
    medeIndieners = serializers.BooleanField(
        source="facts.has_others", help_text="Of de bron ook anderen meetelt zonder hen te noemen (c.s.)."
    )
    datum = serializers.DateField(
        source="facts.submitted_on.value", default=None, allow_null=True, help_text="De dag van indiening, of null."
    )
    verzoek = serializers.CharField(
        source="facts.request.value",
        default=None,
        allow_null=True,
        help_text="Wat de motie vraagt, in onze eigen woorden, of null.",
    )
    verzoekUit = serializers.CharField(
        source="facts.request.paper.request_basis",
        default=None,
        allow_null=True,
        help_text="Waaruit het verzoek blijkt als de motie zelf niet is gelezen. Leeg of null: uit de tekst, of geen verzoek.",
    )
    stemming = Stemming(
        source="facts.vote", default=None, allow_null=True, help_text="De stemming, of null als daarover niets gevonden is."
    )
    vervangt = serializers.CharField(
        source="facts.replaces.value", default=None, allow_null=True, help_text="Het nummer van de vervangen motie, of null."
    )
    bron = serializers.SerializerMethodField(help_text="De slug van de eerste bron over de motie: officieel gaat voor. Of null.")
    bronnen = BronVanMotie(source="facts.papers", many=True, help_text="Alle bronnen over de motie zelf.")
    opgezochtOp = serializers.DateField(
        source="looked_up_on", allow_null=True, help_text="De dag waarop op openbare pagina’s naar de motie is gezocht, of null."
    )
    maatregelen = SlugsField("stand.measures", help_text="De slugs van de maatregelen, volgens de stand die geldt.")
    stand = StandVanMotie(help_text="De stand die geldt: de nieuwste, of die van de gekozen rapportage.")
    standen = StandVanMotie(source="stands", many=True, help_text="Wat elke rapportage zegt, oudste eerst.")
    url = AddressField()

    def get_bron(self, motion: Motion) -> str | None:
        papers: list[MotionPaper] = motion.facts.papers
        return papers[0].report.slug if papers else None


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
        return found if self.action == "list" else found.with_stand().with_papers()
