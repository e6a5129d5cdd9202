"""Storing of what a document says for a draft, beside what people decided about an earlier version of the same document."""

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import islice
from typing import Any

from django.db import transaction

from measures.enums import ReportState
from measures.models import Report
from portal.desk.editing.worklist import NotADraftError, lock_draft, previous_report
from portal.desk.reading_in.found.before import Before, ComparedRows
from portal.desk.reading_in.found.names import KnownNames
from portal.desk.reading_in.found.rows import FoundRow, rows_of
from portal.desk.reading_models import ReadDocument, ReadRow
from portal.desk.records.rows import rows_of as rows_of_report
from portal.reading.blocks import folded
from portal.reading.result import Reading

Change, State = ReadRow.Change, ReadRow.State
# Two rows are the same one, changed, when this part of their letters agrees. So many are compared with one row, at most.
ALIKE, MOST_COMPARED = 0.6, 60
# The name in `ReadRow.values` that tells that a person moved the row.
MOVED = "verplaatst"
# What is stored of a row each time that its document is read.
READ = (
    "position", "title", "text", "before", "ours", "to_write", "location", "certainty", "reason", "values", "printed", "change",
    "state", "owner", "version",
)  # fmt: skip


class NotEmptyError(Exception):
    """A document for a draft that somebody filled in another way."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"In {report} staat al iets. Een document inlezen kan alleen in een leeg concept.")


@transaction.atomic
def take_in(report: Report, reading: Reading, name: str, by: Any) -> ReadDocument:
    """Store the rows of a document for a draft. The draft itself does not change.

    Rows that an earlier version of the document had keep what people decided; those that changed are open again. Raises
    `NotADraftError`, and `NotEmptyError` when the draft has rows and no document was read in before.
    """
    lock_draft(report)
    document = refuse_if_filled(report)
    rows = rows_of(reading, KnownNames.load())
    told = Before.load(previous_report(report)).compare(rows)
    _store(report, rows, told, is_again=bool(document.times))
    document.by_id, document.name, document.is_busy, document.refusal = getattr(by, "pk", None), name[:200], False, ""
    document.times += 1
    document.doubts = [[doubt["onderwerp"], doubt["tekst"]] for doubt in reading.twijfels] + _about_the_report(report, reading)
    document.gone = [list(pair) for pair in told.gone]
    document.save()
    return document


def refuse_if_filled(report: Report) -> ReadDocument:
    """Return the document of a draft, or a new one for an empty draft. Raises `NotADraftError` and `NotEmptyError`."""
    if report.state != ReportState.DRAFT:
        raise NotADraftError(report)
    document = ReadDocument.objects.filter(report=report).first() or ReadDocument(report=report)
    if not document.times and any(True for _row in rows_of_report(report)):
        raise NotEmptyError(report)
    return document


def _about_the_report(report: Report, reading: Reading) -> list[list[str]]:
    """Return in Dutch where the title, number and days of the document differ from those of the draft."""
    said = reading.rapportage
    pairs = [
        ("titel", said.get("titel"), report.title),
        ("nummer", said.get("nummer"), report.number),
        ("publicatie", said.get("publicatie", {}).get("tekst"), report.publication),
        ("peildatum", said.get("peildatum"), report.reference_date and report.reference_date.isoformat()),
    ]
    return [
        ["deze rapportage", f"Het document heeft als {what} „{theirs}”, het concept „{ours or 'niets'}”."]
        for what, theirs, ours in pairs
        if theirs and str(theirs).lower() != str(ours or "").lower()
    ]


def _store(report: Report, rows: Sequence[FoundRow], told: ComparedRows, *, is_again: bool) -> None:
    stored = {row.key: row for row in report.read_rows.all()}
    matched = _match(rows, stored)
    new, changed = [], []
    for index, found in enumerate(rows):
        row = matched.get(index) or ReadRow(report=report, kind=found.kind, key=found.key)
        (changed if row.pk else new).append(row)
        _fill(row, found, index, told, is_again=is_again)
    ReadRow.objects.bulk_create(new)
    ReadRow.objects.bulk_update(changed, READ, batch_size=200)
    kept = {row.key for row in changed}
    gone = [row for row in stored.values() if row.key not in kept and not row.parts_of]
    _leave(report, gone, {row.key for row in changed if row.change == Change.SAME})


def _match(rows: Sequence[FoundRow], stored: dict[str, ReadRow]) -> dict[int, ReadRow]:
    """Return the stored row of each row that was read before, by index. Owners come first, as the keys of others hold theirs."""
    left, matched, alike = dict(stored), {}, _Alike(stored)
    for is_owned in (False, True):
        level = [(index, found) for index, found in enumerate(rows) if (found.owner is not None) == is_owned]
        # Equal rows find each other before a changed row looks for one that is alike.
        for find in (lambda found: left.pop(found.key, None), lambda found: alike.take(found, left)):
            for index, found in level:
                if index not in matched and (row := find(found)) is not None:
                    matched[index], found.stored = row, row.key
    return matched


def _fill(row: ReadRow, found: FoundRow, index: int, told: ComparedRows, *, is_again: bool) -> None:
    """Put what was read in a row. What people decided about it stays, unless the document says something else now."""
    was, row.position, row.location = row.printed, index, found.location
    if was == found.printed:
        row.change = Change.SAME
        return
    wording = told.wording.get(index)
    # What a newer version of the document replaces is its own sentence; the first version replaces that of the report before.
    row.before = row.text if row.pk else (wording.source_before if wording else "")
    row.title, row.text, row.certainty, row.reason = found.title, found.text, found.certainty, found.reason
    row.ours, row.to_write = (wording.text, wording.to_write) if wording else (found.text, bool(found.text))
    decided = row.values or {}
    row.values = found.values | {"record": decided.get("record") or found.values.get("record")}
    if decided.get(MOVED):
        row.values |= {MOVED: True, "soort": decided["soort"]}
    else:
        row.owner = found.owner.key if found.owner else ""
    row.change = told.change[index] if not is_again else Change.CHANGED if row.pk else Change.NEW
    row.printed, row.state, row.version = found.printed, State.OPEN, row.version + 1


def _leave(report: Report, gone: Sequence[ReadRow], same: set[str]) -> None:
    """Deal with the rows that the document has no more: those that are in the draft are asked about, the others go."""
    for row in gone:
        if row.state == State.PLACED:
            row.change, row.state, row.version = Change.GONE, State.OPEN, row.version + 1
            row.reason = "Dit staat niet meer in het document. Neem dit over om het uit het concept te halen."
    ReadRow.objects.bulk_update(gone, ["change", "state", "version", "reason"], batch_size=200)
    report.read_rows.filter(pk__in=[row.pk for row in gone if row.row is None]).delete()
    # A part of a part comes after that part.
    for made in report.read_rows.exclude(parts_of=[]).order_by("pk"):
        if set(made.parts_of) <= same:
            same.add(made.key)
            continue
        if made.row is None:
            made.delete()
        else:
            made.change, made.state, made.version = Change.GONE, State.OPEN, made.version + 1
            made.reason = "De zin waaruit dit is gemaakt, veranderde in het document. Neem dit over om het weg te halen."
            made.save()


class _Alike:
    """The stored rows by kind and owner, to find the one that a changed row was."""

    def __init__(self, stored: dict[str, ReadRow]) -> None:
        self._by_place: dict[tuple[str, str], list[ReadRow]] = defaultdict(list)
        for row in stored.values():
            if not row.parts_of:
                self._by_place[row.kind, row.owner].append(row)

    def take(self, found: FoundRow, left: dict[str, ReadRow]) -> ReadRow | None:
        """Return the most similar stored row that no other row took, and take it; None when none is alike."""
        place = (found.kind.value, found.owner.key if found.owner else "")
        words = folded(found.text or found.title)
        best, ratio = None, ALIKE
        for row in islice((row for row in self._by_place.get(place, ()) if row.key in left), MOST_COMPARED):
            matcher = SequenceMatcher(None, folded(row.text or row.title), words, autojunk=False)
            if matcher.quick_ratio() > ratio and matcher.ratio() > ratio:
                best, ratio = row, matcher.ratio()
        return left.pop(best.key) if best else None
