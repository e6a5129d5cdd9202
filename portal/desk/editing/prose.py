"""Rules for what editors write: a reason is neither empty nor endless, and Dutch is plain.

Plain Dutch has sentences of at most 25 words, and no formal words such as "middels" and "derhalve".
"""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError

from measures.models import Correction

LONGEST = 25
HARD_WORDS = re.compile(
    r"\b(middels|teneinde|inzake|omtrent|ten behoeve van|reeds|tevens|echter|aangaande|dientengevolge|derhalve|conform)\b",
    re.IGNORECASE,
)
# A form of "worden" and a past participle in one sentence: the passive voice, such as "het plan wordt gemaakt".
PASSIVE = re.compile(r"\b(word|wordt|worden|werd|werden)\b", re.IGNORECASE)
PARTICIPLE = re.compile(r"\b(?:\w*ge\w{2,}|(?:be|ver|ont|her)\w{2,})(?:d|t|en)\b", re.IGNORECASE)
ABBREVIATION = re.compile(
    r"\b(?:(?:[a-z]\.){2,}|(?:bijv|bv|evt|incl|excl|resp|enz|etc|ca|nr|max|min|jl|mw|dhr)\.)", re.IGNORECASE
)


def readable_reason(reason: str) -> str:
    """Return a public reason as it is stored. Raises `ValueError`, with a sentence in Dutch, when it is empty or too long."""
    if not reason.strip():
        raise ValueError("Geef een reden. Die is openbaar.")
    try:
        return Correction._meta.get_field("reason").clean(reason.strip(), None)
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error


def sentences(text: str) -> list[str]:
    """Return the sentences of a text. A full stop in a number, an abbreviation or a quotation does not end a sentence.

    Each quotation is replaced by „titel”, so that it counts as one word.
    """
    quoted = re.sub(r"„[^”]*”", "„titel”", text)
    plain = re.sub(r"\b(bijv|o\.a|m\.b\.t|nr|art|blz|p|ca|c\.s|t\.a\.v|i\.p\.v)\.", r"\1", quoted)
    return [sentence for sentence in re.split(r"(?<=[.!?])\s+", plain) if sentence]


def long_sentences(text: str) -> list[str]:
    return [sentence for sentence in sentences(text) if len(sentence.split()) > LONGEST]


def hard_words(text: str) -> list[str]:
    """Return the formal words in a text, except those in quotations."""
    return HARD_WORDS.findall(re.sub(r"„[^”]*”", "", text))


def soft_hints(text: str) -> list[str]:
    """Return a Dutch phrase for the passive voice and for each abbreviation. Unlike `objections`, these are no warnings."""
    plain = re.sub(r"„[^”]*”", "", text)
    found = [f"afkorting „{word}”: schrijf voluit" for word in dict.fromkeys(ABBREVIATION.findall(plain))]
    passive = [sentence for sentence in sentences(plain) if PASSIVE.search(sentence) and PARTICIPLE.search(sentence)]
    if passive:
        found.append(f"lijdende vorm in „{passive[0][:60]}…”: zeg wie het doet")
    return found


def objections(texts: Iterable[str]) -> list[str]:
    """Return a Dutch phrase for each long sentence and each formal word in the texts."""
    found = []
    for text in texts:
        found += [f"een zin van {len(sentence.split())} woorden: „{sentence[:60]}…”" for sentence in long_sentences(text)]
        found += [f"het woord „{word}”" for word in hard_words(text)]
    return found
