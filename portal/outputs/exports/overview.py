"""The wide overview table as a workbook, and as the data of its PDF in A3."""

from typing import Any

from measures.enums import Status
from portal.agenda import Entry
from portal.agenda.overview import Box, MeasureRow, Overview
from portal.agenda.words import when
from portal.core.reports import as_of
from portal.outputs.exports.table import Column, Link, Table
from portal.site.outstanding import BY_MINISTRY, OpenPoints, open_points


def box_lines(box: Box) -> list[str]:
    """Return the lines of one cell: one per item, then one per action, then the printed words, if any.

    A line begins with its period or condition, if any. A line about an action ends with its standing.
    """
    lines = [f"{item.period_to_show}: {item.text}" if item.period_to_show else item.text for item in box.items]
    lines += [f"{condition}: {entry_line(entry)}" if condition else entry_line(entry) for condition, entry in box.entries]
    return lines + ([box.words] if box.words else [])


def entry_line(entry: Entry) -> str:
    standing = ", ".join(filter(None, [entry.standing.label.lower(), when(entry)]))
    return f"{entry.action.text} [{standing}]"


def newest_lines(row: MeasureRow, points: OpenPoints) -> list[str]:
    """Return the current state of a measure as lines: its status, what is still open, its next steps, and actions.

    Actions in the printed overview table are left out, and so are actions that have ended.
    """
    return [_status_line(row), *[f"Nog open: {line}" for line in _open_lines(row, points)], *_lines(row)]


def _status_line(row: MeasureRow) -> str:
    stand = row.measure.stand
    said_by = f" {BY_MINISTRY}" if stand.status == Status.DONE else ""
    return f"{stand.status_words}{said_by} ({stand.report.short_name})"


def _open_lines(row: MeasureRow, points: OpenPoints) -> list[str]:
    return [point.text for point in points.get(row.measure.pk, [])]


def _lines(row: MeasureRow) -> list[str]:
    return [
        *[f"{item.period_to_show}: {item.text}" if item.period_to_show else item.text for item in row.next_steps],
        *[entry_line(entry) for entry in row.since],
    ]


def _bullets(lines: list[str]) -> str:
    return "\n".join(f"• {line}" for line in lines)


def _box(number: int, heading: str) -> Column:
    return Column(heading, lambda row: _bullets(box_lines(row.boxes[number])), 32)


def overview_table(overview: Overview, base: str, chosen: list[str]) -> Table:
    """Return the table of the workbook. `chosen` are the filters in words."""
    points = open_points(overview.chosen)
    columns = [
        Column("Nummer", lambda row: row.measure.number, 9),
        Column("Maatregel", lambda row: Link(row.measure.title, base + row.measure.get_absolute_url()), 26),
        *[_box(number, heading) for number, heading in enumerate(overview.columns)],
        Column("Status nu", lambda row: row.measure.stand.status_words, 18),
        Column("Nog open volgens de bronnen", lambda row: _bullets(_open_lines(row, points)), 32),
        Column("Peildatum", lambda row: row.measure.stand.report.reference_date, 15),
        Column("Nieuwste stand", lambda row: _bullets(_lines(row)), 42),
    ]
    return Table("Overzicht maatregelen", columns, overview.rows, _about(overview, chosen))


def _about(overview: Overview, chosen: list[str]) -> list[str]:
    """Return what the overview shows: the report whose facts it has, and the filters in words."""
    return [*as_of(overview.newest), *chosen]


def overview_document(overview: Overview, chosen: list[str]) -> dict[str, Any]:
    """Return the data for `typst/overview.typ`. `chosen` are the filters in words."""
    points = open_points(overview.chosen)
    return {
        "title": "Overzicht van de maatregelen passend onderwijs",
        "about": " · ".join(_about(overview, chosen)),
        "columns": overview.columns,
        "rows": [
            {
                "measure": f"{row.measure.number}. {row.measure.title}",
                "boxes": [box_lines(box) for box in row.boxes],
                "newest": newest_lines(row, points),
            }
            for row in overview.rows
        ],
        "printed": overview.printed.title if overview.printed else "",
    }
