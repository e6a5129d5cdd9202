"""`/wetsvoorstellen` (bills): the planning in each report, and how far each phase moved between reports."""

import datetime as dt

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from laws.enums import ContractOutcome, Outcome, Phase, StationKind
from laws.models import Bill, BillElement, BillSnapshot, Station
from portal.outputs.api.filters import ApiBillFilter
from portal.outputs.api.resource import Resource
from portal.outputs.api.resources.fields import AddressField, SlugsField


@extend_schema_serializer(
    description="De dag waarop (een deel van) het wetsvoorstel in werking trad of zal treden, volgens een bron."
)
class Inwerkingtreding(serializers.Serializer):
    """An entry into force of (a part of) a bill, as a report states it."""

    onderdeel = serializers.CharField(source="part", help_text="Het onderdeel; leeg is het hele wetsvoorstel.")
    datum = serializers.DateField(source="date", help_text="De dag.")
    bron = serializers.SerializerMethodField(help_text="De rapportage en de plaats daarin.")

    def get_bron(self, entry) -> str:  # noqa: ANN001  # an EntryIntoForce
        return f"{entry.report.slug}: {entry.location}"


@extend_schema_serializer(description="Wat er met een wetsvoorstel gebeurde, volgens één bron.")
class Gebeurtenis(serializers.Serializer):
    """A station of a bill on its way to a law."""

    soort = serializers.ChoiceField(source="kind", choices=StationKind.choices, help_text="Wat er gebeurde.")
    datum = serializers.SerializerMethodField(help_text="De dag, of null als de bron geen dag noemt; zie dan tekst.")
    tekst = serializers.CharField(source="period", help_text="De dag of de periode in woorden. Kan leeg zijn.")
    vroegst = serializers.DateField(source="earliest", allow_null=True, help_text="De eerste dag die dit kan zijn, of null.")
    laatst = serializers.DateField(source="latest", allow_null=True, help_text="De laatste dag die dit kan zijn, of null.")
    uitslag = serializers.CharField(source="result", help_text="Wat er uitkwam, in een korte zin.")
    kenmerk = serializers.SerializerMethodField(help_text="Het kenmerk, zoals Stb. 2024, 165, of null.")
    url = serializers.URLField(help_text="Het adres waar dit staat.")
    bron = serializers.SerializerMethodField(help_text="De bron en de plaats daarin.")
    officieel = serializers.BooleanField(source="report.is_official", help_text="Of de bron van de overheid zelf is.")
    lezing = serializers.BooleanField(source="is_reading", help_text="Of dit onze lezing is: geen bron zegt het zelf.")

    def get_datum(self, station: Station) -> dt.date | None:
        return station.earliest if station.earliest == station.latest else None

    def get_kenmerk(self, station: Station) -> str | None:
        return station.reference or None

    def get_bron(self, station: Station) -> str:
        return f"{station.report.slug}: {station.location}"


@extend_schema_serializer(description="Wanneer een rapportage een fase verwacht.")
class Planningsstap(serializers.Serializer):
    """A phase of a bill, with the period in which a report plans it."""

    fase = serializers.ChoiceField(source="phase", choices=Phase.choices, help_text="De fase.")
    onderdeel = serializers.CharField(source="part", help_text="Het onderdeel; leeg is het hele wetsvoorstel.")
    tekst = serializers.CharField(source="period", help_text="De planning, letterlijk uit de bron.")
    vroegst = serializers.DateField(source="earliest", allow_null=True, help_text="De eerste dag die dit kan zijn, of null.")
    laatst = serializers.DateField(source="latest", allow_null=True, help_text="De laatste dag die dit kan zijn, of null.")
    gekozen = serializers.BooleanField(
        source="has_chosen_days", help_text="Of de redactie de twee dagen koos, omdat de woorden geen vaste betekenis hebben."
    )


@extend_schema_serializer(description="Wat één rapportage over een wetsvoorstel zegt.")
class StandVanWetsvoorstel(serializers.Serializer):
    """The snapshot of a bill in one report."""

    rapportage = serializers.CharField(source="report.slug", help_text="De slug van de rapportage.")
    volgnummer = serializers.CharField(source="number", help_text="Het nummer in de lijst van de rapportage. Kan leeg zijn.")
    titelInBron = serializers.CharField(source="title_printed", help_text="De titel zoals gedrukt.")
    onderdelen = SlugsField("elements", "text", help_text="Wat het wetsvoorstel regelt, in onze eigen woorden.")
    draagtBijAan = SlugsField("contributions", "printed", help_text="Waaraan het bijdraagt, zoals gedrukt.")
    planning = Planningsstap(many=True, help_text="De geplande fasen.")
    opmerking = serializers.CharField(source="remark", help_text="Wat de rapportage verder opmerkt. Kan leeg zijn.")
    vindplaats = serializers.CharField(source="location", help_text="Waar het in de rapportage staat.")


