"""Phrases that templates compute from fields."""

import datetime as dt
from collections.abc import Iterable

from django import template
from django.utils import formats

from measures.enums import ItemKind
from measures.models import MeasureItem, Report
from measures.periods import Period

register = template.Library()


def in_dutch(day: dt.date) -> str:
    return formats.date_format(day, "j F Y")


@register.filter
def days_in_words(period: Period) -> str:
    """The days that the words of a period can mean: "1 januari – 30 juni 2026", "vanaf 1 januari 2023", "geen datum"."""
    earliest, latest = period.earliest, period.latest
    if earliest is None:
        return f"uiterlijk {in_dutch(latest)}" if latest else "geen datum"
    if latest is None:
        return f"vanaf {in_dutch(earliest)}"
    if earliest == latest:
        return in_dutch(latest)
    first = formats.date_format(earliest, "j F") if earliest.year == latest.year else in_dutch(earliest)
    return f"{first} – {in_dutch(latest)}"


@register.filter
def months_in_words(months: int | None) -> str:
    """A movement: "12 maanden later", "1 maand eerder", "niet verschoven"."""
    if months is None:
        return "niet te vergelijken"
    if months == 0:
        return "niet verschoven"
    unit = "maand" if abs(months) == 1 else "maanden"
    return f"{abs(months)} {unit} {'later' if months > 0 else 'eerder'}"


@register.simple_tag
def count_of(number: int, one: str, more: str) -> str:
    """A number with its noun: "1 maatregel", "25 maatregelen"."""
    return f"{number} {one if number == 1 else more}"


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
