"""An item of the checklist, and the items about all rows of one kind: fewer than the previous time, or not looked at."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q

from measures.kinds import Kind
from measures.models import Report, ReportSection, SectionItem
from portal.core.dates import count_of
from portal.desk.editing.carrying import CARRIED, unseen_rows
from portal.desk.models import Explanation
from portal.desk.reading_models import ReadRow
from portal.desk.sources.stored import SourcedRow, beside, overtaken, own_sentences

LONGEST_KEY = Explanation._meta.get_field("warning").max_length or 0
# A draft with less than this share of the rows of the previous report gets a warning.
SHARE = 0.75


@dataclass(frozen=True)
class ChecklistItem:
    """An error or a warning of the checklist.

    `key` identifies a warning: an explanation refers to it, so it must stay the same from one check to the next, and must differ
    when the warning is about something else. See `key_of`.
    """

    is_error: bool
    key: str
    text: str
    # The kind and primary key of the record whose form the checklist links to; None links to the worklist.
    about: tuple[Kind, int] | None = None
    # The model whose list the checklist links to instead.
    rows: Any = None


def key_of(*parts: object) -> str:
    """Return the key of a finding, from what it is about. It fits `Explanation.warning`: a long key ends in a hash of all."""
    whole = ":".join(map(str, parts))
    if len(whole) <= LONGEST_KEY:
        return whole
    return f"{whole[: LONGEST_KEY - 33]}:{hashlib.sha256(whole.encode()).hexdigest()[:32]}"


def fewer(report: Report, previous: Report, stands: Mapping[Kind, tuple[int, int]]) -> Iterable[ChecklistItem]:
    """Warn of each kind of row of which a draft says much less than the previous report.

    `stands` has, for each kind of record, the number of snapshots in the previous report and in the draft.
    """
    counts: list[tuple[str, str, int, int, Any]] = [
        (kind.field, kind.heading, before, now, None) for kind, (before, now) in stands.items()
    ]
    for model in CARRIED:
        number = model.objects.aggregate(
            before=Count("pk", filter=Q(report=previous)), now=Count("pk", filter=Q(report=report))
        )  # fmt: skip
        heading = str(model._meta.verbose_name_plural).capitalize()
        counts.append((model._meta.model_name, heading, number["before"], number["now"], model))
    for name, heading, before, now, model in counts:
        if now < before * SHARE:
            text = f"{heading}: was {before} in {previous.short_name.lower()}, is nu {now}."
            yield ChecklistItem(False, key_of("minder", name, before, now), text, rows=model)


def unseen(report: Report) -> Iterable[ChecklistItem]:
    """Warn of the rows that were carried over and that nobody has looked at."""
    for model, pks in unseen_rows(report).items():
        name = model._meta.verbose_name if len(pks) == 1 else model._meta.verbose_name_plural
        yield ChecklistItem(
            False, key_of("niet-bekeken", model._meta.model_name, *pks), f"Overgenomen zonder te kijken: {len(pks)} {name}.",
            rows=model,
        )  # fmt: skip


def own_words(report: Report, previous: Report | None) -> Iterable[ChecklistItem]:
    """Tell how many sentences still have the words of the source, and how many of ours are older than what the source says now.

    The first is an error, unless `settings.PUBLISH_SOURCE_WORDS` lets a report be published as the source wrote it.
    """
    found = beside(report)
    for key, rows in _by_subject(each for each in found if each.is_to_write).items():
        text = f"{_subject(rows[0])}: nog {count_of(len(rows), 'zin', 'zinnen')} te schrijven. Er staan woorden van de bron."
        yield _about(not settings.PUBLISH_SOURCE_WORDS, key_of("te-schrijven", key, *_pks(rows)), text, rows[0])
    before = own_sentences(previous) if found and previous else []
    for key, rows in _by_subject(overtaken(found, before)).items():
        what = "1 zin anders, en onze zin is" if len(rows) == 1 else f"{len(rows)} zinnen anders, en onze zinnen zijn"
        text = f"{_subject(rows[0])}: de bron schrijft {what} dezelfde als de vorige keer."
        yield _about(False, key_of("ingehaald", key, *_pks(rows)), text, rows[0])


def _by_subject(rows: Iterable[SourcedRow]) -> dict[str, list[SourcedRow]]:
    found: dict[str, list[SourcedRow]] = {}
    for each in rows:
        found.setdefault(_subject(each), []).append(each)
    return found


def _subject(each: SourcedRow) -> str:
    if each.about:
        return str(each.about[1])
    model = _listed(each)
    return str(model._meta.verbose_name_plural).capitalize()


def _listed(each: SourcedRow) -> Any:
    """Return the model with whose rows this one is listed: a part of a chapter stands with the chapters."""
    return ReportSection if isinstance(each.row, SectionItem) else type(each.row)


def _pks(rows: Iterable[SourcedRow]) -> list[int]:
    return sorted(each.source.pk for each in rows)


def _about(is_error: bool, key: str, text: str, each: SourcedRow) -> ChecklistItem:
    if each.about:
        kind, record = each.about
        return ChecklistItem(is_error, key, text, (kind, record.pk))
    return ChecklistItem(is_error, key, text, rows=_listed(each))


def undecided(report: Report) -> Iterable[ChecklistItem]:
    """Warn of the rows of a document that was read in about which nobody decided yet."""
    waiting = report.read_rows.filter(state=ReadRow.State.OPEN).count()
    if waiting:
        words = f"Inlezen: {count_of(waiting, 'rij van het document wacht', 'rijen van het document wachten')} op een besluit."
        yield ChecklistItem(False, key_of("inlezen", waiting), words)
