"""The sheets of what a report says besides: findings with figures, parties, chapters with items, and source notes."""

from measures.models import Figure, Finding, ReportSection, Representation, SectionItem, SourceNote
from portal.desk.workbook.sheets.columns import column, item, location, mark, marked, texts
from portal.desk.workbook.sheets.sheet import Holds, Sheet

FINDINGS = marked(
    "Bevindingen",
    Finding,
    column(Finding, "goal", Holds.ONE, 8),
    column(Finding, "measure", Holds.ONE, 32),
    *texts(Finding, text=70),
)
FIGURES = Sheet(
    "Cijfers",
    Figure,
    "",
    (
        mark(Figure),
        column(Figure, "finding", Holds.RECORD, 24, "Kenmerk van de bevinding"),
        *texts(Figure, description=50, value=16, unit=20, group=30),
    ),
    FINDINGS,
)
PARTIES = marked(
    "Vertegenwoordigingen",
    Representation,
    *texts(Representation, group_printed=40),
    column(Representation, "party", Holds.ONE, 32),
    *texts(Representation, party_printed=40),
)
CHAPTERS = marked("Hoofdstukken", ReportSection, *texts(ReportSection, title=50, summary=70))
POINTS = Sheet(
    "Onderdelen van hoofdstukken",
    SectionItem,
    "",
    (
        mark(SectionItem),
        column(SectionItem, "section", Holds.RECORD, 24, "Kenmerk van het hoofdstuk"),
        *item(SectionItem),
        column(SectionItem, "measures", Holds.MANY, 34),
        location(SectionItem),
    ),
    CHAPTERS,
)
NOTES = Sheet(
    "Bronnotities",
    SourceNote,
    "",
    (
        column(SourceNote, "slug", Holds.RECORD, 40),
        *texts(SourceNote, title=40, text=70),
        column(SourceNote, "weight", Holds.CHOICE, 14),
        column(SourceNote, "measures", Holds.MANY, 34),
        column(SourceNote, "bills", Holds.MANY, 34, "Wetsvoorstellen"),
        column(SourceNote, "motions", Holds.MANY, 24, "Moties"),
        column(SourceNote, "actions", Holds.MANY, 34),
        location(SourceNote),
    ),
)
