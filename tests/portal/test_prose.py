"""How the portal speaks: short sentences, plain words."""

import re

import pytest

from laws.models import BillElement, BillSnapshot
from measures.models import (
    Finding,
    GoalSnapshot,
    MeasureItem,
    MeasureSnapshot,
    PriorityItem,
    PrioritySnapshot,
    Report,
    ReportSection,
    SectionItem,
    SourceNote,
)
from motions.models import MotionSnapshot

PROSE = [
    (Report, "summary"),
    (ReportSection, "summary"),
    (SectionItem, "text"),
    (GoalSnapshot, "summary"),
    (Finding, "text"),
    (MeasureSnapshot, "summary"),
    (MeasureItem, "text"),
    (PrioritySnapshot, "summary"),
    (PriorityItem, "text"),
    (BillSnapshot, "remark"),
    (BillElement, "text"),
    (MotionSnapshot, "explanation"),
    (SourceNote, "text"),
]
HARD_WORDS = re.compile(
    r"\b(middels|teneinde|inzake|omtrent|ten behoeve van|reeds|tevens|echter|aangaande|dientengevolge|derhalve|conform)\b",
    re.IGNORECASE,
)


def sentences(text):
    # A full stop within a number, an abbreviation or quotation marks ends no sentence.
    quoted = re.sub(r"„[^”]*”", "„titel”", text)
    plain = re.sub(r"\b(bijv|o\.a|m\.b\.t|nr|art|blz|p|ca|c\.s|t\.a\.v|i\.p\.v)\.", r"\1", quoted)
    return [sentence for sentence in re.split(r"(?<=[.!?])\s+", plain) if sentence]


def prose(model, field):
    return [(row.pk, getattr(row, field)) for row in model._base_manager.all() if getattr(row, field)]


@pytest.mark.parametrize(("model", "field"), PROSE, ids=lambda value: getattr(value, "__name__", value))
def test_no_sentence_is_over_25_words(model, field):
    long = [
        (pk, len(sentence.split()), sentence)
        for pk, text in prose(model, field)
        for sentence in sentences(text)
        if len(sentence.split()) > 25
    ]
    assert long == []


def test_sentences_are_15_words_or_fewer_on_average():
    lengths = [len(sentence.split()) for model, field in PROSE for _, text in prose(model, field) for sentence in sentences(text)]
    assert len(lengths) > 1000
    assert sum(lengths) / len(lengths) <= 15


@pytest.mark.parametrize(("model", "field"), PROSE, ids=lambda value: getattr(value, "__name__", value))
def test_no_hard_words(model, field):
    hard = [(pk, HARD_WORDS.search(re.sub(r"„[^”]*”", "", text))) for pk, text in prose(model, field)]
    assert [(pk, found[0]) for pk, found in hard if found] == []
