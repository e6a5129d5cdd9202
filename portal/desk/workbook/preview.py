"""The preview of a workbook (what it would do to a draft, row by row), and the errors of this package.

A preview holds no model instances.
"""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from measures.enums import ReportState
from measures.models import Report


class WorkbookError(Exception):
    """A workbook, preview or report that this package refuses; the message is in Dutch, for the editor."""


class WorkbookClosedError(WorkbookError):
    """A report that has no workbook, because it is published or withdrawn."""

    def __init__(self, report: Report) -> None:
        super().__init__(
            f"De rapportage „{report.slug}” is {report.get_state_display().lower()}. Een werkmap is er alleen voor een concept."
        )


class ProblemsError(WorkbookError):
    """A preview that cannot be applied, because it has mistakes."""

    def __init__(self) -> None:
        super().__init__(
            "Deze werkmap heeft nog fouten. Er is niets opgeslagen. Herstel eerst de fouten en stuur haar opnieuw in."
        )


class UndecidedError(WorkbookError):
    """A preview with rows for which the editor did not choose yet."""

    def __init__(self) -> None:
        super().__init__("Kies eerst bij elke rij die u en een ander wijzigden. Er is niets opgeslagen.")


class StaleError(WorkbookError):
    """A draft that changed after the preview was made; `changed` has a Dutch sentence for each difference."""

    def __init__(self, changed: list[str]) -> None:
        self.changed = changed
        super().__init__(
            "De rapportage is gewijzigd na deze vergelijking. Er is niets opgeslagen. Bekijk de werkmap opnieuw. "
            + " ".join(changed)
        )


def require_draft(report: Report) -> None:
    """Raise `WorkbookClosedError` unless the report is a draft."""
    if report.state != ReportState.DRAFT:
        raise WorkbookClosedError(report)


class What(StrEnum):
    """The effect of a row of the workbook on the draft."""

    NEW = "nieuw"
    CHANGED = "gewijzigd"
    SAME = "ongewijzigd"
    REMOVED = "verwijderd"
    WRONG = "fout"
    ASKED = "te kiezen"
    MISSING = "niet in de werkmap"


@dataclass(frozen=True)
class Problem:
    """A mistake: its sheet, its cell (like C12), and the reason in Dutch.

    The cell is empty for a mistake about a whole sheet; both are empty for a mistake about the whole file.
    """

    sheet: str
    cell: str
    reason: str


@dataclass(frozen=True)
class CellChange:
    """A cell with a new value: the heading of its column, its reference (like C12), and the old and new text."""

    heading: str
    cell: str
    old: str
    new: str


@dataclass(frozen=True)
class CellClash:
    """A cell that the workbook and the portal both changed: heading, reference, and the three texts."""

    heading: str
    cell: str
    mine: str
    theirs: str
    old: str


@dataclass
class SheetRow:
    """A row of the workbook; `number` is its row number in Excel. `notes` are remarks that do not prevent applying.

    A row that is asked (`What.ASKED`) has the name of its choice, the answer for each choice, and the cells that both changed.
    A row that is not in the workbook has the number 0.

    `mark` is what the row has in the column of its key, by which parts name it. `apply` needs `pk` (None for a new row), `before`
    (the texts in the draft at the time of the preview) and `values` (the new values). The last two are by field name.
    """

    sheet: str
    number: int
    key: str
    what: What = What.SAME
    changes: list[CellChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    pk: int | None = None
    mark: str = ""
    before: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    name: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    clashes: list[CellClash] = field(default_factory=list)

    def refuse(self, cell: str, reason: str) -> None:
        """Add a mistake to the row, which makes the row `WRONG`."""
        self.problems.append(Problem(self.sheet, cell, reason))
        self.what = What.WRONG

    def __str__(self) -> str:
        return f"{self.sheet} rij {self.number} ({self.key})"


@dataclass
class Preview:
    """The result of comparing a workbook with its draft: all rows, in the order of the workbook.

    `problems` are the mistakes that belong to no single row, `notes` the remarks that prevent nothing.
    """

    report_pk: int
    report_slug: str
    rows: list[SheetRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def all_problems(self) -> list[Problem]:
        """Return every mistake: first those of the file and its headings, then those of each row."""
        return [*self.problems, *(problem for row in self.rows for problem in row.problems)]

    @property
    def can_be_applied(self) -> bool:
        return not self.all_problems

    @property
    def to_do(self) -> list[SheetRow]:
        """Return the rows that would change something."""
        return [row for row in self.rows if row.what in (What.NEW, What.CHANGED, What.REMOVED)]

    @property
    def asked(self) -> list[SheetRow]:
        """Return the rows for which the editor must choose."""
        return [row for row in self.rows if row.what == What.ASKED]

    @property
    def missing(self) -> list[SheetRow]:
        """Return the rows that the workbook had and has no more. The editor must say whether they go."""
        return [row for row in self.rows if row.what == What.MISSING]

    @property
    def counts(self) -> Counter[str]:
        """Return the number of rows for each `What` value."""
        return Counter(row.what.value for row in self.rows)

    @property
    def fingerprint(self) -> str:
        """Return a hash of the changes and mistakes. It is equal for previews that do the same to the same draft."""
        rows = [[row.sheet, row.number, row.what, row.pk, row.before, row.values] for row in self.to_do]
        rows += [[row.sheet, row.key, row.what, row.answers] for row in (*self.asked, *self.missing)]
        problems = [[problem.sheet, problem.cell, problem.reason] for problem in self.all_problems]
        text = json.dumps([self.report_pk, rows, problems], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()
