"""The tables of reports and their general chapters."""

from measures.enums import Precision, ReportKind
from measures.models import Measure, Report, ReportSection, SectionItem
from measures.periods import read_period
from portal.outputs.opendata.fields import (
    ITEM,
    PLACE,
    SUMMARY,
    address,
    choice,
    day,
    measure,
    moment,
    number,
    page,
    position,
    report,
)
from portal.outputs.opendata.records import links
from portal.outputs.opendata.table import DataTable, Field, to

SECTION = Field("hoofdstuk", "section.slug", "Hoofdstuk", "De sleutel van het hoofdstuk.", required=True)

TABLES = [
    DataTable(
        "rapportages",
        "Rapportages",
        "De bronnen waaruit alles komt: voortgangsrapportages, brieven, een overzicht, een plan, bekendmakingen en nieuws.",
        lambda: Report.objects.published().oldest_first(),
        ["slug"],
        [
            Field("slug", "slug", "Sleutel", "De vaste sleutel, zoals vgr-5."),
            choice("soort", "kind", "Soort", "De soort document.", ReportKind),
            Field("titel", "title", "Titel", "De titel.", required=True),
            number("nummer", "number", "Nummer", "Het nummer van een voortgangsrapportage; anders leeg."),
            Field("publicatie", "publication", "Publicatie", "Wanneer het uitkwam, in woorden van de bron.", required=True),
            day("publicatieVroegst", "publication_earliest", "Publicatie, vroegste dag", "De eerste dag die dit kan zijn."),
            day("publicatieLaatst", "publication_latest", "Publicatie, laatste dag", "De laatste dag die dit kan zijn."),
            Field(
                "publicatiePrecisie", lambda r: read_period(r.publication).precision, "Publicatie, precisie",
                "Hoe nauwkeurig de woorden zijn.", choices=Precision, required=True,
            ),
            Field("peildatumInBron", "reference", "Peildatum in de bron", "De woorden van de bron. Kan leeg zijn."),
            day("peildatum", "reference_date", "Peildatum", "De dag tot waar het document kijkt. Kan leeg zijn."),
            Field("nummerBekendmaking", "official_number", "Nummer bekendmaking", "Zoals Stb. 2024, 165. Kan leeg zijn."),
            address("adresBron", "link", "Adres van de bron", "Waar een bekendmaking of nieuwsbericht staat. Kan leeg zijn."),
            Field(
                "officieel", "is_official", "Officieel", "Of een bekendmaking of nieuwsbericht van de overheid zelf is.",
                data_type="boolean", required=True,
            ),
            Field(
                "zonderDag", "is_undated", "Zonder dag", "Of de bron zelf geen dag noemt; de publicatie is dan de dag van lezen.",
                data_type="boolean", required=True,
            ),
            Field("kamerstuk", "kamerstuk", "Kamerstuk", "Het nummer van het kamerstuk. Kan leeg zijn."),
            SUMMARY,
            PLACE,
            moment("gepubliceerdOp", "published_at", "Hier gepubliceerd op", "Sinds wanneer dit op deze site staat, in UTC."),
            page(),
        ],
    ),
    DataTable(
        "hoofdstukken",
        "Hoofdstukken",
        "Wat een rapportage onder een kop zegt dat over geen enkel onderwerp alleen gaat.",
        lambda: ReportSection.objects.published()
        .select_related("report")
        .order_by("report", "position", "slug"),
        ["rapportage", "slug"],
        [
            report(),
            Field("slug", "slug", "Sleutel", "De sleutel binnen de rapportage."),
            position(),
            Field("titel", "title", "Titel", "De kop zoals gedrukt.", required=True),
            SUMMARY,
            PLACE,
            page(),
        ],
        [to("rapportages", rapportage="slug")],
    ),
    DataTable(
        "onderdelen-van-hoofdstukken",
        "Onderdelen van hoofdstukken",
        "De punten van een hoofdstuk.",
        lambda: SectionItem.objects.published()
        .select_related("section__report")
        .order_by("section__report", "section__position", "section", "position"),
        ["rapportage", "hoofdstuk", "volgnummer"],
        [report("section.report.slug"), SECTION, position(), *ITEM],
        [to("hoofdstukken", "rapportage", hoofdstuk="slug")],
    ),
    DataTable(
        "hoofdstukken-maatregelen",
        "Hoofdstukken en maatregelen",
        "Over welke maatregelen een onderdeel van een hoofdstuk gaat.",
        lambda: links(SectionItem.objects.published(), "measures", Measure.objects.published())
        .select_related("sectionitem__section__report", "measure")
        .order_by(
            "sectionitem__section__report", "sectionitem__section__position",
            "sectionitem__section", "sectionitem__position", "measure__slug",
        ),
        ["rapportage", "hoofdstuk", "volgnummer", "maatregel"],
        [
            report("sectionitem.section.report.slug"),
            Field("hoofdstuk", "sectionitem.section.slug", "Hoofdstuk", "De sleutel van het hoofdstuk."),
            position("Het volgnummer van het onderdeel.", "sectionitem.position"),
            measure("measure.slug"),
        ],
        [
            to("onderdelen-van-hoofdstukken", "rapportage", "hoofdstuk", "volgnummer"),
            to("maatregelen", maatregel="slug"),
        ],
    ),
]  # fmt: skip
