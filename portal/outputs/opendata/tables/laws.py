"""The tables of bills: their snapshots, planning, entries into force and effects on actions."""

from django.db.models import QuerySet

from laws.enums import ContractOutcome, Effect, Outcome, Phase, StationKind
from laws.models import (
    Bill,
    BillElement,
    BillName,
    BillSnapshot,
    Contribution,
    EntryIntoForce,
    PlanningStep,
    Requirement,
    Station,
)
from measures.models import Action, Measure
from measures.querysets import OfReportQuerySet
from portal.outputs.opendata.fields import (
    ITEM,
    PLACE,
    TITLE_PRINTED,
    address,
    bill,
    choice,
    day,
    measure,
    page,
    period,
    position,
    report,
)
from portal.outputs.opendata.records import key_if_public
from portal.outputs.opendata.table import DataTable, Field, to

OF_STAND = [to("standen-van-wetsvoorstellen", "wetsvoorstel", "rapportage")]
PART = Field(
    "onderdeel", "part", "Onderdeel", "Het deel van het wetsvoorstel. Leeg betekent: het hele wetsvoorstel.", empty_is_value=True
)


def _of_stand(rows: OfReportQuerySet, *order: str) -> QuerySet:
    """Return the parts of snapshots, in the order of the snapshots and then by `order`."""
    return rows.select_related("snapshot__bill", "snapshot__report").order_by("snapshot__bill__slug", "snapshot__report", *order)


def _of_bills(model: type[BillName | EntryIntoForce | Station]) -> QuerySet:
    rows = model._default_manager.published().filter(bill__in=Bill.objects.published())
    return rows.select_related("bill", "report")


