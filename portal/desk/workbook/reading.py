"""The comparison of an uploaded workbook with its draft: what would change, and every mistake."""

from collections import defaultdict
from collections.abc import Mapping, Set
from itertools import count

from django.db import models
from django.db.models import Count

from measures.models import Report
from portal.core.dates import count_of
from portal.core.workbooks import FilePage, Sheets, pages_of
from portal.desk.workbook.cells import CellError, read, tidy
from portal.desk.workbook.known import DraftRows
from portal.desk.workbook.lines import SheetLine, read_lines
from portal.desk.workbook.preview import Preview, Problem, SheetRow, What, require_draft
from portal.desk.workbook.rows import RowReader
from portal.desk.workbook.settling.base import BASE, Base, read_base
from portal.desk.workbook.sheets import ABOUT, SHEETS, Sheet
from portal.desk.workbook.writing import REPORT_LABEL

NO_BASE = (
    "Deze werkmap mist het verborgen blad „Controle”. Het portaal ziet daardoor niet wat een collega intussen wijzigde. "
    "Bij elke rij die anders is, kiest u zelf."
)


def read_workbook(sheets: Sheets, report: Report, answers: Mapping[str, str] | None = None) -> Preview:
    """Compare the sheets of a workbook with a draft, and save nothing. `answers` are the choices of the editor, by their names.

    The preview has every mistake at once, each with its cell. A workbook of another report gives a preview with one problem and
    no rows. Raises `WorkbookClosedError` for a published or withdrawn report. The number of queries does not depend on the number
    of rows.
    """
    require_draft(report)
    preview = Preview(report.pk, report.slug)
    pages = pages_of(sheets)
    if ABOUT in pages and (reason := _why_of_other_report(pages[ABOUT], report)):
        preview.problems.append(Problem("", "", reason))
        return preview
    known, base = DraftRows(report), read_base(pages.get(BASE))
    preview.problems += _sheet_problems(list(pages), base)
    if not base.is_known:
        preview.notes.append(NO_BASE)
    stands: dict[str, dict[str, SheetRow]] = {}
    for sheet in SHEETS:
        if sheet.title in pages:
            lines, problems = read_lines(pages[sheet.title], sheet)
            preview.problems += problems
            reader = RowReader(sheet, known, stands.get(sheet.stands.title, {}), base, answers or {})
            rows = _read_sheet(reader, lines)
            preview.rows += rows
            stands[sheet.title] = {row.mark if sheet.is_marked else row.key: row for row in rows} if not sheet.owner else {}
    return preview


def _why_of_other_report(about: FilePage, report: Report) -> str:
    """Return why a workbook is not of this report, or an empty string."""
    for number in about.rows:
        if about.cell(number, 1).value == REPORT_LABEL:
            cell = about.cell(number, 2)
            try:
                slug = tidy(read(cell))
            except CellError:
                slug = ""
            if slug == report.slug:
                return ""
            return f"Deze werkmap is van de rapportage „{slug}” ({ABOUT}, cel {cell.coordinate}), niet van „{report.slug}”."
    return f"Op het blad „{ABOUT}” staat niet van welke rapportage deze werkmap is. Maak een nieuwe werkmap."


def _sheet_problems(titles: list[str], base: Base) -> list[Problem]:
    wanted = [ABOUT, *(sheet.title for sheet in SHEETS)]
    was_made = [title for title in wanted if title == ABOUT or title in base.titles or not base.is_known]
    missing = [Problem(title, "", f"Het blad „{title}” ontbreekt.") for title in was_made if title not in titles]
    unknown = [title for title in titles if title not in (*wanted, BASE)]
    return missing + [Problem(title, "", f"Het blad „{title}” hoort niet in deze werkmap.") for title in unknown]


def _read_sheet(reader: RowReader, lines: list[SheetLine]) -> list[SheetRow]:
    sheet = reader.sheet
    rows = [reader.read(line) for line in lines]
    rows += reader.missing()
    if sheet.is_marked and sheet.has_places:
        _refuse_shared_places(reader, rows, {line.number: line for line in lines})
    if not sheet.owner:
        _say_what_goes_along(sheet, rows)
    return rows


