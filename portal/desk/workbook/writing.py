"""Export of a draft report to a workbook, for Excel or as OpenDocument."""

from django.utils import timezone

from measures.models import Report
from portal.core.dates import in_dutch
from portal.desk.workbook.known import DraftRows
from portal.desk.workbook.preview import require_draft
from portal.desk.workbook.settling.base import base_page
from portal.desk.workbook.sheets import ABOUT, REMOVE, SHEETS, YES, Holds, Sheet
from portal.outputs.exports.spreadsheet import WRITERS
from portal.outputs.exports.spreadsheet.book import Book, BookSheet, CellChoice

# The number of empty rows below the last filled row that also get the drop-down lists, so that an editor can add rows there.
SPARE_ROWS = 500
REPORT_LABEL = "Rapportage"
EXPLANATION = """Zo werkt u met deze werkmap
Wijzig cellen op de andere bladen en stuur de werkmap weer in. U ziet eerst wat er verandert. Daarna kiest u of u het opslaat.
Wijzigen: u mag alle witte cellen wijzigen. Wijzig de koppen, de namen van de bladen en de grijze kolommen niet.
Toevoegen: zet een nieuwe rij onderaan, met een maatregel, wetsvoorstel, motie of actie uit het portaal. Laat „Kenmerk” dan leeg.
Een nieuwe maatregel, motie, actie of veldpartij, of een nieuw wetsvoorstel, maakt u eerst aan in het beheer.
Krijgt een nieuwe bevinding cijfers, of een nieuw hoofdstuk onderdelen? Geef haar dan een kenmerk, zoals „nieuw 1”.
Op het blad „Cijfers” of „Onderdelen van hoofdstukken” verwijst u naar dat kenmerk.
Nieuwe bevindingen, vertegenwoordigingen en hoofdstukken komen onderaan. Hun volgorde wijzigt u in het beheer.
Verwijderen: zet „ja” in de kolom „Verwijderen”.
Haalt u een rij in deze werkmap weg? Dan vraagt het portaal of zij ook daar weg moet.
Wijzigde een collega intussen dezelfde cel? Dan kiest u per rij: die van u, die van uw collega, of zoals het was.
Een stand, bevinding of hoofdstuk die u verwijdert, neemt haar onderdelen of cijfers mee.
Status, soort, fase en „hoe ver het is” kiest u uit de lijst in de cel.
Een periode neemt u over uit de bron, zoals „1 augustus 2027”, „Q1/Q2 2026”, „zomer 2026” of „nog nader te bepalen”.
Woorden die het portaal niet kan lezen, zoals „dit najaar”, mogen ook. Kies dan zelf de eerste en de laatste dag.
Meer maatregelen bij een motie of een notitie: zet „; ” tussen de adressen.
Bij een nieuwe bronnotitie laat u „Sleutel” leeg. Het portaal maakt haar van de titel.
Een gevolg van een wet noemt een wetsvoorstel en een actie uit het portaal. Leeg „Onderdeel” is het hele wetsvoorstel.
De indieners van een motie vult u in het beheer in.
Een dag schrijft u als 1-8-2027 of 1 augustus 2027.
Een nieuwe stap in de planning komt onder de andere stappen van dat wetsvoorstel.
Formules kunnen niet. Alles in deze werkmap is tekst."""


def to_workbook(report: Report, extension: str = "xlsx") -> bytes:
    """Return a file (XLSX or ODS) with everything in a draft that can be edited in a workbook.

    There is one sheet per kind of row, and one line per row of the database. Raises `WorkbookClosedError` for a published
    or withdrawn report. The number of queries does not depend on the number of rows.
    """
    require_draft(report)
    known = DraftRows(report)
    pages = [_about(report), *(_page(sheet, known) for sheet in SHEETS)]
    pages.append(base_page({sheet.title: _keyed(sheet, known) for sheet in SHEETS}))
    return WRITERS[extension](Book(f"Werkmap van {report.title}", pages))


def _keyed(sheet: Sheet, known: DraftRows) -> list[tuple[str, dict[str, str]]]:
    return [(key, sheet.texts(row)) for key, row in known.by_key[sheet.title].items()]


def _about(report: Report) -> BookSheet:
    made = timezone.localtime()
    lines = [
        ["Werkmap van een concept"],
        [REPORT_LABEL, report.slug],
        ["Titel", report.title],
        ["Gemaakt op", f"{in_dutch(made)}, {made:%H:%M} uur"],
        [],
        *([line] for line in EXPLANATION.splitlines()),
    ]
    return BookSheet(ABOUT, lines, [24, 80], holds_text=True, bold=(0, 5), is_protected=True)


def _page(sheet: Sheet, known: DraftRows) -> BookSheet:
    choices = {
        place: CellChoice(column.options, column.field.blank)
        for place, column in enumerate(sheet.columns)
        if column.holds == Holds.CHOICE
    }
    return BookSheet(
        sheet.title,
        [
            [*(column.heading for column in sheet.columns), REMOVE],
            *(list(sheet.texts(row).values()) for row in known.rows[sheet.title]),
        ],
        [*(column.width for column in sheet.columns), 12],
        has_head=True,
        frozen_columns=2 if sheet.is_marked else 1,
        holds_text=True,
        is_keyed=True,
        choices=choices | {len(sheet.columns): CellChoice([YES])},
        spare_rows=SPARE_ROWS,
    )
