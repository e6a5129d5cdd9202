"""The tables of goals, priorities, and organisations that represent a group."""

from laws.models import Bill
from measures.models import Goal, GoalSnapshot, Measure, Priority, PriorityItem, PrioritySnapshot, Representation
from measures.publication.order import by_measure
from portal.outputs.opendata.fields import ITEM, PLACE, SUMMARY, TITLE_PRINTED, bill, measure, number, page, position, report
from portal.outputs.opendata.records import links
from portal.outputs.opendata.table import DataTable, Field, to


def _goal(source: str) -> Field:
    return number("doel", source, "Doel", "Het nummer van het doel.", required=True)


def _priority(source: str) -> Field:
    return number("speerpunt", source, "Speerpunt", "Het nummer van het speerpunt.", required=True)


TABLES = [
    DataTable(
        "doelen",
        "Doelen",
        "De zeven doelen van de verbeteraanpak.",
        lambda: Goal.objects.published().order_by("number"),
        ["nummer"],
        [
            number("nummer", "number", "Nummer", "Het vaste nummer."),
            Field("titel", "title", "Titel", "De titel.", required=True),
            page(),
        ],
    ),
    DataTable(
        "standen-van-doelen",
        "Standen van doelen",
        "Wat een rapportage over een doel zegt.",
        lambda: GoalSnapshot.objects.published().select_related("goal", "report").order_by("goal__number", "report"),
        ["doel", "rapportage"],
        [_goal("goal.number"), report(), TITLE_PRINTED, SUMMARY, PLACE],
        [to("doelen", doel="nummer"), to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "doelen-maatregelen",
        "Doelen en maatregelen",
        "De tabel van een rapportage: welke maatregel aan welk doel werkt.",
        lambda: links(GoalSnapshot.objects.published(), "measures", Measure.objects.published())
        .select_related("goalsnapshot__goal", "goalsnapshot__report", "measure")
        .order_by(
            "goalsnapshot__goal__number", "goalsnapshot__report",
            *by_measure("measure"),
        ),
        ["doel", "rapportage", "maatregel"],
        [_goal("goalsnapshot.goal.number"), report("goalsnapshot.report.slug"), measure("measure.slug")],
        [to("standen-van-doelen", "doel", "rapportage"), to("maatregelen", maatregel="slug")],
    ),
    DataTable(
        "speerpunten",
        "Speerpunten",
        "De zeven speerpunten van juli 2022.",
        lambda: Priority.objects.published().order_by("number"),
        ["nummer"],
        [
            number("nummer", "number", "Nummer", "Het vaste nummer."),
            Field("titel", "title", "Titel", "De titel.", required=True),
            page(),
        ],
    ),
    DataTable(
        "standen-van-speerpunten",
        "Standen van speerpunten",
        "Wat een rapportage over een speerpunt zegt.",
        lambda: PrioritySnapshot.objects.published()
        .select_related("priority", "report")
        .order_by("priority__number", "report"),
        ["speerpunt", "rapportage"],
        [_priority("priority.number"), report(), TITLE_PRINTED, SUMMARY, PLACE],
        [to("speerpunten", speerpunt="nummer"), to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "onderdelen-van-speerpunten",
        "Onderdelen van speerpunten",
        "De punten van een speerpunt.",
        lambda: PriorityItem.objects.published()
        .select_related("snapshot__priority", "snapshot__report")
        .order_by("snapshot__priority__number", "snapshot__report", "position"),
        ["speerpunt", "rapportage", "volgnummer"],
        [_priority("snapshot.priority.number"), report("snapshot.report.slug"), position(), *ITEM],
        [to("standen-van-speerpunten", "speerpunt", "rapportage")],
    ),
    DataTable(
        "speerpunten-maatregelen",
        "Speerpunten en maatregelen",
        "Welke maatregelen bij een speerpunt horen.",
        lambda: links(Priority.objects.published(), "measures", Measure.objects.published())
        .select_related("priority", "measure")
        .order_by("priority__number", *by_measure("measure")),
        ["speerpunt", "maatregel"],
        [_priority("priority.number"), measure("measure.slug")],
        [to("speerpunten", speerpunt="nummer"), to("maatregelen", maatregel="slug")],
    ),
    DataTable(
        "speerpunten-wetsvoorstellen",
        "Speerpunten en wetsvoorstellen",
        "Welke wetsvoorstellen bij een speerpunt horen.",
        lambda: links(Bill.objects.published(), "priorities", Priority.objects.published())
        .select_related("priority", "bill")
        .order_by("priority__number", "bill__slug"),
        ["speerpunt", "wetsvoorstel"],
        [_priority("priority.number"), bill("bill.slug")],
        [to("speerpunten", speerpunt="nummer"), to("wetsvoorstellen", wetsvoorstel="slug")],
    ),
    DataTable(
        "vertegenwoordigingen",
        "Vertegenwoordigingen",
        "Welke organisatie volgens een rapportage voor welke groep spreekt.",
        lambda: Representation.objects.published()
        .select_related("report", "party")
        .order_by("report", "position", "group_printed", "party__slug"),
        ["rapportage", "groep", "veldpartij"],
        [
            report(),
            Field("groep", "group_printed", "Groep", "De groep zoals gedrukt."),
            Field("veldpartij", "party.slug", "Veldpartij", "De vaste sleutel van de organisatie."),
            position(),
            Field("naam", "party.name", "Naam", "De naam van de organisatie.", required=True),
            Field("naamInBron", "party_printed", "Naam in de bron", "De naam zoals gedrukt.", required=True),
            PLACE,
        ],
        [to("rapportages", rapportage="slug")],
    ),
]  # fmt: skip
