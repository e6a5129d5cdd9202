"""The stored sentences of the source: of a whole report, and what follows for them when rows are copied, changed or removed."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q

from measures.kinds import KINDS, Kind
from measures.models import Report
from portal.desk.source_models import SourceText
from portal.desk.sources.written import BY_KIND, Written
from portal.reading.own_words import OwnSentence, Topic, source_key


@dataclass(frozen=True)
class SourcedRow:
    """A row in our words, and the sentence of the source that it was made from."""

    written: Written
    row: Any
    source: SourceText

    @property
    def ours(self) -> str:
        return self.written.words(self.row)

    @property
    def is_to_write(self) -> bool:
        """Return whether the row is marked, and still has the words of the source."""
        return self.source.to_write and not is_own(self.ours, self.source.text)

    @property
    def about(self) -> tuple[Kind, Any] | None:
        """Return the kind of record and the record that the row says something of, or None for a chapter, finding or action."""
        stand = getattr(self.row, "snapshot", self.row)
        kind = next((kind for kind in KINDS if kind.snapshot is type(stand)), None)
        return (kind, getattr(stand, kind.field)) if kind else None

    @property
    def own(self) -> OwnSentence:
        place = self.written.place(self.row)
        return OwnSentence(place, self.ours, self.source.text, self.is_to_write, self.written.kind, self.row.pk)


def is_own(ours: str, source: str) -> bool:
    """Return whether a sentence differs from that of the source by more than white space."""
    return ours.split() != source.split()


def beside(report: Report, *kinds: str) -> list[SourcedRow]:
    """Return the rows of a report that have a sentence of the source, with it. One query, and one for each kind of row found."""
    texts: dict[str, dict[int, SourceText]] = {}
    for text in report.source_texts.filter(**({"kind__in": kinds} if kinds else {})):
        texts.setdefault(text.kind, {})[text.row] = text
    return [
        SourcedRow(written, row, texts[kind][row.pk])
        for kind, written in BY_KIND.items()
        if kind in texts
        for row in written.rows(report)
        if row.pk in texts[kind]
    ]


def own_sentences(report: Report | None, *kinds: str) -> list[OwnSentence]:
    """Return our sentences of a report of which the source is known, for `portal.reading.own_words`."""
    return [each.own for each in beside(report, *kinds)] if report else []


def copy_source_texts(copied: Iterable[tuple[models.Model, Any]]) -> None:
    """Give each copy of a row the sentence of the source that the row has. `copied` has each row and its copy."""
    copies = {(str(row._meta.model_name), row.pk): copy for row, copy in copied if row._meta.model_name in BY_KIND}
    asked = reduce(or_, (Q(kind=kind, row=pk) for kind, pk in copies), Q(pk__in=[]))
    for text in SourceText.objects.filter(asked) if copies else ():
        copy = copies[text.kind, text.row]
        SourceText.objects.create(
            report=copy.report_of(), kind=text.kind, row=copy.pk, text=text.text, location=text.location, to_write=text.to_write
        )


def follow(report: Report, ours: Collection[int | None] = ()) -> None:
    """Let the sentences of the source follow what was saved in a draft.

    Those of removed rows go. The mark "nog te schrijven" goes where an own sentence was written, and from the rows that an editor
    says are our own words: `ours` has the primary keys of their `SourceText`.
    """
    found = beside(report)
    for each in found:
        if each.source.to_write and (each.source.pk in ours or not each.is_to_write):
            each.source.to_write = False
            each.source.save()
    for text in report.source_texts.exclude(pk__in=[each.source.pk for each in found]):
        text.delete()


def overtaken(found: Iterable[SourcedRow], before: Iterable[OwnSentence]) -> Iterator[SourcedRow]:
    """Yield the rows with the same sentence of ours as in the previous report, while the source says something else now."""
    sources: dict[tuple[Topic, str], set[str]] = {}
    for own in before:
        sources.setdefault((own.place, own.ours), set()).add(source_key(own.source))
    for each in found:
        known = sources.get((each.own.place, each.ours))
        if known and not each.is_to_write and source_key(each.source.text) not in known:
            yield each
