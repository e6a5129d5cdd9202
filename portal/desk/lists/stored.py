"""The rows of one kind of a draft with their parts, as they are stored now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from measures.models import Report
from portal.desk.lists.kinds import Listed
from portal.desk.lists.lines import Lines, owner_of_new
from portal.desk.lists.names import Names
from portal.desk.merging.nested import OWNER
from portal.desk.merging.three_way import Row


@dataclass
class StoredList:
    """What is stored: `rows` by the key of their line, and `shown`, what a browser sends for each.

    `kinds` has the lines of the list, and those of the parts of a row if there are any. `owners` has the row that each part
    belongs to, by key. The number of queries is constant.
    """

    report: Report
    listed: Listed

    def __post_init__(self) -> None:
        kinds = [self.listed, *([self.listed.parts] if self.listed.parts else [])]
        self.names = {model: Names(model) for model in dict.fromkeys(model for kind in kinds for _name, model in kind.records)}
        self.kinds = [Lines(self.report, kind, self.names, is_part=number > 0) for number, kind in enumerate(kinds)]
        self.rows: dict[str, models.Model] = {}
        self.shown: dict[str, Row] = {}
        self.owners: dict[str, str] = {}
        self.read()

    @property
    def form_kind(self) -> str:
        """Return the kind of the form of this list, as `Opened` has it."""
        return f"lijst {self.listed.model._meta.label_lower}"

    @property
    def has_parts(self) -> bool:
        return len(self.kinds) > 1

    def read(self) -> None:
        """Read the rows, also once more after a save."""
        self.rows, self.shown = {}, {}
        for number, lines in enumerate(self.kinds):
            of_report = f"{lines.listed.within}__report" if number else "report"
            order = ("position", "pk") if lines.listed.is_ordered else ("pk",)
            rows = lines.model.objects.filter(**{of_report: self.report}).order_by(*order)
            for row in rows.prefetch_related(*lines.listed.links):
                key = lines.key(row)
                owner = {OWNER: (str(getattr(row, f"{lines.listed.within}_id")),)} if number else {}
                self.rows[key], self.shown[key] = row, lines.shown(row) | owner
        self.know_owners(self.shown)

    def know_owners(self, rows: Mapping[str, Row]) -> None:
        """Learn which row each part belongs to, also of parts that are stored no more."""
        self.owners |= {key: row[OWNER][0] for key, row in rows.items() if OWNER in row}

    def owner(self, key: str) -> str:
        """Return the key of the row that a line belongs to; empty for a row of the list itself."""
        return self.owners.get(key) or owner_of_new(key)

    def lines_of(self, key: str) -> Lines:
        """Return the kind of a line."""
        return self.kinds[-1] if self.owner(key) else self.kinds[0]

    def kind_of(self, row: models.Model) -> Lines:
        return next(lines for lines in self.kinds if isinstance(row, lines.model))


def as_lists(rows: Mapping[str, Row]) -> dict[str, dict[str, Any]]:
    """Return rows as JSON can hold them."""
    return {key: {name: list(value) for name, value in row.items()} for key, row in rows.items()}


def as_rows(held: Mapping[str, Mapping[str, Any]]) -> dict[str, Row]:
    """Return rows that JSON held, with a tuple for each value."""
    return {key: {name: tuple(value) for name, value in row.items()} for key, row in held.items()}
