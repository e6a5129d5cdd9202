"""The wording of the content: short sentences, plain words."""

import re

import pytest

from laws.models import BillElement, BillSnapshot
from measures.models import (
    Action,
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
from motions.models import MotionPaper, MotionSnapshot
from portal.desk.editing.prose import hard_words, long_sentences, sentences

pytestmark = pytest.mark.once

PROSE = [
    (Action, "right"),
    (Report, "summary"),
    (ReportSection, "summary"),
    (SectionItem, "text"),
    (GoalSnapshot, "summary"),
    (Finding, "text"),
    (MeasureSnapshot, "introduction"),
    (MeasureSnapshot, "summary"),
    (MeasureItem, "text"),
    (PrioritySnapshot, "summary"),
    (PriorityItem, "text"),
    (BillSnapshot, "remark"),
    (BillElement, "text"),
    (MotionSnapshot, "explanation"),
    (MotionPaper, "request"),
    (MotionPaper, "follow_up"),
    (SourceNote, "text"),
]

# What a finding cannot begin with or say when it is read alone, as in search, the API and the open data.
LEANING = re.compile(
    r"^(Zij|Ze|Hij|Die|Dit|Deze|Toch|Daardoor|Daarnaast|Dat laatste|Dat geldt|Volgens hen|Een deel van hen)\b"
    r"|\b(hier|hierover|hierin|hieraan|hiervan|zijn dat niet|dat laatste)\b"
)


def prose(model, field):
    return [(row.pk, getattr(row, field)) for row in model._base_manager.all() if getattr(row, field)]


@pytest.mark.parametrize(("model", "field"), PROSE, ids=lambda value: getattr(value, "__name__", value))
def test_no_sentence_is_over_25_words(model, field):
    long = [(pk, long_sentences(text)) for pk, text in prose(model, field) if long_sentences(text)]
    assert long == []


def test_sentences_are_15_words_or_fewer_on_average():
    lengths = [len(sentence.split()) for model, field in PROSE for _, text in prose(model, field) for sentence in sentences(text)]
    assert len(lengths) > 1000
    assert sum(lengths) / len(lengths) <= 15


@pytest.mark.parametrize(("model", "field"), PROSE, ids=lambda value: getattr(value, "__name__", value))
def test_no_hard_words(model, field):
    assert [(pk, hard_words(text)) for pk, text in prose(model, field) if hard_words(text)] == []


def test_a_finding_can_be_read_alone():
    leaning = [(pk, text) for pk, text in prose(Finding, "text") if LEANING.search(text)]
    assert leaning == []


@pytest.mark.parametrize(
    "text", ["Die kennis is niet voldoende.", "Mentoren zijn hierover minder positief.", "De coördinatoren zijn dat niet."]
)
def test_a_finding_that_leans_on_another_is_seen(text):
    assert LEANING.search(text)
