"""Decisions of people about rows of a document: set aside, take back, move, split and join."""

import hashlib
from collections.abc import Sequence

from django.db import transaction

from measures.enums import ItemKind
from measures.kinds import find
from measures.models import Report
from portal.desk.editing.worklist import lock_draft
from portal.desk.reading_in.found.taking_in import MOVED
from portal.desk.reading_in.placing.draft import Draft
from portal.desk.reading_in.placing.filling import follow_tasks, has_own_sentence, take_out
from portal.desk.reading_models import ReadRow
from portal.desk.sources.becomes import BECOMES

Kind, State = ReadRow.Kind, ReadRow.State
# The kinds of sentence that a person can make of another sentence, by the word on the page: (kind of row, kind of item).
SENTENCES = {label.label: (Kind.ITEM, label.value) for label in ItemKind} | {
    "Bevinding": (Kind.FINDING, ""), "Actie": (Kind.ACTION, ""), "Tekst in een hoofdstuk": (Kind.PARAGRAPH, ""),
}  # fmt: skip
OF_SENTENCE = (Kind.ITEM, Kind.FINDING, Kind.ACTION, Kind.PARAGRAPH, Kind.LOOSE)
SPLIT = (*OF_SENTENCE, Kind.ELEMENT)
# The kinds that a sentence can stand under.
ABOVE = {
    Kind.ITEM: (Kind.MEASURE,), Kind.ACTION: (Kind.MEASURE,), Kind.FINDING: (Kind.MEASURE, Kind.GOAL),
    Kind.PARAGRAPH: (Kind.CHAPTER,),
}  # fmt: skip


GONE = (
    "„{}” staat niet meer in het document, dus er valt niets te delen, samen te voegen of te verplaatsen. "
    "Neem de rij over om haar uit het concept te halen, of leg haar opzij."
)


class DecisionError(Exception):
    """A decision that cannot be carried out; the message says why in Dutch."""


@transaction.atomic
def set_aside(report: Report, rows: Sequence[ReadRow]) -> int:
    """Set open rows aside, and return how many. Raises `NotADraftError`, as all functions here."""
    lock_draft(report)
    changed = [row for row in rows if row.state == State.OPEN]
    for row in changed:
        _decide(row, State.ASIDE)
    follow_tasks(Draft(report), changed)
    return len(changed)


@transaction.atomic
def take_back(report: Report, rows: Sequence[ReadRow]) -> int:
    """Open rows again, and return how many. What they became in the draft goes.

    Raises `WaitsError` when rows stand under it, and `DecisionError` when somebody wrote an own sentence there, or when the same
    words would stand twice: in a sentence and in one that was made of it.
    """
    lock_draft(report)
    draft = Draft(report)
    changed = [row for row in rows if row.state != State.OPEN]
    for row in reversed(changed):
        if any(each.state != State.ASIDE for each in _of_the_same_words(draft, row)):
            raise DecisionError("Van deze zin is een andere gemaakt, of omgekeerd. Leg die eerst opzij.")
        _out_of_draft(draft, row)
        _decide(row, State.OPEN)
        draft.rows[row.key].state = State.OPEN
    follow_tasks(Draft(report), changed)
    return len(changed)


def _out_of_draft(draft: Draft, row: ReadRow) -> None:
    """Take out of the draft what a row became, if anything. Raises `WaitsError` and `DecisionError`, as `take_back`."""
    if not row.row:
        return
    if has_own_sentence(row):
        raise DecisionError(f"Bij „{row.shown}” schreef iemand een eigen zin. Haal die rij weg op haar eigen bladzijde.")
    take_out(draft, draft.rows[row.key])
    row.row = None


def _of_the_same_words(draft: Draft, row: ReadRow) -> list[ReadRow]:
    """Return the rows that a row was made of, and those that were made of it, with theirs in turn."""
    above, below = {row.key}, {row.key}
    # A row is made after the rows that it is made of.
    rows = sorted(draft.rows.values(), key=lambda each: each.pk)
    for each in reversed(rows):
        above |= set(each.parts_of) if each.key in above else set()
    for each in rows:
        below |= {each.key} if below & set(each.parts_of) else set()
    return [each for each in rows if each.key in (above | below) - {row.key}]


@transaction.atomic
def move(report: Report, rows: Sequence[ReadRow], to: str, sentence: str) -> int:
    """Move open rows: a sentence to another owner or kind, any other row to another record. Return how many.

    `to` names the owner as the page does ("8a" or the start of a title) or the record by its key; empty: the same. `sentence` is
    a word of `SENTENCES`; empty: the same. What a row became in the draft goes. Raises `DecisionError`, also for a row that the
    document has no more, and `WaitsError`.
    """
    lock_draft(report)
    _refuse_gone(rows)
    draft = Draft(report)
    owners = list(report.read_rows.filter(kind__in=[Kind.MEASURE, Kind.GOAL, Kind.CHAPTER, Kind.BILL]))
    changed = [row for row in rows if row.state == State.OPEN]
    for row in changed:
        if row.kind in OF_SENTENCE or to:
            _out_of_draft(draft, row)
        if row.kind in OF_SENTENCE:
            _place_sentence(row, to, sentence, owners)
        elif to:
            _choose_record(row, to)
        _decide(row, State.OPEN)
    return len(changed)


