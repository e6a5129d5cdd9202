"""What the report before says, to tell which rows of a document are new, changed or the same, and what is gone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Self

from laws.models import BillSnapshot, Contribution, PlanningStep
from measures.enums import Status
from measures.models import GoalSnapshot, Involvement, MeasureSnapshot, Report, ReportSection, Representation
from motions.models import MotionSnapshot
from portal.desk.reading_in.found.rows import FoundRow
from portal.desk.reading_models import ReadRow
from portal.desk.sources.stored import own_sentences
from portal.reading.blocks import folded
from portal.reading.own_words import ACTION, CHAPTER, CHAPTER_ITEM, DIFFERENT, SAME, OwnSentence, Said, Topic, Wording, wordings
from portal.reading.result import LIKELY, SURE

Kind, Change = ReadRow.Kind, ReadRow.Change
# What a row is about: its kind, and words that name it within the kind.
About = tuple[str, str]
OTHERWISE = "De bron schrijft dit nu anders. Kijk of onze zin nog klopt."
# The kinds of which a reader wants to know that a row is gone.
LISTED = (Kind.MEASURE, Kind.GOAL, Kind.BILL, Kind.MOTION, Kind.STEP, Kind.INVOLVED, Kind.PARTY)
# The sentences that belong to no record.
TOGETHER = {Kind.ACTION: ACTION, Kind.CHAPTER: CHAPTER, Kind.PARAGRAPH: CHAPTER_ITEM}


@dataclass
class ComparedRows:
    """What comes of the rows of a document: the wording of each that has a sentence, its change, and what is gone."""

    wording: dict[int, Wording] = field(default_factory=dict)
    change: dict[int, ReadRow.Change] = field(default_factory=dict)
    gone: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Before:
    """The facts of the report before, each with what it said, and its sentences in our words."""

    facts: dict[About, str] = field(default_factory=dict)
    sentences: list[OwnSentence] = field(default_factory=list)

    @classmethod
    def load(cls, report: Report | None) -> Self:
        """Read what a report says; nothing when there is none. The number of queries is constant."""
        if report is None:
            return cls()
        before = cls(sentences=own_sentences(report))
        for kind, rows in _facts(report):
            before.facts |= {(kind.value, name): said for name, said in rows}
        return before

    def compare(self, rows: Sequence[FoundRow]) -> ComparedRows:
        """Return what changed in the rows of a document. Doubts each row whose sentence the source wrote otherwise before."""
        measures = {row.values["code"]: row.values["record"] or "" for row in rows if row.kind == Kind.MEASURE}
        told, seen = ComparedRows(), set()
        said = [(index, place) for index, row in enumerate(rows) if row.text and (place := place_of(row))]
        found = wordings([Said(place, rows[index].text, rows[index].location) for index, place in said], self.sentences)
        told.wording = {index: wording for (index, _place), wording in zip(said, found, strict=True)}
        for index, row in enumerate(rows):
            fact = fact_of(row, measures)
            told.change[index] = self._change(fact, told.wording.get(index))
            if told.change[index] == Change.CHANGED and told.wording.get(index) and told.wording[index].change == DIFFERENT:
                row.unsure(LIKELY if row.certainty == SURE else row.certainty, OTHERWISE)
            if fact:
                seen.add((row.kind.value, fact[0]))
        told.gone = [*self._gone(seen), *_lost(self.sentences, found)]
        return told

    def _change(self, fact: tuple[str, str, str] | None, wording: Wording | None) -> ReadRow.Change:
        changes = set()
        if fact is not None:
            name, said, kind = fact
            earlier = self.facts.get((kind, name))
            changes.add(Change.NEW if earlier is None else Change.SAME if earlier == said else Change.CHANGED)
        if wording is not None and wording.before:
            changes.add(Change.SAME if wording.change == SAME else Change.CHANGED)
        return next((each for each in (Change.CHANGED, Change.NEW, Change.SAME) if each in changes), Change.NEW)

    def _gone(self, seen: set[About]) -> Iterable[tuple[str, str]]:
        for (kind, name), said in self.facts.items():
            if kind in LISTED and (kind, name) not in seen:
                words = Status(said).label if kind in (Kind.MEASURE, Kind.MOTION) and said in Status.values else said
                yield Kind(kind).label, f"{name.replace('|', ', ')}{f': {words}' if words else ''}"


def _lost(sentences: Iterable[OwnSentence], found: Iterable[Wording]) -> Iterable[tuple[str, str]]:
    kept = {(own.model, own.row) for wording in found for own in wording.before}
    for own in sentences:
        if (own.model, own.row) not in kept:
            yield f"Zin bij {own.place.subject.replace(':', ' ', 1)}", own.source


def place_of(row: FoundRow) -> Topic | None:
    """Return what the sentence of a row is about, in the terms of `portal.reading.own_words`; None for a row without one."""
    if row.kind in TOGETHER:
        return TOGETHER[row.kind]
    kinds = {
        Kind.MEASURE: "samenvatting", Kind.GOAL: "samenvatting", Kind.MOTION: "toelichting", Kind.FINDING: "bevinding",
        Kind.ITEM: row.values.get("soort", ""), Kind.ELEMENT: "onderdeel", Kind.BILL: "opmerking",
    }  # fmt: skip
    about = row.owner or row
    record = about.values.get("record")
    return Topic(f"{about.kind.value}:{record}", kinds[row.kind]) if record and row.kind in kinds else None


def fact_of(row: FoundRow, measures: dict[str, str]) -> tuple[str, str, str] | None:
    """Return the name of what a row states, what it says of it, and the kind; None for a row that is only a sentence.

    `measures` has the slug of each measure by its code in the document.
    """
    values, owner = row.values, (row.owner.values.get("record") or "") if row.owner else ""
    measure = measures.get(values.get("maatregel", ""), "")
    found: dict[str, tuple[str, str]] = {
        Kind.MEASURE: (values.get("record") or row.title, values.get("status", "")),
        Kind.MOTION: (values.get("nummer", ""), values.get("status", "")),
        Kind.GOAL: (str(values.get("record")), ""),
        Kind.BILL: (values.get("record") or row.title, ""),
        Kind.CHAPTER: (folded(row.title), ""),
        Kind.PARTY: (row.title, ""),
        Kind.INVOLVED: (f"{owner}|{row.title}", ""),
        Kind.LINK: (f"{owner}|{measure}", ""),
        Kind.CONTRIBUTION: (f"{owner}|{row.title}", ""),
        Kind.STEP: (f"{owner}|{values.get('fase')}|{values.get('onderdeel')}", str(values.get("periode"))),
    }
    return (*found[row.kind], row.kind.value) if row.kind in found else None


def _facts(report: Report) -> Iterable[tuple[ReadRow.Kind, Iterable[tuple[str, str]]]]:
    yield Kind.MEASURE, MeasureSnapshot.objects.filter(report=report).values_list("measure__slug", "status")
    yield Kind.MOTION, MotionSnapshot.objects.filter(report=report).values_list("motion__number", "status")
    goals = GoalSnapshot.objects.filter(report=report)
    yield Kind.GOAL, [(str(number), "") for number in goals.values_list("goal__number", flat=True)]
    yield Kind.LINK, [(f"{goal}|{slug}", "") for goal, slug in goals.values_list("goal__number", "measures__slug")]
    yield Kind.BILL, [(slug, "") for slug in BillSnapshot.objects.filter(report=report).values_list("bill__slug", flat=True)]
    steps = PlanningStep.objects.filter(snapshot__report=report)
    named = steps.values_list("snapshot__bill__slug", "phase", "part", "period")
    yield Kind.STEP, [(f"{bill}|{phase}|{part}", period) for bill, phase, part, period in named]
    serves = Contribution.objects.filter(snapshot__report=report).values_list("snapshot__bill__slug", "printed")
    yield Kind.CONTRIBUTION, [(f"{bill}|{printed}", "") for bill, printed in serves]
    involved = Involvement.objects.filter(snapshot__report=report).values_list("snapshot__measure__slug", "printed")
    yield Kind.INVOLVED, [(f"{slug}|{printed}", "") for slug, printed in involved]
    parties = Representation.objects.filter(report=report).values_list("party_printed", "group_printed")
    yield Kind.PARTY, [(f"{name} ({group})", "") for name, group in parties]
    chapters = ReportSection.objects.filter(report=report).values_list("title", flat=True)
    yield Kind.CHAPTER, [(folded(title), "") for title in chapters]
