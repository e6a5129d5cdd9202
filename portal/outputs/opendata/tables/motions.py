"""The tables of motions and their snapshots."""

from measures.enums import Status
from measures.models import Measure
from motions.models import Motion, MotionSnapshot
from motions.querysets import by_number
from portal.outputs.opendata.fields import PLACE, TITLE_PRINTED, address, choice, measure, page, report
from portal.outputs.opendata.records import links
from portal.outputs.opendata.table import DataTable, Field, to


def _motion(source: str) -> Field:
    return Field("motie", source, "Motie", "Het nummer van de motie.", required=True)


TABLES = [
    DataTable(
        "moties",
        "Moties",
        "De moties van de Tweede Kamer, met de status van nu.",
        lambda: Motion.objects.published().with_stand().in_order(),
        ["nummer"],
        [
            Field("nummer", "number", "Nummer", "Dossier en stuk, zoals 31497-305."),
            Field("dossier", "dossier", "Dossier", "Het dossier, zoals 31497.", required=True),
            Field("titel", "title", "Titel", "De titel.", required=True),
            choice("status", "stand.status", "Status", "De status van nu, uit de stand die telt.", Status),
            report("stand.report.slug"),
            address("kamerstukUrl", "kamerstuk_url", "Kamerstuk", "De officiële publicatie.", required=True),
            page(),
        ],
        [to("standen-van-moties", "rapportage", nummer="motie")],
    ),
    DataTable(
        "standen-van-moties",
        "Standen van moties",
        "Wat er volgens een rapportage met een motie gebeurde.",
        lambda: MotionSnapshot.objects.published()
        .select_related("motion", "report")
        .order_by(*by_number("motion__number"), "report"),
        ["motie", "rapportage"],
        [
            _motion("motion.number"),
            report(),
            TITLE_PRINTED,
            Field("maatregelInBron", "measure_printed", "Maatregel in de bron", "De maatregel zoals gedrukt. Kan leeg zijn."),
            choice("status", "status", "Status", "De status volgens deze rapportage.", Status),
            Field("statusInBron", "status_printed", "Status in de bron", "Het gedrukte woord. Kan leeg zijn."),
            Field("toelichting", "explanation", "Toelichting", "In onze eigen woorden. Kan leeg zijn."),
            address("link", "url", "Link", "Een adres dat de bron zelf geeft. Kan leeg zijn."),
            PLACE,
        ],
        [to("moties", motie="nummer"), to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "moties-maatregelen",
        "Moties en maatregelen",
        "Bij welke maatregelen een motie volgens een rapportage hoort.",
        lambda: links(MotionSnapshot.objects.published(), "measures", Measure.objects.published())
        .select_related("motionsnapshot__motion", "motionsnapshot__report", "measure")
        .order_by(
            *by_number("motionsnapshot__motion__number"), "motionsnapshot__report",
            "measure__slug",
        ),
        ["motie", "rapportage", "maatregel"],
        [_motion("motionsnapshot.motion.number"), report("motionsnapshot.report.slug"), measure("measure.slug")],
        [to("standen-van-moties", "motie", "rapportage"), to("maatregelen", maatregel="slug")],
    ),
]  # fmt: skip