def _place_sentence(row: ReadRow, to: str, sentence: str, owners: Sequence[ReadRow]) -> None:
    if sentence and sentence not in SENTENCES:
        raise DecisionError(f"De soort „{sentence}” is er niet. Kies uit de lijst.")
    kind, item = SENTENCES[sentence] if sentence else (Kind(row.kind), row.values.get("soort", ""))
    if kind == Kind.LOOSE:
        raise DecisionError("Kies ook wat voor soort zin dit is.")
    if to:
        above = next((owner for owner in owners if owner.kind in ABOVE[kind] and is_called(owner, to)), None)
        if above is None:
            raise DecisionError(f"„{to}” staat niet in dit document, of past niet bij deze soort.")
        row.owner = above.key
    row.kind, row.values = kind, row.values | {"soort": item, MOVED: True}
    row.certainty, row.reason = ReadRow.Certainty.SURE, ""


def is_called(owner: ReadRow, words: str) -> bool:
    """Return whether words name a row: its title as the page lists it, or the code of a measure."""
    words = words.strip().lower()
    return words in (owner.shown.lower(), str(owner.values.get("code", "")).lower() or None)


def _choose_record(row: ReadRow, to: str) -> None:
    becomes = BECOMES.get(Kind(row.kind))
    if becomes is None or becomes.record is None:
        raise DecisionError("Deze rij hoort bij een andere rij. Verplaats die.")
    key = to.partition(" – ")[0].strip()
    if find(becomes.record, key) is None:
        raise DecisionError(f"„{to}” kent het portaal niet. Kies uit de lijst.")
    row.values = row.values | {"record": key}
    row.certainty, row.reason = ReadRow.Certainty.SURE, ""


@transaction.atomic
def split(report: Report, row: ReadRow, lines: Sequence[str]) -> int:
    """Make a row of each line of an open sentence, and return how many. Together the lines are the sentence itself.

    What the sentence became in the draft goes. Raises `DecisionError`, also for a sentence that the document has no more.
    """
    lock_draft(report)
    _refuse_gone([row])
    parts = [" ".join(line.split()) for line in lines if line.strip()]
    if row.kind not in SPLIT or row.state != State.OPEN or len(parts) < 2:
        raise DecisionError("Zet de delen elk op een eigen regel.")
    if " ".join(parts).split() != row.text.split():
        raise DecisionError("De regels samen moeten de zin van de bron zijn. Verander hier geen woorden.")
    _out_of_draft(Draft(report), row)
    for number, text in enumerate(parts):
        _make(row, [row], text, number)
    _decide(row, State.ASIDE)
    return len(parts)


@transaction.atomic
def join(report: Report, rows: Sequence[ReadRow]) -> ReadRow:
    """Make one row of open sentences under the same owner, in their order. What they became in the draft goes.

    Raises `DecisionError`, also for a sentence that the document has no more.
    """
    lock_draft(report)
    _refuse_gone(rows)
    rows = sorted(rows, key=lambda each: each.position)
    is_one_place = len({(row.kind, row.owner) for row in rows}) == 1
    if len(rows) < 2 or not is_one_place or any(row.state != State.OPEN or not row.text for row in rows):
        raise DecisionError("Kies twee of meer open zinnen van dezelfde soort, onder hetzelfde onderwerp.")
    made = _make(rows[0], rows, " ".join(row.text for row in rows), 0)
    draft = Draft(report)
    for row in rows:
        _out_of_draft(draft, row)
        _decide(row, State.ASIDE)
    return made


def _refuse_gone(rows: Sequence[ReadRow]) -> None:
    gone = next((row for row in rows if row.change == ReadRow.Change.GONE), None)
    if gone is not None:
        raise DecisionError(GONE.format(gone.shown))


def _make(like: ReadRow, rows: Sequence[ReadRow], text: str, number: int) -> ReadRow:
    key = hashlib.sha256(f"{like.key}/{len(rows)}/{number}/{like.version}".encode()).hexdigest()[:40]
    made = ReadRow(
        report_id=like.report_id, kind=like.kind, key=key, owner=like.owner,
        parts_of=[row.key for row in rows], position=like.position, text=text, ours=text, location=like.location,
        certainty=ReadRow.Certainty.SURE, values=like.values, printed="", change=like.change,
    )  # fmt: skip
    made.save()
    return made


def _decide(row: ReadRow, state: ReadRow.State) -> None:
    row.state, row.version = state, row.version + 1
    row.save()
