"""Filling of a draft: rows of a document become rows of the draft, one by one, each with its place and its sentence."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, QuerySet

from measures.kinds import KINDS, Kind, find
from measures.models import GoalSnapshot, Measure, Report
from measures.models.base import Snapshot
from measures.periods import PeriodError
from portal.desk.editing.worklist import add, lock_draft
from portal.desk.models import Task
from portal.desk.reading_in.placing.draft import Draft, WaitsError
from portal.desk.reading_in.placing.made import VALUES, DraftValues
from portal.desk.reading_models import ReadRow
from portal.desk.source_models import SourceText
from portal.desk.sources.becomes import BECOMES

State, Change = ReadRow.State, ReadRow.Change
TAKEN = "Dit staat al in het concept, en niet door dit document."
# The kinds that note a record when they are placed.
NOTED = [kind for kind, becomes in BECOMES.items() if becomes.record] + [ReadRow.Kind.LINK]
PLACE_BY_HAND = "Kies eerst waar dit hoort."


@dataclass
class Filled:
    """What came of filling: how many rows of each kind, by its heading, and the rows that wait, each with its reason."""

    counts: Counter[str] = field(default_factory=Counter)
    waiting: list[ReadRow] = field(default_factory=list)

    @property
    def number(self) -> int:
        return self.counts.total()


@transaction.atomic
def fill(report: Report, rows: Iterable[ReadRow]) -> Filled:
    """Put rows of a document in the draft, in the order of the document. Raises `NotADraftError`.

    A row under another row needs that one first. A row that was in the draft already gets the new sentence, unless somebody wrote
    over the earlier one. A row that the document has no more goes out of the draft. What cannot be placed stays open.
    """
    lock_draft(report)
    draft, filled, done = Draft(report), Filled(), []
    chosen = {row.key for row in rows}
    for row in [row for row in draft.rows.values() if row.key in chosen and row.state == State.OPEN]:
        values, was = row.values, row.row
        try:
            with transaction.atomic():
                take_out(draft, row) if row.change == Change.GONE else _put(draft, row)
        except (WaitsError, PeriodError, ValidationError, IntegrityError) as error:
            draft.forget()
            row.reason, row.values = _words(error), values
            row.row = was
            filled.waiting.append(row)
        else:
            row.state, row.version = State.PLACED, row.version + 1
            done.append(row)
    filled.counts = Counter(ReadRow.Kind(row.kind).label for row in done)
    _store(done, filled.waiting)
    follow_tasks(draft, done)
    return filled


def _store(done: Sequence[ReadRow], waiting: Sequence[ReadRow]) -> None:
    """Store what became of rows. The trail tells of each row of the draft, so it needs no line for a row of the document."""
    pks = [row.pk for row in done]
    ReadRow.objects.filter(pk__in=pks).update(state=State.PLACED, version=F("version") + 1)
    ReadRow.objects.bulk_update(done, ["row"], batch_size=300)
    ReadRow.objects.bulk_update([row for row in done if row.kind in NOTED], ["values"], batch_size=300)
    ReadRow.objects.bulk_update(waiting, ["reason"], batch_size=300)
    ReadRow.objects.filter(pk__in=pks, change=Change.GONE).delete()


def _words(error: Exception) -> str:
    """Return in Dutch why a row cannot be placed."""
    if isinstance(error, IntegrityError):
        return TAKEN
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def certain(report: Report) -> QuerySet[ReadRow]:
    """Return the open rows that need no person: the reader is sure of them, and the document still has them."""
    return report.read_rows.filter(state=State.OPEN, certainty=ReadRow.Certainty.SURE).exclude(change=Change.GONE)


def _put(draft: Draft, row: ReadRow) -> None:
    """Save the row of the draft that a row of the document becomes."""
    if row.kind == ReadRow.Kind.LINK:
        goal, measure = draft.owner(row, ReadRow.Kind.GOAL), _linked(draft, row)
        goal.measures.add(measure)
        # The measure may be out of the draft before the link is.
        row.row, row.values = goal.pk, row.values | {"record": measure.slug}
        return
    becomes = BECOMES.get(ReadRow.Kind(row.kind))
    if becomes is None:
        raise WaitsError(PLACE_BY_HAND)
    made = VALUES[ReadRow.Kind(row.kind)](draft, row)
    stored: Any = becomes.model.objects.filter(pk=row.row).first() if row.row else None
    is_new = is_said = stored is None
    if is_new:
        stored = becomes.model(**made.first, **made.values)
        if becomes.sentence:
            setattr(stored, becomes.sentence, row.ours)
    else:
        is_said = _renew(stored, made, becomes.sentence, row)
    # The database checks the references, and the position comes last.
    stored.clean_fields(exclude={each.name for each in stored._meta.concrete_fields if each.is_relation} | {"position"})
    stored.clean()
    if is_new and becomes.within:
        draft.put_in_order(row, stored)
    stored.save()
    if is_said and made.after:
        made.after(stored)
    row.row = stored.pk
    draft.note(row, stored)
    if row.text:
        _keep_source(draft.report, row, stored, is_new=is_new)


def _linked(draft: Draft, row: ReadRow) -> models.Model:
    measure = draft.measure(row.values["maatregel"])
    if measure is None:
        raise WaitsError(f"Neem eerst maatregel {row.values['maatregel']} over.")
    return measure


def _keep_source(report: Report, row: ReadRow, stored: Any, *, is_new: bool) -> None:
    """Store the sentence of the document beside the row of the draft."""
    text = None if is_new else SourceText.objects.filter(kind=stored._meta.model_name, row=stored.pk).first()
    text = text or SourceText(report=report, kind=stored._meta.model_name, row=stored.pk)
    text.text, text.location, text.to_write = row.text, row.location, row.to_write
    text.save()


def _renew(stored: Any, made: DraftValues, sentence: str, row: ReadRow) -> bool:
    """Give a row of the draft what the newer version of the document says. A sentence that somebody wrote stays.

    Return whether its sentence is renewed.
    """
    for name, value in made.values.items():
        setattr(stored, name, value)
    if not sentence or getattr(stored, sentence).split() not in ([], row.before.split()):
        return False
    setattr(stored, sentence, row.ours)
    return True


def has_own_sentence(row: ReadRow) -> bool:
    """Return whether somebody wrote over the sentence that a row brought into the draft."""
    becomes = BECOMES.get(ReadRow.Kind(row.kind))
    stored = becomes.model.objects.filter(pk=row.row).first() if becomes and becomes.sentence else None
    known = [words.split() for words in (row.ours, row.text, row.before)]
    return stored is not None and getattr(stored, becomes.sentence).split() not in known


def take_out(draft: Draft, row: ReadRow) -> None:
    """Take out of the draft what a row became. A row that other rows stand under stays until they are gone."""
    if draft.owns_placed(row):
        raise WaitsError("Hieronder staan nog rijen. Haal die eerst weg, of leg deze rij opzij.")
    becomes = BECOMES.get(ReadRow.Kind(row.kind))
    if row.kind == ReadRow.Kind.LINK:
        for goal in GoalSnapshot.objects.filter(pk=row.row):
            goal.measures.remove(*filter(None, [find(Measure, row.values.get("record") or "")]))
    elif becomes and (stored := becomes.model.objects.filter(pk=row.row).first()):
        pk = stored.pk
        stored.delete()
        # After the row, in the trail too: the way back to an earlier moment counts the sentence as following its row.
        SourceText.objects.filter(kind=becomes.model._meta.model_name, row=pk).delete()
    row.row = None


def follow_tasks(draft: Draft, changed: Iterable[ReadRow]) -> None:
    """Set the task of each record that rows are about: done when nothing of it is left to decide, and busy before that."""
    waits = {row.owner or row.key for row in draft.rows.values() if row.state == State.OPEN}
    about = {row.owner or row.key for row in changed}
    tasks = {(task.kind, task.record.pk): task for task in draft.report.tasks.select_related(*(kind.field for kind in KINDS))}
    for row in [draft.rows[key] for key in about if key in draft.rows]:
        kind = _kind(row)
        if kind is None or not row.row:
            continue
        record = draft.record(row)
        task = tasks.get((kind, record.pk)) or add(draft.report, record)
        state = Task.State.BUSY if row.key in waits else Task.State.DONE
        if task.state != state:
            task.state, task.unseen = state, False
            task.save()


def _kind(row: ReadRow) -> Kind | None:
    """Return the kind of record of a row that is a snapshot, or None."""
    becomes = BECOMES.get(ReadRow.Kind(row.kind))
    if becomes is None or not issubclass(becomes.model, Snapshot):
        return None
    return next((kind for kind in KINDS if kind.model is becomes.record), None)
