"""Tags and filters for all pages: phrases, statuses, sources and glossary terms."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measures.enums import ItemKind
from measures.models import ActionMention, Figure, Measure, MeasureItem, Report, SourceNote
from measures.models.base import Dated, Item, Record, Snapshot
from portal.changes.planning import slip_in_words
from portal.changes.wording import Piece, pieces_of
from portal.core.dates import age_in_words, count_of, days_in_words, is_old, today
from portal.core.reports import stands_on
from portal.site.glossary import BY_NAME

register = template.Library()


@register.filter
def days_told(row: Dated) -> str:
    """Return the days of a row with a period, and that an editor chose them if no rule derives them from its words."""
    words = days_in_words(row.days)
    return f"{words}, gekozen door de redactie" if row.has_chosen_days else words


register.filter(slip_in_words)
register.simple_tag(count_of)
register.filter(stands_on)


@register.filter
def weighing(notes: Iterable[SourceNote], weight: str) -> list[SourceNote]:
    """Return the notes with this weight (a value of `NoteWeight`), in their order."""
    return [note for note in notes if note.weight == weight]


@register.filter
def age(report: Report) -> str:
    """Return how long ago the day of a report was, such as "9 maanden geleden" (months ago)."""
    return age_in_words(report.day, today())


@register.filter
def outdated(report: Report) -> bool:
    """Return whether a report is so old that a page must say what that means; see `is_old`."""
    return is_old(report.day, today())


@register.simple_tag
def what_it_names(report: Report) -> str:
    """Return in words how many records a report mentions. Needs the counts of `reports_with_counts()`."""
    counts = [
        (report.measure_count, "maatregel", "maatregelen"),
        (report.submeasure_count, "deelmaatregel", "deelmaatregelen"),
        (report.bill_count, "wetsvoorstel", "wetsvoorstellen"),
        (report.motion_count, "motie", "moties"),
    ]
    return ", ".join(count_of(*count) for count in counts if count[0]) or "het stelsel als geheel"


ITEM_HEADINGS = {
    ItemKind.STATE_OF_PLAY: "Stand van zaken",
    ItemKind.STEP: "Stappen tot nu toe",
    ItemKind.NEXT_STEP: "Vervolgstappen",
    ItemKind.POLICY: "Komende periode: beleidsvorming",
    ItemKind.LEGISLATION: "Komende periode: wetgeving",
    ItemKind.SUPPORT: "Komende periode: ondersteuning door OCW",
    ItemKind.DILEMMA: "Dilemma’s",
}


@register.filter
def under_headings(items: Iterable[MeasureItem]) -> list[tuple[str, list[MeasureItem]]]:
    """Return the items of a snapshot as pairs of heading and items, one pair for each kind that has any."""
    found = list(items)
    by_kind = [(heading, [item for item in found if item.kind == kind]) for kind, heading in ITEM_HEADINGS.items()]
    return [(heading, of_kind) for heading, of_kind in by_kind if of_kind]


@register.filter
def by_subheading(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """Return the points as pairs of subheading and points, each subheading once, in the order in which they first appear."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item.heading, []).append(item)
    return list(groups.items())


@register.filter
def possible_values(field: BoundField) -> str:
    """Return the labels of the choices of a field, for an error message; empty if there are more than ten."""
    labels = [str(label) for value, label in getattr(field.field, "choices", []) if value]
    return ", ".join(labels) if len(labels) <= 10 else ""


@register.filter
def with_unit(figure: Figure) -> str:
    """Return a figure as a page prints it: `28%`, or `ongeveer de helft` (a share in words, whose unit is `deel`)."""
    if figure.unit in ("", "deel"):
        return figure.value
    return figure.value + ("%" if figure.unit == "%" else f" {figure.unit}")


@register.filter
def beside(text: str, other: str) -> list[Piece]:
    """Return `text` in pieces. A piece has `how` "both" if `other` has the same words, and "new" if not."""
    return [piece for piece in pieces_of(other, text) if piece.how != "old"]


@register.filter
def alone(record: Record | None) -> list[Record]:
    """Return a list of one record, for a component that takes a list; an empty list without a record."""
    return [record] if record else []


FORMATS = {
    "csv": "CSV (met puntkomma’s)",
    "xlsx": "Excel (XLSX)",
    "ods": "OpenDocument (ODS)",
    "pdf": "PDF",
    "docx": "Word (DOCX)",
    "ics": "Agenda (ICS)",
}


