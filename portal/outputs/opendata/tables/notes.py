"""The tables of source notes and corrections, which the editors of the portal write."""

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from laws.models import Bill
from measures.enums import NoteWeight
from measures.kinds import KINDS
from measures.models import Action, Correction, Measure, SourceNote
from measures.models.note import ABOUT_REPORT
from motions.models import Motion
from motions.querysets import by_number
from portal.outputs.opendata.fields import PLACE, bill, choice, measure, moment, position, report
from portal.outputs.opendata.records import links
from portal.outputs.opendata.table import DataTable, Field, to

NOTE = Field("bronnotitie", "sourcenote.slug", "Bronnotitie", "De sleutel van de bronnotitie.", required=True)
OF_NOTE = to("bronnotities", bronnotitie="id")


def _corrections() -> QuerySet[Correction]:
    # New corrections are always the last of their report, so the number of a correction never changes.
    place = Window(RowNumber(), partition_by=F("report"), order_by=[F("made_at").asc(), F("pk").asc()])
    found = Correction.objects.published().with_action().annotate(place=place).select_related("report")
    return found.order_by("report", "made_at", "pk")


TABLES = [
    DataTable(
        "bronnotities",
        "Bronnotities",
        "Wat opvalt in een bron: een tegenspraak, een ander nummer, iets onleesbaars.",
        lambda: SourceNote.objects.published().select_related("report").order_by("report", "slug"),
        ["id"],
        [
            Field("id", "slug", "Sleutel", "De vaste sleutel."),
            report(),
            Field("titel", "title", "Titel", "Waar het om gaat, in een paar woorden.", required=True),
            Field("tekst", "text", "Tekst", "De notitie.", required=True),
            PLACE,
            choice("gewicht", "weight", "Gewicht", "Of de notitie verandert wat iemand leest.", NoteWeight),
        ],
        [to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "bronnotities-maatregelen",
        "Bronnotities en maatregelen",
        "Over welke maatregelen een bronnotitie gaat.",
        lambda: (
            links(SourceNote.objects.published(), "measures", Measure.objects.published())
            .select_related("sourcenote", "measure")
            .order_by("sourcenote__slug", "measure__slug")
        ),
        ["bronnotitie", "maatregel"],
        [NOTE, measure("measure.slug")],
        [OF_NOTE, to("maatregelen", maatregel="slug")],
    ),
    DataTable(
        "bronnotities-wetsvoorstellen",
        "Bronnotities en wetsvoorstellen",
        "Over welke wetsvoorstellen een bronnotitie gaat.",
        lambda: (
            links(Bill.objects.published(), "source_notes", SourceNote.objects.published())
            .select_related("sourcenote", "bill")
            .order_by("sourcenote__slug", "bill__slug")
        ),
        ["bronnotitie", "wetsvoorstel"],
        [NOTE, bill("bill.slug")],
        [OF_NOTE, to("wetsvoorstellen", wetsvoorstel="slug")],
    ),
    DataTable(
        "bronnotities-moties",
        "Bronnotities en moties",
        "Over welke moties een bronnotitie gaat.",
        lambda: (
            links(Motion.objects.published(), "source_notes", SourceNote.objects.published())
            .select_related("sourcenote", "motion")
            .order_by("sourcenote__slug", *by_number("motion__number"))
        ),
        ["bronnotitie", "motie"],
        [NOTE, Field("motie", "motion.number", "Motie", "Het nummer van de motie.")],
        [OF_NOTE, to("moties", motie="nummer")],
    ),
    DataTable(
        "bronnotities-acties",
        "Bronnotities en acties",
        "Over welke acties een bronnotitie gaat.",
        lambda: (
            links(SourceNote.objects.published(), "actions", Action.objects.published())
            .select_related("sourcenote", "action")
            .order_by("sourcenote__slug", "action__slug")
        ),
        ["bronnotitie", "actie"],
        [NOTE, Field("actie", "action.slug", "Actie", "De sleutel van de actie.", required=True)],
        [OF_NOTE, to("acties", actie="id")],
    ),
    DataTable(
        "correcties",
        "Correcties",
        "Wat er na publicatie verbeterd is, met de reden.",
        _corrections,
        ["rapportage", "volgnummer"],
        [
            report(),
            position("De hoeveelste correctie van deze rapportage.", "place"),
            Field(
                "onderwerpType",
                "subject_type",
                "Soort onderwerp",
                f"{', '.join(kind.word for kind in KINDS)} of {ABOUT_REPORT}.",
                required=True,
            ),
            Field("onderwerpSleutel", "subject_key", "Sleutel van het onderwerp", "De slug of het nummer.", required=True),
            Field("actie", "action", "Actie", "De sleutel van de actie, als de correctie over een actie gaat."),
            Field("titel", "subject_title", "Titel", "De titel van het onderwerp op dat moment.", required=True),
            Field("veld", "field", "Veld", "Wat er veranderde.", required=True),
            Field("van", "old_value", "Van", "De oude waarde. Kan leeg zijn."),
            Field("naar", "new_value", "Naar", "De nieuwe waarde. Kan leeg zijn."),
            Field("reden", "reason", "Reden", "Waarom.", required=True),
            Field("functie", "editor_function", "Functie", "De functie van wie corrigeerde.", required=True),
            moment("gemaaktOp", "made_at", "Gemaakt op", "Wanneer, in UTC."),
        ],
        [to("rapportages", rapportage="slug"), to("acties", actie="id")],
    ),
]
