"""What a page says to machines, as JSON-LD in the words of schema.org. Only what a source states as a fact."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from laws.models import Bill
from portal.dates import today

# Within a script these letters could end it, or begin another element. JSON has another way to write them.
ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class Crumb:
    """A page on the way to this one; without an address it is this page itself."""

    label: str
    address: str = ""


def script(data: dict[str, Any]) -> SafeString:
    """A data block: a browser does not run it, so a content security policy does not stop it."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(ESCAPES)
    # Escaped in the line above.
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  # nosec


def breadcrumb_list(crumbs: Iterable[Crumb], base: str) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": place, "name": crumb.label} | ({"item": base + crumb.address} if crumb.address else {})
        for place, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def legislation(bill: Bill, base: str) -> dict[str, Any]:
    """A bill, with its dossier and its force where a report states those. A planned day is no fact and is not told.

    schema.org has no word for the day of entry into force, and none for a bill that is not a law yet. Needs `with_planning()`.
    """
    address = base + bill.get_absolute_url()
    found = {
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "name": bill.title,
        "inLanguage": "nl",
        "legislationType": "Wetsvoorstel",
        "legislationJurisdiction": "NL",
    }
    if bill.dossier:
        found["legislationIdentifier"] = bill.dossier
    if in_force := [entry for entry in bill.public_entries if entry.date <= today()]:
        whole = any(not entry.part for entry in in_force)
        found["legislationLegalForce"] = f"https://schema.org/{'InForce' if whole else 'PartiallyInForce'}"
    return found
