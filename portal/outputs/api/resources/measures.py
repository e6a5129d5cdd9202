"""`/maatregelen` (measures) and `/maatregelen/{slug}/standen` (the snapshots of one measure)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import F, Prefetch, QuerySet, prefetch_related_objects
from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from laws.models import Contribution
from measures.enums import ItemKind, Status
from measures.models import Finding, GoalSnapshot, Measure, MeasureSnapshot, Priority, Report, SourceNote
from measures.querysets import by_report
from motions.models import Motion, MotionSnapshot
from motions.querysets import number_key
from portal.core.addresses import base_of
from portal.core.kept import Kept
from portal.outputs.api.filters import ApiMeasureFilter, StandsOfMeasureFilter
from portal.outputs.api.problems import NoSuchRecordError
from portal.outputs.api.resource import Resource
from portal.outputs.api.resources.fields import AddressField, SlugsField
from portal.site.outstanding import OpenKind, open_points

RESEARCH = "onderzoek"
T = TypeVar("T")
# Prefetched as lists: `.all()` on a related manager would clone a queryset for each snapshot.
PARTS = (Prefetch("items", to_attr="listed_items"), Prefetch("involvements", to_attr="listed_involvements"))


@extend_schema_serializer(description="Eén punt dat een rapportage over een maatregel noemt.")
class Onderdeel(serializers.Serializer):
    """An item of a snapshot, or a finding of research about the same measure."""

    soort = serializers.ChoiceField(
        choices=[*ItemKind.values, RESEARCH], help_text="Wat voor onderdeel het is. Onderzoek staat met cijfers in /bevindingen."
    )
    volgnummer = serializers.IntegerField(help_text="De plaats binnen de stand.")
    periode = serializers.CharField(help_text="De periode, letterlijk uit de bron. Kan leeg zijn.")
    tekst = serializers.CharField(help_text="In onze eigen, korte woorden.")
    vindplaats = serializers.CharField(help_text="Waar het in de rapportage staat.")
    groep = serializers.CharField(help_text="De tussenkop waaronder het in de rapportage staat, zoals gedrukt. Kan leeg zijn.")


@extend_schema_serializer(description="Wat één rapportage over een maatregel zegt.")
class StandVanMaatregel(serializers.Serializer):
    """The snapshot of a measure. Needs `_with_parts`."""

    rapportage = serializers.CharField(source="report.slug", help_text="De slug van de rapportage.")
    peildatum = serializers.DateField(source="report.reference_date", allow_null=True, help_text="De peildatum, of null.")
    code = serializers.CharField(help_text="De code zoals gedrukt, zoals 4 of 16b.")
    titelInBron = serializers.CharField(source="title_printed", help_text="De titel zoals gedrukt.")
    status = serializers.ChoiceField(
        choices=Status.choices,
        help_text="De status. Een deelmaatregel zonder eigen status in de bron heeft onbekend, met een lege statusInBron.",
    )
    statusInBron = serializers.CharField(source="status_printed", help_text="Het gedrukte woord. Kan leeg zijn.")
    inleiding = serializers.CharField(
        source="introduction",
        help_text="Wat de maatregel is en hoe zij ervoor staat, in hoogstens 60 eigen woorden. Kan leeg zijn.",
    )
    samenvatting = serializers.CharField(source="summary", help_text="In onze eigen woorden. Kan leeg zijn.")
    betrokkenen = SlugsField("listed_involvements", "printed", help_text="Wie betrokken zijn, zoals gedrukt.")
    onderdelen = serializers.SerializerMethodField(help_text="Wat de rapportage erover zegt, een punt per onderdeel.")
    vindplaats = serializers.CharField(source="location", help_text="Waar het in de rapportage staat.")
    bronnotities = serializers.SerializerMethodField(help_text="Wat het portaal bij deze bron opmerkt.")
    url = AddressField()

    @extend_schema_field(Onderdeel(many=True))
    def get_onderdelen(self, stand: MeasureSnapshot) -> list[dict]:
        rows = [(item.kind, item.position, item.period, item.text, item.location, item.heading) for item in stand.listed_items]
        last = max((row[1] for row in rows), default=0)
        rows += [(RESEARCH, last + place, "", *finding, "") for place, finding in enumerate(stand.listed_findings, 1)]
        return [dict(zip(("soort", "volgnummer", "periode", "tekst", "vindplaats", "groep"), row, strict=True)) for row in rows]

    def get_bronnotities(self, stand: MeasureSnapshot) -> list[str]:
        return stand.listed_notes


@extend_schema_serializer(description="Iets wat volgens de bronnen nog openstaat bij een maatregel die OCW afgerond noemt.")
class OpenPunt(serializers.Serializer):
    """An open point of a measure; see `portal.site.outstanding`."""

    soort = serializers.ChoiceField(
        source="kind",
        choices=OpenKind.choices,
        help_text="Een wet die niet van kracht is, een verplichting die geen bron bevestigt, of een aangekondigde vervolgstap.",
    )
    sleutel = serializers.CharField(
        source="key", help_text="De slug van het wetsvoorstel, de id van de actie, of rapportage-volgnummer van de vervolgstap."
    )
    tekst = serializers.CharField(source="text", help_text="Wat er openstaat, en volgens welke bron.")


@extend_schema_serializer(description="Een van de 25 maatregelen, of een deelmaatregel.")
class Maatregel(serializers.Serializer):
    """A measure or submeasure with one snapshot. Needs `_in_full`, `_with_parts` and `_with_links`."""

    slug = serializers.CharField(help_text="De vaste sleutel.")
    nummer = serializers.IntegerField(source="number", allow_null=True, help_text="1 tot en met 25; null bij een deelmaatregel.")
    titel = serializers.CharField(source="title", help_text="De titel.")
    hoofdmaatregel = serializers.CharField(
        source="parent.slug", default=None, allow_null=True, help_text="De slug van de maatregel waar deze onder valt, of null."
    )
    doelen = serializers.ListField(source="goal_numbers", child=serializers.IntegerField(), help_text="De nummers van de doelen.")
    speerpunten = SlugsField(
        "public_priorities", "number", child=serializers.IntegerField(), help_text="De nummers van de speerpunten."
    )
    stand = StandVanMaatregel(help_text="De stand die geldt: de nieuwste, of die van de gekozen rapportage.")
    openstaand = OpenPunt(
        source="open_points",
        many=True,
        help_text="Wat volgens de bronnen nog openstaat terwijl de status afgerond is. Leeg bij elke andere status.",
    )
    wetsvoorstellen = serializers.ListField(
        source="bill_slugs", child=serializers.CharField(), help_text="De slugs van de wetsvoorstellen die bijdragen."
    )
    moties = serializers.ListField(source="motion_numbers", child=serializers.CharField(), help_text="De nummers van de moties.")
    url = AddressField()


def _in_full(keys: Sequence[int], report: Report | None) -> list[Measure]:
    """Return the measures with these primary keys and the snapshot in `report`, or else the counting one. Three queries."""
    measures = Measure.objects.published().with_stand(report).filter(pk__in=keys).select_related("parent")
    return list(measures.prefetch_related(Prefetch("priorities", Priority.objects.published(), to_attr="public_priorities")))


def _with_parts(stands: Sequence[MeasureSnapshot]) -> None:
    """Set the items, involvements, findings and source notes of each snapshot, in place. Four queries, however many."""
    prefetch_related_objects(stands, *PARTS)
    measures = {stand.measure_id for stand in stands}
    findings, notes = defaultdict(list), defaultdict(list)
    found = Finding.objects.published().filter(measure__in=measures)
    for measure, report, *words in found.values_list("measure", "report", "text", "location"):
        findings[measure, report].append(words)
    noted = SourceNote.objects.published().filter(measures__in=measures)
    for measure, report, text in noted.values_list("measures", "report", "text"):
        notes[measure, report].append(text)
    for stand in stands:
        said = stand.measure_id, stand.report_id
        stand.listed_findings, stand.listed_notes = findings[said], notes[said]


def _with_links(measures: list[Measure], report: Report | None) -> None:
    """Set `goal_numbers`, `bill_slugs`, `motion_numbers` and `open_points` on each measure, in place.

    Four queries, and those of `portal.site.outstanding.open_points`.

    The goals come from `report`, or else from the newest progress report, as in `MeasureFilter`. The motions are linked by
    their counting snapshot (see `with_stand()`), and the bills by any published report. With `report`, that report links both.
    """
    with_goals = report or Report.objects.published().progress().newest_first()[:1]
    placed = GoalSnapshot.objects.published().filter(report=with_goals, measures__in=measures).order_by("goal__number")
    goals = _by_measure(placed.values_list("measures", "goal__number"))
    helping = Contribution.objects.published().filter(measure__in=measures)
    if report:
        helping = helping.filter(snapshot__report=report)
    bills = _by_measure(helping.order_by("snapshot__bill__title").values_list("measure", "snapshot__bill__slug"))
    linked = Motion.objects.published().linked_to(*measures, report=report)
    numbers = dict(linked.annotate(stand_id=F("stand_id")).values_list("stand_id", "number"))
    links = MotionSnapshot.measures.through.objects.filter(motionsnapshot__in=numbers, measure__in=measures)
    found = ((measure, numbers[stand]) for measure, stand in links.values_list("measure", "motionsnapshot"))
    motions = _by_measure(sorted(found, key=lambda link: number_key(link[1])))
    points = open_points(report)
    for measure in measures:
        measure.open_points = points.get(measure.pk, [])
        measure.goal_numbers, measure.bill_slugs, measure.motion_numbers = (
            each.get(measure.pk, []) for each in (goals, bills, motions)
        )


def _by_measure(links: Iterable[tuple[int, T]]) -> dict[int, list[T]]:
    """Group `links` by measure. A link is a pair: the primary key of a measure, and the key of a linked record.

    The keys of one measure keep their order, without duplicates.
    """
    found: dict[int, dict[T, None]] = {}
    for measure, key in links:
        found.setdefault(measure, {})[key] = None
    return {measure: list(keys) for measure, keys in found.items()}


RowKey = tuple[str, int | None, int]
# The rows of `/maatregelen`, about 15 kB each. All pages, filters and orders of the list have the same rows, as has one measure.
_rows: Kept[RowKey, dict[str, Any]] = Kept(300)


class Measures(Resource):
    """Maatregelen"""

    filterset_class = ApiMeasureFilter
    serializer_class = Maatregel
    lookup_field = "slug"
    key_pattern = "[a-z0-9-]+"
    sorting = {"nummer": (), "titel": ("title",), "status": ("stand_status",)}
    tag = "maatregelen"
    words = "De 25 maatregelen en hun deelmaatregelen, met de stand die geldt."

    def get_queryset(self) -> QuerySet[Measure]:
        return Measure.objects.published().in_order()

    def found(self, filterset: ApiMeasureFilter, sort: str) -> QuerySet:
        """Return primary keys, because `rows` reads only the measures that it has not kept.

        By number, submeasures follow their parent in both directions.
        """
        by_number = sort.lstrip("-") == "nummer"
        found = filterset.qs.in_order(backwards=sort.startswith("-")) if by_number else super().found(filterset, sort)
        return found.values_list("pk", flat=True)

    def one(self, key: str, filterset: None) -> int | None:
        return self.get_queryset().filter(slug=key).values_list("pk", flat=True).first()

    def rows(self, records: Sequence[int], filterset: ApiMeasureFilter | None) -> list[dict[str, Any]]:
        report = filterset.chosen_report if filterset else None
        # A row has absolute URLs, so their base is part of the key.
        of_all = base_of(self.request), report.pk if report else None

        def make(keys: list[RowKey]) -> dict[RowKey, dict[str, Any]]:
            measures = _in_full([key for *_, key in keys], report)
            _with_parts([measure.stand for measure in measures])
            _with_links(measures, report)
            rows = self.get_serializer(measures, many=True).data
            return {(*of_all, measure.pk): row for measure, row in zip(measures, rows, strict=True)}

        wanted = [(*of_all, key) for key in records]
        kept = _rows.of(wanted, make)
        return [kept[key] for key in wanted if key in kept]


class StandsOfMeasure(Resource):
    """Standen van een maatregel"""

    filterset_class = StandsOfMeasureFilter
    serializer_class = StandVanMaatregel
    lookup_field = "report__slug"
    lookup_url_kwarg = "rapportage"
    key_pattern = "[a-z0-9-]+"
    sorting = {"rapportage": tuple(by_report())}
    tag = "maatregelen"
    words = "Wat elke rapportage over een maatregel zegt, oudste eerst."

    def get_queryset(self) -> QuerySet[MeasureSnapshot]:
        of_measure = MeasureSnapshot.objects.published().filter(measure__slug=self.kwargs.get("slug", ""))
        return of_measure.select_related("measure", "report").oldest_first()

    def shown(self, records: Sequence[MeasureSnapshot], filterset: StandsOfMeasureFilter | None) -> Sequence[MeasureSnapshot]:
        _with_parts(records)
        return records

    def found(self, filterset: StandsOfMeasureFilter, sort: str) -> Sequence[MeasureSnapshot] | QuerySet[MeasureSnapshot]:
        # A published measure has a published snapshot. So without any snapshot, the measure does not exist for the public.
        if not self.get_queryset().exists():
            raise NoSuchRecordError("Deze maatregel is er niet. De lijst /maatregelen noemt wat er is.")
        return super().found(filterset, sort)
