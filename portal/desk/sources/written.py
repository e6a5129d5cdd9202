"""The kinds of rows that say something of a source in our own words, and what each row is about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from laws.models import BillElement, BillSnapshot
from measures.models import (
    ActionMention,
    Finding,
    GoalSnapshot,
    MeasureItem,
    MeasureSnapshot,
    Report,
    ReportSection,
    SectionItem,
)
from motions.models import MotionSnapshot
from portal.reading.own_words import ACTION, CHAPTER, CHAPTER_ITEM, Topic


@dataclass(frozen=True)
class Written:
    """A kind of row. `words` gives our sentence, and `place` what it is about, in the terms of `portal.reading.own_words`.

    `is_whole` says that the row is about a whole text, such as the summary of an introduction. `related` is what both functions
    need from the database.
    """

    model: Any
    words: Callable[[Any], str]
    place: Callable[[Any], Topic]
    related: tuple[str, ...] = ()
    is_whole: bool = False

    @property
    def kind(self) -> str:
        """The name of the model, as `SourceText.kind` has it."""
        return str(self.model._meta.model_name)

    def rows(self, report: Report) -> QuerySet:
        rows = self.model.objects.filter(**{self.model.report_path(): report})
        return rows.select_related(*self.related).order_by("pk")


def _finding(row: Finding) -> Topic:
    return Topic(f"doel:{row.goal.number}" if row.goal else f"maatregel:{row.measure.slug if row.measure else ''}", "bevinding")


def _always(place: Topic) -> Callable[[Any], Topic]:
    return lambda _row: place


WRITTEN = (
    Written(
        MeasureItem, lambda row: row.text, lambda row: Topic(f"maatregel:{row.snapshot.measure.slug}", row.kind),
        ("snapshot__measure",),
    ),
    Written(
        MeasureSnapshot, lambda row: row.summary, lambda row: Topic(f"maatregel:{row.measure.slug}", "samenvatting"),
        ("measure",), is_whole=True,
    ),
    Written(
        GoalSnapshot, lambda row: row.summary, lambda row: Topic(f"doel:{row.goal.number}", "samenvatting"), ("goal",),
        is_whole=True,
    ),
    Written(
        BillElement, lambda row: row.text, lambda row: Topic(f"wetsvoorstel:{row.snapshot.bill.slug}", "onderdeel"),
        ("snapshot__bill",),
    ),
    Written(
        BillSnapshot, lambda row: row.remark, lambda row: Topic(f"wetsvoorstel:{row.bill.slug}", "opmerking"), ("bill",),
        is_whole=True,
    ),
    Written(
        MotionSnapshot, lambda row: row.explanation, lambda row: Topic(f"motie:{row.motion.number}", "toelichting"), ("motion",),
        is_whole=True,
    ),
    Written(Finding, lambda row: row.text, _finding, ("goal", "measure")),
    Written(ReportSection, lambda row: row.summary, _always(CHAPTER), is_whole=True),
    Written(SectionItem, lambda row: row.text, _always(CHAPTER_ITEM), ("section",)),
    Written(ActionMention, lambda row: row.action.text, _always(ACTION), ("action",)),
)  # fmt: skip
BY_KIND = {written.kind: written for written in WRITTEN}
