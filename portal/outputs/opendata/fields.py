"""The columns that several tables share."""

from django.db.models import Choices

from measures.enums import Precision
from portal.outputs.opendata.table import Field


def number(name: str, source: str, title: str, description: str, *, required: bool = False) -> Field:
    return Field(name, source, title, description, data_type="integer", required=required)


def day(name: str, source: str, title: str, description: str, *, required: bool = False) -> Field:
    return Field(name, source, title, description, data_type="date", required=required)


def moment(name: str, source: str, title: str, description: str) -> Field:
    return Field(name, source, title, description, data_type="datetime", required=True)


def address(name: str, source: str, title: str, description: str, *, required: bool = False) -> Field:
    return Field(name, source, title, description, format="uri", required=required)


def choice(name: str, source: str, title: str, description: str, choices: type[Choices], *, required: bool = True) -> Field:
    return Field(name, source, title, description, choices=choices, required=required)


def period(prefix: str = "", words: Field | None = None) -> list[Field]:
    """Return the columns of a period: its words, the first and last day that they can mean, the precision, who chose the days.

    `prefix` is the path of attributes to the period, with a full stop at the end. `words` replaces the first column.
    """
    return [
        words or Field("periode", f"{prefix}period", "Periode", "De woorden van de bron, zoals „Q1 2026”."),
        day("vroegst", f"{prefix}earliest", "Vroegste dag", "De eerste dag die de woorden kunnen betekenen."),
        day("laatst", f"{prefix}latest", "Laatste dag", "De laatste dag die de woorden kunnen betekenen."),
        choice("precisie", f"{prefix}precision", "Precisie", "Hoe nauwkeurig de woorden zijn.", Precision, required=False),
        Field(
            "dagenGekozen",
            f"{prefix}has_chosen_days",
            "Dagen gekozen",
            "Of de redactie de twee dagen koos, omdat de woorden geen vaste betekenis hebben.",
            data_type="boolean",
            required=True,
        ),
    ]


def report(source: str = "report.slug") -> Field:
    return Field("rapportage", source, "Rapportage", "De sleutel van de rapportage die dit zegt.", required=True)


def measure(source: str, *, required: bool = True) -> Field:
    return Field("maatregel", source, "Maatregel", "De sleutel van de maatregel.", required=required)


def bill(source: str = "snapshot.bill.slug") -> Field:
    return Field("wetsvoorstel", source, "Wetsvoorstel", "De sleutel van het wetsvoorstel.", required=True)


def page(description: str = "Het blijvende adres van de pagina op deze site.", source: str = "get_absolute_url") -> Field:
    return address("url", source, "Adres", description, required=True)


def position(description: str = "De plaats in de volgorde van de bron.", source: str = "position") -> Field:
    return number("volgnummer", source, "Volgnummer", description, required=True)


TITLE_PRINTED = Field(
    "titelInBron", "title_printed", "Titel in de bron", "De titel zoals de rapportage die drukt.", required=True
)
SUMMARY = Field("samenvatting", "summary", "Samenvatting", "In onze eigen woorden. Kan leeg zijn.")
PLACE = Field("vindplaats", "location", "Vindplaats", "Waar het in de rapportage staat.", required=True)
HEADING = Field("tussenkop", "heading", "Tussenkop", "Het kopje in de bron waar dit onder staat. Kan leeg zijn.")
TEXT = Field("tekst", "text", "Tekst", "Wat er staat, in onze eigen korte woorden.", required=True)
LINK = address("link", "url", "Link", "Een adres dat de bron zelf geeft. Kan leeg zijn.")
# The columns of an item.
ITEM = [HEADING, *period(), TEXT, LINK, PLACE]
