"""The tables of measures and their snapshots, and of the findings of research."""

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from measures.enums import ItemKind, OverviewColumn, Status
from measures.models import (
    Figure,
    Finding,
    Goal,
    Involvement,
    Measure,
    MeasureItem,
    MeasureSnapshot,
    OverviewCell,
)
from measures.querysets import OfReportQuerySet
from portal.outputs.opendata.fields import (
    ITEM,
    PLACE,
    SUMMARY,
    TEXT,
    TITLE_PRINTED,
    choice,
    day,
    measure,
    number,
    page,
    position,
    report,
)
from portal.outputs.opendata.records import key_if_public
from portal.outputs.opendata.table import DataTable, Field, to
from portal.site.outstanding import OpenKind, OpenPoint, open_points

OF_STAND = [to("standen", "maatregel", "rapportage")]


def _of_stand(rows: OfReportQuerySet, *order: str) -> QuerySet:
    """Return the parts of snapshots, in the order of the snapshots and then by `order`."""
    return rows.select_related("snapshot__measure", "snapshot__report").order_by(
        "snapshot__measure__slug", "snapshot__report", *order
    )


def _figures() -> QuerySet[Figure]:
    place = Window(RowNumber(), partition_by=F("finding"), order_by=F("pk").asc())
    return (
        Figure.objects.published()
        .annotate(place=place)
        .select_related("finding__report")
        .order_by("finding__report", "finding__position", "pk")
    )


def _open_points() -> list[OpenPoint]:
    points = [point for of_measure in open_points().values() for point in of_measure]
    return sorted(points, key=lambda point: (point.measure.slug, point.kind, point.key))


