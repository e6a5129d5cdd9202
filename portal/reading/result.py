"""What a report document says, in the words of the API. `Reading.as_json` gives the object that `read_report --json` prints."""

from dataclasses import asdict, dataclass, field
from typing import Any

# How sure the reader is of a row.
SURE, LIKELY, CHOOSE = "zeker", "waarschijnlijk", "kies"


@dataclass
class ItemRead:
    """An onderdeel of a measure: one bullet, nested bullet or sentence of the document.

    `eigenTekst` is our sentence for it in the previous report, or null. `vorigeTekst` is what the source wrote then, when that
    was something else. `portal.reading.own_words` fills both.
    """

    soort: str
    tekst: str
    vindplaats: str
    periode: str = ""
    groep: str = ""
    diepte: int = 1
    zekerheid: str = SURE
    eigenTekst: str | None = None
    vorigeTekst: str | None = None


@dataclass
class MeasureRead:
    """What the document says about one measure or submeasure. `slug` is null when the portal does not know it."""

    code: str
    titel: str = ""
    slug: str | None = None
    status: str = "onbekend"
    statusInBron: str = ""
    samenvatting: str = ""
    betrokkenen: list[str] = field(default_factory=list)
    onderdelen: list[ItemRead] = field(default_factory=list)
    vindplaats: str = ""
    zekerheid: str = SURE


@dataclass
class ActionRead:
    maatregel: str
    tekst: str
    rollen: list[str]
    vindplaats: str
    zekerheid: str = SURE


@dataclass
class PlanningRead:
    """One step of a planning. `vroegst` and `laatst` are days such as "2027-01-01", or null."""

    fase: str
    tekst: str
    onderdeel: str = ""
    vroegst: str | None = None
    laatst: str | None = None


@dataclass
class BillRead:
    titel: str
    volgnummer: str = ""
    slug: str | None = None
    onderdelen: list[str] = field(default_factory=list)
    draagtBijAan: list[dict[str, str | None]] = field(default_factory=list)
    planning: list[PlanningRead] = field(default_factory=list)
    inwerkingtreding: list[dict[str, str | None]] = field(default_factory=list)
    opmerking: str = ""
    vindplaats: str = ""
    zekerheid: str = SURE


@dataclass
class MotionRead:
    nummer: str
    titel: str
    toelichting: str
    status: str
    statusInBron: str = ""
    vindplaats: str = ""
    zekerheid: str = SURE


@dataclass
class GoalRead:
    nummer: int
    titel: str = ""
    maatregelen: list[str] = field(default_factory=list)
    samenvatting: str = ""
    vindplaats: str = ""


@dataclass
class FindingRead:
    """A sentence of research about a goal or a measure. The other of the two is null."""

    tekst: str
    vindplaats: str
    doel: int | None = None
    maatregel: str | None = None
    cijfers: list[dict[str, str]] = field(default_factory=list)


@dataclass
class PartyRead:
    groep: str
    namen: list[str]
    vindplaats: str = ""


@dataclass
class ChapterRead:
    titel: str
    samenvatting: str = ""
    onderdelen: list[str] = field(default_factory=list)
    vindplaats: str = ""


@dataclass
class NoteRead:
    """A proposal for a source note. `maatregelen` and `wetsvoorstellen` are slugs; an editor decides whether it is made."""

    titel: str
    tekst: str
    vindplaats: str
    gewicht: str
    maatregelen: list[str] = field(default_factory=list)
    wetsvoorstellen: list[str] = field(default_factory=list)
    moties: list[str] = field(default_factory=list)


@dataclass
class Reading:
    """Everything that a document says. Each block of the document is in exactly one of the lists."""

    rapportage: dict[str, Any]
    doelen: list[GoalRead] = field(default_factory=list)
    maatregelen: list[MeasureRead] = field(default_factory=list)
    acties: list[ActionRead] = field(default_factory=list)
    wetsvoorstellen: list[BillRead] = field(default_factory=list)
    moties: list[MotionRead] = field(default_factory=list)
    partijen: list[PartyRead] = field(default_factory=list)
    bevindingen: list[FindingRead] = field(default_factory=list)
    hoofdstukken: list[ChapterRead] = field(default_factory=list)
    nietGeplaatst: list[dict[str, str]] = field(default_factory=list)
    # Each with its subject, what is doubtful, and the source note that is proposed for it, or null.
    twijfels: list[dict[str, Any]] = field(default_factory=list)

    @property
    def says_something(self) -> bool:
        """Return whether the document names a measure, bill, motion or goal."""
        return bool(self.maatregelen or self.wetsvoorstellen or self.moties or self.doelen)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def doubt(self, about: str, words: str, note: NoteRead | None = None) -> None:
        self.twijfels.append({"onderwerp": about, "tekst": words, "notitie": note})