@extend_schema_serializer(description="Hoe ver een fase verschoof tussen twee rapportages.")
class Verschuiving(serializers.Serializer):
    """A slip: how far a phase moved between two reports that both plan it."""

    fase = serializers.ChoiceField(source="phase", choices=Phase.choices, help_text="De fase.")
    onderdeel = serializers.CharField(source="part", help_text="Het onderdeel; leeg is het hele wetsvoorstel.")
    vanRapportage = serializers.CharField(source="earlier.report.slug", help_text="De eerdere rapportage.")
    naarRapportage = serializers.CharField(
        source="later.report.slug", help_text="De latere rapportage, of de bron die de inwerkingtreding meldt."
    )
    vanTekst = serializers.CharField(source="earlier.words", help_text="De eerdere planning, letterlijk.")
    naarTekst = serializers.CharField(
        source="later.words", help_text="De latere planning, letterlijk, of als laatste de dag van inwerkingtreding."
    )
    maanden = serializers.IntegerField(
        source="months",
        allow_null=True,
        help_text="Verstreken maanden van laatste dag tot laatste dag (min: eerder). Null als een van beide geen laatste dag "
        "heeft, of als de ene bron een onderdeel noemt en de andere niet.",
    )
    maandenMinst = serializers.IntegerField(
        source="least",
        allow_null=True,
        help_text="De minste verstreken maanden: van eerste dag tot eerste, of van laatste tot laatste. Null is niet te zeggen.",
    )
    maandenMeest = serializers.IntegerField(
        source="most", allow_null=True, help_text="De meeste verstreken maanden, net zo geteld. Null is niet te zeggen."
    )


@extend_schema_serializer(description="Een wetsvoorstel, met de planning uit elke rapportage.")
class Wetsvoorstel(serializers.Serializer):
    """A bill with all its snapshots. Needs `with_planning()`."""

    slug = serializers.CharField(help_text="De vaste sleutel.")
    titel = serializers.CharField(source="title", help_text="De titel.")
    dossier = serializers.SerializerMethodField(help_text="Het dossiernummer van de Tweede Kamer, of null.")
    citeertitel = serializers.CharField(
        source="cited.citation_title", default=None, allow_null=True, help_text="De korte naam van de wet, of null."
    )
    opschrift = serializers.CharField(
        source="titled.official_title", default=None, allow_null=True, help_text="De volledige officiële titel, of null."
    )
    wijzigt = serializers.ListField(
        source="laws_changed",
        child=serializers.CharField(),
        help_text="De wetten die het wijzigt, zoals de stukken ze noemen.",
    )
    stations = Gebeurtenis(source="timeline", many=True, help_text="Wat er gebeurde, op volgorde van de dagen.")
    nietGevonden = serializers.CharField(
        source="not_found", help_text="Wat op officiële pagina’s niet te vinden was. Kan leeg zijn."
    )
    opgezocht = serializers.DateField(
        source="looked_up_on", allow_null=True, help_text="De dag waarop dit is opgezocht, of null."
    )
    uitkomst = serializers.ChoiceField(
        source="situation.in_contract",
        choices=ContractOutcome.choices,
        help_text="Wat er van het wetsvoorstel werd. Aangenomen en nog niet in werking is hier in-behandeling; zie uitkomstNu.",
    )
    uitkomstNu = serializers.ChoiceField(
        source="outcome",
        choices=Outcome.choices,
        help_text="Wat er vandaag van het wetsvoorstel geworden is: als uitkomst, en ook aangenomen.",
    )
    inwerkingtreding = Inwerkingtreding(
        source="standing_entries",
        many=True,
        help_text="De echte inwerkingtreding, ook als de dag nog komt. Een planning staat hier nooit.",
    )
    opvolger = serializers.CharField(
        source="public_successor.slug", default=None, allow_null=True, help_text="Het wetsvoorstel waarin het opging, of null."
    )
    voorganger = serializers.SerializerMethodField(help_text="Het wetsvoorstel dat hierin opging, of null. Zie ook voorgangers.")
    voorgangers = SlugsField("public_predecessors", help_text="Alle wetsvoorstellen die hierin opgingen.")
    maatregelen = serializers.SerializerMethodField(help_text="De slugs van de maatregelen waaraan het bijdraagt.")
    standen = StandVanWetsvoorstel(source="stands", many=True, help_text="Wat elke rapportage zegt, oudste eerst.")
    verschuivingen = serializers.SerializerMethodField(help_text="Hoe elke fase tussen rapportages verschoof.")
    url = AddressField()

    def get_dossier(self, bill: Bill) -> str | None:
        return bill.dossier or None

    def get_voorganger(self, bill: Bill) -> str | None:
        return bill.public_predecessors[0].slug if bill.public_predecessors else None

    def get_maatregelen(self, bill: Bill) -> list[str]:
        return list(dict.fromkeys(measure.slug for stand in bill.stands for measure in stand.public_measures))

    @extend_schema_field(Verschuiving(many=True))
    def get_verschuivingen(self, bill: Bill) -> list:
        return list(Verschuiving(bill.slips, many=True).data)


class Bills(Resource):
    """Wetsvoorstellen"""

    filterset_class = ApiBillFilter
    serializer_class = Wetsvoorstel
    lookup_field = "slug"
    key_pattern = "[a-z0-9-]+"
    sorting = {"titel": ("title",), "dossier": ("dossier",)}
    tag = "wetsvoorstellen"
    words = "De wetsvoorstellen, met de planning uit elke rapportage en hoe die verschoof."

    def get_queryset(self) -> QuerySet[Bill]:
        # In a list, `BillFilter` calls `with_planning()` with the chosen report.
        found = Bill.objects.published().order_by("title", "pk")
        return found if self.action == "list" else found.with_planning().prefetch_related(self._elements())

    def _elements(self) -> Prefetch:
        return Prefetch("stands__elements", queryset=BillElement.objects.order_by("position"))

    def found(self, filterset: ApiBillFilter, sort: str) -> QuerySet[BillSnapshot]:
        return super().found(filterset, sort).prefetch_related(self._elements())