TABLES = [
    DataTable(
        "wetsvoorstellen",
        "Wetsvoorstellen",
        "De wetsvoorstellen, met wat er van elk werd.",
        lambda: Bill.objects.published().with_planning().order_by("slug"),
        ["slug"],
        [
            Field("slug", "slug", "Sleutel", "De vaste sleutel."),
            Field("titel", "title", "Titel", "De titel.", required=True),
            Field("dossier", "dossier", "Dossier", "Het dossiernummer van de Tweede Kamer. Kan leeg zijn."),
            choice(
                "uitkomst", "situation.in_contract", "Uitkomst", "Wat er tot nu toe van het wetsvoorstel werd.", ContractOutcome
            ),
            choice("uitkomstNu", "outcome", "Uitkomst nu", "Als uitkomst, en ook: aangenomen en nog niet in werking.", Outcome),
            Field("nietGevonden", "not_found", "Niet gevonden", "Wat op officiële pagina’s niet te vinden was. Kan leeg zijn."),
            day("opgezocht", "looked_up_on", "Opgezocht op", "De dag waarop dit is opgezocht. Kan leeg zijn."),
            Field("opvolger", "public_successor.slug", "Opvolger", "Het wetsvoorstel waarin dit is opgegaan. Kan leeg zijn."),
            report("stand.report.slug"),
            page(),
        ],
        [to("wetsvoorstellen", opvolger="slug"), to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "standen-van-wetsvoorstellen",
        "Standen van wetsvoorstellen",
        "Wat een rapportage over een wetsvoorstel zegt.",
        lambda: BillSnapshot.objects.published().select_related("bill", "report").order_by("bill__slug", "report"),
        ["wetsvoorstel", "rapportage"],
        [
            bill("bill.slug"),
            report(),
            Field("volgnummer", "number", "Volgnummer", "Het nummer in de lijst van de rapportage. Kan leeg zijn."),
            TITLE_PRINTED,
            choice("uitkomst", "outcome", "Uitkomst", "Hoe ver het volgens deze rapportage is.", Outcome),
            Field("opmerking", "remark", "Opmerking", "Wat de rapportage verder opmerkt. Kan leeg zijn."),
            PLACE,
        ],
        [to("wetsvoorstellen", wetsvoorstel="slug"), to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "wetsonderdelen",
        "Onderdelen van wetsvoorstellen",
        "Wat een wetsvoorstel volgens een rapportage regelt.",
        lambda: _of_stand(BillElement.objects.published(), "position"),
        ["wetsvoorstel", "rapportage", "volgnummer"],
        [bill(), report("snapshot.report.slug"), position(), *ITEM],
        OF_STAND,
    ),
    DataTable(
        "bijdragen",
        "Bijdragen aan maatregelen",
        "Aan welke maatregelen een wetsvoorstel volgens een rapportage bijdraagt.",
        lambda: _of_stand(Contribution.objects.published(), "position").annotate(
            measure_key=key_if_public("measure", Measure.objects.published())
        ),
        ["wetsvoorstel", "rapportage", "volgnummer"],
        [
            bill(),
            report("snapshot.report.slug"),
            position(),
            Field("inBron", "printed", "In de bron", "Zoals gedrukt onder „Draagt bij aan”.", required=True),
            measure("measure_key", required=False),
            PLACE,
        ],
        [*OF_STAND, to("maatregelen", maatregel="slug")],
    ),
    DataTable(
        "planning",
        "Planning",
        "Wanneer een rapportage een fase van een wetsvoorstel verwacht. Een planning is nooit een feit.",
        lambda: _of_stand(PlanningStep.objects.published(), "position", "phase", "part"),
        ["wetsvoorstel", "rapportage", "fase", "onderdeel"],
        [
            bill(),
            report("snapshot.report.slug"),
            choice("fase", "phase", "Fase", "De fase.", Phase),
            PART,
            position(),
            *period(words=Field("tekst", "period", "Tekst", "De planning in de woorden van de bron.", required=True)),
            PLACE,
        ],
        OF_STAND,
    ),
    DataTable(
        "inwerkingtredingen",
        "Inwerkingtredingen",
        "Sinds welke dag een wet geldt, omdat een rapportage dat als feit zegt.",
        lambda: _of_bills(EntryIntoForce).order_by("bill__slug", "report", "part"),
        ["wetsvoorstel", "rapportage", "onderdeel"],
        [bill("bill.slug"), report(), PART, day("datum", "date", "Datum", "De dag.", required=True), PLACE],
        [to("wetsvoorstellen", wetsvoorstel="slug"), to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "namen-van-wetsvoorstellen",
        "Officiële namen van wetsvoorstellen",
        "De titels van een wetsvoorstel in een officieel stuk, en de wetten die het wijzigt.",
        lambda: _of_bills(BillName).order_by("bill__slug", "report"),
        ["wetsvoorstel", "rapportage"],
        [
            bill("bill.slug"),
            report(),
            Field("citeertitel", "citation_title", "Citeertitel", "De korte naam van de wet. Kan leeg zijn."),
            Field("opschrift", "official_title", "Opschrift", "De volledige officiële titel. Kan leeg zijn."),
            Field("wijzigt", "changes", "Wijzigt", "Welke wetten het voorstel wijzigt, in woorden. Kan leeg zijn."),
            PLACE,
        ],
        [to("wetsvoorstellen", wetsvoorstel="slug"), to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "gebeurtenissen",
        "Wat er met wetsvoorstellen gebeurde",
        "Wat een bron meldt over de weg van een wetsvoorstel naar een wet.",
        lambda: _of_bills(Station).order_by("bill__slug", "report", "kind", "location"),
        ["wetsvoorstel", "rapportage", "soort", "vindplaats"],
        [
            bill("bill.slug"),
            report(),
            choice("soort", "kind", "Soort", "Wat er gebeurde.", StationKind),
            *period(words=Field("periode", "period", "Periode", "De dag of de periode in woorden. Kan leeg zijn.")),
            Field("uitslag", "result", "Uitslag", "Wat er uitkwam, in een korte zin.", required=True),
            Field("kenmerk", "reference", "Kenmerk", "Zoals Stb. 2024, 165. Kan leeg zijn."),
            address("url", "url", "Adres", "Waar dit staat.", required=True),
            Field(
                "lezing",
                "is_reading",
                "Lezing",
                "Of dit onze lezing is: geen bron zegt het zelf.",
                data_type="boolean",
                required=True,
            ),
            PLACE,
        ],
        [to("wetsvoorstellen", wetsvoorstel="slug"), to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "vereisten",
        "Gevolgen van wetten voor acties",
        "Welke acties door een wet verplicht of mogelijk worden, of eindigen.",
        lambda: (
            Requirement.objects.published()
            .filter(bill__in=Bill.objects.published(), action__in=Action.objects.published())
            .select_related("bill", "action", "report")
            .order_by("bill__slug", "part", "action__slug", "effect")
        ),
        ["wetsvoorstel", "onderdeel", "actie", "gevolg"],
        [
            bill("bill.slug"),
            PART,
            Field("actie", "action.slug", "Actie", "De sleutel van de actie."),
            choice("gevolg", "effect", "Gevolg", "Wat de wet met de actie doet.", Effect),
            report(),
            PLACE,
        ],
        [to("wetsvoorstellen", wetsvoorstel="slug"), to("acties", actie="id"), to("rapportages", rapportage="slug")],
    ),
]