def _refuse_shared_places(reader: RowReader, rows: list[SheetRow], lines: dict[int, SheetLine]) -> None:
    """Refuse a row whose new place belongs to another one: another row of the workbook, or a row that only the portal has.

    The place of a row is its value of `Sheet.place_fields`, which must be unique. When a colleague put the other row there
    after the workbook was made, this row moves on to the next free position.
    """
    sheet = reader.sheet
    names = sheet.place_fields
    heading = next(column.heading for column in sheet.columns if column.name == names[1])
    at_place: dict[tuple[str, ...], list[SheetRow]] = defaultdict(list)
    for row in rows:
        after = reader.after.get(row.number, {})
        if row.number and row.what != What.REMOVED and all(name in after for name in names):
            at_place[tuple(after[name] for name in names)].append(row)
    in_book = {row.pk for row in rows if row.number or row.what == What.REMOVED}
    elsewhere: dict[tuple[str, ...], bool] = {}
    for existing in reader.known.rows[sheet.title]:
        texts = sheet.texts(existing)
        stand = reader.stands.get(texts.get(sheet.record_name, ""))
        if existing.pk not in in_book and (stand is None or stand.what != What.REMOVED):
            elsewhere[tuple(texts[name] for name in names)] = reader.is_newer(existing.pk, texts)
    for place, sharing in at_place.items():
        words = ", ".join(filter(None, place))
        for row in sharing:
            # Only a row that is new or that moves is wrong; a row that keeps its place is not.
            moves = row.pk is None or row.values.keys() & set(names)
            others = [other for other in sharing if other is not row]
            if moves and (others or place in elsewhere) and _may_move_on(reader, others, elsewhere.get(place, True)):
                _move_on(reader, row, place, at_place.keys() | elsewhere.keys())
            elif moves and others:
                row.refuse(lines[row.number].reference(heading), f"„{words}” staat ook in rij {_others(sharing, row)}.")
            elif moves and place in elsewhere:
                row.refuse(
                    lines[row.number].reference(heading), f"„{words}” staat al in het portaal, in een rij die hier ontbreekt."
                )


def _may_move_on(reader: RowReader, others: list[SheetRow], is_newer: bool) -> bool:
    came = all(other.pk and not other.values and reader.is_newer(other.pk, other.before) for other in others)
    return "position" in reader.sheet.place_fields and is_newer and came


def _move_on(reader: RowReader, row: SheetRow, place: tuple[str, ...], taken: Set[tuple[str, ...]]) -> None:
    """Give a row the next free position in its snapshot. The position is the last part of its place."""
    *snapshot, position = place
    number = next(number for number in count(int(position)) if (*snapshot, str(number)) not in taken)
    row.values["position"] = number
    reader.after[row.number]["position"] = str(number)
    row.notes.append(f"Volgnummer {position} is intussen van een rij van een collega. Deze rij krijgt volgnummer {number}.")


def _others(sharing: list[SheetRow], row: SheetRow) -> str:
    """Return the numbers of the other rows, as words. Of many rows, only the first few are named."""
    named = [str(other.number) for other in sharing[:4] if other is not row]
    rest = len(sharing) - 1 - len(named)
    return ", ".join(named) + (f" en in nog {count_of(rest, 'rij', 'rijen')}" if rest else "")


def _say_what_goes_along(sheet: Sheet, rows: list[SheetRow]) -> None:
    """Add a note to each removed snapshot: how many rows in the portal are deleted with it."""
    removed = {row.pk: row for row in rows if row.what == What.REMOVED}
    if not removed:
        return
    for relation in sheet.model._meta.related_objects:
        part = relation.related_model
        if relation.on_delete is not models.CASCADE:
            continue
        name = relation.field.name
        found = part._default_manager.filter(**{f"{name}__in": removed}).order_by().values_list(name).annotate(Count("pk"))
        for pk, number in found:
            words = count_of(number, str(part._meta.verbose_name), str(part._meta.verbose_name_plural))
            removed[pk].notes.append(f"Hiermee verdwijnt ook: {words}.")
