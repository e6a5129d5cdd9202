"""What a workbook would do to a draft, row by row, and the errors of the round trip. Plain data: no records in it."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from measures.enums import ReportState
from measures.models import Report


class WorkbookError(Exception):
    """Something that the round trip refuses; the message is in Dutch, for the editor."""


class NotADraftError(WorkbookError):
    """The report is published or withdrawn."""

    def __init__(self, report: Report) -> None:
        super().__init__(
            f"De rapportage „{report.slug}” is {report.get_state_display().lower()}. Een werkmap is er alleen voor een concept."
        )


class ProblemsError(WorkbookError):
    """The preview has mistakes, so nothing of it is applied."""

    def __init__(self) -> None:
        super().__init__(
            "Deze werkmap heeft nog fouten. Er is niets opgeslagen. Herstel eerst de fouten en stuur haar opnieuw in."
        )


class StaleError(WorkbookError):
    """The draft changed after the preview was made; `changed` says what, a sentence each."""

    def __init__(self, changed: list[str]) -> None:
        self.changed = changed
        super().__init__(
            "De rapportage is gewijzigd na deze vergelijking. Er is niets opgeslagen. Bekijk de werkmap opnieuw. "
            + " ".join(changed)
        )


def require_draft(report: Report) -> None:
    """Raise `NotADraftError` unless the report is a draft."""
    if report.state != ReportState.DRAFT:
        raise NotADraftError(report)


class What(StrEnum):
    """What a row of the workbook would do."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    SAME = "ongewijzigd"
    REMOVED = "verwijderd"
    WRONG = "fout"


@dataclass(frozen=True)
class Problem:
    """A mistake: the sheet and cell (`C12`) it is in, and why, in Dutch. Both are empty when it is about the whole file."""

    sheet: str
    cell: str
    reason: str


@dataclass(frozen=True)
class Change:
    """A cell that would change something: heading and reference of its column, and both texts as the workbook shows them."""

    heading: str
    cell: str
    old: str
    new: str


@dataclass
class Row:
    """A row of the workbook; `number` is Excel's. `notes` are remarks that stop nothing.

    `pk`, `before` (the texts of the record when it was compared) and `values` (what to set, by field) are for `apply`.
    """

    sheet: str
    number: int
    key: str
    what: What = What.SAME
    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pk: int | None = None
    before: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    def refuse(self, cell: str, reason: str) -> None:
        """Add a mistake to the row."""
        self.problems.append(Problem(self.sheet, cell, reason))
        self.what = What.WRONG

    def __str__(self) -> str:
        return f"{self.sheet} rij {self.number} ({self.key})"


@dataclass
class Preview:
    """Every row of a workbook beside the draft, in the order of sheets and rows. `problems` belong to no single row."""

    report_pk: int
    report_slug: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def all_problems(self) -> list[Problem]:
        """Every mistake: of the file and its headings first, then row by row."""
        return [*self.problems, *(problem for row in self.rows for problem in row.problems)]

    @property
    def can_be_applied(self) -> bool:
        return not self.all_problems

    @property
    def to_do(self) -> list[Row]:
        """The rows that would change something."""
        return [row for row in self.rows if row.what in (What.NEW, What.CHANGED, What.REMOVED)]

    @property
    def counts(self) -> Counter[str]:
        """How many rows are new, changed, the same, removed and wrong."""
        return Counter(row.what.value for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """The same for two previews that would do the same to the same draft."""
        rows = [[row.sheet, row.number, row.what, row.pk, row.before, row.values] for row in self.to_do]
        problems = [[problem.sheet, problem.cell, problem.reason] for problem in self.all_problems]
        text = json.dumps([self.report_pk, rows, problems], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
