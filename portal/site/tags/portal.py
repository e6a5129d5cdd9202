"""Phrases that templates compute from fields."""

from collections.abc import Iterable

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from measures.enums import ItemKind
from measures.models import ActionMention, Figure, Measure, MeasureItem, Report
from measures.models.base import Snapshot
from portal.changes.wording import Piece, pieces_of
from portal.core.dates import count_of, days_in_words, months_in_words
from portal.site.glossary import BY_NAME

register = template.Library()


register.filter(days_in_words)
register.filter(months_in_words)
register.simple_tag(count_of)


@register.simple_tag
def what_it_names(report: Report) -> str:
    """How many records a report says something about. Needs the report's counts."""
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
    """The items of a stand under a heading for each kind, in the order in which a page reads; empty kinds left out."""
    found = list(items)
    by_kind = [(heading, [item for item in found if item.kind == kind]) for kind, heading in ITEM_HEADINGS.items()]
    return [(heading, of_kind) for heading, of_kind in by_kind if of_kind]


@register.filter
def possible_values(field: BoundField) -> str:
    """What can be chosen in a field, for a message about a value that cannot; empty where the list is long."""
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
    """A text in pieces, of which those that are `new` are not in the other text."""
    return [piece for piece in pieces_of(other, text) if piece.how != "old"]


FORMATS = {
    "csv": "CSV (kommagescheiden tekst)",
    "xlsx": "Excel (XLSX)",
    "pdf": "PDF",
    "ics": "Agenda (ICS)",
}


@register.filter
def download_links(address: str, formats: str) -> list[dict[str, str]]:
    """The files of a page: `/nu/leraar/` with "pdf ics" gives `/nu/leraar.pdf` and `/nu/leraar.ics`, each with its name."""
    return [{"address": f"{address.rstrip('/')}.{name}", "text": FORMATS[name]} for name in formats.split()]


# What stands dozens of times on a page is a tag rather than a template: to include one takes ten times as long.
STATUS = '<span class="status status--{}"><span class="status__mark" aria-hidden="true"></span>{}</span>'
MOVEMENTS = {
    "vooruit": '<span class="movement movement--forward"><span aria-hidden="true">▲</span> vooruit, was: {}</span>',
    "terug": '<span class="movement movement--back"><span aria-hidden="true">▼</span> terug, was: {}</span>',
    "gelijk": '<span class="movement"><span aria-hidden="true">=</span> gelijk gebleven</span>',
}
NOTHING = SafeString("")  # nosec: nothing
SOURCE = '<p class="source"><span class="source__label">Bron:</span> <a href="{}">{}</a>, {}</p>'


@register.simple_tag
def status(value: str, label: str) -> SafeString:
    """A status, or where an action stands, in words, shape and colour."""
    return format_html(STATUS, value, label)


@register.simple_tag
def movement(record: Measure) -> SafeString:
    """Where a status went since the previous progress report."""
    previous = record.previous_stand
    if record.movement not in MOVEMENTS:
        return format_html('<span class="movement">{}</span>', "vorige status onbekend" if previous else "niet eerder vermeld")
    return format_html(MOVEMENTS[record.movement], previous.get_status_display().lower())


@register.simple_tag
def last_named(stand: Snapshot | ActionMention, latest_report: Report | None) -> SafeString:
    """Say so when the newest progress report no longer names a record."""
    if latest_report and stand.report_id == latest_report.pk:
        return NOTHING
    return format_html('<span class="last-named">voor het laatst genoemd in: {}</span>', stand.report.short_name)


@register.simple_tag
def source(report: Report, location: str) -> SafeString:
    """The place of a fact in its source."""
    return format_html(SOURCE, report.get_absolute_url(), report.title, location)


@register.simple_tag
def term(name: str, words: str = "", place: str = "1") -> SafeString:
    """A word of the glossary with its meaning under a button; `place` tells two of the same word on one page apart.

    Without the end of the template's last line: a full stop may follow.
    """
    found = BY_NAME[name]
    context = {"term": found, "words": words or name, "id": f"begrip-{found.slug}-{place}"}
    # What the template escaped stays escaped.
    return SafeString(render_to_string("components/term.html", context).strip())  # nosec
