"""JSON-LD for search engines, in the terms of schema.org, and the template tags that put it on a page.

The JSON-LD contains facts that a source states, and never a planned day.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from laws.models import Bill
from measures.models.fields import printable
from portal.core.addresses import base_of
from portal.core.dates import today

register = template.Library()

# JSON escapes (\uXXXX) for the characters that are unsafe in a script element (those of `django.utils.html.json_script`), and for
# U+2028 and U+2029, which older JavaScript does not allow in a string.
ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Crumb:
    """A link of the breadcrumb trail. The current page has an empty `address`."""

    label: str
    address: str = ""


def script(data: dict[str, Any]) -> SafeString:
    """Return a JSON-LD data block. A browser does not run it, so a content security policy does not block it."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    text = printable(text).translate(ESCAPES)
    # Safe: the line above escapes the text.
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  # nosec


def breadcrumbs_of(crumbs: Iterable[Crumb], base: str) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": place, "name": crumb.label} | ({"item": base + crumb.address} if crumb.address else {})
        for place, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def legislation_of(bill: Bill, base: str) -> dict[str, Any]:
    """Return a bill as schema.org `Legislation`. Needs `with_planning()`.

    The result has the dossier, if known, and the legal force, if a report states an entry into force up to today. schema.org has
    no property for the day of entry into force, and no type for a bill that is not a law yet.
    """
    address = base + bill.get_absolute_url()
    found = {
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "name": bill.name,
        "inLanguage": "nl",
        "legislationType": "Wet" if bill.is_law else "Wetsvoorstel",
        "legislationJurisdiction": "NL",
    }
    if bill.dossier:
        found["legislationIdentifier"] = bill.dossier
    if in_force := [entry for entry in bill.standing_entries if entry.date <= today()]:
        whole = any(not entry.part for entry in in_force)
        found["legislationLegalForce"] = f"https://schema.org/{'InForce' if whole else 'PartiallyInForce'}"
    return found


@register.simple_tag(takes_context=True)
def crumb_trail(context: Context) -> list[Crumb]:
    """Return the crumbs of a page, from the context of `components/crumbs.html`."""
    found = [Crumb("Home", reverse("home"))]
    if section := context.get("section"):
        found.append(Crumb(context["section_label"], reverse(section)))
    if parent := context.get("parent"):
        found.append(Crumb(str(parent), parent.get_absolute_url()))
    return [*found, Crumb(str(context["here"]))]


@register.simple_tag(takes_context=True)
def breadcrumb_list(context: Context, crumbs: list[Crumb]) -> SafeString:
    return script(breadcrumbs_of(crumbs, base_of(context.request)))


@register.simple_tag(takes_context=True)
def legislation(context: Context, bill: Bill) -> SafeString:
    return script(legislation_of(bill, base_of(context.request)))
