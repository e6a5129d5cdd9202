"""An item of the checklist, and the items about all rows of one kind: fewer than the previous time, or not looked at."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from measures.kinds import Kind
from measures.models import Report
from portal.desk.editing.carrying import CARRIED, unseen_rows
from portal.desk.models import Explanation

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