# What one does with a file, in a word.
IN_SHORT = {"pdf": "Print", "ics": "Agenda", "xlsx": "Excel"}


@register.filter
def download_links(address: str, formats: str) -> list[dict[str, str]]:
    """Return the `address`, `text` and short `name` of the link to each file of a page.

    `formats` are keys of `FORMATS`, with spaces between.

    For `/nu/leraar/` and "pdf ics" these are `/nu/leraar.pdf` and `/nu/leraar.ics`.
    """
    return [
        {"address": f"{address.rstrip('/')}.{name}", "text": FORMATS[name], "name": IN_SHORT.get(name, "")}
        for name in formats.split()
    ]


@register.filter
def file_of(address: str, extension: str) -> str:
    """Return the path of a file of a page: `/nu/leraar.atom` for `/nu/leraar/` and "atom"."""
    return f"{address.rstrip('/')}.{extension}"


def _chosen(context: Mapping[str, Any], **others: str) -> str:
    found, query = context.get("filter"), context["request"].GET.copy()
    for name in [name for name in query if not found or name not in found.form.fields]:
        del query[name]
    for name, value in others.items():
        query[name] = value
    return f"?{query.urlencode()}" if query else ""


@register.simple_tag(takes_context=True)
def filters(context: Mapping[str, Any]) -> str:
    """Return the filters of this page as the query of a link to a file of it, such as `?status=afgerond`, or an empty string.

    A file refuses names that it does not know. So this leaves out what is no field of `filter`, the filterset of the page, such
    as the number of a page of a list and what other sites add to a link.
    """
    return _chosen(context)


@register.simple_tag(takes_context=True)
def webcal(context: Mapping[str, Any], page: str, **chosen: str) -> str:
    """Return the address by which a calendar program follows a page, with the filters of this request and those of `chosen`."""
    return f"webcal://{context['request'].get_host()}{file_of(page, 'ics')}{_chosen(context, **chosen)}"


# The HTML below appears dozens of times on a page. Tags return it, because including a template takes ten times as long.
STATUS = '<span class="status status--{}"><span class="status__mark" aria-hidden="true"></span>{}</span>'
MOVEMENTS = {
    "vooruit": '<span class="movement movement--forward"><span aria-hidden="true">▲</span> vooruit, was: {}</span>',
    "terug": '<span class="movement movement--back"><span aria-hidden="true">▼</span> terug, was: {}</span>',
    "gelijk": '<span class="movement"><span aria-hidden="true">=</span> gelijk gebleven</span>',
}
# An empty string needs no escaping.
NOTHING = SafeString("")  # nosec


@register.simple_tag
def status(value: str, label: str) -> SafeString:
    """Return a status, or the standing of an action, in words, shape and colour.

    `value` is the value of the enum, for a CSS class. `label` is the text.
    """
    return format_html(STATUS, value, label)


@register.simple_tag
def movement(record: Measure) -> SafeString:
    """Return how the status of a measure or motion moved since the previous progress report that mentions it.

    Needs `with_stand()`.
    """
    previous = record.previous_stand
    if record.movement not in MOVEMENTS:
        return format_html('<span class="movement">{}</span>', "vorige status onbekend" if previous else "niet eerder vermeld")
    return format_html(MOVEMENTS[record.movement], previous.get_status_display().lower())


@register.simple_tag
def last_named(stand: Snapshot | ActionMention, latest_report: Report | None) -> SafeString:
    """Return a `<span>` with the report of `stand`, the last mention of a record; empty if that report is `latest_report`."""
    if latest_report and stand.report_id == latest_report.pk:
        return NOTHING
    return format_html('<span class="last-named">voor het laatst genoemd in: {}</span>', stand.report.short_name)


@register.simple_tag
def term(name: str, words: str = "", place: str = "1") -> SafeString:
    """Return a button that shows the meaning of a glossary term. Raises `KeyError` if `name` is not in `BY_NAME`.

    `words`: the text of the button, by default `name`. `place`: a part of the HTML id. If a page has two buttons for the same
    term, they need different values. The last line end of the template is stripped, so that a full stop can follow directly.
    """
    found = BY_NAME[name]
    context = {"term": found, "words": words or name, "id": f"begrip-{found.slug}-{place}"}
    # Safe: the template has escaped its values.
    return SafeString(render_to_string("components/term.html", context).strip())  # nosec
