"""`/acties` (actions): the duties and options of each role, with the standing of each action on a day."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from laws.enums import BasisKind, Coverage
from laws.models import LegalBasis
from measures.enums import ActionKind
from measures.models import Action
from portal.agenda import Entry, Standing
from portal.outputs.api.filters import ApiAgendaFilter, ApiMomentFilter
from portal.outputs.api.resource import Resource
from portal.outputs.api.resources.fields import AddressField, SlugsField


@extend_schema_serializer(description="Wat de nieuwste rapportage plant, zolang niets vaststaat.")
class Verwachting(serializers.Serializer):
    """The period in which the newest report plans an action, as long as no report confirms it."""

    tekst = serializers.CharField(source="words", help_text="De planning, letterlijk uit de bron.")
    vroegst = serializers.DateField(source="days.earliest", allow_null=True, help_text="De eerste dag die dit kan zijn, of null.")
    laatst = serializers.DateField(source="days.latest", allow_null=True, help_text="De laatste dag die dit kan zijn, of null.")
    rapportage = serializers.CharField(source="source.report.slug", help_text="De slug van de rapportage die dit plant.")


@extend_schema_serializer(description="Wat een bron over het begin zegt van wat vaststaat.")
class BeginVanActie(serializers.Serializer):
    """The beginning of a confirmed action: the stated day, or the printed words with the days that they can mean."""

    tekst = serializers.CharField(source="words", help_text="De dag, of de woorden van de bron als die geen dag noemt.")
    vroegst = serializers.DateField(source="days.earliest", allow_null=True, help_text="De eerste dag die dit kan zijn, of null.")
    laatst = serializers.DateField(source="days.latest", allow_null=True, help_text="De laatste dag die dit kan zijn, of null.")


@extend_schema_serializer(description="Een plaats waar een rapportage de actie noemt.")
class Vermelding(serializers.Serializer):
    """A mention of an action in a report."""

    rapportage = serializers.CharField(source="report.slug", help_text="De slug van de rapportage, of van de bron.")
    bron = serializers.CharField(source="report.slug", help_text="De slug van de rapportage of van een van de bronnen.")
    voorwaarde = serializers.CharField(source="condition", help_text="De gedrukte voorwaarde. Kan leeg zijn.")
    vindplaats = serializers.CharField(source="location", help_text="Waar het in de rapportage staat.")


@extend_schema_serializer(description="Wat achter een actie staat: een wet, een afspraak, of dat er niets gevonden is.")
class Grondslag(serializers.Serializer):
    """A legal basis of an action."""

    soort = serializers.ChoiceField(source="kind", choices=BasisKind.choices, help_text="Wat erachter staat.")
    wet = serializers.CharField(source="law", help_text="De naam van de wet. Leeg als geen wet is gevonden.")
    artikel = serializers.CharField(source="article", help_text="Het artikel, zoals 18a. Kan leeg zijn.")
    lid = serializers.CharField(source="paragraph", help_text="Het lid en het onderdeel. Kan leeg zijn.")
    sinds = serializers.SerializerMethodField(
        help_text="De dag (2025-01-01), of woorden als „tussen 4 juli en 1 augustus 2013”, of null als dat niet is gelezen."
    )
    sindsBron = serializers.CharField(
        source="begin_place", help_text="De tekst waaruit het begin blijkt, als dat een andere is dan bron. Kan leeg zijn."
    )
    sindsUrl = serializers.CharField(source="begin_link", help_text="Het adres van die tekst. Kan leeg zijn.")
    tot = serializers.DateField(source="until", allow_null=True, help_text="De laatste dag waarop dit artikel gold, of null.")
    sectoren = SlugsField("sectors", help_text="Voor welke sectoren; leeg is voor alle.")
    url = serializers.SerializerMethodField(help_text="Het adres van het artikel op wetten.overheid.nl, of null.")
    nagekeken = serializers.DateField(
        source="opened_on", allow_null=True, help_text="De dag waarop de redactie het adres zelf opende, of null."
    )
    opgezocht = serializers.DateField(source="looked_up_on", help_text="De dag waarop dit in een afschrift is opgezocht.")
    zekerheid = serializers.ChoiceField(
        source="covers", choices=[("", ""), *Coverage.choices], help_text="Of de wettekst dit oplegt. Leeg bij niet-gevonden."
    )
    lezing = serializers.BooleanField(source="is_reading", help_text="Of het begin onze lezing is: geen bron noemt het zelf.")
    officieel = serializers.BooleanField(source="report.is_official", help_text="Of de bron van de overheid zelf is.")
    toelichting = serializers.CharField(source="remark", help_text="Wat de wet anders zegt dan de actie. Kan leeg zijn.")
    bron = serializers.SerializerMethodField(help_text="De bron en de plaats daarin.")

    def get_sinds(self, basis: LegalBasis) -> str | None:
        return basis.since or None

    def get_url(self, basis: LegalBasis) -> str | None:
        return basis.link or None

    def get_bron(self, basis: LegalBasis) -> str:
        return f"{basis.report.slug}: {basis.location}"


@extend_schema_serializer(description="Iets wat een rol moet of kan doen, en hoe dat op een dag staat.")
class Actie(serializers.Serializer):
    """An action with its standing on one day."""

    id = serializers.CharField(source="action.slug", help_text="De vaste, leesbare sleutel.")
    tekst = serializers.CharField(source="action.text", help_text="De actie in één zin.")
    soort = serializers.ChoiceField(source="action.kind", choices=ActionKind.choices, help_text="Verplicht of mogelijk.")
    recht = serializers.CharField(
        source="action.right", help_text="Waar ouders of leerlingen hierdoor recht op hebben, in eigen woorden. Kan leeg zijn."
    )
    rollen = SlugsField("action.addressed_roles", help_text="Voor wie.")
    sectoren = SlugsField("action.addressed_sectors", help_text="Voor welke sectoren; leeg is voor alle.")
    maatregelen = SlugsField("action.public_measures", help_text="Bij welke maatregelen.")
    wetsvoorstel = serializers.CharField(
        source="facts.bill.slug", default=None, allow_null=True, help_text="Het wetsvoorstel waaraan de actie hangt, of null."
    )
    stand = serializers.ChoiceField(source="standing", choices=Standing.choices, help_text="Hoe het op die dag staat.")
    geldtVanaf = serializers.DateField(
        source="facts.start",
        allow_null=True,
        help_text="De eerste dag, als een bron die noemt. Woorden zonder dag staan bij begin, een planning bij verwacht.",
    )
    begin = BeginVanActie(
        source="facts.beginning", allow_null=True, help_text="Vanaf wanneer dit geldt of kan, in woorden en dagen, of null."
    )
    geldtTot = serializers.DateField(source="facts.end", allow_null=True, help_text="De laatste dag waarop het geldt, of null.")
    verwacht = Verwachting(
        source="facts.expected", allow_null=True, help_text="Wat er gepland is zolang niets vaststaat, of null."
    )
    oud = serializers.BooleanField(
        source="facts.is_old",
        help_text="Of de nieuwste voortgangsrapportage de actie niet noemt. Zonder voortgangsrapportage is dat onwaar.",
    )
    vermeldingen = Vermelding(source="action.known_mentions", many=True, help_text="Waar het staat, oudste rapportage eerst.")
    grondslagen = Grondslag(source="action.known_bases", many=True, help_text="De wetten die erachter staan, een regel per wet.")
    url = AddressField()


class Actions(Resource):
    """Acties"""

    filterset_class = ApiAgendaFilter
    single_filterset_class = ApiMomentFilter
    serializer_class = Actie
    lookup_field = "slug"
    lookup_url_kwarg = "id"
    key_pattern = "[a-z0-9-]+"
    sorting = {"id": (), "geldtVanaf": ()}
    tag = "acties"
    words = "Wat elke rol moet en kan, met hoe dat op een dag staat."

    def get_queryset(self) -> QuerySet[Action]:
        return Action.objects.published()

    def found(self, filterset: ApiAgendaFilter, sort: str) -> Sequence[Entry] | Sequence[int] | QuerySet:
        """Return entries when a filter or the order needs computed standings, and otherwise only the keys of the actions.

        Without `sort` the order is that of the agenda. With `geldtVanaf` (in force from), actions without a certain first day
        come last.
        """
        way = "-" if sort.startswith("-") else ""
        if sort.lstrip("-") == "geldtVanaf":
            return _by_first_day(filterset.results, is_reversed=bool(way))
        if filterset.needs_standings:
            entries = filterset.results
            return sorted(entries, key=lambda entry: entry.action.slug, reverse=bool(way)) if sort else entries
        return filterset.actions.order_by(f"{way}slug").values_list("pk", flat=True) if sort else filterset.keys

    def shown(self, records: Sequence[Entry] | Sequence[int], filterset: ApiAgendaFilter) -> Sequence[Entry]:
        """Return the entries of one list page. Computes them if `found` returned keys."""
        with_standing = [record for record in records if isinstance(record, Entry)]
        return with_standing or filterset.entries_of(record for record in records if isinstance(record, int))

    def one(self, key: str, filterset: Any) -> Entry | None:
        filterset.queryset = filterset.queryset.filter(slug=key)
        return next(iter(filterset.entries), None)


def _by_first_day(entries: list[Entry], *, is_reversed: bool) -> list[Entry]:
    certain = [entry for entry in entries if entry.facts.start]
    certain.sort(key=lambda entry: entry.facts.start or entry.day, reverse=is_reversed)
    return [*certain, *[entry for entry in entries if not entry.facts.start]]
