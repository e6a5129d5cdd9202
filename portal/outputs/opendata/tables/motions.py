"""The tables of motions and their snapshots."""

from dataclasses import replace

from django.db.models import QuerySet

from measures.enums import Status
from measures.models import Measure
from motions.models import Motion, MotionPaper, MotionSnapshot, MotionSubmitter
from motions.querysets import by_number
from portal.outputs.opendata.fields import PLACE, TITLE_PRINTED, address, choice, day, measure, page, position, report
from portal.outputs.opendata.records import links
from portal.outputs.opendata.table import DataTable, Field, to


def _motion(source: str) -> Field:
    return Field("motie", source, "Motie", "Het nummer van de motie.", required=True)


def _papers() -> QuerySet[MotionPaper]:
    return MotionPaper.objects.published().filter(motion__in=Motion.objects.published()).select_related("motion", "report")


SOURCE = Field("bron", "report.slug", "Bron", "De sleutel van de bron, in de tabel rapportages.", required=True)
READING = Field(
    "lezing",
    "is_reading",
    "Onze lezing",
    "Of dit onze lezing is: de bron noemt het nummer niet, of het is eruit afgeleid.",
    data_type="boolean",
    required=True,
)


TABLES = [
    DataTable(
        "moties",
        "Moties",
        "De moties van de Tweede Kamer, met de status van nu.",
        lambda: Motion.objects.published().with_stand().with_papers().in_order(),
        ["nummer"],
        [
            Field("nummer", "number", "Nummer", "Dossier en stuk, zoals 31497-305."),
            Field("dossier", "dossier", "Dossier", "Het dossier, zoals 31497.", required=True),
            Field("titel", "title", "Titel", "De titel.", required=True),
            choice("status", "stand.status", "Status", "De status van nu, uit de stand die telt.", Status),
            Field("opschrift", "facts.official_title.value", "Officiële titel", "De officiële titel. Leeg: niet gevonden."),
            day("ingediendOp", "facts.submitted_on.value", "Ingediend op", "De dag van indiening. Leeg: niet gevonden."),
            Field("verzoek", "facts.request.value", "Verzoek", "Wat de motie vraagt, in onze woorden. Leeg: niet gevonden."),
            day("gestemdOp", "facts.vote.day.value", "Gestemd op", "De dag van de stemming. Leeg: niet gevonden."),
            Field("uitslag", "facts.vote.result.value", "Uitslag", "De uitslag van de stemming. Leeg: niet gevonden."),
            Field("tegen", "facts.vote.against.value", "Tegen", "Wie tegen stemden; geen is niemand. Leeg: niet gevonden."),
            day("opgezochtOp", "looked_up_on", "Opgezocht op", "De dag waarop op openbare pagina’s is gezocht."),
            report("stand.report.slug"),
            address("kamerstukUrl", "kamerstuk_url", "Kamerstuk", "De officiële publicatie.", required=True),
            page(),
        ],
        [to("rapportages", rapportage="slug")],
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
    DataTable(
        "stukken-over-moties",
        "Stukken over moties",
        "Wat een stuk of bericht over een motie zelf zegt.",
        lambda: _papers().order_by(*by_number("motion__number"), "report__slug", "is_reading"),
        ["motie", "bron", "lezing"],
        [
            _motion("motion.number"),
            SOURCE,
            READING,
            Field("officieel", "is_official", "Officieel", "Of de bron van de overheid of het parlement is.", data_type="boolean",
                  required=True),
            Field("opschrift", "official_title", "Officiële titel", "Het opschrift. Kan leeg zijn."),
            day("ingediendOp", "submitted_on", "Ingediend op", "De dag van indiening. Kan leeg zijn."),
            Field("medeIndieners", "has_others", "Met anderen", "Of de bron anderen meetelt zonder hen te noemen.",
                  data_type="boolean", required=True),
            Field("verzoek", "request", "Verzoek", "Wat de motie vraagt, in onze woorden. Kan leeg zijn."),
            Field("verzoekUit", "request_basis", "Waaruit het verzoek blijkt", "Als de tekst niet is gelezen. Kan leeg zijn."),
            day("gestemdOp", "voted_on", "Gestemd op", "De dag van de stemming. Kan leeg zijn."),
            Field("uitslag", "vote_result", "Uitslag", "De uitslag van de stemming. Kan leeg zijn."),
            Field("tegen", "vote_against", "Tegen", "Wie tegen stemden; geen is niemand. Kan leeg zijn."),
            Field("vervangt", "replaces", "In de plaats van", "Het nummer van de vervangen motie. Kan leeg zijn."),
            Field("vervolg", "follow_up", "Wat ermee gebeurde", "In onze woorden. Kan leeg zijn."),
            PLACE,
        ],
        [to("moties", motie="nummer"), to("rapportages", bron="slug")],
    ),
    DataTable(
        "indieners-van-moties",
        "Indieners van moties",
        "Wie een motie indienden, en van welke fractie een bron hen noemt.",
        lambda: MotionSubmitter.objects.published()
        .filter(paper__motion__in=Motion.objects.published())
        .select_related("paper__motion", "paper__report")
        .order_by(*by_number("paper__motion__number"), "paper__report__slug", "paper__is_reading", "position"),
        ["motie", "bron", "lezing", "volgnummer"],
        [
            _motion("paper.motion.number"),
            replace(SOURCE, source="paper.report.slug"),
            replace(READING, source="paper.is_reading"),
            position(),
            Field("naam", "name", "Naam", "De naam zoals de bron die schrijft.", required=True),
            Field("fractie", "party", "Fractie", "De fractie. Leeg: deze bron noemt die niet."),
            Field("alleenFractie", "only_party", "Alleen de fractie", "De bron zegt niet dat dit lid de motie indiende.",
                  data_type="boolean", required=True),
        ],
        [to("stukken-over-moties", "motie", "bron", "lezing")],
    ),
]  # fmt: skip
