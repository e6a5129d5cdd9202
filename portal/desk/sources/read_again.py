"""What the way back to an earlier moment means for the rows of a document that was read in."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models

from measures.models import GoalSnapshot, Report
from portal.desk.reading_models import ReadRow
from portal.desk.sources.becomes import BECOMES

State = ReadRow.State
# A row of a draft: its model and its primary key in words.
Stored = tuple[type[models.Model], str]


def settle(report: Report, slugs: Collection[str], changed: Mapping[Stored, bool]) -> None:
    """Let the rows of a document follow a draft that went back. `changed` says of each changed row whether it is there now;
    `slugs` has the slug of the report, and those that it had before.

    What was taken over and is gone is open again. What was taken back, and stands in the draft again, is taken over again. Words
    that stand in a sentence and in one made of it are taken over once: the other is set aside.
    """
    rows, was = list(report.read_rows.all()), _earlier_rows(slugs)
    links = set(GoalSnapshot.objects.filter(report=report).values_list("pk", "measures__slug"))
    before = {row.pk: (row.state, row.row) for row in rows}
    for row in rows:
        stored = _stored(row, str(row.row))
        if row.row is None:
            if changed.get(_stored(row, was.get(row.pk, ""))) and row.kind != ReadRow.Kind.LINK:
                row.row, row.state = int(was[row.pk]), State.PLACED
        elif stored in changed and not (_is_linked(row, links) if row.kind == ReadRow.Kind.LINK else changed[stored]):
            row.row = None
            row.state = State.OPEN if row.state == State.PLACED else row.state
    _set_aside_what_stands_twice(rows)
    for row in rows:
        if before[row.pk] != (row.state, row.row):
            row.version += 1
            row.save()


def _earlier_rows(slugs: Collection[str]) -> dict[int, str]:
    """Return the primary key of the row of the draft that each row of the document was last taken out of, if any, in words."""
    kind = ContentType.objects.get_for_model(ReadRow)
    lines = LogEntry.objects.filter(content_type=kind, additional_data__rapportage__in=slugs, changes__has_key="row")
    return {entry.object_id: entry.changes["row"][0] for entry in lines.order_by("pk")}


def _stored(row: ReadRow, pk: str) -> Any:
    becomes = BECOMES.get(ReadRow.Kind(row.kind))
    return (becomes.model if becomes else GoalSnapshot, pk)


def _is_linked(row: ReadRow, links: set[tuple[int, str]]) -> bool:
    return (row.row, row.values.get("record")) in links


def _set_aside_what_stands_twice(rows: Iterable[ReadRow]) -> None:
    by_key = {row.key: row for row in rows}
    for made in by_key.values():
        for source in [by_key[key] for key in made.parts_of if key in by_key]:
            if {made.state, source.state} == {State.OPEN, State.PLACED}:
                open_one = made if made.state == State.OPEN else source
                open_one.state = State.ASIDE
