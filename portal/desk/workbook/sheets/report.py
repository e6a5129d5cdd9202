"""The sheets of what a report says besides: findings with figures, parties, chapters with items, and source notes."""

from measures.models import Figure, Finding, ReportSection, Representation, SectionItem, SourceNote
from portal.desk.workbook.sheets.columns import column, item, location, texts
from portal.desk.workbook.sheets.sheet import Holds, Sheet

FINDINGS = Sheet(
    "Bevindingen",
    Finding,
    "",
    (
        column(Finding, "id", Holds.MARK, 10, "Kenmerk"),
        column(Finding, "goal", Holds.ONE, 8),
        column(Finding, "measure", Holds.ONE, 32),
        *texts(Finding, text=70),
        location(Finding),
    ),
)
FIGURES = Sheet(
    "Cijfers",
    Figure,
    "",
    (
        column(Figure, "id", Holds.MARK, 10, "Kenmerk"),
        column(Figure, "finding", Holds.RECORD, 24, "Kenmerk van de bevinding"),
        *texts(Figure, description=50, value=16, unit=20, group=30),
    ),
    FINDINGS,
)
PARTIES = Sheet(
    "Vertegenwoordigingen",
    Representation,
    "",
    (
        column(Representation, "id", Holds.MARK, 10, "Kenmerk"),
        *texts(Representation, group_printed=40),
        column(Representation, "party", Holds.ONE, 32),
        *texts(Representation, party_printed=40),
        location(Representation),
    ),
)
CHAPTERS = Sheet(
    "Hoofdstukken",
    ReportSection,
    "",
    (
        column(ReportSection, "id", Holds.MARK, 10, "Kenmerk"),
        *texts(ReportSection, title=50, summary=70),
        location(ReportSection),
    ),
)
POINTS = Sheet(
    "Onderdelen van hoofdstukken",
    SectionItem,
    "",
    (
        column(SectionItem, "id", Holds.MARK, 10, "Kenmerk"),
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
