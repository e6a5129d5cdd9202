"""The agenda of a role as a table (for CSV and XLSX) and as the data of its PDF."""

from typing import Any

from measures.models import Report, Role
from portal.agenda import Entry, in_order_of_date
from portal.agenda.filters import AgendaFilter
from portal.agenda.sections import Moment, heading_of, sections
from portal.agenda.standing import summary_of
from portal.agenda.words import (
    beside_heading,
    certainty,
    heading_of_older,
    how_often_moved,
    moment_in_words,
    shared_certainty,
    summary_in_words,
    when,
    where_promised,
)
from portal.core.reports import as_of
from portal.outputs.exports.table import Cell, Column, Link, Table


def role_table(role: Role, filterset: AgendaFilter, base: str) -> Table:
    """Return a table with one row per action that passes the filters, sorted by date. Needs a valid `filterset`.

    `base` is the URL of the site, without a slash at the end.
    """

    def measures(entry: Entry) -> str:
        return "; ".join(measure.title for measure in entry.action.public_measures)

    def expected(entry: Entry) -> Cell:
        return entry.facts.expected.words if entry.facts.expected else None

    columns = [
        Column("Actie", lambda e: Link(e.action.text, base + e.action.get_absolute_url()), 60),
        Column("Soort", lambda e: e.action.get_kind_display(), 12),
        Column("Stand", lambda e: e.standing.label, 24),
        Column("Wanneer", when, 34),
        Column("Geldt vanaf", lambda e: e.facts.start, 18),
        Column("Begin in de bron", lambda e: e.facts.begin.words if e.facts.begin else None, 24),
        Column("Geldt tot en met", lambda e: e.facts.end, 18),
        Column("Gepland in de bron", expected, 28),
        Column("Gepland, vroegst", lambda e: e.days.earliest if e.facts.expected else None, 18),
        Column("Gepland, laatst", lambda e: e.days.latest if e.facts.expected else None, 18),
        Column("Keer verschoven", lambda e: e.facts.moves, 12),
        Column("Voor", lambda e: "; ".join(other.plural for other in e.action.addressed_roles), 30),
        Column("Sectoren", lambda e: "; ".join(s.slug for s in e.action.addressed_sectors) or "alle", 12),
        Column("Maatregelen", measures, 40),
        Column("Wetsvoorstel", lambda e: "; ".join(bill.name for bill in e.facts.bills) or None, 40),
        Column("Wet", lambda e: "; ".join(basis.name for basis in e.action.known_bases) or None, 60),
        Column("Voor het laatst genoemd in", lambda e: e.last_mention.report.title if e.facts.is_old else None, 40),
        Column("Rapportage", lambda e: e.source.report.title, 40),
        Column("Vindplaats", lambda e: e.source.location, 60),
    ]
    return Table(f"Wat moet ik nu doen {role.name}", columns, in_order_of_date(filterset.shown), _about(role, filterset))


def _about(role: Role, filterset: AgendaFilter) -> list[str]:
    return [f"Voor: {role.plural}", *filterset.in_words(), *as_of(filterset.latest_known)]


def role_document(role: Role, filterset: AgendaFilter, base: str) -> dict[str, Any]:
    """Return the data for `typst/agenda.typ`, in the sections and order of the HTML page. Needs a valid `filterset`.

    `base` is the URL of the site, without a slash at the end. `in_force`, `later` and `ended` are lists of `_line` dicts.
    `calendar`, `open` and `older` are lists of groups, each with a heading and its lines.
    """
    found = sections(filterset.shown)

    def lines(entries: list[Entry]) -> list[dict[str, str]]:
        return [_line(entry, base, filterset.latest_known) for entry in entries]

    return {
        "title": f"Wat moeten {role.plural} nu doen voor passend onderwijs?",
        "filters": " · ".join([role.plural, *filterset.in_words()]),
        "as_of": "".join(as_of(filterset.latest_known)),
        "sentence": summary_in_words(summary_of(filterset.entries), role.plural, filterset.chosen_day),
        "empty": "Niets past bij deze keuze." if found.is_empty else "",
        "in_force": lines(found.in_force),
        "calendar": [_moment(moment, lines(moment.entries)) for moment in found.calendar],
        "open": [{"heading": heading_of(measure), "lines": lines(entries)} for measure, entries in found.open],
        "later": lines(found.later),
        "older": [{"heading": heading_of_older(year), "lines": lines(entries)} for year, entries in found.older],
        "ended": lines(found.ended),
        "address": f"{base}{role.get_absolute_url()}",
    }


def _moment(moment: Moment, lines: list[dict[str, str]]) -> dict[str, Any]:
    first = moment.first
    if not moment.promises:
        lines = [line | {"moved": _moved(entry)} for line, entry in zip(lines, moment.entries, strict=True)]
    if not shared_certainty(moment.entries):
        said = [f"{line['when']}. {certainty(entry)}" for line, entry in zip(lines, moment.entries, strict=True)]
        lines = [line | {"when": words} for line, words in zip(lines, said, strict=True)]
    said_of_all = filter(None, (first.standing.label, beside_heading(moment.entries)))
    return {
        "heading": moment_in_words(first),
        "certainty": " ".join(f"{words}." for words in said_of_all),
        "moved": _moved(first) if moment.promises else "",
        "lines": lines,
    }


def _moved(entry: Entry) -> str:
    if not entry.facts.moves:
        return ""
    places = where_promised(entry.facts.promises)
    promises = " → ".join(f"{p.words} ({where})" for p, where in zip(entry.facts.promises, places, strict=True))
    return f"{how_often_moved(entry)}: {promises}"


def _line(entry: Entry, base: str, latest_known: Report | None) -> dict[str, str]:
    source, last_named = entry.source, entry.last_mention.report
    return {
        "text": entry.action.text,
        "address": base + entry.action.get_absolute_url(),
        "when": when(entry),
        "moved": "",
        "about": "; ".join(measure.title for measure in entry.action.public_measures),
        "sectors": "; ".join(f"alleen {sector.name.lower()}" for sector in entry.action.addressed_sectors),
        "named": "" if last_named == latest_known else f"voor het laatst genoemd in: {last_named.short_name}",
        "bill": "; ".join(bill.name for bill in entry.facts.bills),
        "source": f"{source.report.title}, {source.location}" if source else "",
    }
