"""The tables of actions, their roles, sectors and measures, and their mentions in reports."""

from laws.enums import BasisKind, Coverage
from laws.models import LegalBasis
from measures.enums import ActionKind, OverviewColumn
from measures.models import Action, ActionMention, Measure, Role, Sector
from portal.outputs.opendata.fields import PLACE, address, choice, day, measure, page, period, report
from portal.outputs.opendata.records import links
from portal.outputs.opendata.table import DataTable, Field, to


def _action(source: str = "action.slug") -> Field:
    return Field("actie", source, "Actie", "De sleutel van de actie.", required=True)


TABLES = [
    DataTable(
        "rollen",
        "Rollen",
        "Voor wie er acties zijn: samenwerkingsverband, schoolbestuur, schoolleider en anderen.",
        lambda: Role.objects.published().order_by("slug"),
        ["slug"],
        [
            Field("slug", "slug", "Sleutel", "De vaste sleutel."),
            Field("naam", "name", "Naam", "De naam in het enkelvoud.", required=True),
            Field("meervoud", "plural", "Meervoud", "De naam in het meervoud.", required=True),
            page(),
        ],
    ),
    DataTable(
        "sectoren",
        "Sectoren",
        "De onderwijssectoren waarvoor een actie kan gelden.",
        lambda: Sector.objects.published().order_by("slug"),
        ["slug"],
        [
            Field("slug", "slug", "Sleutel", "De vaste sleutel."),
            Field("naam", "name", "Naam", "De naam.", required=True),
        ],
    ),
    DataTable(
        "acties",
        "Acties",
        "Wat een rol moet of kan doen. Hoe dat op een dag staat, rekent de API uit.",
        lambda: Action.objects.published().order_by("slug"),
        ["id"],
        [
            Field("id", "slug", "Sleutel", "De vaste, leesbare sleutel."),
            Field("tekst", "text", "Tekst", "De actie in één zin.", required=True),
            choice("soort", "kind", "Soort", "Verplicht of mogelijk.", ActionKind),
            Field("recht", "right", "Recht", "Waar ouders of leerlingen hierdoor recht op hebben. Kan leeg zijn."),
            page(),
        ],
    ),
    DataTable(
        "acties-rollen",
        "Acties en rollen",
        "Voor welke rollen een actie is.",
        lambda: links(Action.objects.published(), "roles", Role.objects.published())
        .select_related("action", "role")
        .order_by("action__slug", "role__slug"),
        ["actie", "rol"],
        [_action(), Field("rol", "role.slug", "Rol", "De sleutel van de rol.")],
        [to("acties", actie="id"), to("rollen", rol="slug")],
    ),
    DataTable(
        "acties-sectoren",
        "Acties en sectoren",
        "Voor welke sectoren een actie is. Een actie die hier niet staat, is voor alle sectoren.",
        lambda: links(Action.objects.published(), "sectors", Sector.objects.published())
        .select_related("action", "sector")
        .order_by("action__slug", "sector__slug"),
        ["actie", "sector"],
        [_action(), Field("sector", "sector.slug", "Sector", "De sleutel van de sector.")],
        [to("acties", actie="id"), to("sectoren", sector="slug")],
    ),
    DataTable(
        "acties-maatregelen",
        "Acties en maatregelen",
        "Bij welke maatregelen een actie hoort.",
        lambda: links(Action.objects.published(), "measures", Measure.objects.published())
        .select_related("action", "measure")
        .order_by("action__slug", "measure__slug"),
        ["actie", "maatregel"],
        [_action(), measure("measure.slug")],
        [to("acties", actie="id"), to("maatregelen", maatregel="slug")],
    ),
    DataTable(
        "vermeldingen",
        "Vermeldingen van acties",
        "Waar een rapportage een actie noemt, en wat zij daar als feit zegt.",
        lambda: ActionMention.objects.published()
        .select_related("action", "report")
        .order_by("action__slug", "report", "location"),
        ["actie", "rapportage", "vindplaats"],
        [
            _action(),
            report(),
            PLACE,
            choice("kolom", "column", "Kolom", "De kolom van het overzicht van 2022.", OverviewColumn, required=False),
            Field("voorwaarde", "condition", "Voorwaarde", "De gedrukte voorwaarde. Kan leeg zijn."),
            *period(),
            Field(
                "verplichtVolgensBron", "states_in_force", "Verplicht volgens de bron",
                "Of de rapportage zegt dat dit al verplicht is.", data_type="boolean", required=True,
            ),
            day("geldtVanaf", "in_force_from", "Geldt vanaf", "De eerste dag, als de rapportage die als feit noemt."),
            day("geldtTot", "in_force_until", "Geldt tot en met", "De laatste dag, als de rapportage die noemt."),
        ],
        [to("acties", actie="id"), to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "grondslagen",
        "Grondslagen van acties",
        "Welke wet achter een actie staat, of dat er geen gevonden is.",
        lambda: LegalBasis.objects.published()
        .filter(action__in=Action.objects.published())
        .select_related("action", "report")
        .order_by("action__slug", "report", "location"),
        ["actie", "rapportage", "vindplaats"],
        [
            _action(),
            report(),
            PLACE,
            choice("soort", "kind", "Soort", "Wat erachter staat.", BasisKind),
            Field("wet", "law", "Wet", "De naam van de wet. Kan leeg zijn."),
            Field("artikel", "article", "Artikel", "Het artikel. Kan leeg zijn."),
            Field("lid", "paragraph", "Lid", "Het lid en het onderdeel. Kan leeg zijn."),
            *period(words=Field("periode", "period", "Sinds", "Sinds wanneer, als dag of in woorden. Kan leeg zijn.")),
            Field("bronBegin", "begin_place", "Bron van het begin", "De tekst waaruit het begin blijkt. Kan leeg zijn."),
            address("adresBegin", "begin_link", "Adres van het begin", "Het adres van die tekst. Kan leeg zijn."),
            day("tot", "until", "Tot en met", "De laatste dag waarop dit artikel gold. Kan leeg zijn."),
            choice("zekerheid", "covers", "Zekerheid", "Of de wettekst dit oplegt.", Coverage, required=False),
            Field(
                "lezing", "is_reading", "Lezing", "Of het begin onze lezing is: geen bron noemt het zelf.",
                data_type="boolean", required=True,
            ),
            address("url", "link", "Adres", "Het adres van het artikel. Kan leeg zijn."),
            Field("toelichting", "remark", "Toelichting", "Wat de wet anders zegt dan de actie. Kan leeg zijn."),
            day("opgezocht", "looked_up_on", "Opgezocht op", "De dag waarop dit is opgezocht.", required=True),
            day("nagekeken", "opened_on", "Nagekeken op", "De dag waarop de redactie het adres opende. Kan leeg zijn."),
        ],
        [to("acties", actie="id"), to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "grondslagen-sectoren",
        "Grondslagen en sectoren",
        "Voor welke sectoren een wet geldt. Een grondslag die hier niet staat, is voor alle sectoren.",
        lambda: links(
            LegalBasis.objects.published().filter(action__in=Action.objects.published()), "sectors", Sector.objects.published()
        )
        .select_related("legalbasis__action", "legalbasis__report", "sector")
        .order_by("legalbasis__action__slug", "legalbasis__report", "legalbasis__location", "sector__slug"),
        ["actie", "rapportage", "vindplaats", "sector"],
        [
            _action("legalbasis.action.slug"),
            report("legalbasis.report.slug"),
            Field("vindplaats", "legalbasis.location", "Vindplaats", "Waar het in de bron staat.", required=True),
            Field("sector", "sector.slug", "Sector", "De sleutel van de sector."),
        ],
        [to("grondslagen", "actie", "rapportage", "vindplaats"), to("sectoren", sector="slug")],
    ),
]  # fmt: skip
