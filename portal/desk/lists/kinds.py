"""The kinds of row that have a list, and the form of one line of each."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models

from laws.models import Bill, Requirement
from measures.models import (
    Action,
    ActionMention,
    Finding,
    Goal,
    Measure,
    Party,
    ReportSection,
    Representation,
    SourceNote,
)
from portal.desk.lists.names import Names, RecordField
from portal.desk.rows.fields import form_field
from portal.desk.rows.forms import WIDGETS, RowForm

TEXTS = ("text", "summary")


@dataclass(frozen=True)
class Listed:
    """A kind of row with a list: its model, the fields of a line, and the records that a line chooses by name.

    `has_page` says that a row also has a page of its own, with more fields.
    """

    model: Any
    fields: tuple[str, ...]
    records: tuple[tuple[str, Any], ...] = ()
    has_page: bool = True

    @property
    def is_ordered(self) -> bool:
        return "position" in self.fields

    def names(self) -> dict[str, Names]:
        """Read the names of the records that lines of this kind choose from, by field. One query for each field."""
        return {field: Names(model) for field, model in self.records}

    def form_of(self, names: dict[str, Names]) -> Any:
        """Return the class of the form of one line."""

        def field_of(column: models.Field, **kwargs: Any) -> forms.Field | None:
            if column.name in names:
                return RecordField(names[column.name], label=column.verbose_name, required=not column.blank)
            return form_field(column, **kwargs)

        widgets: dict[str, Any] = dict.fromkeys(TEXTS, WIDGETS["text"]) | WIDGETS
        return forms.modelform_factory(
            self.model, form=RowForm, fields=self.fields, formfield_callback=field_of,
            widgets={name: widget for name, widget in widgets.items() if name in self.fields},
        )  # fmt: skip


# By the word in the URL, which is also the word of the page of one row.
LISTS: dict[str, Listed] = {
    "hoofdstuk": Listed(ReportSection, ("position", "title", "summary", "location")),
    "bevinding": Listed(
        Finding, ("position", "goal", "measure", "text", "location"), (("goal", Goal), ("measure", Measure))
    ),
    "vermelding": Listed(
        ActionMention,
        (
            "action", "column", "period", "location", "chosen_days", "condition", "states_in_force", "in_force_from",
            "in_force_until",
        ),
        (("action", Action),),
    ),
    "partij": Listed(
        Representation, ("position", "group_printed", "party", "party_printed", "location"), (("party", Party),), has_page=False
    ),
    "bronnotitie": Listed(SourceNote, ("title", "text", "weight", "location")),
    "gevolg": Listed(
        Requirement, ("bill", "part", "effect", "action", "location"), (("bill", Bill), ("action", Action)), has_page=False
    ),
}  # fmt: skip