TABLES = [
    DataTable(
        "maatregelen",
        "Maatregelen",
        "De 25 maatregelen en hun deelmaatregelen, met de status van nu.",
        lambda: (
            Measure.objects.published()
            .with_stand()
            .annotate(parent_key=key_if_public("parent", Measure.objects.published()))
            .in_order()
        ),
        ["slug"],
        [
            Field("slug", "slug", "Sleutel", "De vaste sleutel."),
            number("nummer", "number", "Nummer", "1 tot en met 25; leeg bij een deelmaatregel."),
            Field("titel", "title", "Titel", "De titel.", required=True),
            Field("hoofdmaatregel", "parent_key", "Hoofdmaatregel", "De maatregel waar een deelmaatregel onder valt."),
            choice(
                "status", "stand.status", "Status", "De status van nu. Een deelmaatregel zonder eigen status: onbekend.", Status
            ),
            report("stand.report.slug"),
            page(),
        ],
        [to("maatregelen", hoofdmaatregel="slug"), to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "openstaand",
        "Wat nog openstaat",
        "Wat volgens de bronnen nog openstaat bij een maatregel die OCW afgerond noemt. Het portaal rekent dit uit.",
        _open_points,
        ["maatregel", "soort", "sleutel"],
        [
            measure("measure.slug"),
            choice("soort", "kind", "Soort", "Een wet, een verplichting of een vervolgstap.", OpenKind),
            Field("sleutel", "key", "Sleutel", "De sleutel van het wetsvoorstel of de actie, of rapportage-volgnummer."),
            Field("tekst", "text", "Tekst", "Wat er openstaat, en volgens welke bron.", required=True),
        ],
        [to("maatregelen", maatregel="slug")],
    ),
    DataTable(
        "standen",
        "Standen van maatregelen",
        "Wat een rapportage over een maatregel zegt.",
        lambda: MeasureSnapshot.objects.published().select_related("measure", "report").order_by("measure__slug", "report"),
        ["maatregel", "rapportage"],
        [
            measure("measure.slug"),
            report(),
            day("peildatum", "report.reference_date", "Peildatum", "De peildatum van de rapportage."),
            Field("code", "code", "Code", "De code zoals gedrukt, zoals 4 of 16b.", required=True),
            TITLE_PRINTED,
            choice("status", "status", "Status", "De status volgens deze rapportage.", Status),
            Field("statusInBron", "status_printed", "Status in de bron", "Het gedrukte woord. Kan leeg zijn."),
            Field("inleiding", "introduction", "Inleiding", "Hoogstens 60 eigen woorden. Kan leeg zijn."),
            SUMMARY,
            PLACE,
            page(),
        ],
        [to("maatregelen", maatregel="slug"), to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "onderdelen",
        "Onderdelen van standen",
        "De stappen, vervolgstappen, dilemma’s en andere punten die een rapportage bij een maatregel noemt.",
        lambda: _of_stand(MeasureItem.objects.published(), "position"),
        ["maatregel", "rapportage", "volgnummer"],
        [
            measure("snapshot.measure.slug"),
            report("snapshot.report.slug"),
            position(),
            choice("soort", "kind", "Soort", "Wat voor punt het is.", ItemKind),
            *ITEM,
        ],
        OF_STAND,
    ),
    DataTable(
        "betrokkenen",
        "Betrokkenen",
        "Welke groepen volgens een rapportage bij een maatregel betrokken zijn.",
        lambda: _of_stand(Involvement.objects.published().select_related("stakeholder"), "position"),
        ["maatregel", "rapportage", "volgnummer"],
        [
            measure("snapshot.measure.slug"),
            report("snapshot.report.slug"),
            position(),
            Field("betrokkene", "stakeholder.slug", "Betrokkene", "De vaste sleutel van de groep.", required=True),
            Field("naam", "stakeholder.name", "Naam", "De naam van de groep.", required=True),
            Field("inBron", "printed", "In de bron", "De groep zoals gedrukt.", required=True),
        ],
        OF_STAND,
    ),
    DataTable(
        "cellen",
        "Cellen van het overzicht",
        "Vakken van de tabel van 2022 met een paar woorden in plaats van punten. X betekent: niets.",
        lambda: _of_stand(OverviewCell.objects.published(), "column"),
        ["maatregel", "rapportage", "kolom"],
        [
            measure("snapshot.measure.slug"),
            report("snapshot.report.slug"),
            choice("kolom", "column", "Kolom", "De kolom van de tabel.", OverviewColumn),
            Field("woorden", "words", "Woorden", "De woorden zoals gedrukt.", required=True),
        ],
        OF_STAND,
    ),
    DataTable(
        "bevindingen",
        "Bevindingen",
        "Wat onderzoek zegt over een doel of een maatregel. In de API is de sleutel rapportage-volgnummer.",
        lambda: (
            Finding.objects.published()
            .select_related("report")
            .annotate(
                goal_key=key_if_public("goal", Goal.objects.published()),
                measure_key=key_if_public("measure", Measure.objects.published()),
            )
            .order_by("report", "position")
        ),
        ["rapportage", "volgnummer"],
        [
            report(),
            position(),
            number("doel", "goal_key", "Doel", "Het nummer van het doel. Leeg als het over een maatregel gaat."),
            measure("measure_key", required=False),
            TEXT,
            PLACE,
        ],
        [to("rapportages", rapportage="slug"), to("doelen", doel="nummer"), to("maatregelen", maatregel="slug")],
    ),
    DataTable(
        "cijfers",
        "Cijfers",
        "De cijfers in een bevinding, zoals gedrukt.",
        _figures,
        ["rapportage", "bevinding", "volgnummer"],
        [
            report("finding.report.slug"),
            number("bevinding", "finding.position", "Bevinding", "Het volgnummer van de bevinding."),
            position("De plaats binnen de bevinding.", "place"),
            Field("omschrijving", "description", "Omschrijving", "Wat er geteld of gemeten is.", required=True),
            Field("waarde", "value", "Waarde", "De waarde zoals gedrukt; soms in woorden.", required=True),
            Field("eenheid", "unit", "Eenheid", "De eenheid, zoals %. Kan leeg zijn."),
            Field("groep", "group", "Groep", "Om wie het gaat. Kan leeg zijn."),
        ],
        [to("bevindingen", "rapportage", bevinding="volgnummer")],
    ),
]
