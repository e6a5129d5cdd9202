"""Hanging the sentences of a document on the rows that a report in the portal already has.

The sentences of the portal are its own, so a row is found by the quotes in its place: „…” are words of the document.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from django.db import transaction

from measures.models import ActionMention, Report
from portal.desk.source_models import SourceText
from portal.desk.sources.written import WRITTEN, Written
from portal.reading.blocks import folded
from portal.reading.comparing import Count, quotes_of
from portal.reading.own_words import Said, Topic, said_in
from portal.reading.result import Reading

LONGEST_PLACE = SourceText._meta.get_field("location").max_length or 0


class Sentences:
    """The sentences of a document at one place, in its order."""

    def __init__(self, said: Sequence[Said]) -> None:
        self.said = said
        self.texts = [folded(f"{each.named} {each.text}") for each in said]
        self._joined = " ".join(self.texts)
        self._starts = list(accumulate((len(text) + 1 for text in self.texts[:-1]), initial=0))

    def with_quotes(self, quotes: Sequence[str], *, some: bool) -> list[Said]:
        """Return the sentence that has all quotes, or else the sentences in which each begins. With `some`, one is enough.

        A quote of the end of one sentence and the start of the next is a quote of the first.
        """
        for text, said in zip(self.texts, self.said, strict=True):
            if quotes and all(words in text for words in quotes):
                return [said]
        places = [self._joined.find(words) for words in quotes]
        if not self.said or (-1 in places and not some):
            return []
        numbers = {bisect_right(self._starts, place) - 1 for place in places if place >= 0}
        return [self.said[number] for number in sorted(numbers)]


@transaction.atomic
def attach(reading: Reading, report: Report) -> list[Count]:
    """Store the sentence of the source for each row of `report` of which the document has it. Return the counts by kind of row.

    A row that has the same sentence already is left alone, so that doing this again changes nothing.
    """
    said = said_in(reading)
    by_place: dict[Topic, list[Said]] = defaultdict(list)
    for each in said:
        by_place[each.place].append(each)
    known = {(text.kind, text.row): text for text in report.source_texts.all()}
    places = {place: Sentences(found) for place, found in by_place.items()}
    # An action is mentioned anywhere in a document.
    anywhere, nowhere = Sentences(said), Sentences([])
    counts = []
    for written in WRITTEN:
        count = Count(str(written.model._meta.verbose_name_plural))
        for row in written.rows(report):
            if not written.words(row):
                continue
            at = anywhere if written.model is ActionMention else places.get(written.place(row), nowhere)
            found = at.with_quotes(quotes_of(row.location), some=written.is_whole)
            count.add(bool(found), row.location)
            if found:
                _keep(report, written, row, found, known.get((written.kind, row.pk)))
        counts.append(count)
    return [count for count in counts if count.total]


def _keep(report: Report, written: Written, row: Any, said: Sequence[Said], known: SourceText | None) -> None:
    text, place = " ".join(each.text for each in said), said[0].location[:LONGEST_PLACE]
    stored = known or SourceText(report=report, kind=written.kind, row=row.pk)
    if (stored.text, stored.location) != (text, place):
        stored.text, stored.location = text, place
        stored.save()
