"""Rules for plain Dutch: sentences of at most 25 words, and no formal words such as "middels" and "derhalve"."""

import re
from collections.abc import Iterable

LONGEST = 25
HARD_WORDS = re.compile(
    r"\b(middels|teneinde|inzake|omtrent|ten behoeve van|reeds|tevens|echter|aangaande|dientengevolge|derhalve|conform)\b",
    re.IGNORECASE,
)


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


def objections(texts: Iterable[str]) -> list[str]:
    """Return a Dutch phrase for each long sentence and each formal word in the texts."""
    found = []
    for text in texts:
        found += [f"een zin van {len(sentence.split())} woorden: „{sentence[:60]}…”" for sentence in long_sentences(text)]
        found += [f"het woord „{word}”" for word in hard_words(text)]
    return found
