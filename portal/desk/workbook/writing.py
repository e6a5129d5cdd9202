"""Export of a draft report to a workbook."""

import io

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from measures.models import Report
from portal.core.dates import in_dutch
from portal.desk.workbook.cells import TEXT_FORMAT, fill
from portal.desk.workbook.known import DraftRows
from portal.desk.workbook.preview import require_draft
from portal.desk.workbook.settling.base import BASE, write_base
from portal.desk.workbook.sheets import ABOUT, REMOVE, SHEETS, YES, Holds, Sheet, SheetColumn
from portal.outputs.exports.xlsx import HEADING, TOP

FIXED = PatternFill("solid", fgColor="E8EEF1")
# The number of empty rows below the last filled row that also get the drop-down lists, so that an editor can add rows there.
SPARE_ROWS = 500
LONGEST_LIST = 255
REPORT_LABEL = "Rapportage"
EXPLANATION = """Zo werkt u met deze werkmap
Wijzig cellen op de andere bladen en stuur de werkmap weer in. U ziet eerst wat er verandert. Daarna kiest u of u het opslaat.
Wijzigen: u mag alle witte cellen wijzigen. Wijzig de koppen, de namen van de bladen en de grijze kolommen niet.
Toevoegen: zet een nieuwe rij onderaan, met een maatregel, wetsvoorstel, motie of actie uit het portaal. Laat „Kenmerk” dan leeg.
Een nieuwe maatregel, een nieuw wetsvoorstel of een nieuwe motie maakt u eerst aan in het beheer.
Verwijderen: zet „ja” in de kolom „Verwijderen”.
Haalt u een rij in deze werkmap weg? Dan vraagt het portaal of zij ook daar weg moet.
Wijzigde een collega intussen dezelfde cel? Dan kiest u per rij: die van u, die van uw collega, of zoals het was.
Een stand die u verwijdert, neemt haar onderdelen mee.
Status, soort, fase en „hoe ver het is” kiest u uit de lijst in de cel.
Een periode neemt u over uit de bron, zoals „1 augustus 2027”, „Q1/Q2 2026”, „zomer 2026” of „nog nader te bepalen”.
Woorden die het portaal niet kan lezen, zoals „dit najaar”, mogen ook. Kies dan zelf de eerste en de laatste dag.
Meer maatregelen bij een motie of een notitie: zet „; ” tussen de adressen.
Een nieuwe bronnotitie, en de indieners van een motie, vult u in het beheer in.
Een dag schrijft u als 1-8-2027 of 1 augustus 2027.
Een nieuwe stap in de planning komt onder de andere stappen van dat wetsvoorstel.
Formules kunnen niet. Alles in deze werkmap is tekst."""


def to_workbook(report: Report) -> bytes:
    """Return an XLSX file with everything in a draft that can be edited in a workbook.

    There is one sheet per kind of row, and one line per row of the database. Raises `WorkbookClosedError` for a published
    or withdrawn report. The number of queries does not depend on the number of rows.
    """
    require_draft(report)
    known = DraftRows(report)
    book = Workbook()
    about = book.active
    assert isinstance(about, Worksheet)
    _explain(about, report)
    for sheet in SHEETS:
        _write(book.create_sheet(sheet.title), sheet, known)
    write_base(book.create_sheet(BASE), {sheet.title: _keyed(sheet, known) for sheet in SHEETS})
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _keyed(sheet: Sheet, known: DraftRows) -> list[tuple[str, dict[str, str]]]:
    return [(key, sheet.texts(row)) for key, row in known.by_key[sheet.title].items()]


def _explain(about: Worksheet, report: Report) -> None:
    about.title = ABOUT
    made = timezone.localtime()
    lines = [
        ("Werkmap van een concept", ""),
        (REPORT_LABEL, report.slug),
        ("Titel", report.title),
        ("Gemaakt op", f"{in_dutch(made)}, {made:%H:%M} uur"),
        ("", ""),
        *((line, "") for line in EXPLANATION.splitlines()),
    ]
    for number, (label, text) in enumerate(lines, start=1):
        fill(about.cell(row=number, column=1), label)
        fill(about.cell(row=number, column=2), text)
    about["A1"].font = about["A6"].font = Font(bold=True)
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 24, 80
    about.protection.enable()


def _write(page: Worksheet, sheet: Sheet, known: DraftRows) -> None:
    headings = [column.heading for column in sheet.columns] + [REMOVE]
    widths = [column.width for column in sheet.columns] + [12]
    for place, (heading, width) in enumerate(zip(headings, widths, strict=True), start=1):
        cell = page.cell(row=1, column=place)
        fill(cell, heading)
        cell.font, cell.fill, cell.alignment = Font(bold=True, color="FFFFFF"), HEADING, TOP
        dimension = page.column_dimensions[get_column_letter(place)]
        # The format of the whole column covers the empty rows too: what is typed there stays text.
        dimension.width, dimension.number_format, dimension.alignment = width, TEXT_FORMAT, TOP
    for number, row in enumerate(known.rows[sheet.title], start=2):
        for place, text in enumerate(sheet.texts(row).values(), start=1):
            cell = page.cell(row=number, column=place)
            fill(cell, text)
            cell.alignment = TOP
        page.cell(row=number, column=1).fill = FIXED
    page.freeze_panes = "C2" if sheet.is_marked else "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{max(page.max_row, 2)}"
    _offer_lists(page, sheet)


def _offer_lists(page: Worksheet, sheet: Sheet) -> None:
    last = page.max_row + SPARE_ROWS
    for place, column in enumerate(sheet.columns, start=1):
        if column.holds == Holds.CHOICE:
            _offer(page, place, last, column.options, column)
    _offer(page, len(sheet.columns) + 1, last, [YES], None)


def _offer(page: Worksheet, place: int, last: int, options: list[str], column: SheetColumn | None) -> None:
    # Excel accepts a drop-down list of at most 255 characters, in which commas separate the options.
    text = ",".join(options)
    # Without a list an editor types the option; a mistake names them all.
    if len(text) > LONGEST_LIST or any("," in option for option in options):
        return
    blank = column is None or column.field.blank
    offered = DataValidation(type="list", formula1=f'"{text}"', allow_blank=blank, showErrorMessage=True)
    offered.errorTitle, offered.error = "Kies uit de lijst", "Deze waarde staat niet in de lijst."
    letter = get_column_letter(place)
    offered.add(f"{letter}2:{letter}{last}")
    page.add_data_validation(offered)
