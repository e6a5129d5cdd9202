"""Figures in a sentence of research: a percentage, a share in words, or a number, with the group that it is about."""

import re

SHARE = re.compile(
    r"(?P<value>(?:ongeveer |bijna |ruim |meer dan |minder dan |circa )?"
    r"(?:[0-9]+(?:[.,][0-9]+)? ?(?:%|procent)"
    r"|(?:een|één|twee|drie|vier) (?:derde|vierde|kwart|vijfde|tiende)|de helft|driekwart))"
    r"(?: van (?P<group>(?:de |het )?[^,.;:()]{3,80}?))?"
    r"(?= (?:is|zijn|heeft|hebben|vindt|vinden|geeft|geven|zegt|ervaart|ervaren|en|de|dat|voor|een)\b|[,.;:)]|$)",
    re.IGNORECASE,
)
LONGEST = 250


def figures_in(sentence: str) -> list[dict[str, str]]:
    """Return the figures of a sentence, in the words of the document. A share without a number keeps its words as the value."""
    found = []
    for share in SHARE.finditer(sentence):
        number = re.fullmatch(r"(.*?[0-9]) ?(%|procent)", share["value"], re.IGNORECASE)
        value, unit = (number[1], "%") if number else (share["value"], "")
        found.append(
            {"omschrijving": sentence[:LONGEST], "waarde": value, "eenheid": unit, "groep": (share["group"] or "").strip()}
        )
    return found
